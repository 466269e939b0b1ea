"""Recordings that a stranger made: nothing in them runs, hangs or takes memory, and one costs no other anything."""

import math
import os
import random
import signal
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Event
from sessions.library import Library
from sessions.opened_file import translated
from sessions.reader import Recording
from tests.rigs.suite.long_forms import short_and_long
from tests.rigs.words.said_errors import raises_saying, said

WITHIN_S = 20.0
"""Real seconds after which something hangs; the gate gives up after 2 s, and the machine may be busy."""


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    signal.alarm(120)
    yield
    signal.alarm(0)


def read(path: Path) -> list[Event]:
    with Recording(path) as recording:
        recording.duration_s  # noqa: B018
        return [item.event for item in recording.events()]


@pytest.fixture
def recorded(tmp_path: Path, record: Callable[..., object], one_of_each: list[Event]) -> Path:
    path = tmp_path / "kept" / "one.soften"
    record(path, one_of_each)
    return path


ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"


@pytest.mark.parametrize(
    "statements",
    [
        ["ALTER TABLE beat RENAME TO b", f"CREATE VIEW beat AS {ENDLESS} SELECT n AS number, n AS source FROM t"],
        ["ALTER TABLE fact RENAME TO f", f"CREATE VIEW fact AS {ENDLESS} SELECT n AS name, n AS value FROM t"],
        ["CREATE TRIGGER t AFTER INSERT ON beat BEGIN DELETE FROM beat; END"],
        ["CREATE VIRTUAL TABLE v USING fts5(words)"],
        ["CREATE TABLE g (a INTEGER, b AS (a + 1))"],
        ["CREATE TABLE g (a INTEGER CHECK (a > 1))"],
        [f"CREATE VIEW unknown AS {ENDLESS} SELECT n FROM t"],
    ],
)
def test_what_runs_is_refused_at_once(recorded: Path, statements: list[str]) -> None:
    with closing(sqlite3.connect(recorded)) as connection, connection:
        for statement in statements:
            try:
                connection.execute(statement)
            except sqlite3.OperationalError as error:
                pytest.skip(f"this SQLite cannot make it: {error}")
    connection.close()
    began_s = time.monotonic()
    with raises_saying(RecordingError, "as no recording of Soften does"):
        read(recorded)
    assert time.monotonic() - began_s < WITHIN_S


def test_a_far_time_is_a_value_that_nobody_knows(recorded: Path) -> None:
    with sqlite3.connect(recorded) as connection:
        connection.execute("UPDATE beat SET arrived_s = 1e9 WHERE number = (SELECT max(number) FROM beat)")
    connection.close()
    with Recording(recorded) as recording:
        assert all(abs(event.arrived_s) < 1e6 for _, event in recording.events(Beat) if isinstance(event, Beat))
        assert [remark for remark in recording.remarks if "arrived_s" in said(remark)]
        assert not recording.duration_s > 1e6


def test_beats_that_came_before_the_one_above_are_set_aside_and_said(tmp_path: Path, record) -> None:
    path = tmp_path / "one.soften"
    beats = [Beat(source="s", index=at, arrived_s=0.8 * at, rr_ms=800.0) for at in range(60)]
    record(path, beats, {"source": "s"})
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE beat SET arrived_s = 1.5 WHERE number = 30")
        connection.execute("UPDATE beat SET arrived_s = NULL WHERE number = 40")
    connection.close()
    with Recording(path) as recording:
        assert repr(recording.beats("s")) == repr([*beats[:29], *beats[30:39], *beats[40:]])
        assert [dict(remark.facts)["row"] for remark in recording.remarks] == [30, 40]
        assert recording.beats("other") == []


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), os.mkdir])
def test_what_is_no_file_costs_no_other_anything(recorded: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "good.soften").write_bytes(recorded.read_bytes())
    make(folder / "odd.soften")
    entries = {entry.path.name: entry.error for entry in Library(folder).entries()}
    assert entries["good.soften"] is None
    assert entries["odd.soften"] is not None
    assert said(entries["odd.soften"])
    with pytest.raises(RecordingError):
        Recording(folder / "odd.soften")


@pytest.mark.parametrize("count", short_and_long(120, 400))
def test_mutated_recordings_are_read_or_refused(recorded: Path, tmp_path: Path, count: int) -> None:
    """Bytes changed, cut out, doubled, numbers made wild: no foreign exception, and none is slow."""
    good = recorded.read_bytes()
    chance = random.Random(11)
    path = tmp_path / "mutated.soften"
    refused = 0
    for _ in range(count):
        path.write_bytes(mutated(good, chance))
        began_s = time.monotonic()
        refused += not is_sound(path)
        assert time.monotonic() - began_s < WITHIN_S
    assert count * 0.1 < refused < count


def is_sound(path: Path) -> bool:
    """Return whether a recording is read, with times that can be; what refuses it has a sentence."""
    try:
        times = [getattr(event, name, 0.0) for event in read(path) for name in ("t_s", "arrived_s")]
    except RecordingError as error:
        return not said(error)
    return all(math.isnan(at) or math.isfinite(at) for at in times)


def mutated(good: bytes, chance: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(100 if chance.random() < 0.3 else len(data))
        match chance.randrange(5):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                data[at : at + 4] = struct.pack(">I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF)))
            case 2:
                del data[at : at + chance.randrange(1, 5000)]
            case 3:
                data[at:at] = data[at : at + chance.randrange(1, 500)]
            case _:
                data[at : at + 8] = chance.randbytes(8)
        if len(data) < 200:
            break
    return bytes(data)


def test_a_length_that_memory_cannot_hold_is_damage(tmp_path: Path) -> None:
    def fail() -> None:
        raise MemoryError  # as sqlite3 says SQLITE_NOMEM

    with raises_saying(RecordingError, "is damaged and cannot be read to its end"), translated(tmp_path / "a.soften"):
        fail()
