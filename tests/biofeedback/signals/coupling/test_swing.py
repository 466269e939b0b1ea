import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.signals.coupling.swing import breath_swing, swing_bpm
from biofeedback.signals.timing.beats import JudgedBeats
from tests.rigs.words.reason_sentences import why_of


def beats(nn_ms, set_aside=()):
    nn_ms = np.array(nn_ms)
    t_s = np.cumsum(nn_ms) / 1000.0
    nn_ms[list(set_aside)] = math.nan
    return JudgedBeats(t_s, nn_ms, np.zeros(t_s.size, dtype=np.int64))


def test_the_highest_less_the_lowest_rate():
    assert swing_bpm([1000.0, 750.0, 800.0]) == pytest.approx(20.0)
    assert swing_bpm([1000.0, math.nan, 750.0, 800.0]) == pytest.approx(20.0)


@pytest.mark.parametrize("nn_ms", [[], [1000.0, 750.0], [1000.0, math.nan, 750.0]])
def test_three_beats_are_needed(nn_ms):
    assert math.isnan(swing_bpm(nn_ms))


@given(nn_ms=st.lists(st.floats(300.0, 2000.0), min_size=3))
def test_it_is_never_negative_and_order_does_not_matter(nn_ms):
    assert swing_bpm(nn_ms) >= 0.0
    assert swing_bpm(nn_ms) == swing_bpm(nn_ms[::-1])


def test_a_breath_counts_the_beats_that_end_in_it():
    record = beats([1000.0] * 5 + [800.0, 750.0, 800.0, 1000.0, 1000.0] + [600.0] * 5)
    inside = breath_swing(record, 5.0, 9.35)
    assert inside.bpm == pytest.approx(20.0)
    assert inside.quality_share == pytest.approx(1.0)
    assert inside.reason is None
    assert breath_swing(record, 5.0, 9.95).bpm == pytest.approx(40.0)


def test_a_breath_with_a_large_hole_is_not_measured():
    record = beats([900.0, 800.0, 1000.0, 900.0, 800.0, 900.0, 1000.0, 900.0, 800.0, 900.0], set_aside=(3, 4, 5))
    swing = breath_swing(record, 0.0, 8.9)
    assert math.isnan(swing.bpm)
    assert swing.quality_share == pytest.approx(6.3 / 8.9)
    assert why_of(swing.reason) == "Some heartbeats of this breath are not there."


def test_a_breath_without_beats_has_a_reason():
    swing = breath_swing(beats([]), 0.0, 10.0)
    assert math.isnan(swing.bpm)
    assert swing.quality_share == 0.0
    assert why_of(swing.reason) == "Fewer than 3 heartbeats in this breath."
