"""A coarse or late clock is said beside the number, and a fine one is not spoken of."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import Beat, DeviceFact
from biofeedback.facts import FactValue
from biofeedback.reasons import Reason, ReasonCode
from biofeedback.sensor_timing import SensorTiming
from ui.words.languages import english
from ui.words.timing_words import delay_words, floor_words


def after(**facts: FactValue) -> SensorTiming:
    timing = SensorTiming()
    for name, value in facts.items():
        timing.apply(DeviceFact(source="serial", t_s=1.0, name=name, value=value))
    return timing


@pytest.mark.parametrize(
    ("floor", "words"),
    [
        (11.8, "the sensor's clock adds up to 12 ms"),
        (9.4, "the sensor's clock adds up to 9.4 ms"),
        (2.5, "the sensor's clock adds up to 2.5 ms"),
        (2.0, "the sensor's clock adds up to 2 ms"),
        (1.99, ""),
        (0.7, ""),
        (0, ""),
        (-3, ""),
        (math.nan, ""),
        (math.inf, ""),
        ("coarse", ""),
        ("11.8", ""),
        ("", ""),
    ],
)
def test_what_a_coarse_clock_adds_is_said_from_two_milliseconds_on(floor, words):
    assert floor_words(after(rmssd_floor_ms=floor), english()) == words


@pytest.mark.parametrize(
    ("delay", "words"), [(5, "feedback comes about 5 s late"), (1.2, "feedback comes about 1 s late"), (0.4, "")]
)
def test_feedback_that_comes_late_is_said(delay, words):
    assert delay_words(after(feedback_delay_s=delay), english()) == words


def test_nothing_is_said_while_nothing_is_known():
    timing = SensorTiming()
    timing.apply(Beat(source="serial", index=0, arrived_s=1.0, rr_ms=800.0))
    timing.apply(DeviceFact(source="serial", t_s=1.0, name="model", value="11.8"))
    assert (floor_words(timing, english()), delay_words(timing, english())) == ("", "")
    assert all(map(math.isnan, (timing.resolution_ms, timing.rmssd_floor_ms, timing.feedback_delay_s)))


@pytest.mark.parametrize(("unit", "caution"), [(1.0, Reason(ReasonCode.INTERVALS_IN_MS)), ("ms", None)])
def test_a_unit_that_is_not_the_standard_s_is_a_caution(unit, caution):
    assert SensorTiming().caution is None
    assert after(interval_unit_ms=unit).caution == caution


def test_the_latest_word_holds():
    timing = after(resolution_ms=16.7, rmssd_floor_ms=11.8)
    assert (timing.resolution_ms, timing.rmssd_floor_ms) == (16.7, 11.8)
    timing.apply(DeviceFact(source="serial", t_s=9.0, name="rmssd_floor_ms", value=0.7))
    assert floor_words(timing, english()) == ""


@given(st.text(max_size=12) | st.floats() | st.integers())
def test_any_value_is_read_or_not_known(value):
    timing = after(resolution_ms=value, rmssd_floor_ms=value, feedback_delay_s=value)
    assert not math.isinf(timing.resolution_ms)
    assert "nan" not in floor_words(timing, english()) + delay_words(timing, english())
