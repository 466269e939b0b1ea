"""Small studies with sealed conditions: a protocol of some seconds, hearts to replay, and people who take part."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from biofeedback.app.study.sealed.founding import Plan, found
from biofeedback.app.study.sealed.study_file import KEY, Study
from biofeedback.events import Beat, BlockBegan, Event, Marker, Metric, Paused, PracticeEnded, Resumed, StepBegan
from biofeedback.hub import Hub
from sessions.recorder import Recorder
from sessions.sealed.passphrases import Passphrase

KEY_PASSPHRASE = "thyme by the southern wall"
SEAL = Passphrase(KEY_PASSPHRASE)
"""Of the key; made once, so that its key is derived once for all tests."""

CONDITIONS = ("genuine", "borrowed")
"""Words that stand nowhere else, so that one that is found somewhere has leaked."""

_HEAD = """\
name = "lights"
title = "A light"
subtitle = "A light that breathes"
credit = "For tests"

[protocol]

[breath]
start_per_min = 6
aim_per_min = 6

[[steps]]
name = "before"
title = "Before"
purpose = "How it is"
length_s = {baseline_s}
pacing = "listen"
heart_display = "shown"
block = "baseline"

[[steps]]
name = "light"
title = "The light"
purpose = "What differs"
length_s = {practice_s}
jitter_s = {jitter_s}
pacing = "lead"
heart_display = "shown"
block = "practice"
by_condition = true
"""

REPLAYED = """
[[conditions]]
name = "genuine"

[[conditions]]
name = "borrowed"
feedback = "replayed"
"""

RATES = """
[[conditions]]
name = "own_pace"

[[conditions]]
name = "twelve"
rate_per_min = 12
"""


def write_protocol(
    path: Path, conditions: str = REPLAYED, *, baseline_s: int = 20, practice_s: int = 40, jitter_s: int = 5
) -> Path:
    """Write a protocol, and return its path."""
    head = _HEAD.format(baseline_s=baseline_s, practice_s=practice_s, jitter_s=jitter_s)
    path.write_text(head + conditions, encoding="utf-8")
    return path


def write_recording(path: Path, length_s: float = 70.0, *, ended: str = "complete") -> Path:
    """Write a recording of a heart of 75 a minute, and return its path; ``ended`` may be empty for none."""
    beats = _beats(length_s)
    mode: Literal["complete", "early"] = "complete" if ended == "complete" else "early"
    return _write(path, {"source": "strap"}, [*beats, *([PracticeEnded(t_s=length_s, mode=mode)] if ended else [])])


def write_donors(
    folder: Path,
    protocol: Path | None,
    count: int = 2,
    length_s: float = 70.0,
    *,
    beats: bool = True,
    warmth: bool = True,
    paused_s: float = 0.0,
    began_s: float = 0.0,
) -> Path:
    """Write recordings of a protocol, or of another practice, into a folder, and return it.

    ``length_s`` is how long each lasts from ``began_s`` on, with a pause of ``paused_s`` before its end; a minute later
    somebody marked a moment.
    """
    folder.mkdir(exist_ok=True)
    facts = {"source": "strap"}
    if protocol is not None:
        facts["protocol_sha256"] = hashlib.sha256(protocol.read_bytes()).hexdigest()
    for number in range(count):
        events: list[Event] = [
            StepBegan(t_s=began_s, index=0, name="before", title="Before", heart_display="shown"),
            BlockBegan(t_s=began_s, block=1, kind="baseline", label=""),
            StepBegan(t_s=20.0, index=1, name="light", title="The light", heart_display="shown"),
            BlockBegan(t_s=20.0, block=2, kind="practice", label=""),
        ]
        for second in range(21, int(length_s)) if warmth else ():
            share = (second * (number + 2) % 20) / 20.0
            events.append(
                Metric(
                    source="strap",
                    name="warmth_share",
                    t_s=float(second),
                    value=share,
                    unit="1",
                    window_s=1.0,
                    quality_share=1.0,
                )
            )
        events += _beats(length_s) if beats else []
        if paused_s:
            events += [Paused(t_s=began_s + length_s - paused_s, mode="pause"), Resumed(t_s=began_s + length_s)]
        events.append(PracticeEnded(t_s=began_s + length_s, mode="complete"))
        events.append(Marker(t_s=began_s + length_s + 60.0, label="after"))
        _write(folder / f"somebody {number}.soften", facts, events)
    return folder


def _beats(length_s: float) -> list[Event]:
    return [Beat(source="strap", index=at, arrived_s=0.8 * (at + 1), rr_ms=800.0) for at in range(int(length_s / 0.8))]


_WRITTEN: dict[tuple[str, str], bytes] = {}
"""Recordings by name and content: the same few are written again and again."""


def _write(path: Path, facts: Mapping[str, str], events: Sequence[Event]) -> Path:
    key = path.name, repr((facts, events))
    if key in _WRITTEN and not path.exists():
        path.touch(0o600)
        path.write_bytes(_WRITTEN[key])
        return path
    _WRITTEN[key] = _record(path, facts, events).read_bytes()
    return path


def _record(path: Path, facts: Mapping[str, str], events: Sequence[Event]) -> Path:
    errors: list[Exception] = []
    hub, recorder = Hub(), Recorder(path, facts, errors.append)
    inbox = hub.subscribe()
    recorder.start(inbox)
    hub.publish(*events)
    hub.close(inbox)
    recorder.join()
    assert not errors
    return path


def plan_of(folder: Path, participants: int = 4, block_sizes: Sequence[int] = (4,), **others: object) -> Plan:
    """Return what a study of replayed feedback is to be, whose protocol and donors lie in a folder."""
    protocol, donors = folder / "lights.toml", folder / "donors of old"
    if not protocol.exists():
        write_protocol(protocol)
    if not donors.exists():
        write_donors(donors, protocol)
    plan = Plan(protocol=protocol, participants=participants, block_sizes=tuple(block_sizes), donors=donors)
    return plan._replace(**others)


def make_study(folder: Path, name: str = "study", **plan: object) -> Study:
    """Make a study below a folder, sealed with `SEAL`, and return it."""
    return found(folder / name, folder / name / KEY, plan_of(folder, **plan), SEAL)
