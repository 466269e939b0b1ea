"""Reads the tables of earlier versions as the events of today; the file stays as it is.

Version 4 has typed events where versions 1 to 3 had settings and sentences as text. Everything else has only got
tables and other names of columns since.
"""

import math
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import nan
from types import MappingProxyType
from typing import Protocol

from biofeedback.codes import LinkCode, NoticeCode
from biofeedback.events import (
    AnswerKept,
    AnswerKind,
    BellRang,
    ClosingBegan,
    DeviceFact,
    Event,
    Gap,
    GuidanceChosen,
    HandMoved,
    LeadingBegan,
    LinkChanged,
    LinkState,
    Metric,
    Note,
    Notice,
    Numbered,
    Offer,
    OfferMade,
    PaceChanged,
    PaceOrigin,
    PaceRequest,
    SampleBlock,
    SoundMuted,
    WordsSpared,
)
from biofeedback.facts import FactValue, facts
from biofeedback.reasons import GapReason, ReasonCode
from sessions.schema import TABLES, table_of

_ADDED_IN: Mapping[type[Event], int] = MappingProxyType(
    {SampleBlock: 2, BellRang: 3, HandMoved: 3, Note: 3, OfferMade: 3}
)
"""In which version a table came, where it was not there from the beginning."""

_CALLED: Mapping[str, str] = MappingProxyType({"mode": "manner", "hold_in_s": "rest_in_s", "hold_out_s": "rest_out_s"})
"""What columns were called up to version 3."""

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


class ReadTable(Protocol):
    """What a reader asks of a table, of whatever version."""

    def read(self, connection: sqlite3.Connection) -> Iterator[Numbered]:
        """Yield the events in order, read as they are asked for."""
        ...

    def count(self, connection: sqlite3.Connection) -> int:
        """Return how many events there are."""
        ...

    def latest_s(self, connection: sqlite3.Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
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
    """

    name: str
    columns: str
    convert: Callable[..., Event]
    moment: str = "t_s"

    def read(self, connection: sqlite3.Connection) -> Iterator[Numbered]:
        """Yield the events in order, read as they are asked for."""
        for number, *row in connection.execute(f"SELECT number, {self.columns} FROM {self.name} ORDER BY number"):
            yield Numbered(number, self.convert(*(nan if value is None else value for value in row)))

    def count(self, connection: sqlite3.Connection) -> int:
        """Return how many events there are."""
        return int(connection.execute(f"SELECT count(*) FROM {self.name}").fetchone()[0])

    def latest_s(self, connection: sqlite3.Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
        row = connection.execute(f"SELECT {self.moment} FROM {self.name} ORDER BY number DESC LIMIT 1").fetchone()
        return nan if row is None or row[0] is None else float(row[0])


class SettingsTable:
    """The table ``setting_changed`` of before, as far as its rows make events of one type.

    Parameters
    ----------
    event_type : type
        The type.
    """

    def __init__(self, event_type: type[Event]) -> None:
        self._event_type = event_type

    def read(self, connection: sqlite3.Connection) -> Iterator[Numbered]:
        """Yield the events in order."""
        rows = connection.execute("SELECT number, t_s, name, value FROM setting_changed ORDER BY number")
        return (item for item in _from_settings(rows) if isinstance(item.event, self._event_type))

    def count(self, connection: sqlite3.Connection) -> int:
        """Return how many events there are."""
        return sum(1 for _ in self.read(connection))

    def latest_s(self, connection: sqlite3.Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
        return max((getattr(item.event, "t_s", nan) for item in self.read(connection)), default=nan)


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
            tables[event_type] = ConvertedTable("metric", _METRIC_COLUMNS, partial(_metric, source))
        elif event_type in _FROM_SETTINGS:
            tables[event_type] = SettingsTable(event_type)
        else:
            tables[event_type] = _CONVERTED.get(event_type) or table_of(event_type, _CALLED)
    return tables


def _from_settings(rows: Iterable[tuple[int, float, str, str]]) -> Iterator[Numbered]:
    """Yield what settings say; what nobody knows any more says nothing."""
    aim_per_min = nan
    for number, t_s, name, value in rows:
        words = value.split()
        match name:
            case "breaths_per_min":
                aim_per_min = _number(value)
            case "breath_pattern":
                yield Numbered(number, _guidance(t_s, aim_per_min, words))
            case "leading_from" if words:
                yield Numbered(number, _leading(t_s, words))
            case "pace_wish":
                yield Numbered(number, _pace_changed(t_s, value, aim_per_min))
            case "words":
                yield Numbered(number, WordsSpared(t_s=t_s, spared=value == "half"))
            case "sound_heard":
                yield Numbered(number, SoundMuted(t_s=t_s, muted=value == "off"))
            case "ends_at_s":
                yield Numbered(number, ClosingBegan(t_s=t_s, ends_s=_number(value)))
            case "colour":
                yield Numbered(number, AnswerKept(t_s=t_s, kind="colour", index=0, text=value))
            case _ if answer := re.fullmatch(r"(phrase|part)([1-9]\d*)", name):
                kind: AnswerKind = "phrase" if answer[1] == "phrase" else "inner_part"
                yield Numbered(number, AnswerKept(t_s=t_s, kind=kind, index=int(answer[2]) - 1, text=value))
            case _:
                pass


def _guidance(t_s: float, aim_per_min: float, words: list[str]) -> GuidanceChosen:
    """Read ``start_per_min=8 lean_s=0.2 in_share=0.4 rest_in_s=0 rest_out_s=0``."""
    said = dict(word.partition("=")[::2] for word in words)
    return GuidanceChosen(
        t_s=t_s,
        start_per_min=_number(said.get("start_per_min", "")),
        aim_per_min=aim_per_min,
        ramp_s=_number(said.get("lean_s", "")),
        in_share=_number(said.get("in_share", "")),
        hold_in_s=_number(said.get("rest_in_s", "")),
        hold_out_s=_number(said.get("rest_out_s", "")),
    )


def _leading(t_s: float, words: list[str]) -> LeadingBegan:
    """Read ``hand 8.4 in_share 0.41``, ``heart 13.2 sure 0.85`` or ``easy 9``."""
    origin, pace, *more = [*words, ""]
    shares = dict(zip(more[::2], more[1::2], strict=False))
    return LeadingBegan(
        t_s=t_s,
        origin=_ORIGINS.get(origin, "easy"),
        breaths_per_min=_number(pace),
        in_share=_number(shares.get("in_share", "")),
        sure_share=_number(shares.get("sure", "")),
    )


def _pace_changed(t_s: float, value: str, aim_per_min: float) -> PaceChanged:
    """Read ``too slow 8.5``, or ``go on``, which goes to the aim of the practice."""
    said, _, pace = value.rpartition(" ")
    if value == "go on":
        return PaceChanged(t_s=t_s, request="go_on", breaths_per_min=aim_per_min)
    return PaceChanged(t_s=t_s, request=_REQUESTS.get(said, "stay"), breaths_per_min=_number(pace))


def _offer_made(t_s: float, offer: Offer, sentence: str) -> OfferMade:
    """Read the pace in the sentence, where it was rounded to whole breaths."""
    pace = re.search(r"about (\d+) breaths", sentence)
    return OfferMade(t_s=t_s, offer=offer, breaths_per_min=_number(pace[1]) if pace else nan)


def _gap(source: str, from_s: float, until_s: float, sentence: str) -> Gap:
    reason = _GAP_REASONS.get(sentence, GapReason.NO_BEATS)
    return Gap(source=source, from_s=from_s, until_s=until_s, reason=reason)


def _metric(
    source: str, name: str, t_s: float, value: float, unit: str, window_s: float, quality_share: float, sentence: str
) -> Metric:
    return Metric(
        source=source,
        name=name,
        t_s=t_s,
        value=value,
        unit=unit,
        window_s=window_s,
        quality_share=quality_share,
        reason=ReasonCode.RECORDED_SENTENCE if sentence else ReasonCode.KNOWN,
        facts=facts(sentence=sentence) if sentence else (),
    )


def _link_changed(source: str, t_s: float, state: LinkState, sentence: str) -> LinkChanged:
    """Keep the sentence; nobody can tell which code it would have today."""
    return LinkChanged(
        source=source, t_s=t_s, state=state, code=LinkCode.RECORDED_SENTENCE, facts=facts(sentence=sentence)
    )


def _notice(t_s: float, sentence: str) -> Notice:
    """Keep the sentence; nobody can tell which code it would have today, or of which sensor it was."""
    return Notice(t_s=t_s, source="", code=NoticeCode.RECORDED_SENTENCE, facts=facts(sentence=sentence))


def _device_fact(source: str, t_s: float, name: str, value: str) -> DeviceFact:
    """Read the numbers among the facts, which were text."""
    return DeviceFact(source=source, t_s=t_s, name=name, value=_fact_value(name, value))


def _fact_value(name: str, text: str) -> FactValue:
    if not _IS_NUMBER.fullmatch(name) or not math.isfinite(_number(text)):
        return text
    return int(text) if text.isdecimal() else float(text)


def _number(text: str) -> float:
    """Return the number that a text is; nan where it is none."""
    try:
        return float(text)
    except ValueError:
        return nan


_UNCOUNTED_SINCE = 3  # the version of the tables since which the warmth follows the steadiness
_UNCOUNTED: Mapping[str, int] = MappingProxyType({"warmth_share": 2})
"""Nothing else had changed when the counting of versions began."""

_IS_NUMBER = re.compile(
    r"resolution_ms|rmssd_floor_ms|feedback_delay_s|rate_hz|adc_bits|seed|gaps|resync-bytes|"
    r"[a-z-]+-(?:packets|frames|lines|intervals|gaps)"
)
"""Facts of devices that are measures, or counts of what was remarked on packets, lines and frames."""

_ORIGINS: Mapping[str, PaceOrigin] = MappingProxyType({"hand": "hand", "heart": "heart"})

_REQUESTS: Mapping[str, PaceRequest] = MappingProxyType(
    {"stay": "stay", "quicker": "quicker", "slower": "slower", "too slow": "too_slow"}
)

_GAP_REASONS: Mapping[str, GapReason] = MappingProxyType(
    {
        "No heartbeats arrived.": GapReason.NO_BEATS,
        "A heartbeat was lost on the way.": GapReason.BEATS_LOST,
        "The link was interrupted.": GapReason.LINK_BROKEN,
    }
)
"""All that was ever said of a gap."""

_CONVERTED: Mapping[type[Event], ReadTable] = MappingProxyType(
    {
        Gap: ConvertedTable("gap", "source, from_s, until_s, reason", _gap, moment="until_s"),
        OfferMade: ConvertedTable("offer_made", "t_s, offer, sentence", _offer_made),
        LinkChanged: ConvertedTable("link_changed", "source, t_s, state, sentence", _link_changed),
        Notice: ConvertedTable("notice", "t_s, sentence", _notice),
        DeviceFact: ConvertedTable("device_fact", "source, t_s, name, value", _device_fact),
    }
)
"""Tables whose columns have changed."""
