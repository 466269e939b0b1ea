"""What a report on a study is made of: facts, gathered before a word is said, and none of them of one person."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from biofeedback.studies.people import PeopleChange

Allocation: TypeAlias = Literal["none", "sealed", "open"]
"""What is known of who was in which condition: there are no conditions, they are sealed, or the key was opened."""


class KindOfBlock(NamedTuple):
    """The blocks of one kind in all recordings that count.

    Attributes
    ----------
    kind : str
        The kind.
    blocks, excluded : int
        How many there are, and how many of these are left out.
    length_s, coverage_share : float
        The medians of their lengths in seconds, and of the share of their time that beats cover.
    """

    kind: str
    blocks: int
    excluded: int
    length_s: float
    coverage_share: float


class LeftOut(NamedTuple):
    """What is left out for one reason, which is a code: whole files, and blocks."""

    reason: str
    files: int
    blocks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySummary:
    """A study in numbers.

    Attributes
    ----------
    studies, protocols : tuple of str
        What the recordings call them.
    allocation : str
        What is known of conditions.
    people : tuple of (str, int)
        How many people there are in each condition; the name is empty where conditions are not known.
    recordings, simulated, files : int
        How many recordings of these people count, how many of them are of a simulated heart, and how many files
        there are in the folder.
    unblinded : int
        How many of these recordings began after the key of the study had been opened.
    several : int
        How many sessions of a person have more than one recording.
    kinds : tuple of KindOfBlock
        The blocks.
    left_out : tuple of LeftOut
        What does not count, and why.
    changes, answers : tuple of PeopleChange
        Of each number from the baseline, and of each answer from before to after.
    words : int
        How many questions for free words these people were asked, answered or not.
    seed : int
        What the intervals grow from.
    version : str
        The version of the program.
    settings : tuple of (str, str)
        How every file was analysed.
    definitions : tuple of (str, int)
        Each number that is told, with the version of its definition.
    """

    studies: tuple[str, ...]
    protocols: tuple[str, ...]
    allocation: Allocation
    people: tuple[tuple[str, int], ...]
    recordings: int
    simulated: int
    files: int
    unblinded: int
    several: int
    kinds: tuple[KindOfBlock, ...]
    left_out: tuple[LeftOut, ...]
    changes: tuple[PeopleChange, ...]
    answers: tuple[PeopleChange, ...]
    words: int
    seed: int
    version: str
    settings: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, int], ...]
