"""Leads the breath through the steps of a practice: whether it is led at a moment, and whether its pace changes."""

import math
from collections import defaultdict

from biofeedback.events import BreathPlanned, Event, PauseMode
from biofeedback.practice.guide.course import Course
from biofeedback.practice.guide.pace_requests import PaceRequests
from biofeedback.practice.guide.start_pace import StartPace
from biofeedback.practice.guide.vanishing import VANISHED_SHARE
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.leading import Leading
from biofeedback.practice.pacing.pace import Pacer
from biofeedback.practice.script.model import BreathGuidance, Practice

# A breath that could hardly begin before its step ends belongs to the step after it: a choice, half a second.
_TOO_LATE_S = 0.5


class Breathing:
    """Leads the breath through the steps of a practice.

    Parameters
    ----------
    practice : Practice
        Whose steps they are.
    guidance : BreathGuidance
        How breath is led.
    course : Course
        When the steps are; a step that counts breaths is given its end here.

    Attributes
    ----------
    leading : Leading
        The breaths that are led.
    start_pace : StartPace
        Where leading begins.
    requests : PaceRequests
        What the person asks of the pace.
    waiting : PauseMode or None
        How the practice waits.
    """

    def __init__(self, practice: Practice, guidance: BreathGuidance, course: Course) -> None:
        self._steps = practice.steps
        self._course = course
        self.leading = Leading(Pacer(guidance.start, guidance.aim, guidance.ramp_s))
        self.start_pace = StartPace(self.leading, guidance.start.breaths_per_min)
        self.requests = PaceRequests(guidance, self.leading)
        self.waiting: PauseMode | None = None
        self._waiting_since_s = math.nan
        self._counted_s: defaultdict[int, list[float]] = defaultdict(list)
        self._led_since_s = math.nan

    @property
    def due_s(self) -> float:
        """When there is something to announce again; ``inf`` when nothing comes by itself."""
        if self.waiting == "pause":
            return math.inf
        hand_s = self.start_pace.hand_moves_until_s
        return min(self.leading.due_s, math.inf if hand_s == -math.inf else hand_s)

    @property
    def led_since_s(self) -> float:
        """Since when breath is led without a break; ``nan`` while it is not."""
        return self._led_since_s

    def counted_s(self, step_index: int) -> list[float]:
        """Return when the breaths that a step counts begin, as far as they are known."""
        return self._counted_s[step_index]

    def announce(self, t_s: float) -> list[Event]:
        """Return what is to be announced at ``t_s``, so that the breath after the running one is known."""
        if self.start_pace.hand_moves_until_s <= t_s:
            self.start_pace.release_hand()
        events: list[Event] = []
        while (breath := self.leading.announce(t_s, self.led_at, self._ramps_at)) is not None:
            if not self.leading.begun_before(breath):
                events += self.start_pace.begun(t_s)
            if math.isnan(self._led_since_s):
                self._led_since_s = breath.t_s
            self._count(breath)
            events.append(breath)
        if self.leading.running is None:
            self._led_since_s = math.nan
        return events

    def withdraw(self, now_s: float) -> None:
        """Take back what was announced to begin after ``now_s``."""
        self.leading.withdraw_after(now_s)
        for index, begins_s in self._counted_s.items():
            left_s = [begin_s for begin_s in begins_s if begin_s <= now_s]
            if len(left_s) < len(begins_s):
                begins_s[:] = left_s
                self._course.end_at(index, math.inf)

    def wait(self, now_s: float, mode: PauseMode) -> None:
        """Make the steps wait; with ``pause`` the running breath completes and no other follows."""
        if self.waiting is None:
            self._waiting_since_s = now_s
        self.waiting = mode
        if mode == "pause":
            self.withdraw(now_s)

    def go_on(self, now_s: float) -> None:
        """Make the steps go on."""
        self._course.wait(now_s - self._waiting_since_s)
        self.waiting = None

    def led_at(self, t_s: float) -> bool:
        """Return whether a breath may begin at ``t_s``."""
        if self.waiting == "pause" or self.start_pace.hand_moves_until_s > t_s:
            return False
        asked_s = self._moment_s(t_s)
        index = self._course.index_at(asked_s)
        if index >= len(self._steps):
            return False
        step = self._steps[index]
        if step.breaths:
            return self.waiting is not None or len(self._counted_s[index]) < step.breaths
        match step.pacing:
            case "lead":
                return True
            case "vanish":
                return self._course.share_at(index, asked_s) < VANISHED_SHARE
            case _:
                return self.start_pace.known

    def _ramps_at(self, t_s: float) -> bool:
        if self.requests.requested:
            return True
        index = self._course.index_at(self._moment_s(t_s))
        return self.waiting is None and self._steps[index].pacing == "lead"

    def _moment_s(self, t_s: float) -> float:
        """Return the moment of the course that a breath beginning at ``t_s`` belongs to."""
        return t_s + _TOO_LATE_S if self.waiting is None else self._waiting_since_s

    def _count(self, breath: BreathPlanned) -> None:
        index = self._course.index_at(self._moment_s(breath.t_s))
        if self.waiting is not None or not self._steps[index].breaths:
            return
        counted_s = self._counted_s[index]
        counted_s.append(breath.t_s)
        if len(counted_s) == self._steps[index].breaths:
            self._course.end_at(index, ends_s(breath))
