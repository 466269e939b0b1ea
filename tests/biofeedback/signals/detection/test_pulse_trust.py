"""The quality of pulse beats is about the share of right ones: on made waves and on a finger with noise of kinds.

None of these was used for fitting the weights.
"""

from functools import cache

import numpy as np
import pytest

from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.pulse_trust import FEATURES, RIGHT_WITHIN_S, WEIGHTS
from biofeedback.signals.detection.signal_quality import Doubt
from scripts.fit_ecg_trust import right
from scripts.fit_pulse_trust import FAULTS, RATES_HZ, faulty, noisy
from tests.rigs.hearts.made_pulses import RHYTHMS, pulse_noise
from tests.rigs.suite.long_forms import first_of, short_and_long

UNSEEN = range(100_000, 100_032)

OF_EVERY_FAULT = range(100_000, 100_256, 11)
"""Seeds that meet every fault of ``noisy``, a wave or two of each."""

FIND = {"live": pulse_beats, "review": review_pulse_beats}
HOW = pytest.mark.parametrize("how", FIND)


def judged(wave, true_s, rate_hz, how):
    """Return the quality of each beat, and whether it was right."""
    found = FIND[how](wave, rate_hz)
    known = np.isfinite(found.quality)
    return found.quality[known], right(found.t_s, true_s, RIGHT_WITHIN_S)[known]


@cache
def judged_noisy(seed, how):
    return judged(*noisy(seed), how)


def together(parts):
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def test_no_feature_raises_the_trust():
    assert len(FEATURES) == len(WEIGHTS)
    assert max(WEIGHTS[1:]) <= 0.0
    assert 0.05 <= RIGHT_WITHIN_S <= 0.15


@HOW
@pytest.mark.parametrize("seeds", short_and_long(OF_EVERY_FAULT, range(100_000, 100_256, 5)))
def test_what_is_stated_comes_true_on_made_waves(seeds, how):
    quality, was_right = together([judged_noisy(seed, how) for seed in seeds])
    for lowest, highest in ((0.2, 0.5), (0.5, 0.8), (0.8, 1.01)):
        inside = (quality >= lowest) & (quality < highest)
        assert np.mean(was_right[inside]) == pytest.approx(np.mean(quality[inside]), abs=0.15), lowest
    assert np.mean(was_right[quality > 0.95]) > 0.97


@HOW
def test_without_a_rhythm_beside_the_pulse_nearly_all_that_is_sure_is_right(how):
    seeds = [seed for seed in OF_EVERY_FAULT if FAULTS[seed // len(RATES_HZ) % len(FAULTS)] not in RHYTHMS]
    quality, was_right = together([judged_noisy(seed, how) for seed in seeds])
    assert np.mean(was_right[quality > 0.9]) > 0.95


@HOW
def test_beside_a_rhythm_stronger_than_the_pulse_what_is_nearly_sure_is_right(how):
    quality, was_right = together(
        [judged(*faulty(seed, 50.0, fault, 0.5), how) for seed in (100_003, 100_006) for fault in ("walk", "fidget")]
    )
    assert np.sum(quality > 0.5) > 100
    assert np.mean(was_right[quality > 0.95]) > 0.95


@HOW
@pytest.mark.parametrize("seed", first_of(UNSEEN[:6], 2))
@pytest.mark.parametrize("rate_hz", [25.0, 100.0])
def test_the_beats_of_a_good_finger_are_trusted(seed, rate_hz, how):
    quality, _ = judged(*faulty(seed, rate_hz, "white", 0.02), how)
    assert np.median(quality) > 0.9
    assert np.mean(quality < 0.5) < 0.05


@HOW
def test_movement_over_a_real_finger_is_not_believed(recordings, how):
    table = np.genfromtxt(recordings / "neurokit-rest5/bio_resting_5min_100hz.csv.gz", delimiter=",", skip_header=1)
    heart, pulse = ecg_beats(table[:, 0], 100.0), table[:, 1]
    true_s = heart.t_s[heart.quality > 0.5]
    found_s = FIND[how](pulse, 100.0).t_s
    true_s += np.median(found_s[np.clip(np.searchsorted(found_s, true_s), 0, found_s.size - 1)] - true_s)
    height = np.median(np.ptp(pulse[: pulse.size // 150 * 150].reshape(-1, 150), axis=1))
    parts = [
        judged(pulse + level * height * pulse_noise("motion", pulse.size, 100.0, seed), true_s, 100.0, how)
        for seed, level in enumerate((0.0, 0.1, 0.3))
    ]
    quality, was_right = together(parts)
    assert np.mean(was_right[quality > 0.9]) > 0.95
    assert np.mean((quality - was_right) ** 2) < 0.09


@HOW
def test_of_strong_motion_most_that_is_believed_is_right(how):
    quality, was_right = together([judged(*faulty(seed, 50.0, "motion", 0.5), how) for seed in UNSEEN[:10]])
    assert np.sum(quality > 0.5) > 100
    assert np.mean(was_right[quality > 0.5]) > 0.82
    alone, _ = together([judged(pulse_noise("motion", 3000, 50.0, seed), np.empty(0), 50.0, how) for seed in range(6)])
    assert np.mean(alone > 0.5) < 0.15


@HOW
def test_noise_alone_is_less_trusted_than_a_heart(how):
    quality, _ = together(
        [judged(pulse_noise("motion", 6000, 100.0, seed), np.empty(0), 100.0, how) for seed in range(3)]
    )
    assert np.mean(quality) < 0.6
    assert np.mean(quality > 0.9) < 0.05


@HOW
def test_a_beat_in_noise_says_why_it_is_not_trusted(how):
    wave, _, rate_hz = faulty(100_000, 100.0, "motion", 0.8)
    found = FIND[how](wave, rate_hz)
    for quality, reason in zip(found.quality, found.reasons, strict=True):
        assert (reason is None) == (quality >= 0.7)
    assert Doubt.MOTION in found.reasons
