"""Reads the tables of earlier versions as the events of today; the file stays as it is.

Version 4 has typed events where versions 1 to 3 had settings and sentences as text. Everything else has only got
tables and other names of columns since.
"""

from collections.abc import Collection, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import get_args

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
from sessions.older.events import GAP_REASONS, device_fact, gap, link_changed, metric, notice, offer_made
from sessions.older.tables import ConvertedTable, ReadTable, SettingsTable
from sessions.schema import TABLES, USER_VERSION, table_of

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
