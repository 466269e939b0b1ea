"""A file that names no time: its recording is dated by a guess, and no export states that guess as a fact."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
import pyxdf

from biofeedback.app.importing.file_recording import _with_ticks
from biofeedback.app.importing.several_files import import_files
from biofeedback.app.recordings.exporting import export_recordings
from biofeedback.app.recordings.verifying import verify
from biofeedback.events import Tick
from sessions.library import Library

RR_ALONE = "".join(f"{800 + n % 7}\n" for n in range(60))


def dates(form: str) -> str:
    """Return intervals with the times at which they ended, on 6 May 2024 in some form."""
    return "date;rr\n" + "".join(f"{form} 10:00:{n:02d};{990 + n % 7}\n" for n in range(59))


def imported(folder: Path, name: str, content: str = RR_ALONE) -> Path:
    """Import intervals from a file of that name, and return the recording."""
    path = folder / name
    path.write_text(content, "ascii")
    (outcome,) = import_files([path], Library(folder / "library"))
    return outcome.sessions[0][1].path


@pytest.mark.parametrize(
    ("name", "content", "said", "dated"),
    [
        ("plain.txt", RR_ALONE, "a guess: when the imported file was last changed", False),
        ("2024-05-06 plain.txt", RR_ALONE, "noon in place of an hour", True),
        ("2024-05-06_07-08-09.txt", RR_ALONE, "the time in the name of the imported file", True),
        ("told.csv", dates("2024-05-06"), "the clock of the imported file", True),
        ("unclear.csv", dates("06/05/2024"), "a guess: the dates of the imported file may have the day or the", False),
    ],
)
def test_what_tells_the_date_is_said_and_a_guess_is_no_date(tmp_path, name, content, said, dated):
    path = imported(tmp_path, name, content)
    assert verify(path).sound
    tables, bids, xdf = export_recordings([path], ["csv", "bids", "xdf"], tmp_path / "out")
    assert said in json.loads((tables / "about.json").read_text("utf-8"))["started_at_is"]
    assert said in " ".join((tables / "README.txt").read_text("utf-8").split())
    (scans,) = bids.rglob("*_scans.tsv")
    lines = [line.split("\t")[1] for line in scans.read_text("utf-8").splitlines()[1:]]
    assert lines
    assert all(("2024-05-06" in each) if dated else each == "n/a" for each in lines)
    _, header = pyxdf.load_xdf(str(next(xdf.glob("*.xdf"))))
    assert ("datetime" in header["info"]) == dated


def test_one_that_names_its_time_is_dated_by_it(tmp_path):
    from tests.rigs.files.recorded_practice import record

    (tables,) = export_recordings([record(tmp_path / "own.soften", "three_breaths")], ["csv"], tmp_path / "out")
    assert "recorded it" in json.loads((tables / "about.json").read_text("utf-8"))["started_at_is"]


@pytest.mark.parametrize("ends_s", [10.2, 12_994.7, 90_000.1])
def test_the_clock_does_not_go_back_at_the_end_of_a_long_file(ends_s):
    ticks = [event.t_s for event in _with_ticks(SimpleNamespace(events=(), ends_s=ends_s)) if isinstance(event, Tick)]
    assert ticks == sorted(ticks)
    assert ends_s < ticks[-1] <= ends_s + 1.0


def test_one_that_was_imported_before_sources_were_named_is_sound(tmp_path):
    path = imported(tmp_path, "plain.txt")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM fact WHERE name = 'source'")
        connection.execute("DROP TABLE table_digest")
    assert verify(path).sound
