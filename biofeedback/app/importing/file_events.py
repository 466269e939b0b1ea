"""The events of a file of another program, in the order in which they would have come: packets, marks, and remarks.

Whatever plays, analyses or records such a file takes them from here, so that all of them decode the same packets.
"""

import heapq
import math
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from biofeedback.app.importing.beat_times import beat_times
from biofeedback.codes import NoticeCode
from biofeedback.events import FROM_FILE, DeviceFact, Event, Marker, Note, Notice, Packet
from biofeedback.facts import facts
from biofeedback.outside_text import LONGEST_NAME, shown
from devices.channel import Channel
from devices.protocols.imported.lines import IMPORTED_CHANNEL, ImportedBeat
from devices.protocols.imported.wave import IMPORTED_WAVE_CHANNEL, ImportedSamples
from sessions.importers.imported import FloatArray, ImportedFile, ImportedHeart, ImportedWave, ImportRemark

SOURCE = "file"
"""The stable name of the first heart of a file; the others are ``file#2`` and so on."""

_BLOCK_S = 1.0  # seconds of a wave in a packet: a choice, about as sensors send them


class Played(NamedTuple):
    """The events of a file.

    Attributes
    ----------
    events : iterator of Event
        In order of time, which begins at 0 with the file.
    sources : tuple of str
        The hearts; one even where beats are still to be found in a wave.
    times_s : tuple of list of float
        When each beat of each heart was, by the same seconds.
    moved_s : float
        By how much the file's own times were moved, so that its first interval begins at 0 or later.
    ends_s : float
        When the last of it was.
    """

    events: Iterator[Event]
    sources: tuple[str, ...]
    times_s: tuple[list[float], ...]
    moved_s: float
    ends_s: float


def played(file: ImportedFile, source: str = SOURCE) -> Played:
    """Return the events of a file, with ``source`` for its first heart."""
    hearts = [(heart, beat_times(heart)) for heart in file.hearts]
    begins = [_begin_s(heart, t_s) for heart, t_s in hearts]
    begins += [float(wave.times_s[0]) for wave in file.waves if len(wave.values)]
    begins += [event.t_s for event in file.events if math.isfinite(event.t_s)]
    moved_s = max(0.0, -min(begins, default=0.0))
    ends = [t_s[-1] for _, t_s in hearts if t_s]
    ends += [float(wave.times_s[-1]) for wave in file.waves if len(wave.values)]
    sources = tuple(source if place == 0 else f"{source}#{place + 1}" for place in range(max(1, len(hearts))))
    streams = [_beats(heart, t_s, name, moved_s) for (heart, t_s), name in zip(hearts, sources, strict=False)]
    streams += [_wave(wave, source, moved_s, beats=_has_beats(file, place)) for place, wave in _channels(file)]
    streams.append(_marks(file, moved_s))
    ordered = (event for _, event in heapq.merge(*streams, key=lambda item: item[0]))
    about = [remark_notice(file.kind, source, remark) for remark in file.remarks]
    times_s = tuple([at_s + moved_s for at_s in t_s] for _, t_s in hearts)
    ends_s = max(ends, default=0.0) + moved_s
    return Played(chain(about, _named(file, sources), ordered), sources, times_s, moved_s, ends_s)


def remark_notice(form: str, source: str, remark: ImportRemark) -> Notice:
    """Return the notice that says a remark on a file of a format (the name of its importer)."""
    given = (*facts(format=form, remark=remark.code.value), *remark.facts)
    return Notice(t_s=0.0, source=source, code=NoticeCode.FILE_UNDERSTOOD, facts=tuple(sorted(given, key=_by_name)))


def _by_name(fact: tuple[str, object]) -> str:
    return fact[0]


def _named(file: ImportedFile, sources: Sequence[str]) -> Iterator[Event]:
    for heart, source in zip(file.hearts, sources, strict=False):
        if heart.name:
            yield DeviceFact(source=source, t_s=0.0, name="name", value=shown(heart.name, LONGEST_NAME))


def _begin_s(heart: ImportedHeart, t_s: Sequence[float]) -> float:
    if not t_s:
        return 0.0
    return t_s[0] - (0.0 if math.isnan(heart.rr_ms[0]) else heart.rr_ms[0] / 1000.0)


def beats_channel(heart: ImportedHeart) -> str:
    """Return the channel of the packets of a heart."""
    step = {} if math.isnan(heart.resolution_ms) else {"resolution_ms": f"{heart.resolution_ms:g}"}
    return str(Channel(IMPORTED_CHANNEL, step | {"times": "told"}))


def _beats(heart: ImportedHeart, t_s: Sequence[float], source: str, moved_s: float) -> Iterator[tuple[float, Event]]:
    channel = beats_channel(heart)
    for index, (rr_ms, at_s) in enumerate(zip(heart.rr_ms, t_s, strict=True)):
        flag = heart.flags[index] if heart.flags else ""
        data = ImportedBeat(interval_ms=rr_ms, flag=flag).encode()
        now_s = at_s + moved_s
        yield now_s, Packet(source=source, channel=channel, arrived_s=now_s, data=data)


def _has_beats(file: ImportedFile, place: int) -> bool:
    """Return whether beats are looked for in this channel: the first ECG, or else the first pulse wave."""
    if file.hearts:
        return False
    kinds = [wave.kind for _, wave in _channels(file)]
    wanted = "ecg" if "ecg" in kinds else "pulse"
    return wanted in kinds and kinds.index(wanted) == place


def _channels(file: ImportedFile) -> list[tuple[int, ImportedWave]]:
    """Return the waves with their places, an ECG or a pulse of several channels as one of each."""
    waves: list[ImportedWave] = []
    for wave in file.waves:
        if wave.values.ndim == 1 or wave.values.shape[1] == 1 or wave.kind not in ("ecg", "pulse"):
            waves.append(wave)
            continue
        waves += [
            ImportedWave(
                kind=wave.kind,
                unit=wave.unit,
                rate_hz=wave.rate_hz,
                values=wave.values[:, [channel]],
                start_s=wave.start_s,
                t_s=wave.t_s,
                name=wave.name,
            )
            for channel in range(wave.values.shape[1])
        ]
    return list(enumerate(wave for wave in waves if len(wave.values)))


def _wave(wave: ImportedWave, source: str, moved_s: float, *, beats: bool) -> Iterator[tuple[float, Event]]:
    values: FloatArray = wave.values if wave.values.ndim == 2 else wave.values[:, np.newaxis]
    times_s = wave.times_s + moved_s
    options = {
        "kind": wave.kind,
        "unit": wave.unit,
        "rate_hz": f"{wave.rate_hz:g}",
        "channels": str(values.shape[1]),
        "beats": "placed" if beats else "no",
    }
    channel = str(Channel(IMPORTED_WAVE_CHANNEL, options))
    size = max(1, round(wave.rate_hz * _BLOCK_S))
    for begin in range(0, len(values), size):
        t_s, block = times_s[begin : begin + size], values[begin : begin + size]
        samples = ImportedSamples(
            t_s=tuple(t_s.tolist()), values=tuple(block.ravel().tolist()), channels=block.shape[1]
        )
        now_s = float(t_s[-1])
        yield now_s, Packet(source=source, channel=channel, arrived_s=now_s, data=samples.encode())


def _marks(file: ImportedFile, moved_s: float) -> Iterator[tuple[float, Event]]:
    for event in sorted(file.events, key=lambda each: each.t_s):
        if math.isfinite(event.t_s):
            t_s = event.t_s + moved_s
            match event.words:
                case "note":
                    yield t_s, Note(t_s=t_s, kind="note", text=shown(event.text))
                case "label":
                    yield t_s, Marker(t_s=t_s, label=shown(event.text, LONGEST_NAME), origin=FROM_FILE)
                case "format":
                    yield t_s, Marker(t_s=t_s, label=shown(event.text, LONGEST_NAME))
