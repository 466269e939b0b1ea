"""Says when the next step, the next bell, the next words and the end of a practice are due, while it goes on."""

from typing import TypeAlias

from biofeedback.events import BellRang, BlockBegan, StepBegan
from biofeedback.practice.guide.bells import next_bell_s, rings_at_end
from biofeedback.practice.guide.breathing import Breathing
from biofeedback.practice.guide.course import Course
from biofeedback.practice.guide.speaking import Speaking
from biofeedback.practice.pacing.moments import latest
from biofeedback.practice.script.model import Practice

_Begins: TypeAlias = BellRang | StepBegan | BlockBegan
"""What the beginning of a step can bring."""


class Schedule:
    """What comes by itself in the steps of a practice, and when.

    Parameters
    ----------
    practice : Practice
        Whose steps they are.
    course : Course
        When its steps are.
    breathing : Breathing
        The breaths that steps, words and the end wait for.
    speaking : Speaking
        The words.
    """

    def __init__(self, practice: Practice, course: Course, breathing: Breathing, speaking: Speaking) -> None:
        self._steps = practice.steps
        self._course = course
        self._breathing = breathing
        self._speaking = speaking
        self._step_index: int | None = None
        self._rang_s: float | None = None  # the latest bell, in seconds from the beginning of the step
        self._resumed_s: float | None = None

    @property
    def step_index(self) -> int | None:
        """The step that began last; None before the first."""
        return self._step_index

    @property
    def step_s(self) -> float | None:
        """When the next step is due; None in the last one, or where nobody knows yet."""
        if self._step_index is None:
            return self._course.begins_s(0)
        begins_s = None if self._in_last_step else self._course.ends_s(self._step_index)
        return None if begins_s is None else latest(begins_s, self._resumed_s)

    @property
    def prompt_s(self) -> float | None:
        """When the next words are due; None when there are none, or it is not known yet."""
        if self._step_index is None:
            return None
        return self._speaking.due_s(self._breathing.counted_s(self._step_index))

    @property
    def bell_s(self) -> float | None:
        """When the next bell of the step is due, beside the one at its end; None when there is none."""
        if self._step_index is None:
            return None
        begins_s, ends_s = self._course.begins_s(self._step_index), self._course.ends_s(self._step_index)
        length_s = None if ends_s is None else ends_s - begins_s
        bell_s = next_bell_s(self._steps[self._step_index], self._rang_s, length_s)
        return None if bell_s is None else latest(begins_s + bell_s, self._resumed_s)

    @property
    def end_s(self) -> float | None:
        """When the practice is to end, after its last breath; None before the last step, or where nobody knows yet."""
        if self._step_index is None or not self._in_last_step:
            return None
        ends_s = self._course.ends_s(self._step_index)
        return None if ends_s is None else latest(ends_s, self._resumed_s, self._breathing.leading.ends_s)

    def begin_next_step(self, t_s: float) -> list[_Begins]:
        """Begin the next step and return what that brings."""
        rings = self._step_index is not None and rings_at_end(self._steps[self._step_index])
        index = 0 if self._step_index is None else self._step_index + 1
        step = self._steps[index]
        self._step_index = index
        # Where one bell ends a step and another begins the next, one rings.
        self._rang_s = 0.0 if rings else None
        self._speaking.begin_step(index)
        began = StepBegan(t_s=t_s, index=index, name=step.name, title=step.title, heart_display=step.heart_display)
        events: list[_Begins] = [BellRang(t_s=t_s), began] if rings else [began]
        if step.block is not None:
            events.append(BlockBegan(t_s=t_s, block=index + 1, kind=step.block.kind, label=step.block.label))
        return events

    def go_to(self, index: int, t_s: float) -> list[_Begins]:
        """Begin a step now, as if the one before it ended here, and return what that brings."""
        self._course.go_to(index, t_s)
        self._breathing.go_to(index, t_s)
        self._speaking.fall_silent(t_s)
        self.go_on(t_s)
        self._step_index = index - 1 if index else None
        return self.begin_next_step(t_s)

    def ring(self, t_s: float) -> list[BellRang]:
        """Ring the bell that is due."""
        if self._step_index is not None:
            self._rang_s = t_s - self._course.begins_s(self._step_index)
        return [BellRang(t_s=t_s)]

    def go_on(self, t_s: float) -> None:
        """Let nothing be due before ``t_s``, when a pause ended or a step was asked for."""
        self._resumed_s = t_s

    @property
    def _in_last_step(self) -> bool:
        return self._step_index == len(self._steps) - 1
