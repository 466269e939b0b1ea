"""Thirty straps by five adapters, with ``trouble`` five of them bad, and two boards with a cable, in real time.

Prints as JSON: the seconds from the beginning until each good strap is connected, the ms from sending to stamp
(median, 99th of a hundred, longest), and what each adapter holds: `python -m tests.benchmarks.programs.room_of_straps
SECONDS trouble`, or ``sound``.
"""

import contextlib
import json
import os
import subprocess
import sys
import time

from biofeedback.clock import HostClock, awake_or_asleep_ns
from biofeedback.events import Beat, DeviceFact, Packet
from biofeedback.hub import Hub
from devices.catalogue import parse_sensor
from devices.io_thread import IoThread
from devices.serial_spec import SerialSpec
from devices.transports.bluetooth.strap import BluetoothStrap
from devices.transports.bluetooth.strap_search import StrapSearch
from devices.transports.serial.sensor import SerialSensor
from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.radio.room_of_straps import GOOD, STRAPS, address
from tests.rigs.serial.serial_heart import SPEAKERS, SerialHeart, heartbeats
from tests.rigs.serial.serial_port import FakePort
from tests.rigs.suite import programs

SECONDS = float(sys.argv[1])
SETTLED_S = 10.0
"""From when on stamps are compared: by then every good strap is connected."""


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def serial_sensor(port: FakePort) -> SerialSensor:
    spec = parse_sensor(f"serial:{port.device},protocol=ibi")
    assert isinstance(spec, SerialSpec)
    return SerialSensor(spec)


with contextlib.ExitStack() as stack:
    bus = stack.enter_context(PrivateBus())
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
    radio = programs.start(
        [sys.executable, "-m", "tests.benchmarks.programs.room_radio", bus.address, str(SECONDS), *sys.argv[2:]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert radio.stdout is not None
    assert radio.stdin is not None
    assert radio.stdout.readline() == "ready\n"
    ports = [stack.enter_context(FakePort(f"ttyBOARD{number}")) for number in range(2)]
    for port in ports:
        stack.enter_context(SerialHeart(port, SPEAKERS["ibi"](heartbeats(2 * SECONDS), 2 * SECONDS)))
    io, hub, search = IoThread(), Hub(), StrapSearch()
    io.start()
    inbox, clock = hub.subscribe(), HostClock()
    offset_s = awake_or_asleep_ns() * 1e-9 - clock.now_s()
    sensors = [BluetoothStrap(address(number), search=search) for number in range(STRAPS)]
    running = [io.submit(sensor.run(hub.publish, clock)) for sensor in [*sensors, *map(serial_sensor, ports)]]
    began_cpu_s = time.process_time()
    told = json.loads(radio.stdout.readline())
    cpu_s = time.process_time() - began_cpu_s
    time.sleep(0.5)
    loads = [(load.name, load.held) for load in search.adapters.loads]
    for each in running:
        each.cancel()
    io.stop()
    radio.stdin.write("\n")
    radio.stdin.close()
    radio.wait()
    events = [item.event for item in inbox.drain()]

numbers = {sensor.source: number for number, sensor in enumerate(sensors)}
connected_s: dict[int, float] = {}
stamps_s: dict[int, list[float]] = {number: [] for number in GOOD}
for event in events:
    number = numbers.get(getattr(event, "source", ""), -1)
    if isinstance(event, DeviceFact) and event.name == "address":
        connected_s.setdefault(number, event.t_s)
    if isinstance(event, Packet) and number in stamps_s:
        stamps_s[number].append(event.arrived_s + offset_s)
late_ms = []
missing = 0
for number in GOOD:
    sent_s = told["sent_s"][str(number)]
    missing += len(sent_s) - len(stamps_s[number])
    pairs = zip(sent_s, stamps_s[number], strict=False)
    late_ms += [1e3 * (stamp_s - at_s) for at_s, stamp_s in pairs if stamp_s - offset_s > SETTLED_S]
sys.stdout.write(
    json.dumps(
        {
            "connected_s": [round(connected_s.get(number, -1.0), 2) for number in GOOD],
            "late_ms": [quantile(late_ms, 0.5), quantile(late_ms, 0.99), max(late_ms)],
            "packets": len(late_ms),
            "missing": missing,
            "loads": loads,
            "held": {name: len(straps) for name, straps in told["held"].items()},
            "busy": told["busy"],
            "serial_beats": [
                sum(isinstance(event, Beat) and event.source == f"serial:{port.device}" for event in events)
                for port in ports
            ],
            "share_of_core": round(cpu_s / SECONDS, 3),
        }
    )
)
