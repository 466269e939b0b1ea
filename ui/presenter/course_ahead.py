"""Tells the course of a practice row by row: what was said when, what is now, and what comes next in how long.

All of it comes from the practice and its events. What is to come moves with every pause and every step that is gone
to, and what nobody can know yet is nan.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from biofeedback.events import (
    BreathPlanned,
    ClosingBegan,
    Event,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    StepBegan,
    WordsSpared,
)
from biofeedback.practice.pacing.breath import ends_s, out_begins_s
from biofeedback.practice.script.answers import left_unsaid
from biofeedback.practice.script.model import Practice, Prompt, Step

RowState: TypeAlias = Literal["said", "now", "next", "ahead", "left_out"]
"""``left_out``: passed over by a step that was gone to, or by the wish for fewer words."""

_ON_TIME_S = 0.5  # a step that begins so near its planned moment came by itself; a choice, far below any step


class CourseRow(NamedTuple):
    """One row: words of a step, or a step that has none (``prompt`` is None)."""

    step_index: int
    prompt: Prompt | None
    begins_step: bool


class RowMoment(NamedTuple):
    """How a row stands: when it was or is to be, in seconds from the beginning of the practice; nan is unknown."""

    state: RowState
    t_s: float
    about: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseMoment:
    """The course at one moment.

    Attributes
    ----------
    rows : tuple of RowMoment
        How each row of the course stands.
    step_index : int
        The step that holds.
    next_row : int or None
        The row that comes next; None where the end does.
    in_s : float
        In how many seconds that is; nan where nobody knows yet, 0 where it is due.
    on_out_breath : bool
        Whether it waits for the next out-breath from then on.
    at_breath : int
        With which breath of its step it comes; 0 where it comes by time.
    elapsed_s, whole_s : float
        How long the practice goes on by now, and how long it will have been; nan where nobody knows.
    about : bool
        Whether the whole rests on steps that count breaths.
    waits, closes : bool
        Whether it waits, and whether it closes.
    """

    rows: tuple[RowMoment, ...]
    step_index: int
    next_row: int | None
    in_s: float
    on_out_breath: bool
    at_breath: int
    elapsed_s: float
    whole_s: float
    about: bool
    waits: bool
    closes: bool


class CourseAhead:
    """The course of one practice, kept by feeding it every event once and in order.

    Attributes
    ----------
    rows : tuple of CourseRow
        Every row there is, in order.
    """

    def __init__(self, practice: Practice) -> None:
        self.rows = tuple(_rows(practice))
        self._steps = practice.steps
        self._said_s: dict[int, float] = {}  # session seconds at which the words of a row were shown
        self._left_out: set[int] = set()
        self._begun_s = math.nan
        self._step_index = 0
        self._step_s = math.nan
        self._waited_s = 0.0  # within the step
        self._waiting_since_s = math.nan
        self._breaths: list[BreathPlanned] = []  # of the step
        self._led = False
        self._free_s = -math.inf  # the words that stand are read by then
        self._sparing = False
        self._spared = False
        self._ends_s = math.nan

    @property
    def spares(self) -> bool:
        """Whether fewer words are asked for."""
        return self._sparing

    def apply(self, event: Event) -> None:
        """Take in an event; those that do not concern the course change nothing."""
        match event:
            case StepBegan(t_s=t_s, index=index) if index < len(self._steps):
                self._begin_step(index, t_s)
            case PromptShown():
                self._say(event)
            case BreathPlanned():
                self._led = True
                self._breaths = [each for each in self._breaths if each.t_s < event.t_s]
                self._breaths.append(event)
            case Paused(t_s=t_s, mode=mode):
                if not self._waits:
                    self._waiting_since_s = t_s
                if mode == "pause":
                    self._breaths = [each for each in self._breaths if each.t_s <= t_s]
            case Resumed(t_s=t_s):
                if self._waits:
                    self._waited_s += t_s - self._waiting_since_s
                self._waiting_since_s = math.nan
            case WordsSpared(spared=spared):
                self._sparing, self._spared = spared, False
            case ClosingBegan(ends_s=closes_s):
                self._ends_s, self._waiting_since_s = closes_s, math.nan
            case PracticeEnded(t_s=t_s):
                self._ends_s = t_s
            case _:
                pass

    def at(self, now_s: float) -> CourseMoment:
        """Return the course at ``now_s``, in session seconds, not before the newest event taken in."""
        closes = not math.isnan(self._ends_s)
        spared = self._to_be_spared()
        pending = [] if closes else [row for row in self._pending() if row not in spared]
        upcoming = pending[0] if pending else None
        next_s, on_out, at_breath = self._next_at(upcoming, now_s)
        latest = max(self._said_s, default=-1, key=lambda row: (self._said_s[row], row))
        rows = tuple(
            RowMoment("next", next_s - self._begun_s, about=False)
            if row == upcoming
            else self._row_moment(row, now_s, latest=latest, out=closes or row in spared)
            for row in range(len(self.rows))
        )
        ends = self._ends_s if closes else self._step_begins_s(len(self._steps), now_s)
        about = not closes and any(step.breaths for step in self._steps[self._step_index :])
        begun = not math.isnan(self._begun_s)
        return CourseMoment(
            rows=rows,
            step_index=self._step_index,
            next_row=upcoming,
            in_s=max(0.0, next_s - now_s),
            on_out_breath=on_out,
            at_breath=at_breath,
            elapsed_s=max(0.0, min(now_s, self._ends_s if closes else now_s) - self._begun_s) if begun else 0.0,
            whole_s=math.nan if math.isinf(ends) else ends - self._begun_s,
            about=about,
            waits=self._waits,
            closes=closes,
        )

    @property
    def _waits(self) -> bool:
        return not math.isnan(self._waiting_since_s)

    def _begin_step(self, index: int, t_s: float) -> None:
        if math.isnan(self._begun_s):
            self._begun_s = t_s
        elif not self._came_by_itself(index, t_s):
            self._left_out |= {row for row in self._pending() if self.rows[row].step_index < index}
            self._free_s = t_s
        for row, each in enumerate(self.rows):
            if each.step_index >= index:
                self._said_s.pop(row, None)
                self._left_out.discard(row)
            if each.step_index == index and each.prompt is None:
                self._said_s[row] = t_s
        self._step_index, self._step_s, self._waited_s = index, t_s, 0.0
        self._breaths = [each for each in self._breaths if ends_s(each) > t_s]

    def _came_by_itself(self, index: int, t_s: float) -> bool:
        before = self._steps[self._step_index]
        if index != self._step_index + 1:
            return False
        if before.breaths:
            return len([each for each in self._breaths if each.t_s >= self._step_s - _ON_TIME_S]) >= before.breaths
        return t_s >= self._step_s + self._waited_s + before.length_s - _ON_TIME_S

    def _say(self, event: PromptShown) -> None:
        self._free_s = event.t_s + event.for_s
        for row in self._pending():
            prompt = self.rows[row].prompt
            if prompt is not None and prompt.text == event.text:
                self._left_out |= {each for each in self._pending() if each < row}
                self._said_s[row] = event.t_s
                self._spared = self._spared if prompt.keep else False
                return

    def _pending(self) -> list[int]:
        """Return the rows that are still to come, in order."""
        return [row for row in range(len(self.rows)) if row not in self._said_s and row not in self._left_out]

    def _to_be_spared(self) -> set[int]:
        """Return the rows to come that are left out for the wish for fewer words."""
        out: set[int] = set()
        spared = self._spared
        for row in self._pending() if self._sparing else ():
            prompt = self.rows[row].prompt
            if prompt is not None and not prompt.keep:
                spared = not spared
                if spared:
                    out.add(row)
        return out

    def _row_moment(self, row: int, now_s: float, *, latest: int, out: bool) -> RowMoment:
        each = self.rows[row]
        if row in self._said_s:
            now = row == latest and each.step_index == self._step_index
            return RowMoment("now" if now else "said", self._said_s[row] - self._begun_s, about=False)
        if out or row in self._left_out:
            return RowMoment("left_out", math.nan, about=False)
        about = any(step.breaths for step in self._steps[self._step_index : each.step_index])
        return RowMoment("ahead", self._asked_s(row, now_s) - self._begun_s, about)

    def _asked_s(self, row: int, now_s: float) -> float:
        """Return when a row to come is asked for, in session seconds; nan where nobody knows yet."""
        each = self.rows[row]
        begins = self._step_begins_s(each.step_index, now_s)
        if each.prompt is None:
            return begins
        if not each.prompt.at_breath:
            return begins + each.prompt.at_s
        if each.step_index != self._step_index:
            return begins if each.prompt.at_breath == 1 else math.nan
        counted = [breath.t_s for breath in self._breaths if breath.t_s >= self._step_s - _ON_TIME_S]
        return counted[each.prompt.at_breath - 1] if each.prompt.at_breath <= len(counted) else math.nan

    def _step_begins_s(self, index: int, now_s: float) -> float:
        """Return when a step begins, or the practice ends for the number of steps; as if it went on now."""
        here = self._step_index
        if index <= here:
            return self._step_s + self._waited_s + (now_s - self._waiting_since_s if self._waits else 0.0)
        lengths = [step.length_s for step in self._steps[here:index]]
        return self._step_begins_s(here, now_s) + math.fsum(lengths)

    def _next_at(self, upcoming: int | None, now_s: float) -> tuple[float, bool, int]:
        """Return when what comes next is due, whether it waits for an out-breath, and with which breath it comes."""
        if not math.isnan(self._ends_s):
            return self._ends_s, False, 0
        if upcoming is None:
            ends = self._step_begins_s(len(self._steps), now_s)
            return (math.nan if math.isinf(ends) else ends), False, 0
        each = self.rows[upcoming]
        asked = self._asked_s(upcoming, now_s)
        at_breath = each.prompt.at_breath if each.prompt is not None else 0
        if each.prompt is None:
            return asked, False, 0
        asked = max(asked, self._free_s) if asked == asked else asked
        if not self._is_led(self._steps[each.step_index]):
            return asked, False, at_breath
        outs = [out for breath in self._breaths if (out := out_begins_s(breath)) >= asked]
        return (outs[0] if outs and not self._waits else asked), True, at_breath

    def _is_led(self, step: Step) -> bool:
        return self._led or step.pacing in ("lead", "vanish") or bool(step.breaths)


def _rows(practice: Practice) -> Iterator[CourseRow]:
    for index, step in enumerate(practice.steps):
        said = [prompt for prompt in step.prompts if not left_unsaid(prompt.text, practice.answers)]
        for place, prompt in enumerate(said or [None]):
            yield CourseRow(index, prompt, place == 0)
