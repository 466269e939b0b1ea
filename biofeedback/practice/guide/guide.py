"""Leads one person through one practice: the state machine that says what happens when.

It is handed times and knows no clock. Everything due by then comes out in order, with the exact time for which it was
planned, however late or seldom it is asked.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from biofeedback.events import (
    PAUSE_STEPS,
    BellRang,
    Event,
    Metric,
    PaceChanged,
    PaceRequest,
    Paused,
    PauseMode,
    PracticeEnded,
    Resumed,
    WordsSpared,
)
from biofeedback.practice.guide.bells import rings_at_end
from biofeedback.practice.guide.breathing import Breathing
from biofeedback.practice.guide.closing import CLOSING_WORDS, Closing
from biofeedback.practice.guide.course import Course
from biofeedback.practice.guide.guide_states import GUIDE_TRANSITIONS, PAUSES, WAITING, GuideState, GuideTrigger
from biofeedback.practice.guide.metric_offers import StayOffer
from biofeedback.practice.guide.offers import Offers
from biofeedback.practice.guide.opening_words import opening
from biofeedback.practice.guide.schedule import Schedule
from biofeedback.practice.guide.speaking import Speaking
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    ChangeStep,
    EndGently,
    MoveHand,
    PracticeRequest,
    ToggleFewerWords,
    TogglePause,
    TogglePauseSteps,
)
from biofeedback.states import StateMachine

_OF_A_PROTOCOL = (TogglePause, TogglePauseSteps, EndGently)
"""What changes a protocol: the person can always wait and end, and everything else is as it was written."""

_Bring: TypeAlias = Callable[[float], Sequence[Event]]


class _Due(NamedTuple):
    """What comes at a moment by itself."""

    t_s: float
    bring: _Bring


class Guide:
    """Leads one person through one practice, which begins with the first call of `advance`.

    Parameters
    ----------
    practice : Practice
        What to lead through.
    breaths_per_min : float or None
        The pace to arrive at, instead of the practice's own aim; goes before that of ``choice``.
    choice : BreathChoice
        How the person wants breath to be led.
    first : bool
        Whether it is the person's first practice here; a sentence then says that it may feel strange.
    closing_words : str
        `CLOSING_WORDS`, in the language of the practice.

    Raises
    ------
    UsageError
        When that cannot be breathed, such as a pace that is not from 3 to 12.
    """

    def __init__(
        self,
        practice: Practice,
        *,
        breaths_per_min: float | None = None,
        choice: BreathChoice | None = None,
        first: bool = False,
        closing_words: str = CLOSING_WORDS,
    ) -> None:
        chosen = BreathChoice() if choice is None else choice
        self._practice = practice
        self._guidance = chosen.guidance(practice.breath, breaths_per_min=breaths_per_min)
        self._from_own_pace = chosen.from_own_pace
        self._first = first
        self._as_written = practice.protocol is not None
        self._machine = StateMachine(GuideState.NOT_BEGUN, GUIDE_TRANSITIONS)
        self._course = Course([None if step.breaths else step.length_s for step in practice.steps])
        self._breathing = Breathing(practice, self._guidance, self._course, self._machine)
        self._speaking = Speaking(practice, self._course, self._breathing.leading)
        self._schedule = Schedule(practice, self._course, self._breathing, self._speaking)
        self._offers = Offers(self._breathing, from_own_pace=chosen.from_own_pace)
        self._closing = Closing(self._breathing, closing_words)

    @property
    def state(self) -> GuideState:
        """Where the practice stands."""
        return self._machine.state

    @property
    def ended(self) -> bool:
        """Whether `PracticeEnded` has come out."""
        return self.state is GuideState.ENDED

    @property
    def waiting(self) -> PauseMode | None:
        """How the practice waits; None while it goes on."""
        return WAITING.get(self.state)

    @property
    def next_due_s(self) -> float | None:
        """When `advance` has something to do again: 0 before its first call, None when nothing comes by itself."""
        if self.state is GuideState.NOT_BEGUN:
            return 0.0
        due = self._next()
        return None if due is None else due.t_s

    def advance(self, now_s: float) -> list[Event]:
        """Return everything due by ``now_s`` that was not returned before, in order and with its planned times."""
        events: list[Event] = []
        if self.state is GuideState.NOT_BEGUN:
            self._machine.change(GuideTrigger.BEGIN)
            self._course.begin(now_s)
            events += opening(self._practice, self._guidance, now_s, first=self._first)
        while (due := self._next()) is not None and due.t_s <= now_s:
            events += due.bring(due.t_s)
        return events

    # Requests ---------------------------------------------------------------------------------------------------------

    def pause(self, now_s: float, mode: PauseMode) -> list[Event]:
        """Pause the practice and return what that brings.

        With ``pause`` the running breath completes and no other follows; with `PAUSE_STEPS` breath goes on at the pace
        it has. Either may turn into the other. While the practice closes or has ended, or waits so already, nothing
        changes.
        """
        events = self.advance(now_s)
        if self._closes or self.waiting == mode:
            return events
        self._machine.change(PAUSES[mode])
        self._course.wait(now_s)
        if self.state is GuideState.PAUSED:
            self._breathing.withdraw(now_s)
        events.append(Paused(t_s=now_s, mode=mode))
        return [*events, *self._announce(now_s)]

    def resume(self, now_s: float) -> list[Event]:
        """Resume the practice where it waited and return what that brings."""
        events = self.advance(now_s)
        if self.waiting is None:
            return events
        return [*events, self._go_on(now_s), *self._announce(now_s)]

    def request(self, now_s: float, request: PracticeRequest) -> list[Event]:
        """Carry out what the person asks and return what that brings; what does not apply changes nothing.

        A pace changes from the next in-breath on. While the practice closes, a second request to end ends it at once
        and nothing else is heard.
        """
        events = self.advance(now_s)
        if self._closes:
            return [*events, *self._end(now_s)] if isinstance(request, EndGently) and not self.ended else events
        if self._as_written and not isinstance(request, _OF_A_PROTOCOL):
            return events
        match request:
            case TogglePause():
                return [*events, *self._toggle_pause(now_s, "pause")]
            case TogglePauseSteps():
                return [*events, *self._toggle_pause(now_s, PAUSE_STEPS)]
            case ChangeStep(forward=forward):
                return [*events, *self._change_step(now_s, forward=forward)]
            case MoveHand(inward=inward):
                return [*events, *self._move_hand(now_s, inward=inward)]
            case ChangePace(request=pace_request):
                return [*events, *self._change_pace(now_s, pace_request)]
            case ToggleFewerWords():
                return [*events, *self._toggle_fewer_words(now_s)]
            case AcceptOffer():
                return [*events, *self._accept_offer(now_s)]
            case EndGently():
                return [*events, *self._end_gently(now_s)]

    def on_metric(self, now_s: float, metric: Metric) -> list[Event]:
        """Take in a number of the heart and return what it gives reason to offer; the breath stays as it is."""
        events = self.advance(now_s)
        if self._closes or self.waiting is not None or self._as_written:
            return events
        return [*events, *self._offers.on_metric(now_s, metric)]

    # What a request brings --------------------------------------------------------------------------------------------

    def _toggle_pause(self, now_s: float, mode: PauseMode) -> list[Event]:
        return self.pause(now_s, mode) if self.waiting is None else self.resume(now_s)

    def _change_step(self, now_s: float, *, forward: bool) -> list[Event]:
        holds = self._schedule.step_index
        if holds is None or self._practice.track is not None:
            return []
        index = holds + 1 if forward else max(0, holds - 1)
        if index == len(self._practice.steps):
            return []
        resumed: list[Event] = [] if self.waiting is None else [self._go_on(now_s)]
        return [*resumed, *self._schedule.go_to(index, now_s), *self._announce(now_s)]

    def _move_hand(self, now_s: float, *, inward: bool) -> list[Event]:
        if self.waiting is not None or not self._from_own_pace:
            return []
        return [*self._breathing.move_hand(now_s, inward=inward), *self._announce(now_s)]

    def _change_pace(self, now_s: float, request: PaceRequest) -> list[Event]:
        aim = self._breathing.requests.take(request)
        if aim is None:
            return []
        self._breathing.plan_anew(now_s)
        self._speaking.not_before(now_s)
        changed = PaceChanged(t_s=now_s, request=request, breaths_per_min=aim.breaths_per_min)
        return [changed, *self._announce(now_s)]

    def _toggle_fewer_words(self, now_s: float) -> list[Event]:
        sparing = self._speaking.toggle_sparing()
        self._speaking.not_before(now_s)
        return [WordsSpared(t_s=now_s, spared=sparing)]

    def _accept_offer(self, now_s: float) -> list[Event]:
        match self._offers.accept(now_s):
            case None:
                return []
            case StayOffer():
                return self._change_pace(now_s, "stay")
            case own_pace:
                return [*self._breathing.begin_at(own_pace, now_s), *self._announce(now_s)]

    def _end_gently(self, now_s: float) -> list[Event]:
        events: list[Event] = [] if self.waiting is None else [self._go_on(now_s)]
        events += self._closing.begin(now_s)
        self._machine.change(GuideTrigger.CLOSE)
        return [*events, *self._announce(now_s)]

    # What is due ------------------------------------------------------------------------------------------------------

    def _next(self) -> _Due | None:
        """Return what comes next by itself; None when nothing does."""
        known = (_Due(t_s, bring) for t_s, bring in self._coming() if t_s is not None)
        return min(known, key=lambda due: due.t_s, default=None)

    def _coming(self) -> Sequence[tuple[float | None, _Bring]]:
        schedule, breath = self._schedule, (self._breathing.due_s, self._announce)
        match self.state:
            case GuideState.GOING:
                # At the same moment a step comes before its first breath, and a breath before words that look for it.
                step, bell = (schedule.step_s, self._begin_next_step), (schedule.bell_s, schedule.ring)
                return (step, breath, bell, (schedule.prompt_s, self._speaking.say), (schedule.end_s, self._end))
            case GuideState.PAUSED | GuideState.STEPS_PAUSED:
                return (breath,)
            case GuideState.CLOSING:
                return (breath, (self._closing.ends_s, self._end))
            case _:
                return ()

    @property
    def _closes(self) -> bool:
        """Whether it closes or has ended, so that nothing is to be asked any more."""
        return self.state in (GuideState.CLOSING, GuideState.ENDED)

    def _begin_next_step(self, t_s: float) -> list[Event]:
        return [*self._schedule.begin_next_step(t_s), *self._announce(t_s)]

    def _end(self, t_s: float) -> list[Event]:
        closed = self.state is GuideState.CLOSING
        self._machine.change(GuideTrigger.END)
        if closed:
            return [PracticeEnded(t_s=t_s, mode="early")]
        bell = [BellRang(t_s=t_s)] if rings_at_end(self._practice.steps[-1]) else []
        return [*bell, PracticeEnded(t_s=t_s, mode="complete")]

    def _announce(self, t_s: float) -> list[Event]:
        closing = self.state is GuideState.CLOSING
        return self._breathing.announce_closing(t_s) if closing else self._breathing.announce(t_s)

    def _go_on(self, now_s: float) -> Resumed:
        self._machine.change(GuideTrigger.RESUME)
        self._course.go_on(now_s)
        self._schedule.go_on(now_s)
        self._speaking.not_before(now_s)
        return Resumed(t_s=now_s)
