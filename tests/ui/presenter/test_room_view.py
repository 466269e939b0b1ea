"""A room from its events: who is there, who answers, how warm it is; and nothing of who is in trouble."""

import math

import pytest

from biofeedback.events import (
    Battery,
    Contact,
    Event,
    LinkChanged,
    Metric,
    SeatGreeted,
    SeatLeft,
    SeatTaken,
    SeatWarmthChosen,
    Tick,
)
from biofeedback.practice.warmth import HELD_SHARE
from biofeedback.sensors import ROOM_SOURCE
from tests.rigs.screens.viewed_rooms import beat, room_of
from tests.rigs.words.sentence_of import link_saying
from ui.presenter.room import MOVE_S, RoomView

CAME_S = 100.0
"""By then everybody who sat down at the beginning has come, and has been answered."""


def number(source: str, name: str, t_s: float, value: float) -> Metric:
    return Metric(source=source, t_s=t_s, name=name, value=value, unit="share", window_s=120.0, quality_share=1.0)


def test_they_are_in_the_order_in_which_they_sat_down() -> None:
    room = room_of("zinnia", "aster", "moss")
    assert [(petal.source, petal.name) for petal in room.petals(CAME_S)] == [
        ("zinnia", "Zinnia"),
        ("aster", "Aster"),
        ("moss", "Moss"),
    ]


def test_everybody_is_equally_there_whatever_their_heart_does() -> None:
    room = room_of("a", "b", "c")
    for t_s in (101.0, 102.0):
        room.apply(number("a", "warmth_share", t_s, 1.0))
        room.apply(number("b", "warmth_share", t_s, 0.4))
    first, *others = (petal._replace(source="", name="") for petal in room.petals(103.0))
    assert others == [first, first]
    assert (first.opening, first.presence, first.hello, first.warmth) == (1.0, 1.0, 0.0, None)


def problem(source: str) -> list[Event]:
    return [
        LinkChanged(source=source, t_s=110.0, state="lost", **link_saying("Lost.")),
        Contact(source=source, t_s=110.0, state="no"),
        Battery(source=source, t_s=111.0, level_percent=1),
        number(source, "heart_rate_bpm", 111.0, math.nan),
        LinkChanged(source=source, t_s=150.0, state="searching", **link_saying("Looking.")),
        LinkChanged(source=source, t_s=180.0, state="streaming", **link_saying("There.")),
        Contact(source=source, t_s=181.0, state="yes"),
        beat(source, 182.0),
        beat(source, 183.0),
        beat(source, 184.0),
    ]


def test_a_link_that_is_lost_and_found_leaves_no_sign() -> None:
    """From the wall nobody can tell who is in trouble, nor that anybody is."""
    room, calm = room_of("a", "b"), room_of("a", "b")
    events = problem("b")
    for tenth in range(1090, 2000):
        while events and events[0].t_s <= tenth / 10.0:
            room.apply(events.pop(0))
        assert room.petals(tenth / 10.0) == calm.petals(tenth / 10.0)


@pytest.mark.parametrize("leave_s", [30.0, 2.0, 3.3])
def test_coming_and_going_never_jump(leave_s: float) -> None:
    room = RoomView()
    room.apply(SeatTaken(t_s=0.0, source="a", seat="Ash"))
    events: list[Event] = [
        SeatTaken(t_s=10.0, source="b", seat="Birch"),
        SeatLeft(t_s=10.0 + leave_s, source="b"),
        SeatTaken(t_s=12.0 + leave_s, source="b", seat="Birch"),
    ]
    before = {}
    seen = set()
    for frame in range(60 * 60):
        now_s = frame / 60.0
        while events and events[0].t_s <= now_s:
            room.apply(events.pop(0))
        now = {petal.source: petal for petal in room.petals(now_s)}
        for source in set(now) | set(before):
            for name in ("opening", "presence"):
                shares = [getattr(each.get(source), name, 0.0) for each in (before, now)]
                assert abs(shares[1] - shares[0]) < 0.01, (now_s, name, "in many frames")
        before = now
        seen.add(now["b"].presence if "b" in now else 0.0)
    assert len(seen) > 100
    assert {source: petal.presence for source, petal in before.items()} == {"a": 1.0, "b": 1.0}


def test_room_is_made_before_a_petal_is_seen_and_closes_after_it_is_gone() -> None:
    room = room_of("a")
    room.apply(SeatTaken(t_s=20.0, source="b", seat="Birch"))
    coming = [room.petals(20.0 + tenth / 10.0)[1:] for tenth in range(round(10 * MOVE_S))]
    assert all(petal.opening > 0.5 for petals in coming for petal in petals if petal.presence > 0.1)
    room.apply(SeatLeft(t_s=40.0, source="b"))
    assert len(room.petals(40.0 + MOVE_S / 2.0)) == 2
    assert [petal.source for petal in room.petals(40.0 + MOVE_S)] == ["a"]


def test_who_comes_back_to_a_place_that_is_still_open_has_it_again() -> None:
    room = room_of("a", "b", "c")
    room.apply(SeatLeft(t_s=110.0, source="a"))
    room.apply(SeatTaken(t_s=112.0, source="a", seat="Alder"))
    assert [petal.name for petal in room.petals(130.0)] == ["Alder", "B", "C"]
    room.apply(SeatLeft(t_s=140.0, source="a"))
    assert [petal.name for petal in room.petals(150.0)] == ["B", "C"]
    room.apply(SeatTaken(t_s=151.0, source="a", seat="Alder"))
    assert [petal.name for petal in room.petals(170.0)] == ["B", "C", "Alder"]


def test_their_own_warmth_is_there_where_they_chose_it_and_never_below_held() -> None:
    room = room_of("a", "b")
    for source in ("a", "b"):
        room.apply(number(source, "warmth_share", 110.0, 0.8))
    room.apply(SeatWarmthChosen(t_s=111.0, source="b", shown=True))
    assert [petal.warmth for petal in room.petals(112.0)] == [None, 0.8]
    room.apply(number("b", "warmth_share", 113.0, math.nan))
    assert room.petals(113.5)[1].warmth == 0.8
    room.apply(number("b", "warmth_share", 114.0, 0.1))
    assert room.petals(114.5)[1].warmth == HELD_SHARE
    room.apply(SeatWarmthChosen(t_s=115.0, source="b", shown=False))
    assert room.petals(116.0)[1].warmth is None


def test_the_centre_warms_with_how_many_are_in_step_and_stays_where_nobody_can_know() -> None:
    room = room_of("a", "b")
    assert room.warmth_share == HELD_SHARE

    def go(from_s: int, until_s: int, share: float) -> float:
        for t_s in map(float, range(from_s, until_s)):
            room.apply(number(ROOM_SOURCE, "in_step_share", t_s, share))
            room.apply(number(ROOM_SOURCE, "in_step_chance_share", t_s, 0.5))
            room.apply(Tick(t_s=t_s))
        return room.warmth_share

    assert go(0, 30, math.nan) == HELD_SHARE
    warm = go(30, 130, 1.0)
    assert warm > 0.99
    assert go(130, 200, math.nan) == warm
    for t_s in range(200, 260):
        room.apply(Tick(t_s=float(t_s)))  # nothing is said any more
    assert room.warmth_share == pytest.approx(warm, abs=0.01)
    assert go(260, 300, 0.5) < 0.8 * warm


def test_hearts_of_no_seat_are_no_petals() -> None:
    room = room_of("a")
    for event in (beat("z", 5.0), SeatGreeted(t_s=6.0, source="z"), SeatLeft(t_s=7.0, source="z")):
        room.apply(event)
    assert [petal.source for petal in room.petals(CAME_S)] == ["a"]
