"""The table of a practice by step: nothing of the step before, and a reason for what is not known."""

import math
from dataclasses import replace

import pytest

from biofeedback.events import BeatJudged, BreathPlanned, Metric
from biofeedback.practice.after.step_numbers import StepNumbers, numbers_of
from biofeedback.practice.after.summary import SummaryStep
from biofeedback.reasons import ReasonCode

NAN = math.nan


def metric(name: str, t_s: float, value: float, reason: ReasonCode = ReasonCode.KNOWN, **facts: float) -> Metric:
    window_s = 10.0 if name == "swing_bpm" else 64.0
    return Metric(
        source="strap",
        name=name,
        t_s=t_s,
        value=value,
        unit="",
        window_s=window_s,
        quality_share=1.0,
        reason=reason,
        facts=tuple(sorted(facts.items())),
    )


def beats(until_s: int, nn_ms: float = 1000.0) -> list[BeatJudged]:
    return [BeatJudged(source="strap", index=at, t_s=float(at), kind="normal", nn_ms=nn_ms) for at in range(1, until_s)]


def step(began_s: float, ended_s: float) -> SummaryStep:
    return SummaryStep("Soothe", began_s, ended_s, "shown")


def known(numbers: StepNumbers) -> dict[str, float]:
    return {number.name: number.value for number in numbers.numbers if number.reason is None}


def reasons(numbers: StepNumbers) -> dict[str, ReasonCode]:
    return {number.name: number.reason.code for number in numbers.numbers if number.reason is not None}


def test_a_window_that_reaches_into_the_step_before_does_not_count():
    course = [metric("coherence_share", float(t_s), 0.2 if t_s < 164 else 0.8) for t_s in range(300)]
    found = known(numbers_of(step(100.0, 300.0), beats(300), course, ()))
    assert found["coherence_share"] == 0.8
    assert found["heart_rate_bpm"] == pytest.approx(60.0)


def test_a_step_shorter_than_the_window_says_so():
    course = [metric("rmssd_ms", float(t_s), 30.0) for t_s in range(300)]
    (number,) = [
        each for each in numbers_of(step(100.0, 140.0), beats(300), course, ()).numbers if each.name == "rmssd_ms"
    ]
    assert math.isnan(number.value)
    assert number.reason is not None
    assert number.reason.code is ReasonCode.TOO_FEW_SECONDS
    assert dict(number.reason.facts) == {"needed_s": 64.0, "there_s": 40.0}


def test_what_most_of_a_step_lacked_is_its_reason():
    course = [
        metric("coherence_share", 200.0, NAN, ReasonCode.BEATS_IRREGULAR),
        *(
            metric("coherence_share", t_s, NAN, ReasonCode.TOO_FEW_UNBROKEN_SECONDS, needed_s=57.6, there_s=t_s - 195.0)
            for t_s in (201.0, 202.0)
        ),
    ]
    found = numbers_of(step(100.0, 300.0), (), course, ())
    assert reasons(found)["coherence_share"] is ReasonCode.NO_UNBROKEN_RUN
    assert reasons(found)["heart_rate_bpm"] is ReasonCode.TOO_FEW_BEATS


def test_swings_and_paces_are_of_the_breaths_of_the_step():
    led = [
        BreathPlanned(t_s=t_s, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
        for t_s in (90.0, 100.0, 110.0, 120.0)
    ]
    swings = [
        metric("swing_bpm", t_s, value) for t_s, value in ((99.0, 50.0), (110.0, 8.0), (120.0, 9.0), (130.0, 10.0))
    ]
    found = numbers_of(step(100.0, 130.0), beats(300), swings, led)
    assert found.led_per_min == pytest.approx(6.0)
    assert known(found)["swing_bpm"] == 9.0
    assert (
        reasons(numbers_of(step(100.0, 125.0), beats(300), swings, led))["swing_bpm"] is ReasonCode.TOO_FEW_LED_BREATHS
    )
    assert reasons(numbers_of(step(0.0, 80.0), beats(300), (), led))["swing_bpm"] is ReasonCode.NO_LED_BREATH
    assert math.isnan(numbers_of(step(0.0, 80.0), beats(300), (), led).led_per_min)


def test_coverage_is_of_the_step_and_counts_an_interval_across_its_edge_in_part():
    there = [beat for beat in beats(300) if not 150.0 < beat.t_s <= 200.0]
    assert known(numbers_of(step(100.0, 200.0), there, (), ()))["coverage_share"] == pytest.approx(0.5)
    assert known(numbers_of(step(100.5, 149.5), there, (), ()))["coverage_share"] == pytest.approx(1.0)
    assert known(numbers_of(step(150.0, 200.0), there, (), ()))["coverage_share"] == 0.0
    assert reasons(numbers_of(step(100.0, 100.0), there, (), ()))["coverage_share"] is ReasonCode.NO_BEATS


def test_the_swing_at_six_a_minute_is_a_mean_with_its_standard_error():
    swings = [metric("swing_bpm", 110.0 + 10.0 * at, value) for at, value in enumerate((8.0, 9.0, 10.0, 11.0, 12.0))]
    deep = numbers_of(step(100.0, 160.0), beats(300), swings, ()).deep
    assert (deep.swing_bpm, deep.breaths, deep.reason) == (10.0, 5, None)
    assert deep.error_bpm == pytest.approx(math.sqrt(2.5 / 5.0))
    few = numbers_of(step(100.0, 140.0), beats(300), swings, ()).deep
    assert math.isnan(few.swing_bpm)
    assert few.reason is not None
    assert dict(few.reason.facts) == {"needed_breaths": 5.0, "there_breaths": 4.0}
    none = numbers_of(step(0.0, 80.0), beats(300), swings, ()).deep
    assert none.reason is not None
    assert none.reason.code is ReasonCode.NOT_SIX_A_MINUTE


def test_breaths_with_a_corrected_beat_are_not_in_the_mean_at_six_a_minute():
    swings = [metric("swing_bpm", 110.0 + 10.0 * place, 30.0 if place == 2 else 10.0) for place in range(7)]
    course = beats(300)
    assert numbers_of(step(100.0, 180.0), course, swings, ()).deep.breaths == 7
    at = next(place for place, beat in enumerate(course) if beat.t_s == 125.0)
    course[at] = replace(course[at], kind="ectopic")
    deep = numbers_of(step(100.0, 180.0), course, swings, ()).deep
    assert (deep.swing_bpm, deep.breaths) == (10.0, 6)
    course[at] = replace(course[at], kind="normal")
    course[at + 5] = replace(course[at + 5], kind="ectopic")  # the last of a breath: the next begins where it was moved
    assert numbers_of(step(100.0, 180.0), course, swings, ()).deep.breaths == 5
