"""Texts that tell when each beat was are read as its intervals; texts of other moments are not."""

import math
import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from tests.rigs.words.said_errors import raises_saying

BEGAN = datetime(2026, 3, 5, 14, 2, 11, 300_000, tzinfo=UTC)
CHANCE = random.Random(20261130)
RR_MS = [round(830 + 55 * math.sin(beat / 5) + CHANCE.gauss(0, 14)) for beat in range(120)]
T_S = [each / 1000 for each in accumulate(RR_MS, initial=400)]
MOMENTS = [BEGAN + timedelta(seconds=each) for each in T_S]


def samples(rate_hz: int) -> list[int]:
    return [round(each * rate_hz) for each in T_S]


LAYOUTS: dict[str, tuple[Iterable[str], float]] = {
    "seconds": (("beat_time_s", *(f"{t:.3f}" for t in T_S)), 0.5),
    "milliseconds, named": (("time_ms", *(f"{t * 1000:.0f}" for t in T_S)), 0.5),
    "peaks": (("R peaks (s)", *(f"{t:.3f}" for t in T_S)), 0.5),
    "semicolon and comma": (("Nr;Zeit [s]", *(f"{n};{t:.3f}".replace(".", ",") for n, t in enumerate(T_S))), 0.5),
    "numbered": (("index,time", *(f"{n},{t:.3f}" for n, t in enumerate(T_S))), 0.5),
    "numbered, no titles": ([f"{n},{t:.3f}" for n, t in enumerate(T_S)], 0.5),
    "BIDS events": (("onset\tduration\ttrial_type", *(f"{t:.3f}\t0\tbeat" for t in T_S)), 0.5),
    "ISO": ([each.isoformat() for each in MOMENTS], 0.5),
    "ISO, titled": (("timestamp", *(each.isoformat() for each in MOMENTS)), 0.5),
    "since 1970, s": ([f"{each.timestamp():.3f}" for each in MOMENTS], 0.5),
    "since 1970, ms": ([f"{each.timestamp() * 1000:.0f}" for each in MOMENTS], 0.5),
    "clocks": ([f"{each:%H:%M:%S}.{each.microsecond // 1000:03d}" for each in MOMENTS], 0.5),
    "minutes and seconds": ([f"{int(t // 60):02d}:{t % 60:06.3f}" for t in T_S], 0.5),
    "rdann": (
        [
            f"  {int(t // 60)}:{t % 60:06.3f} {n:8d}     N    0    0    0"
            for t, n in zip(T_S, samples(360), strict=True)
        ],
        0.5,
    ),
    "samples, with their rate": (("R peak [250 Hz]", *map(str, samples(250))), 4.0),
    "samples and seconds": (
        ("sample,t_s,sym", *(f"{n},{t:.3f},N" for t, n in zip(T_S, samples(360), strict=True))),
        0.5,
    ),
}
"""Each with how far its intervals may be off, in ms: the step of its times."""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Iterable[object]], Path]:
    def write(lines: Iterable[object]) -> Path:
        path = tmp_path / "beats.txt"
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    return write


@pytest.mark.parametrize("layout", LAYOUTS)
def test_times_of_beats_are_read(written, layout: str) -> None:
    lines, off_ms = LAYOUTS[layout]
    file = read_file(written(lines))
    assert file.hearts[0].rr_ms == pytest.approx(RR_MS, abs=off_ms)
    assert file.hearts[0].t_s == pytest.approx([t - T_S[0] for t in T_S[1:]], abs=off_ms / 1000)
    assert [remark.code.value for remark in file.remarks] == ["intervals-of-times-in"]
    if layout.startswith(("ISO", "since")):
        assert file.started_at == MOMENTS[0]
    else:
        assert file.started_at is None
        clock_s = 14 * 3600 + 2 * 60 + 11.7
        assert file.clock_s == pytest.approx(clock_s if layout == "clocks" else math.nan, nan_ok=True)


@pytest.mark.parametrize("second", ["", ",N"])
def test_marks_of_no_beat_are_no_beats(written, second: str) -> None:
    rows = [f"{t:.3f},N{second}" for t in T_S]
    rows.insert(40, f"{T_S[39] + 0.3:.3f},+{second}")
    titles = "time_s,symbol" + (",channel" if second else "")
    assert read_file(written([titles, *rows])).hearts[0].rr_ms == pytest.approx(RR_MS, abs=0.5)


def test_a_pause_is_a_break_and_is_said(written) -> None:
    late = [t + (7.0 if at > 60 else 0.0) for at, t in enumerate(T_S)]
    file = read_file(written(["time_s", *(f"{t:.3f}" for t in late)]))
    assert [at for at, rr in enumerate(file.hearts[0].rr_ms) if math.isnan(rr)] == [60]
    assert [remark.code.value for remark in file.remarks] == ["intervals-of-times-in", "breaks-in-file"]


REFUSED = {
    "a log of events": ["time_s,event", *(f"{t:.3f},{'start' if n % 2 else 'stop'}" for n, t in enumerate(T_S))],
    "presses": ["onset,event", *(f"{t:.3f},button" for t in T_S)],
    "heart rates": ["time_s,hr", *(f"{t:.3f},{60 + n % 7}" for n, t in enumerate(T_S))],
    "even times": ["time_s", *(f"{n * 0.8:.3f}" for n in range(120))],
    "even times of a wave": ["time_s,eda", *(f"{n * 0.5:.3f},{(n % 11) / 7}" for n in range(120))],
    "whole seconds": [f"{each:%Y-%m-%d %H:%M:%S}" for each in MOMENTS],
    "times that fall": ["time_s", *(f"{t if n != 50 else 1.0:.3f}" for n, t in enumerate(T_S))],
    "samples of no rate": ["sample", *map(str, samples(360))],
    "minutes apart": ["time_s", *(f"{60 * t:.3f}" for t in T_S)],
    "a few rows": ["index,time", *(f"{n},{t:.3f}" for n, t in enumerate(T_S[:9]))],
}


@pytest.mark.parametrize("case", REFUSED)
def test_other_moments_are_refused(written, case: str) -> None:
    with pytest.raises(RecordingError):
        read_file(written(REFUSED[case]))


@pytest.mark.parametrize("rate_hz", [250, 300])
def test_intervals_in_samples_are_asked_about(written, rate_hz: int) -> None:
    counted = [round(rr * rate_hz / 1000) for rr in RR_MS]
    with raises_saying(RecordingError, r"intervals in milliseconds .* or in samples"):
        read_file(written(counted))
    assert read_file(written(["rr_ms", *counted])).hearts[0].rr_ms == tuple(map(float, counted))
