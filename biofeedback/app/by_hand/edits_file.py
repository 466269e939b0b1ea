"""Reads edits of beats from JSON: a list of objects, each with what to do (``do``) and with which beats.

``{"do": "delete", "beat": 57}``, ``{"do": "merge", "from": 57, "to": 58}``, ``{"do": "insert", "at_s": 63.2}``. A beat
is named by the sensor's count (``beat``; ``from`` and ``to`` for a span), or by its time in seconds of the session
(``at_s``; ``from_s`` and ``to_s``), looked up among the beats as they are before the file. ``insert`` and ``split``
take no span. ``parts`` goes with ``split``, ``leave_break`` with ``delete``, and ``before_ms`` with ``beat``: so long
before it. Keys that do not go together are refused, for one of them would count for nothing.
"""

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from biofeedback.app.by_hand.editing import BeatEditing
from biofeedback.error_codes import BeatEditErrorCode
from biofeedback.errors import UsageError, of_system
from biofeedback.files.ordinary import FileFault, UnfitFileError, read_ordinary
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit

_LARGEST_BYTES = 10_000_000
"""A choice: a hundred thousand edits, more than anybody makes."""

_EXAMPLE = '{"do": "delete", "beat": 57}'

_BEATS = (("beat",), ("beat", "before_ms"), ("at_s",))
_SPANS = (*_BEATS, ("from", "to"), ("from_s", "to_s"))
_NAMED_BY: Mapping[EditKind, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {EditKind.INSERT: _BEATS[1:], EditKind.SPLIT: _BEATS}
)
"""The keys by which beats are named for what takes no span."""

_BESIDES: Mapping[EditKind, str] = MappingProxyType({EditKind.SPLIT: "parts", EditKind.DELETE: "leave_break"})
"""The key that may be given besides."""

_OF_EVERY = frozenset({"do", "remark"})


def edits_of(path: Path, editing: BeatEditing) -> list[HandEdit]:
    """Return the edits in a file, for these beats.

    Raises
    ------
    UsageError
        The file cannot be read, or one of its entries says nothing that can be done.
    """
    try:
        content = read_ordinary(path, _LARGEST_BYTES)
    except UnfitFileError as error:
        if error.fault is FileFault.NOT_ORDINARY:
            raise UsageError(BeatEditErrorCode.FILE_NOT_ORDINARY, file=str(path)) from error
        raise UsageError(BeatEditErrorCode.FILE_NO_LIST, file=path.name, example=_EXAMPLE) from error
    except OSError as error:
        raise UsageError(BeatEditErrorCode.FILE_UNREADABLE, file=path.name, **of_system(error)) from error
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise UsageError(BeatEditErrorCode.FILE_NO_LIST, file=path.name, example=_EXAMPLE)
    edits = []
    for number, entry in enumerate(found, start=1):
        try:
            edits.append(_edit(entry, editing, _kind_of(entry, path.name, number)))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise UsageError(
                BeatEditErrorCode.ENTRY_UNKNOWN, file=path.name, number=number, example=_EXAMPLE
            ) from error
    return edits


def _kind_of(entry: Mapping[str, object], file: str, number: int) -> EditKind:
    """Return what is to be done, once the keys of the entry go with it."""
    kind = EditKind(str(entry["do"]))
    named_by, besides = _NAMED_BY.get(kind, _SPANS), _BESIDES.get(kind)
    given = entry.keys() - _OF_EVERY
    if not any(given - {besides} == set(keys) for keys in named_by):
        behind = f" (+ {besides})" if besides else ""
        raise UsageError(
            BeatEditErrorCode.ENTRY_KEYS,
            file=file,
            number=number,
            do=kind.value,
            given=" + ".join(key for key in entry if key in given) or "-",
            option=[" + ".join(keys) + behind for keys in named_by],
        )
    return kind


def _edit(entry: Mapping[str, object], editing: BeatEditing, kind: EditKind) -> HandEdit:
    if kind is EditKind.INSERT:
        first = last = _place(entry, editing)
    else:
        first, last = _span(entry, editing)
    parts, leaves_break = entry.get("parts", 2), entry.get("leave_break", False)
    if type(parts) is not int or not isinstance(leaves_break, bool):
        raise TypeError(entry)
    return HandEdit(kind=kind, first=first, last=last, parts=parts, leaves_break=leaves_break)


def _span(entry: Mapping[str, object], editing: BeatEditing) -> tuple[BeatPlace, BeatPlace]:
    if "beat" in entry:
        place = BeatPlace(_whole(entry["beat"]), _number(entry.get("before_ms", 0.0)))
        return place, place
    if "from" in entry:
        return BeatPlace(_whole(entry["from"])), BeatPlace(_whole(entry["to"]))
    times = [editing.t_s(beat.place) for beat in editing.beats]
    if "at_s" in entry:
        at_s = _number(entry["at_s"])
        row = min(range(len(times)), key=lambda each: abs(times[each] - at_s))
        return editing.beats[row].place, editing.beats[row].place
    first, last = bisect_left(times, _number(entry["from_s"])), bisect_right(times, _number(entry["to_s"])) - 1
    if last < first:
        raise ValueError(entry)
    return editing.beats[first].place, editing.beats[last].place


def _place(entry: Mapping[str, object], editing: BeatEditing) -> BeatPlace:
    """Return where a beat is to be put in."""
    if "beat" in entry:
        return BeatPlace(_whole(entry["beat"]), _number(entry["before_ms"]))
    return place_at(editing, _number(entry["at_s"]))


def place_at(editing: BeatEditing, at_s: float) -> BeatPlace:
    """Return the place in an interval that lies at a moment, in seconds of the session.

    Raises
    ------
    ValueError
        No beat comes after it.
    """
    times = [editing.t_s(beat.place) for beat in editing.beats]
    row = bisect_left(times, at_s)
    if row == len(times):
        raise ValueError(at_s)
    beat = editing.beats[row]
    return BeatPlace(beat.place.index, beat.place.before_ms + 1000.0 * (times[row] - at_s))


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(value)
    return float(value)
