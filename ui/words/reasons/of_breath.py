"""Sentences for a breath or a wave that does not show, too few led breaths, and an assessment without an answer."""

from biofeedback.reasons import ReasonCode
from ui.words.language import Language
from ui.words.reasons.reason_facts import ReasonFacts, beats_there, seconds_there


def of_the_breath(code: ReasonCode, given: ReasonFacts, language: Language) -> str | None:
    """Return the sentence of a reason that is of the breath or a wave; ``None`` where it is of something else."""
    match code:
        case ReasonCode.EVEN_HEART:
            return language.gettext("The heart beats evenly; there is no wave to measure.")
        case ReasonCode.TOO_EVEN_HEART:
            return language.gettext("The heart beats too evenly to show a wave.")
        case ReasonCode.NO_WAVE_IN_BAND:
            message = language.gettext("The heart shows no wave of its own between {slowest} and {quickest} a minute.")
            return message.format(
                slowest=given.number("slowest_per_min", 1), quickest=given.number("quickest_per_min", 1)
            )
        case ReasonCode.NO_BREATH_SIGNAL:
            return language.gettext("No signal shows the breath.")
        case ReasonCode.NO_BREATH_WAVE:
            return language.gettext("Nothing waves like a breath.")
        case ReasonCode.NO_CLEAR_BREATH:
            return language.gettext("No wave stands out clearly enough to be the breath.")
        case ReasonCode.TOO_LITTLE_MOTION:
            needed = language.ngettext(
                "Needs {needed} s of chest motion.", "Needs {needed} s of chest motion.", given.whole("needed_s")
            )
            return given.needed_and_there(needed, seconds_there(given, language), "s")
        case ReasonCode.MOTION_WITH_GAPS:
            return language.gettext("The chest motion has gaps.")
        case ReasonCode.NO_MOTION:
            return language.gettext("Nothing moves.")
        case ReasonCode.TOO_FEW_HEARTS:
            needed = language.ngettext(
                "Needs {needed} heart that can be counted, which takes two minutes of heartbeats.",
                "Needs {needed} hearts that can be counted, which takes two minutes of heartbeats each.",
                given.whole("needed_hearts"),
            )
            there = language.npgettext("hearts", "{there} is there.", "{there} are there.", given.whole("there_hearts"))
            return given.needed_and_there(needed, there, "hearts")
        case _:
            return None


def of_led_breaths(code: ReasonCode, given: ReasonFacts, language: Language) -> str | None:
    """Return the sentence of a reason that is of breaths led by the light; ``None`` where it is of something else."""
    match code:
        case ReasonCode.NO_LED_BREATH:
            return language.gettext("No breath was led in this window.")
        case ReasonCode.NOT_ALWAYS_LED:
            return language.gettext("Breath was not led all the time.")
        case ReasonCode.TOO_FEW_LED_BEATS:
            needed = language.ngettext(
                "Needs {needed} heartbeat in led breaths.",
                "Needs {needed} heartbeats in led breaths.",
                given.whole("needed_beats"),
            )
            return given.needed_and_there(needed, beats_there(given, language), "beats")
        case ReasonCode.TOO_FEW_LED_BREATHS:
            needed = language.ngettext(
                "Needs {needed} led breath.", "Needs {needed} led breaths.", given.whole("needed_breaths")
            )
            there = language.pgettext("breaths, to a tenth", "{there} are there.")
            return given.needed_and_there(needed, there, "breaths", decimals=1)
        case ReasonCode.TOO_FEW_LED_SECONDS:
            needed = language.ngettext(
                "Needs {needed} s of led breath.", "Needs {needed} s of led breath.", given.whole("needed_s")
            )
            return given.needed_and_there(needed, seconds_there(given, language), "s")
        case ReasonCode.TOO_FEW_BEATS_IN_BREATH:
            return language.ngettext(
                "Fewer than {needed} heartbeat in this breath.",
                "Fewer than {needed} heartbeats in this breath.",
                given.whole("needed_beats"),
            ).format(needed=given.number("needed_beats"))
        case ReasonCode.BEATS_ABSENT_IN_BREATH:
            return language.gettext("Some heartbeats of this breath are not there.")
        case ReasonCode.NOT_SIX_A_MINUTE:
            return language.gettext("No breath was led at about six a minute.")
        case ReasonCode.TOO_FEW_SIX_A_MINUTE:
            needed = language.ngettext(
                "Needs {needed} breath at about six a minute, with every heartbeat as it came.",
                "Needs {needed} breaths at about six a minute, with every heartbeat as it came.",
                given.whole("needed_breaths"),
            )
            there = language.npgettext(
                "breaths", "{there} is there.", "{there} are there.", given.whole("there_breaths")
            )
            return given.needed_and_there(needed, there, "breaths")
        case _:
            return None


def of_an_assessment(code: ReasonCode, given: ReasonFacts, language: Language) -> str | None:
    """Return the sentence of a reason that is of an assessment; ``None`` where it is of something else."""
    match code:
        case ReasonCode.TOO_FEW_SETTLED_BREATHS:
            needed = language.ngettext(
                "Needs {needed} settled breath with heartbeats.",
                "Needs {needed} settled breaths with heartbeats.",
                given.whole("needed_breaths"),
            )
            there = language.npgettext(
                "breaths", "{there} is there.", "{there} are there.", given.whole("there_breaths")
            )
            return given.needed_and_there(needed, there, "breaths")
        case ReasonCode.TOO_FEW_PACES:
            return language.ngettext(
                "Needs an answer at {needed} different pace.",
                "Needs an answer at {needed} different paces.",
                given.whole("needed_paces"),
            ).format(needed=given.number("needed_paces"))
        case ReasonCode.TOO_FEW_FITTED_BREATHS:
            return language.gettext("Too few led breaths with heartbeats to tell.")
        case ReasonCode.NO_ANSWER_BEYOND_CHANCE:
            return language.gettext("The heart's answer to the paces does not stand out from chance today.")
        case _:
            return None
