"""What is told of the breath of real people, whose belts, paces or publications say how they breathed."""

import math

import numpy as np
import pytest

from biofeedback.signals.breath.record_breath import record_breath
from biofeedback.signals.breath.respiration import LOWEST_CONFIDENCE, breath_from_rr
from biofeedback.signals.timing.beats import JudgedBeats
from tests.rigs.hearts.belt import Belt
from tests.rigs.hearts.recorded_breaths import recorded_breaths
from tests.rigs.signals.breath_tallies import WINDOW_S, Tally, belt_tallies, by_kind, estimates_at_pace, paced_trials


@pytest.fixture(scope="module")
def against_belts(recordings):
    return by_kind(belt_tallies(recordings))


@pytest.mark.parametrize(
    ("kind", "least_spoken", "least_right"), [("rr", 0.38, 0.85), ("amplitude", 0.40, 0.90), ("beats", 0.46, 0.88)]
)
def test_against_belts_it_is_right_as_often_as_it_says(against_belts, kind, least_spoken, least_right):
    tally = against_belts[kind]
    assert len(tally.rows) > 100
    covered, said, right = tally.from_(LOWEST_CONFIDENCE)
    assert covered > least_spoken
    assert right > max(least_right, said)
    covered, _, right = tally.from_(0.8)
    assert covered > 0.18
    assert right > 0.95


@pytest.mark.parametrize(("kind", "worst_brier"), [("rr", 0.20), ("amplitude", 0.23), ("beats", 0.20)])
def test_against_belts_its_confidence_is_of_use(against_belts, kind, worst_brier):
    assert against_belts[kind].brier() < worst_brier


def test_known_paces_are_told_when_it_speaks(recordings):
    known = 0
    for pace, rr_ms in paced_trials(recordings):
        for estimate in estimates_at_pace(rr_ms):
            if not estimate.reason:
                known += 1
                assert estimate.rate_per_min == pytest.approx(pace, abs=1.0)
    assert known >= 25


def test_people_paced_at_four_a_minute_are_not_told_eight(recordings):
    """The pacer is the truth: the belt of slow breaths is seldom clear."""
    tally = Tally()
    for record in recorded_breaths(recordings):
        if "boat" in record.name:
            for end_s in np.arange(record.t_s[0] + WINDOW_S, record.t_s[-1], 8.0):
                tally.add(breath_from_rr(record.t_s, record.nn_ms, now_s=end_s), 3.98)
    spoken, _, right = tally.from_(LOWEST_CONFIDENCE)
    assert spoken > 0.45
    assert right > 0.93
    said, errors = tally.between(0.65)
    assert said.size > 15
    assert np.all(errors < 1.0)


def test_whole_records_of_people_paced_at_four_a_minute_are_not_told_eight(recordings):
    told = {}
    for record in recorded_breaths(recordings):
        if "boat" in record.name:
            count = record.t_s.size
            judged = JudgedBeats(record.t_s, record.nn_ms, np.zeros(count, np.int64), np.zeros(count, np.bool_))
            told[record.name] = record_breath(judged).rate_per_min
    assert len(told) == 4
    assert sum(math.isfinite(rate) for rate in told.values()) >= 2
    assert all(rate == pytest.approx(3.98, abs=0.3) for rate in told.values() if math.isfinite(rate))


def test_the_reader_of_belts_reads_belts(recordings):
    fantasia = np.loadtxt(recordings / "fantasia-resp" / "resp_first20min.csv.gz", skiprows=1)
    belt = Belt(np.arange(fantasia.size) / 50.0, fantasia)
    rates = [belt.rate_per_min(end_s - WINDOW_S, end_s) for end_s in np.arange(WINDOW_S, 1190.0, 16.0)]
    assert np.mean(np.isfinite(rates)) > 0.6
    assert np.nanmedian(rates) == pytest.approx(19.1, abs=1.0)
    # Sixty seconds with sighs and pauses: no one rate to be right about.
    biosppy = np.loadtxt(recordings / "biosppy-examples" / "resp.txt.gz")
    assert math.isnan(Belt(np.arange(biosppy.size) / 1000.0, biosppy).rate_per_min(0.0, 59.0))


def test_the_reader_of_belts_knows_when_it_does_not_know():
    random = np.random.default_rng(5)
    t_s = np.arange(0.0, 300.0, 0.05)
    noise = Belt(t_s, random.normal(size=t_s.size))
    assert np.mean([math.isfinite(noise.rate_per_min(end_s - 64.0, end_s)) for end_s in range(64, 300, 8)]) < 0.1
    even = Belt(t_s, np.sin(2 * np.pi * t_s / 4.0) + 0.1 * random.normal(size=t_s.size))
    assert even.rate_per_min(100.0, 164.0) == pytest.approx(15.0, abs=0.1)
