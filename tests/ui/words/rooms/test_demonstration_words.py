"""Three sentences of every demonstration there can be, without a number until one is asked for."""

import math
import re
from dataclasses import replace

import pytest

from biofeedback.events import BreathPlanned
from biofeedback.practice.after.deep_breathing import DeepBreathing
from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.coupling.two_waves import TwoWaves, Wave
from ui.words.languages import english
from ui.words.rooms.demonstration_words import facts_line, waves_sentences

ENGLISH = english()
BREATHS = tuple(
    BreathPlanned(t_s=45.0 + 10.0 * place, in_s=4.5, hold_in_s=0.0, out_s=5.5, hold_out_s=0.0) for place in range(7)
)


def unknown(code: ReasonCode = ReasonCode.TOO_FEW_SIX_A_MINUTE) -> DeepBreathing:
    return DeepBreathing(math.nan, math.nan, 1, Reason(code))


def wave(swing: DeepBreathing, mean_bpm: float = 66.0) -> Wave:
    return Wave(0.0, 45.0, ((1.0, 66.0),), mean_bpm, swing)


def waves(natural: DeepBreathing, led: DeepBreathing, **other: object) -> TwoWaves:
    return replace(TwoWaves(wave(natural), wave(led), BREATHS), **other)


SMALL, LARGE = DeepBreathing(4.2, 0.4, 4), DeepBreathing(11.3, 0.9, 6)
CASES = {
    "wider": (waves(SMALL, LARGE), "further", "this heart answered"),
    "narrower": (waves(LARGE, SMALL), "less far", "Hearts differ"),
    "alike": (waves(SMALL, SMALL), "about as far", "Hearts differ"),
    "natural unknown": (waves(unknown(), LARGE), "nothing to compare it with", "another time"),
    "led unknown": (waves(SMALL, unknown()), "too few breaths", "another time"),
    "another pace": (waves(SMALL, unknown(ReasonCode.NOT_SIX_A_MINUTE)), "another pace", "another time"),
    "not led": (waves(SMALL, unknown(), breaths=()), "not led for as long as one breath", "another time"),
    "irregular": (waves(unknown(), unknown(), irregular=True), "many hearts beat so", "another time"),
}


@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("simulated", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_every_case_is_three_sentences(case: str, simulated: bool, numbers: bool) -> None:
    shown, second, third = CASES[case]
    sentences = waves_sentences(shown, ENGLISH, listened=True, simulated=simulated, numbers=numbers)
    assert len(sentences) == 3
    assert all(sentence.endswith((".", ").")) and sentence.count(". ") == 0 for sentence in sentences)
    assert second in sentences[1]
    assert ("simulated" if simulated else third) in sentences[2]
    if not numbers:
        assert re.search(r"\d", " ".join(sentences)) is None


def test_numbers_say_what_they_rest_on() -> None:
    sentences = waves_sentences(CASES["wider"][0], ENGLISH, listened=True, simulated=False, numbers=True)
    assert "by 4.2 beats a minute within ten seconds, give or take 0.4 (mean of 4 stretches)" in sentences[0]
    assert "by 11.3 beats a minute with each breath, give or take 0.9 (mean of 6 breaths)" in sentences[1]
    assert facts_line(CASES["wider"][0], ENGLISH).startswith("Mean heart rate: 66 beats a minute")


def test_without_a_sensor_no_wave_is_told_of() -> None:
    sentences = waves_sentences(CASES["not led"][0], ENGLISH, listened=False, simulated=False, numbers=False)
    assert "No heart was heard" in sentences[0]
    led = waves_sentences(CASES["wider"][0], ENGLISH, listened=False, simulated=False, numbers=False)
    assert "7 slow breaths" in led[1]


def test_of_an_irregular_heart_not_even_the_mean_rate_is_told() -> None:
    assert facts_line(CASES["irregular"][0], ENGLISH) == ""
