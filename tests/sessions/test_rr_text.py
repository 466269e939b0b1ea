"""RR text is understood as far as it can be, and questioned by line where it cannot."""

import gzip
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.errors import RecordingError
from sessions.rr_text import RrText, read_rr_text
from sessions.tables import lines as text_lines
from tests.rigs.words.said_errors import raises_saying, said
from ui.words.languages import english
from ui.words.recordings.interval_words import interval_text_sentence


def remark_on(read: RrText) -> str:
    """Return how the text was understood, as a person reads it."""
    return interval_text_sentence(
        read.count,
        read.unit,
        english(),
        interval_title=read.interval_title,
        time_title=read.time_title,
        backwards_line=read.backwards_line,
        lines_set_aside=read.lines_set_aside,
        decimal_commas=read.decimal_commas,
        unused_times_title=read.unused_times_title,
        unused_titles=read.unused_titles,
    )


@pytest.fixture
def text(tmp_path):
    """Write a text, in bytes or words, and read it as RR text."""

    def read(content):
        path = tmp_path / "rr.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_rr_text(path)

    return read


@pytest.mark.parametrize(
    "content",
    [
        "812\n805.5\n830\n",
        "812\r\n805.5\r\n830",
        b"\xef\xbb\xbf812\n805.5\n830\n",
        "# from my strap\n\n812\n  805.5 \n# late\n830\n\n",
        b"# caf\xe9 in Latin-1\n812\n805.5\n830\n",
        "rr\n812\n805.5\n830\n",
        "8.12e2\n805.5\n830",
    ],
)
def test_one_interval_a_line(text, content):
    read = text(content)
    assert read.rr_ms == (812.0, 805.5, 830.0)
    assert (read.t_s, read.unit) == (None, "ms")
    assert remark_on(read).startswith("3 intervals in milliseconds")


def test_seconds_are_recognised_and_said(text):
    read = text("0.812\n0.8055\n1.3\n")
    assert read.rr_ms == pytest.approx((812, 805.5, 1300), rel=1e-15)
    assert read.unit == "s"
    assert remark_on(read) == "3 intervals in seconds."


@settings(max_examples=50)
@given(st.lists(st.floats(200, 3000), min_size=1, max_size=29))
def test_what_is_written_is_read(tmp_path_factory, rr_ms):
    path = tmp_path_factory.mktemp("rr") / "rr.txt"
    path.write_text("\n".join(map(repr, rr_ms)))
    assert read_rr_text(path).rr_ms == tuple(rr_ms)


def test_a_pause_is_an_interval_like_any_other(text):
    assert text("812\n14000\n805\n").rr_ms == (812.0, 14000.0, 805.0)
    assert text("0.812\n14\n0.805\n").rr_ms == (812.0, 14000.0, 805.0)


@pytest.mark.parametrize(
    "content",
    [
        "time,rr\n0.5,800\n1.3,820\n",
        "RR;Time\n800;0,5\n820;1,3\n",
        "Time [s]\tRR-interval [ms]\n0.5\t800\n1.3\t820\n",
        "t_s,quality,rr_ms\n0.5,good,800\n1.3,bad,820\n",
        '"time","ibi"\n"0.5","800"\n"1.3","820"\n',
        "time_ms,rr_s\n500,0.8\n1300,0.82\n",
        "timestamp,rr\n500,800\n1300,820\n",
        "T;IBI (s)\n0,5;0,8\n1,3;0,82\n",
    ],
)
def test_columns_are_found_by_their_names(text, content):
    read = text(content)
    assert read.rr_ms == pytest.approx((800, 820), rel=1e-12)
    assert read.t_s == pytest.approx((0.5, 1.3), rel=1e-12)


def test_the_remark_says_which_columns(text):
    read = text("Phone timestamp;RR-interval [ms]\n0.5;800\n1.3;820\n")
    assert (
        remark_on(read)
        == "2 intervals in milliseconds, from the column 'RR-interval [ms]', with the times of 'Phone timestamp'."
    )


def test_dates_count_from_the_first(text):
    read = text("timestamp,rr\n2026-11-22T14:05:09.500+01:00,800\n2026-11-22T13:05:10.300Z,820\n")
    assert read.t_s == pytest.approx((0.0, 0.8), abs=1e-6)


def test_other_columns_are_set_aside(text):
    assert text("\trr\tnote\n\t992,5\t\n\t \n1\t1016,0\tquiet\n").rr_ms == (992.5, 1016.0)
    assert text(",rr\n0,992.0\n1,1016.0\n").rr_ms == (992.0, 1016.0)


def test_times_that_go_backwards_are_set_aside_and_said(text):
    read = text("time,rr\n1.0,800\n\n2.0,820\n1.9,810\n")
    assert read.rr_ms == (800.0, 820.0, 810.0)
    assert read.t_s is None
    assert "go backwards in line 5" in remark_on(read)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("812\n812\n0.8\n0.8\n", "line [13]: '(812|0.8)' does not fit"),
        ("[Params]\nVersion=106\n", r"line 1: '\[Params\]' is not an interval"),
        ('{"RIDE": {"rr": [800, 810]}}', "looks like JSON"),
        ("[[800, 810], [820]]", "looks like JSON"),
        ("<?xml version='1.0'?><hr/>", "looks like XML"),
        (b"\x0e\x10\xd9\x07\x00\x00\x00\x00.FIT\x00", "looks like a FIT file"),
        (b"PK\x03\x04rest", "looks like a packed file.*Please unpack it"),
        (b"\x1f\x8b\x08rest", "looks like a packed file.*Please unpack it"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "looks like a spreadsheet.*save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "looks like a spreadsheet.*save the sheet as CSV"),
        (b"0       " + b" " * 176 + b"512     ", "looks like an EDF recording.*Please export"),
        (b"\x89PNG\r\n\x1a\n", "looks like a picture"),
        (b"\xff\xd8\xff\xe0", "looks like a picture"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "looks like a sound"),
        (b"%PDF-1.7", "looks like a PDF"),
        (b"<!DOCTYPE html><html>", "looks like a web page"),
        (b"{\\rtf1\\ansi 800}", "RTF.*save it as plain text"),
        (b"\x89HDF\r\n", "looks like scientific data"),
        (b"# soften capture 1\n1.25 2a37 16 3c 00 04\n", "looks like a capture of Soften.*plays and records it"),
        ("800\n" + "8" * 20_000, "line 2: '8{59}…' is far too long a line"),
        ("812\nhello\n", "line 2: 'hello' is not an interval"),
        ("812\n\n# x\n8l5\n", "line 4: '8l5' is not an interval"),
        ("812\n1_000\n", "line 2: '1_000' is not an interval"),
        ("812\n0\n", "line 2: '0' cannot be an interval"),
        ("812\n-5\n", "line 2: '-5' cannot be"),
        ("812\nnan\n", "line 2: 'nan' cannot be"),
        ("812\ninf\n", "line 2: 'inf' cannot be"),
        ("812 805 830\n", "has 3 values"),
        ("time,hr\n1,70\n", "line 1: 'time,hr' is not an interval.*header such as: time,rr"),
        ("time,rr\n1.0,800\n2.0\n", r"line 3: '2.0' has 1 value where the header names 2\. A decimal comma"),
        ("time;rr\n1.0;800;5\n", r"line 2: '1.0;800;5' has 3 values where the header names 2\.$"),
        ("time,rr\n1.0,\n", "line 2: '1.0,' is not an interval"),
        ("rr,nn\n800,800\n", "several columns of intervals"),
        ("72\n75\n71\n", "typical value is 72.*heart rates"),
        ("\n".join(str(0.8 * beat) for beat in range(1, 100)), "times of beats"),
        ("", "holds no intervals"),
        ("# nothing\n\n", "holds no intervals"),
        ("time,rr\n", "a header but no intervals"),
        (
            b"812\0\0805\n\0",
            "not a text file, or is saved in a coding that cannot be told. Please save it as text in UTF-8",
        ),
        (b"SQLite format 3\0", "looks like a database"),
        ("812\n" + "9" * 400 + "x\n", "line 2: '9{59}…' is not"),
    ],
)
def test_what_cannot_be_is_named(text, tmp_path, content, says):
    with raises_saying(RecordingError, says) as caught:
        text(content)
    assert caught.value.path == str(tmp_path / "rr.txt")
    assert str(tmp_path / "rr.txt") in said(caught.value)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_questioned(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "rr.txt"
    path.write_bytes(content)
    try:
        read = read_rr_text(path)
    except RecordingError:
        return
    assert all(0 < rr_ms < math.inf for rr_ms in read.rr_ms)


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    with raises_saying(RecordingError, "There is no file"):
        read_rr_text(tmp_path / "nowhere.txt")
    with raises_saying(RecordingError, "is a folder"):
        read_rr_text(tmp_path)


@pytest.mark.parametrize(
    ("file", "intervals", "total_s", "unit"),
    [
        ("rf-paced-elite-01-17/2026-01-17_17-47-13.txt", 148, 120.722, "ms"),
        ("rf-paced-elite-01-17/2026-01-17_18-11-56.txt", 142, 119.657, "ms"),
        ("hrvpy-rest/rest_rri_orig.txt", 910, 963.434, "ms"),
        ("pyhrv-samples/nni_long_ms.txt", 4684, 3599.365, "ms"),
        ("ghrv-beats/rr.txt", 15456, 14100.03, "s"),
        ("elite-polar-exports-shared/eliteSample01.txt", 2085, 1686.224, "ms"),
        ("dhyb-h10-ibi/rr_ms.txt", 620, 601.569, "ms"),
        ("psl-rr-shared/subjE_BA_60_RR_2.txt", 738, 344.552, "ms"),
        ("systole-rr-ppg/rr_orig.csv", 245, 216.3933333, "ms"),
        ("nsr2db-nsr001/rr_ms.txt", 106459, 80965.5390625, "ms"),
        ("elite-polar-exports-shared/polarSample01.txt", 685, 476.47, "s"),
        ("dhyb-h10-ibi/sample_data_ibi.csv", 620, 601.569, "ms"),
        ("welltory-ppg-shared/s01_RR.txt", 100, 110.173, "ms"),
        ("hrvpy-exercise/exercise_rri.hrm", 4117, 2561.791, "ms"),
    ],
)
def test_real_exports_are_read(recordings, file, intervals, total_s, unit):
    read = read_rr_text(recordings / file)
    assert len(read.rr_ms) == intervals
    assert math.fsum(read.rr_ms) / 1000 == pytest.approx(total_s, abs=1e-6)
    assert read.unit == unit


def test_real_times_agree_with_the_intervals(recordings):
    read = read_rr_text(recordings / "psl-rr-shared/subjE_BA_60_RR_2.txt")
    assert read.t_s is not None
    assert read.t_s[-1] - read.t_s[0] == pytest.approx(sum(read.rr_ms[1:]) / 1000, abs=1.0)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("ghrv-beats/beat_ascii.txt", "times of beats"),
        ("fit-rr-shared/garmin-fenix-5-walk.fit", "looks like a FIT file"),
    ],
)
def test_other_real_exports_are_explained(recordings, file, says):
    with raises_saying(RecordingError, says):
        read_rr_text(recordings / file)


def test_a_real_export_with_wandering_times_is_read(recordings, text):
    read = text(gzip.decompress((recordings / "fatmaxxer-h10-run/rr_orig.csv.gz").read_bytes()))
    assert len(read.rr_ms) == 11463
    assert read.t_s is None
    assert "go backwards in line 143" in remark_on(read)


def test_sessions_weeks_apart_are_as_far_apart_as_they_are(text):
    day_s = 86_400
    lines = [f"{week * 7 * day_s + beat * 0.8:.1f},800" for week in range(3) for beat in range(60)]
    read = text("time,rr\n" + "\n".join(lines))
    assert read.t_s is not None
    assert read.t_s[60] - read.t_s[59] == pytest.approx(7 * day_s - 59 * 0.8)
    assert read.t_s[-1] == pytest.approx(14 * day_s + 59 * 0.8)


@pytest.mark.parametrize(
    "lines",
    [
        ["812", "805", "830"],
        ["812.5", "805.25", "830.0"],
        ["0.812", "0.8055", "1.3"],
        ["0812", "805", "830"],
        ["812", "805.5", "830", "804"],
        ["1.006", "960", "955", "1.012"],
        ["1.006", "1.960", "1.955", "1.012"],
        ["812", "0", "830", "820", "822"],
        ["812", "5", "830", "820", "822"],
        ["0.8", "812", "830", "820", "822"],
        ["812000", "805000", "99830000"],
    ],
)
def test_a_plain_column_is_what_it_is_line_by_line(text, lines):
    plain = "\n".join(lines)
    assert text(plain) == text(plain.replace("\n", "\r\n") + "\r\n") == text(plain + "\n\n")


@pytest.mark.parametrize("lines", [["5", "5"], ["0", "0"], [str(at) for at in range(800, 860)]])
def test_a_plain_column_is_refused_as_it_is_line_by_line(text, lines):
    plain = "\n".join(lines)
    refused = []
    for content in (plain, plain + "\n# read line by line"):
        with pytest.raises(RecordingError) as error:
            text(content)
        refused.append(said(error.value))
    assert refused[0] == refused[1]


def test_how_long_a_text_may_be_depends_on_what_a_line_costs(text, monkeypatch):
    monkeypatch.setattr(text_lines, "_MOST_LINES", 20)
    monkeypatch.setattr(text_lines, "_MOST_NUMBERS", 40)
    assert text("800\n" * 40).count == 40
    for content in ("800\n" * 41, "800,\n" * 21, "800 x\r" * 21):
        with raises_saying(RecordingError, "far too large"):
            text(content)
