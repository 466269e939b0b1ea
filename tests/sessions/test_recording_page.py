"""The page about the file leaves nothing out, and its examples run."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from biofeedback.app.session_metadata import LIBRARIES, session_facts
from biofeedback.events import Beat, Metric, Notice, StepBegan
from biofeedback.practices import practice_named
from scripts.write_recording_page import columns, examples, page
from sessions.meanings import COLUMNS, FACTS, NULL_IS_NONE, SINCE, TABLES_BESIDE, meaning_of, unit_of
from sessions.recording_file import CLOSED
from sessions.schema import TABLES, USER_VERSION
from sessions.sharing import SHARED
from tests.rigs.files.recorded_practice import STARTED

ROOT = Path(__file__).resolve().parents[2]


def test_no_column_is_without_a_unit_and_a_meaning():
    there = [(table, column.name) for table, columns in columns().items() for column in columns]
    assert len(there) > 100
    assert [each for each in there if not meaning_of(*each)] == []
    assert [each for each in there if not unit_of(*each)] == []


def test_a_column_that_nobody_described_has_neither():
    assert (meaning_of("beat", "colour"), unit_of("beat", "colour")) == ("", "")


def test_nothing_is_described_that_is_not_there():
    there = {f"{table}.{column.name}" for table, columns in columns().items() for column in columns}
    there |= {name.partition(".")[2] for name in there}
    assert [name for name in (*COLUMNS, *NULL_IS_NONE) if name not in there] == []


def test_every_table_is_on_the_page_also_what_is_written_later():
    made = {name for path in (ROOT / "sessions").rglob("*.py") for name in re.findall(r"\blater_\w+", path.read_text())}
    later = {name for name in made if f"CREATE TABLE IF NOT EXISTS {name} " in all_sources()}
    assert later == {name for name in TABLES_BESIDE if name.startswith("later_")}
    for name in (*TABLES_BESIDE, *(table.name for table in TABLES.values())):
        assert f"\n#### `{name}`\n" in page(), name


def all_sources():
    """The code of `sessions`, with strings that go on in the next line made whole."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "sessions").rglob("*.py"))
    return re.sub(r'"\n\s+"', "", text)


def test_every_fact_is_described():
    facts = session_facts(practice_named("three_breaths"), STARTED)
    told = {*facts, *(f"{name}_version" for name in LIBRARIES), CLOSED, SHARED, "track_sha256"}
    asked = set(re.findall(r'facts(?: \|= \{|\[f?)"(\w+)', (ROOT / "biofeedback/app/session_start.py").read_text()))
    assert {"sensor", "sound", "seed"} <= asked
    assert (told | asked) - FACTS.keys() == set()
    in_readme = set(re.findall(r"`fact\.(\w+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert in_readme == FACTS.keys()


def test_every_version_says_what_changed():
    assert list(SINCE) == list(range(1, USER_VERSION + 1))


def test_the_examples_run(tmp_path, record, one_of_each):
    record(tmp_path / "one.soften", one_of_each)
    beats, numbers, steps, notices = (
        sum(isinstance(event, kind) for event in one_of_each) for kind in (Beat, Metric, StepBegan, Notice)
    )
    with closing(sqlite3.connect(tmp_path / "one.soften")) as connection:
        each = [connection.execute(statement).fetchall() for statement in examples()]
    assert len(each[0]) >= beats > 0
    assert [name for _, name, *_ in each[0]]
    assert numbers > 0
    assert len(each[2]) == steps > 0
    assert all(re.fullmatch(r"2026-11-22 13:05:\d\d", began) for _, began in each[2])
    assert len(each[3]) >= notices > 0
