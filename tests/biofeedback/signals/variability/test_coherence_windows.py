"""The windows of a record are computed together, and each is what it would have been by itself."""

import math

import numpy as np
import pytest

from biofeedback.reasons import ReasonCode
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.timing.beats import JudgedBeats
from biofeedback.signals.variability.coherence import LARGEST_SET_ASIDE_SHARE, WINDOW_S, rhythm_coherence
from biofeedback.signals.variability.coherence_windows import coherence_curve

LOOK_BACK_S = 120.0


def heart(seed, *, beats=900, odd=0.0, gaps=(), even=()):
    """A breathing heart with odd beats, gaps (before which beat, how long) and stretches that stand still."""
    random = np.random.default_rng(seed)
    t_s = np.arange(beats) * 0.8
    rr_ms = 820.0 + 40.0 * np.sin(2.0 * np.pi * 0.1 * t_s) + random.normal(0.0, 10.0, beats)
    for first, last in even:
        rr_ms[first:last] = 800.0
    for place in random.choice(beats, int(odd * beats), replace=False):
        rr_ms[place] *= random.choice([0.5, 0.7, 1.4, 2.0, math.nan])
    times_s = np.cumsum(np.nan_to_num(rr_ms, nan=800.0)) / 1000.0
    segment = np.zeros(beats, dtype=np.int64)
    for first, length_s in gaps:
        times_s[first:] += length_s
        segment[first:] += 1
    return correct(rr_ms, t_s=times_s, segment=segment).beats


RECORDS = {
    "calm": heart(1),
    "odd": heart(2, odd=0.05),
    "very odd": heart(3, odd=0.3),
    "gaps": heart(4, gaps=((200, 3.0), (300, 8.0), (500, 200.0), (800, 40.0))),
    "gaps and odd": heart(5, odd=0.03, gaps=((250, 5.5), (600, 64.0))),
    "still": heart(6, even=((300, 500),)),
    "slow": JudgedBeats(np.arange(1, 300) * 1.9, np.full(299, 1900.0), np.zeros(299, dtype=np.int64)),
    "none": JudgedBeats(np.arange(100.0), np.full(100, math.nan), np.zeros(100, dtype=np.int64)),
}


@pytest.mark.parametrize("name", RECORDS)
def test_every_window_is_the_live_one_at_its_end(name):
    beats = RECORDS[name]
    curve = coherence_curve(beats, 0.0, float(beats.t_s[-1]))
    assert curve.t_s.size > 5
    reasons = set()
    for row, end_s in enumerate(curve.t_s.tolist()):
        seen = beats.between(end_s - LOOK_BACK_S, end_s)
        alone = rhythm_coherence(seen.t_s, seen.nn_ms, now_s=end_s)
        if beats.between(end_s - WINDOW_S, end_s).corrected_ratio() > LARGEST_SET_ASIDE_SHARE:
            expected = [math.nan] * 4
            reasons.add(ReasonCode.MANY_WINDOWS_CORRECTED)
        else:
            expected = [alone.share, alone.ratio, alone.score, alone.peak_hz]
            reasons.add(alone.reason and alone.reason.code)
        found = [curve.share[row], curve.ratio[row], curve.score[row], curve.peak_hz[row]]
        assert found == pytest.approx(expected, rel=1e-9, nan_ok=True)
    assert (curve.reason and curve.reason.code) in reasons


def test_a_record_that_takes_several_turns_is_whole():
    """More windows than are computed at once."""
    beats = heart(7, beats=4000, odd=0.02)
    whole = coherence_curve(beats, 0.0, float(beats.t_s[-1]))
    assert whole.t_s.size > 600
    until_s = float(whole.t_s[99])
    first = coherence_curve(beats.between(-1.0, until_s), 0.0, until_s)
    assert whole.share[:100] == pytest.approx(first.share, rel=1e-9, nan_ok=True)
