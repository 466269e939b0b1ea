"""Sentences for why a number cannot be known."""

from gettext import NullTranslations

from biofeedback.facts import Facts
from biofeedback.reasons import Reason, ReasonCode
from ui.words.language import ENGLISH, Language
from ui.words.reasons.of_beats import of_beats
from ui.words.reasons.of_breath import of_an_assessment, of_led_breaths, of_the_breath
from ui.words.reasons.of_records import of_a_record
from ui.words.reasons.reason_facts import ReasonFacts


def reason_sentence(reason: Reason, language: Language) -> str:
    """Return a reason in a whole sentence."""
    return coded_sentence(reason.code, reason.facts, language)


def coded_sentence(code: ReasonCode, facts: Facts, language: Language) -> str:
    """Return the sentence for a code and its facts, as events have them; empty where the number is known."""
    given = ReasonFacts(facts, language)
    try:
        for sentence_of in (of_beats, of_a_record, of_the_breath, of_led_breaths, of_an_assessment):
            sentence = sentence_of(code, given, language)
            if sentence is not None:
                return sentence
    except (KeyError, TypeError, ValueError):  # a recording of another Soften, or a damaged one, lacks facts
        return language.gettext("This number cannot be known here; what was kept does not say why.")
    return given.text("sentence") if code is ReasonCode.RECORDED_SENTENCE else ""


def sentence_of_before(code: ReasonCode, facts: Facts) -> str:
    """Return the sentence that a recording up to version 3 has in place of a code and its facts."""
    sentence = coded_sentence(code, facts, _EnglishOfBefore(ENGLISH, NullTranslations()))
    if code is ReasonCode.BEATS_CORRECTED:
        return sentence.replace(" %", "%")
    return sentence.replace(". ", "; ", 1) if code in _OF_TWO_COUNTS else sentence


_OF_TWO_COUNTS = frozenset(
    {
        ReasonCode.TOO_FEW_BEATS,
        ReasonCode.TOO_FEW_SECONDS,
        ReasonCode.TOO_FEW_UNBROKEN_SECONDS,
        ReasonCode.TOO_LITTLE_MOTION,
        ReasonCode.TOO_FEW_LED_BEATS,
        ReasonCode.TOO_FEW_LED_BREATHS,
        ReasonCode.TOO_FEW_LED_SECONDS,
        ReasonCode.TOO_FEW_SETTLED_BREATHS,
    }
)
"""What is said in two sentences now, of what is needed and of what is there, and was said in one before."""


class _EnglishOfBefore(Language):
    """English that says *are* of one, too."""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        del singular, n
        return plural

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        del context, singular, n
        return plural
