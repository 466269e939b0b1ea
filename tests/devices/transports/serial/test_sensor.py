"""The real pyserial, a real thread and the real streams at a pseudo-terminal: who speaks is found out, and heard."""

import math
import time

import numpy as np
import pytest

from biofeedback.codes import LinkCode
from biofeedback.events import Beat, DeviceFact, LinkChanged, Notice, Packet, SampleBlock
from devices.serial_spec import SerialSpec
from devices.streams.decoder import Decoder
from devices.transports.serial.ports import Port
from devices.transports.serial.sensor import SerialPatience, SerialSensor
from tests.rigs.serial.serial_heart import SPEAKERS, WAKING, SerialHeart, heartbeats
from tests.rigs.serial.serial_port import FakePort
from tests.rigs.suite.held_time import HeldTime
from tests.rigs.words.sentence_of import sentence_of

SPEED = 12.0
SECONDS = 30.0
QUICK = SerialPatience(first_listen_s=5.0, listen_s=2.0, pauses_s=(0.5,), weak_after_s=2.0, lost_after_s=4.0)

# How far an interval may be from the true one, in ms: standard deviation and most.
WITHIN_MS = {
    "soften": (0.01, 0.01),
    "ibi": (0.6, 1.1),
    "pulsesensor": (1.7, 3.1),
    "plotter": (4.0, 20.0),
    "wave": (1.5, 8.0),
    "values": (4.0, 16.0),
    "max3010x": (4.0, 20.0),
    "cms50": (12.0, 34.0),
    "cms50-new": (12.0, 34.0),
    "nonin2": (10.0, 27.0),
    "nonin7": (10.0, 27.0),
    "bitalino": (1.0, 4.0),
}


@pytest.fixture
def held():
    with HeldTime(as_real=True) as time:
        yield time


@pytest.fixture
def port(held):
    with FakePort() as port, port.followed():
        held.ask(lambda: lambda: port.is_read)
        yield port


def spec_for(port, protocol):
    # Those that wait to be asked must be named; for all others it is found out.
    return SerialSpec(port=port.device, protocol=protocol if protocol in WAKING else None)


def true_intervals_ms(beats_s, heard_ms):
    """The intervals that went in beside those that came out, aligned where they agree best."""
    sent_ms = np.diff(beats_s) * 1000.0
    heard_ms = np.asarray(heard_ms)
    offsets = range(sent_ms.size - heard_ms.size + 1)
    return min(
        (sent_ms[offset : offset + heard_ms.size] for offset in offsets),
        key=lambda stretch: float(np.abs(stretch - heard_ms).sum()),
    )


def hear_out(ear, spoken):
    """Wait until every byte that was spoken has been published."""
    missing = sum(len(data) for _, data in spoken)
    while missing > 0:
        missing -= len(ear.next(Packet).data)


@pytest.mark.parametrize("protocol", SPEAKERS)
def test_every_protocol_is_found_out_and_its_beats_are_those_that_went_in(port, listen, protocol, new_clock, held):
    beats_s = heartbeats(SECONDS)
    spoken = SPEAKERS[protocol](beats_s, SECONDS)
    sensor = SerialSensor(spec_for(port, protocol), QUICK)
    ear = listen(sensor, new_clock(SPEED))
    with SerialHeart(port, spoken, speed=SPEED, held=held, waking=WAKING.get(protocol, b"")):
        hear_out(ear, spoken)
    facts = {fact.name: fact.value for fact in ear.all(DeviceFact)}
    heard_ms = [beat.rr_ms for beat in ear.all(Beat)]
    whole_ms = [rr_ms for rr_ms in heard_ms if not math.isnan(rr_ms)]

    assert facts["protocol"] == protocol
    assert len(whole_ms) > 20
    assert all(math.isnan(rr_ms) for rr_ms in heard_ms[: len(heard_ms) - len(whole_ms)])
    error_ms = np.asarray(whole_ms) - true_intervals_ms(beats_s, whole_ms)
    spread_ms, most_ms = WITHIN_MS[protocol]
    assert float(error_ms.std()) < spread_ms
    assert float(np.abs(error_ms).max()) < most_ms


def again(packets):
    """Decode packets afresh, as a replay does."""
    decoder = Decoder(packets[0].source)
    return [event for packet in packets for event in decoder.feed(packet.channel, packet.data, packet.arrived_s)]


@pytest.mark.parametrize("protocol", ["wave", "cms50"])
def test_a_replay_of_the_packets_tells_the_same_beats_and_samples(port, listen, protocol, new_clock, held):
    spoken = SPEAKERS[protocol](heartbeats(20.0), 20.0)
    ear = listen(SerialSensor(spec_for(port, protocol), QUICK), new_clock(SPEED))
    with SerialHeart(port, spoken, speed=SPEED, held=held):
        hear_out(ear, spoken)
    ear.catch_up()
    received = [event for event in ear.received if isinstance(event, Beat | SampleBlock)]
    decoded = [event for event in again(ear.all(Packet)) if isinstance(event, Beat | SampleBlock)]
    assert list(map(repr, decoded)) == list(map(repr, received))  # where nan equals nan


def test_bytes_heard_while_finding_out_are_kept_with_the_time_they_came(port, listen, new_clock, held):
    spoken = SPEAKERS["ibi"](heartbeats(30.0), 30.0)
    ear = listen(SerialSensor(spec_for(port, "ibi"), QUICK), new_clock(SPEED))
    with SerialHeart(port, spoken, speed=SPEED, held=held):
        hear_out(ear, spoken)
    packets = ear.all(Packet)
    assert b"".join(packet.data for packet in packets) == b"".join(data for _, data in spoken)
    stamps = [packet.arrived_s for packet in packets]
    assert stamps == sorted(stamps)


def test_a_port_that_is_pulled_out_mid_frame_and_plugged_in_again_is_heard_again(port, listen, new_clock, held):
    beats_s = heartbeats(200.0)
    spoken = SPEAKERS["pulsesensor"](beats_s, 200.0)
    ear = listen(SerialSensor(spec_for(port, "pulsesensor"), QUICK), new_clock(SPEED))
    with SerialHeart(port, spoken, speed=SPEED, held=held):
        ear.next(Beat)
        port.send(b"S5")
        port.pull_out()
        lost = ear.next(LinkChanged, state="lost")
        missing = ear.next(LinkChanged, state="unavailable")
        port.plug_in()
        ear.next(LinkChanged, state="streaming")
        back = ear.next(Beat)
    assert "Your breath light goes on" in sentence_of(lost)
    assert f"{port.device} is not there just now" in sentence_of(missing)
    assert math.isnan(back.rr_ms)  # no interval is made across
    assert [beat.index for beat in ear.all(Beat)] == list(range(len(ear.all(Beat))))


def test_silence_is_said_with_what_to_try(port, listen, new_clock):
    ear = listen(SerialSensor(SerialSpec(port=port.device), QUICK), new_clock(50.0))
    error_message = ear.next(LinkChanged, state="unavailable")
    assert f"Nothing comes from {port.device}" in sentence_of(error_message)
    assert "protocol=cms50-new" in sentence_of(error_message)


def test_a_stranger_is_quoted(port, listen, new_clock, held):
    words = [(0.1 * place, b"temperature is fine today\r\n") for place in range(600)]
    with SerialHeart(port, words, speed=SPEED, held=held):
        ear = listen(SerialSensor(SerialSpec(port=port.device), QUICK), new_clock(SPEED))
        error_message = ear.next(LinkChanged, state="unavailable")
    assert "“temperature is fine today”" in sentence_of(error_message)
    # What it said is in the recording all the same.
    assert b"temperature" in b"".join(packet.data for packet in ear.all(Packet) if packet.channel == "serial")


STARTER = "♥  A HeartBeat Happened ! \r\nBPM: 72\r\n".encode()


@pytest.mark.parametrize("lines", [STARTER, "♥\r\n".encode(), b"Beat!\r\nHeart rate:71.31bpm / SpO2:97%\r\n"])
def test_a_starter_sketch_is_answered_with_its_lines_and_the_sketch_to_use(port, listen, new_clock, held, lines):
    words = [(0.0, WOKEN), *((0.8 * place, lines) for place in range(1, 200))]
    with SerialHeart(port, words, speed=SPEED, held=held):
        ear = listen(SerialSensor(SerialSpec(port=port.device), QUICK), new_clock(SPEED))
        said = ear.next(LinkChanged, state="unavailable")
    assert said.code is LinkCode.SKETCH_WITHOUT_BEATS
    first = lines.split(b"\r\n")[0].decode().strip()
    sentence = sentence_of(said)
    assert f"“{first}”" in sentence
    assert "docs/pulse-sensor.md" in sentence
    assert ear.all(Beat) == []


WOKEN = (
    b"ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n"
    b"configsip: 0, SPIWP:0xee\r\nclk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00\r\n"
    b"mode:DIO, clock div:1\r\nload:0x3fff0030,len:1344\r\nload:0x40078000,len:13964\r\nload:0x40080400,len:3600\r\n"
    b"entry 0x400805f0\r\n\x1b[0;32mI (29) boot: ESP-IDF v5.1 2nd stage bootloader\x1b[0m\r\n"
)
"""What an ESP32 says when it starts, at the speed at which sketches print."""


def test_a_board_that_started_and_is_silent_is_told_calmly_and_heard_when_it_speaks(port, listen, new_clock, held):
    spoken = SPEAKERS["ibi"](heartbeats(60.0), 60.0)
    words = [(0.0, WOKEN), *((30.0 + at_s, data) for at_s, data in spoken)]
    with SerialHeart(port, words, speed=SPEED, held=held):
        ear = listen(SerialSensor(SerialSpec(port=port.device), QUICK), new_clock(SPEED))
        said = ear.next(LinkChanged, state="unavailable")
        ear.next(Beat)
    assert said.code is LinkCode.BOARD_STARTED
    assert sentence_of(said).startswith(f"The board at {port.device} has started")
    codes = [event.code for event in ear.all(LinkChanged) if event.state == "unavailable"]
    assert codes in ([LinkCode.BOARD_STARTED], [LinkCode.BOARD_STARTED, LinkCode.PORT_SILENT])


def test_a_board_that_starts_again_in_the_midst_of_it_is_no_trouble(port, listen, new_clock, held):
    spoken = SPEAKERS["ibi"](heartbeats(40.0), 40.0)
    words = sorted([*spoken, *((at_s, WOKEN) for at_s in (0.0, 12.5, 25.5))])
    sensor = SerialSensor(spec_for(port, "ibi"), QUICK)
    ear = listen(sensor, new_clock(SPEED))
    with SerialHeart(port, words, speed=SPEED, held=held):
        hear_out(ear, words)
    assert [event.state for event in ear.all(LinkChanged)] == ["searching", "connecting", "streaming"]
    assert ear.all(Notice) == []
    assert len(ear.all(Beat)) > 30


def test_what_is_heard_while_the_port_is_closed_is_kept_as_well(listen, new_clock, monkeypatch):
    class LastWords:
        """A port that is silent, and where the first words come just when it is being closed."""

        def __init__(self, device, settings, clock, loop, on_bytes, on_gone):
            self.close = lambda: loop.call_soon_threadsafe(on_bytes, b"S512\r\n", clock.now_s())

        def set(self, settings):
            pass

    monkeypatch.setattr("devices.transports.serial.link.OpenPort", LastWords)
    here = [Port(device="COM3", label="Nano", location="1-1")]
    ear = listen(SerialSensor(SerialSpec(port="COM3"), QUICK, list_ports=lambda: here), new_clock(SPEED))
    packet = ear.next(Packet)
    assert (packet.channel, packet.data) == ("serial", b"S512\r\n")


def test_garbage_is_kept_and_the_sensor_found_when_it_ends(port, listen, new_clock, held):
    noise = np.random.default_rng(3).integers(0, 256, size=(200, 40), dtype=np.uint8)
    garbage = [(0.1 * place, row.tobytes()) for place, row in enumerate(noise)]
    spoken = [*garbage, *((20.0 + at, data) for at, data in SPEAKERS["nonin2"](heartbeats(60.0), 60.0))]
    with SerialHeart(port, spoken, speed=SPEED, held=held):
        ear = listen(SerialSensor(SerialSpec(port=port.device), QUICK), new_clock(SPEED))
        error_message = ear.next(LinkChanged, state="unavailable")
        ear.next(Beat)
    assert "not in a way we know" in sentence_of(error_message)
    assert {fact.value for fact in ear.all(DeviceFact) if fact.name == "protocol"} == {"nonin2"}


def test_one_that_stops_unless_it_is_asked_to_go_on_is_asked(port, listen, new_clock, held):
    spoken = SPEAKERS["cms50-new"](heartbeats(30.0), 30.0)
    sensor = SerialSensor(SerialSpec(port=port.device, protocol="cms50-new"), QUICK)
    ear = listen(sensor, new_clock(SPEED))
    with SerialHeart(port, spoken, speed=SPEED, held=held, waking=WAKING["cms50-new"]) as heart:
        hear_out(ear, spoken)
        asked_on = b"\x7d\x81\xaf" + b"\x80" * 6
        give_up_s = time.monotonic() + 60.0
        while asked_on not in heart.received and time.monotonic() < give_up_s:
            heart.done.wait(0.05)
    assert asked_on in heart.received


def test_a_coarse_clock_says_what_it_costs(port, listen, new_clock, held):
    spoken = SPEAKERS["cms50"](heartbeats(SECONDS), SECONDS)
    ear = listen(SerialSensor(spec_for(port, "cms50"), QUICK), new_clock(SPEED))
    with SerialHeart(port, spoken, speed=SPEED, held=held):
        hear_out(ear, spoken)
    facts = {fact.name: fact.value for fact in ear.all(DeviceFact)}
    assert float(facts["resolution_ms"]) > 1.0
    assert float(facts["rmssd_floor_ms"]) > 1.0
    assert any("RMSSD" in sentence_of(notice) for notice in ear.all(Notice))
