"""A fuzz target for recordings: of every version, whole and cut off, changed by bytes, by pages and by SQL."""

import gzip
import math
import random
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from biofeedback.app.replaying.replay import replay
from biofeedback.cli.summary import summary_of
from biofeedback.errors import RecordingError
from biofeedback.events import EVENT_TYPES, Tick
from biofeedback.hub import Hub
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.library import Library
from sessions.reader import Recording
from sessions.recorder import Recorder
from sessions.soundness import LATEST_S
from tests.fuzz.mutations import changed_bytes
from tests.fuzz.target import Target, expect_sentence
from tests.rigs.practices.one_of_each import ONE_OF_EACH
from ui.words.languages import english
from ui.words.summary_words import summary_facts, summary_lines

_FACTS = {
    "practice": "compassionate_pause",
    "started_at": "2026-11-22T14:05:09+01:00",
    "sensor": "x",
    "source": "strap",
}
_OLDER = Path(__file__).parents[1] / "sessions" / "older"
_ROWS_KEPT = 4  # of each table of an earlier version, so that its file is small
_PAGE_BYTES = 512
_LISTED, _REPLAYED = 0.3, 0.005  # shares of the inputs that are listed, and computed anew, too: that takes longer

_VALUES: Sequence[object] = (
    *(None, 0, -1, 1, 2**31, 2**63 - 1, -(2**63), 0.5, -0.0, 1e9, 1e308, -1e308, math.inf, -math.inf),
    *("", "text", "800", "no-such", "\0", "\x1b[2J", "x" * 5000, b"", b"\0\xff", bytes(5000), "2026-11-22"),
)
_STATEMENTS = (
    'UPDATE "{table}" SET "{column}" = ?',
    'UPDATE "{table}" SET "{column}" = ? WHERE rowid % 2',
    'UPDATE "{table}" SET "{column}" = ? WHERE rowid = (SELECT max(rowid) FROM "{table}")',
    'UPDATE "{table}" SET "{column}" = ?',
    'UPDATE OR IGNORE "{table}" SET number = -number',
    'DELETE FROM "{table}"',
    'DROP TABLE "{table}"',
    'ALTER TABLE "{table}" RENAME TO "other"',
    'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "other"',
    'ALTER TABLE "{table}" DROP COLUMN "{column}"',
    'ALTER TABLE "{table}" ADD COLUMN "more" TEXT',
    'CREATE INDEX "i" ON "{table}" ("{column}")',
    'CREATE VIEW "v" AS SELECT * FROM "{table}"',
    'CREATE TRIGGER "t" AFTER INSERT ON "{table}" BEGIN DELETE FROM "{table}"; END',
    "UPDATE fact SET value = ?",
    "INSERT OR REPLACE INTO fact VALUES ('source_2', ?)",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = 3",
    "PRAGMA user_version = 4",
    "PRAGMA user_version = -1",
    "PRAGMA encoding = 'UTF-16'",
    "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '')",
    "UPDATE sqlite_schema SET rootpage = rootpage + 1 WHERE rowid % 3 = 0",
    'UPDATE sqlite_schema SET rootpage = 2 WHERE name = "{table}"',
    "UPDATE sqlite_schema SET sql = replace(sql, 'INTEGER', 'TEXT')",
)


@cache
def _seeds() -> tuple[Sequence[bytes], tuple[bytes, bytes]]:
    """Return small whole recordings of every version, and one that was cut off: its file and its log."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.soften"
        hub = Hub()
        inbox = hub.subscribe()
        recorder = Recorder(path, _FACTS, lambda error: None, VERSIONS)
        recorder.start(inbox)
        hub.publish(*ONE_OF_EACH, *(Tick(t_s=4.0 + at) for at in range(3)))
        while not _holds(path, Tick):
            pass
        cut_off = path.read_bytes(), path.with_name("a.soften-wal").read_bytes()
        hub.close(inbox)
        recorder.join()
        seeds = [_small(path)]
        for version in (1, 2, 3):
            path.write_bytes(gzip.decompress((_OLDER / f"version_{version}.soften.gz").read_bytes()))
            seeds.append(_small(path))
    return [*seeds, *map(_loose, seeds)], cut_off


def _holds(path: Path, event_type: type[Tick]) -> bool:
    with suppress(RecordingError), Recording(path) as recording:
        return recording.count(event_type) > 0
    return False


def _small(path: Path) -> bytes:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            if table not in ("fact", "definition_version", "table_digest") and not table.endswith("_fact"):
                connection.execute(
                    f"DELETE FROM {table} WHERE number NOT IN (SELECT number FROM {table} LIMIT {_ROWS_KEPT})"
                )
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute("VACUUM")
    return path.read_bytes()


def _loose(seed: bytes) -> bytes:
    """Return the same without types of columns and without a rule against NULL, so that anything can lie anywhere."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(seed)
        connection.execute("PRAGMA writable_schema = ON")
        for old in ("STRICT, ", "STRICT", "NOT NULL"):
            connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, '') WHERE name <> 'fact'", (old,))
        return connection.serialize()


def _by_sql(seed: bytes, chance: random.Random) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(seed)
        connection.execute("PRAGMA writable_schema = ON")
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for _ in range(chance.choice((1, 1, 2, 4))):
            table = chance.choice(tables)
            with suppress(sqlite3.Error, IndexError):
                columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
                statement = chance.choice(_STATEMENTS).format(table=table, column=chance.choice(columns))
                connection.execute(statement, (chance.choice(_VALUES),) * statement.count("?"))
        return connection.serialize()


def _by_pages(seed: bytes, chance: random.Random) -> bytes:
    pages = [seed[at : at + _PAGE_BYTES] for at in range(0, len(seed), _PAGE_BYTES)]
    for _ in range(chance.choice((1, 1, 3))):
        at, other = chance.randrange(len(pages)), chance.randrange(len(pages))
        match chance.randrange(6):
            case 0:
                pages[at], pages[other] = pages[other], pages[at]
            case 1:
                pages[at] = pages[other]
            case 2:
                pages[at] = bytes(_PAGE_BYTES)
            case 3:
                pages[at] = changed_bytes(pages[at], chance, header=12)[:_PAGE_BYTES].ljust(_PAGE_BYTES, b"\0")
            case 4:
                pages[at] = chance.randbytes(_PAGE_BYTES)
            case _:
                pages = pages[: max(1, at)]
    return b"".join(pages)


def _by_bytes(seed: bytes, chance: random.Random) -> bytes:
    return changed_bytes(seed, chance, header=100)


_WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (_by_sql, _by_sql, _by_pages, _by_bytes)


def _make(folder: Path, chance: random.Random) -> None:
    path = folder / "a.soften"
    if chance.random() < 0.1:
        _, (file, log) = _seeds()
        path.write_bytes(_by_bytes(file, chance) if chance.random() < 0.3 else file)
        path.with_name("a.soften-wal").write_bytes(changed_bytes(log, chance, header=56))
        return
    whole, _ = _seeds()
    path.write_bytes(chance.choice(_WAYS)(chance.choice(whole), chance))
    if chance.random() < 0.05:
        path.with_name(f"a.soften{chance.choice(('-wal', '-journal', '-shm'))}").write_bytes(chance.randbytes(200))


def _read(folder: Path) -> bool:
    path = folder / "a.soften"
    share = random.Random(path.read_bytes()).random()
    if share < _LISTED:
        (entry,) = Library(folder).entries()
        if entry.error is not None:
            expect_sentence(entry.error)
    try:
        with Recording(path) as recording:
            summary = summary_of(recording, english())
            for remark in recording.remarks:
                expect_sentence(remark)
            assert not abs(recording.duration_s) > LATEST_S
            if share < _LISTED:
                recording.last_number()
                recording.metric_names()
                recording.later_notes()
                recording.beat_edits()
                for event_type in EVENT_TYPES:
                    recording.count(event_type)
                summary_lines(summary.statistics, english())
                summary_facts(summary.statistics, english())
            if share < _REPLAYED:
                replay(recording)
    except RecordingError as error:
        expect_sentence(error)
        return False
    return True


RECORDING_TARGET = Target(name="recordings", make=_make, read=_read)
