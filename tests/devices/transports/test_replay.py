import asyncio
import math

import pytest

from biofeedback.events import (
    Battery,
    Beat,
    BreathPlanned,
    Contact,
    DeviceFact,
    LinkChanged,
    Metric,
    Packet,
    Tick,
)
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.sensor import Sensor
from devices.transports.replay import ReplayedSensor
from tests.rigs.words.sentence_of import link_saying, sentence_of

STRAP = "bluetooth:AA:BB"


class LeapingClock:
    """Time that leaps to whatever is waited for, a little beyond it when asked to."""

    def __init__(self, *, now_s=0.0, late_s=0.0):
        self._now_s = now_s
        self._late_s = late_s

    def now_s(self):
        return self._now_s

    def until_s(self, t_s):
        if t_s > self._now_s:
            self._now_s = t_s + self._late_s
        return 0.0


def play(sensor, clock):
    calls = []
    asyncio.run(sensor.run(lambda *events: calls.append(events), clock))
    return calls


def flat(calls):
    return [event for events in calls for event in events]


def packet(arrived_s, *ticks, source=STRAP):
    data = HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=ticks).encode()
    return Packet(source=source, channel="2a37", arrived_s=arrived_s, data=data)


def beat(index, arrived_s, rr_ms, source=STRAP):
    return Beat(source=source, index=index, arrived_s=arrived_s, rr_ms=rr_ms)


def link(t_s, state, source=STRAP):
    return LinkChanged(source=source, t_s=t_s, state=state, **link_saying(f"{state}."))


RECORDED = [
    DeviceFact(source=STRAP, t_s=2.0, name="model", value="H10"),
    link(2.5, "searching"),
    link(3.0, "streaming"),
    packet(4.0, 1000),
    Contact(source=STRAP, t_s=4.0, state="yes"),
    beat(0, 4.0, 1000 * 1000 / 1024),
    BreathPlanned(t_s=4.5, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0),
    packet(5.25, 990, 1010),
    beat(1, 5.25, 990 * 1000 / 1024),
    beat(2, 5.25, 1010 * 1000 / 1024),
    Tick(t_s=5.5),
    Battery(source=STRAP, t_s=6.0, level_percent=80),
    link(7.0, "lost"),
    link(8.0, "connecting"),
    link(12.0, "streaming"),
    packet(13.0, 980),
    beat(3, 13.0, 980 * 1000 / 1024),
    Metric(source="strap", name="rmssd_ms", t_s=14.0, value=20.0, unit="ms", window_s=64.0, quality_share=1.0),
    link(15.0, "closed"),
]


def test_packets_come_again_with_their_spacing_and_are_decoded_afresh():
    calls = play(ReplayedSensor("Tuesday morning", RECORDED), LeapingClock(now_s=100.0))
    packets = [events for events in calls if isinstance(events[0], Packet)]

    assert [events[0].arrived_s for events in packets] == [102.0, 103.25, 111.0]
    assert [events[0].data for events in packets] == [event.data for event in RECORDED if isinstance(event, Packet)]
    assert [(b.index, b.arrived_s, b.rr_ms) for b in flat(calls) if isinstance(b, Beat)] == [
        (0, 102.0, 1000 * 1000 / 1024),
        (1, 103.25, 990 * 1000 / 1024),
        (2, 103.25, 1010 * 1000 / 1024),
        (3, 111.0, 980 * 1000 / 1024),
    ]
    assert [(c.t_s, c.state) for c in flat(calls) if isinstance(c, Contact)] == [(102.0, "yes")]
    assert {event.source for event in flat(calls)} == {"replay"}


def test_links_facts_and_battery_are_kept_and_the_practice_is_not():
    events = flat(play(ReplayedSensor("Tuesday morning", RECORDED), LeapingClock(now_s=100.0)))
    links = [(event.state, event.t_s) for event in events if isinstance(event, LinkChanged)]
    facts = {(event.name, event.value) for event in events if isinstance(event, DeviceFact)}

    assert links == [("streaming", 100.0), ("lost", 105.0), ("streaming", 110.0), ("closed", 111.0)]
    assert facts == {("model", "H10"), ("replayed", "Tuesday morning")}
    assert [(event.t_s, event.level_percent) for event in events if isinstance(event, Battery)] == [(104.0, 80)]
    assert not any(isinstance(event, BreathPlanned | Tick | Metric) for event in events)


def test_lateness_does_not_reach_the_times():
    punctual = flat(play(ReplayedSensor("a", RECORDED), LeapingClock()))
    late = flat(play(ReplayedSensor("a", RECORDED), LeapingClock(late_s=5.0)))

    assert repr(late[:-1]) == repr(punctual[:-1])


def test_the_end_is_said_kindly():
    last = flat(play(ReplayedSensor("a", RECORDED), LeapingClock()))[-1]
    assert (last.state, sentence_of(last)) == ("closed", "The recording has come to its end.")


def test_a_recording_without_packets_plays_its_beats():
    recorded = [
        Contact(source="rr", t_s=10.0, state="unknown"),
        beat(7, 10.0, 800.0, source="rr"),
        beat(8, 10.8, math.nan, source="rr"),
        beat(10, 11.7, 900.0, source="rr"),
    ]
    calls = play(ReplayedSensor("a text", recorded, source="replay:a.csv"), LeapingClock(now_s=1.0))
    beats = [event for event in flat(calls) if isinstance(event, Beat)]

    assert [(b.index, b.source) for b in beats] == [(0, "replay:a.csv"), (1, "replay:a.csv"), (2, "replay:a.csv")]
    assert [b.arrived_s for b in beats] == pytest.approx([1.0, 1.8, 2.7])
    assert [b.rr_ms for b in beats] == pytest.approx([800.0, math.nan, 900.0], nan_ok=True)
    assert [c.state for c in flat(calls) if isinstance(c, Contact)] == ["unknown"]


def test_of_several_sensors_the_first_with_a_heartbeat_is_played():
    other = "serial:/dev/ttyUSB0"
    recorded = [link(0.0, "lost", source=other), packet(1.0, 1000), packet(1.5, 900, source=other), packet(2.0, 1001)]
    events = flat(play(ReplayedSensor("a", recorded), LeapingClock()))

    assert [b.rr_ms for b in events if isinstance(b, Beat)] == [1000 * 1000 / 1024, 1001 * 1000 / 1024]
    assert not any(event.state == "lost" for event in events if isinstance(event, LinkChanged))


def test_a_recording_without_a_heart_comes_to_its_end_at_once():
    events = flat(play(ReplayedSensor("a", iter([Tick(t_s=1.0)])), LeapingClock(now_s=3.0)))
    assert [event.state for event in events if isinstance(event, LinkChanged)] == ["streaming", "closed"]


def test_it_can_be_stopped_in_between():
    calls = []

    class StandingClock(LeapingClock):
        def until_s(self, t_s):
            return 60.0 if t_s > 2.0 else 0.0

    async def scene():
        begun = asyncio.Event()

        def publish(*events):
            calls.append(events)
            if isinstance(events[0], Packet):
                begun.set()

        task = asyncio.create_task(ReplayedSensor("a", RECORDED).run(publish, StandingClock()))
        await asyncio.wait_for(begun.wait(), 60.0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(scene())
    assert [(event.state, sentence_of(event)) for event in calls[-1]] == [("closed", "Playing a was stopped.")]
    assert sum(isinstance(event, Packet) for event in flat(calls)) == 1


def test_it_is_a_sensor_whose_clock_may_run():
    sensor: Sensor = ReplayedSensor("Tuesday morning", RECORDED)
    assert sensor.label == "Tuesday morning"
    assert not sensor.simulated
    assert sensor.speed_allowed
