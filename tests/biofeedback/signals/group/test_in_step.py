"""Who is in step beyond chance, from phases alone."""

import math

import numpy as np
import pytest

from biofeedback.reasons import ReasonCode
from biofeedback.signals.group.chance import chance_in_step, chance_locking
from biofeedback.signals.group.in_step import in_step, pair_locking
from biofeedback.signals.group.watch import MOMENTS

LED, UNLED = np.ones(MOMENTS, dtype=bool), np.zeros(MOMENTS, dtype=bool)


def wandering(hearts, seed, moments=MOMENTS, looks_per_s=0.058):
    """Return phases of length 1 that forget where they were: so many independent ones a second, none shared."""
    chance = np.random.default_rng(seed)
    knots = chance.uniform(0.0, 2.0 * math.pi, (hearts, int(moments * looks_per_s) + 2))
    places = chance.uniform(0.0, 1.0, (hearts, 1)) + np.arange(moments) * looks_per_s
    return np.exp(1j * np.take_along_axis(knots, places.astype(int), axis=1))


def looked_at(phases, led, reasons=None):
    names = [str(place) for place in range(len(phases))]
    return in_step(200.0, names, phases, led, math.nan, reasons or [None] * len(phases))


def held(angles_rad):
    return np.exp(1j * np.array(angles_rad))[:, None].repeat(MOMENTS, axis=1)


@pytest.mark.parametrize(("led", "reference"), [(LED, "breath"), (UNLED, "hearts")])
def test_hearts_that_keep_any_lag_are_in_step(led, reference):
    moment = looked_at(held([0.0, 0.7, -1.2]), led)
    assert (moment.share, moment.in_step, moment.counted) == (1.0, 3, 3)
    assert moment.is_led == (reference == "breath")
    assert [heart.locking_share for heart in moment.hearts] == pytest.approx([1.0, 1.0, 1.0])
    if led is LED:
        assert [heart.lag_rad for heart in moment.hearts] == pytest.approx([0.0, -0.7, 1.2])


def test_with_the_breath_each_heart_counts_by_itself():
    phases = np.concatenate([held([0.3, 0.4]), wandering(2, 1)])
    moment = looked_at(phases, LED)
    assert [heart.in_step for heart in moment.hearts] == [True, True, False, False]
    assert moment.share == 0.5


def test_hearts_together_at_another_pace_than_the_light_are_not_in_step_with_it():
    turning = np.exp(2j * math.pi * 0.03 * np.arange(MOMENTS))[None, :].repeat(4, axis=0)
    assert looked_at(turning, LED).share == 0.0
    assert looked_at(turning, UNLED).share == 1.0


def test_a_heart_is_no_company_to_itself():
    # One strong group of none: each heart against the sum of the others, itself left out.
    shares = [looked_at(wandering(3, seed), UNLED).share for seed in range(300)]
    assert np.mean(shares) < 0.1


@pytest.mark.parametrize(("hearts", "led"), [(2, UNLED), (8, UNLED), (30, UNLED), (1, LED), (2, LED), (30, LED)])
def test_independent_phases_are_in_step_as_seldom_as_is_said(hearts, led):
    draws = 6000 // hearts
    found = [looked_at(wandering(hearts, 1000 * hearts + seed), led) for seed in range(min(draws, 1500))]
    rate = sum(moment.in_step for moment in found) / sum(moment.counted for moment in found)
    above = np.mean([moment.share > moment.chance_share for moment in found])
    assert rate <= 0.065
    assert above <= 0.065
    if led is LED:
        assert rate >= 0.03


def test_one_heart_has_a_breath_to_be_in_step_with_and_nobody_else():
    assert looked_at(held([0.0]), LED).share == 1.0
    moment = looked_at(held([0.0]), UNLED)
    assert math.isnan(moment.share)
    assert moment.reason.code is ReasonCode.TOO_FEW_HEARTS
    assert dict(moment.reason.facts) == {"needed_hearts": 2, "there_hearts": 1}
    assert not moment.hearts[0].in_step


def test_nobody_is_no_group():
    moment = looked_at(np.empty((0, MOMENTS), dtype=complex), LED)
    assert math.isnan(moment.share)
    assert moment.counted == moment.in_step == 0


def test_who_is_not_to_be_counted_moves_nobody():
    phases = held([0.0, 0.1, 0.2])
    phases[2] = wandering(1, 3)
    reason = looked_at(held([0.0]), UNLED).reason
    moment = looked_at(phases, UNLED, [None, None, reason])
    assert (moment.share, moment.counted) == (1.0, 2)
    assert math.isnan(moment.hearts[2].locking_share)
    assert moment.hearts[2].reason is reason


def test_others_that_cancel_one_another_have_no_phase():
    moment = looked_at(held([0.0, math.pi, 0.5]), UNLED)
    assert moment.hearts[0].locking_share == pytest.approx(1.0)
    assert not moment.hearts[2].in_step


def test_chance_falls_with_time_and_grows_with_the_pairs():
    assert chance_locking(101) == pytest.approx(0.715, abs=0.001)
    assert chance_locking(101, others=2) == chance_locking(101, others=29) == pytest.approx(0.574, abs=0.001)
    assert chance_locking(404) == pytest.approx(chance_locking(101) / 2.0)
    assert chance_locking(101, of_pairs=435) == 1.0
    assert math.isnan(chance_locking(0))


@pytest.mark.parametrize(("hearts", "most"), [(0, 0), (1, 0), (2, 1), (8, 2), (30, 4)])
def test_so_many_of_a_group_are_in_step_by_chance(hearts, most):
    assert chance_in_step(hearts) == most


def test_pairs_are_known_where_both_were_there():
    phases = np.concatenate([held([0.0, 1.0]), wandering(1, 5)])
    phases[1, :40] = np.nan
    found = pair_locking(phases, needed_s=70.0)
    assert np.array_equal(found.share, found.share.T, equal_nan=True)
    assert found.share[0, 0] == 1.0
    assert math.isnan(found.share[0, 1])
    assert 0.0 < found.share[0, 2] < found.chance_share[0, 2] < found.chance_of_all_share[0, 2]
    assert pair_locking(phases, needed_s=60.0).share[0, 1] == pytest.approx(1.0)
