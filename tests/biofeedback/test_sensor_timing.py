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


@pytest.mark.parametrize(
    ("facts", "rmssd_ms", "own_share"),
    [
        ({"rmssd_floor_ms": 11.8}, 20.0, 0.1926),
        ({"rmssd_floor_ms": 3.0, "rmssd_noise_ms": 4.0}, 10.0, 0.134),
        ({"rmssd_noise_ms": 12.0}, 9.0, 1.0),
        ({"rmssd_noise_ms": 12.0}, 40.0, None),
        ({"rmssd_noise_ms": 12.0}, math.nan, None),
        ({"rmssd_floor_ms": 0.4}, 0.0, None),
        ({}, 20.0, None),
    ],
)
def test_an_rmssd_that_is_much_of_the_sensor_is_a_caution(facts, rmssd_ms, own_share):
    cautions = after(**facts).cautions_with((), rmssd_ms)
    assert [dict(each.facts)["own_share"] for each in cautions] == (
        [] if own_share is None else [pytest.approx(own_share, abs=1e-3)]
    )


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
