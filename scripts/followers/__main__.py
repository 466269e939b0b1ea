"""Show how far steadiness and the warmth of the light tell those who follow the led breath from those who do not.

``python -m scripts.followers`` (or ``make followers``) from the top of the checkout; a few minutes. It simulates 200
people through strap, packets, stream and pipeline, prints tables and writes ``docs/followers.svg``. What real
recordings do is printed as well where they are at hand. A script for developers.
"""

import math
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from biofeedback.signals.timing.beats import FloatArray
from scripts.accuracy.text_tables import Page
from scripts.followers.figure import figure
from scripts.followers.recorded import recorded_rows
from scripts.followers.separation import (
    CLEAN_HEADS,
    SEPARATION_HEADS,
    Course,
    clean_rows,
    separation_rows,
    swing_rows,
)
from tests.rigs.hearts.led_hearts import FOLLOWS, OTHER_MANNERS, led_heart, population, second_by_second
from tests.rigs.suite.shared_data import RECORDINGS

PEOPLE = 200  # as many as make the intervals of the AUC narrow: a choice
CLEAN_PEOPLE = 24
"""Of each manner, from seeds that the others do not use."""

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "followers.svg"


def course(person: tuple[int, str, str]) -> Course:
    """Return what the pipeline says of one person second by second."""
    seed, manner, kind = person
    heart = led_heart(seed, manner, clean=kind == "clean", usual=kind == "usual")
    numbers: dict[str, FloatArray] = second_by_second(heart.events)
    return Course(manner, kind, heart.swing_bpm or math.nan, numbers)


def main() -> None:
    """Print the tables and write the figure."""
    page = Page("")
    people = [(seed, manner, "faulty") for seed, manner in population(PEOPLE)]
    people += [(10_000 + seed, manner, "clean") for seed in range(CLEAN_PEOPLE) for manner in (FOLLOWS, *OTHER_MANNERS)]
    people += [(20_000 + seed, FOLLOWS, "usual") for seed in range(CLEAN_PEOPLE)]
    with ProcessPoolExecutor(2) as workers:
        courses = list(workers.map(course, people, chunksize=4))
    with_faults = [each for each in courses if each.kind == "faulty"]
    page.table(
        f"1. {PEOPLE} people: AUC and its 95 % bootstrap interval", SEPARATION_HEADS, separation_rows(with_faults)
    )
    page.say("  A number that could not be known counts as lower than any other.")
    heads = ("swing bpm", "who", "people", "warmth at 60 s", "120 s", "180 s (medians)")
    page.table("2. The same people by how far the breath moves their heart", heads, swing_rows(with_faults))
    clean = [each for each in courses if each.kind != "faulty"]
    page.table(f"3. Clean hearts moved by 6 bpm and more, {CLEAN_PEOPLE} of each", CLEAN_HEADS, clean_rows(clean))
    if RECORDINGS.is_dir():
        heads = ("recording", "led /min", "steadiness median", "warmth at end", "warmest", "coherence median")
        page.table("4. Real hearts, led as they were paced, or as if they had been", heads, recorded_rows(RECORDINGS))
    PICTURE.write_text(figure(with_faults), encoding="utf-8")
    page.say(f"\nWritten: {PICTURE.name}, {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    # One thread a process: the arrays are small.
    np.seterr(invalid="ignore")
    main()
