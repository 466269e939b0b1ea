"""The fake radio of a room in a process of its own.

`python -m tests.benchmarks.programs.room_radio BUS SECONDS trouble`, or ``sound``. At the end it prints, as JSON, when
each good strap sent what somebody heard, in seconds of the system's clock.
"""

import json
import sys
import threading

from biofeedback.clock import awake_or_asleep_ns
from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.room_of_straps import FLAPS, GOOD, room_adapters, room_straps, send_beats

BUS, SECONDS, FAULTY = sys.argv[1], float(sys.argv[2]), sys.argv[3] == "trouble"
EVERY_S = 0.8
FLAPS_EVERY_S = 3.0
CONNECT_TAKES_S = 0.15


def now_s() -> float:
    return awake_or_asleep_ns() * 1e-9


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


radio = FakeBlueZ(BUS, adapters=room_adapters(CONNECT_TAKES_S), sent_s=now_s)
straps = room_straps(in_trouble=FAULTY)
for strap in straps:
    radio.add(strap)
end = send_beats(radio, straps, EVERY_S, now_s)
say("ready")
over, until_s = threading.Event(), now_s() + SECONDS
while now_s() < until_s:
    over.wait(FLAPS_EVERY_S)
    if not FAULTY:
        continue
    if straps[FLAPS].connected:
        radio.vanish(straps[FLAPS])
    else:
        radio.come_back(straps[FLAPS])
end()
sent = {number: straps[number].characteristic("2a37").delivered_s for number in GOOD}
held = {name: [strap.address for strap in radio.held_at(name)] for name in ("hci0", "hci1", "hci2", "hci3", "hci4")}
busy = sum(adapter.refused_meanwhile for adapter in radio.adapters.values())
say(json.dumps({"sent_s": sent, "held": held, "busy": busy}))
sys.stdin.readline()  # until everything was heard
radio.stop()
