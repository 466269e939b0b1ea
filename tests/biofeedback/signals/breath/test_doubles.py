import numpy as np
import pytest

from biofeedback.signals.breath.peaks import FEATURES, breath_peaks

T_S = np.arange(0.0, 64.0, 0.25)


def features(wave, rate_per_min):
    """Return what is seen of the candidate next to a rate."""
    peaks = breath_peaks(wave)
    at = int(np.argmin(np.abs(peaks.rate_per_min - rate_per_min)))
    assert peaks.rate_per_min[at] == pytest.approx(rate_per_min, abs=0.6)
    return dict(zip(FEATURES, peaks.features[at], strict=True))


def wave(rate_per_min, *parts):
    """Return a wave whose overtones have these sizes, from the first on."""
    return sum(
        size * np.cos(2.0 * np.pi * number * rate_per_min / 60.0 * T_S) for number, size in enumerate(parts, start=1)
    )


def noise(size=0.05):
    return size * np.random.default_rng(4).normal(size=T_S.size)


def test_a_rhythm_and_its_overtones_are_one_whole():
    rich = wave(4.5, 0.6, 1.0, 0.5) + noise()
    assert features(rich, 4.5)["whole"] > features(rich, 9.0)["whole"] + 1.0


def test_an_overtone_has_waves_between():
    """Those of the rhythm whose double it is: at half and at one and a half times its rate."""
    rich = wave(4.5, 0.6, 1.0, 0.5) + noise()
    alone = wave(9.0, 1.0) + noise()
    assert features(rich, 9.0)["between"] > features(alone, 9.0)["between"] + 1.0


def test_an_overtone_goes_along_with_its_half_and_another_rhythm_does_not():
    rich = wave(4.5, 0.6, 1.0, 0.5) + noise()
    other = wave(5.3, 0.6) + wave(8.8, 1.0) + noise()
    assert features(rich, 4.5)["locked"] > 0.9
    assert features(rich, 9.0)["halved"] > 0.9
    assert features(other, 8.8)["halved"] < 0.6


def test_what_has_no_half_that_could_be_a_breath_has_none():
    assert features(wave(4.5, 1.0, 0.4) + noise(), 4.5)["halved"] == 0.0
