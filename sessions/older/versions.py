"""Reads the tables of earlier versions as the events of today; the file stays as it is.

Version 4 has typed events where versions 1 to 3 had settings and sentences as text. Everything else has only got
tables and other names of columns since.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from math import nan
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, get_args

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import (
    AnswerKept,
    Beat,
    BellRang,
    BlockBegan,
    ClosingBegan,
    DeviceFact,
    Event,
    FormAnswered,
    Gap,
    GuidanceChosen,
    HandMoved,
    LeadingBegan,
    LinkChanged,
    LinkState,
    Marker,
    Metric,
    Note,
    Notice,
    Numbered,
    Offer,
    OfferMade,
    PaceChanged,
    SampleBlock,
    SeatBeatsChosen,
    SeatGreeted,
    SeatLeft,
    SeatTaken,
    SeatWarmthChosen,
    SoundMuted,
    WordsSpared,
)
from sessions.connection import Connection
from sessions.older.events import (
    GAP_REASONS,
    UnknownSettingError,
    device_fact,
    from_setting,
    gap,
    link_changed,
    metric,
    notice,
    offer_made,
)
from sessions.schema import TABLES, USER_VERSION, table_of
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

_ADDED_IN: Mapping[type[Event], int] = MappingProxyType(
    {SampleBlock: 2, BellRang: 3, HandMoved: 3, Note: 3, OfferMade: 3}
    | dict.fromkeys((SeatTaken, SeatLeft, SeatGreeted, SeatWarmthChosen, SeatBeatsChosen, BlockBegan, FormAnswered), 4)
)
"""In which version a table came, where it was not there from the beginning."""

_CALLED: Mapping[str, str] = MappingProxyType({"mode": "manner", "hold_in_s": "rest_in_s", "hold_out_s": "rest_out_s"})
"""What columns were called up to version 3."""

_WITHOUT: Mapping[type[Event], frozenset[str]] = MappingProxyType(
    {Beat: frozenset({"quality", "told_s", "flag"}), Marker: frozenset({"origin", "correction_s"})}
)
"""Fields that no table up to version 3 has."""

_METRIC_COLUMNS = "name, t_s, value, unit, window_s, quality_share, reason"

_FROM_SETTINGS: tuple[type[Event], ...] = (
    GuidanceChosen,
    AnswerKept,
    LeadingBegan,
    PaceChanged,
    WordsSpared,
    SoundMuted,
    ClosingBegan,
)
"""What lay in the one table ``setting_changed``, as texts under names."""


FIRST_VERSION = 1
"""The version of every definition where a recording keeps none."""


def uncounted_versions(version: int) -> Mapping[str, int]:
    """Return the definitions that were not of their first version in recordings which keep no versions of them.

    Parameters
    ----------
    version : int
        The version of the tables.
    """
    return _UNCOUNTED if version >= _UNCOUNTED_SINCE else {}


def refuse_those_of_another(path: Path, version: int, there: Collection[str]) -> None:
    """Raise a `RecordingError` where tables are of before typed settings but not its version, or the reverse."""
    typed = {TABLES[event_type].name for event_type in _FROM_SETTINGS}
    before, today = SettingsTable.NAME in there, not typed.isdisjoint(there)
    if before != today and today != (version == USER_VERSION):
        raise RecordingError(RecordingErrorCode.VERSION_UNTRUE, str(path), version=version)


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


def older_tables(version: int, source: str) -> Mapping[type[Event], ReadTable]:
    """Return the tables of a version before the present one, by the type of event that they hold.

    Parameters
    ----------
    version : int
        The version.
    source : str
        The one heart of the recording: numbers were all of it, and did not say so.
    """
    tables: dict[type[Event], ReadTable] = {}
    for event_type in TABLES:
        if _ADDED_IN.get(event_type, 1) > version:
            continue
        if event_type is Metric:
            tables[event_type] = ConvertedTable("metric", _METRIC_COLUMNS, partial(metric, source))
        elif event_type in _FROM_SETTINGS:
            tables[event_type] = SettingsTable(event_type)
        else:
            tables[event_type] = _CONVERTED.get(event_type) or _renamed()[event_type]
    return tables


@cache
def _renamed() -> Mapping[type[Event], ReadTable]:
    return {event_type: table_of(event_type, _CALLED, _WITHOUT.get(event_type, ())) for event_type in TABLES}


_UNCOUNTED_SINCE = 3  # the version of the tables since which the warmth follows the steadiness
_UNCOUNTED: Mapping[str, int] = MappingProxyType({"warmth_share": 2})
"""Nothing else had changed when the counting of versions began."""

_CONVERTED: Mapping[type[Event], ReadTable] = MappingProxyType(
    {
        Gap: ConvertedTable(
            "gap", "source, from_s, until_s, reason", gap, moment="until_s", words={"reason": GAP_REASONS}
        ),
        OfferMade: ConvertedTable("offer_made", "t_s, offer, sentence", offer_made, words={"offer": get_args(Offer)}),
        LinkChanged: ConvertedTable(
            "link_changed", "source, t_s, state, sentence", link_changed, words={"state": get_args(LinkState)}
        ),
        Notice: ConvertedTable("notice", "t_s, sentence", notice),
        DeviceFact: ConvertedTable("device_fact", "source, t_s, name, value", device_fact),
    }
)
"""Tables whose columns have changed."""
