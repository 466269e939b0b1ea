"""A form of a few questions, each of which may be passed over, and what an answer to one is."""

from dataclasses import dataclass

from biofeedback.event_kinds import QuestionKind

WIDEST = 100
"""The upper end of a visual analogue, whose lower end is 0: in hundredths, as on paper a line of 100 mm is measured; no
number of it is shown to whoever answers."""

LONGEST_WORDS = 500
"""Characters of an answer in free words: a choice, a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes
    ----------
    name : str
        What it is called in tables.
    kind : QuestionKind
        ``visual_analogue``: a place on a line between two ends. ``likert``: one of a few named choices. ``words``: any.
    text : str
        The question, as it is asked.
    low, high : str
        What the ends of a visual analogue are called; empty for other kinds.
    choices : tuple of str
        What the choices of a Likert question are called, the lowest first; none for other kinds.
    """

    name: str
    kind: QuestionKind
    text: str
    low: str = ""
    high: str = ""
    choices: tuple[str, ...] = ()

    def meaning_of(self, value: str) -> str:
        """Return what a value of this question means in the words of the form; empty for free words and for none."""
        if not value or self.kind == "words":
            return ""
        return f"{self.low} … {self.high}" if self.kind == "visual_analogue" else self.choices[int(value) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: its ``name`` in tables, the ``title`` and ``subtitle`` that people read, and its questions in order."""

    name: str
    title: str
    questions: tuple[Question, ...]
    subtitle: str = ""
