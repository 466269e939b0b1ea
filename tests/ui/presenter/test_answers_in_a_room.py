"""Who is greeted, or presses, answers in the room: alone, once and softly."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import Contact, Event, LinkChanged, SeatGreeted, SeatLeft, SeatTaken
from tests.rigs.screens.viewed_rooms import beat, room_of
from tests.rigs.words.sentence_of import link_saying
from ui.presenter.private_hello import LONGEST_BETWEEN_S, LONGEST_PRESS_S, SHORTEST_S, STEADY_S, SWELL_S
from ui.presenter.room import MOVE_S, RoomView


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
