import math

import pytest

from biofeedback.signals.timing.beats import RecentBeats


def recent(*t_s, most=10):
    beats = RecentBeats(most)
    for each_s in t_s:
        beats.add(each_s, 800.0, 0, is_corrected=False)
    return beats


def test_the_newest_beat_is_the_last_that_came():
    assert math.isnan(recent().newest_s)
    assert recent(1.0).newest_s == 1.0
    assert recent(1.0, 2.0, 3.0).newest_s == 3.0


@pytest.mark.parametrize(("before_s", "left_s"), [(2.0, [2.0, 3.0]), (2.1, [3.0]), (9.0, []), (0.0, [1.0, 2.0, 3.0])])
def test_what_lies_before_a_moment_is_forgotten(before_s, left_s):
    beats = recent(1.0, 2.0, 3.0)
    beats.forget_before(before_s)
    assert beats.beats().t_s.tolist() == left_s


def test_no_more_than_the_most_are_kept():
    assert recent(1.0, 2.0, 3.0, most=2).beats().t_s.tolist() == [2.0, 3.0]
