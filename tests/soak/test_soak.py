"""Every way of `make soak`, walked once: what is promised of faults holds."""

import dataclasses
import sys
import threading
from pathlib import Path

import pytest

from sessions.schema import TABLES
from tests.rigs.words.spoken_commands import Printed
from tests.soak import clock
from tests.soak.__main__ import KINDS, page
from tests.soak.on_disk import room_for_a_while
from tests.soak.row import SHORT, Row

LONGEST_S = 20.0
"""Real seconds after which something is taken to wait for ever; it takes a hundredth of one."""

PAGE_BYTES = 4096
"""Of SQLite, the least that a table takes."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="disks of its own and such limits are there on Linux")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_promised_of_faults_holds(tmp_path: Path, kind: str) -> None:
    rows = list(KINDS[kind][1](tmp_path, SHORT))
    assert rows
    assert {row.fault: row.broken for row in rows if row.broken} == {}


def test_a_practice_that_fails_at_once_is_told_and_nothing_waits_for_its_midst(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "run", lambda *_, **__: Printed(1, "", "There is no sensor."))
    rows: list[Row] = []
    soaking = threading.Thread(target=lambda: rows.append(next(clock.soak(tmp_path, SHORT))), daemon=True)
    soaking.start()
    soaking.join(LONGEST_S)
    assert [row.broken for row in rows] == [
        ("ended with 1: “There is no sensor.”", "the practice was over before the clock was set back")
    ]


def test_the_room_for_the_midst_of_a_practice_grows_with_the_tables_of_a_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = room_for_a_while(tmp_path)
    later = dataclasses.replace(next(iter(TABLES.values())), name="of_a_later_version")
    monkeypatch.setattr("sessions.recording_file.TABLES", {**TABLES, Row: later})
    assert room_for_a_while(tmp_path) >= before + PAGE_BYTES
    assert not [*tmp_path.iterdir()]


def test_the_page_says_what_did_not_hold() -> None:
    row = Row(fault="a | b", seen="“Sorry.”", lost="all", measured="3 s (1 s)")
    assert r"| a \| b | “Sorry.” | all | 3 s (1 s) |" in page({"kills": [row]})
    assert "**not held:** torn" in page({"kills": [dataclasses.replace(row, broken=("torn",))]})
