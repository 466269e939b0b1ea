"""Show how well disorder is told from hearts: the ROC of several statistics, and what is flagged live and in records.

``python -m scripts.disorder`` (or ``make disorder``) from the top of the checkout; a few minutes. It prints the page
and writes it to ``docs/disorder.md``. Real recordings are judged as well where they are at hand. For developers.
"""

import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from scipy.stats import rankdata

from biofeedback.signals.artefacts.disorder import (
    DISORDER,
    QUICK_BEATS,
    QUICK_DISORDER,
    DisorderWatch,
    disordered_stretches,
)
from biofeedback.signals.artefacts.irregularity import irregularity
from biofeedback.signals.artefacts.rules import LONGEST_MS, SHORTEST_MS
from biofeedback.signals.timing.beats import BoolArray
from scripts.disorder.scatter import told_rows
from scripts.disorder.statistics import STATISTICS, Floats
from tests.rigs.hearts.heart_records import ectopic_records, healthy_records
from tests.rigs.hearts.irregular_rhythms import DISORDERLY, ORDERLY, WINDOW_S, large_breathing, last, noise, ordinary
from tests.rigs.suite.shared_data import RECORDINGS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "disorder.md"

WINDOWS = 2000
"""Of each kind of simulated intervals. A choice: enough for a false one in a thousand."""

REAL_WINDOWS = 300
"""Of a record at most, so that no long record decides. A choice."""

PRACTICES, PRACTICE_S = 60, 300.0
"""How many practices of large breathing are followed live, and how long each is. A choice: 18,000 seconds."""

FALSE_SHARE = 0.001
"""The share of false windows at which statistics are compared. A choice."""

MOST_ECTOPIC_SHARE = 0.25
"""Of real windows with more ectopic beats nothing is asked."""

FROM_SEED = 300_000
"""Thresholds were chosen on seeds from 0; the page is of others."""

Windows: TypeAlias = Mapping[str, Sequence[Floats]]
Maker: TypeAlias = Callable[..., Floats]

_OPENING = """\
# Disorder and hearts

How Soften tells beats that come without any order (noise, a loose contact whose invented beats add up to the time, a
rhythm that is irregular by nature) from a heart, and how sure that is. What it finds is no diagnosis. `make disorder`
writes this page. The intervals are made by `tests/rigs/hearts/irregular_rhythms.py`, with seeds that no threshold was
chosen on; the measure and its thresholds are those of `biofeedback/signals/artefacts/irregularity.py` and
`disorder.py`.
"""


def main() -> None:
    """Print the page and write it."""
    orderly, disorderly = made(ORDERLY), made(DISORDERLY)
    if RECORDINGS.is_dir():
        orderly = {**orderly, **recorded()}
    parts = [_OPENING, *roc(orderly, disorderly), *by_kind({**orderly, **disorderly}), *by_spread(), *followed()]
    if RECORDINGS.is_dir():
        parts += records()
    parts += scattered()
    text = "\n".join(parts)
    PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def made(makers: Windows) -> dict[str, list[Floats]]:
    """Return windows of each kind of simulated intervals."""
    return {name: [make(FROM_SEED + seed) for seed in range(WINDOWS)] for name, make in makers.items()}


def recorded() -> dict[str, list[Floats]]:
    """Return windows of real hearts."""
    healthy = [rr_ms[rows] for _, rr_ms in healthy_records(RECORDINGS) for rows in windows_of(rr_ms)]
    few = [
        rr_ms[rows]
        for _, rr_ms, is_ectopic in ectopic_records(RECORDINGS)
        for rows in windows_of(rr_ms)
        if np.mean(is_ectopic[rows]) <= MOST_ECTOPIC_SHARE
    ]
    return {
        "recorded: healthy, at rest, by day and night, in motion": healthy,
        "recorded: up to 25 % ectopic beats": few,
    }


def windows_of(rr_ms: Floats) -> Iterator[slice]:
    """Yield the rows of windows of 64 s, spread over a record."""
    ends_s = np.cumsum(rr_ms) / 1000.0
    count = min(REAL_WINDOWS, int(ends_s[-1] / WINDOW_S))
    for end_s in np.linspace(WINDOW_S, ends_s[-1], count):
        first, until = np.searchsorted(ends_s, (end_s - WINDOW_S, end_s), side="right")
        if until - first >= 30:
            yield slice(int(first), int(until))


def in_range(rr_ms: Floats) -> Floats:
    """Return the intervals of a heart, and ``nan`` for others."""
    return np.where((rr_ms >= SHORTEST_MS) & (rr_ms <= LONGEST_MS), rr_ms, np.nan)


def measured(windows: Sequence[Floats]) -> Floats:
    """Return the irregularity of windows."""
    return np.array([irregularity(in_range(rr_ms)) for rr_ms in windows])


def disordered(windows: Sequence[Floats], values: Floats) -> BoolArray:
    """Return which windows are called disorder."""
    quick = np.array([rr_ms.size for rr_ms in windows]) >= QUICK_BEATS
    return np.asarray(values >= np.where(quick, QUICK_DISORDER, DISORDER), dtype=np.bool_)


def roc(orderly: Windows, disorderly: Windows) -> Iterator[str]:
    """Yield the table of statistics."""
    in_order = [rr_ms for windows in orderly.values() for rr_ms in windows]
    without = [rr_ms for windows in disorderly.values() for rr_ms in windows]
    yield f"## Statistics of windows of 64 s: {len(in_order)} in order, {len(without)} without\n"
    yield from heads(
        "statistic", "AUC", f"threshold at {FALSE_SHARE:.1%} false", *(f"found: {kind}" for kind in disorderly)
    )
    for name, statistic in STATISTICS.items():
        values = {
            kind: np.array([finite(statistic(rr_ms)) for rr_ms in windows]) for kind, windows in disorderly.items()
        }
        others = np.array([finite(statistic(rr_ms)) for rr_ms in in_order])
        threshold = float(np.quantile(others, 1.0 - FALSE_SHARE))
        found = [f"{np.mean(each > threshold):.1%}" for each in values.values()]
        yield row(name, f"{auc(np.concatenate(list(values.values())), others):.4f}", f"{threshold:.3f}", *found)
    yield (
        "\nIrregularity is 0 where few successive intervals leap, or the past foretells what comes. The others are "
        "taken as published, each by itself; all are of intervals as they came.\n"
    )


def finite(value: float) -> float:
    """Return a value that can be ranked: no two alike is more disorder than any number."""
    return min(value, 99.0)


def auc(higher: Floats, lower: Floats) -> float:
    """Return how often a value of the first is above one of the second."""
    ranks = rankdata(np.concatenate((higher, lower)))
    return float(np.sum(ranks[: higher.size]) - higher.size * (higher.size + 1) / 2) / (higher.size * lower.size)


def by_kind(windows: Windows) -> Iterator[str]:
    """Yield the table of what the threshold flags."""
    yield f"## Windows of 64 s at or above {DISORDER:g}, or {QUICK_DISORDER:g} where they have {QUICK_BEATS} beats\n"
    yield from heads("kind", "windows", "median", "99 %", "largest", "disorder", "share")
    for kind, each in windows.items():
        values = measured(each)
        flagged = int(np.count_nonzero(disordered(each, values)))
        middle, high = np.quantile(np.minimum(values, 99.0), (0.5, 0.99))
        largest = float(np.max(values))
        yield row(
            kind, len(each), f"{middle:.2f}", f"{high:.2f}", f"{largest:.2f}", flagged, f"{flagged / len(each):.2%}"
        )
    yield ""


def by_spread() -> Iterator[str]:
    """Yield the table of independent intervals by their spread: where disorder ends and a restless heart begins."""
    yield "## Independent intervals by their spread\n"
    yield from heads("standard deviation, of the mean", "windows", "disorder")
    for spread in (0.05, 0.08, 0.1, 0.12, 0.14, 0.16, 0.2, 0.3):
        windows = [noise(FROM_SEED + seed, spread) for seed in range(WINDOWS // 8)]
        values = measured(windows)
        yield row(f"{spread:.0%}", values.size, f"{np.mean(disordered(windows, values)):.1%}")
    yield "\nIndependent intervals of 8 % have an RMSSD of 97 ms at 70 a minute: less than that can be a heart's own.\n"


def followed() -> Iterator[str]:
    """Yield the table of what is said second by second."""
    yield "## Live, second by second\n"
    yield from heads("what", "hearts", "seconds", "withheld")
    for kind, make in {**ORDERLY, **DISORDERLY}.items():
        judged = [each for seed in range(PRACTICES) for each in live(make(FROM_SEED + seed, length_s=PRACTICE_S))]
        yield row(kind, PRACTICES, len(judged), int(np.sum(judged)))
    yield "\n## Live, from the moment it begins\n"
    yield from heads("two minutes of", "after", "hearts", "withheld after s", "90 %", "until s after its end", "90 %")
    for kind, make in DISORDERLY.items():
        for before, around in (("large breathing", large_breathing), ("an ordinary heart", resting)):
            turns = [onset(seed, make, around) for seed in range(PRACTICES)]
            times = [f"{np.quantile(each, share):.0f}" for each in zip(*turns, strict=True) for share in (0.5, 0.9)]
            yield row(kind, before, PRACTICES, *times)
    yield "\nThe numbers look back 64 s, so that disorder has left their window 64 s after its end.\n"


def resting(seed: int, length_s: float) -> Floats:
    """Return the intervals of an ordinary heart."""
    return ordinary(np.random.default_rng(seed), 60_000.0 / (55.0 + seed % 45), length_s)


def live(rr_ms: Floats) -> list[bool]:
    """Return what the watch says second by second, once half of its window is there."""
    watch, said, index = DisorderWatch(), [], 0
    ends_s = np.cumsum(rr_ms) / 1000.0
    for now_s in np.arange(1.0, math.floor(ends_s[-1])):
        while index < ends_s.size and ends_s[index] <= now_s:
            watch.add(float(ends_s[index]), float(rr_ms[index]), 0)
            index += 1
        said.append(watch.judge(float(now_s)))
    return said[int(WINDOW_S / 2.0) :]


def onset(seed: int, make: Maker, around: Maker) -> tuple[float, float]:
    """Return how long after disorder begins numbers are withheld, and how long after it ends they come back."""
    before, spoilt, after = (
        last(made_by(FROM_SEED + seed, length_s=length_s), length_s)
        for made_by, length_s in ((around, 120.0), (make, 120.0), (around, 180.0))
    )
    begins_s, ends_s = float(np.sum(before)) / 1000.0, float(np.sum(before) + np.sum(spoilt)) / 1000.0
    said = np.flatnonzero(live(np.concatenate((before, spoilt, after)))) + WINDOW_S / 2.0 + 1.0
    return (float(said[0]) - begins_s, float(said[-1]) - ends_s) if said.size else (math.inf, math.inf)


def records() -> Iterator[str]:
    """Yield the table of whole records."""
    yield "## Whole records\n"
    yield from heads("record", "intervals", "hours", "stretches", "of the time", "ectopic beats in them")
    healthy = ((name, rr_ms, np.zeros(rr_ms.size, dtype=np.bool_)) for name, rr_ms in healthy_records(RECORDINGS))
    short: list[float] = []
    for name, rr_ms, is_ectopic in (*healthy, *ectopic_records(RECORDINGS)):
        t_s = np.cumsum(np.maximum(rr_ms, 0.0)) / 1000.0
        found = disordered_stretches(t_s, rr_ms, np.zeros(rr_ms.size, dtype=np.int64))
        share, inside = found.share_of(0.0, float(t_s[-1])), found.holds(t_s)
        if t_s[-1] < 600.0 and not share:
            short.append(float(t_s[-1]) / 3600.0)
            continue
        ectopic = f"{np.mean(is_ectopic[inside]):.0%}" if np.any(is_ectopic) and np.any(inside) else ""
        yield row(name, rr_ms.size, f"{t_s[-1] / 3600.0:.1f}", found.from_s.size, f"{share:.2%}", ectopic)
    yield row(f"{len(short)} records of less than ten minutes", "", f"{sum(short):.1f}", 0, "0.00%", "")
    yield ""


def scattered() -> Iterator[str]:
    """Yield the table of the two cautions of whole records that scatter without being without order."""
    yield "## Records of five minutes that are told with a caution\n"
    yield from heads("kind", "records", "scatter without rhythm", "early beats that the correction cannot tell")
    yield from (row(*cells) for cells in told_rows())
    yield ""


def heads(*cells: str) -> Iterator[str]:
    """Yield the head of a table."""
    yield row(*cells)
    yield row("---", *("---:" for _ in cells[1:]))


def row(*cells: object) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(str(cell) for cell in cells)} |"


if __name__ == "__main__":
    main()
