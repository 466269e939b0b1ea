"""Changes from the baseline, everybody counted once, and medians with intervals that hold what they say."""

import math
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap

from biofeedback.studies import medians
from biofeedback.studies.changes import Change, Measured, MissingCode, changes_of
from biofeedback.studies.medians import LEAST_PEOPLE, RESAMPLES, median_of
from biofeedback.studies.people import People, Person

NAN = math.nan


def test_a_change_is_of_the_baseline_of_the_same_recording():
    recording = [
        Measured("settle", "rmssd_ms", 99.0),
        Measured("baseline", "rmssd_ms", 30.0),
        Measured("practice", "rmssd_ms", 42.0),
        Measured("practice", "rmssd_ms", 46.0),
        Measured("", "rmssd_ms", 1000.0),
    ]
    found = {each.kind: each for each in changes_of(recording)}
    assert set(found) == {"settle", "practice"}
    assert (found["practice"].baseline, found["practice"].value, found["practice"].change) == (30.0, 44.0, 14.0)
    assert found["settle"].change == 69.0


@pytest.mark.parametrize(
    ("baseline", "practice", "why"),
    [
        (None, Measured("practice", "n", 1.0), MissingCode.NO_BASELINE),
        (Measured("baseline", "n", 5.0, "low-coverage"), Measured("practice", "n", 1.0), "low-coverage"),
        (Measured("baseline", "n", NAN, "record-too-short"), Measured("practice", "n", 1.0), "record-too-short"),
        (Measured("baseline", "n", 5.0), Measured("practice", "n", NAN, "no-hf-power"), "no-hf-power"),
        (Measured("baseline", "n", 5.0), Measured("practice", "n", NAN), MissingCode.NOT_A_NUMBER),
        (Measured("baseline", "n", NAN), Measured("practice", "n", 1.0), MissingCode.NOT_A_NUMBER),
        (Measured("baseline", "n", 5.0), Measured("practice", "n", 9.0, "copy-of-another"), "copy-of-another"),
    ],
)
def test_what_is_not_known_says_why(baseline, practice, why):
    (change,) = changes_of([each for each in (baseline, practice) if each is not None])
    assert change.why == why
    assert math.isnan(change.change)


def test_a_block_that_is_left_out_leaves_the_others_of_its_kind():
    recording = [
        Measured("baseline", "n", 10.0),
        Measured("practice", "n", 999.0, "low-coverage"),
        Measured("practice", "n", 12.0),
    ]
    assert [each.change for each in changes_of(recording)] == [2.0]


def change(value, why=""):
    return Change("practice", "n", 10.0, NAN if why else 10.0 + value, why)


def test_everybody_counts_once_in_each_condition():
    people = People()
    for value in (1.0, 5.0, 100.0):
        people.add(Person("", "P01"), "", [change(value)])
    people.add(Person("", "P02"), "", [change(3.0)])
    people.add(Person("", "P03"), "", [change(0.0, "low-coverage")])
    people.add(Person("", "P04"), "", [])
    (found,) = people.medians(1)
    assert [None if math.isnan(each) else each for each in found.of_people] == [5.0, 3.0, None, None]
    assert found.change == (2, 4.0, pytest.approx(NAN, nan_ok=True), pytest.approx(NAN, nan_ok=True))
    assert found.missing == (("low-coverage", 1), ("no-block", 1))
    assert found.baseline == 10.0
    assert people.counts == {"": 4}


def test_conditions_stand_apart_and_the_order_of_recordings_says_nothing():
    told = [
        (Person("", f"P{number:02}"), "real" if number % 2 else "sham", [change(float(number**2))])
        for number in range(20)
    ]
    forth, back = People(), People()
    for each in told:
        forth.add(*each)
    for each in reversed(told):
        back.add(*each)
    found = {each.condition: each for each in forth.medians(7)}
    assert found == {each.condition: each for each in back.medians(7)}
    assert found["real"].change.median == median(float(number**2) for number in range(1, 20, 2))
    assert found["sham"].change.people == 10
    assert found["sham"].change.low <= found["sham"].change.median <= found["sham"].change.high


@given(st.lists(st.floats(-1e6, 1e6), max_size=40), st.integers(0, 2**31))
def test_an_interval_lies_within_the_values_and_is_there_from_so_many_on(values, seed):
    found = median_of(values, seed)
    assert found.people == len(values)
    if len(values) < LEAST_PEOPLE:
        assert math.isnan(found.low)
        assert math.isnan(found.high)
    else:
        assert min(values) <= found.low <= found.high <= max(values)
    assert math.isnan(found.median) == (not values)


def test_the_seed_says_it_all():
    values = list(np.random.default_rng(3).normal(size=15))
    assert median_of(values, 5) == median_of(values, 5)
    assert median_of(values, 5) != median_of(values, 6)


def test_the_interval_is_that_of_scipy():
    values = np.random.default_rng(3).lognormal(size=25)
    ours = median_of(list(values), 5)
    theirs = bootstrap((values,), np.median, method="percentile", n_resamples=20 * RESAMPLES, rng=0)
    spread = float(np.ptp(values))
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=0.02 * spread)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=0.02 * spread)


@pytest.mark.parametrize(("people", "least", "most"), [(7, 0.83, 0.91), (LEAST_PEOPLE, 0.90, 0.96), (20, 0.90, 0.97)])
def test_how_often_an_interval_holds_the_median_of_all_people(people, least, most, monkeypatch):
    monkeypatch.setattr(medians, "LEAST_PEOPLE", 1)
    monkeypatch.setattr(medians, "RESAMPLES", 600)
    chance = np.random.default_rng(11)
    found = [median_of(list(chance.lognormal(size=people)), seed) for seed in range(1500)]
    assert least < np.mean([each.low <= 1.0 <= each.high for each in found]) < most
