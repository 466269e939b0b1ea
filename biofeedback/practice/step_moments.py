"""When the next step of a practice begins, known before it does, from the events of the practice alone.

Who sounds a bell at that very moment must know it beforehand. This module must not lead the practice; that is `guide`.
"""

import math
from dataclasses import dataclass
from itertools import accumulate

from biofeedback.events import BreathPlanned, Event, Paused, PracticeEnded, Resumed, SettingChanged, StepBegan
from biofeedback.practice.breath import ends_s
from biofeedback.practice.guide import ENDS_AT
from biofeedback.practice.script import Practice


@dataclass(frozen=True, slots=True)
class StepMoment:
    """When a step begins; the end of the practice has the index after its last step."""

    index: int
    t_s: float


class StepMoments:
    """Follows the events of one practice."""

    def __init__(self, practice: Practice) -> None:
        self._ends_s = tuple(accumulate(step.length_s for step in practice.steps))
        self._index = -1
        self._origin_s = math.nan
        self._breaths: list[BreathPlanned] = []
        self._waiting_since_s = math.nan
        self._resumed_s = -math.inf
        self._closes_at_s = math.nan
        self._ended = False

    def apply(self, event: Event) -> None:
        """Take in an event; those that do not concern the course of the practice change nothing."""
        match event:
            case StepBegan(t_s=t_s, index=index) if index < len(self._ends_s):
                self._index = index
                if math.isnan(self._origin_s):
                    self._origin_s = t_s - (self._ends_s[index - 1] if index else 0.0)
            case BreathPlanned():
                # The one that runs and the one announced are all that matter.
                self._breaths = [*[breath for breath in self._breaths if breath.t_s < event.t_s][-1:], event]
            case Paused(t_s=t_s, manner=manner):
                if math.isnan(self._waiting_since_s):
                    self._waiting_since_s = t_s
                if manner == "pause":
                    self._breaths = [breath for breath in self._breaths if breath.t_s <= t_s]
            case Resumed(t_s=t_s):
                if not math.isnan(self._waiting_since_s):
                    self._origin_s += t_s - self._waiting_since_s
                self._waiting_since_s = math.nan
                self._resumed_s = t_s
            case SettingChanged(name=name, value=value) if name == ENDS_AT:
                self._closes_at_s = float(value)
            case PracticeEnded():
                self._ended = True
            case _:
                pass

    @property
    def next(self) -> StepMoment | None:
        """The next step and when it begins; None while the practice waits, before it begins and after its end."""
        if self._ended or self._index < 0:
            return None
        if not math.isnan(self._closes_at_s):
            return StepMoment(len(self._ends_s), self._closes_at_s)
        if not math.isnan(self._waiting_since_s):
            return None
        due_s = max(self._resumed_s, self._origin_s + self._ends_s[self._index])
        if self._index == len(self._ends_s) - 1 and self._breaths:
            due_s = max(due_s, ends_s(self._breaths[-1]))
        return StepMoment(self._index + 1, due_s)
