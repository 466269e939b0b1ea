"""What is told of a practice when it has ended: its steps, its statistics, and the course of the heart."""

from dataclasses import dataclass

from biofeedback.events import (
    FormAnswered,
    HeartDisplay,
    Note,
)
from biofeedback.practice.after.curves import Curve
from biofeedback.practice.after.statistics import Statistics


@dataclass(frozen=True, slots=True)
class SummaryStep:
    """A step as it went, from ``began_s`` to ``ended_s`` of the session."""

    title: str
    began_s: float
    ended_s: float
    heart_display: HeartDisplay


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a practice.

    Attributes
    ----------
    title : str
        The practice's title.
    statistics : Statistics
        What was measured.
    steps : tuple of SummaryStep
        The steps there were, in order.
    heart_rate, coherence : Curve
        Points ``(t_s, bpm)`` and ``(t_s, share)``, at most 600 each; ``nan`` where there is nothing to know.
    notes : tuple of Note
        What the person wrote, word for word.
    answers : tuple of FormAnswered
        What was answered to the forms of a protocol, in order.
    """

    title: str
    statistics: Statistics
    steps: tuple[SummaryStep, ...]
    heart_rate: Curve
    coherence: Curve
    notes: tuple[Note, ...] = ()
    answers: tuple[FormAnswered, ...] = ()
