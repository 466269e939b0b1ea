"""Foretells when the next bell of a practice rings, from the events alone, so that its sound can be early enough."""

from biofeedback.events import (
    BellRang,
    BreathPlanned,
    ClosingBegan,
    Event,
    Paused,
    PracticeEnded,
    Resumed,
    StepBegan,
)
from biofeedback.practice.guide.bells import next_bell_s, rings_at_begin, rings_at_end
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.moments import earliest, latest
from biofeedback.practice.script.model import Practice


class BellMoments:
    """Follows the events of one practice.

    The bell where a step ends that counts breaths is not foretold, since nobody knows yet when that is.
    """

    def __init__(self, practice: Practice) -> None:
        self._steps = practice.steps
        self._index = -1
        self._begins_s = 0.0
        self._rang_s: float | None = None  # the latest bell of this step, in seconds from its beginning
        self._breaths: list[BreathPlanned] = []  # the running one, and the one announced after it
        self._waiting_since_s: float | None = None
        self._resumed_s: float | None = None
        self._over = False

    def apply(self, event: Event) -> None:
        """Take in an event; those that do not concern the bells change nothing."""
        match event:
            case StepBegan(t_s=t_s, index=index) if index < len(self._steps):
                self._rang_s = 0.0 if index > 0 and rings_at_end(self._steps[index - 1]) else None
                self._index, self._begins_s = index, t_s
            case BellRang(t_s=t_s):
                self._rang_s = t_s - self._begins_s
            case BreathPlanned(t_s=t_s):
                self._breaths = [*[breath for breath in self._breaths if breath.t_s < t_s][-1:], event]
            case Paused(t_s=t_s, mode=mode):
                if mode == "pause":
                    self._breaths = [breath for breath in self._breaths if breath.t_s <= t_s]
                if self._waiting_since_s is None:
                    self._waiting_since_s = t_s
            case Resumed(t_s=t_s):
                if self._waiting_since_s is not None:
                    self._begins_s += t_s - self._waiting_since_s
                self._waiting_since_s = None
                self._resumed_s = t_s
            case ClosingBegan() | PracticeEnded():
                self._over = True
            case _:
                pass

    @property
    def next_s(self) -> float | None:
        """When the next bell rings, in session time; None when none is known, as while the practice waits."""
        if self._over or self._index < 0 or self._waiting_since_s is not None:
            return None
        step = self._steps[self._index]
        length_s = None if step.breaths or step.endless else step.length_s
        bell_s = next_bell_s(step, self._rang_s, length_s)
        within_s = None if bell_s is None else latest(self._begins_s + bell_s, self._resumed_s)
        return earliest(within_s, None if length_s is None else self._end_bell_s(self._begins_s + length_s))

    def _end_bell_s(self, step_ends_s: float) -> float | None:
        following = self._steps[self._index + 1 : self._index + 2]
        if not rings_at_end(self._steps[self._index]) and not any(map(rings_at_begin, following)):
            return None
        # The last breath completes before the practice ends.
        last_ends_s = None if following or not self._breaths else ends_s(self._breaths[-1])
        return latest(step_ends_s, self._resumed_s, last_ends_s)
