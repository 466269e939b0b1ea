"""A room of straps on the air, a finger at a serial port and a simulated heart: each has a recording that replays."""

from collections import Counter

from biofeedback.app.replaying.replay import replay
from biofeedback.events import Beat, LinkChanged, Packet, SeatLeft, SeatTaken
from biofeedback.practice.script.file import parse_practice
from sessions.reader import Recording
from tests.rigs.practices.held_practice import BREATHING, end_now, followed, held_application, worn
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.serial.serial_heart import SPEAKERS, SerialHeart, heartbeats
from tests.rigs.serial.serial_port import FakePort

ENOUGH = 3
"""So many beats of each are heard before the next happens."""

SPOKEN_S = 120.0
"""For so long the finger speaks: longer than the test may take."""

AGREED = "Yes."


def test_straps_and_a_finger_sit_in_one_room_and_trouble_stays_where_it_is(radio, held, tmp_path, monkeypatch):
    strap = radio.add(FakeStrap())
    spoken = SPEAKERS["ibi"](heartbeats(SPOKEN_S), SPOKEN_S)
    with (
        held_application(held, tmp_path, monkeypatch) as application,
        FakePort() as port,
        port.followed(),
        worn(radio, strap),
        SerialHeart(port, spoken, held=held),
    ):
        held.ask(lambda: lambda: port.is_read)
        room = application.begin_room(parse_practice(BREATHING, "breathing.toml"), None)
        fern = room.take_seat(f"bluetooth:{strap.address}", name="Fern", kept=True, consent=AGREED)
        moss = room.take_seat(f"serial:{port.device}", name="Moss", kept=True, consent=AGREED)
        away = room.take_seat("bluetooth:Nobody wears this", name="Ivy", kept=True, consent=AGREED)
        beats: Counter[str] = Counter()
        course = iter(("vanish", "leave", "return", "join", "end"))
        due, at = next(course), {}
        for event in followed(room, held):
            if isinstance(event, Beat):
                beats[event.source] += 1
            if isinstance(event, LinkChanged) and (event.source, event.state) == (fern.source, "lost"):
                radio.come_back(strap)
            if isinstance(event, Beat) and all(
                beats[each] >= at.get(each, 0) + ENOUGH for each in heard_in(due, fern, moss)
            ):
                match due:
                    case "vanish":
                        radio.vanish(strap)
                    case "leave":
                        room.leave_seat(fern)
                    case "return":
                        room.take_seat(f"bluetooth:{strap.address}", name="Fern", consent=AGREED)
                    case "join":
                        late = room.take_seat("simulated", name="Reed", kept=True, consent=AGREED)
                    case _:
                        end_now(room)
                due, at = next(course, ""), Counter(beats)
        path = room.finish()
    found = {each.stem.rpartition("_")[2]: each for each in path.parent.glob("*.soften")}
    assert set(found) == {"Fern", "Moss", "Ivy", "Reed", "room"}
    for name, seat in {"Fern": fern, "Moss": moss, "Ivy": away, "Reed": late}.items():
        with Recording(found[name]) as recording:
            report = replay(recording)
            assert report.identical, (name, report.first_difference)
            assert recording.sources == (seat.source,)
            kept = [event for _, event in recording.events(Beat, Packet, LinkChanged)]
        assert {event.source for event in kept} == {seat.source}
        indexes = [event.index for event in kept if isinstance(event, Beat)]
        assert indexes == list(range(len(indexes)))
        assert bool(indexes) == (name != "Ivy")
        states = [event.state for event in kept if isinstance(event, LinkChanged)]
        assert ("lost" in states) == (name == "Fern")
    with Recording(found["Fern"]) as recording:
        seated = [type(event) for _, event in recording.events(SeatTaken, SeatLeft)]
        links = [event.state for _, event in recording.events(LinkChanged)]
    assert seated == [SeatTaken, SeatLeft, SeatTaken]
    assert links.count("closed") == 2
    assert links.count("streaming") >= 3


def heard_in(due, fern, moss):
    """Who has to be heard before what is due next."""
    return (moss.source,) if due == "return" else (fern.source, moss.source)
