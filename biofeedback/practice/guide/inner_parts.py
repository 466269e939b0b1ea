"""Which parts of oneself are shown around the light, and which one the words speak to now.

A part is shown once words have named it, or once the step that would have named it is over; parts that no words name
come with the last that is named.
"""

import math

from biofeedback.events import Event, PromptShown, StepBegan
from biofeedback.practice.script.answers import placeholders
from biofeedback.practice.script.model import Practice


class InnerParts:
    """The parts of one practice.

    Attributes
    ----------
    words : tuple of str
        A word for each; none where the practice has no parts.
    """

    def __init__(self, practice: Practice) -> None:
        self.words = practice.answers.parts
        self._named_in: dict[int, int] = {}
        for index, step in enumerate(practice.steps):
            for prompt in step.prompts:
                for number in _named(prompt.text):
                    if number <= len(self.words):
                        self._named_in.setdefault(number, index)
        self._step_index = 0
        self._come: set[int] = set()
        self._spoken_to: tuple[int, ...] = ()
        self._until_s = -math.inf

    def apply(self, event: Event) -> None:
        """Take in an event."""
        match event:
            case StepBegan(index=index):
                self._step_index = index
            case PromptShown(t_s=t_s, for_s=for_s, text=text):
                self._spoken_to = _named(text)
                self._come.update(self._spoken_to)
                self._until_s = t_s + for_s
            case _:
                pass

    def is_here(self, number: int) -> bool:
        """Return whether this part, counted from 1, is shown."""
        if not self._named_in:
            return True
        named = number if number in self._named_in else list(self._named_in)[-1]
        return named in self._come or self._step_index > self._named_in[named]

    def is_spoken_to(self, number: int, now_s: float) -> bool:
        """Return whether the words of this moment name this part, counted from 1."""
        return number in self._spoken_to and now_s < self._until_s


def _named(text: str) -> tuple[int, ...]:
    return tuple(number for kind, number in placeholders(text) if kind == "part")
