"""What an analysis found in one file of a study, as it is kept beside it: plain data, the same on every machine."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockNumber:
    """A number of one block: the name of its definition, its value, and the code of the reason where it has none."""

    name: str
    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One stretch of a recording with its numbers.

    Attributes
    ----------
    place : int
        0 for the whole, then the blocks from 1 on.
    name : str
        As the practice file calls the step; empty for the whole.
    from_s, until_s : float
        Where it lies, in seconds from the beginning of the recording.
    beats : int
        How many intervals there are in it.
    coverage_share, corrected_ratio : float or None
        The share of its time that beats cover, and of its beats that were corrected.
    cautions : tuple of str
        Codes of what is to be said of its numbers.
    numbers : tuple of BlockNumber
        Its numbers, in the order of an analysis.
    kind, label : str
        What the protocol calls it; empty where there is none.
    """

    place: int
    name: str
    from_s: float
    until_s: float
    beats: int
    coverage_share: float | None
    corrected_ratio: float | None
    cautions: tuple[str, ...]
    numbers: tuple[BlockNumber, ...]
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heart:
    """One heart of a file.

    Attributes
    ----------
    part : int
        Which of the recordings in the file it is of, from 1 on.
    source : str
        Which heart.
    practice, started_at, simulated : str
        What the recording says of itself; empty where it does not.
    blocks : tuple of Block
        The whole first.
    """

    part: int
    source: str
    practice: str = ""
    started_at: str = ""
    simulated: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """Why a file has no numbers.

    Attributes
    ----------
    code, sentence : str
        The code of an error, and its sentence in English.
    may_pass : bool
        Whether the same file may have numbers another time, so that this is not kept.
    """

    code: str
    sentence: str
    may_pass: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfStudy:
    """Of which study a recording says that it is, of whom, and of which protocol; empty where it does not."""

    study: str = ""
    participant: str = ""
    study_session: str = ""
    blinded: str = ""
    protocol: str = ""
    protocol_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to a question of a form, as the recording has it; ``value`` is empty where there is none."""

    form: str
    moment: str
    question: str
    kind: str
    value: str
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What one file came to.

    Attributes
    ----------
    kind : str
        ``recording``, or the name of the importer that read it.
    hearts : tuple of Heart
        The hearts with beats.
    with_files : tuple of str
        Other files of the same folder that were read with it, by name.
    remarks : tuple of str
        How it was understood, and what was not used, in sentences.
    of : OfStudy
        Of which study and whom it is.
    answers : tuple of Answer
        What was answered before and after.
    problem : FileProblem or None
        Why there are no numbers.
    """

    kind: str = ""
    hearts: tuple[Heart, ...] = ()
    of: OfStudy = OfStudy()
    answers: tuple[Answer, ...] = ()
    with_files: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    problem: FileProblem | None = None

    def as_json(self) -> str:
        """Return it as one line of JSON in ASCII, always the same for the same numbers."""
        return json.dumps(self, default=_fields, allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> FileResult:
        """Return what `as_json` wrote.

        Raises
        ------
        ValueError, TypeError, KeyError
            It is something else.
        """
        content = json.loads(text)
        problem = content["problem"]
        return cls(
            kind=content["kind"],
            hearts=tuple(_heart(each) for each in content["hearts"]),
            with_files=tuple(content["with_files"]),
            remarks=tuple(content["remarks"]),
            of=OfStudy(**content["of"]),
            answers=tuple(Answer(**each) for each in content["answers"]),
            problem=None if problem is None else FileProblem(**problem),
        )


def known(value: float) -> float | None:
    """Return a number, or None where it is not known, as JSON has it."""
    return None if math.isnan(value) else float(value)


def _fields(part: FileResult | Heart | Block | BlockNumber | OfStudy | Answer | FileProblem) -> dict[str, object]:
    """Return what a part of a result holds; `dataclasses.asdict` would copy all of it, at a tenth of an analysis."""
    return {name: getattr(part, name) for name in part.__slots__}


def _heart(content: dict[str, Any]) -> Heart:
    return Heart(**content | {"blocks": tuple(_block(each) for each in content["blocks"])})


def _block(content: dict[str, Any]) -> Block:
    numbers = tuple(BlockNumber(**each) for each in content["numbers"])
    return Block(**content | {"cautions": tuple(content["cautions"]), "numbers": numbers})
