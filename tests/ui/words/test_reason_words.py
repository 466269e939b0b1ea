"""Why a number cannot be known, in the sentences that were in the code before: the same to the letter."""

import json
from gettext import NullTranslations
from pathlib import Path

import pytest

from biofeedback.facts import facts
from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.resonance.curve import ResonanceEstimate
from tests.rigs.words.said_now import said_now
from ui.words.assessment_words import estimate_sentence
from ui.words.language import Language
from ui.words.languages import english
from ui.words.reason_words import coded_sentence, reason_sentence, sentence_of_before

BEFORE = json.loads(Path(__file__).with_name("reason_sentences.json").read_text(encoding="utf-8"))
SENTENCES = {each["sentence"]: Reason(ReasonCode(each["code"]), facts(**each["facts"])) for each in BEFORE["reasons"]}

SINCE = {
    "The heart shows no wave of its own between 2.4 and 15.6 a minute.": Reason.of(
        ReasonCode.NO_WAVE_IN_BAND, slowest_per_min=2.4, quickest_per_min=15.6
    ),
    "Needs 2 hearts that can be counted, which takes two minutes of heartbeats each. 1 is there.": Reason.of(
        ReasonCode.TOO_FEW_HEARTS, needed_hearts=2, there_hearts=1
    ),
    "These beats come too irregularly for this number.": Reason(ReasonCode.BEATS_IRREGULAR),
    "These beats come too irregularly for numbers of variability, so there are none of them here. A sensor that sits "
    "loosely often sends such beats.": Reason(ReasonCode.IRREGULAR_RECORD),
    "For 12 % of the time the beats come too irregularly for these numbers; that time is left out.": Reason.of(
        ReasonCode.IRREGULAR_STRETCHES, irregular_share=0.123
    ),
    "Movement or noise hides the heartbeats in the wave for most of the time.": Reason(ReasonCode.BEATS_DOUBTFUL),
    "For 72 % of the time movement or noise hides the heartbeats in the wave, so there are no numbers of variability "
    "here.": Reason.of(ReasonCode.DOUBTFUL_RECORD, doubtful_share=0.72),
    "For 21 % of the time movement or noise hides the heartbeats in the wave; that time is left out.": Reason.of(
        ReasonCode.DOUBTFUL_STRETCHES, doubtful_share=0.2101
    ),
    "For 21 % of the time movement or noise hides the heartbeats in the wave; nothing is left out here, so these "
    "numbers tell of that as well.": Reason.of(ReasonCode.DOUBTFUL_TAKEN, doubtful_share=0.2101),
    "For 41 % of the time the beats scatter with no rhythm in them, neither that of a breath nor a slower one; the "
    "variability may be that of the sensor and not of the heart.": Reason.of(ReasonCode.NO_RHYTHM, of_time_share=0.412),
    "For 41 % of the time beats come early that the correction cannot tell from the breath; the differences are then "
    "too large, and the rhythm coherence too small.": Reason.of(ReasonCode.EARLY_BEATS_LEFT, of_time_share=0.412),
    "The sensor counts the time from beat to beat in another unit than the standard: all intervals here are 2.3 % too "
    "short, and heart rates 2.4 % too high.": Reason(ReasonCode.INTERVALS_IN_MS),
    "Heartbeats cover 62 % of the time; these numbers are of that part and need not hold for all of it.": Reason.of(
        ReasonCode.LOW_COVERAGE, coverage_share=0.618
    ),
    "No heartbeat was edited by hand, so these numbers are those of the automatic correction.": Reason.of(
        ReasonCode.EDITED_BY_HAND, edited_share=0.0
    ),
    "1 edit by hand does not fit the beats here, and was passed over.": Reason.of(
        ReasonCode.EDITS_PASSED_OVER, edits=1
    ),
    "0.21 % of the heartbeats were edited by hand; the numbers rest on the judgement of whoever did.": Reason.of(
        ReasonCode.EDITED_BY_HAND, edited_share=0.0021
    ),
    "No breath was led at about six a minute.": Reason(ReasonCode.NOT_SIX_A_MINUTE),
    "Needs 5 breaths at about six a minute, with every heartbeat as it came. 1 is there.": Reason.of(
        ReasonCode.TOO_FEW_SIX_A_MINUTE, needed_breaths=5.0, there_breaths=1.0
    ),
    "The sensor and the noise in its signal make an RMSSD of about 12 ms by themselves: at least 20 % of the RMSSD "
    "here is not the heart's, and other numbers of quick changes are too large too.": Reason.of(
        ReasonCode.RMSSD_OF_SENSOR, own_ms=12.1, own_share=0.196
    ),
}
"""Reasons that came after events had codes, which no recording has as a sentence."""


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_reason_is_said_as_before(sentence):
    assert reason_sentence(SENTENCES[sentence], english()) == said_now(sentence)


@pytest.mark.parametrize("sentence", SINCE)
def test_a_reason_that_came_later_is_said(sentence):
    assert reason_sentence(SINCE[sentence], english()) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_an_earlier_recording_can_be_made_again_to_the_letter(sentence):
    reason = SENTENCES[sentence]
    assert sentence_of_before(reason.code, reason.facts) == sentence


def test_each_of_two_counts_has_a_sentence_in_the_form_that_goes_with_it():
    one = Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=1, there_beats=0)
    assert reason_sentence(one, english()) == "Needs 1 heartbeat. 0 are there."
    other = Reason.of(ReasonCode.TOO_FEW_SETTLED_BREATHS, needed_breaths=4, there_breaths=1)
    assert reason_sentence(other, english()) == "Needs 4 settled breaths with heartbeats. 1 is there."
    forms = []

    class Counting(Language):
        def ngettext(self, singular, plural, n):
            forms.append(n)
            return super().ngettext(singular, plural, n)

        def npgettext(self, context, singular, plural, n):
            forms.append(n)
            return super().npgettext(context, singular, plural, n)

    for reason in (one, other, Reason.of(ReasonCode.TOO_FEW_SECONDS, needed_s=32.0, there_s=8.2)):
        reason_sentence(reason, Counting("en", NullTranslations()))
    assert forms == [1, 0, 4, 1, 32, 8]


def test_every_reason_there_is_was_looked_at():
    said = {reason.code for reason in (*SENTENCES.values(), *SINCE.values())}
    assert said == set(ReasonCode) - {ReasonCode.KNOWN, ReasonCode.RECORDED_SENTENCE}


def test_what_is_known_needs_no_word_and_a_recorded_sentence_is_repeated():
    assert coded_sentence(ReasonCode.KNOWN, (), english()) == ""
    recorded = facts(sentence="Needs 60 s of heartbeats; 40 s are there.")
    assert coded_sentence(ReasonCode.RECORDED_SENTENCE, recorded, english()) == recorded[0][1]


@pytest.mark.parametrize("each", BEFORE["estimates"], ids=lambda each: f"{each['place']}-{each['confidence']}")
def test_the_answer_of_an_assessment_is_said_as_before(each):
    numbers = (each["per_min"], each["low_per_min"], each["high_per_min"])
    estimate = ResonanceEstimate(*numbers, each["confidence"], each["place"], None)
    assert estimate_sentence(estimate, english()) == each["sentence"]


def test_an_assessment_without_an_answer_says_why():
    reason = Reason.of(ReasonCode.TOO_FEW_PACES, needed_paces=3)
    numbers = (float("nan"),) * 3
    assert estimate_sentence(ResonanceEstimate(*numbers, "none", "none", reason), english()) == (
        "Needs an answer at 3 different paces."
    )


@pytest.mark.parametrize("code", ReasonCode)
@pytest.mark.parametrize(
    "kept", [(), facts(needed_s="no", there_s="no", needed_beats=float("nan"), there_beats=float("inf"))]
)
def test_a_reason_that_lacks_facts_is_a_whole_sentence_still(code, kept):
    sentence = coded_sentence(code, kept, english())
    assert "{" not in sentence
    assert sentence.endswith(".") or code in (ReasonCode.KNOWN, ReasonCode.RECORDED_SENTENCE)
