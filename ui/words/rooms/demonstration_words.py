"""What is said of a demonstration: three sentences of what truly happened, with numbers or without."""

from typing import TYPE_CHECKING

from biofeedback.reasons import ReasonCode
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.practice.after.deep_breathing import DeepBreathing
    from biofeedback.signals.coupling.two_waves import TwoWaves

DEMONSTRATION = "demonstration"
"""The name of the page of help about it."""


def natural_label(language: Language) -> str:
    """Return what the part before leading is called."""
    return language.gettext("Breath as it comes")


def led_label(language: Language) -> str:
    """Return what the part of led breath is called."""
    return language.gettext("Led breath")


def waves_sentences(
    waves: "TwoWaves", language: Language, *, listened: bool, simulated: bool, numbers: bool
) -> tuple[str, str, str]:
    """Return three sentences: of the breath as it came, of the led breath, and what follows from both.

    Parameters
    ----------
    waves : TwoWaves
        What was heard.
    language : Language
        The language of who reads them.
    listened : bool
        Whether there was a sensor.
    simulated : bool
        Whether the heart was a simulated one.
    numbers : bool
        Whether they tell how far the heart rate went, which others do not see unasked.
    """
    if not listened:
        return _without_a_heart(len(waves.breaths), language)
    if waves.irregular:
        first = language.gettext("The heartbeats came too irregularly for their wave to be told.")
        second = language.gettext("A sensor that sits loosely can be why, and many hearts beat so by nature.")
    else:
        first = _natural(waves.natural.swing, language, numbers=numbers)
        second = _led(waves, language, numbers=numbers)
    return first, second, _last(waves, language, simulated=simulated)


def facts_line(waves: "TwoWaves", language: Language) -> str:
    """Return the heart rates of both parts, for who asks for numbers; empty where they are not known."""
    natural_bpm, led_bpm = waves.natural.mean_bpm, waves.led.mean_bpm
    if waves.irregular or not (natural_bpm == natural_bpm and led_bpm == led_bpm):  # nan is none
        return ""
    return language.gettext(
        "Mean heart rate: {natural} beats a minute with breath as it came, {led} with led breath."
    ).format(natural=language.number(natural_bpm), led=language.number(led_bpm))


def _without_a_heart(breaths: int, language: Language) -> tuple[str, str, str]:
    led = language.ngettext(
        "The light led {count} slow breath, out a little longer than in.",
        "The light led {count} slow breaths, out a little longer than in.",
        breaths,
    )
    return (
        language.gettext("No heart was heard this time, so no wave of one is drawn here."),
        led.format(count=language.whole(breaths)),
        language.gettext(
            "In many people the heart quickens a little with each breath in and slows with each breath out, and "
            "further when breath is slow."
        ),
    )


def _natural(swing: "DeepBreathing", language: Language, *, numbers: bool) -> str:
    if swing.reason is not None:
        return language.gettext(
            "While breath came as it liked, too few heartbeats came through as they were to tell how far the heart "
            "rate went."
        )
    if not numbers:
        return language.gettext("While breath came as it liked, the heart rate went up and down by itself.")
    message = language.ngettext(
        "While breath came as it liked, the heart rate went up and down by {swing} beats a minute within ten seconds, "
        "give or take {error} (mean of {count} stretch).",
        "While breath came as it liked, the heart rate went up and down by {swing} beats a minute within ten seconds, "
        "give or take {error} (mean of {count} stretches).",
        swing.breaths,
    )
    return _measured(message, swing, language)


def _led(waves: "TwoWaves", language: Language, *, numbers: bool) -> str:
    swing = waves.led.swing
    if swing.reason is not None:
        return _led_unknown(waves, language)
    if not numbers:
        return _led_without_numbers(waves, language)
    match waves.compared:
        case "wider":
            message = language.ngettext(
                "While breath was led, it went up and down further: by {swing} beats a minute with each breath, give "
                "or take {error} (mean of {count} breath).",
                "While breath was led, it went up and down further: by {swing} beats a minute with each breath, give "
                "or take {error} (mean of {count} breaths).",
                swing.breaths,
            )
        case "narrower":
            message = language.ngettext(
                "While breath was led, it went up and down less far: by {swing} beats a minute with each breath, give "
                "or take {error} (mean of {count} breath).",
                "While breath was led, it went up and down less far: by {swing} beats a minute with each breath, give "
                "or take {error} (mean of {count} breaths).",
                swing.breaths,
            )
        case "alike":
            message = language.ngettext(
                "While breath was led, it went up and down about as far, as well as so few breaths can tell: by "
                "{swing} beats a minute with each breath, give or take {error} (mean of {count} breath).",
                "While breath was led, it went up and down about as far, as well as so few breaths can tell: by "
                "{swing} beats a minute with each breath, give or take {error} (mean of {count} breaths).",
                swing.breaths,
            )
        case "unknown":
            message = language.ngettext(
                "While breath was led, it went up and down by {swing} beats a minute with each breath, give or take "
                "{error} (mean of {count} breath), with nothing to compare it with.",
                "While breath was led, it went up and down by {swing} beats a minute with each breath, give or take "
                "{error} (mean of {count} breaths), with nothing to compare it with.",
                swing.breaths,
            )
    return _measured(message, swing, language)


def _led_without_numbers(waves: "TwoWaves", language: Language) -> str:
    match waves.compared:
        case "wider":
            return language.gettext("While breath was led, it went up and down further.")
        case "narrower":
            return language.gettext("While breath was led, it went up and down less far.")
        case "alike":
            return language.gettext(
                "While breath was led, it went up and down about as far, as well as so few breaths can tell."
            )
        case "unknown":
            return language.gettext("While breath was led, it went up and down, with nothing to compare it with.")


def _led_unknown(waves: "TwoWaves", language: Language) -> str:
    reason = waves.led.swing.reason
    if not waves.breaths:
        return language.gettext("Breath was not led for as long as one breath, so there is nothing to compare.")
    if reason is not None and reason.code == ReasonCode.NOT_SIX_A_MINUTE:
        return language.gettext("Breath was led at another pace than about six a minute, so the two are not compared.")
    return language.gettext(
        "While breath was led, too few breaths came through with every heartbeat as it was to compare the two."
    )


def _last(waves: "TwoWaves", language: Language, *, simulated: bool) -> str:
    if simulated:
        return language.gettext(
            "This heart is simulated and made to follow the breath: it shows what can happen, and it is nobody's."
        )
    match waves.compared:
        case "wider":
            return language.gettext(
                "So this heart answered slow breath just now; others answer otherwise, and it says nothing about how "
                "somebody is."
            )
        case "narrower" | "alike":
            return language.gettext(
                "Hearts differ, from one to the next and from day to day, and a breath can be kind without a wave that "
                "shows it."
            )
        case "unknown":
            return language.gettext(
                "That says nothing about the heart or about the breath; another time there may be more to see."
            )


def _measured(message: str, swing: "DeepBreathing", language: Language) -> str:
    return message.format(
        swing=language.number(swing.swing_bpm, 1),
        error=language.number(swing.error_bpm, 1),
        count=language.whole(swing.breaths),
    )
