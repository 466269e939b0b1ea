"""Follows how far a practice has come, from its events alone, live and in a recording alike."""

import math
from dataclasses import dataclass

from biofeedback.events import ClosingBegan, Event, Paused, PauseMode, PracticeEnded, Resumed, StepBegan
from biofeedback.practice.script.model import Practice


@dataclass(frozen=True, slots=True)
class ProgressMoment:
    """How far a practice has come at one moment.

    Attributes
    ----------
    step_index : int
        The step that holds, counted from 0.
    step_share : float
        How much of it has passed, 0 to 1.
    left_s : float
        What is left of the practice, in seconds.
    waiting : PauseMode or None
        How the practice waits; None while it goes on.
    """

    step_index: int
    step_share: float
    left_s: float
    waiting: PauseMode | None


class Progress:
    """Follows the events of one practice."""

    def __init__(self, practice: Practice) -> None:
        self._lengths_s = tuple(step.length_s for step in practice.steps)
        self._step_index = 0
        self._step_began_s = math.nan
        self._waited_s = 0.0  # within the step
        self._waiting: PauseMode | None = None
        self._waiting_since_s = math.nan
        self._closes_from_s = math.inf
        self._ends_at_s = math.nan
        self._completed = False

    def apply(self, event: Event) -> None:
        """Take in an event; those that do not concern the course of the practice change nothing."""
        match event:
            case StepBegan(t_s=t_s, index=index) if index < len(self._lengths_s):
                self._step_index = index
                self._step_began_s = t_s
                self._waited_s = 0.0
            case Paused(t_s=t_s, mode=mode):
                if self._waiting is None:
                    self._waiting_since_s = t_s
                self._waiting = mode
            case Resumed(t_s=t_s):
                if self._waiting is not None:
                    self._waited_s += t_s - self._waiting_since_s
                self._waiting = None
            case ClosingBegan(t_s=t_s, ends_s=ends_s):
                self._close(t_s, ends_s)
            case PracticeEnded(t_s=t_s, mode=mode):
                self._close(t_s, t_s)
                self._completed = mode == "complete"
            case _:
                pass

    def at(self, now_s: float) -> ProgressMoment:
        """Return how far the practice has come at ``now_s``, not before the newest event taken in."""
        index = self._step_index
        length_s = self._lengths_s[index]
        # The step stands still from the moment at which closing began.
        passed_s = min(length_s, self._passed_s(min(now_s, self._closes_from_s)))
        if math.isnan(self._ends_at_s):
            left_s = length_s - passed_s + math.fsum(self._lengths_s[index + 1 :])
        else:
            left_s = max(0.0, self._ends_at_s - now_s)
        step_share = 1.0 if self._completed else passed_s / length_s
        return ProgressMoment(index, step_share, left_s, self._waiting)

    def _passed_s(self, now_s: float) -> float:
        if math.isnan(self._step_began_s):
            return 0.0
        until_s = now_s if self._waiting is None else self._waiting_since_s
        return max(0.0, until_s - self._step_began_s - self._waited_s)

    def _close(self, t_s: float, ends_at_s: float) -> None:
        self._closes_from_s = min(self._closes_from_s, t_s)
        self._ends_at_s = ends_at_s
        self._waiting = None
