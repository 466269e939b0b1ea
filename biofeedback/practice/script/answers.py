"""What the person answered before a practice, and how it fills the words; every question may be left unanswered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from biofeedback.error_codes import AnswerErrorCode
from biofeedback.errors import UsageError

QUESTIONS = ("colour", "phrases", "parts", "bells")
"""What a practice may ask."""

HUES = ("honey", "amber", "rose", "sage", "sky")
"""The hues of the light that have a name."""

MOST_PHRASES, LONGEST_PHRASE = 6, 60
"""How many phrases there may be, and how many characters each: a choice; two fill the longest prompt (120)."""

MOST_PARTS, LONGEST_PART = 8, 24
"""How many parts of oneself, and how many characters each: a choice, as many as fit around the light as words."""

MOST_BELLS, LATEST_BELL_S = 24, 6.0 * 3600.0
"""How many bells a step may have, and how late in it, in seconds: a choice, one every quarter of an hour of 6 hours."""

_PLACEHOLDER = re.compile(r"\{(phrase|part)([1-9])\}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of one person.

    Attributes
    ----------
    colour : str
        A name among `HUES`, or red, green and blue as ``#e9a53b``; empty for honey.
    phrases : tuple of str
        Kind phrases of their own, at most `MOST_PHRASES`; none for those of the practice.
    parts : tuple of str
        A word for each part of themselves, at most `MOST_PARTS`; none for those of the practice.
    bells_at_s : tuple of float
        When bells ring in a practice without end, in seconds from its beginning; none for those of the practice.
    kept : bool
        Whether the recording may keep the phrases and the parts.
    """

    colour: str = ""
    phrases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    bells_at_s: tuple[float, ...] = ()
    kept: bool = False

    def about(self, asks: Iterable[str], *, phrases: tuple[str, ...], parts: tuple[str, ...]) -> "Answers":
        """Return the answers to what was asked, with the practice's own phrases and parts where none were given.

        Raises
        ------
        UsageError
            When one of them cannot be taken.
        """
        asked = frozenset(asks)
        return Answers(
            colour=_colour(self.colour) if "colour" in asked else "",
            phrases=(_PHRASES.lines(self.phrases) if "phrases" in asked else ()) or phrases,
            parts=(_PARTS.lines(self.parts) if "parts" in asked else ()) or parts,
            bells_at_s=_bells(self.bells_at_s) if "bells" in asked else (),
            kept=self.kept,
        )

    def with_given(self, given: "Answers", asks: Iterable[str]) -> "Answers":
        """Return what was given to the questions that were asked, and to the others what is here."""
        asked = frozenset(asks)
        return Answers(
            colour=given.colour if "colour" in asked else self.colour,
            phrases=given.phrases if "phrases" in asked else self.phrases,
            parts=given.parts if "parts" in asked else self.parts,
            bells_at_s=given.bells_at_s if "bells" in asked else self.bells_at_s,
        )


def said_with(text: str, answers: Answers) -> str:
    """Return the words with ``{phrase1}``, ``{part2}`` and the like filled in; one that is not there stays open."""
    return _PLACEHOLDER.sub(lambda match: _answer(match, answers) or match[0], text)


def left_unsaid(text: str, answers: Answers) -> bool:
    """Return whether the words name a phrase or a part that is not there."""
    return any(not _answer(match, answers) for match in _PLACEHOLDER.finditer(text))


def placeholders(text: str) -> tuple[tuple[str, int], ...]:
    """Return what the words name: ``phrase`` or ``part``, and which, counted from 1."""
    return tuple((match[1], int(match[2])) for match in _PLACEHOLDER.finditer(text))


def longest_said(text: str) -> str:
    """Return the words with phrases and parts in them that are as long as any may be."""
    longest = {"phrase": LONGEST_PHRASE, "part": LONGEST_PART}
    return _PLACEHOLDER.sub(lambda match: "x" * longest[match[1]], text)


def _answer(match: re.Match[str], answers: Answers) -> str:
    given = answers.phrases if match[1] == "phrase" else answers.parts
    number = int(match[2])
    return given[number - 1] if number <= len(given) else ""


def _colour(colour: str) -> str:
    plain = colour.strip().lower()
    if plain and plain not in HUES and _COLOUR.fullmatch(plain) is None:
        raise UsageError(AnswerErrorCode.COLOUR_UNKNOWN, colour=colour, known=HUES)
    return plain


class _Room(NamedTuple):
    """How many lines there may be, how long each, and what is said of too many, of none and of one with braces."""

    most: int
    longest: int
    too_many: AnswerErrorCode
    no_line: AnswerErrorCode
    with_braces: AnswerErrorCode

    def lines(self, given: tuple[str, ...]) -> tuple[str, ...]:
        lines = tuple(line for line in (" ".join(each.split()) for each in given) if line)
        if len(lines) > self.most:
            raise UsageError(self.too_many, most=self.most, count=len(lines))
        for line in lines:
            if len(line) > self.longest or not line.isprintable():
                raise UsageError(self.no_line, longest=self.longest, line=line, length=len(line))
            if "{" in line or "}" in line:
                raise UsageError(self.with_braces, line=line)
        return lines


_PHRASES = _Room(
    MOST_PHRASES,
    LONGEST_PHRASE,
    AnswerErrorCode.TOO_MANY_PHRASES,
    AnswerErrorCode.PHRASE_NO_LINE,
    AnswerErrorCode.PHRASE_WITH_BRACES,
)
_PARTS = _Room(
    MOST_PARTS,
    LONGEST_PART,
    AnswerErrorCode.TOO_MANY_PARTS,
    AnswerErrorCode.PART_NO_LINE,
    AnswerErrorCode.PART_WITH_BRACES,
)


def _bells(given: tuple[float, ...]) -> tuple[float, ...]:
    if len(given) > MOST_BELLS or not all(0.0 < at_s <= LATEST_BELL_S for at_s in given):
        raise UsageError(AnswerErrorCode.TOO_MANY_BELLS, most=MOST_BELLS, hours=LATEST_BELL_S / 3600.0)
    return tuple(sorted(set(given)))
