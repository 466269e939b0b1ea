"""A room from its events: who is there, who answers, how warm it is; and nothing of who is in trouble."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import (
    Battery,
    BeatJudged,
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
from tests.rigs.sentence_of import link_saying
from ui.presenter.private_hello import LONGEST_BETWEEN_S, LONGEST_PRESS_S, SHORTEST_S, STEADY_S, SWELL_S
from ui.presenter.room import MOVE_S, RoomView

CAME_S = 100.0
"""By then everybody who sat down at the beginning has come, and has been answered."""


def beat(source: str, t_s: float) -> BeatJudged:
    return BeatJudged(source=source, index=0, t_s=t_s, kind="normal", nn_ms=900.0)


def number(source: str, name: str, t_s: float, value: float) -> Metric:
    return Metric(source=source, t_s=t_s, name=name, value=value, unit="share", window_s=120.0, quality_share=1.0)


def room_of(*sources: str, quiet: bool = True) -> RoomView:
    """Return a room in which everybody has come, and in which nobody waits for the first beats when it is quiet."""
    room = RoomView()
    for source in sources:
        room.apply(SeatTaken(t_s=0.0, source=source, seat=source.title()))
        room.apply(Contact(source=source, t_s=0.0, state="yes"))
        for place in range(3 if quiet else 0):
            room.apply(beat(source, 1.0 + place))
    return room


def answering(room: RoomView, from_s: float, until_s: float) -> dict[str, list[float]]:
    """Return of everybody who answers between two moments the times at which a swell begins."""
    began: dict[str, list[float]] = {}
    before: set[str] = set()
    for tenth in range(round(10.0 * from_s), round(10.0 * until_s)):
        now = {petal.source for petal in room.petals(tenth / 10.0) if petal.hello > 0.0}
        assert len(now) <= 1, "one alone"
        for source in now - before:
            began.setdefault(source, []).append(tenth / 10.0)
        before = now
    return began


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


def trouble(source: str) -> list[Event]:
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
    events = trouble("b")
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


def test_who_is_greeted_answers_alone_and_once_and_softly() -> None:
    room = room_of("a", "b", "c")
    room.apply(SeatGreeted(t_s=110.0, source="b"))
    course = [{petal.source: petal.hello for petal in room.petals(110.0 + tenth / 30.0)} for tenth in range(600)]
    assert all(each["a"] == each["c"] == 0.0 for each in course)
    ours = [each["b"] for each in course]
    assert max(ours) > 0.99
    top = ours.index(max(ours))
    assert ours[: top + 1] == sorted(ours[: top + 1])
    assert ours[top:] == sorted(ours[top:], reverse=True)
    assert sum(share > 0.0 for share in ours) / 30.0 == pytest.approx(SWELL_S, abs=0.1)


def test_greeted_again_while_it_answers_it_goes_on_as_it_did() -> None:
    room, once = room_of("a"), room_of("a")
    for t_s in (110.0, 111.0, 112.5):
        room.apply(SeatGreeted(t_s=t_s, source="a"))
    once.apply(SeatGreeted(t_s=110.0, source="a"))
    assert [room.petals(110.0 + t / 10.0) for t in range(60)] == [once.petals(110.0 + t / 10.0) for t in range(60)]


def test_two_who_are_greeted_at_once_answer_one_after_the_other() -> None:
    room = room_of("a", "b", "c")
    for source in ("c", "a"):
        room.apply(SeatGreeted(t_s=110.0, source=source))
    found = answering(room, 109.0, 130.0)
    assert list(found) == ["c", "a"]
    assert found["a"][0] - found["c"][0] > SWELL_S


def test_each_is_answered_once_when_their_heart_is_first_heard() -> None:
    room = room_of("a", "b", quiet=False)
    for place in range(40):
        room.apply(beat("b", 1.0 + place))
    assert answering(room, 0.0, 60.0) == {"b": [pytest.approx(MOVE_S, abs=0.2)]}, "when its petal has come"
    for place in range(3):
        room.apply(beat("a", 70.0 + place))
    assert answering(room, 60.0, 100.0) == {"a": [pytest.approx(72.1, abs=0.2)]}


def test_thirty_who_come_at_once_answer_one_by_one() -> None:
    room = room_of(*(f"s{at}" for at in range(30)))
    found = answering(room, 0.0, 150.0)
    assert list(found) == [f"s{at}" for at in range(30)]
    assert all(len(times) == 1 for times in found.values())
    room.apply(SeatGreeted(t_s=20.0, source="s25"))
    assert next(iter(answering(room, 21.0, 26.0))) == "s25", "whoever is greeted does not wait for them all"


def test_who_leaves_before_their_turn_is_not_waited_for() -> None:
    room = room_of("a", "b", "c")
    room.apply(SeatLeft(t_s=7.0, source="b"))
    assert set(answering(room, 0.0, 60.0)) == {"a", "c"}


def lifted(source: str, at_s: float, *, away_s: float) -> list[Event]:
    return [
        Contact(source=source, t_s=at_s, state="no"),
        Contact(source=source, t_s=at_s + away_s, state="yes"),
    ]


def pressed(source: str, at_s: float, *, away_s: float, between_s: float = 2.0) -> list[Event]:
    again_s = at_s + away_s + between_s
    return [*lifted(source, at_s, away_s=away_s), *lifted(source, again_s, away_s=away_s)]


@pytest.mark.parametrize(
    ("away_s", "between_s"), [(1.0, 1.0), (2.0, 3.0), (LONGEST_PRESS_S, LONGEST_BETWEEN_S), (SHORTEST_S, SHORTEST_S)]
)
def test_who_presses_is_answered(away_s: float, between_s: float) -> None:
    room = room_of("a", "b")
    for event in pressed("b", 128.0, away_s=away_s, between_s=between_s):
        room.apply(event)
    assert answering(room, 125.0, 170.0) == {"b": [pytest.approx(128.1 + 2.0 * away_s + between_s, abs=0.15)]}


def once(source: str) -> list[Event]:
    return lifted(source, 110.0, away_s=2.0)


def once_and_once_more_later(source: str) -> list[Event]:
    return pressed(source, 110.0, away_s=2.0, between_s=LONGEST_BETWEEN_S + 0.1)


def flickering(source: str) -> list[Event]:
    times = [lifted(source, 110.0 + at, away_s=0.5) for at in range(20)]
    return [event for each in times for event in each]


def flickering_when_it_is_back(source: str) -> list[Event]:
    return [*lifted(source, 110.0, away_s=2.0), *lifted(source, 112.3, away_s=2.0), *lifted(source, 114.6, away_s=2.0)]


def longer(source: str) -> list[Event]:
    return pressed(source, 110.0, away_s=LONGEST_PRESS_S + 0.1)


def with_the_link(source: str) -> list[Event]:
    *before, gone, back = pressed(source, 110.0, away_s=3.0)
    lost = LinkChanged(source=source, t_s=115.5, state="lost", **link_saying("Lost."))
    return [*before, gone, lost, replace(lost, t_s=117.0, state="streaming"), back]


def loose(source: str) -> list[Event]:
    first_s = 110.0
    presses = [lifted(source, first_s + 60.0 + at * (STEADY_S - 1.0), away_s=2.0) for at in range(10)]
    return [Contact(source=source, t_s=165.0, state="no"), Contact(source=source, t_s=176.0, state="yes")] + [
        event for each in presses[1:] for event in each if event.t_s > 176.0
    ]


def gone_for_good(source: str) -> list[Event]:
    return [Contact(source=source, t_s=110.0, state="no")]


def never_said(source: str) -> list[Event]:
    return [Contact(source=source, t_s=110.0, state="unknown"), Contact(source=source, t_s=112.0, state="yes")]


@pytest.mark.parametrize(
    "amiss",
    [
        once,
        once_and_once_more_later,
        flickering,
        flickering_when_it_is_back,
        longer,
        with_the_link,
        loose,
        gone_for_good,
        never_said,
    ],
)
def test_what_goes_amiss_is_no_press(amiss: Callable[[str], list[Event]]) -> None:
    room = room_of("a", "b")
    for event in amiss("b"):
        room.apply(event)
    assert answering(room, 105.0, 300.0) == {}


def test_nobody_is_seen_to_answer_again_and_again() -> None:
    room = room_of("a")
    for at in range(8):
        for event in pressed("a", 110.0 + 15.0 * at, away_s=1.0):
            room.apply(event)
    assert len(answering(room, 105.0, 260.0)["a"]) <= 4


def test_a_press_that_would_wait_for_others_is_not_answered_late() -> None:
    room = room_of("a", "b", "c")
    for source in ("a", "c"):
        room.apply(SeatGreeted(t_s=110.0, source=source))
    for event in pressed("b", 110.0, away_s=0.9, between_s=0.9):
        room.apply(event)
    assert set(answering(room, 109.0, 140.0)) == {"a", "c"}


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


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"), st.sampled_from(["take", "leave", "greet", "press", "beat"]), st.floats(0, 9)
        ),
        max_size=30,
    )
)
def test_whatever_happens_one_answers_at_most_and_all_shares_are_shares(happened) -> None:
    room, t_s = RoomView(), 0.0
    for source, what, passed_s in happened:
        t_s += passed_s
        match what:
            case "take":
                room.apply(SeatTaken(t_s=t_s, source=source, seat=source))
            case "leave":
                room.apply(SeatLeft(t_s=t_s, source=source))
            case "greet":
                room.apply(SeatGreeted(t_s=t_s, source=source))
            case "beat":
                room.apply(beat(source, t_s))
            case _:
                for event in pressed(source, t_s, away_s=1.0):
                    room.apply(event)
                t_s += 4.0
        petals = room.petals(t_s)
        assert sum(petal.hello > 0.0 for petal in petals) <= 1
        assert all(0.0 <= share <= 1.0 for petal in petals for share in petal[2:5])
