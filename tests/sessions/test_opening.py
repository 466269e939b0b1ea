"""What is no recording of its version is refused in a sentence, and looking at one leaves its folder as it was."""

import os
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import BeatJudged, DeviceFact, Event
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.words.said_errors import raises_saying, said

VERSION_AT = 60  # where SQLite keeps `user_version` (sqlite.org/fileformat2.html, section 1.3)


@pytest.fixture
def recorded(tmp_path: Path, record: Callable[..., object], one_of_each: list[Event]) -> Path:
    path = tmp_path / "kept" / "one.soften"
    record(path, one_of_each)
    return path


def said_to_be(path: Path, version: int) -> Path:
    data = bytearray(path.read_bytes())
    struct.pack_into(">i", data, VERSION_AT, version)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("version", [0, -1, -(2**31), 1, 2, 3])
def test_another_version_than_that_of_the_tables_is_refused(recorded: Path, version: int) -> None:
    with raises_saying(RecordingError, f"version {version}, which they are not"):
        Recording(said_to_be(recorded, version))


def test_tables_of_before_are_not_those_of_today(older: Callable[[int], Path]) -> None:
    for version in (1, 2, 3):
        with raises_saying(RecordingError, "version 4, which they are not"):
            Recording(said_to_be(older(version), 4))


def test_facts_of_devices_that_are_no_text_are_no_facts_of_before(older: Callable[[int], Path]) -> None:
    path = older(3)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE device_fact")
        connection.execute("CREATE TABLE device_fact (number INTEGER PRIMARY KEY, source, t_s, name, value)")
        connection.execute("INSERT INTO device_fact VALUES (90001, 's', 1.0, 'seed', 7.5)")
    with Recording(path) as recording:
        assert not list(recording.events(DeviceFact))
        assert any("device_fact" in said(remark) for remark in recording.remarks)


@pytest.mark.parametrize("value", [1e308, -1e308, 9e999])
def test_an_interval_longer_than_any_session_is_set_aside_and_said(recorded: Path, value: float) -> None:
    with closing(sqlite3.connect(recorded)) as connection, connection:
        connection.execute("UPDATE beat_judged SET nn_ms = ?", (value,))
    with Recording(recorded) as recording:
        recording.look_for_unknown_values()
        quickly = {(dict(each.facts)["table"], dict(each.facts)["column"]) for each in recording.remarks}
        assert quickly == {("beat_judged", "nn_ms")}
        assert not list(recording.events(BeatJudged))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (os.mkfifo, RecordingErrorCode.NOT_ORDINARY),
        (os.mkdir, RecordingErrorCode.IS_FOLDER),
        (lambda path: path.symlink_to(path), RecordingErrorCode.FILE_UNREADABLE),
        (lambda path: path.symlink_to("gone"), RecordingErrorCode.FILE_MISSING),
        (lambda path: path.symlink_to("/dev/zero"), RecordingErrorCode.NOT_ORDINARY),
    ],
)
def test_what_lies_there_instead_of_a_recording_is_told(tmp_path: Path, make, code: RecordingErrorCode) -> None:
    make(tmp_path / "odd.soften")
    with pytest.raises(RecordingError) as caught:
        Library(tmp_path / "library").find(tmp_path / "odd.soften")
    assert caught.value.code is code
