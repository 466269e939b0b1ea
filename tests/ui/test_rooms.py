"""A room as the screens know it: the pretended one keeps to what `ui.rooms` says."""

import math

import pytest

from biofeedback.error_codes import RoomErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import (
    BeatJudged,
    LinkChanged,
    Metric,
    SeatBeatsChosen,
    SeatGreeted,
    SeatLeft,
    SeatTaken,
    SeatWarmthChosen,
)
from biofeedback.practices import built_in_practices
from biofeedback.requests import GreetSeat, SendSeatBeats, ShowSeatWarmth
from biofeedback.sensors import ROOM_SOURCE
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.pretend_room import KNOWN_AFTER_S, PretendRoom
from tests.rigs.suite.manual_clock import ManualClock
from ui.people import Person
from ui.ports import Application
from ui.presenter.view_model import PracticeViewModel
from ui.rooms import RoomSession


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def room(clock: ManualClock) -> PretendRoom:
    return PretendRoom(built_in_practices()[0], clock)


def lived(room: PretendRoom, clock: ManualClock, until_s: float) -> None:
    clock.advance(until_s - clock.now_s())
    room.live_until(until_s)


def of_type(room: PretendRoom, *types: type) -> list[object]:
    return [item.event for item in room.subscribe().drain() if isinstance(item.event, types)]


def test_an_application_begins_a_room_with_nobody_seated(clock: ManualClock) -> None:
    application: Application = PretendApplication(clock)
    room: RoomSession = application.begin_room(built_in_practices()[0], None)
    assert room.seats == ()
    assert room.sources == ()
    assert not room.simulated


def test_who_sits_down_late_is_heard_from_then_on_and_no_seat_leads(room: PretendRoom, clock: ManualClock) -> None:
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    lived(room, clock, 20.0)
    moss = room.take_seat("bluetooth:00:02", name="Moss", kept=True, consent="Yes.")
    lived(room, clock, 40.0)
    assert [(each.name, each.kept, each.present) for each in room.seats] == [
        ("Fern", False, True),
        ("Moss", True, True),
    ]
    judged = of_type(room, BeatJudged)
    first_s = {source: min(each.t_s for each in judged if each.source == source) for source in ("00:01", "00:02")}
    assert first_s["00:01"] < 2.0
    assert 20.0 < first_s["00:02"] < 24.0
    assert of_type(room, SeatTaken) == [
        SeatTaken(t_s=0.0, source=fern.source, seat="Fern"),
        SeatTaken(t_s=20.0, source=moss.source, seat="Moss"),
    ]
    assert max(each.t_s for each in judged) > 35.0


def test_who_leaves_stays_a_seat_until_it_is_discarded_and_may_come_back(room: PretendRoom, clock: ManualClock) -> None:
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    lived(room, clock, 10.0)
    room.leave_seat(fern)
    assert [each.present for each in room.seats] == [False]
    assert of_type(room, SeatLeft) == [SeatLeft(t_s=10.0, source="00:01")]
    beats = len(of_type(room, BeatJudged))
    lived(room, clock, 20.0)
    assert len(of_type(room, BeatJudged)) <= beats + 1
    room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    assert [each.present for each in room.seats] == [True]
    room.discard_seat(fern)
    assert room.seats == ()
    with pytest.raises(UsageError) as raised:
        room.keep_seat(fern, kept=True)
    assert raised.value.code == RoomErrorCode.SEAT_GONE


def test_a_link_that_is_lost_is_no_leaving(room: PretendRoom) -> None:
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    room.lose(fern)
    assert [each.present for each in room.seats] == [True]
    assert [each.state for each in of_type(room, LinkChanged)] == ["streaming", "lost"]
    assert of_type(room, SeatLeft) == []


def test_a_hello_and_ones_own_warmth_are_events_of_the_seat_they_are_for(room: PretendRoom) -> None:
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    room.take_seat("bluetooth:00:02", name="Moss", consent="Yes.")
    room.request(GreetSeat(fern.source))
    room.request(ShowSeatWarmth(fern.source, shown=True))
    room.request(GreetSeat("00:99"))
    room.request(ShowSeatWarmth("00:99", shown=True))
    assert of_type(room, SeatGreeted) == [SeatGreeted(t_s=0.0, source="00:01")]
    assert of_type(room, SeatWarmthChosen) == [SeatWarmthChosen(t_s=0.0, source="00:01", shown=True)]
    assert [each.shows_warmth for each in room.seats] == [True, False]


def test_beats_go_out_of_no_seat_but_where_whoever_sits_there_says_so(room: PretendRoom) -> None:
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    room.take_seat("bluetooth:00:02", name="Moss", consent="Yes.")
    room.request(SendSeatBeats(fern.source, sent=True))
    room.request(SendSeatBeats("00:99", sent=True))
    assert of_type(room, SeatBeatsChosen) == [SeatBeatsChosen(t_s=0.0, source="00:01", sent=True)]
    assert [each.sends_beats for each in room.seats] == [True, False]


def test_what_is_given_is_kept_and_what_is_kept_no_more_is_nobodys(room: PretendRoom) -> None:
    fern = room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    rosa = Person("0123456789abcdef", "Rosa")
    room.give_seat(fern, rosa)
    assert [(each.kept, each.person) for each in room.seats] == [(True, rosa)]
    room.keep_seat(fern, kept=False)
    assert [(each.kept, each.person) for each in room.seats] == [(False, None)]
    room.keep_only_room()
    assert room.seats == ()


def test_the_share_in_step_comes_once_a_second_and_says_why_it_is_unknown(
    room: PretendRoom, clock: ManualClock
) -> None:
    room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    inbox = room.subscribe()
    lived(room, clock, KNOWN_AFTER_S + 1.0)
    shares = [
        item.event
        for item in inbox.drain()
        if isinstance(item.event, Metric) and item.event.source == ROOM_SOURCE and item.event.name == "in_step_share"
    ]
    assert [each.t_s for each in shares] == [float(second) for second in range(1, 107)]
    assert math.isnan(shares[0].value)
    assert shares[0].reason == "too-few-hearts"
    assert shares[-1].value == room.in_step_share


def test_the_view_of_a_practice_shows_no_heart_of_a_room(room: PretendRoom, clock: ManualClock) -> None:
    room.take_seat("bluetooth:00:01", name="Fern", consent="Yes.")
    lived(room, clock, 30.0)
    assert [each.seat for each in of_type(room, SeatTaken)] == ["Fern"]
    view = PracticeViewModel(room.practice, room.sources)
    for item in room.subscribe().drain():
        view.apply(item.event)
    assert set(view.hearts) == {"00:01"}
    assert view.heart.source == ""
    assert math.isnan(view.summariser.summary().statistics.heart_rate_bpm)
