"""What counts as measured: intervals as they came, and what a person decided."""

import numpy as np
import pytest

from biofeedback.signals.analysis import analyse
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit

EARLY, DOUBLED = 60, 90


@pytest.fixture
def intervals_ms():
    """Return two minutes of a breathing heart with an early beat, the pause after it, and a beat that was not seen."""
    rr_ms = np.round(800.0 + 30.0 * np.sin(2.0 * np.pi * np.arange(150) / 8.0))
    rr_ms[EARLY : EARLY + 2] = 550.0, 1050.0
    rr_ms[DOUBLED] *= 2.0
    return rr_ms


def rmssd_ms(*runs):
    """Return the root mean square of the differences within runs of intervals, by the definition alone."""
    differences = np.concatenate([np.diff(run) for run in runs])
    return float(np.sqrt(np.mean(differences**2)))


def edit(kind, first, last):
    return HandEdit(kind=kind, first=BeatPlace(first), last=BeatPlace(last))


def test_what_is_mended_is_no_measurement(intervals_ms):
    runs = intervals_ms[:EARLY], intervals_ms[EARLY + 2 : DOUBLED], intervals_ms[DOUBLED + 1 :]
    found = analyse(intervals_ms)
    assert found.rmssd_ms == pytest.approx(rmssd_ms(*runs))
    assert found.sdnn_ms == pytest.approx(np.std(np.concatenate(runs), ddof=1))


def test_an_early_beat_that_a_person_keeps_counts_as_it_came(intervals_ms):
    found = analyse(intervals_ms, edits=[edit(EditKind.KEEP, EARLY, EARLY + 1)])
    assert found.rmssd_ms == pytest.approx(rmssd_ms(intervals_ms[:DOUBLED], intervals_ms[DOUBLED + 1 :]))


def test_the_halves_of_an_interval_that_a_person_split_count(intervals_ms):
    found = analyse(intervals_ms, edits=[edit(EditKind.SPLIT, DOUBLED, DOUBLED)])
    halves = np.repeat(intervals_ms[DOUBLED] / 2.0, 2)
    after = np.concatenate([intervals_ms[EARLY + 2 : DOUBLED], halves, intervals_ms[DOUBLED + 1 :]])
    assert found.rmssd_ms == pytest.approx(rmssd_ms(intervals_ms[:EARLY], after))
