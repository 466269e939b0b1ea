"""What is shown and said when, from the first moment of a practice to its last breath.

A state machine over times that it is handed: everything due by then comes out in order with the exact time for which it
was planned, however late or seldom it is asked. It must not know a clock, nor who shows or records what it says.
"""

import math
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from biofeedback.events import (
    BreathPlanned,
    Event,
    Paused,
    PauseManner,
    PracticeEnded,
    PromptShown,
    Resumed,
    SettingChanged,
    StepBegan,
)
from biofeedback.practice.breath import BreathPattern
from biofeedback.practice.leading import Leading
from biofeedback.practice.pacing import Pacer
from biofeedback.practice.script import Practice, Prompt, reading_s

CLOSING_WORDS = "Feet on the floor. Three ordinary breaths, and that is enough."
ENDS_AT = "ends_at_s"
"""The setting that says when a practice that is being closed gently will end, in seconds."""

_CLOSING_BREATHS = 3
_CLOSING_UNLED_S = 18.0
# A breath that could hardly begin before its step ends is left to the person.
_TOO_LATE_S = 0.5


class Guide:
    """Leads one person through one practice, which begins with the first call of `advance`.

    Parameters
    ----------
    practice : Practice
        What to lead through.
    breaths_per_min : float or None
        Where the pace leans, instead of the practice's own aim.

    Raises
    ------
    UsageError
        When ``breaths_per_min`` is not from 3 to 12.
    """

    def __init__(self, practice: Practice, *, breaths_per_min: float | None = None) -> None:
        self._practice = practice
        start = practice.breath.start
        aim = practice.breath.aim
        if breaths_per_min is not None:
            aim = replace(aim, breaths_per_min=breaths_per_min)
        self._settings = _settings(start, aim, practice.breath.lean_s)
        self._leading = Leading(Pacer(start, aim, practice.breath.lean_s))
        self._step_ends_s = tuple(accumulate(step.length_s for step in practice.steps))

        # Session time at which practice time is 0; it moves on when the practice waits.
        self._origin_s = math.nan
        self._step_index = -1
        self._prompt_index = 0
        self._prompt_placed_s = math.nan
        self._waiting: PauseManner | None = None
        self._waiting_since_s = math.nan
        self._resumed_s = -math.inf
        self._closing_ends_s = math.nan
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether `PracticeEnded` has come out."""
        return self._ended

    @property
    def waiting(self) -> PauseManner | None:
        """How the practice waits; None while it goes on."""
        return self._waiting

    @property
    def next_due_s(self) -> float:
        """When `advance` has something to do again: 0 before its first call, ``inf`` when nothing comes by itself."""
        return 0.0 if math.isnan(self._origin_s) else self._next_due_s()

    def advance(self, now_s: float) -> list[Event]:
        """Return everything due by ``now_s`` that was not returned before, in order and with its planned times."""
        events: list[Event] = []
        if math.isnan(self._origin_s):
            self._origin_s = now_s
            events += [SettingChanged(t_s=now_s, name=name, value=value) for name, value in self._settings]
        while (due_s := self._next_due_s()) <= now_s:
            events += self._happen(due_s)
        return events

    def pause(self, now_s: float, manner: PauseManner) -> list[Event]:
        """Let the practice wait and return what that brings.

        With ``pause`` the running breath completes and no other follows; with ``rest`` breath goes on at the pace it
        has. Either may turn into the other. While the practice closes or has ended, or waits so already, nothing
        changes.
        """
        events = self.advance(now_s)
        if self._ended or self._closing or self._waiting == manner:
            return events
        if self._waiting is None:
            self._waiting_since_s = now_s
        self._waiting = manner
        self._prompt_placed_s = math.nan
        events.append(Paused(t_s=now_s, manner=manner))
        if manner == "pause":
            self._leading.withdraw_after(now_s)
        return [*events, *self._announce(now_s)]

    def resume(self, now_s: float) -> list[Event]:
        """Let the practice go on where it waited and return what that brings."""
        events = self.advance(now_s)
        if self._waiting is None:
            return events
        return [*events, self._go_on(now_s), *self._announce(now_s)]

    def end_gently(self, now_s: float) -> list[Event]:
        """Close early and return what that brings.

        The first call places `CLOSING_WORDS` and leaves about three breaths at the pace there is, or as long a time
        where none is led; the setting `ENDS_AT` says until when. A second call ends at once.
        """
        events = self.advance(now_s)
        if self._ended:
            return events
        if self._closing:
            return [*events, self._end(now_s)]
        if self._waiting is not None:
            events.append(self._go_on(now_s))
        self._close(now_s)
        events.append(SettingChanged(t_s=now_s, name=ENDS_AT, value=repr(self._closing_ends_s)))
        events.append(PromptShown(t_s=now_s, text=CLOSING_WORDS, for_s=reading_s(CLOSING_WORDS)))
        return [*events, *self._announce(now_s)]

    @property
    def _closing(self) -> bool:
        return not math.isnan(self._closing_ends_s)

    # What is due ------------------------------------------------------------------------------------------------------

    def _next_due_s(self) -> float:
        if self._ended:
            return math.inf
        return min(self._step_due_s(), self._breath_due_s(), self._prompt_due_s(), self._end_due_s())

    def _happen(self, due_s: float) -> list[Event]:
        # At the same moment a step comes before its first breath, and a breath before the words that look for it.
        if self._step_due_s() <= due_s:
            return [self._begin_next_step(due_s), *self._announce(due_s)]
        if self._breath_due_s() <= due_s:
            return list(self._announce(due_s))
        if self._prompt_due_s() <= due_s:
            return self._place_or_show_prompt(due_s)
        return [self._end(due_s)]

    def _step_due_s(self) -> float:
        if self._waiting is not None or self._closing or self._step_index == len(self._practice.steps) - 1:
            return math.inf
        return max(self._resumed_s, self._in_session_s(self._step_index + 1, 0.0))

    def _breath_due_s(self) -> float:
        return math.inf if self._waiting == "pause" else self._leading.due_s

    def _prompt_due_s(self) -> float:
        prompt = self._next_prompt()
        if prompt is None or self._waiting is not None or self._closing:
            return math.inf
        if not math.isnan(self._prompt_placed_s):
            return self._prompt_placed_s
        return max(self._resumed_s, self._in_session_s(self._step_index, prompt.at_s))

    def _end_due_s(self) -> float:
        if self._closing:
            return self._closing_ends_s
        if self._waiting is not None or self._step_due_s() < math.inf:
            return math.inf
        return max(self._resumed_s, self._origin_s + self._step_ends_s[-1], self._leading.ends_s)

    # Steps ------------------------------------------------------------------------------------------------------------

    def _in_session_s(self, step_index: int, at_s: float) -> float:
        """Return the session time that lies ``at_s`` into a step."""
        return self._origin_s + (self._step_ends_s[step_index - 1] if step_index else 0.0) + at_s

    def _begin_next_step(self, t_s: float) -> StepBegan:
        self._step_index += 1
        self._prompt_index = 0
        self._prompt_placed_s = math.nan
        step = self._practice.steps[self._step_index]
        return StepBegan(
            t_s=t_s, index=self._step_index, name=step.name, title=step.title, heart_display=step.heart_display
        )

    def _end(self, t_s: float) -> PracticeEnded:
        self._ended = True
        return PracticeEnded(t_s=t_s, manner="early" if self._closing else "complete")

    # Breaths ----------------------------------------------------------------------------------------------------------

    def _announce(self, t_s: float) -> list[BreathPlanned]:
        if self._closing:
            return self._leading.announce_closing(t_s)
        return self._leading.announce(t_s, self._led_at, lean=self._waiting is None)

    def _led_at(self, t_s: float) -> bool:
        if self._waiting == "pause":
            return False
        index = self._step_index
        if self._waiting is None:
            index = bisect_right(self._step_ends_s, t_s - self._origin_s + _TOO_LATE_S)
        return index < len(self._step_ends_s) and self._practice.steps[index].pacing == "lead"

    # Words ------------------------------------------------------------------------------------------------------------

    def _next_prompt(self) -> Prompt | None:
        if self._step_index < 0:
            return None
        prompts = self._practice.steps[self._step_index].prompts
        return prompts[self._prompt_index] if self._prompt_index < len(prompts) else None

    def _place_or_show_prompt(self, t_s: float) -> list[Event]:
        prompt = self._next_prompt()
        if prompt is None:
            return []
        for_s = reading_s(prompt.text)
        if math.isnan(self._prompt_placed_s):
            self._prompt_placed_s = self._placed_s(t_s, for_s)
            return []
        self._prompt_index += 1
        self._prompt_placed_s = math.nan
        return [PromptShown(t_s=t_s, text=prompt.text, for_s=for_s)]

    def _placed_s(self, asked_s: float, for_s: float) -> float:
        """Return the beginning of the next out-breath if the words have their time from there, else the asked time."""
        out_begins_s = self._leading.out_begins_from(asked_s)
        in_time = out_begins_s + for_s <= self._words_free_until_s()
        return out_begins_s if in_time else asked_s

    def _words_free_until_s(self) -> float:
        prompts = self._practice.steps[self._step_index].prompts
        if self._prompt_index + 1 < len(prompts):
            return self._in_session_s(self._step_index, prompts[self._prompt_index + 1].at_s)
        return self._in_session_s(self._step_index + 1, 0.0)

    # Waiting and closing ----------------------------------------------------------------------------------------------

    def _go_on(self, now_s: float) -> Resumed:
        self._origin_s += now_s - self._waiting_since_s
        self._resumed_s = now_s
        self._waiting = None
        return Resumed(t_s=now_s)

    def _close(self, now_s: float) -> None:
        if self._practice.steps[self._step_index].pacing == "lead":
            self._closing_ends_s = self._leading.close(now_s, _CLOSING_BREATHS)
        else:
            self._closing_ends_s = max(now_s + _CLOSING_UNLED_S, self._leading.ends_s)


def _settings(start: BreathPattern, aim: BreathPattern, lean_s: float) -> tuple[tuple[str, str], ...]:
    return (
        ("breaths_per_min", f"{aim.breaths_per_min:g}"),
        (
            "breath_pattern",
            f"start_per_min={start.breaths_per_min:g} lean_s={lean_s:g} in_share={aim.in_share:g} "
            f"rest_in_s={aim.rest_in_s:g} rest_out_s={aim.rest_out_s:g}",
        ),
    )
