"""Which beats are chosen, and what an edit of them is."""

import pytest

from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind
from ui.desktop.review.beat_choice import BeatChoice
from ui.presenter.hand_beat import HandBeat


def beats(*intervals_ms, odd=()):
    t_s, found = 0.0, []
    for index, interval_ms in enumerate(intervals_ms):
        t_s += interval_ms / 1000.0
        standing = "corrected" if index in odd else "came"
        found.append(HandBeat(BeatPlace(index), t_s, interval_ms, "normal", standing))
    return found


@pytest.fixture
def choice():
    return BeatChoice(beats(*[800.0] * 5, 2400.0, *[800.0] * 6, odd=(3, 9)))


def test_it_goes_from_beat_to_beat_and_takes_in_a_span(choice):
    assert list(choice.chosen) == []
    assert choice.edit(EditKind.DELETE) is None
    choice.move(1, from_s=2.5)
    assert list(choice.rows) == [2]
    choice.move(1, 0.0)
    choice.move(1, 0.0, span=True)
    choice.move(1, 0.0, span=True)
    assert list(choice.rows) == [3, 4, 5]
    choice.move(-1, 0.0, span=True)
    assert list(choice.rows) == [3, 4]
    edit = choice.edit(EditKind.DISTRUST)
    assert (edit.first.index, edit.last.index) == (3, 4)
    choice.move(-1, 0.0)
    assert list(choice.rows) == [3]
    choice.choose(99)
    assert list(choice.rows) == [11]


def test_it_goes_to_what_is_not_as_it_came(choice):
    choice.to_odd(1, from_s=0.0)
    assert choice.at == 3
    choice.to_odd(1, 0.0)
    assert choice.at == 9
    choice.to_odd(1, 0.0)
    assert choice.at == 9
    choice.to_odd(-1, 0.0)
    assert choice.at == 3


def test_an_interval_is_split_into_as_many_as_are_like_those_around_it(choice):
    choice.choose(5)
    assert choice.edit(EditKind.SPLIT).parts == 3
    choice.choose(1)
    assert choice.edit(EditKind.SPLIT).parts == 2


def test_one_interval_is_merged_with_the_next(choice):
    choice.choose(4)
    edit = choice.edit(EditKind.MERGE)
    assert (edit.first.index, edit.last.index) == (4, 5)
    choice.choose(11)
    edit = choice.edit(EditKind.MERGE)
    assert (edit.first.index, edit.last.index) == (11, 11)


def test_a_beat_is_put_into_the_middle_or_where_it_is_asked_for(choice):
    choice.choose(5)
    assert choice.edit(EditKind.INSERT).first == BeatPlace(5, 1200.0)
    edit = choice.put_in_at(4.8)
    assert edit.first.index == 5
    assert edit.first.before_ms == pytest.approx(1600.0)
    assert choice.put_in_at(1000.0) is None


def test_what_was_chosen_stays_chosen_by_its_time(choice):
    choice.choose(8)
    choice.show(beats(*[800.0] * 4, 3200.0, *[800.0] * 6))
    assert choice.at == 7
