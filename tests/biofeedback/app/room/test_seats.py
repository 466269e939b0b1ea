"""What becomes of a seat: given after the end, refused, back by mistake, without another's sensor, sealed."""

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.replaying.replay import replay
from biofeedback.app.room import seats
from biofeedback.error_codes import PeopleErrorCode, RoomErrorCode
from biofeedback.events import Beat, SeatTaken
from biofeedback.requests import ShowSeatWarmth
from sessions.library import Library
from sessions.reader import Recording
from sessions.sealed.header import is_sealed
from tests.rigs.practices.lived_rooms import AGREED, begun, end, events, refused, wait_until


def test_after_the_end_a_recording_can_still_be_given_and_discarded(application):
    session = begun(application)
    fern = session.take_seat("simulated", name="Fern", kept=True, consent=AGREED)
    moss = session.take_seat("simulated", name="Moss", kept=True, consent=AGREED)
    ivy = session.take_seat("simulated", name="Ivy", kept=True, consent=AGREED)
    wait_until(session, 5.0)
    room = end(session)
    person = application.people.add("Fern herself")
    session.give_seat(fern, person)
    assert len(Library(application.recordings_folder).of(person.key).paths()) == 1
    session.discard_seat(moss)
    session.keep_seat(ivy, kept=False)
    assert [each.name for each in room.parent.iterdir()] == [room.name]
    assert refused(session.keep_seat, moss, kept=True) == RoomErrorCode.SEAT_GONE
    assert [each.name for each in session.seats] == ["Fern"]
    assert refused(session.take_seat, "simulated", name="Oak", consent=AGREED) == RoomErrorCode.OVER
    with Recording(room) as recording:
        assert not recording.ended_unexpectedly


def test_what_cannot_be_done_with_a_seat_changes_nothing(application):
    session = begun(application)
    session.take_seat("simulated", name="Fern", consent=AGREED)
    take = session.take_seat
    assert refused(take, "simulated", name="Moss", consent=" ") == RoomErrorCode.NOT_AGREED
    assert refused(take, "simulated", name=" ", consent=AGREED) == PeopleErrorCode.NAME_EMPTY
    assert refused(take, "simulated", name="Mo\x1b[2Jss", consent=AGREED) == RoomErrorCode.NAME_UNSEEN
    assert refused(take, "simulated", name="FERN", consent=AGREED) == RoomErrorCode.NAME_TAKEN
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seats, "MOST_SEATS", len(session.seats))
        assert refused(take, "simulated", name="Moss", consent=AGREED) == RoomErrorCode.FULL
    assert refused(take, "bluetooth:nobody", name="Moss", consent=AGREED) == "speed-of-a-live-heart"
    assert refused(take, "a potato", name="Moss", consent=AGREED)
    assert [each.name for each in session.seats] == ["Fern"]
    session.keep_only_room()
    assert session.seats == ()
    assert [each.suffix for each in session.path.parent.iterdir() if each.suffix == ".guest"] == []
    room = end(session)
    assert [each.name for each in room.parent.iterdir()] == [room.name]


def test_whoever_left_by_mistake_is_back_without_being_asked_anew(application):
    session = begun(application)
    inbox = session.subscribe()
    fern = session.take_seat("simulated", name="Fern", kept=True, consent=AGREED)
    session.take_seat("simulated", name="Moss", consent=AGREED)
    session.request(ShowSeatWarmth(fern.source, shown=True))
    wait_until(session, 10.0)
    session.leave_seat(fern)
    assert [each.present for each in session.seats] == [False, True]
    session.return_to_seat(fern)
    session.return_to_seat(fern)
    back_s = session.clock.now_s()
    wait_until(session, back_s + 20.0)
    assert [(each.name, each.present, each.kept) for each in session.seats] == [
        ("Fern", True, True),
        ("Moss", True, False),
    ]
    room = end(session)
    received = [item.event for item in inbox.drain()]
    assert [event.source for event in received if isinstance(event, SeatTaken)].count(fern.source) == 2
    (path,) = (each for each in room.parent.glob("*.soften") if each != room)
    assert any(beat.arrived_s > back_s + 5.0 for beat in events(path, Beat))
    assert refused(session.return_to_seat, fern) == RoomErrorCode.OVER


def test_nobody_is_back_with_a_sensor_that_somebody_else_wears_by_now(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    with LiveApplication(seed=7) as application:
        session = begun(application)
        spec = "serial:/dev/nothing-is-plugged-in"
        fern = session.take_seat(spec, name="Fern", consent=AGREED)
        session.leave_seat(fern)
        session.take_seat(spec, name="Moss", consent=AGREED)
        assert refused(session.return_to_seat, fern) == RoomErrorCode.SEAT_TAKEN
        assert refused(session.take_seat, spec, name="Fern", consent=AGREED) == RoomErrorCode.SEAT_TAKEN
        assert [each.present for each in session.seats] == [False, True]
        session.discard_seat(fern)
        assert refused(session.return_to_seat, fern) == RoomErrorCode.SEAT_GONE
        end(session)


def test_what_is_sealed_says_no_name_and_is_kept_and_given_as_all_is(application):
    application.seals.choose("a quiet word", "a quiet word")
    session = begun(application)
    fern = session.take_seat("simulated", name="Fern", kept=True, consent=AGREED)
    session.take_seat("simulated", name="Moss", consent=AGREED)
    wait_until(session, 5.0)
    person = application.people.add("Fern, once more")
    session.give_seat(fern, person)
    room = end(session)
    assert session.error is None
    (given,) = Library(application.recordings_folder).of(person.key).paths()
    assert [each.name for each in room.parent.iterdir()] == [room.name]
    for path in (room, given):
        assert is_sealed(path)
        assert b"Fern" not in path.read_bytes()
        assert "Fern" not in path.name
        with Recording(path) as recording:
            assert replay(recording).identical
    with Recording(given) as recording:
        assert recording.facts["seat"] == "Fern"
