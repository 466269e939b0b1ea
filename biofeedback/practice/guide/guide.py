"""Leads one person through one practice: the state machine that says what happens when.

It is handed times and knows no clock. Everything due by then comes out in order, with the exact time for which it was
planned, however late or seldom it is asked.
"""

import math

from biofeedback.events import (
    PAUSE_STEPS,
    BellRang,
    ClosingBegan,
    Event,
    Metric,
    PaceChanged,
    PaceRequest,
    Paused,
    PauseMode,
    PracticeEnded,
    PromptShown,
    Resumed,
    StepBegan,
    WordsSpared,
)
from biofeedback.practice.guide.bells import next_bell_s, rings_at_end
from biofeedback.practice.guide.breathing import Breathing
from biofeedback.practice.guide.course import Course
from biofeedback.practice.guide.metric_offers import StayOffer
from biofeedback.practice.guide.offers import Offers
from biofeedback.practice.guide.opening_words import opening
from biofeedback.practice.guide.speaking import Speaking
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice, reading_s
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    EndGently,
    MoveHand,
    PracticeRequest,
    ToggleFewerWords,
    TogglePause,
    TogglePauseSteps,
)

CLOSING_WORDS = "Feet on the floor. Three ordinary breaths, and that is enough."
_CLOSING_BREATHS = 3
"""So many breaths follow when the person ends a practice: those that `CLOSING_WORDS` speak of."""

_CLOSING_UNLED_S = 18.0
"""As long as these breaths would take at 10 a minute, in seconds, where none is led: a choice."""


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
    ) -> None:
        chosen = BreathChoice() if choice is None else choice
        self._practice = practice
        self._guidance = chosen.guidance(practice.breath, breaths_per_min=breaths_per_min)
        self._attuned = chosen.attuned
        self._first = first
        self._course = Course([math.inf if step.breaths else step.length_s for step in practice.steps])
        self._breathing = Breathing(practice, self._guidance, self._course)
        self._speaking = Speaking(practice, self._course, self._breathing.leading)
        self._offers = Offers(self._breathing, attuned=chosen.attuned)
        self._step_index = -1
        self._rang_s = -1.0  # the latest bell, in seconds from the beginning of the step
        self._resumed_s = -math.inf
        self._closing_ends_s = math.nan
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether `PracticeEnded` has come out."""
        return self._ended

    @property
    def waiting(self) -> PauseMode | None:
        """How the practice waits; None while it goes on."""
        return self._breathing.waiting

    @property
    def next_due_s(self) -> float:
        """When `advance` has something to do again: 0 before its first call, ``inf`` when nothing comes by itself."""
        return self._next_due_s() if self._course.begun else 0.0

    def advance(self, now_s: float) -> list[Event]:
        """Return everything due by ``now_s`` that was not returned before, in order and with its planned times."""
        events: list[Event] = []
        if not self._course.begun:
            self._course.begin(now_s)
            events += opening(self._practice, self._guidance, now_s, first=self._first)
        while (due_s := self._next_due_s()) <= now_s:
            events += self._happen(due_s)
        return events

    # Requests ---------------------------------------------------------------------------------------------------------

    def pause(self, now_s: float, mode: PauseMode) -> list[Event]:
        """Pause the practice and return what that brings.

        With ``pause`` the running breath completes and no other follows; with ``rest`` breath goes on at the pace it
        has. Either may turn into the other. While the practice closes or has ended, or waits so already, nothing
        changes.
        """
        events = self.advance(now_s)
        if self._closes or self.waiting == mode:
            return events
        self._breathing.wait(now_s, mode)
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
            return [*events, *self._end(now_s)] if isinstance(request, EndGently) and not self._ended else events
        match request:
            case TogglePause():
                return [*events, *self._toggle_pause(now_s, "pause")]
            case TogglePauseSteps():
                return [*events, *self._toggle_pause(now_s, PAUSE_STEPS)]
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
        if self._closes or self.waiting is not None:
            return events
        return [*events, *self._offers.on_metric(now_s, metric)]

    # What a request brings --------------------------------------------------------------------------------------------

    def _toggle_pause(self, now_s: float, mode: PauseMode) -> list[Event]:
        return self.pause(now_s, mode) if self.waiting is None else self.resume(now_s)

    def _move_hand(self, now_s: float, *, inward: bool) -> list[Event]:
        if self.waiting is not None or not self._attuned:
            return []
        return [*self._breathing.start_pace.move(now_s, inward=inward), *self._announce(now_s)]

    def _change_pace(self, now_s: float, request: PaceRequest) -> list[Event]:
        aim = self._breathing.requests.take(request)
        if aim is None:
            return []
        self._breathing.withdraw(now_s)
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
                return [*self._breathing.start_pace.accept(own_pace, now_s), *self._announce(now_s)]

    def _end_gently(self, now_s: float) -> list[Event]:
        """Place `CLOSING_WORDS` and leave about three breaths at the pace there is.

        Where none is led, leave as long a time. `ClosingBegan` says until when.
        """
        events: list[Event] = [] if self.waiting is None else [self._go_on(now_s)]
        self._close(now_s)
        events.append(ClosingBegan(t_s=now_s, ends_s=self._closing_ends_s))
        events.append(PromptShown(t_s=now_s, text=CLOSING_WORDS, for_s=reading_s(CLOSING_WORDS)))
        return [*events, *self._announce(now_s)]

    @property
    def _closing(self) -> bool:
        return not math.isnan(self._closing_ends_s)

    @property
    def _closes(self) -> bool:
        """Whether it closes or has ended, so that nothing is to be asked any more."""
        return self._ended or self._closing

    # What is due ------------------------------------------------------------------------------------------------------

    def _next_due_s(self) -> float:
        if self._ended:
            return math.inf
        return min(
            self._step_due_s(), self._breathing.due_s, self._prompt_due_s(), self._bell_due_s(), self._end_due_s()
        )

    def _happen(self, due_s: float) -> list[Event]:
        # At the same moment a step comes before its first breath, and a breath before the words that look for it.
        if self._step_due_s() <= due_s:
            return [*self._begin_next_step(due_s), *self._announce(due_s)]
        if self._breathing.due_s <= due_s:
            return self._announce(due_s)
        if self._bell_due_s() <= due_s:
            self._rang_s = due_s - self._course.begins_s(self._step_index)
            return [BellRang(t_s=due_s)]
        if self._prompt_due_s() <= due_s:
            return list(self._speaking.say(due_s))
        return self._end(due_s)

    def _step_due_s(self) -> float:
        if self.waiting is not None or self._closing or self._step_index == len(self._practice.steps) - 1:
            return math.inf
        return max(self._resumed_s, self._course.begins_s(self._step_index + 1))

    def _prompt_due_s(self) -> float:
        if self._step_index < 0 or self.waiting is not None or self._closing:
            return math.inf
        return self._speaking.due_s(self._breathing.counted_s(self._step_index))

    def _bell_due_s(self) -> float:
        if self._step_index < 0 or self.waiting is not None or self._closing:
            return math.inf
        begins_s = self._course.begins_s(self._step_index)
        length_s = self._course.ends_s(self._step_index) - begins_s
        step = self._practice.steps[self._step_index]
        return max(self._resumed_s, begins_s + next_bell_s(step, self._rang_s, length_s))

    def _end_due_s(self) -> float:
        if self._closing:
            return self._closing_ends_s
        if self.waiting is not None or self._step_index < len(self._practice.steps) - 1:
            return math.inf
        return max(self._resumed_s, self._course.ends_s(self._step_index), self._breathing.leading.ends_s)

    # Steps ------------------------------------------------------------------------------------------------------------

    def _begin_next_step(self, t_s: float) -> list[Event]:
        rings = self._step_index >= 0 and rings_at_end(self._practice.steps[self._step_index])
        self._step_index += 1
        step = self._practice.steps[self._step_index]
        # Where one bell ends a step and another begins the next, one rings.
        self._rang_s = 0.0 if rings else -1.0
        self._speaking.begin_step(self._step_index)
        began = StepBegan(
            t_s=t_s, index=self._step_index, name=step.name, title=step.title, heart_display=step.heart_display
        )
        return [BellRang(t_s=t_s), began] if rings else [began]

    def _end(self, t_s: float) -> list[Event]:
        self._ended = True
        if self._closing:
            return [PracticeEnded(t_s=t_s, mode="early")]
        bell = [BellRang(t_s=t_s)] if rings_at_end(self._practice.steps[-1]) else []
        return [*bell, PracticeEnded(t_s=t_s, mode="complete")]

    def _announce(self, t_s: float) -> list[Event]:
        return list(self._breathing.leading.announce_closing(t_s)) if self._closing else self._breathing.announce(t_s)

    # Waiting and closing ----------------------------------------------------------------------------------------------

    def _go_on(self, now_s: float) -> Resumed:
        self._breathing.go_on(now_s)
        self._resumed_s = now_s
        self._speaking.not_before(now_s)
        return Resumed(t_s=now_s)

    def _close(self, now_s: float) -> None:
        leading = self._breathing.leading
        if self._breathing.led_at(now_s):
            self._closing_ends_s = leading.close(now_s, _CLOSING_BREATHS)
        else:
            self._closing_ends_s = max(now_s + _CLOSING_UNLED_S, leading.ends_s)
            # What the hand began to show of the breath is no longer waited for.
            self._breathing.start_pace.release_hand()
