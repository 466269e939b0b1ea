"""The numbers of an analysis as lines for a person: in groups, each with what it means."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from biofeedback.sensor_timing import SensorTiming
from biofeedback.signals.definitions import DEFINITIONS, GROUP_TITLES, Definition
from biofeedback.signals.definitions.definition import UNITLESS
from ui.words.cells import padded, wrapped
from ui.words.language import Language
from ui.words.reason_words import reason_sentence
from ui.words.recordings.layer_words import layer_sentence
from ui.words.recordings.version_words import analysis_versions, versions_sentence
from ui.words.timing_words import floor_words

if TYPE_CHECKING:  # it brings numpy, which no screen may wait for
    from biofeedback.signals.analysed import Analysis, Counts

_TEXT_WIDTH = 100  # cells of a line of explanation: a choice, for a terminal of usual width
_TITLE_WIDTH = 40  # cells that a title has before its number: a choice, as long as the longest English one
_INDENT = " " * 6  # of what a number means, below its title, which stands 2 in


def analysis_lines(result: "Analysis", timing: SensorTiming, language: Language) -> list[str]:
    """Return what an analysis found: of which layer, with a caution where one is due, and its versions at the end.

    Parameters
    ----------
    result : Analysis
        What was computed.
    timing : SensorTiming
        What is known of the sensor's clock.
    language : Language
        The person's language.
    """
    lines = [layer_sentence(result.layer, language)]
    lines += [reason_sentence(caution, language) for caution in timing.cautions_with(result.cautions, result.rmssd_ms)]
    numbers, floor = result.numbers(), floor_words(timing, language)
    for group, title in GROUP_TITLES.items():
        names = [name for name in numbers if DEFINITIONS[name].group == group]
        if names:
            lines += ["", language.gettext(title)]
        for name in names:
            definition = DEFINITIONS[name]
            reason = result.reasons.get(name)
            shown = _shown(numbers[name], definition, reason_sentence(reason, language) if reason else "", language)
            if name == "rmssd_ms" and floor and not reason:
                shown = f"{shown} · {floor}"
            lines.append(f"  {padded(language.gettext(definition.title), _TITLE_WIDTH)} {shown}".rstrip())
            lines += wrapped(
                language.gettext(definition.text), _TEXT_WIDTH, first=_INDENT, later=_INDENT, break_words=False
            )
    return [*lines, "", versions_sentence(analysis_versions(numbers), language)]


def recording_sentence(name: str, beats: int, language: Language) -> str:
    """Return how many beats a recording was found to have."""
    counted = language.ngettext("{count} beat", "{count} beats", beats).format(count=language.whole(beats))
    # Translators: of beats, taken as they came from the sensor.
    return language.gettext("{name}: {beats} as they arrived.").format(name=name, beats=counted)


def hearts_words(hearts: int, language: Language) -> str:
    """Return how many hearts a recording has; empty where there are not several."""
    if hearts < 2:
        return ""
    return language.ngettext("{count} heart", "{count} hearts", hearts).format(count=language.whole(hearts))


def hearts_sentence(sources: Sequence[str], source: str, language: Language) -> str:
    """Return which heart of several is meant; empty where a recording has one."""
    if len(sources) < 2:
        return ""
    return language.gettext("The recording has several hearts ({sources}); this is {source}.").format(
        sources=language.listed(sources), source=source
    )


def _shown(value: "float | Counts", definition: Definition, reason: str, language: Language) -> str:
    if isinstance(value, Mapping):
        return counted_corrections(value, language) or language.pgettext("corrections", "none")
    if math.isnan(value):
        return f"– {reason}".rstrip()
    return shown_number(value, definition, language)


def shown_number(value: float, definition: Definition, language: Language) -> str:
    """Return a known number with its unit, as an analysis has it."""
    number = language.number(value, definition.decimals)
    if definition.unit in UNITLESS:
        return number
    return f"{number} {language.gettext(definition.unit)}"


def counted_corrections(counts: "Counts", language: Language) -> str:
    """Return how many corrections of each kind there are, in a row; empty where there are none."""
    return language.listed(
        KIND_COUNTS[kind](language, count).format(count=language.whole(count))
        for kind, count in counts.items()
        if count
    )


def _out_of_range(language: Language, count: int) -> str:
    return language.ngettext(
        "{count} set aside (out of range, or marked by the sensor)",
        "{count} set aside (out of range, or marked by the sensor)",
        count,
    )


def _ectopic(language: Language, count: int) -> str:
    return language.ngettext("{count} ectopic", "{count} ectopic", count)


def _long(language: Language, count: int) -> str:
    return language.npgettext("interval", "{count} long", "{count} long", count)


def _short(language: Language, count: int) -> str:
    return language.npgettext("interval", "{count} short", "{count} short", count)


def _missed(language: Language, count: int) -> str:
    return language.ngettext("{count} a beat not seen", "{count} a beat not seen", count)


def _extra(language: Language, count: int) -> str:
    return language.ngettext("{count} a beat too many", "{count} a beat too many", count)


KIND_COUNTS: Mapping[str, Callable[[Language, int], str]] = {
    "range": _out_of_range,
    "ectopic": _ectopic,
    "long": _long,
    "short": _short,
    "missed": _missed,
    "extra": _extra,
}
"""Returns the message that counts corrections of each kind."""
