import numpy as np
import pytest

from biofeedback.signals.detection.signal_quality import PROBLEMS, PULSE_LIMITS, Doubt, beat_quality, signal_state

RATE_HZ = 100.0
T_S = np.arange(0.0, 40.0, 1.0 / RATE_HZ)


@pytest.mark.parametrize("side", [1.0, -1.0])
@pytest.mark.parametrize("from_s", [10.0, 20.5, 30.0])
def test_a_wave_that_stays_at_its_limit_is_cut_off_there_and_nowhere_else(side, from_s):
    wave = np.sin(2.0 * np.pi * 1.2 * T_S)
    wave[(from_s <= T_S) & (from_s + 1.0 > T_S)] = 2.0 * side
    state = signal_state(wave, RATE_HZ, PULSE_LIMITS)
    (odd,) = np.nonzero(state.codes >= 0)
    assert (odd * state.block_s).tolist() == [from_s, from_s + 0.25, from_s + 0.5, from_s + 0.75]
    assert {PROBLEMS[code] for code in state.codes[odd]} == {Doubt.SATURATED}


@pytest.mark.parametrize(
    ("height", "expected"), [(1.0, 1.0), (2.0, 1.0), (4.0, 0.5), (8.0, 0.0), (0.5, 1.0), (0.25, 0.5)]
)
def test_a_height_is_trusted_up_to_twice_or_half_and_not_at_all_at_eight_times(height, expected):
    shapes = np.tile(np.sin(np.arange(20) / 3.0), (9, 1))
    heights = np.ones(9)
    heights[4] = height
    quality, _ = beat_quality(shapes, heights, np.arange(9.0), np.full(9, -1), PULSE_LIMITS)
    assert quality == pytest.approx([*[1.0] * 4, expected, *[1.0] * 4])


@pytest.mark.parametrize("place", [1, 2, 3, 4])
@pytest.mark.parametrize(("apart_s", "expected"), [(0.28, 1.0), (0.26, 0.2)])
def test_beats_too_close_to_one_another_are_hardly_trusted(place, apart_s, expected):
    t_s = np.arange(5.0)
    t_s[place:] += apart_s - 1.0
    shapes = np.tile(np.sin(np.arange(20) / 3.0), (5, 1))
    quality, _ = beat_quality(shapes, np.ones(5), t_s, np.full(5, -1), PULSE_LIMITS)
    assert quality.tolist() == pytest.approx([expected if at in (place - 1, place) else 1.0 for at in range(5)])
