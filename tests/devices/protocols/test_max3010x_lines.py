import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.max3010x_lines import (
    HeartRateLine,
    InfraredLine,
    NoSensorLine,
    OxygenEstimate,
    OxygenLine,
    PresenceLine,
    ReadingsLine,
    WordsLine,
    decode_line,
)

ESTIMATE = OxygenEstimate(rate_bpm=75, rate_valid=True, saturation_percent=98, saturation_valid=True)
UNKNOWN = OxygenEstimate(rate_bpm=-999, rate_valid=False, saturation_percent=-999, saturation_valid=False)


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (
            b"IR=123456, BPM=72.00, Avg BPM=70",
            HeartRateLine(infrared=123456, rate_bpm=72.0, mean_rate_bpm=70, finger=True),
        ),
        (
            b"IR=1203, BPM=45.10, Avg BPM=12 No finger?",
            HeartRateLine(infrared=1203, rate_bpm=45.1, mean_rate_bpm=12, finger=False),
        ),
        (b" R[1200] IR[1300] G[90] Hz[47.2]", ReadingsLine(red=1200, infrared=1300, green=90, rate_hz=47.2)),
        (b"R[1200] IR[1300] G[90]", ReadingsLine(red=1200, infrared=1300, green=90)),
        (
            b" R[1] IR[2] G[3] Hz[40.00] INT! I[1000000]",
            ReadingsLine(red=1, infrared=2, green=3, rate_hz=40.0, interrupted=True, flags=64),
        ),
        (b"red=91234, ir=101234", OxygenLine(red=91234, infrared=101234)),
        (
            b"red=91234, ir=101234, HR=75, HRvalid=1, SPO2=98, SPO2Valid=1",
            OxygenLine(red=91234, infrared=101234, estimate=ESTIMATE),
        ),
        (
            b"red=9, ir=8, HR=-999, HRvalid=0, SPO2=-999, SPO2Valid=0",
            OxygenLine(red=9, infrared=8, estimate=UNKNOWN),
        ),
        (b"IR[900] Hz[25.01] delta[-4]", PresenceLine(infrared=900, rate_hz=25.01, delta=-4, present=False)),
        (
            b"IR[9000] Hz[25.01] CD[4000] Something is there!",
            PresenceLine(infrared=9000, rate_hz=25.01, delta=4000, present=True),
        ),
        (b"523", InfraredLine(infrared=523)),
        (b"MAX30105 was not found. Please check wiring/power. ", NoSensorLine()),
        (b"Initializing...", WordsLine(text="Initializing...")),
    ],
)
def test_a_line_decodes(line, record):
    assert decode_line(line) == record
    assert decode_line(record.encode()) == record


@pytest.mark.parametrize(
    "line", [b"", b"!", b"IR=12x3, BPM=72.00, Avg BPM=70", b"IR=", b"R[1] IR[", b"-523", b"red=1", 300 * b"1"]
)
def test_other_lines_are_refused(line):
    with pytest.raises(MalformedDataError):
        decode_line(line)


count = st.integers(0, 9_999_999_999)
whole = st.integers(-999_999_999, 999_999_999)
hundredths = st.integers(0, 10**6).map(lambda number: number / 100)
records = (
    st.builds(HeartRateLine, infrared=count, rate_bpm=hundredths, mean_rate_bpm=whole, finger=st.booleans())
    | st.builds(
        ReadingsLine,
        red=count,
        infrared=count,
        green=count,
        rate_hz=st.none() | hundredths,
        interrupted=st.booleans(),
        flags=st.none() | st.integers(0, 255),
    )
    | st.builds(PresenceLine, infrared=count, rate_hz=hundredths, delta=whole, present=st.booleans())
    | st.builds(
        OxygenLine,
        red=count,
        infrared=count,
        estimate=st.none()
        | st.builds(
            OxygenEstimate,
            rate_bpm=whole,
            rate_valid=st.booleans(),
            saturation_percent=whole,
            saturation_valid=st.booleans(),
        ),
    )
    | st.builds(InfraredLine, infrared=count)
    | st.builds(NoSensorLine, chip=st.sampled_from(["MAX30105", "MAX30102"]))
)


@given(records)
def test_what_is_encoded_decodes_to_the_same(record):
    assert decode_line(record.encode()) == record


@given(st.binary(max_size=120) | st.from_regex(rb"(IR|red)[=\[][0-9]{1,12}[\], ].*"))
def test_any_bytes_decode_or_are_refused(data):
    try:
        record = decode_line(data)
    except MalformedDataError:
        return
    assert decode_line(record.encode()) is not None
