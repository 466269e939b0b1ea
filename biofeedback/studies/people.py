"""Gathers changes by person, so that everybody counts once, and tells their median in each condition."""

import math
from collections import Counter
from collections.abc import Collection, Iterator
from statistics import median
from typing import NamedTuple

from biofeedback.studies.changes import Change, MissingCode
from biofeedback.studies.medians import Median, median_of


class Person(NamedTuple):
    """A participant: the code, which another study may have given to somebody else, with its study."""

    study: str
    code: str


class PeopleChange(NamedTuple):
    """What became of a number in the blocks of one kind, over the people in one condition.

    Attributes
    ----------
    condition : str
        Empty where nobody knows conditions.
    kind, number : str
        Of which blocks, and which number.
    of_people : tuple of float
        The change of each person, in the order of their studies and codes; ``nan`` where it is not known.
    baseline : float
        The median baseline of those whose change is known.
    change : Median
        The median of their changes.
    missing : tuple of (str, int)
        Why it is not known of others, as a code, with how many these are.
    """

    condition: str
    kind: str
    number: str
    of_people: tuple[float, ...]
    baseline: float
    change: Median
    missing: tuple[tuple[str, int], ...]


_NO_BLOCK = str(MissingCode.NO_BLOCK)


class _Recording(NamedTuple):
    baseline: float
    change: float
    why: str


class People:
    """The changes of many people; their recordings may come in any order."""

    def __init__(self) -> None:
        self._there: dict[str, dict[Person, str]] = {}
        self._found: dict[tuple[str, str], dict[tuple[str, Person], list[_Recording]]] = {}

    def add(self, person: Person, condition: str, changes: Collection[Change], why: str = "") -> None:
        """Take in a recording of a person, in one condition; ``why`` it has no numbers at all, as a code."""
        there = self._there.setdefault(condition, {})
        there[person] = there.get(person) or why
        for each in changes:
            recordings = self._found.setdefault((each.kind, each.number), {})
            recordings.setdefault((condition, person), []).append(_Recording(each.baseline, each.change, each.why))

    @property
    def counts(self) -> dict[str, int]:
        """How many people there are in each condition."""
        return {condition: len(people) for condition, people in sorted(self._there.items())}

    def medians(self, seed: int) -> Iterator[PeopleChange]:
        """Yield the median of every number by kind of block and condition.

        A person with several recordings counts with the median of theirs.
        """
        for (kind, number), found in self._found.items():
            for condition, people in sorted(self._there.items()):
                there = {
                    person: found.get((condition, person)) or [_Recording(math.nan, math.nan, why or _NO_BLOCK)]
                    for person, why in people.items()
                }
                yield _of_all(condition, kind, number, there, seed)


def _of_all(condition: str, kind: str, number: str, people: dict[Person, list[_Recording]], seed: int) -> PeopleChange:
    missing: Counter[str] = Counter()
    of_people: list[float] = []
    baselines: list[float] = []
    for _, recordings in sorted(people.items()):
        known = [each for each in recordings if not each.why]
        of_people.append(median(each.change for each in known) if known else math.nan)
        if known:
            baselines.append(median(each.baseline for each in known))
        else:
            missing[recordings[0].why] += 1
    return PeopleChange(
        condition=condition,
        kind=kind,
        number=number,
        of_people=tuple(of_people),
        baseline=median(baselines) if baselines else math.nan,
        change=median_of([each for each in of_people if not math.isnan(each)], seed),
        missing=tuple(sorted(missing.items())),
    )
