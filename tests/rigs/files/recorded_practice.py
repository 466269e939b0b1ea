"""Recordings of the simulated heart, made without waiting: the real guide, strap, pipeline and recorder."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from biofeedback.app.session_metadata import session_facts
from biofeedback.events import Beat, FormAnswered, Marker, Note, Packet
from biofeedback.files.private import make_private_folder
from biofeedback.hub import Hub
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.practice.script.model import Practice
from biofeedback.practices import practice_named
from sessions.recorder import Recorder
from sessions.sealed.passphrases import Passphrase
from tests.golden import stream

MOST_KEPT = 16
"""Recordings that are remembered, of about 300 kB each; more than one file of tests asks for."""

_kept: dict[object, tuple[bytes, int]] = {}
"""By what they were made of: what is in the file, and who may read it."""

STARTED = datetime.fromisoformat("2026-03-03T09:05:00+01:00")


def record(
    path: Path,
    practice: Practice | str = "compassionate_pause",
    *,
    seed: int = stream.SEED,
    faults: str = stream.FAULTS,
    silent: tuple[float, float] = (0.0, 0.0),
    markers: Sequence[float] = (),
    note: str = "",
    started: datetime = STARTED,
    facts: Mapping[str, str] = MappingProxyType({}),
    seal: Passphrase | None = None,
    answers: Sequence[FormAnswered] = (),
) -> Path:
    """Record a practice and return where it lies; one that was made before, of the same, is written again as it was.

    Parameters
    ----------
    path : Path
        The file to make.
    practice : Practice or str
        The practice, or its name.
    seed, faults : int, str
        What the simulated heart grows from, and what is done to it.
    silent : tuple of float
        From when to when, in seconds, nothing of the heart arrives.
    markers : sequence of float
        When a moment is marked.
    note : str
        A note to oneself at the end; empty for none.
    started : datetime
        When it is said to have begun.
    facts : mapping of str to str
        Further facts of the recording.
    seal : Passphrase or None
        What it is sealed with.
    answers : sequence of FormAnswered
        What was answered before it began.
    """
    practice = practice_named(practice) if isinstance(practice, str) else practice
    hub, pipeline = Hub(), Pipeline(stream.SOURCE)
    known = session_facts(practice, started) | {"sensor": "simulated", "source": stream.SOURCE} | dict(facts)
    made_of = (practice, seed, faults, silent, *markers, note, *sorted(known.items()), *answers)
    if seal is None and made_of in _kept and not path.exists():
        content, mode = _kept[made_of]
        make_private_folder(path.parent)
        path.write_bytes(content)
        path.chmod(mode)
        return path
    recorder = Recorder(path, known, _refuse, seal=seal)
    inbox = hub.subscribe()
    recorder.start(inbox)
    hub.publish(*answers)
    due = list(markers)
    last_s = 0.0
    for event in stream.inputs(practice, seed, faults):
        if isinstance(event, Packet | Beat):
            if silent[0] <= event.arrived_s < silent[1]:
                continue
            last_s = event.arrived_s
        while due and due[0] <= last_s:
            hub.publish(Marker(t_s=due.pop(0), label="marked"))
        hub.publish(event, *pipeline.step(event))
    if note:
        hub.publish(Note(t_s=last_s, kind="note", text=note))
    hub.close(inbox)
    recorder.join()
    if seal is None and len(_kept) < MOST_KEPT:
        _kept[made_of] = path.read_bytes(), path.stat().st_mode
    return path


def _refuse(error: Exception) -> None:
    raise error
