"""Small studies with sealed conditions: a protocol of some seconds, hearts to replay, and people who take part."""

from collections.abc import Sequence
from pathlib import Path

from biofeedback.app.study.sealed.founding import Plan, found
from biofeedback.app.study.sealed.study_file import KEY, Study
from biofeedback.events import Beat, PracticeEnded
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


def write_recording(path: Path, length_s: float = 70.0, *, beats: bool = True, ended: str = "complete") -> Path:
    """Write a recording of a heart of 75 a minute, and return its path; ``ended`` may be empty for none."""
    errors: list[Exception] = []
    hub, recorder = Hub(), Recorder(path, {"source": "strap"}, errors.append)
    inbox = hub.subscribe()
    recorder.start(inbox)
    for index in range(int(length_s / 0.8) if beats else 0):
        hub.publish(Beat(source="strap", index=index, arrived_s=0.8 * (index + 1), rr_ms=800.0))
    if ended:
        hub.publish(PracticeEnded(t_s=length_s, mode="complete" if ended == "complete" else "early"))
    hub.close(inbox)
    recorder.join()
    assert not errors
    return path


def write_donors(folder: Path, count: int = 2, length_s: float = 70.0) -> Path:
    """Write recordings into a folder, and return it."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        write_recording(folder / f"somebody {number}.soften", length_s)
    return folder


def plan_of(folder: Path, participants: int = 4, block_sizes: Sequence[int] = (4,), **others: object) -> Plan:
    """Return what a study of replayed feedback is to be, whose protocol and donors lie in a folder."""
    protocol, donors = folder / "lights.toml", folder / "donors of old"
    if not protocol.exists():
        write_protocol(protocol)
    if not donors.exists():
        write_donors(donors)
    plan = Plan(protocol=protocol, participants=participants, block_sizes=tuple(block_sizes), donors=donors)
    return plan._replace(**others)


def make_study(folder: Path, name: str = "study", **plan: object) -> Study:
    """Make a study below a folder, sealed with `SEAL`, and return it."""
    return found(folder / name, folder / name / KEY, plan_of(folder, **plan), SEAL)
