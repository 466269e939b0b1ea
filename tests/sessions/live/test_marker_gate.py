"""Markers from outside come through one gate: bounded, readable, and of a time that can be."""

import math

import pytest

from biofeedback.error_codes import LiveErrorCode
from biofeedback.requests import Mark
from sessions.live.marker_gate import LONGEST_LABEL, MOST_AT_ONCE, MOST_PER_S, MarkerGate


@pytest.fixture
def gate(manual_clock):
    manual_clock.advance(100.0)
    marks, errors = [], []
    gate = MarkerGate("lsl:Stimuli", manual_clock.now_s, marks.append, errors.append)
    gate.marks, gate.errors = marks, errors
    return gate


def markers(gate):
    assert all(isinstance(mark, Mark) for mark in gate.marks)
    return [mark.marker for mark in gate.marks]


def test_a_marker_keeps_its_own_time_and_what_was_added_to_it(gate):
    gate.take(" tone ", 99.2, -0.004)
    (marker,) = markers(gate)
    assert (marker.t_s, marker.label, marker.origin, marker.correction_s) == (99.2, "tone", "lsl:Stimuli", -0.004)


@pytest.mark.parametrize("t_s", [math.nan, math.inf, -math.inf, 0.0, 89.0, 102.0, 1.7e9])
def test_a_stamp_of_another_clock_gives_way_to_the_moment_it_came(gate, t_s):
    gate.take("tone", t_s, 0.5)
    (marker,) = markers(gate)
    assert marker.t_s == 100.0
    assert math.isnan(marker.correction_s)


def test_a_stamp_of_before_the_session_gives_way_as_well(manual_clock):
    manual_clock.advance(3.0)
    marks = []
    MarkerGate("lsl:Stimuli", manual_clock.now_s, marks.append, marks.append).take("tone", -2.0, 0.0)
    assert [mark.marker.t_s for mark in marks] == [3.0]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("a\u202eb", "a<U+202E>b"),
        ("x" * 5000, "x" * LONGEST_LABEL + "…"),
        ("nul\0", "nul␀"),
        ("süß 🍯", "süß 🍯"),
    ],
)
def test_every_sign_is_seen_for_what_it_is(gate, sent, kept):
    gate.take(sent)
    assert [marker.label for marker in markers(gate)] == [kept]


@pytest.mark.parametrize("sent", ["", "   ", "\r"])
def test_nothing_is_no_marker(gate, sent):
    gate.take(sent)
    assert markers(gate) == []


def test_a_flood_is_bounded_said_once_and_counted(gate, manual_clock):
    for _ in range(1000):
        gate.take("flood")
    assert len(gate.marks) == MOST_AT_ONCE
    manual_clock.advance(1.0)
    for _ in range(1000):
        gate.take("flood")
    assert len(gate.marks) == MOST_AT_ONCE + MOST_PER_S
    assert [error.code for error in gate.errors] == [LiveErrorCode.MARKERS_LEFT_OUT]
    gate.close()
    assert dict(gate.errors[-1].facts) == {"count": 2000 - MOST_AT_ONCE - MOST_PER_S}


def test_what_kept_up_is_not_spoken_of(gate, manual_clock):
    for _ in range(1000):
        gate.take("steady")
        manual_clock.advance(1.0 / MOST_PER_S)
    gate.close()
    assert len(gate.marks) == 1000
    assert gate.errors == []
