"""Recordings of a strap that counts its intervals in a unit of its own."""

import random

import pytest

from biofeedback.events import DeviceFact, Notice, Packet
from biofeedback.hub import Hub
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL, HeartRateMeasurement
from devices.streams.decoder import Decoder
from sessions.recorder import Recorder


def strap_of_a_unit(path, unit, *, with_facts=True):
    """Record four minutes of a strap whose intervals have this many counts a second."""
    hub, decoder = Hub(), Decoder("strap")
    recorder = Recorder(path, {"source": "strap"}, pytest.fail)
    inbox = hub.subscribe()
    recorder.start(inbox)
    chance, now_s = random.Random(1), 0.0
    while now_s < 240.0:
        rr_s = 0.8 + chance.gauss(0.0, 0.03)
        now_s += rr_s
        data = HeartRateMeasurement(heart_rate_bpm=round(60.0 / rr_s), rr_ticks=(round(rr_s * unit),)).encode()
        events = decoder.feed(MEASUREMENT_CHANNEL, data, now_s)
        kept = [event for event in events if with_facts or not isinstance(event, DeviceFact | Notice)]
        hub.publish(Packet(source="strap", channel=MEASUREMENT_CHANNEL, arrived_s=now_s, data=data), *kept)
    hub.close(inbox)
    recorder.join()
    return path
