"""Remarks on how a table was understood: what its titles and dates say, and what was taken in its place."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from biofeedback.codes import ImportRemarkCode
from biofeedback.facts import Facts, facts
from sessions.tables.columns import TimeColumn
from sessions.tables.moments import Moments
from sessions.tables.titles import ticks_in, unit_in
from sessions.tables.units import UNIT_MS

Remark: TypeAlias = tuple[ImportRemarkCode, Facts]
"""A remark: its code, and the facts of its sentence."""

_UNIT_OF_S: Mapping[float, str] = MappingProxyType(
    {factor / 1000.0: name for name, factor in UNIT_MS.items()} | {60.0: "min", 3600.0: "h", 86_400.0: "days"}
)
"""What a unit of times is called, by how many seconds one of it is."""

_ALIKE = 1e-6  # relative difference of two factors that are the same: rounding of products


def on_unit(title: str, unit: str) -> tuple[Remark, ...]:
    """Return the remark on a title that names another unit than the one that was taken; none where it does not."""
    named = "ticks" if ticks_in(title) else unit_in(title)
    if named is None or named == unit:
        return ()
    return ((ImportRemarkCode.UNIT_OF_VALUES, facts(title=title, title_unit=named, unit=unit)),)


def on_comments(count: int) -> tuple[Remark, ...]:
    """Return the remark on so many comments and lines above a table that were not used; none where there are none."""
    return ((ImportRemarkCode.COMMENTS_NOT_USED, facts(count=count)),) if count else ()


def on_times(title: str, times: TimeColumn) -> tuple[Remark, ...]:
    """Return what there is to say of the times that were taken: their unit, and the order of day and month."""
    if times.moments is None:
        unit = next((name for unit_s, name in _UNIT_OF_S.items() if math.isclose(unit_s, times.unit_s, rel_tol=_ALIKE)))
        counted = ((ImportRemarkCode.DAYS_OF_SPREADSHEET, facts(title=title)),) if times.is_of_spreadsheet else ()
        return (*on_unit(title, unit), *counted)
    return on_dates(title, times.moments)


def on_dates(title: str, moments: Moments) -> tuple[Remark, ...]:
    """Return the remark on dates that may be read in several ways; none where all is moments."""
    if moments.order is None or moments.first_at is None:
        return ()
    other = tuple(each.isoformat() for each in moments.others)
    given = facts(title=title, first=moments.order, date=moments.first_at.isoformat(), other=other)
    return ((ImportRemarkCode.DATES_UNCLEAR, given),)
