import numpy as np
import pytest

from biofeedback.signals.detection.signal_quality import PULSE_LIMITS, SATURATED, signal_state

RATE_HZ = 100.0
T_S = np.arange(0.0, 40.0, 1.0 / RATE_HZ)


@pytest.mark.parametrize("side", [1.0, -1.0])
@pytest.mark.parametrize("from_s", [10.0, 20.5, 30.0])
def test_a_wave_that_stays_at_its_limit_is_cut_off_there_and_nowhere_else(side, from_s):
    wave = np.sin(2.0 * np.pi * 1.2 * T_S)
    wave[(from_s <= T_S) & (from_s + 1.0 > T_S)] = 2.0 * side
    (stretch,) = signal_state(wave, RATE_HZ, PULSE_LIMITS).stretches()
    assert (stretch.from_s, stretch.until_s, stretch.reason) == (from_s, from_s + 1.0, SATURATED)
