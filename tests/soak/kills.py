"""Practices that are killed at random moments: every file opens, at most 1.0 s is lost of each, and none is torn."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from biofeedback.errors import RecordingError
from tests.rigs.practices.killed_practices import SEATS, KilledPractice, Moment, Who, killed_practices, left_in
from tests.soak.row import Amounts, Row

MOST_LOST_S = 1.0
"""What is promised, in real seconds."""

CLOSING_ONE_IN = 8  # kills, the others in the midst of a practice: a choice
LONGEST_ROUNDS = 90  # rounds of 20 ms: a choice, longer than three commits lie apart
LONGEST_CLOSING_S = 0.06  # seconds that it takes to close a recording or five, about

_WHOSE: dict[Who, tuple[str, int]] = {
    "one": ("in a practice of one person", 1),
    "five": ("in a room of five", SEATS + 1),
}


def soak(folder: Path, amounts: Amounts) -> Iterator[Row]:
    """Kill practices of one person, then rooms of five."""
    for who in ("one", "five"):
        yield _killed(who, folder, amounts.kills)


def moments(kills: int, chance: random.Random) -> list[Moment]:
    """Return when each is killed: at any moment from the first on, and one in eight while it closes its recordings."""
    return [
        Moment(
            rounds=chance.randint(1, LONGEST_ROUNDS),
            closing_s=chance.uniform(0.0, LONGEST_CLOSING_S) if kill % CLOSING_ONE_IN == CLOSING_ONE_IN - 1 else None,
        )
        for kill in range(kills)
    ]


def _killed(who: Who, folder: Path, kills: int) -> Row:
    whose, recordings = _WHOSE[who]
    folders = [folder / f"{who}-{kill}" for kill in range(kills)]
    found: Counter[str] = Counter()
    broken: list[str] = []
    most_s, files = 0.0, 0
    for killed in killed_practices(who, folders, moments(kills, random.Random(f"kills of {who}"))):
        wrong = []
        if len(killed.recordings) != recordings and not killed.closing:
            wrong.append(f"{len(killed.recordings)} recordings instead of {recordings}")
        for path in killed.recordings:
            files += 1
            lost_s = _looked_at(path, killed, wrong, found)
            most_s = max(most_s, lost_s)
        broken += [f"{killed.folder.name}: {each}" for each in wrong]
        if not wrong:
            shutil.rmtree(killed.folder)
    return Row(
        fault=f"kill -9 at any moment {whose}",
        seen="“ended unexpectedly” beside the recording, which opens, replays and is analysed as any other",
        lost="what came within the last second",
        measured=f"{kills} kills, {files} files: {len(broken)} are torn or lack more, {found['closed']} were closed by "
        f"then; at most {most_s:.2f} s lost ({MOST_LOST_S} s)",
        broken=tuple(broken),
    )


def _looked_at(path: Path, killed: KilledPractice, wrong: list[str], found: Counter[str]) -> float:
    """Note what is wrong with one recording, and return how many seconds were lost of it."""
    try:
        left = left_in(path)
    except RecordingError as error:
        wrong.append(f"{path.name} does not open: {error}")
        return 0.0
    found["closed"] += not left.unexpected
    if not left.unexpected and not killed.closing:
        wrong.append(f"{path.name} says that it was closed")
    wrong += [f"{path.name}: {fault}" for fault in left.faults]
    lost_s = killed.lost_s(left.last_s + 1.0)  # a second of the practice is kept with its tick
    if lost_s > MOST_LOST_S:
        wrong.append(f"{path.name}: {lost_s:.2f} s are lost")
    return lost_s
