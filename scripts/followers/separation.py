"""Rows of the tables on how far the numbers of followers and of others lie apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from biofeedback.signals.timing.beats import FloatArray
from scripts.accuracy.text_tables import Row, median, number, share
from tests.rigs.hearts.led_hearts import FOLLOWS, LISTENED_S, OTHER_MANNERS, auc

MEASURES = {
    "steadiness_share": "steadiness",
    "warmth_share": "warmth",
    "coherence_ratio": "coherence ratio",
    "coherence_share": "coherence share",
}
AFTER_S = (60, 120, 180)  # seconds since leading began: a choice, the length of a short practice
SEPARATION_HEADS = ("number", *(f"{after_s} s {what}" for after_s in AFTER_S for what in ("AUC", "95 %", "known")))
CLEAN_HEADS = (
    "who", "at 40 s: least", "median", "above 0.5", "at 180 s: median", "ever above 0.5", "above 0.5 for half the time"
)  # fmt: skip
DRAWS = 1000  # of the bootstrap: the usual number for a 95 % interval
WARM = 0.5
"""A light this warm has clearly left held (0.35)."""


@dataclass(frozen=True)
class Course:
    """What the pipeline said of one person at 1 s, 2 s ...

    Attributes
    ----------
    manner : str
        How they breathed while the light led.
    kind : str
        ``faulty``; ``clean``: without faults of heart, strap and link; ``usual``: without, and led at six a minute.
    swing_bpm : float
        How far breath at the resonance moves their heart, peak to trough.
    numbers : dict of str to array
        Values by the name of the metric.
    """

    manner: str
    kind: str
    swing_bpm: float
    numbers: dict[str, FloatArray]

    def at(self, name: str, after_s: float) -> float:
        """Return a number so many seconds after leading began."""
        return float(self.numbers[name][round(LISTENED_S + after_s) - 1])


def split(courses: Sequence[Course], name: str, after_s: float) -> tuple[FloatArray, FloatArray]:
    """Return a number of those who follow and of the others."""
    values = [(course.at(name, after_s), course.manner == FOLLOWS) for course in courses]
    return (
        np.array([value for value, follows in values if follows]),
        np.array([value for value, follows in values if not follows]),
    )


def interval(followers: FloatArray, others: FloatArray, seed: int = 1) -> tuple[float, float]:
    """Return the 95 % interval of the AUC over people drawn again with replacement."""
    random = np.random.default_rng(seed)
    drawn = [auc(random.choice(followers, followers.size), random.choice(others, others.size)) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def separation_rows(courses: Sequence[Course]) -> Iterator[Row]:
    """Yield for each number its AUC at each moment, the interval, and of how many people it was known."""
    for name, title in MEASURES.items():
        cells: list[object] = []
        for after_s in AFTER_S:
            followers, others = split(courses, name, after_s)
            low, high = interval(followers, others)
            known = np.count_nonzero(~np.isnan(np.concatenate((followers, others))))
            cells += [number(auc(followers, others), 3), f"{low:.2f} to {high:.2f}", int(known)]
        yield title, *cells
    cells = []
    for after_s in AFTER_S:
        # The kindest reading of a number that is often silent: of those alone of whom it speaks.
        followers, others = (values[~np.isnan(values)] for values in split(courses, "coherence_ratio", after_s))
        low, high = interval(followers, others)
        cells += [number(auc(followers, others), 3), f"{low:.2f} to {high:.2f}", followers.size + others.size]
    yield "coherence ratio where known", *cells


def swing_rows(courses: Sequence[Course]) -> Iterator[Row]:
    """Yield the warmth of followers and of others by the size of their wave."""
    for low, high in ((2.0, 4.0), (4.0, 7.0), (7.0, 10.0)):
        for who in (FOLLOWS, "others"):
            some = [c for c in courses if low <= c.swing_bpm < high and (c.manner == FOLLOWS) == (who == FOLLOWS)]
            warm = (number(median([c.at("warmth_share", after_s) for c in some]), 2) for after_s in AFTER_S)
            yield f"{low:.0f} to {high:.0f}", who, len(some), *warm


def clean_rows(courses: Sequence[Course]) -> Iterator[Row]:
    """Yield how warm the light of clean hearts is 40 s after leading began, and what it comes to."""
    kinds = [("usual", FOLLOWS), *(("clean", manner) for manner in (FOLLOWS, *OTHER_MANNERS))]
    for kind, manner in kinds:
        some = [course for course in courses if course.kind == kind and course.manner == manner]
        early = np.array([course.at("warmth_share", 40) for course in some])
        late = [course.at("warmth_share", 180) for course in some]
        led = np.array([course.numbers["warmth_share"][round(LISTENED_S) :] for course in some])
        yield (
            f"{manner} at 6/min, usual heart" if kind == "usual" else manner,
            number(float(early.min()), 2),
            number(median(early), 2),
            share(float(np.mean(early > WARM))),
            number(median(late), 2),
            share(float(np.mean(led.max(axis=1) > WARM))),
            share(float(np.mean(np.mean(led > WARM, axis=1) > 0.5))),
        )
