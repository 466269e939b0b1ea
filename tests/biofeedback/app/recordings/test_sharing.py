"""A shared copy says the same numbers and holds nothing that names a person or a machine."""

import gzip
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, get_type_hints

import pytest

from biofeedback.app.recordings.sharing import share_recording
from biofeedback.app.replaying.replay import replay
from biofeedback.cli.recordings import analyse
from biofeedback.errors import RecordingError
from biofeedback.events import EVENT_TYPES, AnswerKept, Beat, DeviceFact, Metric, Note, Packet, StepBegan
from biofeedback.hub import Hub
from biofeedback.pipelines.one_heart import Pipeline
from sessions.later.notes import LaterNote, add_note
from sessions.reader import Recording
from sessions.recorder import Recorder
from sessions.schema import TABLES, USER_VERSION
from sessions.sharing import SHARED
from tests.golden.stream import SOURCE, inputs
from tests.rigs.words.said_errors import raises_saying
from ui.words.languages import english

OLDER = Path(__file__).parents[3] / "sessions" / "older"
VERSIONS = range(1, USER_VERSION + 1)

PLANTED = "pLaNtEd"
"""What every planted text begins with; no word of ours has it."""


@pytest.fixture(scope="session")
def of_today(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a recording of this version: the frozen practice, with all that is computed of it."""
    path = tmp_path_factory.mktemp("today") / "one.soften"
    hub, pipeline = Hub(), Pipeline(SOURCE)
    inbox = hub.subscribe()
    recorder = Recorder(path, {"practice": "compassionate_pause", "source": SOURCE}, print)
    recorder.start(inbox)
    for event in inputs():
        hub.publish(event, *pipeline.step(event))
    hub.close(inbox)
    recorder.join()
    return path.read_bytes()


@pytest.fixture(params=VERSIONS)
def recorded(request: pytest.FixtureRequest, tmp_path: Path, of_today: bytes) -> Path:
    """Return a recording of a version."""
    older = OLDER / f"version_{request.param}.soften.gz"
    path = tmp_path / "one.soften"
    path.write_bytes(gzip.decompress(older.read_bytes()) if older.exists() else of_today)
    return path


class Column(NamedTuple):
    """A column that can hold text."""

    table: str
    name: str


def text_columns(connection: sqlite3.Connection) -> list[Column]:
    """Return every column of every table in which text can lie."""
    found = connection.execute(
        "SELECT kept.name, info.name FROM sqlite_schema AS kept JOIN pragma_table_info(kept.name) AS info "
        "WHERE kept.type = 'table' AND info.type NOT IN ('INTEGER', 'REAL', 'BLOB')"
    )
    return [Column(*row) for row in found]


def ordinary_rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    """Return rows that a reader takes: some of those there are, else one made up."""
    columns = [(name, kind) for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")]
    names = [name for name, _ in columns]
    if rows := connection.execute(f"SELECT * FROM {table} LIMIT 3").fetchall():
        return [dict(zip(names, row, strict=True)) for row in rows]
    words = next((each.choices for each in TABLES.values() if each.name == table), {})
    made = {"INTEGER": 1, "REAL": 2.0, "BLOB": b"\x10\x48", "TEXT": "", "ANY": 1}
    return [{name: next(iter(words.get(name, ())), made[kind]) for name, kind in columns}]


def plant(path: Path) -> list[str]:
    """Add, for every column with text, rows that are ordinary but for a text there; return those texts."""
    planted = []
    with closing(sqlite3.connect(path)) as connection:
        for column in text_columns(connection):
            for row in ordinary_rows(connection, column.table):
                secret = f"{PLANTED}{len(planted)}"
                row[column.name] = secret
                if "number" in row:
                    row["number"] = 900_000 + len(planted)
                elif column.name != "name":
                    row["name"] = f"{row['name']}_2"
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {column.table} ({names}) VALUES ({marks})", tuple(row.values()))
                planted.append(secret)
        connection.commit()
    return planted


def held(path: Path) -> bytes:
    """Return all bytes of a recording and of what lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_no_text_of_others_is_in_a_copy(recorded: Path, tmp_path: Path) -> None:
    add_note(recorded, LaterNote(datetime.now(UTC), f"{PLANTED} later"))
    planted = plant(recorded)
    assert len(planted) > 40
    assert all(secret.encode() in held(recorded) for secret in planted)
    before = recorded.read_bytes()
    copy = share_recording(recorded, tmp_path / "copy.soften")
    assert recorded.read_bytes() == before
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.soften"]
    assert PLANTED.encode() not in held(copy)


def test_what_was_deleted_or_waits_beside_the_file_is_not_in_a_copy(recorded: Path, tmp_path: Path) -> None:
    """SQLite keeps deleted rows in free pages, and new ones in a file beside it until they are brought in."""
    with closing(sqlite3.connect(recorded)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE more (text TEXT)")
        connection.executemany("INSERT INTO more VALUES (?)", [(f"{PLANTED}{number}" * 50,) for number in range(200)])
        connection.commit()
        connection.execute("DELETE FROM more WHERE rowid > 2")
        connection.commit()
        assert recorded.read_bytes().count(PLANTED.encode()) > 1000
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO fact VALUES ('more', ?)", (f"{PLANTED}beside",))
        connection.commit()
        assert f"{PLANTED}beside".encode() in recorded.with_name(f"{recorded.name}-wal").read_bytes()
        copy = share_recording(recorded, tmp_path / "copy.soften")
    assert PLANTED.encode() not in held(copy)


def test_a_copy_says_the_same_numbers(recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = share_recording(recorded, tmp_path / "copy.soften")
    with Recording(recorded) as before, Recording(copy) as after:
        for event_type in EVENT_TYPES:
            expected = 0 if event_type in (Note, AnswerKept) else before.count(event_type)
            assert event_type is DeviceFact or after.count(event_type) == expected, event_type
        for event_type in (Packet, Beat, Metric):
            for (place, was), (number, now) in zip(before.events(event_type), after.events(event_type), strict=True):
                named = get_type_hints(event_type).keys() - {"source", "facts"}
                assert number == place
                assert repr([getattr(now, name) for name in named]) == repr([getattr(was, name) for name in named])
        assert (after.duration_s, after.ended_unexpectedly) == (before.duration_s, before.ended_unexpectedly)
        assert [event.title for _, event in after.events(StepBegan)] == [
            event.title for _, event in before.events(StepBegan)
        ]
        was, now = replay(before), replay(after)
        assert after.sources == ("heart",)
        assert after.remarks == ()
    assert now.packets == was.packets > 100
    assert (now.beats, now.numbers, now.largest_relative_difference) == (was.beats, was.numbers, 0.0)
    assert now.changed_definitions == was.changed_definitions
    # Sentences of before version 4 are left out, so that a copy cannot tell one from another.
    assert [repr(replace(each, otherwise=0)) for each in now.changed_numbers] == [
        repr(replace(each, otherwise=0)) for each in was.changed_numbers
    ]
    told = []
    for path in (recorded, copy):
        analyse.analyse(english(), path, as_json=True)
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]


def test_a_copy_says_that_it_is_one(recorded: Path, tmp_path: Path) -> None:
    copy = share_recording(recorded, tmp_path / "copy.soften")
    again = share_recording(copy, tmp_path / "again.soften")
    for path in (copy, again):
        with Recording(path) as recording:
            assert "notes and answers" in recording.facts[SHARED]
            assert "platform" not in recording.facts
    assert copy.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(recorded: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.soften"
    there.write_text("mine")
    with raises_saying(RecordingError, "already there"):
        share_recording(recorded, there)
    assert there.read_text() == "mine"
    with raises_saying(RecordingError, "already there"):
        share_recording(recorded, recorded)


def test_a_copy_without_a_name_gets_one_that_is_free(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    copies = [share_recording(recorded, None) for _ in range(2)]
    assert len({*copies}) == 2
    assert all("shared" in copy.name and "pause" not in copy.name for copy in copies)


def test_a_damaged_recording_leaves_no_copy(recorded: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(recorded)) as connection:  # among its rows: with other tables it is read page by page
        pages = connection.execute("SELECT pageno FROM dbstat WHERE name = 'metric' AND pagetype = 'leaf'").fetchall()
    content = bytearray(recorded.read_bytes())
    for (page,) in pages:
        at = page * 4096 - 480
        content[at : at + 64] = b"\xff" * 64
    recorded.write_bytes(content)
    with pytest.raises(RecordingError):
        share_recording(recorded, tmp_path / "copy.soften")
    assert list(tmp_path.glob("copy*")) == []


def test_one_that_was_cut_off_is_shared_as_one(recorded: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(recorded)) as connection:
        connection.execute("DELETE FROM fact WHERE name = 'closed'")
        connection.commit()
    with Recording(share_recording(recorded, tmp_path / "copy.soften")) as copy:
        assert copy.ended_unexpectedly
