import asyncio
import random

import numpy as np
import pytest

from biofeedback.clock import HostClock
from biofeedback.events import Beat, BreathPlanned, Contact, DeviceFact, LinkChanged, Notice, Packet, Paused
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.sensor import Sensor
from devices.simulated_faults import Dropout, SimulatedFaults
from devices.transports.simulated.heart import SimulatedHeart
from devices.transports.simulated.heart_model import HeartModel
from devices.transports.simulated.strap_model import StrapModel
from tests.rigs.words.sentence_of import sentence_of

NOTHING = SimulatedFaults()


class LeapingClock:
    """Time that leaps to whatever is waited for, or some way beyond it."""

    def __init__(self, *, latest_s=0.0):
        self._now_s = 0.0
        self._latest_s = latest_s
        self._chance = random.Random(1)

    def now_s(self):
        return self._now_s

    def until_s(self, t_s):
        if t_s > self._now_s:
            self._now_s = t_s + self._chance.uniform(0.0, self._latest_s)
        return 0.0


def play(sensor, *, until_s, clock=None, per_min=None, ahead_s=10.0):
    """What a sensor publishes until a session time, led by breaths announced a little ahead."""
    clock = clock or LeapingClock()
    calls = []

    async def scene():
        reached = asyncio.Event()
        told_s = 5.0

        def publish(*events):
            nonlocal told_s
            calls.append(events)
            while per_min and told_s < clock.now_s() + ahead_s:
                sensor.follow(breath(told_s, per_min))
                told_s += 60.0 / per_min
            if clock.now_s() >= until_s:
                reached.set()

        task = asyncio.create_task(sensor.run(publish, clock))
        await asyncio.wait_for(reached.wait(), 60.0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(scene())
    return calls


def breath(t_s, per_min):
    cycle_s = 60.0 / per_min
    return BreathPlanned(t_s=t_s, in_s=0.4 * cycle_s, hold_in_s=0.0, out_s=0.6 * cycle_s, hold_out_s=0.0)


def only(calls, kind):
    return [event for events in calls for event in events if isinstance(event, kind)]


def packets_of(seed, faults, count):
    strap = StrapModel(seed, faults, HeartModel(seed, faults))
    return [(strap.due_s, HeartRateMeasurement.decode(strap.next_packet())) for _ in range(count)]


def ticks_of(packets):
    return [ticks for _, measurement in packets for ticks in measurement.rr_ticks]


def test_it_is_a_sensor_that_says_what_it_is():
    sensor: Sensor = SimulatedHeart(1, NOTHING)
    assert sensor.source == "simulated"
    assert sensor.simulated
    assert sensor.speed_allowed

    first = play(SimulatedHeart(12, SimulatedFaults(ectopic_share=0.02)), until_s=3.0)[0]
    facts = {fact.name: fact.value for fact in first if isinstance(fact, DeviceFact)}
    assert facts["simulated"] == "yes"
    assert facts["seed"] == 12
    assert facts["faults"] == "ectopics=0.02"
    assert isinstance(first[-1], LinkChanged)
    assert first[-1].state == "streaming"


def test_a_packet_and_what_it_says_come_in_one_call():
    calls = play(SimulatedHeart(1, NOTHING), until_s=60.0)
    packet_calls = [events for events in calls if isinstance(events[0], Packet)]

    assert len(packet_calls) > 50
    for packet, *decoded in packet_calls:
        ticks = HeartRateMeasurement.decode(packet.data).rr_ticks
        beats = [event for event in decoded if isinstance(event, Beat)]
        assert [beat.rr_ms for beat in beats] == [tick * 1000 / 1024 for tick in ticks]
        assert all(beat.arrived_s == packet.arrived_s for beat in beats)
    assert [beat.index for beat in only(calls, Beat)] == list(range(len(only(calls, Beat))))


def test_cancelling_closes_the_link():
    last = play(SimulatedHeart(1, NOTHING), until_s=2.0)[-1]
    assert [event.state for event in last] == ["closed"]


def test_the_same_breaths_give_the_same_bytes_however_late_time_comes():
    faults = SimulatedFaults(ectopic_share=0.03, missing_share=0.02, extra_share=0.02)
    punctual = play(SimulatedHeart(9, faults), until_s=180.0, per_min=6.0)
    late = play(SimulatedHeart(9, faults), until_s=180.0, per_min=6.0, ahead_s=25.0, clock=LeapingClock(latest_s=6.0))
    bytes_a = [packet.data for packet in only(punctual, Packet)]
    bytes_b = [packet.data for packet in only(late, Packet)]
    length = min(len(bytes_a), len(bytes_b))

    assert length > 160
    assert bytes_a[:length] == bytes_b[:length]
    # Overdue packets share a moment; none of them may be taken for a double.
    in_bytes = sum(len(HeartRateMeasurement.decode(data).rr_ticks) for data in bytes_b)
    assert len(only(late, Beat)) == in_bytes


def test_overdue_packets_come_at_once_in_order_and_never_early():
    calls = play(SimulatedHeart(3, NOTHING), until_s=60.0, clock=LeapingClock(latest_s=8.0))
    arrived_s = [packet.arrived_s for packet in only(calls, Packet)]
    due_s = [due for due, _ in packets_of(3, NOTHING, len(arrived_s))]

    assert arrived_s == sorted(arrived_s)
    assert all(arrived >= due for arrived, due in zip(arrived_s, due_s, strict=True))


def test_with_a_clock_a_hundred_times_as_fast_nothing_is_lost():
    calls = play(SimulatedHeart(3, NOTHING), until_s=60.0, clock=HostClock(100.0))
    arrived = only(calls, Packet)
    sent = packets_of(3, NOTHING, len(arrived))

    assert [HeartRateMeasurement.decode(packet.data) for packet in arrived] == [measurement for _, measurement in sent]
    assert all(packet.arrived_s >= due for packet, (due, _) in zip(arrived, sent, strict=True))
    assert len(only(calls, Beat)) == len(ticks_of(sent))


def test_it_follows_the_breath_through_its_packets():
    def swing_ms(per_min):
        beats = only(play(SimulatedHeart(4, NOTHING), until_s=150.0, per_min=per_min), Beat)
        return np.std([beat.rr_ms for beat in beats[40:]])

    assert swing_ms(6.0) > 1.7 * swing_ms(14.0)
    assert swing_ms(6.0) > 1.7 * swing_ms(None)


def test_a_pause_is_followed():
    def second_half(pause):
        sensor = SimulatedHeart(4, NOTHING)
        for number in range(15):
            sensor.follow(breath(number * 10.0, 6.0))
        if pause:
            sensor.follow(Paused(t_s=30.0, mode="pause"))
        return np.std([beat.rr_ms for beat in only(play(sensor, until_s=140.0), Beat) if beat.arrived_s > 60.0])

    assert second_half(pause=True) < 0.7 * second_half(pause=False)


def test_rounding_never_adds_up():
    heart = HeartModel(6, NOTHING)
    packets = packets_of(6, NOTHING, 400)
    beats_s = [beat for beat in heart.advance(500.0) if beat > 0.0]
    total_s = np.cumsum(ticks_of(packets)) / 1024.0
    truth_s = np.array(beats_s[: len(total_s)]) - (beats_s[0] - total_s[0])

    assert len(total_s) > 350
    assert np.abs(total_s - truth_s).max() <= 1.0 / 1024.0


def test_intervals_come_late_and_bunched_like_from_a_strap():
    for seed in range(1, 6):
        packets = packets_of(seed, NOTHING, 600)
        due_s = np.array([due for due, _ in packets])
        counts = np.array([len(measurement.rr_ticks) for _, measurement in packets])
        beats_s = [beat for beat in HeartModel(seed, NOTHING).advance(700.0) if beat > 0.0]
        delay_s = np.repeat(due_s, counts) - np.array(beats_s[: counts.sum()])

        assert np.all(np.diff(due_s) > 0.0)
        assert 0.95 < np.mean(np.diff(due_s)) < 1.05
        assert np.diff(due_s).min() < 0.05  # a burst
        assert np.diff(due_s).max() > 1.5  # after a stall
        assert {0, 1, 2} <= set(counts)
        assert counts.max() <= 3
        assert 0.4 < delay_s.min() < 1.4
        assert delay_s.max() < 6.0


def test_the_rate_in_the_packet_is_an_average():
    packets = packets_of(2, NOTHING, 200)
    rates = [measurement.heart_rate_bpm for _, measurement in packets]
    mean = 60.0 * 1024.0 / np.mean(ticks_of(packets))

    assert np.mean(rates) == pytest.approx(mean, abs=1.5)
    assert np.std(rates) < np.std(60.0 * 1024.0 / np.array(ticks_of(packets)))


def test_flags_say_contact_and_intervals():
    def flags(faults):
        strap = StrapModel(1, faults, HeartModel(1, faults))
        return {strap.next_packet()[0] for _ in range(60)}

    assert flags(NOTHING) == {0x16, 0x06}
    assert flags(SimulatedFaults(contact=False)) == {0x10, 0x00}
    assert flags(SimulatedFaults(intervals=False)) == {0x06}
    assert [contact.state for contact in only(play(SimulatedHeart(1, NOTHING), until_s=9.0), Contact)] == ["yes"]


def test_an_undetected_beat_leaves_one_long_interval():
    plain, missing = (
        ticks_of(packets_of(5, NOTHING, 600)),
        ticks_of(packets_of(5, SimulatedFaults(missing_share=0.04), 600)),
    )
    share = np.mean(np.array(missing) > 1.6 * np.median(plain))

    assert max(plain) < 1.6 * np.median(plain)
    assert 0.02 < share < 0.07
    assert sum(missing) == pytest.approx(sum(plain), abs=4096)


def test_a_beat_that_never_was_splits_an_interval():
    plain, split = (
        ticks_of(packets_of(5, NOTHING, 600)),
        ticks_of(packets_of(5, SimulatedFaults(extra_share=0.04), 600)),
    )

    assert len(split) / len(plain) == pytest.approx(1.04, abs=0.025)
    assert min(split) < 0.6 * min(plain)
    assert sum(split) == pytest.approx(sum(plain), abs=4096)


def test_latency_can_be_asked_for():
    def first_arrival_s(latency_s):
        packets = packets_of(5, SimulatedFaults(latency_s=latency_s), 20)
        return next(due for due, measurement in packets if measurement.rr_ticks)

    assert first_arrival_s(4.0) - first_arrival_s(0.5) == pytest.approx(3.5, abs=1.1)


def test_a_lost_link_is_said_and_what_was_sent_meanwhile_is_lost():
    faults = SimulatedFaults(dropouts=(Dropout(20.0, 15.0), Dropout(50.0, 2.0)))
    calls = play(SimulatedHeart(8, faults), until_s=70.0)
    links = [(event.state, round(event.t_s, 6)) for event in only(calls, LinkChanged)][:-1]
    arrived_s = [packet.arrived_s for packet in only(calls, Packet)]
    whole = play(SimulatedHeart(8, NOTHING), until_s=70.0)

    assert links == [("streaming", 0.0), ("lost", 20.0), ("streaming", 35.0), ("lost", 50.0), ("streaming", 52.0)]
    assert arrived_s == [
        packet.arrived_s
        for packet in only(whole, Packet)
        if not (20.0 <= packet.arrived_s < 35.0 or 50.0 <= packet.arrived_s < 52.0)
    ]
    assert all(sentence_of(event).endswith(".") for event in only(calls, LinkChanged))


def test_a_strap_without_intervals_is_said_kindly():
    calls = play(SimulatedHeart(8, SimulatedFaults(intervals=False)), until_s=60.0)

    assert len(only(calls, Packet)) > 50
    assert only(calls, Beat) == []
    sentences = [sentence_of(notice) for notice in only(calls, Notice)]
    assert sentences
    assert len(sentences) == len(set(sentences))
