"""How far a practice has come, told from its events."""

import pytest

from biofeedback.events import Tick
from biofeedback.practice.after.progress import Progress, ProgressMoment
from biofeedback.practice.guide.guide import Guide
from biofeedback.practices import practice_named
from biofeedback.requests import EndGently

PAUSE = practice_named("compassionate_pause")  # 27, 60, 26, 27, 20 and 20 seconds


class Walk:
    """A guide and the progress that follows it."""

    def __init__(self) -> None:
        self.guide = Guide(PAUSE)
        self.progress = Progress(PAUSE)
        self.to(0.0)

    def take(self, events) -> None:
        for event in events:
            self.progress.apply(event)

    def to(self, now_s: float) -> ProgressMoment:
        self.take(self.guide.advance(now_s))
        return self.progress.at(now_s)


def test_before_it_begins_everything_is_left():
    assert Progress(PAUSE).at(12.0) == ProgressMoment(0, 0.0, 180.0, None)


def test_it_follows_the_steps():
    walk = Walk()
    assert walk.to(0.0) == ProgressMoment(0, 0.0, 180.0, None)
    assert walk.to(13.5) == ProgressMoment(0, 0.5, 166.5, None)
    assert walk.to(57.0) == ProgressMoment(1, 0.5, 123.0, None)


def test_it_stays_full_while_the_last_breath_completes():
    walk = Walk()
    assert walk.to(180.05) == ProgressMoment(5, 1.0, 0.0, None)
    assert walk.to(200.0) == ProgressMoment(5, 1.0, 0.0, None)
    assert walk.guide.ended


@pytest.mark.parametrize("mode", ["pause", "rest"])
def test_it_waits(mode):
    walk = Walk()
    walk.to(57.0)
    walk.take(walk.guide.pause(57.0, mode))
    assert walk.to(90.0) == ProgressMoment(1, 0.5, 123.0, mode)
    other = "rest" if mode == "pause" else "pause"
    walk.take(walk.guide.pause(100.0, other))
    assert walk.to(110.0) == ProgressMoment(1, 0.5, 123.0, other)
    walk.take(walk.guide.resume(157.0))
    assert walk.to(157.0) == ProgressMoment(1, 0.5, 123.0, None)
    assert walk.to(187.5).step_index == 2


def test_a_gentle_end_counts_down_and_the_step_stands_still():
    walk = Walk()
    walk.to(13.5)
    walk.take(walk.guide.request(13.5, EndGently()))
    assert walk.to(13.5) == ProgressMoment(0, 0.5, 18.0, None)
    assert walk.to(23.5) == ProgressMoment(0, 0.5, 8.0, None)
    assert walk.to(40.0) == ProgressMoment(0, 0.5, 0.0, None)


def test_a_gentle_end_while_steps_pause_waits_no_more():
    walk = Walk()
    walk.to(13.5)
    walk.take(walk.guide.pause(13.5, "rest"))
    walk.to(50.0)
    walk.take(walk.guide.request(50.0, EndGently()))
    assert walk.to(52.0) == ProgressMoment(0, 0.5, 16.0, None)


def test_other_events_change_nothing():
    walk = Walk()
    before = walk.to(13.5)
    walk.progress.apply(Tick(t_s=13.0))
    assert walk.progress.at(13.5) == before
