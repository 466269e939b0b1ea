"""The private hello: when the petal of one person answers, alone and once, so that they know which one is theirs.

It answers when their heart is first heard after they sat down, when whoever leads greets them, and when they press:
take the finger off the sensor, or lift the strap, and put it back, twice. Nothing that merely goes amiss makes it
answer: a sensor that begins to fail loses contact once, or flickers.
"""

import math
from operator import attrgetter
from typing import NamedTuple

from biofeedback.events import ContactState, LinkState

SWELL_S = 3.0
"""Session seconds of one answer: a choice, long enough to be found by eyes that search."""

_RISES_BY = 0.36  # of an answer, by which it is brightest: it comes within a breath of the press, and goes more slowly

_BETWEEN_S = 0.6
"""Session seconds from one answer to the next: a choice, so that two who are called together see two answers."""

_TURN_S = SWELL_S + _BETWEEN_S  # of one person

_PRESS_WAITS_S = 4.0
"""A press that cannot be answered within so many session seconds is not: a choice, later nobody knows it for theirs."""

STEADY_S = 10.0
"""Session seconds of unbroken contact before a press: a choice. A sensor that sits badly has no such time, and its
petal keeps still."""

LONGEST_PRESS_S = 8.0
"""Contact that was gone for longer was not lifted: a choice. Optical sensors take up to 5 s to find a finger again."""

LONGEST_BETWEEN_S = 6.0
"""Session seconds of contact between the two times that it is lifted, at most: a choice, they belong together."""

SHORTEST_S = 0.8
"""Session seconds for which it is lifted, and back in between, at least: a choice. What flickers changes
faster; straps say of their contact once a second."""

_LIFTS = 2  # that make a press: a sensor that fails for the first time has one

_ANEW_S = 30.0
"""Session seconds after which a press is answered again: a choice, so that nobody is seen to answer again and again."""


class PressWatch:
    """Tells a press from all else that happens to the contact of one sensor."""

    def __init__(self) -> None:
        self._state: ContactState = "unknown"
        self._since_s = math.nan
        self._steady = False  # whether it was steady before it was lifted first, and all went well since
        self._lifts = 0
        self._answered_s = -math.inf

    def on_contact(self, t_s: float, state: ContactState) -> bool:
        """Take in what the sensor says of its contact; return whether that ends a press."""
        if state == self._state:
            return False
        lasted_s = t_s - self._since_s
        was, self._state, self._since_s = self._state, state, t_s
        if state == "no":
            again = self._steady and self._lifts > 0 and SHORTEST_S <= lasted_s <= LONGEST_BETWEEN_S
            self._steady = was == "yes" and (again or lasted_s >= STEADY_S)
            self._lifts = self._lifts if again else 0
            return False
        lifted = state == "yes" and was == "no" and SHORTEST_S <= lasted_s <= LONGEST_PRESS_S
        self._steady = self._steady and lifted
        self._lifts += 1
        if not self._steady or self._lifts < _LIFTS or t_s - self._answered_s < _ANEW_S:
            return False
        self._steady = False
        self._answered_s = t_s
        return True

    def on_link(self, state: LinkState) -> None:
        """Take in how it stands with the sensor: contact that went with the link is no press."""
        if state != "streaming":
            self._state, self._steady, self._since_s = "unknown", False, math.nan


class _Answer(NamedTuple):
    source: str
    from_s: float


class Answers:
    """The answers of a room, one after the other: two at once would leave both people guessing.

    Whoever asks says ``t_s``, the moment, and ``from_s``, before which the petal cannot answer, in session seconds.
    """

    def __init__(self) -> None:
        self._answers: list[_Answer] = []  # in order; those that are over go with the next that is asked for

    def join(self, source: str, t_s: float, from_s: float) -> None:
        """Answer to the first beats of a heart, when it is its turn."""
        self._forget_before(t_s)
        self._put(source, from_s)

    def press(self, source: str, t_s: float, from_s: float) -> None:
        """Answer to a press, if its turn comes soon."""
        self._forget_before(t_s)
        if self._free_s(from_s) - t_s <= _PRESS_WAITS_S:
            self._put(source, from_s)

    def greet(self, source: str, t_s: float, from_s: float) -> None:
        """Answer next, before all that wait."""
        self._forget_before(t_s)
        begun = [each for each in self._answers if each.from_s <= t_s]
        if any(each.source == source for each in begun):
            return
        waiting = [each for each in self._answers if each.from_s > t_s and each.source != source]
        self._answers = begun
        self._put(source, from_s)
        for each in waiting:
            self._put(each.source, each.from_s)

    def forget(self, source: str, t_s: float) -> None:
        """Answer no more for one who leaves; an answer that has begun goes with its petal."""
        self._answers = [each for each in self._answers if each.source != source or each.from_s <= t_s]

    def at(self, now_s: float) -> tuple[str, float] | None:
        """Return whose petal answers and how far it is in that, 0 to 1; ``None`` while none does."""
        for each in self._answers:
            if each.from_s < now_s < each.from_s + SWELL_S:
                return each.source, _swell(now_s - each.from_s)
        return None

    def _forget_before(self, t_s: float) -> None:
        self._answers = [each for each in self._answers if each.from_s + _TURN_S > t_s]

    def _put(self, source: str, from_s: float) -> None:
        self._answers.append(_Answer(source, self._free_s(from_s)))
        self._answers.sort(key=attrgetter("from_s"))

    def _free_s(self, from_s: float) -> float:
        """Return the first moment from ``from_s`` on at which nobody else answers."""
        for each in self._answers:
            if each.from_s - _TURN_S < from_s < each.from_s + _TURN_S:
                from_s = each.from_s + _TURN_S
        return from_s


def _swell(passed_s: float) -> float:
    share = passed_s / SWELL_S
    part = share / _RISES_BY if share < _RISES_BY else (1.0 - share) / (1.0 - _RISES_BY)
    return part * part * (3.0 - 2.0 * part)
