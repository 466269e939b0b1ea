"""Many splines at once are the single ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.signals.numerics.cubic_spline import cubic_spline
from biofeedback.signals.numerics.many_splines import many_splines, splines_of


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


@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.lists(st.integers(2, 60), min_size=1, max_size=8),
    widest=st.sampled_from([1.0, 30.0, 3000.0]),
)
def test_splines_of_many_series_are_the_single_ones_to_the_bit(seed, sizes, widest):
    random = np.random.default_rng(seed)
    series = [(np.cumsum(random.uniform(0.3, widest, size)), random.normal(800.0, 60.0, size)) for size in sizes]
    places = np.array([np.linspace(x[0], x[-1], 33) for x, _ in series])
    alone = [cubic_spline(x, y)(row) for (x, y), row in zip(series, places, strict=True)]
    assert np.array_equal(splines_of(series, places), alone)


def test_a_series_that_does_not_rise_is_refused_among_others():
    good = np.arange(6.0), np.arange(6.0)
    bad = np.array([0.0, 1.0, 1.0, 2.0, 3.0, 4.0]), np.arange(6.0)
    with pytest.raises(ValueError, match="rises strictly"):
        splines_of([good, bad], np.zeros((2, 3)))
