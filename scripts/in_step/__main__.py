"""Show how often independent hearts are in step by chance, and how well those who follow one breath are found.

``python -m scripts.in_step`` (or ``make in-step``) from the top of the checkout; some minutes. It writes
``docs/in-step.md``. A script for developers.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from biofeedback.events import Beat, BreathPlanned
from biofeedback.signals.group.record import GroupHeart, group_heart, group_record
from biofeedback.signals.timing.beats import FloatArray
from scripts.accuracy.text_tables import Page, Row, median, number, share
from tests.rigs.hearts.heart_records import healthy_records
from tests.rigs.hearts.led_hearts import LED_S, LISTENED_S, OTHER_MANNERS, even_breaths, led_heart
from tests.rigs.hearts.made_groups import ALONE, FOLLOWS, PARTLY, beats_of
from tests.rigs.suite.shared_data import RECORDINGS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "in-step.md"

OPENING = """\
# In step

How often hearts that know nothing of one another are in step by chance, and how well those are found that follow one
breath. `make in-step` writes this page; what the numbers are is in [signals.md](signals.md), under “Several hearts”.

How chance was found: the mean of n independent phases is longer than r with a probability of exp(-n r²). How many of
them a second is worth was read from 90 simulated people (seeds 7000 to 7089), each breathing by themselves with a wave
of their own near 0.1 Hz: 0.058 from the lockings of 150 groups of two, and 0.09 from 175 groups of three to eight, with
a reach of 10 s and windows of 120 s. The tables are of others: 90 people from other seeds, and stretches of real hearts
that knew nothing of one another. Windows that are counted do not overlap."""

PEOPLE, FROM_SEED = 90, 20_000  # a choice: as many as the bound was found on, and others than those
FAULTY = 60  # people of each manner, a choice
LENGTH_S = 620.0  # seconds: room for five windows, a choice
WINDOW_S = 120  # seconds from window to window, so that none overlaps
FIRST_S = 130  # seconds: by then the first window is full
HEADS = ("hearts", "looked at with", "hearts a group", "windows of a heart", "in step", "groups above their chance",
         "pairs above theirs")  # fmt: skip

Beats = tuple[FloatArray, FloatArray]


def main() -> None:
    """Print the tables and write the page."""
    page = Page(OPENING)
    alone = [beats_of(FROM_SEED + place, ALONE, [], LENGTH_S) for place in range(PEOPLE)]
    page.table("Simulated hearts, each breathing by itself", HEADS, independent("simulated", alone))
    if RECORDINGS.is_dir():
        page.table("Real hearts, each recorded by itself", HEADS, independent("real", real_hearts()))
    heads = ("who", "hearts a group", "windows of a heart", "in step", "locking, median", "lowest in twenty")
    page.table("Simulated hearts led at six a minute", heads, led())
    page.say(
        "Followers are up to 3 s late, each by another lag. Who follows in part takes up every second breath, drawn by "
        "chance, and breathes by themselves in between."
    )
    heads = ("how they breathe", "people", "of whom counted", "in step", "locking, median")
    page.table("Simulated people with faults, led at 4.5 to 7 a minute", heads, with_faults())
    page.say(
        "Hearts that the breath moves by 2 to 10 bpm, with jitter, extra beats, beats not seen, and links that break "
        "off: `tests/rigs/hearts/led_hearts.py`. A heart that the breath moves little is found in step seldom."
    )
    page.write(PAGE)


def independent(kind: str, pool: Sequence[Beats]) -> Iterator[Row]:
    """Yield how often independent hearts are in step, with one another and with a breath that they do not follow."""
    chance = random.Random(f"{kind}/groups")
    for per_min in (None, 4.5, 6.0, 8.0, 12.0):
        breaths = [] if per_min is None else even_breaths(0.0, LENGTH_S, per_min)
        hearts = [group_heart(*beats, breaths) for beats in pool]
        for size, groups in ((2, 100), (3, 40), (8, 20), (30, 5)) if per_min is None else ((1, 60), (2, 30), (30, 3)):
            found = [windows(chance.sample(hearts, size)) for _ in range(groups)]
            count = np.array([counted for each, _ in found for counted, _, _ in each])
            in_step = np.array([kept for each, _ in found for _, kept, _ in each])
            above = [is_above for each, _ in found for _, _, is_above in each]
            pairs = [is_above for _, of_pairs in found for is_above in of_pairs]
            with_what = "one another" if per_min is None else f"a breath, {per_min:g} a minute"
            yield (
                kind,
                with_what,
                size,
                int(count.sum()),
                share(float(in_step.sum() / count.sum())),
                share(float(np.mean(above))),
                share(float(np.mean(pairs))) if pairs else "-",
            )


def windows(hearts: Sequence[GroupHeart]) -> tuple[list[tuple[int, int, bool]], list[bool]]:
    """Return of each window how many hearts counted, how many in step, and whether that is above chance; of pairs."""
    record = group_record({str(place): heart for place, heart in enumerate(hearts)})
    found = [
        (moment.counted, moment.in_step, moment.share > moment.chance_share)
        for moment in record.moments
        if moment.t_s % WINDOW_S == FIRST_S % WINDOW_S and moment.t_s >= FIRST_S and moment.reason is None
    ]
    above = record.pairs.share > record.pairs.chance_share
    return found, [bool(each) for each in above[np.triu_indices(len(hearts), 1)]]


def real_hearts() -> list[Beats]:
    """Return stretches of real hearts, from different people or hours apart."""
    found = []
    for _, rr_ms in healthy_records(RECORDINGS):
        ends_s = np.cumsum(rr_ms) / 1000.0
        for from_s in np.arange(0.0, min(ends_s[-1], 20.0 * 3600.0) - LENGTH_S, 3600.0):
            within = (ends_s > from_s) & (ends_s <= from_s + LENGTH_S)
            found.append((rr_ms[within], ends_s[within] - from_s))
    return found


def led() -> Iterator[Row]:
    """Yield how often people are in step with a breath of six a minute that they follow, in part or not at all."""
    breaths = even_breaths(0.0, LENGTH_S, 6.0)
    people = {
        manner: [
            group_heart(*beats_of(FROM_SEED + 500 + place, manner, breaths, LENGTH_S), breaths) for place in range(24)
        ]
        for manner in (FOLLOWS, PARTLY, ALONE)
    }
    groups = {
        "all follow": people[FOLLOWS][:8],
        "all follow in part": people[PARTLY][:8],
        "half follow, of whom these": people[FOLLOWS][8:12] + people[ALONE][8:12],
        "half follow, of the others": people[ALONE][12:16] + people[FOLLOWS][12:16],
    }
    for who, hearts in groups.items():
        record = group_record({str(place): heart for place, heart in enumerate(hearts)})
        taken = slice(0, 4 if "half" in who else 8)
        known = [
            heart
            for moment in record.moments
            if moment.t_s % WINDOW_S == FIRST_S % WINDOW_S and moment.t_s >= FIRST_S
            for heart in moment.hearts[taken]
            if heart.is_counted
        ]
        lockings = [heart.locking_share for heart in known]
        yield (
            who,
            len(hearts),
            len(known),
            share(sum(heart.in_step for heart in known) / len(known)),
            number(median(lockings), 2),
            number(float(np.quantile(lockings, 0.05)), 2),
        )


def with_faults() -> Iterator[Row]:
    """Yield how often people with everyday faults are in step with a breath, by how they breathe."""
    for manner in (FOLLOWS, *OTHER_MANNERS):
        found = []
        for seed in range(FROM_SEED, FROM_SEED + FAULTY):
            events = led_heart(seed, manner).events
            beats = [event for event in events if isinstance(event, Beat)]
            breaths = [event for event in events if isinstance(event, BreathPlanned)]
            heart = group_heart([beat.rr_ms for beat in beats], [beat.arrived_s for beat in beats], breaths)
            last = [moment for moment in group_record({"one": heart}).moments if moment.t_s <= LISTENED_S + LED_S][-1]
            found += [each for each in last.hearts if last.is_led and last.reason is None and each.is_counted]
        in_step = share(sum(each.in_step for each in found) / len(found))
        yield manner, FAULTY, len(found), in_step, number(median([each.locking_share for each in found]), 2)


if __name__ == "__main__":
    main()
