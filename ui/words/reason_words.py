"""Sentences for why a number cannot be known."""

import math
from gettext import NullTranslations

from biofeedback.facts import Facts
from biofeedback.reasons import Reason, ReasonCode
from ui.words.language import ENGLISH, Language


def reason_sentence(reason: Reason, language: Language) -> str:
    """Return a reason in a whole sentence."""
    return coded_sentence(reason.code, reason.facts, language)


def coded_sentence(code: ReasonCode, facts: Facts, language: Language) -> str:
    """Return the sentence for a code and its facts, as events have them; empty where the number is known."""
    told = _Told(facts, language)
    try:
        for sentence_of in (_of_beats, _of_a_record, _of_the_breath, _of_led_breaths, _of_an_assessment):
            sentence = sentence_of(code, told, language)
            if sentence is not None:
                return sentence
    except (KeyError, TypeError, ValueError):  # a recording of another Soften, or a damaged one, lacks facts
        return language.gettext("This number cannot be known here; what was kept does not say why.")
    return told.text("sentence") if code is ReasonCode.RECORDED_SENTENCE else ""


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


class _Told:
    """The facts of a reason, as numbers to count with and as they are written."""

    def __init__(self, facts: Facts, language: Language) -> None:
        self._facts = dict(facts)
        self._language = language

    def text(self, name: str) -> str:
        return str(self._facts.get(name, ""))

    def whole(self, name: str) -> int:
        """Return a count, or a number as it is when nothing is written behind its decimal sign."""
        return round(self.value(name))

    def number(self, name: str, decimals: int = 0) -> str:
        return self._language.number(self.value(name), decimals)

    def percent(self, name: str) -> str:
        return self._language.number(100.0 * self.value(name))

    def needed_and_there(self, needed: str, there: str, unit: str, *, decimals: int = 0) -> str:
        """Return two sentences with their numbers: what is needed, and what is there to so many decimals."""
        numbers = {"needed": self.number(f"needed_{unit}"), "there": self.number(f"there_{unit}", decimals)}
        return " ".join((needed, there)).format(**numbers)

    def value(self, name: str) -> float:
        """Return a number."""
        value = self._facts[name]
        if isinstance(value, str):
            raise TypeError(name)
        if not math.isfinite(value):
            raise ValueError(name)
        return value


def _of_beats(code: ReasonCode, told: _Told, language: Language) -> str | None:
    match code:
        case ReasonCode.NO_BEATS:
            return language.gettext("There are no heartbeats.")
        case ReasonCode.NO_BEATS_IN_WINDOW:
            return language.gettext("No heartbeats in the last {window} s.").format(window=told.number("window_s"))
        case ReasonCode.NO_RECENT_BEATS:
            return language.gettext("No heartbeats came for a while.")
        case ReasonCode.NO_HEARD_BEATS:
            return language.gettext("No heartbeats to listen to yet.")
        case ReasonCode.NO_USABLE_BEATS:
            return language.gettext("No heartbeats to compute with.")
        case ReasonCode.NO_USABLE_BEATS_YET:
            return language.gettext("No heartbeats to compute with yet.")
        case ReasonCode.NO_USABLE_BEATS_IN_WINDOW:
            message = language.gettext("No heartbeats to compute with in the last {window} s.")
            return message.format(window=told.number("window_s"))
        case ReasonCode.TOO_FEW_BEATS:
            needed = language.ngettext(
                "Needs {needed} heartbeat.", "Needs {needed} heartbeats.", told.whole("needed_beats")
            )
            return told.needed_and_there(needed, _beats_there(told, language), "beats")
        case ReasonCode.TOO_FEW_SECONDS:
            return told.needed_and_there(_seconds(told, language), _seconds_there(told, language), "s")
        case ReasonCode.TOO_FEW_UNBROKEN_SECONDS:
            return told.needed_and_there(_unbroken_seconds(told, language), _seconds_there(told, language), "s")
        case ReasonCode.BEATS_SET_ASIDE:
            return language.ngettext(
                "{set_aside} of {beats} heartbeat could not be used.",
                "{set_aside} of {beats} heartbeats could not be used.",
                told.whole("beats"),
            ).format(set_aside=told.number("set_aside_beats"), beats=told.number("beats"))
        case ReasonCode.BEATS_CORRECTED:
            message = language.gettext("{percent} % of the heartbeats had to be corrected.")
            return message.format(percent=told.percent("corrected_share"))
        case ReasonCode.BEATS_IRREGULAR:
            return language.gettext("These beats come too irregularly for this number.")
        case ReasonCode.BEATS_DOUBTFUL:
            return language.gettext("Movement or noise hides the heartbeats in the wave for most of the time.")
        case ReasonCode.TOO_FEW_UNCORRECTED:
            return language.gettext(
                "Less than half of the last minute is covered by heartbeats that could be taken as they came."
            )
        case ReasonCode.NO_NEIGHBOURS:
            return language.gettext("No two neighbouring heartbeats could be compared.")
        case ReasonCode.BEATS_ABSENT:
            return language.gettext("Heartbeats are not there for a while.")
        case _:
            return None


def _of_a_record(code: ReasonCode, told: _Told, language: Language) -> str | None:
    match code:
        case ReasonCode.RECORD_TOO_SHORT:
            return _seconds(told, language).format(needed=told.number("needed_s"))
        case ReasonCode.NO_UNBROKEN_RUN:
            return _unbroken_seconds(told, language).format(needed=told.number("needed_s"))
        case ReasonCode.BANDS_TOO_SHORT:
            message = language.gettext("Band powers need {needed} s of unbroken heartbeats.")
            return message.format(needed=told.number("needed_s"))
        case ReasonCode.VLF_TOO_SHORT:
            return language.gettext("Very slow waves need five minutes of unbroken heartbeats.")
        case ReasonCode.NO_HF_POWER:
            return language.gettext("There is no power in the HF band to compare with.")
        case ReasonCode.NO_CONSECUTIVE_BEATS:
            return language.gettext("Needs heartbeats that follow one another.")
        case ReasonCode.TOO_FEW_VARYING_BEATS:
            return language.ngettext(
                "Needs {needed} heartbeat that varies.",
                "Needs {needed} heartbeats that vary.",
                told.whole("needed_beats"),
            ).format(needed=told.number("needed_beats"))
        case ReasonCode.TOO_FEW_REPEATING_BEATS:
            return language.ngettext(
                "Needs {needed} heartbeat that varies and in part repeats.",
                "Needs {needed} heartbeats that vary and in part repeat.",
                told.whole("needed_beats"),
            ).format(needed=told.number("needed_beats"))
        case ReasonCode.MANY_WINDOWS_CORRECTED:
            message = language.gettext("More than {percent} % of the heartbeats were corrected.")
            return message.format(percent=told.percent("largest_corrected_share"))
        case ReasonCode.IRREGULAR_RECORD:
            return language.gettext(
                "These beats come too irregularly for numbers of variability, so there are none of them here. A sensor "
                "that sits loosely often sends such beats."
            )
        case ReasonCode.IRREGULAR_STRETCHES:
            message = language.gettext(
                "For {percent} % of the time the beats come too irregularly for these numbers; that time is left out."
            )
            return message.format(percent=told.percent("irregular_share"))
        case ReasonCode.DOUBTFUL_RECORD:
            message = language.gettext(
                "For {percent} % of the time movement or noise hides the heartbeats in the wave, so there are no "
                "numbers of variability here."
            )
            return message.format(percent=told.percent("doubtful_share"))
        case ReasonCode.DOUBTFUL_STRETCHES:
            message = language.gettext(
                "For {percent} % of the time movement or noise hides the heartbeats in the wave; that time is left out."
            )
            return message.format(percent=told.percent("doubtful_share"))
        case ReasonCode.DOUBTFUL_TAKEN:
            message = language.gettext(
                "For {percent} % of the time movement or noise hides the heartbeats in the wave; nothing is left out "
                "here, so these numbers tell of that as well."
            )
            return message.format(percent=told.percent("doubtful_share"))
        case ReasonCode.MUCH_CORRECTED:
            message = language.gettext(
                "{percent} % of the heartbeats were corrected; the differences, the powers and the non-linear numbers "
                "tell more of the correction than of the heart."
            )
            return message.format(percent=told.percent("corrected_share"))
        case ReasonCode.LOW_COVERAGE:
            message = language.gettext(
                "Heartbeats cover {percent} % of the time; these numbers are of that part and need not hold for all "
                "of it."
            )
            return message.format(percent=told.percent("coverage_share"))
        case ReasonCode.EDITED_BY_HAND:
            if told.value("edited_share") == 0.0:
                return language.gettext(
                    "No heartbeat was edited by hand, so these numbers are those of the automatic correction."
                )
            message = language.gettext(
                "{percent} % of the heartbeats were edited by hand; the numbers rest on the judgement of whoever did."
            )
            percent = language.short_number(100.0 * told.value("edited_share"), 2)
            return message.format(percent=percent)
        case ReasonCode.EDITS_PASSED_OVER:
            message = language.ngettext(
                "{count} edit by hand does not fit the beats here, and was passed over.",
                "{count} edits by hand do not fit the beats here, and were passed over.",
                told.whole("edits"),
            )
            return message.format(count=language.whole(told.whole("edits")))
        case ReasonCode.INTERVALS_IN_MS:
            return language.gettext(
                "The sensor counts the time from beat to beat in another unit than the standard: all intervals here "
                "are 2.3 % too short, and heart rates 2.4 % too high."
            )
        case _:
            return None


def _of_the_breath(code: ReasonCode, told: _Told, language: Language) -> str | None:
    match code:
        case ReasonCode.EVEN_HEART:
            return language.gettext("The heart beats evenly; there is no wave to measure.")
        case ReasonCode.TOO_EVEN_HEART:
            return language.gettext("The heart beats too evenly to show a wave.")
        case ReasonCode.NO_WAVE_IN_BAND:
            message = language.gettext("The heart shows no wave of its own between {slowest} and {quickest} a minute.")
            return message.format(
                slowest=told.number("slowest_per_min", 1), quickest=told.number("quickest_per_min", 1)
            )
        case ReasonCode.NO_BREATH_SIGNAL:
            return language.gettext("No signal shows the breath.")
        case ReasonCode.NO_BREATH_WAVE:
            return language.gettext("Nothing waves like a breath.")
        case ReasonCode.NO_CLEAR_BREATH:
            return language.gettext("No wave stands out clearly enough to be the breath.")
        case ReasonCode.TOO_LITTLE_MOTION:
            needed = language.ngettext(
                "Needs {needed} s of chest motion.", "Needs {needed} s of chest motion.", told.whole("needed_s")
            )
            return told.needed_and_there(needed, _seconds_there(told, language), "s")
        case ReasonCode.MOTION_WITH_GAPS:
            return language.gettext("The chest motion has gaps.")
        case ReasonCode.NO_MOTION:
            return language.gettext("Nothing moves.")
        case ReasonCode.TOO_FEW_HEARTS:
            needed = language.ngettext(
                "Needs {needed} heart that can be counted, which takes two minutes of heartbeats.",
                "Needs {needed} hearts that can be counted, which takes two minutes of heartbeats each.",
                told.whole("needed_hearts"),
            )
            there = language.npgettext("hearts", "{there} is there.", "{there} are there.", told.whole("there_hearts"))
            return told.needed_and_there(needed, there, "hearts")
        case _:
            return None


def _of_led_breaths(code: ReasonCode, told: _Told, language: Language) -> str | None:
    match code:
        case ReasonCode.NO_LED_BREATH:
            return language.gettext("No breath was led in this window.")
        case ReasonCode.NOT_ALWAYS_LED:
            return language.gettext("Breath was not led all the time.")
        case ReasonCode.TOO_FEW_LED_BEATS:
            needed = language.ngettext(
                "Needs {needed} heartbeat in led breaths.",
                "Needs {needed} heartbeats in led breaths.",
                told.whole("needed_beats"),
            )
            return told.needed_and_there(needed, _beats_there(told, language), "beats")
        case ReasonCode.TOO_FEW_LED_BREATHS:
            needed = language.ngettext(
                "Needs {needed} led breath.", "Needs {needed} led breaths.", told.whole("needed_breaths")
            )
            there = language.pgettext("breaths, to a tenth", "{there} are there.")
            return told.needed_and_there(needed, there, "breaths", decimals=1)
        case ReasonCode.TOO_FEW_LED_SECONDS:
            needed = language.ngettext(
                "Needs {needed} s of led breath.", "Needs {needed} s of led breath.", told.whole("needed_s")
            )
            return told.needed_and_there(needed, _seconds_there(told, language), "s")
        case ReasonCode.TOO_FEW_BEATS_IN_BREATH:
            return language.ngettext(
                "Fewer than {needed} heartbeat in this breath.",
                "Fewer than {needed} heartbeats in this breath.",
                told.whole("needed_beats"),
            ).format(needed=told.number("needed_beats"))
        case ReasonCode.BEATS_ABSENT_IN_BREATH:
            return language.gettext("Some heartbeats of this breath are not there.")
        case ReasonCode.NOT_SIX_A_MINUTE:
            return language.gettext("No breath was led at about six a minute.")
        case ReasonCode.TOO_FEW_SIX_A_MINUTE:
            needed = language.ngettext(
                "Needs {needed} breath at about six a minute, with every heartbeat as it came.",
                "Needs {needed} breaths at about six a minute, with every heartbeat as it came.",
                told.whole("needed_breaths"),
            )
            there = language.npgettext(
                "breaths", "{there} is there.", "{there} are there.", told.whole("there_breaths")
            )
            return told.needed_and_there(needed, there, "breaths")
        case _:
            return None


def _of_an_assessment(code: ReasonCode, told: _Told, language: Language) -> str | None:
    match code:
        case ReasonCode.TOO_FEW_SETTLED_BREATHS:
            needed = language.ngettext(
                "Needs {needed} settled breath with heartbeats.",
                "Needs {needed} settled breaths with heartbeats.",
                told.whole("needed_breaths"),
            )
            there = language.npgettext(
                "breaths", "{there} is there.", "{there} are there.", told.whole("there_breaths")
            )
            return told.needed_and_there(needed, there, "breaths")
        case ReasonCode.TOO_FEW_PACES:
            return language.ngettext(
                "Needs an answer at {needed} different pace.",
                "Needs an answer at {needed} different paces.",
                told.whole("needed_paces"),
            ).format(needed=told.number("needed_paces"))
        case ReasonCode.TOO_FEW_FITTED_BREATHS:
            return language.gettext("Too few led breaths with heartbeats to tell.")
        case ReasonCode.NO_ANSWER_BEYOND_CHANCE:
            return language.gettext("The heart's answer to the paces does not stand out from chance today.")
        case _:
            return None


def _seconds(told: _Told, language: Language) -> str:
    return language.ngettext(
        "Needs {needed} s of heartbeats.", "Needs {needed} s of heartbeats.", told.whole("needed_s")
    )


def _unbroken_seconds(told: _Told, language: Language) -> str:
    return language.ngettext(
        "Needs {needed} s of unbroken heartbeats.", "Needs {needed} s of unbroken heartbeats.", told.whole("needed_s")
    )


def _beats_there(told: _Told, language: Language) -> str:
    return language.npgettext("heartbeats", "{there} is there.", "{there} are there.", told.whole("there_beats"))


def _seconds_there(told: _Told, language: Language) -> str:
    return language.ngettext("{there} s is there.", "{there} s are there.", told.whole("there_s"))
