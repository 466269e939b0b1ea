"""Whatever is changed in the tables of a closed recording is told, and nothing where nothing was."""

import random
import sqlite3
from collections import Counter
from contextlib import closing, suppress

import pytest

from biofeedback.app.recordings.verifying import verify
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit
from sessions.copying import mend
from sessions.digests import NAME, changed_since, keep_digests
from sessions.later.edits import EditEntry, add_edits
from sessions.later.notes import LaterNote, add_note
from sessions.later.tags import write_tag
from sessions.schema import USER_VERSION
from sessions.verifying.verify import look_at, opened_to_look
from tests.rigs.files.recorded_practice import STARTED, record
from tests.rigs.files.spoiled_recordings import changed


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return record(tmp_path_factory.mktemp("sound") / "sound.soften", "three_breaths")


def changes(path):
    with closing(sqlite3.connect(path)) as connection:
        return list(changed_since(connection))


def test_each_row_of_each_table_counts(sound):
    """A row is taken out, a value changed, two rows change places: each is told of its table and of no other."""
    with closing(sqlite3.connect(sound, isolation_level=None)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        full = [name for name in tables if connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]]
        assert len(full) > 12
        for name in full:
            columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
            key = " AND ".join(
                f'"{column}" = (SELECT "{column}" FROM {name} ORDER BY 1 LIMIT 1)'
                for _, column, *_, part in columns
                if part
            )
            last, kind = columns[-1][1], columns[-1][2]
            other = {"TEXT": "'x'", "BLOB": "x'00'"}.get(kind, f'ifnull("{last}", 0) + 1')
            for statement in (f"DELETE FROM {name} WHERE {key}", f'UPDATE {name} SET "{last}" = {other} WHERE {key}'):
                connection.execute("BEGIN")
                connection.execute(statement)
                assert connection.execute("SELECT changes()").fetchone() != (0,), statement
                found = {each.table for each in changed_since(connection)}
                connection.execute("ROLLBACK")
                assert found == {name} or (name == NAME and len(found) == 1), statement
        assert list(changed_since(connection)) == []


def test_two_rows_in_each_other_s_place_are_told(sound, tmp_path):
    first, second = "(SELECT min(number) FROM tick)", "(SELECT min(number) + 0 FROM tick WHERE t_s > 1.5)"
    swapped = changed(
        sound,
        (
            f"CREATE TEMP TABLE two AS SELECT {first} AS one, {second} AS other",
            "CREATE TEMP TABLE was AS SELECT number, t_s FROM tick",
            "UPDATE tick SET t_s = (SELECT t_s FROM was WHERE number = (SELECT other FROM two)) "
            "WHERE number = (SELECT one FROM two)",
            "UPDATE tick SET t_s = (SELECT t_s FROM was WHERE number = (SELECT one FROM two)) "
            "WHERE number = (SELECT other FROM two)",
        ),
        tmp_path / "swapped.soften",
    )
    assert [each.table for each in changes(swapped)] == ["tick"]


def test_the_last_bit_of_a_number_counts(sound, tmp_path):
    path = changed(
        sound,
        ("UPDATE beat SET rr_ms = rr_ms * (1 + 2.3e-16) WHERE number = (SELECT max(number) FROM beat)",),
        tmp_path / "bit.soften",
    )
    (found,) = changes(path)
    assert (found.table, found.rows) == ("beat", found.were)


def test_flipped_bits_are_told_wherever_they_change_anything(sound, tmp_path):
    """Anywhere in the file: what changes no row lies in the free space of a page, which holds nothing."""
    chance, data, path = random.Random(20261130), sound.read_bytes(), tmp_path / "flipped.soften"
    counts: Counter[bool] = Counter()
    for _ in range(60):
        flipped = bytearray(data)
        at = chance.randrange(100, len(data) - 4)
        for place in range(at, at + 4):
            flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        differs = rows_of(path) != rows_of(sound)
        counts[differs] += 1
        if differs:
            recording, refused = opened_to_look(path)
            with recording:
                assert look_at(recording, refused, USER_VERSION, STARTED, every_event=True).found, at
    assert min(counts.values()) > 5


def rows_of(path):
    """Return everything that any table holds, as bytes; nothing where SQLite does not read it."""
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error, UnicodeError):
        connection.text_factory = bytes
        names = [name.decode() for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return [connection.execute(f"SELECT * FROM {name}").fetchall() for name in names]
    return None


def test_what_is_added_later_is_no_change(sound, tmp_path):
    path = changed(sound, (), tmp_path / "later.soften")
    add_note(path, LaterNote(STARTED, "soft rain"))
    write_tag(path, "lavender", STARTED, is_there=True)
    assert changes(path) == []
    assert verify(path, quick=True).sound


def test_a_recording_of_before_is_not_asked(sound, tmp_path):
    path = changed(sound, (f"DROP TABLE {NAME}", "DELETE FROM metric"), tmp_path / "before.soften")
    assert changes(path) == []


def test_a_copy_has_digests_of_its_own(sound, tmp_path):
    cut = changed(sound, ("DELETE FROM fact WHERE name = 'closed'",), tmp_path / "cut.soften")
    mend(cut, tmp_path / "mended.soften")
    assert changes(tmp_path / "mended.soften") == []


def test_a_table_that_nobody_digested_is_told(sound, tmp_path):
    path = changed(sound, ("CREATE TABLE extra (name INTEGER) STRICT",), tmp_path / "extra.soften")
    assert [each.table for each in changes(path)] == [NAME]


def test_many_rows_take_little_memory():
    import tracemalloc

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE tick (number INTEGER PRIMARY KEY, t_s REAL) STRICT")
        connection.executemany("INSERT INTO tick VALUES (?, ?)", ((number, number / 3) for number in range(50_000)))
        tracemalloc.start()
        keep_digests(connection)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 2_000_000
        assert list(changed_since(connection)) == []


@pytest.mark.parametrize("layer", ["later_note", "later_tag", "later_beat_edit"])
def test_what_was_added_later_is_whole_or_told(sound, tmp_path, layer):
    path = tmp_path / "edited.soften"
    path.write_bytes(sound.read_bytes())
    edit = HandEdit(kind=EditKind.DELETE, first=BeatPlace(1), last=BeatPlace(1))
    entry = EditEntry(written=STARTED, who="Fern", program_version="1", source="strap", change=edit)

    def add():
        add_note(path, LaterNote(STARTED, "soft"))
        write_tag(path, "calm", STARTED, is_there=True)
        add_edits(path, [entry, entry])

    add()
    add()
    assert changes(path) == []
    column = {"later_note": "text", "later_tag": "tag", "later_beat_edit": "who"}[layer]
    flipped = f"UPDATE {layer} SET {column} = CAST(x'ff' AS TEXT) WHERE number = 1"
    for spoil in (f"DELETE FROM {layer}", f"DROP TABLE {layer}", flipped, f"UPDATE {layer} SET {column} = 'x'"):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            connection.execute(spoil)
            assert {each.table for each in changed_since(connection, ())} == {layer}, spoil
            connection.execute("ROLLBACK")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"DELETE FROM {layer} WHERE number = 1")
    add()  # which hides nothing
    assert [each.table for each in changes(path)] == [layer]
    assert not verify(path, quick=True).sound
