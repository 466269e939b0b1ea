"""The rules that both corrections share, each at its border."""

import math

import numpy as np
import pytest

from biofeedback.signals.artefacts.rolling import Scales
from biofeedback.signals.artefacts.rules import Verdict, is_clear, is_in_range, judge, mended
from biofeedback.signals.artefacts.scale import Scale, quantile, scale_of

# A level of 1000 ms; a change is odd from 100 ms on, between an early and a late interval from 130 ms on.
SCALE = Scale(1000.0, 100.0, 150.0, 40.0)
NAN = math.nan


@pytest.mark.parametrize(
    ("around_ms", "expected"),
    [
        ((1000, 1000, 1000, 1000), None),
        # Early, and made up for; too little; not made up for, so its time is not known.
        ((1000, 800, 1200, 1000), Verdict("ectopic", 2)),
        ((1000, 940, 1060, 1000), None),
        ((1000, 930, 1070, 1000), Verdict("ectopic", 2)),
        ((1000, 700, 1000, 1000), Verdict("short")),
        ((1000, 800, 1100, 1000), Verdict("ectopic")),
        ((1000, 930, 1150, 1000), None),
        ((1000, 910, 1000, 1000), None),
        # Late, and made up for; a pause alone; one that may hold a beat.
        ((1000, 1200, 800, 1000), Verdict("ectopic", 2)),
        ((1000, 1200, 1000, 1000), None),
        ((1000, 1550, 1000, 1000), Verdict("long")),
        # Two early ones before the pause.
        ((1000, 800, 800, 1400), Verdict("short", 3)),
        # A chance long one before an early beat is not the late one.
        ((1000, 1110, 700, 1250), None),
        # Parts of one, and several in one.
        ((1000, 500, 500, 1000), Verdict("extra", 2)),
        ((1000, 320, 340, 330), Verdict("extra", 3)),
        ((1000, 320, 340, 520), Verdict("short")),
        ((1000, 1950, 1000, 1000), Verdict("missed", 2)),
        # A slope is no beat out of place.
        ((900, 1020, 1140, 1260), None),
        ((1200, 1080, 960, 840), None),
        # Far away without a return.
        ((1000, 760, 760, 760), Verdict("short")),
        ((1000, 790, 790, 790), None),
        ((1000, 1460, 1460, 1460), Verdict("long")),
        # Nothing before, or nothing after: only what is far.
        ((NAN, 800, 1000, 1000), None),
        ((NAN, 760, 1000, 1000), Verdict("short")),
        ((1000, 800, NAN, NAN), None),
        ((1000, 760, NAN, NAN), Verdict("short")),
    ],
)
def test_each_rule_at_its_border(around_ms, expected):
    assert judge(tuple(map(float, around_ms)), SCALE) == expected


def test_three_beats_in_one_interval_are_told_where_it_is_three_of_the_level():
    fast = Scale(650.0, 65.0, 100.0, 30.0)
    assert judge((650.0, 1950.0, 650.0, 650.0), fast) == Verdict("missed", 3)
    assert judge((650.0, 1300.0, 650.0, 650.0), fast) == Verdict("missed", 2)
    assert judge((650.0, 1010.0, 650.0, 650.0), fast) == Verdict("long")


def test_in_a_pattern_smaller_changes_are_enough():
    around_ms = (1000.0, 950.0, 1050.0, 1000.0)
    assert judge(around_ms, SCALE) is None
    assert judge(around_ms, SCALE, in_pattern=True) == Verdict("ectopic", 2)
    assert judge((1000.0, 970.0, 1030.0, 1000.0), SCALE, in_pattern=True) is None


def test_a_pause_after_what_was_set_aside_is_set_aside_too():
    around_ms = (NAN, 1300.0, 1000.0, 1000.0)
    assert judge(around_ms, SCALE) is None
    assert judge(around_ms, SCALE, follows_early=True) == Verdict("long")


def test_a_pattern_is_looked_for_after_a_beat_that_is_clearly_off():
    assert is_clear(Verdict("ectopic", 2), 840.0, SCALE)
    assert not is_clear(Verdict("ectopic", 2), 860.0, SCALE)
    assert not is_clear(Verdict("missed", 2), 2000.0, SCALE)
    assert not is_clear(None, 500.0, SCALE)


@pytest.mark.parametrize(
    ("verdict", "from_here_ms", "expected"),
    [
        (Verdict("missed", 3), (1800.0, 600.0, 600.0), (600.0, 1)),
        (Verdict("extra", 2), (400.0, 600.0, 990.0), (1000.0, 2)),
        (Verdict("extra", 3), (300.0, 330.0, 350.0), (980.0, 3)),
        (Verdict("ectopic", 2), (800.0, 1200.0, 990.0), (1000.0, 2)),
        (Verdict("short", 3), (800.0, 800.0, 1400.0), (1000.0, 3)),
    ],
)
def test_what_becomes_of_intervals(verdict, from_here_ms, expected):
    assert mended(verdict, from_here_ms) == expected


def test_what_cannot_be_mended_is_set_aside():
    last_ms, settled = mended(Verdict("short"), (700.0, 1000.0, 1000.0))
    assert math.isnan(last_ms)
    assert settled == 1


@pytest.mark.parametrize(
    ("changes_ms", "distances_ms", "repeats_ms", "tick_ms", "change_ms", "distance_ms"),
    [
        # Nothing changes: a share of the level. Ticks: three and a half, and no more than those of a camera.
        ((0, 0, 0, 0), (0, 0), (0, 0), 0.0, 60.0, 110.0),
        ((0, 0, 0, 0), (0, 0), (0, 0), 20.0, 70.0, 110.0),
        ((0, 0, 0, 0), (0, 0), (0, 0), 300.0, 3.5 * 1000.0 / 30.0, 110.0),
        # 5.2 quartile deviations, as published.
        ((4, 5, 30, 35), (5, 20), (5, 5), 1.0, 78.0, 110.0),
        # Extra beats are three changes in ten, and the quartile is theirs: no more than the median asks for.
        ((4, 5, 20, 300), (5, 300), (5, 5), 1.0, 80.0, 110.0),
        # They ask for more than extra beats may: the cap.
        ((4, 5, 40, 300), (5, 300), (5, 5), 1.0, 110.0, 110.0),
        # All is broad, as in quick and wide breathing; never beyond a fifth of the level.
        ((35, 60, 100, 150), (40, 120), (50, 40), 1.0, 180.0, 180.0),
        ((80, 100, 200, 300), (100, 300), (100, 100), 1.0, 200.0, 450.0),
        # What comes again every second or third beat is no breathing.
        ((80, 100, 200, 300), (100, 300), (10, 100), 1.0, 110.0, 110.0),
        ((80, 100, 200, 300), (100, 300), (100, 10), 1.0, 110.0, 110.0),
    ],
)
def test_what_is_ordinary(changes_ms, distances_ms, repeats_ms, tick_ms, change_ms, distance_ms):
    scale = scale_of(1000.0, changes_ms, distances_ms, repeats_ms, tick_ms)
    assert (scale.level_ms, scale.change_ms, scale.distance_ms) == pytest.approx((1000.0, change_ms, distance_ms))


@pytest.mark.parametrize(("low_ms", "mend_ms"), [(0.0, 20.0), (8.0, 36.0), (50.0, 80.0)])
def test_in_a_quiet_heart_a_mended_interval_has_to_come_nearer(low_ms, mend_ms):
    assert scale_of(1000.0, (low_ms, 60.0, 75.0, 90.0), (40.0, 90.0), (60.0, 60.0), 1.0).mend_ms == pytest.approx(
        mend_ms
    )


def test_arrays_of_scales_follow_the_formula():
    rr_ms = 800.0 + 40.0 * np.random.default_rng(1).normal(size=400)
    around = Scales(rr_ms)
    step, second, third = (np.abs(rr_ms[back:] - rr_ms[:-back]) for back in (1, 2, 3))
    pairs = (rr_ms[1:] + rr_ms[:-1]) / 2.0
    for row in (60, 200, 340):
        window = slice(row - 45, row + 46)
        level = np.array([np.median(pairs[at - 6 : at + 5]) for at in range(row - 45, row + 46)])
        expected = scale_of(
            level[45],
            tuple(np.quantile(step[row - 46 : row + 45], [0.2, 0.25, 0.5, 0.75])),
            tuple(np.quantile(np.abs(rr_ms[window] - level), [0.25, 0.75])),
            (np.quantile(second[row - 47 : row + 44], 0.25), np.quantile(third[row - 48 : row + 43], 0.25)),
            np.min(step[row - 46 : row + 45]),
        )
        assert around.at(row) == Scale(
            *map(pytest.approx, (expected.level_ms, expected.change_ms, expected.distance_ms, expected.mend_ms))
        )


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
