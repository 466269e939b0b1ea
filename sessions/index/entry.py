"""What the index holds of one recording, and its text in JSON."""

import json
import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from biofeedback.error_codes import RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError
from biofeedback.facts import Facts
from biofeedback.practice.after.spread import UNKNOWN, Spread
from biofeedback.reasons import Reason, ReasonCode
from sessions.library.entry import Entry, unread_entry

_RECORDING_CODES = frozenset(map(str, RecordingErrorCode))
_decode = json.JSONDecoder().raw_decode  # without looking for blanks around it, which are none of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """What the index holds of one recording.

    Attributes
    ----------
    entry : Entry
        What the library says of it.
    title : str
        The title of the practice, as it is recorded.
    sensors : tuple of str
        The names that its sensors gave themselves, or by which they were asked for.
    simulated : bool
        Whether its heart was a simulated one.
    heart_rate_bpm, coherence_share, rmssd_ms : Spread
        Numbers of the primary heart.
    warmth_share : float
        The mean warmth of the light; ``nan`` where it is not known.
    words : tuple of str
        What the person wrote in a word or two, before and after.
    note : str
        The note to oneself, as it stands now.
    tags : tuple of str
        The person's own words for finding it again.
    seat : str
        In a room of several people, which seat it is of; empty elsewhere.
    sealed : bool
        Whether the recording is sealed. Then the index keeps nothing of what it holds: this entry is for this run.
    """

    entry: Entry
    title: str = ""
    sensors: tuple[str, ...] = ()
    simulated: bool = False
    heart_rate_bpm: Spread = UNKNOWN
    coherence_share: Spread = UNKNOWN
    rmssd_ms: Spread = UNKNOWN
    warmth_share: float = math.nan
    words: tuple[str, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    seat: str = ""
    sealed: bool = False


def written(entry: IndexEntry) -> str:
    """Return an entry as JSON, without the folder in which its recording lies; of a sealed one that it is sealed."""
    if entry.sealed:
        path = entry.entry.path
        return written(IndexEntry(entry=unread_entry(path, RecordingError(SealErrorCode.SEALED, str(path)))))
    of = entry.entry
    return json.dumps(
        (
            of.started.isoformat() if of.started else None,
            (of.practice, of.length_s, of.beats, of.hearts, of.without_sensor, of.remarked, of.ended_unexpectedly),
            None if of.error is None else (of.error.code.value, of.error.facts),
            (entry.title, entry.sensors, entry.simulated, entry.seat),
            [_row(each) for each in (entry.heart_rate_bpm, entry.coherence_share, entry.rmssd_ms)],
            (entry.warmth_share, entry.words, entry.note, entry.tags),
        )
    )


def read(path: Path, text: str) -> IndexEntry:
    """Return the entry of the recording at ``path`` from its JSON.

    Raises
    ------
    ValueError, TypeError, KeyError, IndexError
        The text is none of ours.
    """
    (started, about, error, named, numbers, rest), _ = _decode(text)
    practice, length_s, beats, hearts, without_sensor, remarked, ended_unexpectedly = about
    title, sensors, simulated, seat = named
    heart_rate_bpm, coherence_share, rmssd_ms = numbers
    warmth_share, words, note, tags = rest
    return IndexEntry(
        entry=Entry(
            path=path,
            started=None if started is None else datetime.fromisoformat(started),
            practice=practice,
            length_s=length_s,
            beats=beats,
            hearts=hearts,
            without_sensor=without_sensor,
            remarked=remarked,
            ended_unexpectedly=ended_unexpectedly,
            error=None if error is None else _error(path, *error),
        ),
        title=title,
        sensors=tuple(sensors),
        simulated=simulated,
        heart_rate_bpm=_spread(heart_rate_bpm),
        coherence_share=_spread(coherence_share),
        rmssd_ms=_spread(rmssd_ms),
        warmth_share=warmth_share,
        words=tuple(words),
        note=note,
        tags=tuple(tags),
        seat=seat,
    )


def _row(spread: Spread) -> tuple[float, float, float, object]:
    reason = None if spread.reason is None else (spread.reason.code.value, spread.reason.facts)
    return spread.low, spread.median, spread.high, reason


def _spread(row: list[Any]) -> Spread:
    low, median, high, reason = row
    if reason is None:
        return Spread(low, median, high)
    code, facts = reason
    return Spread(low, median, high, Reason(ReasonCode(code), _facts(facts)))


def _error(path: Path, code: str, facts: list[Any]) -> RecordingError:
    kind = RecordingErrorCode if code in _RECORDING_CODES else SealErrorCode
    error = RecordingError(kind(code), str(path))
    error.facts = _facts(facts)
    return error


def _facts(pairs: list[Any]) -> Facts:
    return tuple((name, value) for name, value in pairs)
