"""Of a recording with spoiled pages every whole row is read, no other, and work follows the size of the file."""

import random
import struct
import time

import pytest

from sessions.reader import Recording
from sessions.salvage.salvage import salvage
from sessions.salvage.wal import read_wal
from tests.rigs.files.recorded_practice import record
from tests.rigs.files.spoiled_recordings import PAGE

WITHIN_S = 20.0
"""Real seconds after which something hangs; it takes a hundredth, and the machine may be busy."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return record(tmp_path_factory.mktemp("whole") / "whole.soften", "three_breaths")


def rows_of(connection):
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: set(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in names}


def salvaged(path):
    began_s = time.monotonic()
    connection, report = salvage(path, 4)
    try:
        return rows_of(connection), report
    finally:
        connection.close()
        assert time.monotonic() - began_s < WITHIN_S


def test_of_a_whole_recording_everything_is_read(whole):
    rows, report = salvaged(whole)
    assert report.whole
    assert report.closed
    with Recording(whole) as recording:
        assert recording.look_into(rows_of) == rows


def test_a_spoiled_page_costs_its_own_rows_alone(whole, tmp_path):
    """Every second page: zeros, as a disk gives that cannot read it."""
    good, path = whole.read_bytes(), tmp_path / "spoiled.soften"
    truth, _ = salvaged(whole)
    cost = 0
    for page in range(1, len(good) // PAGE, 2):
        path.write_bytes(good[: page * PAGE] + bytes(PAGE) + good[(page + 1) * PAGE :])
        rows, report = salvaged(path)
        assert not report.whole, page
        assert page + 1 in {each.page for _, each in report.lost}
        for name, found in rows.items():
            assert found <= truth[name], (page, name)
        cost += sum(len(truth[name] - found) for name, found in rows.items())
    assert 0 < cost < 2 * sum(map(len, truth.values()))


def test_hostile_numbers_cost_no_time(whole, tmp_path):
    """Lengths, counts and numbers of pages made wild: each page is taken once all the same."""
    good, path = whole.read_bytes(), tmp_path / "hostile.soften"
    chance = random.Random(5)
    for _ in range(30):
        data = bytearray(good)
        for _ in range(chance.choice((1, 20, 200))):
            at = chance.randrange(24, len(data) - 8)
            data[at : at + 4] = struct.pack(">I", chance.choice((1, 2, 0x7FFFFFFF, 0xFFFFFFFF, chance.randrange(60))))
        path.write_bytes(data)
        _, report = salvaged(path)
        assert report.rows < 5000


def test_what_is_no_log_holds_nothing(tmp_path):
    path = tmp_path / "a.soften-wal"
    assert read_wal(path).committed == 0
    for content in (b"", b"x" * 20, b"x" * 5000):
        path.write_bytes(content)
        assert read_wal(path).committed == 0
