"""What commands say of recordings that somebody filled with hostile text."""

import json
from pathlib import Path

from biofeedback.events import Event, Note, Numbered
from biofeedback.hub import Inbox
from sessions.recorder import Recorder
from tests.rigs.files.hostile_text import HOSTILE, commands_in, events
from tests.rigs.words.spoken_commands import run


def test_commands_say_a_hostile_recording_safely(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    path = tmp_path / "sessions" / "2026-11-29_10-00-00_\x1b[2J\u202ex.soften"
    named = ("practice", "practice_title", "sensor_label", "source", "started_at", HOSTILE)
    record(path, dict.fromkeys(named, HOSTILE), [*events(), Note(t_s=3.0, kind="note", text=HOSTILE)])
    for words in (("sessions", "list"), ("sessions", "show", str(path)), ("replay", str(path)), ("analyse", str(path))):
        printed = run(*words, data=tmp_path)
        told = printed.out + printed.err
        assert told.strip()
        assert not commands_in(told), words
        assert not set(told) & {"\u202e", "\u200b"}, words
    listed = json.loads(run("sessions", "list", "--json", data=tmp_path).out)
    assert listed[0]["practice"] == HOSTILE


def record(path: Path, named: dict[str, str], lived: list[Event]) -> None:
    inbox, errors = Inbox(), []
    recorder = Recorder(path, named, errors.append)
    recorder.start(inbox)
    for number, event in enumerate(lived, start=1):
        inbox.put(Numbered(number, event))
    inbox.put(None)
    recorder.join()
    assert not errors
