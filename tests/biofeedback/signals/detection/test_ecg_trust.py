"""The quality of beats in an ECG is about the share of right ones: on made ECGs and on real ones, with noise of kinds.

None of these was used for fitting the weights.
"""

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from biofeedback.signals.detection.ecg_beats import EcgBeatFinder, ecg_beats
from biofeedback.signals.detection.ecg_trust import FEATURES, RIGHT_WITHIN_S, WEIGHTS, level_jumps, rivals
from biofeedback.signals.detection.signal_quality import EXPLAIN_BELOW, Doubt
from scripts.fit_ecg_trust import STEP_RATIOS_DB, noisy, right, stepped
from tests.rigs.hearts.ecg_noise import at_ratio, noise_of
from tests.rigs.hearts.made_ecgs import made_ecg
from tests.rigs.hearts.recorded_beats import annotated_ecgs
from tests.rigs.suite.long_forms import first_of, short_and_long

UNSEEN = range(100_000, 100_032)
NOISES = ("electrode", "muscle", "white")


def judged(samples, true_s, rate_hz, *, live):
    """Return the quality of each beat, and whether it was right."""
    if live:
        beats = EcgBeatFinder(rate_hz).feed(samples)
        found_s, quality = np.array([b.t_s for b in beats]), np.array([b.quality for b in beats])
    else:
        found = ecg_beats(samples, rate_hz)
        found_s, quality = found.t_s, found.quality
    known = np.isfinite(quality)
    return quality[known], right(found_s, true_s)[known]


def together(parts):
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def test_no_feature_raises_the_trust():
    for weights in WEIGHTS:
        assert len(FEATURES) == len(weights)
        assert max(weights[1:]) <= 0.0
    assert 0.02 <= RIGHT_WITHIN_S <= 0.1


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("seeds", short_and_long(UNSEEN[:8], UNSEEN))
def test_what_is_stated_comes_true_on_made_ecgs(seeds, live):
    quality, was_right = together([judged(*noisy(seed), live=live) for seed in seeds])
    for lowest, highest in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = (quality >= lowest) & (quality < highest)
        # An ectopic beat keeps the doubt about its time, so more may come true than was stated, not less.
        assert np.mean(was_right[inside]) > np.mean(quality[inside]) - 0.15, lowest
    assert np.mean(was_right[quality > 0.9]) > 0.97
    assert np.mean(was_right[quality < 0.1]) < 0.25


@pytest.mark.parametrize("seed", first_of(UNSEEN[:12], 3))
@pytest.mark.parametrize("rate_hz", [100.0, 250.0])
def test_the_beats_of_a_clean_ecg_are_trusted(seed, rate_hz):
    clean, true_s = made_ecg(seed, 60.0, rate_hz)
    samples = clean + at_ratio(clean, true_s, noise_of("white", clean.size, rate_hz, seed), rate_hz, 24.0)
    found = ecg_beats(samples, rate_hz)
    assert np.median(found.quality) > 0.95
    live = [beat.quality for beat in EcgBeatFinder(rate_hz).feed(samples)]
    assert np.nanmedian(live) > 0.95


@pytest.mark.parametrize(
    ("kind", "live"),
    first_of([("electrode", True), *((kind, False) for kind in NOISES), ("muscle", True), ("white", True)], 4),
)
@pytest.mark.parametrize("live_s", short_and_long(50, 100))
def test_noise_over_real_beats_is_not_believed(recordings, live_s, live, kind):
    parts = []
    for samples, true_s in annotated_ecgs(recordings).values():
        noise = noise_of(kind, samples.size, 360.0, 7)
        for ratio_db in (12.0, 6.0, 0.0):
            scaled = at_ratio(samples, true_s, noise, 360.0, ratio_db)
            part = samples + scaled, true_s
            if live:
                part = part[0][: 360 * live_s], true_s[true_s < live_s]
            parts.append(judged(*part, 360.0, live=live))
    quality, was_right = together(parts)
    assert np.mean(was_right[quality > 0.9]) > 0.95
    for lowest, highest in ((0.5, 0.7), (0.7, 0.9)):
        inside = (quality >= lowest) & (quality < highest)
        assert np.mean(was_right[inside]) > np.mean(quality[inside]) - 0.15, lowest


@pytest.mark.parametrize("live", [False, True])
def test_electrodes_that_move_as_strongly_as_the_heart_beats_are_not_believed(live):
    parts = []
    for seed in UNSEEN[: 6 if live else 14]:
        clean, true_s = made_ecg(seed, 60.0, 100.0)
        noise = noise_of("electrode", clean.size, 100.0, seed)
        scaled = at_ratio(clean, true_s, noise, 100.0, (0.0, -6.0)[seed % 2])
        parts.append(judged(clean + scaled, true_s, 100.0, live=live))
    quality, was_right = together(parts)
    for lowest, highest in ((0.5, 0.75), (0.75, 1.01)):
        inside = (quality >= lowest) & (quality < highest)
        assert np.sum(inside) > 20
        assert np.mean(was_right[inside]) > np.mean(quality[inside]) - 0.1, lowest
    # Of two that are too close one mostly is right.
    assert np.mean((quality - was_right) ** 2) < 0.165


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("seeds", short_and_long(UNSEEN[:6], UNSEEN))
def test_what_is_stated_comes_true_where_an_electrode_moves_in_steps(seeds, live):
    parts = [judged(*stepped(seed, STEP_RATIOS_DB[n % 2]), live=live) for n, seed in enumerate(seeds)]
    quality, was_right = together(parts)
    for lowest, highest in ((0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
        inside = (quality >= lowest) & (quality < highest)
        assert np.sum(inside) > 20
        assert np.mean(was_right[inside]) > np.mean(quality[inside]) - 0.1, lowest


@pytest.mark.parametrize("live", [False, True])
def test_steps_between_the_beats_of_a_clear_ecg_are_not_believed(live):
    clean, true_s = made_ecg(UNSEEN[5], 60.0, 130.0)
    between = np.arange(5, true_s.size - 2, 6)
    steps_s = true_s[between] + 0.55 * np.diff(true_s)[between]
    t_s = np.arange(clean.size) / 130.0
    rises = np.where(np.arange(steps_s.size) % 2, 1.5, 2.5)
    level = sum(rise * (t_s >= at_s) * np.exp(-(t_s - at_s) / 0.5) for at_s, rise in zip(steps_s, rises, strict=True))
    found = EcgBeatFinder(130.0).feed(clean + level) if live else ecg_beats(clean + level, 130.0)
    found_s = np.array([beat.t_s for beat in found]) if live else found.t_s
    quality = np.array([beat.quality for beat in found]) if live else found.quality
    of_steps = np.abs(found_s[:, np.newaxis] - steps_s).min(axis=1) < 0.1
    assert np.sum(of_steps) > 3
    assert np.max(quality[of_steps]) < EXPLAIN_BELOW
    assert np.mean(quality[of_steps]) < 0.5
    assert np.median(quality[~of_steps]) > 0.95


def test_a_level_that_jumps_as_after_other_beats_is_no_step():
    at, height = np.arange(100, 1000, 100), 2.0
    ecg = np.zeros(1100)
    ecg[at] = 10.0
    for beat in at:
        ecg[beat + 5 : beat + 20] += 0.6
    assert level_jumps(ecg, at, 100.0, np.full(at.size, height)).tolist() == [0.0] * at.size
    ecg[at[3] + 1 :] += 3.0
    ecg[at[6] + 1 :] -= 1.0
    assert level_jumps(ecg, at, 100.0, np.full(at.size, height)) == pytest.approx([0, 0, 0, 1.5, 0, 0, 0.5, 0, 0])


def test_another_top_beside_a_beat_lowers_its_trust():
    beats_s, heights = np.array([1.0, 2.0, 3.0, 4.0]), np.full(4, 2.0)
    tops_s, top_heights = np.array([1.0, 1.05, 2.0, 2.5, 2.95, 3.0, 3.4, 4.0]), np.array([2, 9, 2, 1.5, 9, 2, 1, 2.0])
    # What lies within a complex is its own.
    assert rivals(beats_s, heights, tops_s, top_heights).tolist() == [0.0, 0.75, 0.75, 0.5]
    assert rivals(beats_s, heights, np.empty(0), np.empty(0)).tolist() == [0.0] * 4


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("highest_hz", [None, 5.0, 10.0, 20.0])
@pytest.mark.parametrize("seeds", short_and_long(range(1), range(3)))
def test_noise_alone_is_hardly_trusted(seeds, live, highest_hz):
    parts = []
    for seed in seeds:
        noise = np.random.default_rng(seed).normal(size=130 * 60)
        if highest_hz is not None:
            noise = sosfilt(butter(2, highest_hz, fs=130.0, output="sos"), noise)
        parts.append(judged(noise, np.empty(0), 130.0, live=live))
    quality, _ = together(parts)
    assert np.mean(quality) < 0.3
    assert np.mean(quality > 0.9) < 0.01


def test_a_beat_in_noise_says_why_it_is_not_trusted():
    clean, true_s = made_ecg(0, 60.0, 130.0)
    noise = at_ratio(clean, true_s, noise_of("electrode", clean.size, 130.0, 0), 130.0, 0.0)
    found = ecg_beats(clean + noise, 130.0)
    for quality, reason in zip(found.quality, found.reasons, strict=True):
        assert (reason is not None) == (quality < 0.7)
    assert Doubt.MOTION in found.reasons
