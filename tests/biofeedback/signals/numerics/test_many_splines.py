"""Many splines at once are the single ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.signals.numerics.cubic_spline import cubic_spline
from biofeedback.signals.numerics.many_splines import many_splines


@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.lists(st.integers(4, 60), min_size=1, max_size=8),
    widest=st.sampled_from([1.0, 3.0, 30.0]),
)
def test_each_stretch_has_the_curve_of_its_own_points(seed, sizes, widest):
    random = np.random.default_rng(seed)
    x = np.cumsum(random.uniform(0.3, 0.3 * widest + 0.1, 80))
    y = random.normal(800.0, 60.0, x.size)
    begin = np.array([random.integers(0, x.size - size + 1) for size in sizes])
    end = begin + sizes
    places = np.sort(random.uniform(x[begin], x[end - 1], (33, begin.size)), axis=0).T
    places[:, -1] = x[end - 1]
    values = many_splines(x, y, begin, end, places)
    for row, (first, last) in enumerate(zip(begin, end, strict=True)):
        alone = cubic_spline(x[first:last], y[first:last])(places[row])
        assert values[row] == pytest.approx(alone, rel=1e-9, abs=1e-6)


def test_what_lies_before_and_behind_a_stretch_changes_nothing():
    x = np.cumsum(np.full(20, 0.8))
    y = np.sin(x)
    places = np.linspace(x[5], x[12], 9)[None, :]
    stretch = np.array([5]), np.array([13])
    other = np.where((x < x[5]) | (x > x[12]), 1e6, y)
    assert np.array_equal(many_splines(x, y, *stretch, places), many_splines(x, other, *stretch, places))
