"""A series of intervals that was sampled at an even rate is refused; beats whose clock is coarse are read."""

import math
import random
from bisect import bisect_left
from itertools import accumulate
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from sessions.rr_text import read_rr_text
from tests.rigs.words.said_errors import raises_saying

EVEN = "sampled at an even rate.*Please give the beats themselves"


def heart(typical: float, count: int = 150, seed: int = 3) -> list[int]:
    chance = random.Random(seed)
    return [round(typical * (1 + 0.06 * math.sin(beat / 4)) + chance.gauss(0, 12)) for beat in range(count)]


def sampled(rr_ms: list[int], rate_hz: float, *, held: bool) -> list[tuple[float, float]]:
    """Return moments in s, and the interval that lies there or between those of the beats beside."""
    ends = [end / 1000 for end in accumulate(rr_ms)]
    rows = []
    for sample in range(math.ceil(ends[0] * rate_hz), int(ends[-1] * rate_hz)):
        at_s = sample / rate_hz
        after = bisect_left(ends, at_s)
        share = 0.0 if held or after == 0 else (ends[after] - at_s) / (ends[after] - ends[after - 1])
        rows.append((at_s, rr_ms[after] + share * (rr_ms[max(0, after - 1)] - rr_ms[after])))
    return rows


@pytest.mark.parametrize("typical", [620, 800, 900, 1150])
@pytest.mark.parametrize("rate_hz", [1, 2, 3, 4, 5, 10])
@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize("row", ["{at:.2f},{rr:.1f}", "{ms:.0f},{rr:.0f}", "12:{min:02.0f}:{s:06.3f},{rr:.1f}"])
def test_an_even_series_is_no_list_of_beats(tmp_path: Path, typical, rate_hz, held, row) -> None:
    lines = [
        row.format(at=at, ms=at * 1000, min=at // 60, s=at % 60, rr=rr)
        for at, rr in sampled(heart(typical), rate_hz, held=held)
    ]
    path = tmp_path / "rr.csv"
    path.write_text("\n".join(["time,rr_ms", *lines]), encoding="utf-8")
    with raises_saying(RecordingError, EVEN):
        read_rr_text(path)


@pytest.mark.parametrize("typical", [500, 700, 930, 960, 1000, 1030, 1080, 1400])
@pytest.mark.parametrize("count", [12, 40, 150])
@pytest.mark.parametrize("gap_s", [0, 60])
@pytest.mark.parametrize("round_to_s", [0.001, 0.25, 1])
def test_beats_by_a_coarse_clock_are_read(tmp_path: Path, typical, count, gap_s, round_to_s) -> None:
    rr_ms = heart(typical, count)
    ends = [end / 1000 + gap_s * (at > count // 2) for at, end in enumerate(accumulate(rr_ms))]
    lines = [f"{end // round_to_s * round_to_s:.3f},{rr}" for end, rr in zip(ends, rr_ms, strict=True)]
    path = tmp_path / "rr.csv"
    path.write_text("\n".join(["time,rr_ms", *lines]), encoding="utf-8")
    assert read_rr_text(path).rr_ms == tuple(rr_ms)


@pytest.mark.parametrize("first", ["0.0\tn/a", "0.0\t931.0"])
@pytest.mark.parametrize("name", ["sub-01_task-practice_recording-heart_physio.tsv", "anything.tsv"])
def test_samples_without_titles_are_no_beats(tmp_path: Path, first: str, name: str) -> None:
    rows = [first, *(f"{at}\t{rr:.1f}" for at, rr in sampled(heart(900), 4, held=True))]
    path = tmp_path / name
    path.write_text("\n".join(rows), encoding="utf-8")
    with raises_saying(RecordingError, EVEN):
        read_file(path)


def test_a_wave_of_a_dataset_is_no_list_of_beats(tmp_path: Path) -> None:
    path = tmp_path / "sub-01_task-practice_recording-ecg_physio.tsv"
    path.write_text("\n".join(str(900 + rr % 7) for rr in heart(900)), encoding="utf-8")
    with raises_saying(RecordingError, EVEN):
        read_file(path)


def test_a_quiet_heart_whose_clock_leapt_once_is_one(tmp_path: Path) -> None:
    """Its beats come evenly too, and one line that is years off says nothing of the others."""
    rr_ms = [800 + 7 * (beat % 9) for beat in range(60)]
    ends_ms = list(accumulate(rr_ms))
    stamps = [f"2026-03-05T10:00:{ms // 1000:02d}.{ms % 1000:03d}" for ms in ends_ms]
    stamps[30] = "2062-03-05T10:00:30.000"
    path = tmp_path / "leapt.csv"
    path.write_text("time,rr\n" + "\n".join(f"{at},{rr}" for at, rr in zip(stamps, rr_ms, strict=True)))
    assert len(read_file(path).hearts[0].rr_ms) >= 58
