"""What a correction left beside beats is told apart from a wave."""

import numpy as np
import pytest

from biofeedback.signals.snapshot import snapshot
from biofeedback.signals.timing.beats import JudgedBeats
from biofeedback.signals.variability.unevenness import unevenness_share
from tests.rigs.hearts.labelled_beats import breathing


def window(nn_ms, corrected=()):
    is_corrected = np.zeros(nn_ms.size, dtype=np.bool_)
    is_corrected[list(corrected)] = True
    lengths_s = np.where(np.isnan(nn_ms), 0.9, nn_ms / 1000.0)
    return JudgedBeats(np.cumsum(lengths_s), nn_ms, np.zeros(nn_ms.size, dtype=np.int64), is_corrected)


def stepped(nn_ms, place, step_ms):
    nn_ms = nn_ms.copy()
    nn_ms[place : place + 2] += step_ms
    return nn_ms


SMOOTH_MS = breathing(75, mean_ms=850.0, swing_ms=60.0, noise_ms=0.0)


def test_where_nothing_is_corrected_nothing_is_uneven():
    assert unevenness_share(window(stepped(SMOOTH_MS, 40, 150.0))) == 0.0
    assert unevenness_share(window(np.full(75, 800.0), [3])) == 0.0
    assert unevenness_share(window(SMOOTH_MS[:6], [3])) == 0.0
    assert unevenness_share(JudgedBeats.none()) == 0.0


def test_a_beat_that_was_mended_well_is_hardly_uneven_even_in_a_large_breath():
    for swing_ms in (20.0, 60.0, 200.0):
        nn_ms = breathing(75, mean_ms=850.0, swing_ms=swing_ms, noise_ms=0.0)
        assert unevenness_share(window(nn_ms, [40, 41])) < 0.02


def test_a_step_counts_by_its_size_beside_what_varies():
    # Two intervals that are 150 ms off, among 75 that swing by 60 ms: 2 x 150^2 of 75 x 60^2 / 2 and these.
    nn_ms = stepped(np.full(75, 850.0) + 60.0 * np.sin(np.arange(75) * 2.0 * np.pi / 25.0), 37, 150.0)
    off = unevenness_share(window(nn_ms, [37, 38]))
    assert off == pytest.approx(45_000.0 / (135_000.0 + 45_000.0), abs=0.1)
    assert unevenness_share(window(2.0 * nn_ms, [37, 38])) == pytest.approx(off)
    assert unevenness_share(window(stepped(nn_ms, 37, -75.0), [37, 38])) < off / 2.0


@pytest.mark.parametrize(("corrected", "counts"), [([39], True), ([35], True), ([33], False), ([42], False)])
def test_what_lies_beside_a_corrected_beat_counts_with_it(corrected, counts):
    assert (unevenness_share(window(stepped(SMOOTH_MS, 37, 200.0), corrected)) > 0.05) == counts


def test_what_was_set_aside_is_bridged():
    nn_ms = SMOOTH_MS.copy()
    nn_ms[40] = np.nan
    assert unevenness_share(window(nn_ms, [40])) < 0.02
    assert unevenness_share(window(stepped(nn_ms, 41, 200.0), [40])) > 0.1


def test_coherence_is_stated_with_less_quality_and_nothing_else_is():
    smooth, step = (window(nn_ms, [40, 41]) for nn_ms in (SMOOTH_MS, stepped(SMOOTH_MS, 40, 250.0)))
    for beats in (smooth, step):
        readings = {each.name: each for each in snapshot(beats, float(beats.t_s[-1]))}
        within = beats.between(float(beats.t_s[-1]) - 64.0, float(beats.t_s[-1]))
        assert readings["coherence_share"].quality_share == pytest.approx(
            readings["sdnn_ms"].quality_share * (1.0 - unevenness_share(within) / 2.0)
        )
    assert readings["coherence_share"].quality_share < 0.9 * readings["sdnn_ms"].quality_share
