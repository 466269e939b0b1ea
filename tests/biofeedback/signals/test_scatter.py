"""A record that scatters without rhythm, or holds early beats that nothing tells, comes with a caution."""

import numpy as np
import pytest

from biofeedback.reasons import ReasonCode
from biofeedback.signals.analysis import analyse
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.scatter import scatter_cautions
from tests.rigs.hearts.extra_beats import every, now_and_then, with_extra_beats
from tests.rigs.hearts.heart_records import healthy_records
from tests.rigs.hearts.irregular_rhythms import ORDERLY
from tests.rigs.hearts.labelled_beats import breathing

# None of these was looked at when thresholds were chosen.
FROM_SEED = 5_000_000
OURS = {ReasonCode.NO_RHYTHM, ReasonCode.EARLY_BEATS_LEFT}


def told(rr_ms):
    rr_ms = np.asarray(rr_ms)
    beats = correct(rr_ms).beats.as_they_came()
    t_s = np.cumsum(rr_ms) / 1000.0
    return {each.code for each in scatter_cautions(beats, t_s, rr_ms, np.zeros(rr_ms.size, dtype=np.int64))}


def white(seed, spread_ms, *, count=400, mean_ms=850.0):
    return mean_ms + spread_ms * np.random.default_rng(FROM_SEED + seed).standard_normal(count)


@pytest.mark.parametrize("spread_ms", [40.0, 50.0, 60.0])
def test_scatter_without_rhythm_is_said_and_nothing_is_withheld(spread_ms):
    found = [analyse(white(seed, spread_ms)) for seed in range(6)]
    assert sum(ReasonCode.NO_RHYTHM in {each.code for each in one.cautions} for one in found) >= 5
    assert all(one.rmssd_ms > 50.0 for one in found)


@pytest.mark.parametrize("share", [0.12, 0.2])
def test_most_records_of_early_beats_without_a_pause_are_told(share):
    hearts = [
        with_extra_beats(
            breathing(360, seed=FROM_SEED + seed, mean_ms=850.0, swing_ms=40.0, rate_hz=0.1),
            now_and_then(share, 360, seed=seed),
            early_share=0.15,
            made_up=0.0,
            seed=seed,
        )
        for seed in range(20)
    ]
    assert sum(ReasonCode.EARLY_BEATS_LEFT in told(rr_ms) for rr_ms in hearts) >= 12


def test_early_beats_that_the_correction_tells_need_no_caution():
    heart_ms = breathing(360, seed=1, swing_ms=25.0, rate_hz=0.25)
    assert not told(with_extra_beats(heart_ms, every(12, 360), early_share=0.3))


@pytest.mark.parametrize("make", ORDERLY.values(), ids=ORDERLY)
def test_no_heart_scatters_without_rhythm(make):
    few = 2 if "ectopic" in make.__name__ else 0
    assert sum(bool(told(make(FROM_SEED + seed, length_s=300.0)) & OURS) for seed in range(20)) <= few


@pytest.mark.parametrize("swing_ms", [20.0, 60.0, 120.0, 180.0, 250.0])
@pytest.mark.parametrize("rate_hz", [0.075, 0.1, 0.25, 0.35])
def test_no_breath_is_scatter(swing_ms, rate_hz):
    for seed in range(3):
        assert not told(breathing(360, seed=FROM_SEED + seed, mean_ms=900.0, swing_ms=swing_ms, rate_hz=rate_hz))


@pytest.mark.parametrize("beats", [2.5, 3.0, 3.5, 4.0])
def test_a_breath_of_a_few_beats_is_no_row_of_early_ones(beats):
    for seed in range(8):
        chance = np.random.default_rng(FROM_SEED + seed)
        wave_ms = 90.0 * np.sin(2.0 * np.pi * np.arange(340) / beats + chance.uniform(0.0, 6.0))
        assert not told(900.0 + wave_ms + 10.0 * chance.standard_normal(340))


def test_a_short_record_is_not_judged():
    assert not told(white(0, 50.0, count=180))
    assert not told([])


def test_a_stretch_of_less_than_a_tenth_is_not_said():
    heart_ms = breathing(5000, seed=2, swing_ms=40.0, rate_hz=0.2)
    assert not told(np.concatenate((heart_ms, white(1, 50.0, count=300))))


def test_no_healthy_record_is_told(recordings):
    for name, rr_ms in healthy_records(recordings):
        assert not told(rr_ms), name
