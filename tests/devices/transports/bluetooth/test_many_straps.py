"""Thirty straps at once on one thread and one search: what befalls some of them costs the others nothing."""

import random
import threading

import pytest

from biofeedback.events import Beat, LinkChanged, Packet
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap
from devices.transports.bluetooth.strap_search import StrapSearch
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.words.sentence_of import sentence_of

QUICK = BluetoothPatience(pauses_s=(0.02, 0.05), search_s=1.0, settle_s=0.2, connect_s=3.0)
REFUSED = ("org.bluez.Error.Failed", "le-connection-refused")
STRAPS = 30
SAME_NAME = "Polar H10"


def address(number):
    return f"C0:FF:EE:00:00:{number:02X}"


class Group:
    """Straps in the air, each with one who listens to it, and what each of them has sent."""

    def __init__(self, radio, listen):
        self._radio = radio
        self.straps = [
            FakeStrap(address=address(number), name=SAME_NAME if number % 5 == 0 else f"Strap {number:02d}")
            for number in range(STRAPS)
        ]
        self.hangs, self.refuses, self.vanishes, self.raves = self.straps[-4:]
        self.hangs.answers_connect = False
        self.refuses.connect_error = REFUSED
        for strap in self.straps:
            radio.add(strap)
        search = StrapSearch()
        self.ears = [listen(BluetoothStrap(strap.address, QUICK, search=search)) for strap in self.straps]
        self.sent = [[] for _ in self.straps]

    def send(self, number, data):
        self._radio.send(self.straps[number], data)
        self.sent[number].append(data)

    def send_to_all(self, numbers, rounds):
        for beat in range(rounds):
            for number in numbers:
                ticks = 700 + 10 * number + (len(self.sent[number]) + beat) % 10
                packet = HeartRateMeasurement(heart_rate_bpm=60 + number, in_contact=True, rr_ticks=(ticks,))
                self.send(number, packet.encode())

    def received(self, number):
        """The packets of one, once all that were sent have arrived."""
        ear = self.ears[number]
        while len(ear.all(Packet)) < len(self.sent[number]):
            ear.next(Packet)
        return [packet.data for packet in ear.all(Packet)]


def test_thirty_straps_stream_and_the_troubles_of_four_are_their_own(radio, listen):
    group = Group(radio, listen)
    everyone = range(STRAPS)
    hangs, refuses, vanishes, raves = range(STRAPS - 4, STRAPS)
    sound = range(STRAPS - 4)
    for number in [*sound, vanishes, raves]:
        radio.wait_for_subscription(group.straps[number])
    group.send_to_all([*sound, vanishes, raves], 3)

    assert "may have fallen asleep" in sentence_of(group.ears[hangs].next(LinkChanged, state="unavailable"))
    assert "does not let us in" in sentence_of(group.ears[refuses].next(LinkChanged, state="unavailable"))
    radio.vanish(group.vanishes)
    group.ears[vanishes].next(LinkChanged, state="lost")
    garbage = random.Random(30)
    for _ in range(5):
        for _ in range(20):
            group.send(raves, garbage.randbytes(garbage.randrange(24)))
        group.send_to_all(sound, 3)

    group.hangs.answers_connect = True
    group.refuses.connect_error = None
    radio.come_back(group.vanishes)
    for number in everyone:
        radio.wait_for_subscription(group.straps[number])
    group.send_to_all(everyone, 3)

    for number in everyone:
        assert group.received(number) == group.sent[number], group.straps[number].name
        states = [event.state for event in group.ears[number].all(LinkChanged)]
        if number in sound or number == raves:
            assert states == ["searching", "connecting", "streaming"]
    for number in sound:
        beats = group.ears[number].all(Beat)
        assert [beat.index for beat in beats] == list(range(len(group.sent[number])))
    assert radio.discoveries_refused == 0
    radio.wait_for_quiet_air()


def test_straps_that_come_back_are_heard_again_within_five_seconds(radio, listen, held, new_clock):
    clock, search, never = new_clock(3.0), StrapSearch(), threading.Event()
    straps = [radio.add(FakeStrap(address=address(number), name=f"Strap {number}")) for number in range(20)]
    ears = [listen(BluetoothStrap(strap.address, search=search), clock) for strap in straps]
    for strap, ear in zip(straps, ears, strict=True):
        radio.wait_for_subscription(strap)
        radio.send(strap, bytes.fromhex("16 3C 00 04"))
        ear.next(LinkChanged, state="streaming")
    for strap, ear in zip(straps, ears, strict=True):
        radio.vanish(strap)
        ear.next(LinkChanged, state="lost")
    back_s, last_packet_s = {}, {}
    away_s = clock.now_s()
    with held.taking_part():  # time stands still while we look and send
        while len(last_packet_s) < len(straps):
            for number, (strap, ear) in enumerate(zip(straps, ears, strict=True)):
                if number not in back_s and clock.now_s() >= away_s + number:  # each is away for a different time
                    radio.come_back(strap)
                    back_s[number] = clock.now_s()
                radio.send(strap, bytes.fromhex("16 3C 01 04"))
                if number not in last_packet_s and len(ear.all(Packet)) > 1:
                    last_packet_s[number] = ear.all(Packet)[1].arrived_s
            held.wait_until(held.now_s() + 0.02, never)
            assert clock.now_s() < away_s + 60.0
    waits_s = [last_packet_s[number] - back_s[number] for number in range(len(straps))]
    assert max(waits_s) < 5.0, waits_s


def test_of_straps_with_one_name_the_address_chooses(radio, listen):
    straps = [radio.add(FakeStrap(address=address(number), name=SAME_NAME)) for number in range(3)]
    search = StrapSearch()
    by_name = listen(BluetoothStrap(SAME_NAME.lower(), QUICK, search=search))
    by_address = listen(BluetoothStrap(straps[1].address.lower(), QUICK, search=search))
    sentence = sentence_of(by_name.next(LinkChanged, state="unavailable"))
    for strap in straps:
        if not strap.connected:
            assert f"{SAME_NAME} ({strap.address})" in sentence
    radio.wait_for_subscription(straps[1])
    radio.send(straps[1], bytes.fromhex("16 3C 00 04"))
    assert by_address.next(Beat).rr_ms == pytest.approx(1000.0)
    assert by_name.all(Beat) == []
