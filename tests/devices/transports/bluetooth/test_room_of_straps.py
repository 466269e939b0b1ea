"""A room: thirty straps by five adapters, five of them in trouble, and boards with a cable; trouble delays nobody."""

import contextlib
import math
import threading

from biofeedback.codes import LinkCode
from biofeedback.events import Beat, DeviceFact, LinkChanged, Packet
from devices.catalogue import parse_sensor
from devices.transports.bluetooth.link import BluetoothPatience
from devices.transports.bluetooth.strap import BluetoothStrap
from devices.transports.bluetooth.strap_search import StrapSearch
from devices.transports.serial.sensor import SerialSensor
from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.room_of_straps import (
    ADAPTERS,
    BAD,
    FLAPS,
    GOOD,
    HANGS,
    HELD_BY_EACH,
    LEAVES,
    RAVES,
    SILENT,
    STRAPS,
    address,
    room_adapters,
    room_straps,
    send_beats,
)
from tests.rigs.serial.serial_heart import SPEAKERS, SerialHeart, heartbeats
from tests.rigs.serial.serial_port import FakePort

EVERY_S = 0.8
CONNECT_TAKES_S = 0.1
GONE_AT_S, BACK_AT_S, ENDS_AT_S = 7.0, 8.0, 12.5
CONNECTED_WITHIN_S = 7.0
"""Also those behind the one that does not answer: its turn, and a little."""

BACK_WITHIN_S = 5.0
STAMPS_P99_S = 0.001
LOST = 2
"""A good strap that leaves the room for a second."""


def times(ear, kind, **fields):
    return [
        event.t_s for event in ear.all(kind) if all(getattr(event, name) == value for name, value in fields.items())
    ]


def test_trouble_delays_nobody(bus, held, listen, new_clock):
    clock, search, never = new_clock(), StrapSearch(), threading.Event()
    radio = FakeBlueZ(bus, adapters=room_adapters(CONNECT_TAKES_S), held=held, sent_s=clock.now_s)
    straps = [radio.add(strap) for strap in room_straps()]
    with contextlib.ExitStack() as stack:
        stack.callback(radio.stop)
        ports = [stack.enter_context(FakePort(f"ttyBOARD{number}")) for number in range(2)]
        for port in ports:
            stack.enter_context(SerialHeart(port, SPEAKERS["ibi"](heartbeats(60.0), 60.0), held=held))
        boards = [listen(SerialSensor(parse_sensor(f"serial:{port.device},protocol=ibi")), clock) for port in ports]
        ears = [listen(BluetoothStrap(address(number), search=search), clock) for number in range(STRAPS)]
        end = send_beats(radio, straps, EVERY_S, clock.now_s)
        with held.taking_part():

            def wait_until(t_s):
                held.wait_until(held.now_s() + clock.until_s(t_s), never)

            for second in range(1, int(ENDS_AT_S)):
                wait_until(float(second))
                if second == GONE_AT_S:
                    radio.vanish(straps[LOST])
                if second == BACK_AT_S:
                    radio.come_back(straps[LOST])
                if second % 3 == 0:
                    (radio.vanish if straps[FLAPS].connected else radio.come_back)(straps[FLAPS])
            wait_until(ENDS_AT_S)
            end()
            wait_until(ENDS_AT_S + 0.1)  # so that what was sent last is heard
        loads = search.adapters.loads

    connected_s = {number: times(ears[number], DeviceFact, name="address") for number in range(STRAPS)}
    assert max(connected_s[number][0] for number in GOOD) < CONNECTED_WITHIN_S, connected_s
    late_s = []
    for number in GOOD:
        packets = [packet.arrived_s for packet in ears[number].all(Packet)]
        sent_s = straps[number].characteristic("2a37").delivered_s
        assert len(packets) == len(sent_s), number
        assert len(packets) > (ENDS_AT_S - CONNECTED_WITHIN_S) / EVERY_S / 2, number
        late_s += [arrived_s - at_s for arrived_s, at_s in zip(packets, sent_s, strict=True)]
        if number != LOST:
            assert [event.state for event in ears[number].all(LinkChanged)][-1] == "streaming"
    assert sorted(late_s)[math.ceil(0.99 * len(late_s)) - 1] < STAMPS_P99_S
    assert min(late_s) >= -STAMPS_P99_S
    back_s = [t_s for t_s in times(ears[LOST], LinkChanged, state="streaming") if t_s > GONE_AT_S]
    assert back_s, ears[LOST].all(LinkChanged)
    assert back_s[0] < BACK_AT_S + BACK_WITHIN_S
    for board in boards:
        assert len(board.all(Beat)) > ENDS_AT_S / 2

    said = {number: {event.code for event in ears[number].all(LinkChanged)} for number in BAD}
    assert LinkCode.STRAP_ASLEEP in said[HANGS]
    assert {LinkCode.STRAP_LOST, LinkCode.STRAP_STREAMING} <= said[FLAPS]
    assert LinkCode.STRAP_LETS_GO in said[LEAVES]
    assert LinkCode.STRAP_SILENT in said[SILENT]
    assert ears[RAVES].all(Packet)
    assert len(loads) == ADAPTERS
    assert sum(load.held for load in loads) >= len(GOOD)
    assert max(adapter.most_held for adapter in radio.adapters.values()) <= HELD_BY_EACH
    assert min(adapter.most_held for adapter in radio.adapters.values()) >= len(GOOD) // ADAPTERS
    assert sum(adapter.refused_meanwhile for adapter in radio.adapters.values()) == 0
    assert radio.discoveries_refused == 0


def test_thirty_straps_by_one_adapter_wait_for_each_turn_and_for_no_more(bus, held, listen, new_clock):
    """Where an adapter has room for all, each connection waits for those before it, and for four that never answer."""
    clock, search, never, patience = new_clock(), StrapSearch(), threading.Event(), BluetoothPatience(turn_s=1.0)
    radio = FakeBlueZ(bus, adapters=room_adapters(CONNECT_TAKES_S)[:1], held=held)
    radio.adapter("hci0").limit = STRAPS
    hanging = range(4)
    try:
        straps = [radio.add(strap) for strap in room_straps(in_trouble=False)]
        for number in hanging:
            straps[number].answers_connect = False
        ears = [listen(BluetoothStrap(address(number), patience, search=search), clock) for number in range(STRAPS)]
        with held.taking_part():
            held.wait_until(held.now_s() + len(hanging) * patience.turn_s + 6.0, never)
        connected_s = sorted(time for ear in ears for time in times(ear, DeviceFact, name="address"))
    finally:
        radio.stop()
    assert len(connected_s) == STRAPS - len(hanging)
    assert connected_s[-1] < len(hanging) * patience.turn_s + 6.0
    assert radio.adapter("hci0").refused_meanwhile == 0
