"""A strap on the air and a finger at a serial port in one practice: recorded together, replayed bit for bit."""

from collections import Counter

from biofeedback.app.replaying.replay import replay
from biofeedback.events import Beat, BeatJudged, DeviceFact, LinkChanged, Metric, Packet
from biofeedback.practice.script.file import parse_practice
from sessions.reader import Recording
from tests.rigs.practices.held_practice import BREATHING, end_now, followed, held_application, worn
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.serial.serial_heart import SPEAKERS, SerialHeart, heartbeats
from tests.rigs.serial.serial_port import FakePort

ENOUGH = 6
"""So many beats of each are heard, and of the finger again after the strap was lost."""

SPOKEN_S = 120.0
"""For so long the finger speaks: longer than the test may take."""


def test_both_are_recorded_and_one_that_is_lost_leaves_the_other_alone(radio, held, tmp_path, monkeypatch):
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
        finger = f"serial:{port.device}"
        session = application.begin(parse_practice(BREATHING, "breathing.toml"), "bluetooth", None, beside=[finger])
        beats: Counter[str] = Counter()
        at_loss, vanished, ending = 0, False, False
        for event in followed(session, held):
            if isinstance(event, Beat):
                beats[event.source] += 1
            if isinstance(event, LinkChanged) and (event.source, event.state) == ("bluetooth", "lost"):
                at_loss = beats[finger]
            if not vanished and min(beats["bluetooth"], beats[finger]) >= ENOUGH:
                vanished = True
                radio.vanish(strap)
            if not ending and at_loss and beats[finger] >= at_loss + ENOUGH:
                ending = True
                end_now(session)
        assert session.sources == ("bluetooth", finger)
        path = session.finish()
    with Recording(path) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
        facts = {name: value for name, value in recording.facts.items() if name.startswith(("sensor", "source"))}
    assert facts == {"sensor": "bluetooth", "source": "bluetooth", "sensor_2": finger, "source_2": finger}
    assert report.identical, report.first_difference
    assert report.packets == sum(isinstance(event, Packet) for event in events)
    for kind in (Packet, Beat, BeatJudged, Metric, DeviceFact, LinkChanged):
        assert {event.source for event in events if isinstance(event, kind)} == {"bluetooth", finger}, kind
    lost = [event.source for event in events if isinstance(event, LinkChanged) and event.state == "lost"]
    assert lost == ["bluetooth"]
