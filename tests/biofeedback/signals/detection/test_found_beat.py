import numpy as np
import pytest

from biofeedback.signals.detection.found_beat import parabola_top


@pytest.mark.parametrize("top_at", [-0.5, -0.2, 0.0, 0.3, 0.5])
def test_the_top_of_a_parabola_is_found_between_samples(top_at):
    before, at, after = (np.array([7.0 - 3.0 * (place - top_at) ** 2]) for place in (-1.0, 0.0, 1.0))
    shift, height = parabola_top(before, at, after)
    assert shift == pytest.approx(top_at)
    assert height == pytest.approx(7.0)


def test_the_top_is_never_further_than_a_neighbour_and_what_is_not_bent_has_none():
    shift, _ = parabola_top(np.array([0.0, 9.0]), np.array([1.0, 2.0]), np.array([1.99, 3.0]))
    assert shift.tolist() == [1.0, 0.0]
