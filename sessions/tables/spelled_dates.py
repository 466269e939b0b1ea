"""Reads dates as mail, C, JavaScript and file names spell them, and the zones that are written as words."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
_MONTH = r"(?P<month>[a-z]{3})[a-z]{0,6}"
_CLOCK = r"(?P<clock>\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?)"
_ZONE = r"(?: ?(?P<named>[a-z]{1,4}\b)?(?:(?P<hours>[+-]\d{1,2}):?(?P<minutes>\d{2})?)?(?: ?\([^()]*\))?)"
_FORMS = tuple(
    re.compile(form + "$", re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}}) {_MONTH} (?P<year>\d{{4}}) {_CLOCK}{_ZONE}",
        rf"{_WEEKDAY}{_MONTH}\.? +(?P<day>\d{{1,2}}) {_CLOCK}{_ZONE} (?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}\.? (?P<day>\d{{1,2}}) (?P<year>\d{{4}}) {_CLOCK}{_ZONE}",
        rf"(?P<year>\d{{4}})[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})[T ]{_CLOCK}{_ZONE}",
    )
)
"""RFC 5322 section 3.3 (``Thu, 05 Mar 2026 14:02:11 +0000``), ctime of C, Date of JavaScript, and a date in numbers
with the name of a zone."""

_IN_NAMES = re.compile(
    r"(?P<year>\d{4})(?P<mark>[_-])(?P<number>\d{2})(?P=mark)(?P<day>\d{2})[_-]"
    r"(?P<h>\d{2})[_-](?P<m>\d{2})[_-](?P<s>\d{2})(?:[_.-](?P<f>\d{1,6}))?$"
)
"""``2026_03_05_14_02_11_250``: as where neither colons nor blanks are allowed."""

_OFFSETS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("utc", "gmt", "z", "ut", "wet"), "+00:00"),
        **dict.fromkeys(("cet", "west"), "+01:00"),
        **dict.fromkeys(("cest", "eet"), "+02:00"),
        "eest": "+03:00",
        "kst": "+09:00",
        "jst": "+09:00",
        "est": "-05:00",
        "edt": "-04:00",
        "cdt": "-05:00",
        "mst": "-07:00",
        "mdt": "-06:00",
        "pst": "-08:00",
        "pdt": "-07:00",
    }
)
"""Zones whose name means one thing: those of RFC 5322 section 4.3, of Europe (directive 2000/84/EC), Korea and Japan.
CST is not among them, which is another time in America and in China."""

_OF_UTC = ("utc", "gmt", "ut")
"""Zones behind which an offset may stand, as in ``GMT+0200``."""


def in_numbers(cell: str) -> str | None:
    """Return a date that is spelled out as one in numbers, with its offset where a zone is named; else None."""
    cell = " ".join(cell.split())
    named = _IN_NAMES.match(cell)
    if named is not None:
        fraction = f".{named['f']}" if named["f"] else ""
        return f"{named['year']}-{named['number']}-{named['day']} {named['h']}:{named['m']}:{named['s']}{fraction}"
    for form in _FORMS:
        found = form.match(cell)
        if found is not None:
            return _written(found.groupdict())
    return None


def _written(parts: Mapping[str, str | None]) -> str | None:
    number, month = parts.get("number"), (parts.get("month") or "").lower()
    if number is None and month not in _MONTHS:
        return None
    zone, hours = (parts.get("named") or "").lower(), parts.get("hours")
    if zone and zone not in (_OFFSETS if hours is None else _OF_UTC):
        return None
    offset = _OFFSETS.get(zone, "")
    if hours is not None:
        offset = f"{hours[0]}{int(hours[1:]):02d}:{parts.get('minutes') or '00'}"
    place = int(number or _MONTHS.index(month) + 1)
    hour, rest = str(parts["clock"]).replace(",", ".").split(":", 1)
    return f"{parts['year']}-{place:02d}-{int(str(parts['day'])):02d} {int(hour):02d}:{rest}{offset}"
