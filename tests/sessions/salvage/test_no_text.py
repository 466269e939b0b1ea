"""Bytes that are no UTF-8 in any text: told by verify, and what can be read is mended, without a circle."""

import pytest

from biofeedback.app.recordings.verifying import verify
from biofeedback.error_codes import VerifyErrorCode
from sessions.copying import mend
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record
from tests.rigs.files.spoiled_recordings import changed


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return record(tmp_path_factory.mktemp("sound") / "sound.soften", "three_breaths")


def events_of(path):
    with Recording(path) as recording:
        return {item.number: item.event for item in recording.events()}


@pytest.mark.parametrize(
    ("near", "further"),
    [
        (b"CREATE TABLE beat ", 20),  # in the name of a column
        (b"CREATE TABLE beat ", 14),  # in the name of a table
        (b"CREATE TABLE fact ", 14),
        (b"tablebeatbeat", 6),  # the name that SQLite keeps beside
        (b"tablebeatbeat", 10),  # the name of the table, which SQLite keeps once more
    ],
)
def test_in_how_tables_are_made(sound, tmp_path, near, further):
    data = bytearray(sound.read_bytes())
    data[data.index(near) + further] = 0xFF
    path = tmp_path / "schema.soften"
    path.write_bytes(data)
    assert VerifyErrorCode.REFUSED in [each.code for each in verify(path, quick=True).looked.found]
    mend(path, tmp_path / "mended.soften")
    assert repr(events_of(tmp_path / "mended.soften")) == repr(events_of(sound))
    assert verify(tmp_path / "mended.soften", quick=True).sound


@pytest.mark.parametrize(
    ("table", "statement", "lost"),
    [
        ("notice", "INSERT INTO notice SELECT max(number) + 1, 3.0, 's', CAST(x'61ff62' AS TEXT) FROM beat_judged", 0),
        ("metric", "UPDATE metric SET name = {} WHERE number = (SELECT min(number) FROM metric)", 1),
        ("step_began", "UPDATE step_began SET title = {} WHERE number = (SELECT min(number) FROM step_began)", 1),
        ("fact", "UPDATE fact SET value = {} WHERE name = 'practice'", 0),
        ("definition_version", "UPDATE definition_version SET name = {} WHERE name = 'rmssd_ms'", 0),
    ],
)
def test_in_a_row(sound, tmp_path, table, statement, lost):
    path = changed(sound, (statement.format("CAST(x'61ff62' AS TEXT)"),), tmp_path / "row.soften")
    damaged = [dict(each.facts) for each in verify(path, quick=True).looked.found if each.code == "rows-damaged"]
    assert [(each["table"], each["count"]) for each in damaged] == [(table, 1)]
    mend(path, tmp_path / "mended.soften")
    assert len(events_of(sound)) - len(events_of(tmp_path / "mended.soften")) == lost
