import math

import numpy as np
import pytest

from biofeedback.signals.breath.record_breath import (
    WindowsAgree,
    record_breath,
    record_confidence,
    window_breaths,
    windows_agree,
)
from biofeedback.signals.timing.beats import JudgedBeats
from tests.rigs.hearts.breathing_bodies import body
from tests.rigs.suite.long_forms import short_and_long


def beats(*stretches):
    """Return the beats of a heart that follows breaths of some lengths, each for a while."""
    now_s, t_s, nn_ms = 0.0, [], []
    for breath_s, until_s in stretches:
        while now_s < until_s:
            nn_ms.append(900.0 + 60.0 * math.sin(2.0 * math.pi * now_s / breath_s))
            now_s += nn_ms[-1] / 1000.0
            t_s.append(now_s)
    count = len(t_s)
    return JudgedBeats(np.array(t_s), np.array(nn_ms), np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_))


@pytest.mark.parametrize(
    ("first", "then", "rate_per_min"), [((5.0, 480.0), (4.0, 720.0), 12.0), ((4.0, 480.0), (5.0, 720.0), 15.0)]
)
def test_the_breath_of_a_record_is_the_one_that_most_of_it_has(first, then, rate_per_min):
    found = record_breath(beats(first, then))
    assert found.rate_per_min == pytest.approx(rate_per_min, abs=0.5)
    assert 0.5 <= found.confidence < record_breath(beats(first)).confidence


def test_a_record_that_is_half_the_one_and_half_the_other_has_none():
    found = record_breath(beats((5.0, 300.0), (3.0, 600.0)))
    assert math.isnan(found.rate_per_min)
    assert found.reason


@pytest.mark.parametrize("rate_per_min", [4.0, 6.0, 9.0])
def test_the_whole_is_surer_than_its_windows_where_they_agree(rate_per_min):
    whole = beats((60.0 / rate_per_min, 480.0))
    agreed = windows_agree([breath.candidates for _, breath in window_breaths(whole.t_s, whole.nn_ms)])
    found = record_breath(whole)
    assert found.rate_per_min == pytest.approx(rate_per_min, abs=0.2)
    assert found.confidence > agreed.share


def test_a_rival_makes_a_record_less_sure():
    alone, beside = WindowsAgree(6.0, 0.6, 0.02), WindowsAgree(6.0, 0.6, 0.35)
    assert record_confidence(beside) < record_confidence(alone)
    assert record_confidence(WindowsAgree(6.0, 0.0, 0.0)) < 0.05
    assert record_confidence(WindowsAgree(6.0, 1.0, 0.0)) <= 1.0


@pytest.mark.parametrize("seeds", short_and_long(range(100_000, 100_210), range(100_000, 100_330)))
def test_the_confidence_of_a_record_means_what_it_says(seeds):
    """Of generated records that state 0.7 or more, at least so many breathe at the rate in most of their windows."""
    said, right = [], []
    for seed in seeds:
        person = body(seed, 240.0)
        windows = window_breaths(person.t_s, person.nn_ms)
        agreed = windows_agree([breath.candidates for _, breath in windows])
        truths = np.array([person.breathing.rate_per_min(max(0.0, end_s - 64.0), end_s) for end_s, _ in windows])
        said.append(record_confidence(agreed))
        right.append(np.mean(np.abs(truths - agreed.rate_per_min) <= 1.0) > 0.5)
    said, right = np.array(said), np.array(right)
    sure = said >= 0.7
    assert np.count_nonzero(sure) > 10
    assert np.mean(right[sure]) > np.mean(said[sure]) - 0.1
    assert np.mean((said - right) ** 2) < 0.2


def test_a_long_record_is_looked_at_in_so_many_windows_that_agree_all_the_same(monkeypatch):
    long = beats((60.0 / 6.0, 3600.0))
    usual = record_breath(long)
    monkeypatch.setattr("biofeedback.signals.breath.record_breath.MOST_WINDOWS", 64)
    windows = window_breaths(long.t_s, long.nn_ms)
    assert len(windows) == 64
    ends_s = np.array([end_s for end_s, _ in windows])
    assert ends_s[0] == long.t_s[-1]
    assert np.ptp(np.diff(ends_s)) < 1e-6
    assert ends_s[-1] < long.t_s[0] + 64.0 + 3600.0 / 64
    found = record_breath(long)
    assert found.rate_per_min == pytest.approx(usual.rate_per_min, abs=0.02)
    assert found.confidence == pytest.approx(usual.confidence, abs=0.02)
