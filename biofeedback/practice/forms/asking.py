"""Goes through the questions of forms one by one, as whoever answers likes, and knows how long each was there."""

from collections.abc import Sequence

from biofeedback.event_kinds import FormMoment
from biofeedback.events import FormAnswered
from biofeedback.practice.forms.model import Form, Question


class Asking:
    """Where somebody is in a few forms.

    Parameters
    ----------
    forms : sequence of Form
        What is asked, in order; at least one.
    now_s : float
        When the first question is there, in seconds of any clock that the other times are of too.

    Attributes
    ----------
    over : bool
        Whether the last question was answered or passed over, or the rest was left open.
    """

    def __init__(self, forms: Sequence[Form], now_s: float) -> None:
        self._all = [(form, question) for form in forms for question in form.questions]
        self._values = [""] * len(self._all)
        self._took_s: list[float | None] = [None] * len(self._all)
        self._at = 0
        self._since_s = now_s
        self.over = False

    @property
    def form(self) -> Form:
        """The form whose question is there."""
        return self._all[self._at][0]

    @property
    def question(self) -> Question:
        """The question that is there."""
        return self._all[self._at][1]

    @property
    def number(self) -> int:
        """Its place among all, from 1."""
        return self._at + 1

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self._all)

    @property
    def value(self) -> str:
        """What is answered to it so far; empty for nothing."""
        return self._values[self._at]

    def answer(self, value: str) -> None:
        """Answer the question that is there, as often as one likes; an empty value takes it back."""
        self._values[self._at] = value

    def go_on(self, now_s: float) -> None:
        """Go to the next question; one without an answer is passed over."""
        self._count_time(now_s)
        if self._at + 1 < len(self._all):
            self._at += 1
        else:
            self.over = True

    def go_back(self, now_s: float) -> None:
        """Go to the question before, if there is one."""
        self._count_time(now_s)
        self._at = max(0, self._at - 1)

    def leave(self, now_s: float) -> None:
        """Leave the rest open; what was not there by now was not asked."""
        if not self.over:
            self._count_time(now_s)
            self.over = True

    def answered(self, moment: FormMoment) -> tuple[FormAnswered, ...]:
        """Return an event for each question that was there and gone on from, in order, at second 0."""
        return tuple(
            FormAnswered(
                t_s=0.0,
                form=form.name,
                moment=moment,
                question=question.name,
                kind=question.kind,
                value=value,
                took_s=took_s,
                asked=question.text,
                meaning=question.meaning_of(value),
            )
            for (form, question), value, took_s in zip(self._all, self._values, self._took_s, strict=True)
            if took_s is not None
        )

    def _count_time(self, now_s: float) -> None:
        self._took_s[self._at] = (self._took_s[self._at] or 0.0) + max(0.0, now_s - self._since_s)
        self._since_s = now_s
