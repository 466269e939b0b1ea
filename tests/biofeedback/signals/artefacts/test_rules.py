"""The rules that both corrections share, each at its border."""

import math

import numpy as np
import pytest

from biofeedback.signals.artefacts.rules import (
    are_ectopic,
    is_ectopic,
    is_in_range,
    long_or_short,
    quantile,
    threshold_ms,
    thresholds_ms,
)

STILL = (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("from_median_ms", "kind"),
    # Three thresholds of 100 ms away; below the median twice the distance counts, as in the published rule.
    [(299.0, "normal"), (301.0, "long"), (-149.0, "normal"), (-151.0, "short")],
)
def test_a_short_interval_is_far_from_the_median_at_half_the_distance_of_a_long_one(from_median_ms, kind):
    assert long_or_short(900.0 + from_median_ms, 900.0, 900.0, 100.0, STILL) == kind


@pytest.mark.parametrize(
    ("rr_ms", "rr_after_ms", "changes", "kind"),
    [
        (400.0, 599.0, (-1.1, 0.0, 1.1), "extra"),
        (400.0, 401.0, (-1.1, 1.1, 0.0), "extra"),
        (400.0, 601.0, (-1.1, 0.0, 1.1), "short"),
        (400.0, 599.0, (-1.1, 0.9, 0.9), "short"),
        (400.0, 599.0, (-0.9, 1.1, 1.1), "short"),
        (1999.0, 900.0, (1.1, 0.0, -1.1), "missed"),
        (1601.0, 900.0, (1.1, -1.1, 0.0), "missed"),
        (1999.0, 900.0, (1.1, -0.9, -0.9), "long"),
        (1999.0, 900.0, (0.9, -1.1, -1.1), "long"),
        (1599.0, 900.0, (1.1, -1.1, 0.0), "long"),
        (900.0, 900.0, (1.1, -1.1, 0.0), "long"),
        (899.0, 900.0, (-1.1, 1.1, 0.0), "short"),
        (900.0, 900.0, (0.9, -1.1, 0.0), "normal"),
        (900.0, 900.0, (1.1, -0.9, 0.0), "normal"),
    ],
)
def test_two_halves_make_an_extra_beat_and_a_double_a_missed_one(rr_ms, rr_after_ms, changes, kind):
    assert long_or_short(rr_ms, rr_after_ms, 900.0, 100.0, changes) == kind


@pytest.mark.parametrize(
    ("change", "before", "after", "expected"),
    [
        # Of a change by 2 the two beside it have to go back by more than 0.13 * 2 + 0.17.
        (2.0, -0.44, -0.44, True),
        (2.0, -0.42, -0.44, False),
        (2.0, -0.44, -0.42, False),
        (-2.0, 0.44, 0.44, True),
        (-2.0, 0.42, 0.44, False),
        (-2.0, 0.44, 0.42, False),
        (1.0, -9.0, -9.0, False),
        (-1.0, 9.0, 9.0, False),
        (0.0, 0.0, 0.0, False),
    ],
)
def test_an_early_or_late_beat_leaps_between_two_leaps_back(change, before, after, expected):
    assert is_ectopic(change, before, after) is expected
    assert are_ectopic(np.array([change]), np.array([before]), np.array([after])).tolist() == [expected]


@pytest.mark.parametrize(
    ("quartiles_ms", "expected_ms"),
    [((10.0, 30.0), 52.0), ((10.0, 11.0), 10.0), ((10.0, 10.0), 20.0), ((10.0, 14.0), 10.4)],
)
def test_a_threshold_is_5_2_quartile_deviations_and_never_collapses(quartiles_ms, expected_ms):
    assert threshold_ms(*quartiles_ms) == pytest.approx(expected_ms)
    assert thresholds_ms(np.array([quartiles_ms[1] - quartiles_ms[0]])) == pytest.approx([expected_ms])


@pytest.mark.parametrize(
    ("rr_ms", "expected"),
    [(299.9, False), (300.0, True), (2000.0, True), (2000.1, False), (math.nan, False)],
)
def test_the_range_has_both_its_ends(rr_ms, expected):
    assert is_in_range(rr_ms) is expected


@pytest.mark.parametrize("values", [[3.0], [1.0, 5.0], [1.0, 2.0, 4.0], list(range(91)), [0.0, 0.0, 7.0, 9.0]])
@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_quantiles_are_those_of_numpy(values, share):
    assert quantile(values, share) == pytest.approx(np.quantile(values, share))
