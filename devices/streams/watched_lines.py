"""Lines of a serial sensor with an eye on how many of them can be read."""

from collections import deque
from typing import Generic, NamedTuple, Protocol, TypeVar

from biofeedback.codes import NoticeCode
from biofeedback.events import DeviceFact
from devices.streams.stream import Announcement, final_counts

R = TypeVar("R")

# More malformed lines than this share of so many seconds look like another speed; fewer are a bad cable. A choice.
_MOST_MALFORMED_SHARE = 0.2
_WINDOW_S = 5.0

_FEWEST_MALFORMED = 3  # fewer of them say nothing where a line comes once a beat; a choice


class Framer(Protocol[R]):
    """What makes records of a stream of bytes and counts what it could not read."""

    @property
    def malformed(self) -> int:
        """How many lines could not be read so far."""
        ...

    def feed(self, data: bytes) -> list[R]:
        """Take bytes, cut anywhere, and return the records that they complete."""
        ...

    def clear(self) -> None:
        """Let go of what was half received."""
        ...


class _Second(NamedTuple):
    began_s: float
    lines: int
    malformed: int


class WatchedLines(Generic[R]):
    """The records of one stream, and whether they are worth listening to.

    Parameters
    ----------
    source : str
        The name the facts carry.
    framer : Framer
        Makes the records.
    """

    def __init__(self, source: str, framer: Framer[R]) -> None:
        self._source = source
        self._framer = framer
        self._seconds: deque[_Second] = deque()

    @property
    def announcement(self) -> Announcement | None:
        """That more than a fifth of the lines of five seconds cannot be read; else None."""
        malformed = sum(second.malformed for second in self._seconds)
        lines = sum(second.lines for second in self._seconds)
        unreadable = malformed >= _FEWEST_MALFORMED and malformed > _MOST_MALFORMED_SHARE * lines
        return Announcement(NoticeCode.LINES_UNREADABLE) if unreadable else None

    def feed(self, data: bytes, arrived_s: float) -> list[R]:
        """Take bytes that arrived at this session time and return the records that they complete."""
        before = self._framer.malformed
        records = self._framer.feed(data)
        malformed = self._framer.malformed - before
        self._count(arrived_s, len(records) + malformed, malformed)
        return records

    def clear(self) -> None:
        """Begin anew after a break of the link; what was counted for the end stays."""
        self._framer.clear()
        self._seconds.clear()

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many lines could not be read, as a fact for the end; nothing when there was none."""
        return final_counts(self._source, t_s, {"malformed-lines": self._framer.malformed})

    def _count(self, arrived_s: float, lines: int, malformed: int) -> None:
        began_s = arrived_s // 1.0
        while self._seconds and self._seconds[0].began_s <= began_s - _WINDOW_S:
            self._seconds.popleft()
        if self._seconds and self._seconds[-1].began_s == began_s:
            latest = self._seconds.pop()
            lines, malformed = lines + latest.lines, malformed + latest.malformed
        self._seconds.append(_Second(began_s, lines, malformed))
