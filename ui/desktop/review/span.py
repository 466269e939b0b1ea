"""The stretch of time that a plot shows, and how it is zoomed and moved."""

from dataclasses import dataclass, replace

NARROWEST_S = 2.0
"""Seconds that a plot shows at least; a choice: one beat of a slow heart, with its neighbours in sight."""


@dataclass(frozen=True, slots=True)
class Span:
    """From ``from_s`` to ``until_s``, within a whole from ``first_s`` to ``last_s``; all in seconds."""

    first_s: float
    last_s: float
    from_s: float
    until_s: float

    @classmethod
    def whole(cls, first_s: float, last_s: float) -> "Span":
        """Return the span that shows everything."""
        last_s = max(last_s, first_s + NARROWEST_S)
        return cls(first_s, last_s, first_s, last_s)

    @property
    def length_s(self) -> float:
        """How much is shown."""
        return self.until_s - self.from_s

    @property
    def middle_s(self) -> float:
        """The moment in the middle."""
        return (self.from_s + self.until_s) / 2.0

    @property
    def is_whole(self) -> bool:
        """Whether everything is shown."""
        return self.length_s >= self.last_s - self.first_s

    def zoomed(self, factor: float, at_s: float) -> "Span":
        """Return the span ``factor`` times as long, in which the moment ``at_s`` keeps its place."""
        whole_s = self.last_s - self.first_s
        length_s = min(whole_s, max(NARROWEST_S, self.length_s * factor))
        at_share = (at_s - self.from_s) / self.length_s
        return self._begun(at_s - at_share * length_s, length_s)

    def zoomed_in_sight(self, factor: float, at_s: float) -> "Span":
        """Return the span zoomed so that a moment stays; one that is out of sight comes no nearer."""
        return self.zoomed(factor, at_s if self.from_s <= at_s <= self.until_s else self.middle_s)

    def moved(self, by_s: float) -> "Span":
        """Return the span moved, as far as there is something to show."""
        return self._begun(self.from_s + by_s, self.length_s)

    def around(self, at_s: float, length_s: float) -> "Span":
        """Return a span with ``at_s`` in its middle, as far as that is possible."""
        return self._begun(at_s - length_s / 2.0, min(length_s, self.last_s - self.first_s))

    def _begun(self, from_s: float, length_s: float) -> "Span":
        from_s = max(self.first_s, min(from_s, self.last_s - length_s))
        return replace(self, from_s=from_s, until_s=from_s + length_s)
