"""Digits of clocks, numbers of samples, counts above a column and columns of groups are told from intervals."""

import math
import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from sessions.rr_text import read_rr_text
from tests.rigs.words.said_errors import raises_saying

BEGAN = datetime(2026, 3, 5, 6, 58, 10, tzinfo=UTC)  # so that a full hour comes


def heart(typical: float, count: int = 150, seed: int = 3) -> list[int]:
    chance = random.Random(seed)
    return [round(typical * (1 + 0.05 * math.sin(beat / 4)) + chance.gauss(0, 9)) for beat in range(count)]


@pytest.fixture
def written(tmp_path: Path):
    def write(lines) -> Path:
        path = tmp_path / "beats.txt"
        path.write_text("\n".join(map(str, lines)), encoding="utf-8")
        return path

    return write


CLOCKS = {
    "HHMMSS": ("%H%M%S", 0),
    "HHMMSS.mmm": ("%H%M%S", 3),
    "yyyymmddHHMMSS": ("%Y%m%d%H%M%S", 0),
    "yyyymmddHHMMSS.mmm": ("%Y%m%d%H%M%S", 3),
    "yyyymmddHHMMSSmmm": ("%Y%m%d%H%M%S", -3),
    "yymmddHHMMSS": ("%y%m%d%H%M%S", 0),
}


@pytest.mark.parametrize("form", CLOCKS)
@pytest.mark.parametrize("gap_s", [0, 100])
def test_clocks_of_digits_alone_are_clocks(written, form: str, gap_s: int) -> None:
    rr_ms, (pattern, decimals) = heart(850), CLOCKS[form]
    ends = [end / 1000 + gap_s * (at > 70) for at, end in enumerate(accumulate(rr_ms))]
    stamps = []
    for end in ends:
        at = BEGAN + timedelta(seconds=end)
        rest = f"{at.microsecond // 1000:03d}" if decimals else ""
        stamps.append(f"{at:{pattern}}{'.' if decimals > 0 else ''}{rest}")
    found = read_rr_text(written(["time,rr", *(f"{at},{rr}" for at, rr in zip(stamps, rr_ms, strict=True))]))
    assert found.rr_ms == tuple(rr_ms)
    assert found.t_s is not None
    tolerance_s = 1e-6 + (0.001 if decimals else 1.0)
    assert [t - found.t_s[0] for t in found.t_s] == pytest.approx([end - ends[0] for end in ends], abs=tolerance_s)
    if "y" in form:
        assert found.started_at is not None
        assert abs(found.started_at.replace(tzinfo=UTC) - BEGAN - timedelta(seconds=ends[0])) <= timedelta(seconds=1)
    else:
        assert found.beginning.clock_s == pytest.approx(6 * 3600 + 58 * 60 + 10, abs=1.0)


@pytest.mark.parametrize("began", [100_000, 235_000])
@pytest.mark.parametrize("to_s", [1, 1000])
def test_counts_of_six_digits_stay_counts(written, began: int, to_s: int) -> None:
    rr_ms = heart(850)
    ends = [began + end / to_s for end in accumulate(rr_ms)]
    found = read_rr_text(written(["time,rr", *(f"{end:.0f},{rr}" for end, rr in zip(ends, rr_ms, strict=True))]))
    assert found.t_s is not None
    assert found.t_s[-1] - found.t_s[0] == pytest.approx(math.fsum(rr_ms[1:]) / 1000, abs=1.0)
    assert found.started_at is None


@pytest.mark.parametrize("rate_hz", [400, 500, 512, 2000])
def test_numbers_of_samples_are_asked_about(written, rate_hz: int) -> None:
    peaks = [round(end * rate_hz / 1000) for end in accumulate(heart(850))]
    with raises_saying(RecordingError, "numbers of samples .* Please give the times in seconds"):
        read_file(written(peaks))


@pytest.mark.parametrize("typical", [650, 850, 1100])
def test_times_in_milliseconds_of_a_usual_heart_are_read_and_their_unit_is_said(written, typical: int) -> None:
    rr_ms = heart(typical)
    file = read_file(written(accumulate(rr_ms)))
    assert file.hearts[0].rr_ms == tuple(rr_ms[1:])
    (remark,) = (each for each in file.remarks if each.code is ImportRemarkCode.INTERVALS_OF_TIMES_IN)
    assert dict(remark.facts) == {"count": len(rr_ms) - 1, "unit": "ms"}


@pytest.mark.parametrize("first", [150, 250, 512, 1000, 2000])
def test_what_a_first_line_says_of_the_others_is_no_beat(written, first: int) -> None:
    rr_ms = heart(750)
    found = read_rr_text(written([first, *rr_ms]))
    assert found.rr_ms == tuple(rr_ms)
    assert found.lines_set_aside == (1,)


@pytest.mark.parametrize("first", [1000, 1024, 500])
def test_a_first_beat_like_the_others_is_one(written, first: int) -> None:
    rr_ms = [first, *heart(first)]
    assert read_rr_text(written(rr_ms)).rr_ms == tuple(rr_ms)


@pytest.mark.parametrize("title", ["subject", "Participant ID", "condition", "group"])
@pytest.mark.parametrize("names", [("1", "2"), ("rest", "stress"), ("S1", "S2")])
@pytest.mark.parametrize("timed", [False, True])
def test_rows_of_several_people_are_no_one_heart(written, title: str, names: tuple[str, str], timed: bool) -> None:
    rows = []
    for name, typical in zip(names, (900, 700), strict=True):
        rr_ms = heart(typical)
        ends = accumulate(rr_ms)
        rows += [
            f"{name},{end / 1000:.3f},{rr}" if timed else f"{name},{rr}" for end, rr in zip(ends, rr_ms, strict=True)
        ]
    with raises_saying(RecordingError, f"the column {title} parts the rows into 2 groups"):
        read_file(written([f"{title},time,rr" if timed else f"{title},rr", *rows]))


def test_parts_of_one_recording_whose_times_go_on_are_one(written) -> None:
    rr_ms = heart(800)
    rows = [
        f"{'rest' if at < 70 else 'task'},{end / 1000:.3f},{rr}"
        for at, (end, rr) in enumerate(zip(accumulate(rr_ms), rr_ms, strict=True))
    ]
    assert read_rr_text(written(["condition,time,rr", *rows])).rr_ms == tuple(rr_ms)


def test_a_person_who_stays_the_same_parts_nothing(written) -> None:
    rr_ms = heart(800)
    assert read_rr_text(written(["subject,rr", *(f"7,{rr}" for rr in rr_ms)])).rr_ms == tuple(rr_ms)
