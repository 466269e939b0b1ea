"""The beats of a file of another program as an analysis takes them: those it tells, or those found in its waves."""

import math
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.importing.file_events import SOURCE, Played, beats_channel, played
from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError
from biofeedback.events import Beat, Packet
from biofeedback.sensor_timing import SensorTiming
from devices.channel import Channel
from devices.protocols.imported.lines import ImportedBeat
from devices.streams.decoder import Decoder
from sessions.importers.imported import ImportedFile, ImportRemark

if TYPE_CHECKING:
    from biofeedback.app.importing.found_beats import Found


class FileBeats(NamedTuple):
    """The beats of one heart of a file.

    Attributes
    ----------
    rr_ms : list of float
        Intervals in ms; ``nan`` at breaks, and where the file says not to trust one.
    arrived_s : list of float or None
        When each beat was, in seconds, or when it was found; None where the file does not say.
    told_s : list of float or None
        When each beat was; None where the file does not say.
    quality : list of float
        How likely each is right, where it was found in a wave; else ``nan``.
    timing : SensorTiming
        What is known of how finely the beats are timed.
    source : str
        Which heart it is.
    known : tuple of str
        Every heart of the file.
    remarks : tuple of ImportRemark
        How the beats were found, where the file tells none.
    """

    rr_ms: list[float]
    arrived_s: list[float] | None
    told_s: list[float] | None
    quality: list[float]
    timing: SensorTiming
    source: str
    known: tuple[str, ...]
    remarks: tuple[ImportRemark, ...] = ()


def beats_of(file: ImportedFile, source: str | None = None) -> FileBeats:
    """Return the beats of one heart of a file, the first one where none is named.

    Raises
    ------
    UsageError
        There is no heart of this name.
    """
    playing = played(file)
    wanted = source or SOURCE
    if wanted not in playing.sources:
        raise UsageError(CommandErrorCode.SOURCE_UNKNOWN, source=wanted, known=list(playing.sources))
    if file.hearts:
        return _stated_beats(file, playing, wanted)
    found = _found_in(file, wanted)
    timing, decoder, beats = SensorTiming(), Decoder(wanted), list[Beat]()
    if found is not None:
        for fact in found.facts:
            timing.apply(fact)
        number_found = _found(len(found.rr_ms), found.wave.name, whole=True)
        return FileBeats(
            found.rr_ms, found.t_s, found.t_s, found.quality, timing, wanted, playing.sources, number_found
        )
    for event in playing.events:
        if isinstance(event, Packet) and event.source == wanted and not _is_silent(event.channel):
            for decoded in decoder.feed(event.channel, event.data, event.arrived_s):
                timing.apply(decoded)
                if isinstance(decoded, Beat):
                    beats.append(decoded)
    return FileBeats(
        [beat.rr_ms for beat in beats],
        [beat.arrived_s for beat in beats],
        [beat.told_s for beat in beats],
        [beat.quality for beat in beats],
        timing,
        wanted,
        playing.sources,
        _found(len(beats), _searched(file), whole=False),
    )


def _stated_beats(file: ImportedFile, playing: Played, source: str) -> FileBeats:
    """Return the beats that a file tells: what their packets say, without a packet for each."""
    place = playing.sources.index(source)
    heart = file.hearts[place]
    timing = SensorTiming()
    for fact in Decoder(source).feed(beats_channel(heart), ImportedBeat(interval_ms=math.nan).encode(), 0.0):
        timing.apply(fact)
    rr_ms = [math.nan if flag else rr for rr, flag in zip(heart.rr_ms, heart.flags or repeat(""), strict=False)]
    times_s = None if heart.t_s is None else playing.times_s[place]
    return FileBeats(rr_ms, times_s, times_s, [math.nan] * len(rr_ms), timing, source, playing.sources)


def _found_in(file: ImportedFile, source: str) -> "Found | None":
    # It brings SciPy, which takes as long as hours of beats do.
    from biofeedback.app.importing.found_beats import found_in

    return found_in(file, source)


def _found(count: int, title: str, *, whole: bool) -> tuple[ImportRemark, ...]:
    return (ImportRemark.of(ImportRemarkCode.BEATS_FOUND, count=count, title=title, whole=int(whole)),)


def _is_silent(channel: str) -> bool:
    """Return whether this is the channel of a wave in which no beats are looked for."""
    return Channel.read(channel).options.get("beats") == "no"


def _searched(file: ImportedFile) -> str:
    """Return what the wave is called in which beats are looked for."""
    kinds = ("ecg", "pulse")
    return next((wave.name for kind in kinds for wave in file.waves if wave.kind == kind), "")
