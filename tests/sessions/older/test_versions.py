"""Recordings of every earlier version open and say what they said; they were made by the code of their time."""

import sqlite3
from contextlib import closing

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.cli.recordings.replay import replay as replay_command
from biofeedback.events import (
    EVENT_TYPES,
    Beat,
    BreathPlanned,
    DeviceFact,
    Gap,
    HandMoved,
    LinkChanged,
    Metric,
    Note,
    Notice,
    OfferMade,
    Packet,
    SampleBlock,
)
from biofeedback.facts import facts
from biofeedback.reasons import GapReason, ReasonCode
from biofeedback.signals.definitions.versions import VERSIONS, lineage
from sessions.library import Library
from sessions.older.versions import older_tables
from sessions.reader import Recording
from tests.rigs.words.sentence_of import sentence_of
from ui.words.languages import english


def rows(path, statement):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_what_sensors_sent_and_what_was_computed_is_as_it_was(older, version):
    path = older(version)
    before = path.read_bytes()
    assert rows(path, "PRAGMA user_version") == [(version,)]
    with Recording(path) as recording:
        assert not recording.ended_unexpectedly
        packets = [(number, event.arrived_s, event.data) for number, event in recording.events(Packet)]
        beats = [(number, event.index, event.rr_ms) for number, event in recording.events(Beat)]
        breaths = [(n, b.t_s, b.hold_in_s, b.out_s, b.hold_out_s) for n, b in recording.events(BreathPlanned)]
        values = [(number, event.name, event.value) for number, event in recording.events(Metric)]
        numbers = [number for number, _ in recording.events()]
        counts = {event_type: recording.count(event_type) for event_type in EVENT_TYPES}
        assert counts == {event_type: len(list(recording.events(event_type))) for event_type in EVENT_TYPES}
        assert 100.0 < recording.duration_s < 200.0
    assert packets == rows(path, "SELECT number, arrived_s, data FROM packet ORDER BY number")
    assert beats == rows(path, 'SELECT number, "index", rr_ms FROM beat ORDER BY number')
    assert breaths == rows(path, "SELECT number, t_s, rest_in_s, out_s, rest_out_s FROM breath_planned ORDER BY number")
    known = [(number, name, value) for number, name, value in values if value == value]
    assert known == rows(path, "SELECT number, name, value FROM metric WHERE value IS NOT NULL ORDER BY number")
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [1, 2, 3])
def test_why_a_number_is_not_known_is_the_sentence_that_was_kept(older, version):
    path = older(version)
    with Recording(path) as recording:
        reasons = {number: (event.reason, event.facts) for number, event in recording.events(Metric)}
        gaps = [(number, event.until_s, event.reason) for number, event in recording.events(Gap)]
    for number, sentence in rows(path, "SELECT number, reason FROM metric"):
        known = (ReasonCode.KNOWN, ())
        assert reasons[number] == ((ReasonCode.RECORDED_SENTENCE, facts(sentence=sentence)) if sentence else known)
    assert [(number, until_s) for number, until_s, _ in gaps] == rows(path, "SELECT number, until_s FROM gap")
    if version < 3:
        assert {reason for _, _, reason in gaps} == {GapReason.LINK_BROKEN}


@pytest.mark.parametrize("version", [1, 2])
def test_tables_that_came_later_are_empty(older, version):
    with Recording(older(version)) as recording:
        for event_type in (HandMoved, Note, OfferMade, *([SampleBlock] if version == 1 else [])):
            assert recording.count(event_type) == 0
            assert list(recording.events(event_type)) == []


@pytest.mark.parametrize("version", [1, 2, 3])
def test_sentences_of_before_are_kept_and_told_as_they_were(older, version):
    path = older(version)
    with Recording(path) as recording:
        links = [(number, event.state, sentence_of(event)) for number, event in recording.events(LinkChanged)]
        notices = [(number, sentence_of(event)) for number, event in recording.events(Notice)]
    assert links == rows(path, "SELECT number, state, sentence FROM link_changed ORDER BY number")
    assert notices == rows(path, "SELECT number, sentence FROM notice ORDER BY number")
    assert links


@pytest.mark.parametrize("version", [1, 2, 3])
def test_facts_of_devices_that_are_numbers_were_text(older, version):
    path = older(version)
    with Recording(path) as recording:
        facts = [(number, event.name, event.value) for number, event in recording.events(DeviceFact)]
    before = rows(path, "SELECT number, name, value FROM device_fact ORDER BY number")
    assert [(number, name, str(value)) for number, name, value in facts] == before
    assert {name: type(value) for _, name, value in facts} == {
        name: int if name == "seed" or name.endswith("-packets") else str for _, name, _ in before
    }


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("resolution_ms", "1", 1), ("resolution_ms", "0.004", 0.004), ("rate_hz", "1e+03", 1000.0),
        ("adc_bits", "10", 10), ("gaps", "1", 1),
        ("malformed-lines", "4", 4), ("polar-ecg-gaps", "2", 2), ("resync-bytes", "7", 7),
        ("rmssd_floor_ms", "unknown", "unknown"), ("rmssd_floor_ms", "inf", "inf"), ("model", "10", "10"),
        ("name", "7", "7"), ("serial-number", "00012", "00012"), ("address", "42", "42"),
    ],
)  # fmt: skip
def test_a_fact_is_a_number_where_it_measures_or_counts(name, text, value):
    connection = sqlite3.connect(":memory:")
    columns = "number INTEGER PRIMARY KEY, source TEXT, t_s REAL, name TEXT, value TEXT"
    connection.execute(f"CREATE TABLE device_fact ({columns})")
    connection.execute("INSERT INTO device_fact VALUES (1, 's', 2.0, ?, ?)", (name, text))
    ((_, fact),) = older_tables(3, "strap")[DeviceFact].read(connection)
    connection.close()
    assert (fact.name, fact.value, type(fact.value)) == (name, value, type(value))


def test_a_recording_of_version_3_replays_as_it_was(older):
    """What has no new version since is the same bit for bit; the rest is told by how much it differs."""
    with Recording(older(3)) as recording:
        report = replay(recording)
    assert report.largest_relative_difference == 0.0, report.first_difference
    changed = {each.name for each in report.changed_definitions}
    assert all(lineage(each.name) & changed for each in report.changed_numbers)
    assert (report.packets, report.beats, report.numbers) == (122, 134, 2070)


@pytest.mark.parametrize("version", [1, 2])
def test_the_beats_of_versions_1_and_2_come_out_of_their_packets_again(older, version):
    """The light was warmed otherwise then, and a replay says so; everything else is the same bit for bit."""
    with Recording(older(version)) as recording:
        report = replay(recording)
        assert recording.versions is None
        assert (recording.version_of("warmth_share"), recording.version_of("rmssd_ms")) == (1, 1)
        assert report.packets == recording.count(Packet) > 100
        assert report.beats == recording.count(Beat) > 100
    assert not report.ended_unexpectedly
    assert report.equal, report.first_difference
    assert not report.identical
    changes = {each.name: (each.recorded, each.now) for each in report.changed_definitions}
    assert changes["warmth_share"] == (1, VERSIONS["warmth_share"])
    assert changes["steadiness_share"] == (0, VERSIONS["steadiness_share"])
    warmth = next(each for each in report.changed_numbers if each.name == "warmth_share")
    assert warmth.compared > 180
    assert 0.4 < warmth.largest < 0.6
    assert warmth.largest == abs(warmth.recorded - warmth.again)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_replay_of_an_earlier_recording_is_no_fault(older, version, capsys):
    replay_command(english(), older(version))
    printed = capsys.readouterr().out
    if version < 3:
        assert "Warmth of the light: version 1 then" in printed
        assert "Steadiness was not there yet." in printed
    assert "bit for bit" in printed


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_recording_that_lost_its_facts_knows_its_heart_by_its_events(older, version):
    path = older(version)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM fact WHERE name = 'source'")
    connection.commit()
    connection.close()
    with Recording(path) as recording:
        assert recording.sources == ("simulated",)
        assert {event.source for _, event in recording.events(Metric)} == {"simulated"}
        assert replay(recording).equal


def test_an_earlier_recording_copied_by_todays_recorder_says_the_same(older, tmp_path, record):
    with Recording(older(3)) as recording:
        events = [event for _, event in recording.events()]
        report = replay(recording)
        facts = dict(recording.facts)
        versions = {name: recording.version_of(name) for name in VERSIONS}
    facts.pop("closed")
    path = tmp_path / "copy.soften"
    assert record(path, events, facts, versions) == []
    with Recording(path) as copy:
        assert repr([event for _, event in copy.events()]) == repr(events)
        assert repr(replay(copy)) == repr(report)


@pytest.mark.parametrize(
    ("statement", "table", "column"),
    [
        ("UPDATE gap SET reason = 'no-such'", "gap", "reason"),
        ("UPDATE link_changed SET state = 'no-such'", "link_changed", "state"),
        ("UPDATE beat_judged SET kind = 'no-such'", "beat_judged", "kind"),
        ("UPDATE link_changed SET t_s = 1e9", "link_changed", "t_s"),
        ("UPDATE setting_changed SET t_s = 1e9", "setting_changed", "t_s"),
        ("INSERT INTO setting_changed VALUES (9999998, 1.0, 'pace_wish', 'no-such 8')", "setting_changed", "value"),
        ("INSERT INTO setting_changed VALUES (9999998, 1.0, 'leading_from', 'no-such 8')", "setting_changed", "value"),
        ("INSERT INTO setting_changed VALUES (9999998, 1.0, 'ends_at_s', '1e9')", "setting_changed", "value"),
    ],
)
@pytest.mark.parametrize("version", [1, 2, 3])
def test_what_is_not_known_is_found_in_the_list_too(older, version, statement, table, column):
    path = older(version)
    assert [entry.remarked for entry in Library(path.parent).entries()] == [False]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
        changed = connection.total_changes
    assert [entry.remarked for entry in Library(path.parent).entries()] == [changed > 0]
    with Recording(path) as recording:
        recording.look_for_unknown_values()
        found = [each.facts for each in recording.remarks]
        assert {(dict(each)["table"], dict(each)["column"]) for each in found} <= {(table, column)}
        list(recording.events())
        assert [
            each.facts for each in recording.remarks
        ] == found  # what reading every event comes upon is what was found without


def test_a_value_of_another_type_costs_its_row_alone(older):
    path = older(3)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name IN ('metric', 'notice')"
        )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE metric SET unit = x'00ff' WHERE number = (SELECT max(number) FROM metric)")
    with Recording(path) as recording:
        assert len(list(recording.events(Metric))) == recording.count(Metric) - 1
        assert len(recording.remarks) == 1
