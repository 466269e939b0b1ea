"""Nothing that befalls a serial sensor hurts a practice: every fault of the rig, lived through."""

import math
import sys
from itertools import pairwise

import pytest

from biofeedback.events import Beat, BreathPlanned, Tick

if sys.platform.startswith("win"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from tests.rigs.serial.lived_faults import BEGINS_S
from tests.rigs.serial.port_faults import FAULTS, live

LOST = "Your breath light goes on; we are looking for it again."
NOT_THERE = "is not there just now. Plug the sensor in; we keep looking."
SPEAKING = "is connected, and it is speaking."

READ = {
    "pulled out in the midst of a line for 1 s": (SPEAKING, LOST, SPEAKING),
    "pulled out for 20 s": (SPEAKING, LOST, NOT_THERE, SPEAKING),
    "pulled out for 10 min": (SPEAKING, LOST, NOT_THERE, SPEAKING),
    "pulled out for ever": (SPEAKING, LOST, NOT_THERE, "has been let go"),
    "silent for 30 s": (SPEAKING, "has been quiet for a moment", LOST, SPEAKING),
    "garbage for a minute": (SPEAKING, "A good part of what this sensor sends cannot be read."),
    "1000 lines a second for 5 s": (SPEAKING,),
    "another device in its place for 20 s": (SPEAKING, LOST, "Something else is plugged in at", SPEAKING),
    "held by another program for 20 s": (SPEAKING, LOST, "Another program is holding", SPEAKING),
}
"""What a person has to read, in this order, among other sentences."""

MOST_LEFT = 500
LATEST_S = 0.25
"""How late a second may be told, in held time."""

BUSIEST_SHARE = 0.5
"""Which share of the time the thread of the sensor may be at work."""

LONGEST_INTERVAL_S = 1.0
"""No beat of the heart at the port is further from the one before."""

OPENING_S = 1.0
"""Seconds of held time that opening a port and finding out who speaks may take."""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_fault_of_a_port_does_not_hurt_a_practice(fault, tmp_path):
    lived = live(fault, tmp_path)

    said = [sentence for _, _, sentence in lived.read]
    sentences = iter(said)
    for part in READ[fault.name]:
        assert any(part in sentence for sentence in sentences), (part, lived.read)
    assert all(said.count(sentence) == 1 for sentence in said if "cannot be read" in sentence)
    assert lived.replays
    # What is sent while nobody has the port open is heard by nobody; of what was heard all is kept.
    received, sent = b"".join(lived.received), b"".join(lived.sent)
    assert 0 < len(received) <= len(sent)
    if fault.name in ("silent for 30 s", "garbage for a minute", "1000 lines a second for 5 s"):
        assert received == sent
    ticks_s = [event.t_s for event in lived.all(Tick)]
    assert ticks_s == [float(second) for second in range(1, len(ticks_s) + 1)]
    breaths_s = [event.t_s for event in lived.all(BreathPlanned)]
    assert [round(after_s - before_s, 6) for before_s, after_s in pairwise(breaths_s)] == [5.0] * (len(breaths_s) - 1)
    assert len(ticks_s) >= fault.for_s + fault.afterwards_s
    assert lived.latest_tick_s < LATEST_S
    assert lived.busy_share < BUSIEST_SHARE
    assert lived.left < MOST_LEFT

    if fault.speed > 1.0 and fault.afterwards_s > 0.0:
        gap = lived.longest_gap
        assert lived.is_whole(gap, LONGEST_INTERVAL_S), gap
        assert gap.until_s - gap.from_s <= fault.for_s + 8.0 + OPENING_S * fault.speed
        # No interval is made across it.
        assert any(math.isnan(beat.rr_ms) for beat in lived.all(Beat) if beat.arrived_s > BEGINS_S + fault.for_s)
