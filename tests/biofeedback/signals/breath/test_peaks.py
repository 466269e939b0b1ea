"""The rhythms that a wave holds, where there is hardly a wave."""

import numpy as np
import pytest

from biofeedback.signals.breath.lines import RATE_HZ
from biofeedback.signals.breath.peaks import breath_peaks

T_S = np.arange(round(64.0 * RATE_HZ)) / RATE_HZ


@pytest.mark.parametrize(
    "still",
    [np.zeros(T_S.size), np.full(T_S.size, 812.3), 3.0 + 0.7 * T_S, 1e6 - 0.1 * (T_S - 20.0) ** 2],
    ids=["nothing", "a constant", "a slope", "a parabola"],
)
def test_a_wave_that_stands_still_holds_no_rhythm(still):
    assert breath_peaks(still).rate_per_min.size == 0


@pytest.mark.parametrize("height", [1e-6, 1.0, 1e6])
def test_a_wave_holds_its_rhythm_however_small_it_is(height):
    wave = height * (1.0 + np.sin(2.0 * np.pi * 0.2 * T_S))
    assert np.abs(breath_peaks(wave).rate_per_min - 12.0).min() < 0.1
