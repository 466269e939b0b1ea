"""What a reason tells: its facts as they are written, and the sentences of what is needed and what is there."""

import math

from biofeedback.facts import Facts
from ui.words.language import Language


class ReasonFacts:
    """The facts of a reason, as numbers to count with and as they are written in a language."""

    def __init__(self, facts: Facts, language: Language) -> None:
        self._facts = dict(facts)
        self._language = language

    def text(self, name: str) -> str:
        """Return what is told in words; empty where it is not."""
        return str(self._facts.get(name, ""))

    def whole(self, name: str) -> int:
        """Return a count, or a number as it is when nothing is written behind its decimal sign."""
        return round(self.value(name))

    def number(self, name: str, decimals: int = 0) -> str:
        """Return a number as it is written, to so many decimals."""
        return self._language.number(self.value(name), decimals)

    def percent(self, name: str) -> str:
        """Return a share of one as a whole percentage, as it is written."""
        return self._language.number(100.0 * self.value(name))

    def needed_and_there(self, needed: str, there: str, unit: str, *, decimals: int = 0) -> str:
        """Return two sentences with their numbers: what is needed, and what is there to so many decimals."""
        numbers = {"needed": self.number(f"needed_{unit}"), "there": self.number(f"there_{unit}", decimals)}
        return " ".join((needed, there)).format(**numbers)

    def value(self, name: str) -> float:
        """Return a number.

        Raises
        ------
        KeyError, TypeError, ValueError
            When the facts have none of this name, or one that cannot be written.
        """
        value = self._facts[name]
        if isinstance(value, str):
            raise TypeError(name)
        if not math.isfinite(value):
            raise ValueError(name)
        return value


def seconds_needed(given: ReasonFacts, language: Language) -> str:
    """Return how many seconds of heartbeats are needed; ``{needed}`` is to be filled in."""
    return language.ngettext(
        "Needs {needed} s of heartbeats.", "Needs {needed} s of heartbeats.", given.whole("needed_s")
    )


def unbroken_seconds_needed(given: ReasonFacts, language: Language) -> str:
    """Return how many seconds without a gap are needed; ``{needed}`` is to be filled in."""
    return language.ngettext(
        "Needs {needed} s of unbroken heartbeats.", "Needs {needed} s of unbroken heartbeats.", given.whole("needed_s")
    )


def beats_there(given: ReasonFacts, language: Language) -> str:
    """Return how many heartbeats are there; ``{there}`` is to be filled in."""
    return language.npgettext("heartbeats", "{there} is there.", "{there} are there.", given.whole("there_beats"))


def seconds_there(given: ReasonFacts, language: Language) -> str:
    """Return how many seconds are there; ``{there}`` is to be filled in."""
    return language.ngettext("{there} s is there.", "{there} s are there.", given.whole("there_s"))
