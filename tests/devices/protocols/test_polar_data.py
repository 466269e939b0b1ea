"""Data frames of Polar sensors: samples plain and compressed, and those of a real ride."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.polar_control_point import Command, Settings, decode_message, decode_offered
from devices.protocols.polar_delta_frame import decode_delta_frame, encode_delta_frame
from devices.protocols.polar_measurement import AccelerationFrame, EcgFrame, PulseFrame, PulseInterval, decode_frame

TIMELESS = "00 00 00 00 00 00 00 00"


def pulse(rate, interval_ms, error_ms, *, blocked=False, contact=True):
    return PulseInterval(
        heart_rate_bpm=rate, interval_ms=interval_ms, error_ms=error_ms, blocked=blocked, in_contact=contact
    )


@pytest.mark.parametrize(
    ("payload", "channels", "resolution_bits", "samples"),
    [
        ("F1 FF 14 00 F0 03 06 01 7B 0F 08", 3, 16, ((-15, 20, 1008), (-20, 17, 1008))),
        (
            "D0 FF 65 01 E4 0F 08 02 FC 07 FF 0C 13 F2",
            3,
            16,
            ((-48, 357, 4068), (-52, 364, 4067), (-40, 383, 4053)),
        ),
        ("F1 FF 14 00 F0 03 04 02 DB 10 D1", 3, 16, ((-15, 20, 1008), (-20, 17, 1008), (-19, 18, 1005))),
        ("E8 03 00 03 05 71 07", 1, 24, ((1000,), (1001,), (999,), (996,), (999,), (999,))),
        ("FB FF 07 00 06 02 F9 C5 84", 2, 16, ((-5, 7), (-12, 30), (0, -1))),
        ("E8 03 00", 1, 24, ((1000,),)),
        ("E8 03 00 00 02", 1, 24, ((1000,), (1000,), (1000,))),  # no bits at all: nothing changes
    ],
)
def test_compressed_samples(payload, channels, resolution_bits, samples):
    data = bytes.fromhex(payload)
    assert decode_delta_frame(data, channels=channels, resolution_bits=resolution_bits) == samples
    again = encode_delta_frame(samples, resolution_bits=resolution_bits)
    assert decode_delta_frame(again, channels=channels, resolution_bits=resolution_bits) == samples
    assert len(again) <= max(len(data), 6)


@pytest.mark.parametrize(
    "payload", ["", "F1 FF 14 00 F0", "F1 FF 14 00 F0 03 06", "F1 FF 14 00 F0 03 06 01 7B 0F", 6 * "00" + "21 01 00"]
)
def test_compressed_samples_that_break_off_are_refused(payload):
    with pytest.raises(MalformedDataError):
        decode_delta_frame(bytes.fromhex(payload), channels=3, resolution_bits=16)


@given(
    st.integers(1, 4).flatmap(
        lambda channels: st.lists(
            st.lists(st.integers(-(1 << 23), (1 << 23) - 1), min_size=channels, max_size=channels).map(tuple),
            min_size=1,
            max_size=40,
        )
    )
)
def test_compressed_samples_come_back_the_same(samples):
    payload = encode_delta_frame(samples, resolution_bits=24)
    assert decode_delta_frame(payload, channels=len(samples[0]), resolution_bits=24) == tuple(samples)


def test_more_samples_than_a_block_holds():
    samples = tuple((number % 3,) for number in range(600))
    assert decode_delta_frame(encode_delta_frame(samples, resolution_bits=8), channels=1, resolution_bits=8) == samples


@pytest.mark.parametrize(
    ("data", "frame"),
    [
        (
            "00 00 94 35 77 00 00 00 00 00 02 80 FF 02 80 00",
            EcgFrame(stamp_ns=2_000_000_000, samples_uv=(-32766, 32770)),
        ),
        (
            "00 00 80 5B D2 D2 E3 AD 0B 00 00 00 00 01 00 00 FF FF FF F4 01 00 0C FE FF",
            EcgFrame(stamp_ns=841579200 * 10**9, samples_uv=(0, 1, -1, 500, -500)),
        ),
        (f"02 {TIMELESS} 01 F7 FF FF FF E7 03", AccelerationFrame(stamp_ns=0, samples=((-9, -1, 999),))),
        (f"02 {TIMELESS} 00 F7 FF 7F", AccelerationFrame(stamp_ns=0, samples=((-9, -1, 127),), frame_type=0)),
        (
            f"02 {TIMELESS} 02 F7 FF FF FF FF FF E7 03 00",
            AccelerationFrame(stamp_ns=0, samples=((-9, -1, 999),), frame_type=2),
        ),
        (
            f"02 {TIMELESS} 81 F1 FF 14 00 F0 03 06 01 7B 0F 08",
            AccelerationFrame(stamp_ns=0, samples=((-15, 20, 1008), (-20, 17, 1008)), frame_type=0x81),
        ),
        (
            f"02 {TIMELESS} 80 F1 FF 14 00 F0 03 06 01 7B 0F 08",
            AccelerationFrame(stamp_ns=0, samples=((-15, 20, 1008), (-20, 17, 1008)), frame_type=0x80),
        ),
        (
            f"03 {TIMELESS} 00 3C 2C 04 06 00 06 3C 09 04 06 00 06 3C A2 03 07 00 06 3C 82 03 09 00 06 "
            "3C 23 04 0A 00 06",
            PulseFrame(
                stamp_ns=0,
                intervals=(
                    pulse(60, 1068, 6),
                    pulse(60, 1033, 6),
                    pulse(60, 930, 7),
                    pulse(60, 898, 9),
                    pulse(60, 1059, 10),
                ),
            ),
        ),
        (
            f"03 {TIMELESS} 00 48 41 03 04 00 06 48 34 03 2C 01 07 47 4D 03 06 00 04",
            PulseFrame(
                stamp_ns=0,
                intervals=(pulse(72, 833, 4), pulse(72, 820, 300, blocked=True), pulse(71, 845, 6, contact=False)),
            ),
        ),
        (
            f"03 {TIMELESS} 00 80 80 80 80 80 07 00 01 00 01 00 00",
            PulseFrame(stamp_ns=0, intervals=(pulse(128, 32896, 32896, blocked=True), pulse(0, 1, 1, contact=None))),
        ),
    ],
)
def test_a_data_frame(data, frame):
    assert decode_frame(bytes.fromhex(data)) == frame
    again = frame.encode()
    assert decode_frame(again) == frame
    if again[9] < 0x80:  # what is compressed can be written in several ways
        assert again == bytes.fromhex(data)


def test_flags_that_nobody_knows_change_nothing():
    (known,) = decode_frame(bytes.fromhex(f"03 {TIMELESS} 00 80 80 80 80 80 FF")).intervals
    assert known == pulse(128, 32896, 32896, blocked=True)


def test_the_factor_is_needed_for_one_type_alone():
    written_as = (0, 1, 2, 0x80, 0x81)
    needing = [each for each in written_as if AccelerationFrame(stamp_ns=1, samples=(), frame_type=each).needs_factor]
    assert needing == [0x80]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "00",
        f"00 {TIMELESS}",
        f"00 {TIMELESS} 00",
        f"00 {TIMELESS} 00 01 02",
        f"00 {TIMELESS} 01 01 02 03",
        f"02 {TIMELESS} 01 01 02 03 04",
        f"02 {TIMELESS} 03 01 02 03",
        f"02 {TIMELESS} 81 01 02 03",
        f"03 {TIMELESS} 00 3C 2C 04 06 00",
        f"03 {TIMELESS} 80 3C 2C 04 06 00 06",
        f"01 {TIMELESS} 00 01 02 03",
        f"00 {TIMELESS} 00" + 600 * "00",
    ],
)
def test_what_is_no_data_frame_is_refused(data):
    with pytest.raises(MalformedDataError):
        decode_frame(bytes.fromhex(data))


stamps = st.integers(0, (1 << 64) - 1)


def whole(bits):
    return st.integers(-(1 << bits - 1), (1 << bits - 1) - 1)


def axes(bits):
    return st.lists(st.tuples(whole(bits), whole(bits), whole(bits)), min_size=1, max_size=30).map(tuple)


u16 = st.integers(0, 0xFFFF)

frames = (
    st.builds(EcgFrame, stamp_ns=stamps, samples_uv=st.lists(whole(24), min_size=1, max_size=160).map(tuple))
    | st.builds(
        PulseFrame,
        stamp_ns=stamps,
        intervals=st.lists(
            st.builds(
                PulseInterval,
                heart_rate_bpm=st.integers(0, 255),
                interval_ms=u16,
                error_ms=u16,
                blocked=st.booleans(),
                in_contact=st.none() | st.booleans(),
            ),
            min_size=1,
            max_size=40,
        ).map(tuple),
    )
    | st.sampled_from([(0, 8), (1, 16), (2, 24), (0x80, 16), (0x81, 16)]).flatmap(
        lambda kind: st.builds(AccelerationFrame, stamp_ns=stamps, samples=axes(kind[1]), frame_type=st.just(kind[0]))
    )
)


@given(frames)
def test_frames_come_back_the_same(frame):
    assert decode_frame(frame.encode()) == frame


@given(
    st.binary(max_size=600)
    | st.tuples(st.sampled_from([0, 2, 3]), st.binary(max_size=300)).map(
        lambda parts: bytes([parts[0]]) + bytes(8) + parts[1]
    ),
)
def test_any_bytes_decode_or_are_refused(data):
    for decode in (decode_frame, decode_message, decode_offered, Command.decode, Settings.decode):
        try:
            decode(data)
        except MalformedDataError:
            continue


def test_every_frame_of_a_real_ride(recordings):
    with gzip.open(recordings / "h10-pmd-ecg-shared" / "frames.hex.gz", "rt") as lines:
        sent = [bytes.fromhex(line) for line in lines]
    ride = [decode_frame(data) for data in sent]
    assert len(ride) == 1282
    assert sum(len(frame.samples_uv) for frame in ride) == 93586
    assert [frame.encode() for frame in ride] == sent
    span_s = (ride[-1].stamp_ns - ride[0].stamp_ns) * 1e-9
    assert 73 * 1281 / span_s == pytest.approx(130.0503, abs=1e-4)
