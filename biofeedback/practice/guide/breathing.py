"""Leads the breath through the steps of a practice: whether it is led at a moment, and whether its pace changes."""

import math
from collections import defaultdict
from dataclasses import replace

from biofeedback.events import BreathPlanned, Event
from biofeedback.practice.guide.breathing_states import BREATHING_TRANSITIONS, BreathingState, BreathingTrigger
from biofeedback.practice.guide.course import Course
from biofeedback.practice.guide.guide_states import GuideState, GuideTrigger
from biofeedback.practice.guide.metric_offers import OwnPaceOffer
from biofeedback.practice.guide.pace_requests import PaceRequests
from biofeedback.practice.guide.start_pace import StartPace
from biofeedback.practice.guide.vanishing import VANISHED_SHARE
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.leading import Leading
from biofeedback.practice.pacing.moments import earliest
from biofeedback.practice.pacing.pace import Pacer
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.model import BreathGuidance, Practice, Step
from biofeedback.states import StateMachine

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
    guide : StateMachine
        Where the practice stands; the guide changes it.

    Attributes
    ----------
    leading : Leading
        The breaths that are led.
    requests : PaceRequests
        What the person asks of the pace.
    """

    def __init__(
        self,
        practice: Practice,
        guidance: BreathGuidance,
        course: Course,
        guide: StateMachine[GuideState, GuideTrigger],
    ) -> None:
        self._steps = practice.steps
        self._course = course
        self._guide = guide
        self._machine = StateMachine(BreathingState.NOT_LED, BREATHING_TRANSITIONS)
        self.leading = Leading(Pacer(guidance.start, guidance.aim, guidance.ramp_s))
        self.requests = PaceRequests(guidance, self.leading)
        self._start_pace = StartPace(self.leading, guidance.start.breaths_per_min)
        self._fixed = [_fixed(step, guidance.aim) for step in practice.steps]
        self._counted_s: defaultdict[int, list[float]] = defaultdict(list)

    @property
    def state(self) -> BreathingState:
        """Whether breath is led, and by whom."""
        return self._machine.state

    @property
    def due_s(self) -> float | None:
        """When there is something to announce again; None when nothing comes by itself."""
        return None if self._paused else earliest(self.leading.due_s, self._start_pace.hand_moves_until_s)

    def counted_s(self, step_index: int) -> list[float]:
        """Return when the breaths that a step counts begin, as far as they are known."""
        return self._counted_s[step_index]

    def announce(self, t_s: float) -> list[Event]:
        """Return what is to be announced at ``t_s``, so that the breath after the running one is known."""
        hand_s = self._start_pace.hand_moves_until_s
        if hand_s is not None and hand_s <= t_s:
            self.release_hand()
        events: list[Event] = []
        while (breath := self.leading.announce(t_s, self.led_at, self._ramps_at, self._fixed_at)) is not None:
            events += self._lead(breath, t_s)
            self._count(breath)
        if self.leading.running is None and self.state is BreathingState.LED:
            self._machine.change(BreathingTrigger.BREATHS_END)
        return events

    def announce_closing(self, t_s: float) -> list[Event]:
        """Return what is to be announced at ``t_s`` of the last breaths that `Leading.close` planned."""
        return [event for breath in self.leading.announce_closing(t_s) for event in self._lead(breath, t_s)]

    def move_hand(self, t_s: float, *, inward: bool) -> list[Event]:
        """Take in a turn of the breath by hand and return what that brings."""
        moved = self._start_pace.move(t_s, inward=inward)
        if moved:
            self._machine.change(BreathingTrigger.HAND_MOVES)
            self._let_hand_rest()
        return moved

    def release_hand(self) -> None:
        """Wait no longer for what the hand began to show of the breath."""
        self._start_pace.release_hand()
        self._let_hand_rest()

    def begin_at(self, offer: OwnPaceOffer, now_s: float) -> list[Event]:
        """Begin to lead at the pace that was offered and return what that brings."""
        brought = self._start_pace.accept(offer, now_s)
        self._let_hand_rest()
        return brought

    def withdraw(self, now_s: float) -> None:
        """Take back what was announced to begin after ``now_s``."""
        self.leading.withdraw_after(now_s)
        for index, begins_s in self._counted_s.items():
            left_s = [begin_s for begin_s in begins_s if begin_s <= now_s]
            if len(left_s) < len(begins_s):
                begins_s[:] = left_s
                self._course.end_at(index, None)

    def plan_anew(self, now_s: float) -> None:
        """Take back what was announced to begin after ``now_s``, if it will be announced anew.

        What would not be is led to its end: who was told of a breath need not be told that it does not come.
        """
        coming = self.leading.announced_after(now_s)
        if all(self._leads_at(breath.t_s, counted_until_s=now_s) for breath in coming):
            self.withdraw(now_s)

    def go_to(self, index: int, t_s: float) -> None:
        """Let a step begin at ``t_s``; breaths announced to begin later are of that step."""
        for begins_s in self._counted_s.values():
            begins_s[:] = [begin_s for begin_s in begins_s if begin_s <= t_s]
        for later in [each for each in self._counted_s if each >= index]:
            del self._counted_s[later]
        for breath in self.leading.announced_after(t_s):
            self._count(breath)

    def led_at(self, t_s: float) -> bool:
        """Return whether a breath may begin at ``t_s``."""
        hand_s = self._start_pace.hand_moves_until_s
        if self._paused or (hand_s is not None and hand_s > t_s):
            return False
        return self._leads_at(t_s)

    def _leads_at(self, t_s: float, *, counted_until_s: float = math.inf) -> bool:
        """Return whether the step leads in which a breath begins at ``t_s``; it counts those until a moment."""
        asked_s = self._moment_s(t_s)
        index = self._course.index_at(asked_s)
        if index >= len(self._steps):
            return False
        step = self._steps[index]
        if step.breaths:
            counted = sum(begins_s <= counted_until_s for begins_s in self._counted_s[index])
            return self._waits or counted < step.breaths
        match step.pacing:
            case "lead":
                return True
            case "vanish":
                return self._course.share_at(index, asked_s) < VANISHED_SHARE
            case _:
                return self._start_pace.known

    @property
    def _paused(self) -> bool:
        return self._guide.state is GuideState.PAUSED

    @property
    def _waits(self) -> bool:
        return self._course.waiting_since_s is not None

    def _ramps_at(self, t_s: float) -> bool:
        if self.requests.requested:
            return True
        index = self._course.index_at(self._moment_s(t_s))
        return not self._waits and self._steps[index].pacing == "lead"

    def _fixed_at(self, t_s: float) -> BreathPattern | None:
        """Return the one pattern of the step that a breath beginning at ``t_s`` belongs to; None where it has none."""
        index = self._course.index_at(self._moment_s(t_s))
        return self._fixed[index] if index < len(self._fixed) else None

    def _moment_s(self, t_s: float) -> float:
        """Return the moment of the course that a breath beginning at ``t_s`` belongs to."""
        since_s = self._course.waiting_since_s
        return t_s + _TOO_LATE_S if since_s is None else since_s

    def _lead(self, breath: BreathPlanned, t_s: float) -> list[Event]:
        if self.state is not BreathingState.LED:
            self._machine.change(BreathingTrigger.BREATH_BEGINS)
        return [*self._start_pace.begun(t_s), breath]

    def _let_hand_rest(self) -> None:
        if self.state is BreathingState.BY_HAND and self._start_pace.hand_moves_until_s is None:
            self._machine.change(BreathingTrigger.HAND_RESTS)

    def _count(self, breath: BreathPlanned) -> None:
        index = self._course.index_at(self._moment_s(breath.t_s))
        if self._waits or not self._steps[index].breaths:
            return
        counted_s = self._counted_s[index]
        counted_s.append(breath.t_s)
        if len(counted_s) == self._steps[index].breaths:
            self._course.end_at(index, ends_s(breath))


def _fixed(step: Step, aim: BreathPattern) -> BreathPattern | None:
    """Return how breath is led all through a step that has a rate of its own: at that rate, in the shape of the aim."""
    if step.block is None or math.isnan(step.block.rate_per_min):
        return None
    return replace(aim, breaths_per_min=step.block.rate_per_min)
