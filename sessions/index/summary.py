"""Reads from a recording what the index holds of it."""

import math
from collections import defaultdict
from pathlib import Path
from statistics import fmean

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import DeviceFact, LinkChanged, Metric, Note
from biofeedback.events.from_sensors import says_simulated
from biofeedback.facts import fact_values
from biofeedback.files.ordinary import UnfitFileError, check_within
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.practice.after.spread import spread
from sessions.index.entry import IndexEntry
from sessions.library.entry import entry_of, unread_entry
from sessions.reader import Recording
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import GIVEN

_NUMBERS = ("heart_rate_bpm", "coherence_share", "rmssd_ms")
_WARMTH = "warmth_share"
_NAMES = ("name", "model")
"""The facts of a device by which a person may look for it."""


def read_entry(path: Path) -> IndexEntry:
    """Return what the index holds of a recording; of one that cannot be read, the reason."""
    try:
        check_within(path, path.parent)
        with GIVEN.unasked(), Recording(path) as recording:
            return _entry(recording)
    except RecordingError as error:
        return IndexEntry(entry=unread_entry(path, error), sealed=is_sealed(path))
    except UnfitFileError:
        return IndexEntry(entry=unread_entry(path, RecordingError(RecordingErrorCode.LEADS_OUT, str(path))))


def _entry(recording: Recording) -> IndexEntry:
    sources = recording.sources or ()
    primary = sources[0] if sources else None
    numbers: defaultdict[str, list[Metric]] = defaultdict(list)
    names: dict[str, None] = {}
    words: list[str] = []
    note, simulated = "", recording.facts.get("sensor", "").startswith("simulated")
    wanted = (*_NUMBERS, _WARMTH)
    for _, event in recording.events(Metric, Note, DeviceFact, LinkChanged, metrics=wanted):
        match event:
            case Metric(source=source) if primary is None or source == primary:
                numbers[event.name].append(event)
            case Note(kind="note", text=text):
                note = text
            case Note(text=text) if text.strip():
                words.append(text)
            case DeviceFact(name=name, value=str(value)):
                simulated = simulated or says_simulated(event)
                if name in _NAMES:
                    names[shown(value, LONGEST_NAME)] = None
            case LinkChanged(facts=facts):
                names |= {shown(str(label), LONGEST_NAME): None for label in fact_values(facts, "label")}
            case _:
                pass
    later = recording.later_notes()
    warmth = [each.value for each in numbers[_WARMTH] if not math.isnan(each.value)]
    heart_rate_bpm, coherence_share, rmssd_ms = (spread(numbers[name]) for name in _NUMBERS)
    return IndexEntry(
        entry=entry_of(recording),
        title=recording.facts.get("practice_title", ""),
        sensors=tuple(names) or _asked_for(recording),
        simulated=simulated,
        heart_rate_bpm=heart_rate_bpm,
        coherence_share=coherence_share,
        rmssd_ms=rmssd_ms,
        warmth_share=fmean(warmth) if warmth else math.nan,
        words=tuple(words),
        note=later[-1].text if later else note,
        sealed=is_sealed(recording.path),
        tags=recording.tags(),
        seat=shown(recording.facts.get("seat", ""), LONGEST_NAME),
    )


def _asked_for(recording: Recording) -> tuple[str, ...]:
    """Return the sensors as they were asked for, where none told its name."""
    asked = (recording.facts.get(name, "") for name in ("sensor", "sensor_2", "sensor_3"))
    return tuple(shown(each, LONGEST_NAME) for each in asked if each and recording.sources != ())
