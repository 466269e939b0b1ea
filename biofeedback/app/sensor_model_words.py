"""Puts the catalogue of sensors into sentences, the same in the terminal, in help and in docs/sensors.md."""

import math

from devices.sensor_model import EVIDENCE_WORDS, GROUP_TITLES, WEARING_WORDS, SensorModel, Trust
from devices.sensor_models import MODELS
from ui.words.help_words import HelpPage
from ui.words.language import Language


def sensor_pages(language: Language) -> tuple[HelpPage, ...]:
    """Return a page of help for every model of the catalogue, in its order."""
    return tuple(
        HelpPage(
            f"sensor:{model.name}",
            language.gettext(GROUP_TITLES[model.group]),
            model_name(model, language),
            tuple(description(model, language)),
        )
        for group in GROUP_TITLES
        for model in MODELS
        if model.group == group
    )


def model_name(model: SensorModel, language: Language) -> str:
    """Return what a model is called: in the language where its name is words, else as its maker has it."""
    return language.gettext(model.name)


def description(model: SensorModel, language: Language) -> list[tuple[str, str]]:
    """Return what is known of a model, as titles with their sentences; what is not known is said so."""
    lines = [
        (language.gettext("What it is"), language.gettext(model.what)),
        (language.gettext("How it is worn"), language.gettext(WEARING_WORDS[model.worn])),
        (language.gettext("How a beat is timed"), language.gettext(model.timing)),
        (language.gettext("Resolution"), _resolution(model, language)),
        (language.gettext("Delay"), _delay(model, language)),
        (language.gettext("Numbers of HRV"), f"{_trust(model.trust, language)}. {language.gettext(model.hrv)}"),
    ]
    if model.quirks:
        lines.append((language.gettext("Good to know"), " ".join(map(language.gettext, model.quirks))))
    return [
        *lines,
        (language.gettext("Does not connect"), language.gettext(model.no_connection)),
        (language.gettext("Known by"), _recognition(model, language)),
        (language.gettext("Where this is from"), f"{language.gettext(EVIDENCE_WORDS[model.evidence])}."),
    ]


def _trust(trust: Trust, language: Language) -> str:
    match trust:
        case "beat by beat":
            return language.gettext("beat by beat")
        case "with care":
            return language.gettext("with care")
        case "not for HRV":
            return language.gettext("not for HRV")
        case "not known yet":
            return language.gettext("not known yet")


def _resolution(model: SensorModel, language: Language) -> str:
    if math.isnan(model.resolution_ms):
        return language.gettext("It depends, or is not known.")
    return language.gettext(
        "{resolution} ms, which alone can add up to {floor} ms to the RMSSD of a wholly regular heart."
    ).format(
        resolution=language.short_number(model.resolution_ms, 3), floor=language.short_number(model.rmssd_floor_ms, 3)
    )


def _delay(model: SensorModel, language: Language) -> str:
    if math.isnan(model.delay_s):
        return language.gettext("Not known.")
    return language.gettext("About {seconds} s from a heartbeat to its interval here.").format(
        seconds=language.short_number(model.delay_s)
    )


def _recognition(model: SensorModel, language: Language) -> str:
    if model.protocol:
        return language.gettext("what it speaks, {option}.").format(option=f"protocol={model.protocol}")
    if model.advertised:
        # Translators: what stands between two names, one of which is meant.
        names = language.pgettext("list", " or ").join(model.advertised)
        return language.gettext("a name on the air that begins with {names}.").format(names=names)
    return language.gettext("nothing that it says of itself.")
