"""Says which words come next and when: at the beginning of an out-breath where breath is led, never two at a time.

Words are said with the first out-breath after they were asked for. Where they would have no time any more with that
one, they are said with the one before it. Nothing is lost; words that find no out-breath in their step are said with
the next there is.
"""

from collections import deque
from typing import NamedTuple

from biofeedback.events import PromptShown
from biofeedback.practice.guide.course import Course
from biofeedback.practice.pacing.leading import Leading
from biofeedback.practice.pacing.moments import latest
from biofeedback.practice.script.answers import left_unsaid
from biofeedback.practice.script.model import Practice, Prompt
from biofeedback.practice.script.reading_time import reading_s


class _Asked(NamedTuple):
    step_index: int
    prompt: Prompt


class Speaking:
    """The words of a practice, in order.

    Parameters
    ----------
    practice : Practice
        Whose words they are.
    course : Course
        When its steps are.
    leading : Leading
        The breaths they land on.
    """

    def __init__(self, practice: Practice, course: Course, leading: Leading) -> None:
        self._practice = practice
        self._course = course
        self._leading = leading
        self._queue: deque[_Asked] = deque()
        self._free_s: float | None = None  # when the words there are have been read, and no word is said before
        self._step_index = 0
        self._sparing = False
        self._spared = False

    def begin_step(self, index: int) -> None:
        """Take up the words of a step; those of the step before that are still to be said come first."""
        self._step_index = index
        answers = self._practice.answers
        for prompt in self._practice.steps[index].prompts:
            if not left_unsaid(prompt.text, answers):
                self._queue.append(_Asked(index, prompt))

    def fall_silent(self, t_s: float) -> None:
        """Drop all words that are still to be said, and wait no longer than ``t_s`` for those that stand."""
        self._queue.clear()
        self._free_s = t_s

    def not_before(self, t_s: float) -> None:
        """Say nothing before ``t_s``: what was to be said already is looked at anew from there."""
        self._free_s = latest(t_s, self._free_s)

    def toggle_sparing(self) -> bool:
        """Leave out every second of the words to come, or say all again; return whether words are left out now.

        Words to be kept are always said.
        """
        self._sparing = not self._sparing
        self._spared = False
        return self._sparing

    def due_s(self, breaths_s: list[float]) -> float | None:
        """Return when the next words are due; None when there are none, or it is not known yet.

        Parameters
        ----------
        breaths_s : list of float
            When the breaths that the step counts began, as far as they are known.
        """
        if not self._queue:
            return None
        index, prompt = self._queue[0]
        placed_s = self._asked_s(prompt, index, breaths_s)
        if placed_s is None:
            return None
        asked_s = latest(placed_s, self._free_s)
        if not self._leading.runs_at(asked_s):
            return latest(asked_s, self._leading.idle_from_s)
        earliest_s = latest(self._course.begins_s(index), self._free_s)
        outs_s = [out_s for out_s in self._leading.outs_s if out_s >= earliest_s]
        landing_s = next((out_s for out_s in outs_s if out_s >= asked_s), None)
        if landing_s is None:
            return None
        until_s = self._until_s(breaths_s)
        too_late = until_s is not None and landing_s + self._for_s(prompt) > until_s
        earlier_s = [out_s for out_s in outs_s if out_s < landing_s]
        return earlier_s[-1] if too_late and earlier_s and not prompt.at_breath else landing_s

    def say(self, t_s: float) -> list[PromptShown]:
        """Return the next words, said at ``t_s``; none where they are spared."""
        prompt = self._queue.popleft().prompt
        if self._sparing and not prompt.keep:
            self._spared = not self._spared
            if self._spared:
                self.not_before(t_s)
                return []
        for_s = self._for_s(prompt)
        self._free_s = t_s + for_s
        return [PromptShown(t_s=t_s, text=prompt.text, for_s=for_s)]

    def _for_s(self, prompt: Prompt) -> float:
        return reading_s(self._practice.said(prompt.text))

    def _asked_s(self, prompt: Prompt, index: int, breaths_s: list[float]) -> float | None:
        if not prompt.at_breath:
            return self._course.begins_s(index) + prompt.at_s
        if index < self._step_index:
            return self._course.begins_s(self._step_index)
        return breaths_s[prompt.at_breath - 1] if prompt.at_breath <= len(breaths_s) else None

    def _until_s(self, breaths_s: list[float]) -> float | None:
        """Return until when the next words should have been read; None when nobody knows yet."""
        index = self._queue[0].step_index
        if len(self._queue) > 1 and self._queue[1].step_index == index:
            return self._asked_s(self._queue[1].prompt, index, breaths_s)
        return self._course.ends_s(index)
