"""What is quick gives to the bit what NumPy and SciPy give."""

import numpy as np
import pytest
from scipy.ndimage import maximum_filter1d
from scipy.signal import lfilter

from biofeedback.signals.numerics.small_steps import (
    convolved,
    highest_within,
    median,
    medians,
    medians_of_known,
    quantile,
)

RANDOM = np.random.default_rng(5)


@pytest.mark.parametrize("kernel_size", [2, 13, 40])
@pytest.mark.parametrize("hop", [1, 6, 10, 50])
def test_the_next_samples_are_filtered_as_scipy_does(kernel_size, hop):
    kernel = RANDOM.normal(size=kernel_size)
    state = theirs_state = np.zeros(kernel_size - 1)
    for samples in RANDOM.normal(size=(8, hop)):
        ours, state = convolved(kernel, samples, state)
        theirs, theirs_state = lfilter(kernel, [1.0], samples, zi=theirs_state)
        assert np.array_equal(ours, theirs)
        assert np.array_equal(state, theirs_state)


@pytest.mark.parametrize("reach", [1, 2, 7, 50])
@pytest.mark.parametrize(("begin", "end"), [(0, 30), (0, 3), (4, 26), (29, 30)])
def test_the_highest_around_is_that_of_a_maximum_filter(reach, begin, end):
    values = RANDOM.normal(size=30)
    assert np.array_equal(highest_within(values, begin, end, reach), maximum_filter1d(values, 2 * reach + 1)[begin:end])


@pytest.mark.parametrize("count", range(1, 9))
def test_medians_are_those_of_numpy(count):
    rows = RANDOM.normal(size=(count, 5))
    assert median(rows[:, 0].tolist()) == np.median(rows[:, 0])
    assert medians(rows[:, 0]) == np.median(rows[:, 0])
    assert np.array_equal(medians(rows), np.median(rows, axis=0))
    rows[-1, 2] = np.nan
    assert np.array_equal(medians(rows), np.median(rows, axis=0), equal_nan=True)


@pytest.mark.parametrize("count", [1, 2, 3, 10, 57, 256])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.9, 0.95, 1.0])
def test_quantiles_are_those_of_numpy(count, share):
    rows = RANDOM.normal(size=(7, count))
    assert np.array_equal(quantile(rows, share), np.quantile(rows, share, axis=1))


def test_what_is_not_known_does_not_count():
    rows = RANDOM.normal(size=(60, 8))
    rows[RANDOM.random(rows.shape) < 0.4] = np.nan
    rows[:, 0] = 1.0
    assert np.array_equal(medians_of_known(rows), np.nanmedian(rows, axis=1))
