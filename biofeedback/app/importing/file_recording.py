"""Makes a recording of a file of another program without waiting, by the pipeline and the recorder of a practice.

Its packets hold what the file has, so that a replay computes the same from them.
"""

import hashlib
import math
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, count, islice
from pathlib import Path
from typing import NamedTuple

from biofeedback.app.importing.file_events import Played, played, remark_notice
from biofeedback.app.importing.file_moment import Moment, moment_of
from biofeedback.app.importing.file_numbers import FileNumbers
from biofeedback.app.session_metadata import IMPORTED, program_facts
from biofeedback.codes import LinkCode
from biofeedback.errors import RecordingError
from biofeedback.events import Event, LinkChanged, Numbered, Packet, PracticeEnded, Tick
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.signals.progress import OnProgress, no_progress
from devices.catalogue import ReplaySpec
from devices.streams.decoder import Decoder
from sessions.importers.imported import ImportedFile
from sessions.library import Library
from sessions.reader import Recording
from sessions.recorder import Recorder, RecorderState
from sessions.sealed.header import SEALED_NAME
from sessions.sealed.passphrases import Passphrase
from sessions.side_files import side_files

_MOST_TICKS = 7_200
"""Ticks of one recording: a choice, one a second in two hours; in longer files they lie further apart."""

_LAST_TICK_S = 1.0
"""Seconds after the end at which the last tick comes at most: what is published at the end is no older than events of
two threads can be when they overtake one another."""

_AT_ONCE = 5_000  # events that are written together, so that a long file fills no memory: a choice


class Imported(NamedTuple):
    """What became of one session of a file.

    Attributes
    ----------
    path : Path
        The recording.
    began : Moment
        When it began, and how that is known.
    is_new : bool
        Whether it was made just now; else the same file had been imported before.
    """

    path: Path
    began: Moment
    is_new: bool


def import_session(
    file: ImportedFile,
    path: Path,
    library: Library,
    *,
    part: int = 1,
    seal: Passphrase | None = None,
    on_progress: OnProgress = no_progress,
) -> Imported:
    """Make a recording of a session that was read, unless this very file was imported before.

    Parameters
    ----------
    file : ImportedFile
        What was read.
    path : Path
        The file it was read from; the recording keeps its name, and nothing of its folder.
    library : Library
        Where the recording goes.
    part : int
        Which session of the file it is, from 1.
    seal : Passphrase or None
        What the recording is sealed with; None for a plain one.
    on_progress : callable
        Takes the share that is done.

    Raises
    ------
    RecordingError
        The recording cannot be made.
    """
    digest = fingerprint(path, part)
    moment = moment_of(file, path)
    if (before := imported_before(library, digest, sealed=seal is not None)) is not None:
        return Imported(before, moment, is_new=False)
    failed: list[RecordingError] = []
    playing = played(file)
    began = moment.at - timedelta(seconds=playing.moved_s)
    made = library.new_path(began, IMPORTED if seal is None else SEALED_NAME)
    facts = {
        "practice": IMPORTED,
        "practice_title": shown(path.name, LONGEST_NAME),
        "started_at": began.isoformat(timespec="milliseconds"),
        "sensor": str(ReplaySpec(path.name)),
        "imported_format": file.kind,
        "imported_sha256": digest,
        **({"imported_beside": "\n".join(file.beside)} if file.beside else {}),
        **program_facts(),
    }
    for index, source in enumerate(playing.sources, start=1):
        facts["source" if index == 1 else f"source_{index}"] = source
    recorder = Recorder(made, facts, failed.append, seal=seal)
    try:
        _record(playing, recorder, facts["imported_format"], moment, on_progress)
    except BaseException:
        _forget(made)
        raise
    if failed:
        _forget(made)
        raise failed[0]
    return Imported(made, moment._replace(at=began), is_new=True)


def fingerprint(path: Path, part: int) -> str:
    """Return what tells a session of a file from all others, whatever the file is called."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return digest if part == 1 else f"{digest}#{part}"


def imported_before(library: Library, digest: str, *, sealed: bool = False) -> Path | None:
    """Return the recording of the very same file, by its fingerprint; None where there is none.

    Sealed recordings are looked into where ``sealed`` says that their passphrase was given.
    """
    names = (f"_{IMPORTED}", f"_{SEALED_NAME}") if sealed else (f"_{IMPORTED}",)
    for path in library.paths():
        if not any(name in path.stem for name in names):
            continue
        try:
            with Recording(path) as recording:
                if recording.facts.get("imported_sha256") == digest:
                    return path
        except RecordingError:
            continue
    return None


def _forget(path: Path) -> None:
    """Leave nothing of a recording that did not become whole; the file that it was made of is still there."""
    for each in (path, *side_files(path)):
        each.unlink(missing_ok=True)


def _record(playing: Played, recorder: Recorder, form: str, moment: Moment, on_progress: OnProgress) -> None:
    first = [] if moment.remark is None else [remark_notice(form, playing.sources[0], moment.remark)]
    events = chain(first, _with_what_follows(playing, on_progress))
    numbered = map(Numbered, count(1), events)
    recorder.create()
    try:
        while some := list(islice(numbered, _AT_ONCE)):
            recorder.take(some)
            recorder.commit()
            if recorder.state is not RecorderState.RECORDING:
                return
    finally:
        recorder.close()


def _with_what_follows(playing: Played, on_progress: OnProgress) -> Iterator[Event]:
    """Yield the events of a file and what they say, up to the end of the practice that it is."""
    numbers = FileNumbers(playing.sources)
    decoders = {source: Decoder(source) for source in playing.sources}
    for event in _with_ticks(playing):
        decoded: list[Event] = []
        if isinstance(event, Packet):
            decoded = decoders[event.source].feed(event.channel, event.data, event.arrived_s)
            on_progress(min(1.0, event.arrived_s / playing.ends_s) if playing.ends_s else 1.0)
        yield from numbers.of(event, *decoded)
    ends_s = playing.ends_s
    yield from numbers.left()
    for decoder in decoders.values():
        yield from decoder.final_statistics(ends_s)
    for source in playing.sources:
        yield from numbers.of(_closed(source, ends_s))
    yield from numbers.left()
    yield PracticeEnded(t_s=ends_s, mode="complete")


def _with_ticks(playing: Played) -> Iterator[Event]:
    """Yield the events of a file with the ticks among them, one a second where it is not very long."""
    step_s = max(1, math.ceil(playing.ends_s / _MOST_TICKS))
    due_s = float(step_s)
    for event in playing.events:
        now_s = event.arrived_s if isinstance(event, Packet) else getattr(event, "t_s", 0.0)
        while due_s < now_s:
            yield Tick(t_s=due_s)
            due_s += step_s
        yield event
    while due_s <= playing.ends_s + step_s:
        yield Tick(t_s=min(due_s, playing.ends_s + _LAST_TICK_S))
        due_s += step_s


def _closed(source: str, t_s: float) -> LinkChanged:
    return LinkChanged(source=source, t_s=t_s, state="closed", code=LinkCode.REPLAY_ENDED, facts=())
