import math

import numpy as np
import pytest

from biofeedback.signals.breath.record_breath import record_breath
from biofeedback.signals.timing.beats import JudgedBeats


def beats(*stretches):
    """Return the beats of a heart that follows breaths of some lengths, each for a while."""
    now_s, t_s, nn_ms = 0.0, [], []
    for breath_s, until_s in stretches:
        while now_s < until_s:
            nn_ms.append(900.0 + 60.0 * math.sin(2.0 * math.pi * now_s / breath_s))
            now_s += nn_ms[-1] / 1000.0
            t_s.append(now_s)
    count = len(t_s)
    return JudgedBeats(np.array(t_s), np.array(nn_ms), np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_))


@pytest.mark.parametrize(
    ("first", "then", "rate_per_min"), [((5.0, 480.0), (4.0, 560.0), 12.0), ((4.0, 480.0), (5.0, 560.0), 15.0)]
)
def test_the_breath_of_a_record_is_the_one_that_most_of_it_has(first, then, rate_per_min):
    found = record_breath(beats(first, then))
    assert found.rate_per_min == pytest.approx(rate_per_min, abs=0.5)
    assert 0.5 <= found.confidence < record_breath(beats(first)).confidence


def test_a_record_that_is_half_the_one_and_half_the_other_has_none():
    found = record_breath(beats((5.0, 300.0), (3.0, 600.0)))
    assert math.isnan(found.rate_per_min)
    assert found.reason
