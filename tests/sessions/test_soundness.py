"""What a file of another Soften holds that this one does not know is passed over, and said."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.__main__ import main
from biofeedback.app.replaying.replay import replay
from biofeedback.cli.summary import summary_of
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import BeatJudged, Event, LinkChanged, Metric, Notice
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.words.said_errors import said
from ui.words.counted_words import number_in_words
from ui.words.languages import english

UNKNOWN: tuple[tuple[type[Event], str, str], ...] = (
    (LinkChanged, "link_changed", "code"),
    (LinkChanged, "link_changed", "state"),
    (Notice, "notice", "code"),
    (Metric, "metric", "reason"),
    (BeatJudged, "beat_judged", "kind"),
)


@pytest.fixture
def recorded(tmp_path, record, one_of_each) -> Path:
    path = tmp_path / "one.soften"
    assert record(path, one_of_each) == []
    return path


def altered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(("event_type", "table", "column"), UNKNOWN)
def test_an_unknown_word_costs_its_row_alone(recorded, one_of_each, event_type, table, column):
    altered(recorded, f"UPDATE {table} SET {column} = 'no-such' WHERE number = (SELECT min(number) FROM {table})")
    with Recording(recorded) as recording:
        assert recording.remarks == ()
        for _ in range(2):  # read again, it is said once
            assert len(list(recording.events())) == len(one_of_each) - 1
        (remark,) = recording.remarks
    (row,) = [number for number, event in enumerate(one_of_each, 1) if type(event) is event_type][:1]
    assert said(remark) == (
        f"{recorded} holds 'no-such' in its table {table} (column {column}, row {row}), which this Soften does not "
        "know. It was written by a newer or another Soften, or is damaged; everything else in it can be read."
    )


@pytest.mark.parametrize(("event_type", "table", "column"), UNKNOWN)
def test_an_unknown_word_is_found_without_reading_events(recorded, event_type, table, column):
    altered(recorded, f"UPDATE {table} SET {column} = 'no-such'")
    with Recording(recorded) as recording:
        recording.look_for_unknown_values()
        found = [said(remark) for remark in recording.remarks]
        list(recording.events(event_type))
        assert [said(remark) for remark in recording.remarks] == found
    assert len(found) == 1
    (entry,) = Library(recorded.parent).entries()
    assert entry.remarked


def test_a_time_too_far_away_is_found_without_reading_events(recorded):
    altered(recorded, "UPDATE notice SET t_s = 1e9")
    (entry,) = Library(recorded.parent).entries()
    assert entry.remarked


def test_a_sound_recording_has_no_remark_in_the_library(recorded):
    (entry,) = Library(recorded.parent).entries()
    assert not entry.remarked


def test_many_rows_are_said_at_once(recorded):
    columns = "t_s, source, 'no-such' FROM notice LIMIT 1"
    altered(recorded, *(f"INSERT INTO notice (number, t_s, source, code) SELECT {n}, {columns}" for n in (98, 99)))
    with Recording(recorded) as recording:
        assert len(list(recording.events(Notice))) == recording.count(Notice) - 2
        (remark,) = recording.remarks
    assert "'no-such' in 2 rows of its table notice (column code, first in row 98)" in said(remark)


def test_a_fact_that_is_no_fact_costs_its_event(recorded):
    altered(recorded, "UPDATE notice_fact SET value = x'00ff'")
    with Recording(recorded) as recording:
        list(recording.events())
        assert {dict(remark.facts)["table"] for remark in recording.remarks} == {"notice_fact"}


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE metric", "DROP TABLE metric_fact", "ALTER TABLE metric DROP COLUMN reason", "DROP TABLE beat"],
)
def test_a_table_that_is_not_there_is_read_as_an_empty_one(recorded, one_of_each, statement):
    altered(recorded, statement)
    name = statement.split()[2]
    lost = name.removesuffix("_fact")
    with Recording(recorded) as recording:
        assert recording.last_number() > 0
        kept = [type(event).__name__.lower() for _, event in recording.events()]
        assert lost not in kept
        assert len(kept) == sum(type(event).__name__.lower() != lost for event in one_of_each)
        assert (recording.metric_names() == frozenset()) is (lost == "metric")
        (remark,) = recording.remarks
    assert said(remark) == (
        f"{recorded} has no table {name} as this Soften knows it. It was written by a newer or another Soften, or is "
        "damaged; everything else in it can be read."
    )


def test_nothing_is_compared_with_what_is_not_known(recorded):
    altered(recorded, "UPDATE metric SET reason = 'no-such'")
    with Recording(recorded) as recording, pytest.raises(RecordingError) as caught:
        replay(recording)
    assert caught.value.code is RecordingErrorCode.UNKNOWN_VALUE


@pytest.mark.parametrize("command", ["show", "analyse"])
def test_the_command_line_says_it_beside_the_rest(recorded, command, capsys, monkeypatch):
    altered(recorded, "UPDATE link_changed SET code = 'no-such'", "DROP TABLE device_fact")
    words = ["sessions", "show"] if command == "show" else [command]
    monkeypatch.setattr("sys.argv", ["soften", *words, str(recorded)])
    with pytest.raises(SystemExit) as left:
        main()
    printed = capsys.readouterr()
    assert left.value.code == 0
    assert printed.out
    assert "has no table device_fact" in printed.err
    assert ("holds 'no-such'" in printed.err) == (command == "show")


def loosened(path: Path, table: str, *statements: str) -> None:
    """Take types and rules from a table, as that of a stranger has none, then change it."""
    altered(path, f"CREATE TABLE loose AS SELECT * FROM {table}", f"DROP TABLE {table}")
    altered(path, f"ALTER TABLE loose RENAME TO {table}", *statements)


@pytest.mark.parametrize("value", ["'one'", "NULL", "x'00ff'", "0.5"])
@pytest.mark.parametrize("table", ["beat", "notice", "packet", "metric"])
def test_a_row_without_a_number_is_passed_over(recorded, one_of_each, table, value):
    loosened(recorded, table, f"UPDATE {table} SET number = {value}")
    with Recording(recorded) as recording:
        assert len(list(recording.events())) == sum(table_name(event) != table for event in one_of_each)
        assert {dict(remark.facts)["column"] for remark in recording.remarks} == {"number"}
        recording.last_number()
        recording.metric_names()


def table_name(event: Event) -> str:
    return type(event).__name__.lower()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notice_fact SET number = 'one'",
        "UPDATE notice_fact SET name = x'00'",
        "UPDATE definition_version SET version = 'two'",
        "UPDATE metric SET name = x'00ff'",
        "UPDATE tick SET t_s = 'soon'",
        "UPDATE beat_judged SET nn_ms = 0.0",
    ],
)
def test_values_of_other_types_stop_nothing(recorded, statement):
    loosened(recorded, statement.split()[1], statement)
    with Recording(recorded) as recording:
        assert recording.duration_s < 100.0
        recording.metric_names()
        recording.version_of("rmssd_ms")
        summary_of(recording, english())


def test_a_length_below_zero_has_words():
    assert number_in_words(-30, english()) == "-30"
