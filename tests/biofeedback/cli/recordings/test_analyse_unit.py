"""`soften analyse` says it first when a strap counted intervals in milliseconds, whether or not that was recorded."""

import json
import random
import sys

import pytest

from biofeedback.__main__ import main
from biofeedback.events import DeviceFact, Notice, Packet
from biofeedback.hub import Hub
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL, HeartRateMeasurement
from devices.streams.decoder import Decoder
from sessions.recorder import Recorder


def recording(path, *, unit, with_facts):
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


@pytest.mark.parametrize("with_facts", [True, False])
@pytest.mark.parametrize(("unit", "said"), [(1024, False), (1000, True)])
def test_the_unit_of_a_strap_is_said_before_its_numbers(tmp_path, monkeypatch, capfd, unit, said, with_facts):
    path = recording(tmp_path / "strap.soften", unit=unit, with_facts=with_facts)
    printed = []
    for words in ((), ("--json",)):
        monkeypatch.setattr(sys, "argv", ["soften", "analyse", str(path), *words])
        with pytest.raises(SystemExit):
            main()
        printed.append(capfd.readouterr().out)
    assert ("in another unit" in printed[0]) is said
    found = json.loads(printed[1])
    assert ("in another unit" in found["caution"]) is said
    assert found["caution_code"] == ({"code": "intervals-in-ms"} if said else None)
    assert found["sensor"]["interval_unit_ms"] == (1.0 if said else None)
