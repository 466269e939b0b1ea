"""Says what was found of the computer, a line for each finding."""

from collections.abc import Callable, Mapping

from biofeedback.computer import ComputerCode, Finding
from biofeedback.facts import FactValue, fact_values
from ui.words.errors import error_sentence
from ui.words.language import Language


def computer_sentence(finding: Finding, language: Language) -> str:
    """Return what one finding says."""
    if finding.error is not None:
        return f"{_title(finding.code, language)}: {error_sentence(finding.error, language)}"

    def listed(name: str) -> str:
        return language.listed(str(each) for each in fact_values(finding.facts, name) if each)

    return f"{_title(finding.code, language)}: {_said(finding, language, listed)}"


def nothing_personal(language: Language) -> str:
    """Return what stands above all findings."""
    return language.gettext(
        "What Soften finds on this computer. Nothing in it is personal, so that it can be pasted into a report."
    )


def way_clear(language: Language) -> str:
    """Return what is said where nothing is in the way."""
    return language.gettext("Nothing here is in the way of a practice.")


def without_sensors(count: int, language: Language) -> str:
    """Return what is said where something is in the way of something."""
    return language.ngettext(
        "{count} part is in the way of something. A practice with the simulated heart needs none of them.",
        "{count} parts are in the way of something. A practice with the simulated heart needs none of them.",
        count,
    ).format(count=language.whole(count))


def rule_offer(language: Language) -> str:
    """Return the offer to write the rule that opens serial ports."""
    return language.gettext(
        "Soften can write a rule that opens these boards to whoever is logged in at this computer. {show} shows it; "
        "{write} asks, then writes it."
    ).format(show="`soften doctor --udev-rule`", write="`soften doctor --write-udev-rule`")


def _title(code: ComputerCode, language: Language) -> str:
    titles = {
        ComputerCode.PROGRAM: language.pgettext("in a list of what a computer has", "Program"),
        ComputerCode.SYSTEM: language.pgettext("in a list of what a computer has", "System"),
        **dict.fromkeys(
            (ComputerCode.LIBRARIES, ComputerCode.EXTRAS, ComputerCode.EXTRAS_ABSENT),
            language.pgettext("in a list of what a computer has", "Libraries"),
        ),
        **dict.fromkeys(
            (
                ComputerCode.ADAPTERS,
                ComputerCode.ADAPTERS_OFF,
                ComputerCode.NO_ADAPTER,
                ComputerCode.NO_BLUETOOTH_SERVICE,
            ),
            language.pgettext("in a list of what a computer has", "Bluetooth"),
        ),
        **dict.fromkeys(
            (ComputerCode.NO_PORT, ComputerCode.PORT_READY, ComputerCode.PORT_REFUSED),
            language.pgettext("in a list of what a computer has", "Serial sensors"),
        ),
        **dict.fromkeys(
            (ComputerCode.SCREEN, ComputerCode.NO_SCREEN),
            language.pgettext("in a list of what a computer has", "Screen"),
        ),
        **dict.fromkeys(
            (ComputerCode.SPEAKERS, ComputerCode.NO_SPEAKER, ComputerCode.NO_SOUND),
            language.pgettext("in a list of what a computer has", "Sound"),
        ),
        **dict.fromkeys(
            (ComputerCode.DISK, ComputerCode.DISK_REFUSED),
            language.pgettext("in a list of what a computer has", "Disk"),
        ),
        ComputerCode.NOT_LOOKED_AT: language.pgettext("in a list of what a computer has", "Not looked at"),
    }
    return titles[code]


def _said(finding: Finding, language: Language, listed: Callable[[str], str]) -> str:
    given: dict[str, FactValue] = dict(finding.facts)
    count = int(given.get("count", 0))
    free = language.number(float(given.get("free_gb", 0.0)), 1)
    group, hint = given.get("group"), given.get("hint", "")
    port = given.get("port") or language.gettext("a port with a name of its own")
    adapters = listed("adapter")
    sentences: Mapping[ComputerCode, str] = {
        ComputerCode.PROGRAM: language.gettext("Soften {version} with Python {python}").format_map(_Known(given)),
        ComputerCode.SYSTEM: language.gettext("{name} {release} ({machine}), processors: {processors}").format_map(
            _Known(given)
        ),
        ComputerCode.LIBRARIES: listed("library"),
        ComputerCode.EXTRAS: language.gettext("extras that are installed: {names}").format(names=listed("extra")),
        ComputerCode.EXTRAS_ABSENT: language.gettext(
            "extras that are not installed: {names}. {command} brings one."
        ).format(names=listed("extra"), command="`pip install 'soften[…]'`"),
        ComputerCode.ADAPTERS: language.gettext("on ({names})").format(names=adapters)
        if adapters
        else language.gettext("asked of the system when a sensor is looked for"),
        ComputerCode.ADAPTERS_OFF: language.gettext(
            "there ({names}) and switched off. Please switch it on in the settings of the system."
        ).format(names=adapters),
        ComputerCode.NO_ADAPTER: language.gettext("no adapter was found, so straps cannot be heard."),
        ComputerCode.NO_BLUETOOTH_SERVICE: language.gettext(
            "an adapter is there ({names}), and the system's Bluetooth service does not answer. On Debian and Ubuntu "
            "it is the package bluez."
        ).format(names=adapters),
        ComputerCode.NO_PORT: language.gettext("none is plugged in."),
        ComputerCode.PORT_READY: language.gettext("{port} ({hint}) can be opened.").format(port=port, hint=hint),
        ComputerCode.PORT_REFUSED: (
            language.gettext(
                "{port} ({hint}) may not be opened by this account. Members of the group {group} may: "
                "`sudo usermod -aG {group} ACCOUNT`, then log in again."
            )
            if group
            else language.gettext("{port} ({hint}) may not be opened by this account.")
        ).format(port=port, hint=hint, group=group),
        ComputerCode.SCREEN: language.gettext("a window can be shown."),
        ComputerCode.SPEAKERS: language.ngettext(
            "{count} loudspeaker can be chosen.", "{count} loudspeakers can be chosen.", count
        ).format(count=language.whole(count)),
        ComputerCode.NO_SPEAKER: language.gettext("there is no loudspeaker; practices are quiet, and words are shown."),
        ComputerCode.DISK: language.gettext("{free} GB are free where recordings are kept.").format(free=free),
        ComputerCode.DISK_REFUSED: language.gettext("nothing can be written where recordings are kept."),
        ComputerCode.NOT_LOOKED_AT: f"{given.get('part', '')} ({given.get('problem', '')})",
    }
    return sentences.get(finding.code, "")


class _Known(dict[str, FactValue]):
    """Facts that a sentence names; one that is not there leaves nothing."""

    def __missing__(self, name: str) -> str:
        return ""
