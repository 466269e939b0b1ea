"""Nothing that befalls a strap hurts a practice: every fault of the rig, lived through."""

import sys
from itertools import pairwise

import pytest

from biofeedback.events import BreathPlanned, Contact, LinkChanged, Tick

if not sys.platform.startswith("linux"):
    pytest.skip("the fake radio speaks as Linux does", allow_module_level=True)

from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.strap_faults import FAULTS, live
from tests.rigs.suite.held_time import HeldTime
from tests.rigs.words.sentence_of import sentence_of

LOST = "Your breath light goes on; we are looking for it again."
NOT_IN_SIGHT = "is not in sight yet"
STREAMING = "your heartbeats are coming in"

READ = {
    "link lost for 1 s": (STREAMING, LOST, STREAMING),
    "link lost for 20 s": (STREAMING, LOST, NOT_IN_SIGHT, STREAMING),
    "link lost for 10 min": (STREAMING, LOST, NOT_IN_SIGHT, STREAMING),
    "link lost for ever": (STREAMING, LOST, NOT_IN_SIGHT, "has been let go"),
    "adapter switched off for 20 s": (STREAMING, LOST, "Bluetooth is switched off", STREAMING),
    "adapter pulled out for 40 s": (STREAMING, "quiet for a moment", LOST, "shows no Bluetooth", STREAMING),
    "garbage for a minute": (STREAMING, "more beats than the time allows"),
    "1000 packets a second for 5 s": (STREAMING,),
    "strap taken off for 20 s": (STREAMING, "does not feel your heart"),
    "battery at 9 %": (STREAMING, "down to 9 %"),
    "strap swapped for another, for 20 s": (STREAMING, LOST, "Test Strap 01 is not in sight yet; in sight: Another"),
    "two straps of one name": ("Several straps are in sight", STREAMING),
}
"""What a person has to read, in this order, among other sentences."""

MOST_LEFT = 500
"""What may wait to be recorded or computed when the practice ends, even after a flood."""

LATEST_S = 0.25
"""How late a second may be told, in held time."""

BUSIEST_SHARE = 0.5
"""Which share of the time the thread of the sensor may be at work."""

LONGEST_INTERVAL_S = 1.01
"""No packet of the strap tells of a longer one."""

RADIO_S = 1.0
"""Seconds of held time that finding and connecting may take."""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_fault_of_a_strap_does_not_hurt_a_practice(fault, bus, tmp_path):
    with HeldTime() as held:
        radio = FakeBlueZ(bus, held=held)
        lived = live(fault, radio, tmp_path, held)
        radio.stop()

    sentences = iter(sentence for _, _, sentence in lived.read)
    for part in READ[fault.name]:
        assert any(part in sentence for sentence in sentences), (part, lived.read)
    assert lived.received == lived.sent != []
    assert lived.replays
    ticks_s = [event.t_s for event in lived.all(Tick)]
    assert ticks_s == [float(second) for second in range(1, len(ticks_s) + 1)]
    breaths_s = [event.t_s for event in lived.all(BreathPlanned)]
    assert [round(after_s - before_s, 6) for before_s, after_s in pairwise(breaths_s)] == [5.0] * (len(breaths_s) - 1)
    assert len(ticks_s) >= fault.for_s + fault.afterwards_s
    assert lived.latest_tick_s < LATEST_S
    assert lived.busy_share < BUSIEST_SHARE
    assert lived.left < MOST_LEFT

    if "link lost" in fault.name and fault.afterwards_s > 0:
        gap = lived.longest_gap
        assert lived.is_whole(gap, LONGEST_INTERVAL_S), gap
        assert gap.until_s - gap.from_s <= fault.for_s + 5.0 + RADIO_S * fault.speed
    if fault.name == "strap taken off for 20 s":
        assert [event.state for event in lived.all(Contact)] == ["yes", "no", "yes"]
    if fault.name == "strap swapped for another, for 20 s":
        connecting = [
            sentence_of(event) for event in lived.all(LinkChanged) if event.state in ("connecting", "streaming")
        ]
        assert not any("Another" in sentence for sentence in connecting)
