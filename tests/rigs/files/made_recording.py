"""A made recording for exports: beats of many kinds, waves with a gap and a clock astray, steps, hostile words."""

import math
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    DeviceFact,
    Event,
    Gap,
    Marker,
    Metric,
    Note,
    Numbered,
    PracticeEnded,
    SampleBlock,
    StepBegan,
)
from biofeedback.reasons import GapReason
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.nameless import OwnWords
from sessions.recording_file import create, mark_closed, tidy, write

OWN = OwnWords(words=frozenset({"uV", "mg", "1", "Polar H10"}), is_channel=lambda _: True)
SOURCE = "AA:BB:CC:DD:EE:FF"
HOST = "host-of-somebody"
LABEL = '=HYPERLINK("http://x")\tone\ntwo,three'
NOTE = "-1+1 quite my own"
STARTED = "2026-03-03T09:05:00.250000+01:00"
RR_MS = (800.0, 812.40234375, 0.1 + 0.2, 795.0, 1600.5, 805.0)
RATE_HZ = 130.0
A_BLOCK = 65  # samples
CLOCK_RATIO = 1.001  # seconds of the session in one of the sensor
GAP_BLOCKS = (20, 24)  # blocks that never arrived
BLOCKS = 60


def made(path: Path, *, waves: bool = True, beats: bool = True, blocks: int = BLOCKS) -> Path:
    """Write a recording and return where it lies."""
    facts = {
        "started_at": STARTED,
        "practice": "my own: practice/../x",
        "practice_title": "Mine",
        "program_version": "1.2.3",
        "platform": HOST,
        "sensor": f"bluetooth:{SOURCE}",
        "source": SOURCE,
    }
    events = [*_words(), *(_beats() if beats else ()), *(_waves(blocks) if waves else ())]
    numbered = [Numbered(number, event) for number, event in enumerate(events, start=1)]
    with closing(create(path, facts, dict(VERSIONS))) as connection:
        for begin in range(0, len(numbered), 5000):
            write(connection, numbered[begin : begin + 5000])
        mark_closed(connection)
        tidy(connection)
    return path


def ecg_uv(block: int) -> np.ndarray:
    """Return the samples of a block of the ECG."""
    return np.rint(400.0 * np.sin((np.arange(A_BLOCK) + block * A_BLOCK) / 7.0))


def sent_blocks(blocks: int = BLOCKS) -> list[int]:
    """Return the blocks that arrived."""
    return [block for block in range(blocks) if not GAP_BLOCKS[0] <= block < GAP_BLOCKS[1]]


def _words() -> Iterator[Event]:
    yield DeviceFact(source=SOURCE, t_s=0.0, name="name", value="Anna's strap")
    yield DeviceFact(source=SOURCE, t_s=0.0, name="address", value=SOURCE)
    yield DeviceFact(source=SOURCE, t_s=0.0, name="model", value="Polar H10")
    yield StepBegan(t_s=0.0, index=0, name="arrive", title="Arrive", heart_display="shown")
    yield BreathPlanned(t_s=1.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
    yield BreathPlanned(t_s=11.0, in_s=4.0, hold_in_s=0.0, out_s=6.0, hold_out_s=0.0)
    yield BreathPlanned(t_s=11.0, in_s=3.0, hold_in_s=0.5, out_s=5.0, hold_out_s=0.25)  # in place of the one before
    yield Marker(t_s=2.5, label=LABEL)
    yield Note(t_s=3.0, kind="note", text=NOTE)
    yield StepBegan(t_s=4.0, index=1, name="rest", title="Rest", heart_display="resting")
    for second in range(1, 6):
        value = math.nan if second < 3 else 40.0 + second / 3.0
        yield Metric(
            source=SOURCE, name="rmssd_ms", t_s=float(second), value=value, unit="ms", window_s=64.0, quality_share=0.5
        )
    yield PracticeEnded(t_s=21.0, mode="complete")


def _beats() -> Iterator[Event]:
    t_s = 0.0
    for index, rr_ms in enumerate(RR_MS):
        t_s += rr_ms / 1000.0
        yield Beat(source=SOURCE, index=index, arrived_s=t_s + 0.5, rr_ms=rr_ms)
        match index:
            case 2:
                yield BeatJudged(source=SOURCE, index=index, t_s=t_s, kind="extra", nn_ms=math.nan)
            case 4:
                yield BeatJudged(source=SOURCE, index=index, t_s=t_s - 0.80025, kind="missed", nn_ms=800.25)
                yield BeatJudged(source=SOURCE, index=index, t_s=t_s, kind="normal", nn_ms=800.25)
            case 5:
                pass  # never judged
            case _:
                yield BeatJudged(source=SOURCE, index=index, t_s=t_s, kind="normal", nn_ms=rr_ms)
    yield Gap(source=SOURCE, from_s=5.0, until_s=9.0, reason=GapReason.NO_BEATS)


def _waves(blocks: int) -> Iterator[Event]:
    for block in sent_blocks(blocks):
        device_s = 1000.0 + (block * A_BLOCK + np.arange(A_BLOCK)) / RATE_HZ
        t_s = 0.5 + float(device_s[-1] - 1000.0) * CLOCK_RATIO
        yield SampleBlock(
            source=SOURCE,
            kind="ecg",
            unit="uV",
            channels=1,
            rate_hz=RATE_HZ,
            arrived_s=t_s + 0.2,
            t_s=t_s,
            device_s=device_s.astype("<f8").tobytes(),
            values=ecg_uv(block).astype("<f8").tobytes(),
        )
        motion = np.column_stack([ecg_uv(block) / 3.0, np.full(A_BLOCK, -981.5), np.arange(A_BLOCK)])
        yield SampleBlock(
            source=SOURCE,
            kind="acceleration",
            unit="mg",
            channels=3,
            rate_hz=RATE_HZ,
            arrived_s=t_s + 0.2,
            t_s=t_s,
            device_s=device_s.astype("<f8").tobytes(),
            values=motion.astype("<f8").tobytes(),
        )
