import csv
import math

import numpy as np
import pytest

from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.variability.patterns import (
    PATTERN_REASONS,
    capacity_ms,
    fragmentation,
    pattern_numbers,
    triangular_index,
)


def made_series():
    """A breath at six a minute, a slow walk and noise, as NeuroKit2 had it too."""
    random = np.random.default_rng(20)
    t_s = np.cumsum(np.full(1600, 0.85))
    wave_ms = 850.0 + 40.0 * np.sin(2.0 * np.pi * t_s * 0.1)
    return wave_ms + 25.0 * np.cumsum(random.normal(size=1600)) / 20.0 + 12.0 * random.normal(size=1600)


def test_neurokit_gives_the_same():
    """NeuroKit2 0.2.13, ``hrv_time`` and ``hrv_nonlinear`` of `made_series`; its PSS and PAS are of segments."""
    series = made_series()
    assert triangular_index(series) == pytest.approx(14.545454545454545, rel=1e-12)
    found = fragmentation(series)
    assert found.inflection_share == pytest.approx(0.41375, rel=1e-12)
    assert found.inverse_segment == pytest.approx(0.41463414634146345, rel=1e-12)


def test_a_course_counted_by_hand():
    # Changes: + + + - - + - + - + +, over and over, which joins the ends into segments of five.
    steps = np.tile([1, 1, 1, -1, -1, 1, -1, 1, -1, 1, 1], 20).astype(float)
    found = fragmentation(800.0 + np.concatenate(([0.0], np.cumsum(steps))))
    # Per round: five up, two down, and four of one.
    assert found.inverse_segment == pytest.approx(6.0 / 11.0, rel=0.02)
    assert found.inflection_share == pytest.approx(6.0 / 11.0, rel=0.02)
    assert found.short_segment_share == pytest.approx(6.0 / 11.0, rel=0.02)
    # - + - + - + within - - + - + - + +: six changes that each turn.
    assert found.alternation_share == pytest.approx(6.0 / 11.0, rel=0.02)


def test_a_rhythm_that_turns_at_every_beat_is_all_alternation():
    found = fragmentation(np.tile([800.0, 810.0], 100))
    assert (found.inverse_segment, found.short_segment_share, found.alternation_share) == (1.0, 1.0, 1.0)
    assert found.inflection_share == pytest.approx(1.0, abs=0.02)


def test_a_smooth_wave_is_hardly_broken():
    found = fragmentation(850.0 + 50.0 * np.sin(2.0 * np.pi * np.arange(400) / 12.0 + 0.1))
    assert found.inverse_segment == pytest.approx(1.0 / 6.0, rel=0.02)
    assert found.short_segment_share < 0.02
    assert found.alternation_share == 0.0


def test_nothing_reaches_across_what_was_set_aside():
    series = made_series()
    broken = np.insert(series, 800, np.nan)
    whole, apart = fragmentation(series), fragmentation(broken)
    assert apart.inverse_segment == pytest.approx(whole.inverse_segment, abs=0.003)
    everywhere = series.copy()
    everywhere[::2] = np.nan
    assert all(math.isnan(value) for name, value in pattern_numbers(everywhere).items() if name != "triangular_index")


def test_the_capacity_of_a_single_step_repeated():
    # 800 800 820 820 ...: at each anchor (820 + 820 - 800 - 800) / 4 = 10; 780 is the way back.
    series = np.tile([800.0, 800.0, 820.0, 820.0], 80)
    assert capacity_ms(series) == pytest.approx(10.0)
    assert capacity_ms(series, quickening=True) == pytest.approx(-10.0)


def test_a_step_of_more_than_a_twentieth_is_no_anchor():
    series = np.tile([800.0, 800.0, 850.0, 850.0], 80)
    assert math.isnan(capacity_ms(series))


def test_too_little_is_unknown_and_has_a_reason():
    numbers = pattern_numbers(made_series()[:50])
    assert set(numbers) == set(PATTERN_REASONS) <= set(DEFINITIONS)
    assert all(math.isnan(value) for value in numbers.values())
    assert math.isnan(triangular_index(made_series()[:1300]))
    assert all(math.isnan(value) for value in pattern_numbers([]).values())


def test_the_physionet_toolbox_goes_along(recordings):
    """It takes steps of up to 20 % and reads a record of 128 Hz as of 125: close, not equal."""
    folder = recordings / "nsr2db-nsr001"
    rr_ms = np.loadtxt(folder / "rr_ms.txt")
    with (folder / "reference_windows.csv").open() as file:
        rows = list(csv.DictReader(file))[:240:10]
    slower = 128.0 / 125.0
    t_s = np.cumsum(rr_ms) / 1000.0 * slower
    ours, theirs = [], []
    for row in rows:
        within = (t_s > float(row["t_start"])) & (t_s <= float(row["t_end"]))
        ours.append(capacity_ms(slower * rr_ms[within]))
        theirs.append(float(row["dc"]))
    known = np.isfinite(ours) & np.isfinite(theirs)
    assert np.count_nonzero(known) > 20
    assert np.corrcoef(np.array(ours)[known], np.array(theirs)[known])[0, 1] > 0.9
