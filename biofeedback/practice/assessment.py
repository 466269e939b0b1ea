"""Leads the breaths of an assessment: several paces in steps, or one slow slide from pace to pace.

A state machine over times that it is handed: everything due by then comes out in order with the exact time for which it
was planned, however late or seldom it is asked. How the heart answered is computed afterwards by
`biofeedback.signals.resonance.resonance`.
"""

from dataclasses import dataclass, replace

from biofeedback.error_codes import BreathErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import BreathPlanned, Event, Paused, PracticeEnded, Resumed, StepBegan
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.pace import Pacer
from biofeedback.practice.pacing.pattern import BreathPattern

# Breaths a minute, and seconds each: Lehrer, Vaschillo and Vaschillo 2000, doi 10.1023/A:1009554825745.
STEPPED_RATES_PER_MIN = (6.5, 6.0, 5.5, 5.0, 4.5)
STEP_S = 120.0

STEPPED_IN_SHARE = 0.4
"""The in-breath's share of a stepped breath: a choice, a longer out-breath as in the practices."""

BASELINE_S = 60.0
"""How long nothing is led between two paces, in seconds: a choice; published protocols have none to two minutes."""

# Breaths a minute at the beginning, how much longer each breath is than the one before, and the length of the whole in
# seconds, which leads to 4.25 a minute: Fisher and Lehrer 2022, doi 10.1007/s10484-021-09524-0.
SLIDING_FROM_PER_MIN = 6.75
SLIDING_RAMP_S = 0.06704
SLIDING_S = 900.0

STEPPED_NAME, SLIDING_NAME = "stepped_assessment", "sliding_assessment"
"""How the two are called in recordings."""

ASSESSMENT_TITLE = "Today's easy pace"
"""The title of both in recordings, of whatever language; a screen asks its language for these words."""

BASELINE_TITLE, PACED_TITLE = "Breathe as you like", "Breathe with the light"
"""How their steps are called in recordings; a screen asks its language for these words."""


@dataclass(frozen=True, slots=True)
class BaselineStep:
    """A while in which no breath is led and everyone breathes as they like.

    Attributes
    ----------
    length_s : float
        How long it lasts, from the end of the last led breath, in seconds.
    """

    length_s: float


@dataclass(frozen=True, slots=True)
class PacedStep:
    """A while of led breaths.

    Attributes
    ----------
    first, last : BreathPattern
        How the first breath goes and the pattern to arrive at.
    ramp_s : float
        How much longer or shorter than the one before each breath is, in seconds, until ``last`` is reached.
    breaths : int
        How many breaths it has.
    anew : bool
        Whether a pause inside it makes it begin anew, since the heart must settle into a pace; else it goes on with the
        breath that would have come.
    """

    first: BreathPattern
    last: BreathPattern
    ramp_s: float
    breaths: int
    anew: bool

    @property
    def length_s(self) -> float:
        """About how long it lasts, in seconds: its breaths, each as long as the first and the last are on average."""
        return self.breaths * (self.first.cycle_s + self.last.cycle_s) / 2.0


def stepped(
    rates_per_min: tuple[float, ...] = STEPPED_RATES_PER_MIN,
    *,
    step_s: float = STEP_S,
    baseline_s: float = BASELINE_S,
    in_share: float = STEPPED_IN_SHARE,
) -> tuple[PacedStep | BaselineStep, ...]:
    """Return the stepped schedule: each pace for about two minutes of whole breaths, with a baseline between them.

    Raises
    ------
    UsageError
        When there is no pace, a pace is not from 3 to 12 a minute, or a time is too short.

    Notes
    -----
    Lehrer, Vaschillo and Vaschillo 2000, doi 10.1023/A:1009554825745. The length of the baselines is
    ours.
    """
    if not rates_per_min:
        raise UsageError(BreathErrorCode.NO_PACE_TO_ASSESS)
    if not (step_s >= 60.0 and baseline_s >= 0.0):
        raise UsageError(BreathErrorCode.ASSESSMENT_TOO_SHORT)
    steps: list[PacedStep | BaselineStep] = []
    for rate_per_min in rates_per_min:
        pattern = BreathPattern(rate_per_min, in_share=in_share)
        if steps and baseline_s:
            steps.append(BaselineStep(baseline_s))
        steps.append(PacedStep(pattern, pattern, 0.0, max(1, round(step_s / pattern.cycle_s)), anew=True))
    return tuple(steps)


def sliding() -> tuple[PacedStep | BaselineStep, ...]:
    """Return the sliding schedule: 79 breaths from 6.75 to 4.25 a minute, each 67.04 ms longer than the one before.

    Notes
    -----
    Fisher and Lehrer 2022, doi 10.1007/s10484-021-09524-0: 15 minutes, in-breath and out-breath of equal length. As
    many breaths as begin within the 15 minutes; the last is one of 4.2499 a minute.
    """
    first = BreathPattern(SLIDING_FROM_PER_MIN, in_share=0.5)
    breaths = 0
    begins_s = 0.0
    while begins_s < SLIDING_S:
        begins_s += first.cycle_s + SLIDING_RAMP_S * breaths
        breaths += 1
    last = BreathPattern(60.0 / (first.cycle_s + SLIDING_RAMP_S * breaths), in_share=0.5)
    return (PacedStep(first, last, SLIDING_RAMP_S, breaths, anew=False),)


class Assessment:
    """Leads one person through a schedule, which begins with the first call of `advance`.

    Parameters
    ----------
    schedule : tuple of PacedStep and BaselineStep
        From `stepped` or `sliding`.

    Notes
    -----
    ``StepBegan`` says where it is: its index counts the steps of the schedule. It comes again for a step that begins
    anew after a pause; the breaths since the latest are those to measure. The heart is hidden, so that nobody breathes
    for the number. Breaths are announced one ahead.
    """

    def __init__(self, schedule: tuple[PacedStep | BaselineStep, ...]) -> None:
        if not schedule:
            raise UsageError(BreathErrorCode.NO_STEP_TO_ASSESS)
        self._schedule = schedule
        self._index = -1
        self._breaths: list[BreathPlanned] = []  # announced in this step, neither withdrawn nor of an earlier attempt
        # Set anew where a step begins.
        self._step_ends_s = 0.0  # of a baseline
        self._free_from_s = 0.0  # when a breath of an earlier attempt has ended
        self._running_ends_s = 0.0  # of the last breath that was not withdrawn
        self._paused_s: float | None = None
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether `PracticeEnded` has come out."""
        return self._ended

    @property
    def step_index(self) -> int:
        """Which step of the schedule it is in, from 0; -1 before the first call of `advance`."""
        return self._index

    @property
    def step(self) -> PacedStep | BaselineStep:
        """The step it is in; before the first call of `advance` the one to come."""
        return self._schedule[max(0, self._index)]

    @property
    def waiting(self) -> bool:
        """Whether it is paused."""
        return self._paused_s is not None

    @property
    def next_due_s(self) -> float | None:
        """When `advance` has something to do again: 0 before its first call, None when nothing comes by itself."""
        if self._index < 0:
            return 0.0
        if self._ended or self.waiting:
            return None
        match self.step:
            case BaselineStep():
                return self._step_ends_s
            case PacedStep(breaths=breaths):
                # One breath is always known ahead: the next is due when the newest begins.
                return self._breaths[-1].t_s if len(self._breaths) < breaths else self._running_ends_s

    def advance(self, now_s: float) -> list[Event]:
        """Return everything due by ``now_s`` that was not returned before, in order and with its planned times."""
        events: list[Event] = []
        if self._index < 0:
            events += self._begin(0, now_s, now_s)
        while (due_s := self.next_due_s) is not None and due_s <= now_s:
            events += self._happen(due_s)
        return events

    def pause(self, now_s: float) -> list[Event]:
        """Pause it and return what that brings: the running breath completes, those after it are withdrawn."""
        events = self.advance(now_s)
        if self._ended or self.waiting:
            return events
        self._paused_s = now_s
        self._withdraw_after(now_s)
        return [*events, Paused(t_s=now_s, mode="pause")]

    def resume(self, now_s: float) -> list[Event]:
        """Resume it and return what that brings.

        A paced step begins anew or goes on, as it says itself; one whose breaths had all begun is done. A baseline goes
        on with what was left of it.
        """
        events = self.advance(now_s)
        if self._paused_s is None:
            return events
        paused_s, self._paused_s = self._paused_s, None
        events.append(Resumed(t_s=now_s))
        match self.step:
            case BaselineStep():
                self._step_ends_s += now_s - paused_s
            case PacedStep() as step if len(self._breaths) < step.breaths:
                from_s = max(now_s, self._running_ends_s)
                events += self._begin(self._index, now_s, from_s) if step.anew else [self._plan(step, from_s)]
            case PacedStep():
                self._running_ends_s = max(now_s, self._running_ends_s)
        return [*events, *self.advance(now_s)]

    def end(self, now_s: float) -> list[Event]:
        """End early and return what that brings: breaths that have not begun are withdrawn."""
        events = self.advance(now_s)
        if self._ended:
            return events
        if not self.waiting:
            events.append(Paused(t_s=now_s, mode="pause"))
        self._withdraw_after(now_s)
        self._paused_s = None
        self._ended = True
        return [*events, PracticeEnded(t_s=now_s, mode="early")]

    def _happen(self, due_s: float) -> list[Event]:
        step = self.step
        if isinstance(step, PacedStep) and len(self._breaths) < step.breaths:
            return [self._plan(step, self._running_ends_s)]
        if self._index + 1 < len(self._schedule):
            return self._begin(self._index + 1, due_s, due_s)
        self._ended = True
        return [PracticeEnded(t_s=due_s, mode="complete")]

    def _begin(self, index: int, t_s: float, breath_from_s: float) -> list[Event]:
        self._index = index
        self._breaths = []
        self._free_from_s = breath_from_s
        step = self.step
        if isinstance(step, BaselineStep):
            self._step_ends_s = t_s + step.length_s
            return [_began(index, t_s, "rest", BASELINE_TITLE)]
        return [_began(index, t_s, "paced", PACED_TITLE), self._plan(step, breath_from_s)]

    def _plan(self, step: PacedStep, t_s: float) -> BreathPlanned:
        pacer = Pacer(step.first, step.last, step.ramp_s)
        breath = replace(pacer.after(self._breaths[-1]), t_s=t_s) if self._breaths else pacer.first(t_s)
        self._breaths.append(breath)
        self._running_ends_s = ends_s(breath)
        return breath

    def _withdraw_after(self, t_s: float) -> None:
        while self._breaths and self._breaths[-1].t_s > t_s:
            self._breaths.pop()
            self._running_ends_s = ends_s(self._breaths[-1]) if self._breaths else self._free_from_s


def _began(index: int, t_s: float, name: str, title: str) -> StepBegan:
    return StepBegan(t_s=t_s, index=index, name=name, title=title, heart_display="resting")
