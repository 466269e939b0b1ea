"""How tables of older versions are read: those whose rows make an event each, and that of the settings."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import nan
from typing import Protocol

from biofeedback.events import Event, Numbered
from sessions.connection import Connection
from sessions.older.events import UnknownSettingError, from_setting
from sessions.schema import TABLES
from sessions.soundness import (
    PassOver,
    UnknownValueError,
    furthest,
    is_far,
    latest_in,
    numbered_rows,
    refuse,
    unknown_in,
)


class ReadTable(Protocol):
    """What a reader asks of a table, of whatever version."""

    @property
    def needed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The tables that are read, each with its columns."""
        ...

    def read(self, connection: Connection, pass_over: PassOver = refuse) -> Iterator[Numbered]:
        """Yield the events in order, read as they are asked for; ``pass_over`` is handed what cannot be one."""
        ...

    def count(self, connection: Connection) -> int:
        """Return how many events there are."""
        ...

    def latest_s(self, connection: Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
        ...

    def unknown_values(self, connection: Connection) -> Iterator[UnknownValueError]:
        """Yield words that their column cannot hold and times too far away, without making events where it can."""
        ...


@dataclass(frozen=True, slots=True)
class ConvertedTable:
    """A table of before whose rows make one event of today each.

    Attributes
    ----------
    name, columns : str
        The table, and what to read of it beside ``number``.
    convert : callable
        Takes the columns, nan for what is not there, and returns the event.
    moment : str
        The column that says when the event was.
    words : mapping of str to collection of str
        What the columns can hold that hold one of a few words.
    """

    name: str
    columns: str
    convert: Callable[..., Event]
    moment: str = "t_s"
    words: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def needed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The table that is read, with its columns."""
        return ((self.name, frozenset({"number", *self.columns.split(", ")})),)

    def read(self, connection: Connection, pass_over: PassOver = refuse) -> Iterator[Numbered]:
        """Yield the events in order, read as they are asked for; ``pass_over`` is handed what cannot be one."""
        for number, *row in numbered_rows(connection, self.name, self.columns, pass_over):
            try:
                self._refuse_unknown(number, row)
                event = self.convert(*(nan if value is None else value for value in row))
                TABLES[type(event)].refuse_misfits(number, event)
            except UnknownValueError as unknown:
                pass_over(unknown)
            except (TypeError, ValueError):  # what should be text is none
                pass_over(UnknownValueError(self.name, self.columns, number, row))
            else:
                yield Numbered(number, event)

    def unknown_values(self, connection: Connection) -> Iterator[UnknownValueError]:
        """Yield words that their column cannot hold and times too far away, without making events."""
        return unknown_in(connection, self.name, self.words, self.columns.split(", "))

    def _refuse_unknown(self, number: int, row: list[object]) -> None:
        for column, value in zip(self.columns.split(", "), row, strict=True):
            if (column in self.words and value not in self.words[column]) or is_far(value, furthest(column)):
                raise UnknownValueError(self.name, column, number, value)

    def count(self, connection: Connection) -> int:
        """Return how many events there are."""
        return int(connection.execute(f"SELECT count(*) FROM {self.name}").fetchone()[0])

    def latest_s(self, connection: Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
        return latest_in(connection, self.name, self.moment)


class SettingsTable:
    """The table ``setting_changed`` of before, as far as its rows make events of one type.

    Parameters
    ----------
    event_type : type
        The type.
    """

    NAME = "setting_changed"

    def __init__(self, event_type: type[Event]) -> None:
        self._event_type = event_type

    @property
    def needed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The table that is read, with its columns."""
        return ((self.NAME, frozenset({"number", "t_s", "name", "value"})),)

    def read(self, connection: Connection, pass_over: PassOver = refuse) -> Iterator[Numbered]:
        """Yield the events in order; a setting that nobody knows any more is none."""
        aim_per_min = nan
        for number, t_s, name, value in numbered_rows(connection, "setting_changed", "t_s, name, value", pass_over):
            try:
                aim_per_min, event = from_setting(t_s, name, value, aim_per_min)
            except UnknownSettingError as unknown:
                pass_over(UnknownValueError("setting_changed", unknown.column, number, unknown.value))
            else:
                if isinstance(event, self._event_type):
                    yield Numbered(number, event)

    def count(self, connection: Connection) -> int:
        """Return how many events there are."""
        return sum(1 for _ in self.read(connection, _pass_over))

    def latest_s(self, connection: Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
        events = (item.event for item in self.read(connection, _pass_over))
        return max((getattr(event, "t_s", nan) for event in events), default=nan)

    def unknown_values(self, connection: Connection) -> Iterator[UnknownValueError]:
        """Yield settings that nobody can have chosen, and times too far away; there are few rows of them."""
        unknown: list[UnknownValueError] = []
        for _ in self.read(connection, unknown.append):
            pass
        return iter(unknown)


def _pass_over(unknown: UnknownValueError) -> None:
    """Leave it to whoever reads the events to say it."""
    del unknown
