import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.pulse_sensor import CouldNotStart, PulseSensorLine, PulseSensorLines
from devices.protocols.pulse_sensor_plotter import PlotterLine


def line(quantity, value, sensor=0, of_two=False):
    return PulseSensorLine(quantity=quantity, value=value, sensor=sensor, of_two=of_two)


@pytest.mark.parametrize(
    ("stream", "records", "malformed"),
    [
        ("S512", [line("sample", 512)], 0),
        ("B72 Q833", [line("rate", 72), line("interval", 833)], 0),
        (
            "a511 b498 A70 M858 B71 N845",
            [
                line("sample", 511, 0, True),
                line("sample", 498, 1, True),
                line("rate", 70, 0, True),
                line("interval", 858, 0, True),
                line("rate", 71, 1, True),
                line("interval", 845, 1, True),
            ],
            0,
        ),
        ("Q Qabc Q8\r3 Q833", [line("interval", 833)], 3),
        ("! !", [CouldNotStart(), CouldNotStart()], 0),
        ("!now X12 512", [], 3),
    ],
)
def test_lines_decode(stream, records, malformed):
    lines = PulseSensorLines()
    assert lines.feed(b"32\r\n" + stream.replace(" ", "\r\n").encode() + b"\r\n") == records
    assert lines.malformed == malformed


def test_another_sketch_may_be_on_the_board_after_a_break():
    lines = PulseSensorLines()
    assert lines.feed(b"\na511\nB71\n")[-1].sensor == 1
    lines.clear()
    assert lines.feed(b"\nB71\n")[-1].sensor == 0


records = st.sampled_from(
    [("sample", 0, False), ("rate", 0, False), ("interval", 0, False)]
    + [(quantity, sensor, True) for quantity in ("sample", "rate", "interval") for sensor in (0, 1)]
).flatmap(lambda what: st.integers(0, 9_999_999_999).map(lambda value: line(what[0], value, *what[1:])))


@given(records)
def test_what_is_encoded_decodes_to_the_same(record):
    assert PulseSensorLine.decode(record.encode(), two_sensors=record.of_two) == record


@given(st.binary(max_size=20) | st.from_regex(rb"[SBQabAMN!][0-9]*"), st.booleans())
def test_any_bytes_decode_or_are_refused(data, two_sensors):
    for decode in (
        lambda data: PulseSensorLine.decode(data, two_sensors=two_sensors),
        CouldNotStart.decode,
        PlotterLine.decode,
    ):
        try:
            record = decode(data)
        except MalformedDataError:
            continue
        assert decode(record.encode()) == record


@pytest.mark.parametrize(
    ("data", "fields"),
    [(b"72,833,540", (72, 833, 540)), (b"0,600,511", (0, 600, 511)), (b"72, 833, 540 ", (72, 833, 540))],
)
def test_a_plotter_line_decodes(data, fields):
    record = PlotterLine.decode(data)
    assert (record.rate_bpm, record.interval_ms, record.sample) == fields


@pytest.mark.parametrize("data", [b"72,833", b"72,833,540,1", b"a,833,540", b"72,-1,3", b""])
def test_other_lines_are_no_plotter_lines(data):
    with pytest.raises(MalformedDataError):
        PlotterLine.decode(data)


counts = st.integers(0, 9_999_999_999)


@given(st.builds(PlotterLine, rate_bpm=counts, interval_ms=counts, sample=counts))
def test_a_plotter_line_that_is_encoded_decodes_to_the_same(record):
    assert PlotterLine.decode(record.encode()) == record
