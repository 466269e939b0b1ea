"""One heart as many programs write it: whatever the layout, the same intervals and the same gap come out."""

import math
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import RecordingError
from sessions.rr_text import RrText, read_rr_text
from tests.rigs.files.strange_tables import strange_table
from tests.rigs.suite.long_forms import examples, first_of
from tests.rigs.words.said_errors import raises_saying

GAP_AFTER, GAP_S = 40, 60.0


def heart(beats: int, seed: int) -> tuple[list[int], list[float]]:
    """Return intervals in ms that breathe, and when each ended in seconds, with a gap in the middle."""
    chance = random.Random(seed)
    mean = chance.uniform(560.0, 1150.0)
    rr_ms = [round(mean + 60 * math.sin(beat / 2.4) + chance.gauss(0, 12)) for beat in range(beats)]
    t_s, at = [], 0.0
    for beat, rr in enumerate(rr_ms):
        at += rr / 1000 + (GAP_S if beat == GAP_AFTER else 0.0)
        t_s.append(at)
    return rr_ms, t_s


BEGAN = datetime(2026, 3, 5, 23, 58, 10, tzinfo=UTC)  # so that midnight comes


def moment(t_s: float) -> datetime:
    return BEGAN + timedelta(seconds=t_s)


TIMES: dict[str, Callable[[float], str]] = {
    "s": lambda t_s: f"{t_s:.3f}",
    "ms": lambda t_s: f"{t_s * 1e3:.0f}",
    "us": lambda t_s: f"{t_s * 1e6:.0f}",
    "ns since 1970": lambda t_s: f"{(1_772_694_615 + t_s) * 1e9:.0f}",
    "ms since 1970": lambda t_s: f"{(1_772_694_615 + t_s) * 1e3:.0f}",
    "minutes": lambda t_s: f"{t_s / 60:.6f}",
    "hours": lambda t_s: f"{t_s / 3600:.8f}",
    "days": lambda t_s: f"{46086.3 + t_s / 86400:.10f}",
    "iso": lambda t_s: moment(t_s).isoformat(timespec="milliseconds"),
    "iso with a space": lambda t_s: f"{moment(t_s):%Y-%m-%d %H:%M:%S.%f}",
    "whole seconds": lambda t_s: f"{moment(t_s):%Y-%m-%d %H:%M:%S}",
    "german": lambda t_s: f"{moment(t_s):%d.%m.%Y %H:%M:%S}",
    "american": lambda t_s: f"{moment(t_s):%m/%d/%Y %I:%M:%S %p}",
    "slashes": lambda t_s: f"{moment(t_s):%Y/%m/%d %H:%M:%S}",
    "clock": lambda t_s: f"{moment(t_s):%H:%M:%S.%f}"[:-3],
    "clock, whole seconds": lambda t_s: f"{moment(t_s):%H:%M:%S}",
}
INTERVALS: dict[str, Callable[[int], str]] = {
    "ms": str,
    "s": lambda ms: f"{ms / 1000:.3f}",
    "us": lambda ms: str(ms * 1000),
    "ms, with a point": lambda ms: f"{ms}.0",
}
TITLES = [
    ("time", "rr"),
    ("Zeit", "RR-Intervall"),
    ("시간", "RR 간격"),
    ("x", "RR-interval [ms]"),
    ("date", "rawIBI"),
    ("when", "y"),
    ("Phone timestamp", "PP-interval [ms]"),
    ("t", "RRms"),
    (),
]


@examples(40)
@given(
    beats=st.integers(60, 120),
    seed=st.integers(0, 10_000),
    time=st.sampled_from(sorted(TIMES)),
    interval=st.sampled_from(sorted(INTERVALS)),
    titles=st.sampled_from(TITLES),
    between=st.sampled_from([";", "\t", ","]),
    decimal_comma=st.booleans(),
    more=st.sampled_from(["", "hr", "index", "contact"]),
    swapped=st.booleans(),
)
def test_the_same_heart_whatever_the_layout(
    tmp_path_factory, beats, seed, time, interval, titles, between, decimal_comma, more, swapped
) -> None:
    rr_ms, t_s = heart(beats, seed)
    rows = []
    for beat, (rr, t) in enumerate(zip(rr_ms, t_s, strict=True)):
        cells = [TIMES[time](t), INTERVALS[interval](rr)]
        cells += {"": [], "hr": [str(round(60_000 / rr))], "index": [str(beat)], "contact": ["1"]}[more]
        rows.append(cells[::-1] if swapped else cells)
    header = [*titles, *([more] if more else [])] if titles else []
    lines = [header[::-1] if swapped else header] if header else []
    text = "\n".join(between.join(cells) for cells in [*lines, *rows])
    if decimal_comma and between != ",":
        text = text.replace(".", ",") if time in ("s", "minutes", "hours", "days") else text
    path = tmp_path_factory.mktemp("table") / "beats.csv"
    path.write_text(text, encoding="utf-8")
    read = read_rr_text(path)
    assert read.rr_ms == pytest.approx(rr_ms, rel=1e-9)
    assert read.t_s is not None
    assert read.t_s[-1] - read.t_s[0] == pytest.approx(t_s[-1] - t_s[0], abs=1.01)
    steps = [after - before for before, after in zip(read.t_s, read.t_s[1:], strict=False)]
    assert max(steps) == pytest.approx(GAP_S + rr_ms[GAP_AFTER] / 1000, abs=1.01)


@pytest.mark.parametrize("hundred", first_of(range(5), 2))
def test_tables_of_many_lands_are_read_or_questioned_and_never_misread(tmp_path, hundred: int) -> None:
    path = tmp_path / "beats.csv"
    for number in range(100 * hundred, 100 * hundred + 100):
        table = strange_table(random.Random(number))
        path.write_bytes(table.content)
        read = read_rr_text(path)
        assert [ms for ms in read.rr_ms if not math.isnan(ms)] == pytest.approx(table.rr_ms, abs=0.6), table.made
        assert not table.bad_line or table.bad_line in read.lines_set_aside, table.made
        assert (read.t_s is not None) == table.has_times, table.made
        if read.t_s is not None:
            assert read.t_s[-1] - read.t_s[0] == pytest.approx(table.t_s[-1] - table.t_s[0], abs=2.1), table.made
            assert widest(read.t_s) == pytest.approx(widest(table.t_s), abs=1.9), table.made


def widest(t_s: Sequence[float]) -> float:
    return max(after - before for before, after in pairwise(t_s))


@pytest.fixture
def text(tmp_path: Path) -> Callable[[str], RrText]:
    def read(content: str) -> RrText:
        path = tmp_path / "rr.txt"
        path.write_text(content, encoding="utf-8")
        return read_rr_text(path)

    return read


@pytest.mark.parametrize("header", ["", "rr\n", "time,rr\n"])
def test_a_decimal_comma_is_one(text, header: str) -> None:
    rr_ms, _ = heart(80, 3)
    read = text(header + "\n".join(f"{ms / 1000:.3f}".replace(".", ",") for ms in rr_ms))
    assert read.rr_ms == pytest.approx(rr_ms)
    assert read.decimal_commas


def test_a_mark_of_thousands_is_one(text) -> None:
    assert text("960\n1.006\n995\n1.012\n").rr_ms == (960.0, 1006.0, 995.0, 1012.0)
    assert text("960\n1,006\n995\n1,012\n").rr_ms == (960.0, 1006.0, 995.0, 1012.0)


@pytest.mark.parametrize("bad", ["0", "-4", "nan", "inf", "hello", "0.8", "800000000", "", "800 810", "1_000"])
def test_one_bad_line_is_a_break_and_named(text, bad: str) -> None:
    rr_ms, _ = heart(60, 5)
    lines = [str(ms) for ms in rr_ms]
    read = text("\n".join([*lines[:30], bad or "x", *lines[30:]]))
    assert read.lines_set_aside == (31,)
    assert math.isnan(read.rr_ms[30])
    assert [ms for ms in read.rr_ms if not math.isnan(ms)] == rr_ms


def test_half_of_them_bad_is_no_text_of_intervals(text) -> None:
    with raises_saying(RecordingError, "line 2: 'no' is not an interval"):
        text("\n".join(["800", "no"] * 20))


@pytest.mark.parametrize("at", [20, 59])
def test_a_mistyped_year_is_a_break(text, at: int) -> None:
    rr_ms, t_s = heart(60, 7)
    lines = [f"{moment(t).isoformat()},{ms}" for t, ms in zip(t_s, rr_ms, strict=True)]
    lines[at] = lines[at].replace("2026", "2062")
    read = text("\n".join(["time,rr", *lines]))
    assert read.lines_set_aside == (at + 2,)
    assert read.t_s is not None
    assert read.t_s[-1] < 200


def test_times_that_do_not_agree_are_said_and_not_used(text) -> None:
    rr_ms, _ = heart(60, 9)
    read = text("time,rr\n" + "\n".join(f"{17 * beat + beat % 3},{ms}" for beat, ms in enumerate(rr_ms)))
    assert read.t_s is None
    assert read.unused_times_title == "time"


@pytest.mark.parametrize("began_s", [0, 1_772_694_615])
def test_whole_seconds_of_a_fast_heart_are_times(text, began_s: int) -> None:
    rr_ms = [320 + beat % 5 for beat in range(120)]
    read = text("\n".join(f"{began_s + sum(rr_ms[: beat + 1]) // 1000},{ms}" for beat, ms in enumerate(rr_ms)))
    assert read.rr_ms == tuple(rr_ms)
    assert read.t_s is not None


def test_columns_that_are_not_used_are_said(text) -> None:
    rr_ms, t_s = heart(60, 11)
    rows = (f"{t:.3f};{ms};70;ok" for t, ms in zip(t_s, rr_ms, strict=True))
    assert text("time;rr;hr;note\n" + "\n".join(rows)).unused_titles == ("hr", "note")


@pytest.mark.parametrize(
    ("name", "count", "total_s", "span_s"),
    [
        ("time_column_named_date/hrvlogger_old_gap_RR.csv", 330, 313.989, 373.029),
        ("times_in_minutes/minutes.csv", 330, 313.564, 372.604),
        ("times_in_nanoseconds/unix_ns_gap.csv", 330, 313.989, 373.029),
        ("one_zero_line/zero_last.txt", 330, 313.989, None),
        ("decimal_comma_advice/decimal_comma.txt", 330, 313.989, None),
        ("decimal_comma_advice/decimal_comma_as_advised.csv", 330, 313.989, None),
        *((f"native/{name}.csv", 330, 313.989, 373.029) for name in ("E4_IBI", "ampm", "clock_only", "german_time")),
        *((f"native/head_{name}.csv", 330, 313.989, None) for name in ("NN_Interval", "PPI", "RRms", "rawIBI")),
        ("native/unix_ms_gap.csv", 330, 313.989, 373.029),
        ("native/kubios_two_columns.txt", 330, 313.989, 313.029),
        ("native/polar.hrm", 330, 313.989, None),
        ("native/polar_flow_tab.txt", 330, 313.989, 313.029),
        ("native/psl_ppi.txt", 330, 313.989, 313.029),
    ],
)
def test_cases_that_showed_faults(
    recordings: Path, name: str, count: int, total_s: float, span_s: float | None
) -> None:
    read = read_rr_text(recordings.parent / "cases" / name)
    assert read.count == count
    assert math.fsum(ms for ms in read.rr_ms if not math.isnan(ms)) / 1000 == pytest.approx(total_s, abs=1e-6)
    assert (read.t_s is None) == (span_s is None)
    if read.t_s is not None and span_s is not None:
        assert read.t_s[-1] - read.t_s[0] == pytest.approx(span_s, abs=0.5)
