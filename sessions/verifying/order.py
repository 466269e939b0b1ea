"""Goes through the rows of a recording once, in the order of their numbers, and notes what is out of order.

Numbers go from 1 without a hole, but in a copy that was shared. Times of one table and one sensor do not go back, nor
does the session clock by more than events of two threads can overtake one another.
"""

import heapq
import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from biofeedback.error_codes import VerifyErrorCode
from biofeedback.errors import RecordingError
from sessions.connection import Connection
from sessions.soundness import is_far

_MOMENTS = ("t_s", "arrived_s", "until_s")
"""The columns that say when an event was, in order of preference."""

_STRICT = frozenset({"packet", "beat", "sample_block", "tick"})
"""Tables whose rows come from one thread each, by the clock as it was just then."""

_NOT_BY_THE_CLOCK = frozenset({"breath_planned", "note", "beat_judged", "metric", "gap"})
"""Tables of what was planned, written afterwards, or is of a while ago."""

OVERTAKEN_S = 1.0
"""Real seconds by which an event of one thread may come after a later one of another: a choice; 0.05 s was met."""

STOOD_STILL_S = 5.0
"""Real seconds between two events after which the machine was asleep, or stood still: a choice; there is a tick a
second."""

QUIET_S = 5.0
"""Session seconds without anything from a sensor that are told: a choice; the slowest heart beats every two seconds."""


class _Seen(NamedTuple):
    """A row: its number, its table, its sensor, its time, and its place among the beats where it is one."""

    number: int
    table: str
    source: str
    t_s: float
    place: int


class Order:
    """What is out of order in one recording.

    Parameters
    ----------
    path : str
        The file, for what is told.
    speed : float
        Session seconds in a second.
    with_holes : bool
        Whether numbers may be left out, as in a copy that was shared.
    """

    def __init__(self, path: str, speed: float, *, with_holes: bool) -> None:
        self.events = 0
        self.quiet_count = 0
        self.quiet_s = 0.0
        self._path = path
        self._speed = max(speed, 1.0)
        self._with_holes = with_holes
        self._joined = True
        self._last: _Seen | None = None
        self._latest_s = -math.inf
        self._of_kind: dict[tuple[str, str], _Seen] = {}
        self._last_s: dict[str, float] = {}
        self._first: dict[tuple[VerifyErrorCode, str], dict[str, str | int | float]] = {}
        self._counts: dict[tuple[VerifyErrorCode, str], int] = {}

    def found(self) -> list[RecordingError]:
        """Return what was noted: of each kind and table the first, and how many there are."""
        return [
            RecordingError(code, self._path, count=self._counts[code, table], **given)
            for (code, table), given in self._first.items()
        ]

    def read(self, connection: Connection, tables: Mapping[str, frozenset[str]]) -> None:
        """Go through the rows of these tables, each named with its columns.

        What is before a seat of a room was taken is the practice as it went without it, of which not all is kept.
        """
        self._joined = "seat_taken" not in tables or not any(_rows(connection, "seat_taken", tables["seat_taken"]))
        for row in heapq.merge(*(_rows(connection, name, columns) for name, columns in tables.items())):
            self._take(row)

    def _take(self, row: _Seen) -> None:
        self.events += 1
        self._number(row)
        if row.table == "seat_taken" and not self._joined:
            self._joined, self._latest_s = True, row.t_s
        if row.table == "beat":
            self._beat(row)
        if not math.isnan(row.t_s) and not is_far(row.t_s):
            self._time(row)
            self._quiet(row)
        self._of_kind[row.table, row.source] = row
        self._last = row

    def _number(self, row: _Seen) -> None:
        if row.number < 1:
            self._note(VerifyErrorCode.NUMBER_ODD, row.table, number=row.number, table=row.table)
            return
        last = self._last if self._last is not None and self._last.number > 0 else _Seen(0, "", "", 0.0, 0)
        if row.number == last.number:
            self._note(VerifyErrorCode.NUMBER_TWICE, "", number=row.number, table=last.table, other_table=row.table)
        elif row.number > last.number + 1 and not self._with_holes:
            self._note(
                VerifyErrorCode.NUMBER_GONE,
                "",
                times=row.number - last.number - 1,
                number=last.number + 1,
                near_s=0.0 if math.isinf(self._latest_s) else self._latest_s,
                table=last.table or row.table,
                other_table=row.table,
            )

    def _beat(self, row: _Seen) -> None:
        last = self._of_kind.get((row.table, row.source))
        expected = last.place + 1 if last is not None else 0
        if row.place != expected:
            near_s = 0.0 if math.isnan(row.t_s) else row.t_s
            self._note(
                VerifyErrorCode.BEAT_OUT_OF_PLACE,
                row.source,
                row=row.number,
                place=row.place,
                expected=expected,
                near_s=near_s,
            )

    def _time(self, row: _Seen) -> None:
        last = self._of_kind.get((row.table, row.source))
        if row.table in _STRICT and last is not None and row.t_s < last.t_s:
            self._note(
                VerifyErrorCode.TIME_WENT_BACK,
                row.table,
                table=row.table,
                row=row.number,
                other_row=last.number,
                near_s=last.t_s,
                by_s=last.t_s - row.t_s,
            )
        if row.table in _NOT_BY_THE_CLOCK:
            return
        ahead_s = row.t_s - self._latest_s
        if -ahead_s > OVERTAKEN_S * self._speed:
            self._note(
                VerifyErrorCode.CLOCK_WENT_BACK,
                "",
                row=row.number,
                table=row.table,
                near_s=self._latest_s,
                by_s=-ahead_s,
            )
        elif self._joined and STOOD_STILL_S * self._speed < ahead_s < math.inf:
            self._note(
                VerifyErrorCode.CLOCK_JUMPED, "", row=row.number, table=row.table, near_s=self._latest_s, by_s=ahead_s
            )
        self._latest_s = max(self._latest_s, row.t_s)

    def _quiet(self, row: _Seen) -> None:
        if row.table not in ("packet", "beat"):
            return
        last_s = self._last_s.get(row.source, row.t_s)
        if row.t_s - last_s > QUIET_S:
            self.quiet_count += 1
            self.quiet_s += row.t_s - last_s
        self._last_s[row.source] = row.t_s

    def _note(self, code: VerifyErrorCode, of: str, *, times: int = 1, **given: str | int | float) -> None:
        rounded = {name: round(value, 3) if isinstance(value, float) else value for name, value in given.items()}
        self._first.setdefault((code, of), rounded)
        self._counts[code, of] = self._counts.get((code, of), 0) + times


def _rows(connection: Connection, table: str, columns: frozenset[str]) -> Iterator[_Seen]:
    moment = next((name for name in _MOMENTS if name in columns), "NULL")
    source = "source" if "source" in columns else "''"
    index = '"index"' if table == "beat" and "index" in columns else "0"
    select = f'SELECT number, {source}, {moment}, {index} FROM "{table}" ORDER BY number'
    for number, its_source, t_s, place in connection.execute(select):
        if isinstance(number, int):
            yield _Seen(
                number,
                table,
                its_source if isinstance(its_source, str) else "",
                float(t_s) if isinstance(t_s, int | float) else math.nan,
                place if isinstance(place, int) else -1,
            )
