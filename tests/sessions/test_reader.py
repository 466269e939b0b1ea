"""A recording reads back as it was; what is no recording is refused in words."""

import contextlib
import math
import os
import shutil
import sqlite3
import struct
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biofeedback.errors import RecordingError
from biofeedback.events import Beat, BreathPlanned, Metric, Packet, Tick
from sessions.reader import Recording
from sessions.schema import APPLICATION_ID, USER_VERSION
from sessions.soundness import LATEST_S
from tests.rigs.words.said_errors import raises_saying, said


@pytest.fixture
def recorded(tmp_path, record, one_of_each):
    path = tmp_path / "one.soften"
    assert record(path, one_of_each) == []
    return path


def same(event, other):
    """Equal, where nan equals nan."""
    return repr(event) == repr(other)


TIMES = st.one_of(st.floats(-LATEST_S, LATEST_S), st.just(math.nan))


def test_every_type_of_event_comes_back_in_order(recorded, one_of_each):
    with Recording(recorded) as recording:
        back = list(recording.events())
    assert [item.number for item in back] == list(range(1, len(one_of_each) + 1))
    assert all(same(item.event, event) for item, event in zip(back, one_of_each, strict=True))


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(
        st.one_of(
            st.builds(Packet, source=st.text(), channel=st.text(), arrived_s=TIMES, data=st.binary()),
            st.builds(Beat, source=st.text(), index=st.integers(0, 2**63 - 1), arrived_s=TIMES, rr_ms=st.floats()),
            st.builds(Tick, t_s=TIMES),
        )
    )
)
def test_any_order_of_events_comes_back(tmp_path_factory, record, events):
    path = tmp_path_factory.mktemp("any") / "one.soften"
    assert record(path, events) == []
    with Recording(path) as recording:
        back = [item.event for item in recording.events()]
    assert [repr(event).replace("-0.0", "0.0") for event in back] == [
        repr(event).replace("-0.0", "0.0") for event in events
    ]


def test_some_types_can_be_asked_for(recorded):
    with Recording(recorded) as recording:
        back = list(recording.events(Beat, Packet, Beat))
        assert [type(item.event) for item in back] == [Packet, Beat]
        assert recording.count(Beat) == 1
        assert recording.count(Tick) == 1


def test_facts_and_end(recorded):
    with Recording(recorded) as recording:
        assert recording.facts["practice"] == "compassionate_pause"
        assert recording.facts["started_at"] == "2026-11-22T14:05:09+01:00"
        assert not recording.ended_unexpectedly


def test_the_duration_is_the_last_moment_and_not_a_planned_one(recorded, one_of_each):
    assert any(isinstance(event, BreathPlanned) and event.t_s > 3.5 for event in one_of_each)
    with Recording(recorded) as recording:
        assert recording.duration_s == 3.5


def test_the_duration_of_nothing_is_not_known(tmp_path, record):
    record(tmp_path / "none.soften", [])
    record(tmp_path / "nan.soften", [Tick(t_s=2.0), Beat(source="s", index=0, arrived_s=math.nan, rr_ms=800.0)])
    with Recording(tmp_path / "none.soften") as recording:
        assert math.isnan(recording.duration_s)
    with Recording(tmp_path / "nan.soften") as recording:
        assert recording.duration_s == 2.0


def test_events_are_read_as_they_are_asked_for(tmp_path, record):
    """Nothing is loaded ahead: the memory of reading does not grow with the recording."""
    import tracemalloc

    path = tmp_path / "long.soften"
    record(path, [Packet(source="s", channel="c", arrived_s=float(n), data=bytes(1000)) for n in range(5000)])
    with Recording(path) as recording:
        tracemalloc.start()
        count = sum(1 for _ in recording.events())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 5000
    assert peak < 1_000_000


def test_a_recording_can_be_read_on_another_thread(recorded, one_of_each):
    from concurrent.futures import ThreadPoolExecutor

    with Recording(recorded) as recording, ThreadPoolExecutor(1) as pool:
        assert len(pool.submit(list, recording.events()).result()) == len(one_of_each)


def test_reading_changes_nothing(recorded, names_in):
    before = recorded.read_bytes()
    with Recording(recorded) as recording:
        list(recording.events())
    assert recorded.read_bytes() == before
    assert names_in(recorded.parent) == [recorded.name]


def test_a_recording_that_is_being_written_can_be_read_as_it_is_now(tmp_path, open_recording, until):
    path = tmp_path / "one.soften"
    recording = open_recording(path)
    recording.publish(Tick(t_s=1.0))

    def has_a_tick():
        with Recording(path) as now:
            return now.count(Tick) == 1 and now.ended_unexpectedly

    until(has_a_tick)
    with Recording(path) as now:
        recording.publish(Tick(t_s=2.0))
        recording.finish()
        assert [item.number for item in now.events()] == [1]
        assert now.duration_s == 1.0


def cut_off(path, target, open_recording, until):
    """Copy a recording as a kill would leave it: with its -wal, and without an end."""
    recording = open_recording(path)
    recording.publish(Tick(t_s=1.0), Tick(t_s=2.0))

    def has_both():
        with Recording(path) as now:
            return now.count(Tick) == 2

    until(has_both)
    target.mkdir()
    for file in path.parent.glob(path.name + "*"):
        shutil.copy(file, target / file.name)


@pytest.mark.parametrize("without", ["", "-shm"])
def test_a_recording_that_was_cut_off_reads_to_its_last_commit(tmp_path, open_recording, until, without):
    path = tmp_path / "one.soften"
    cut_off(path, tmp_path / "copy", open_recording, until)
    if without:
        (tmp_path / "copy" / f"one.soften{without}").unlink()
    with Recording(tmp_path / "copy" / "one.soften") as recording:
        assert recording.ended_unexpectedly
        assert [item.event.t_s for item in recording.events()] == [1.0, 2.0]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(recorded):
    recorded.chmod(0)
    with raises_saying(RecordingError, "cannot be read: Permission denied"):
        Recording(recorded)


def test_a_recording_that_was_cut_off_in_the_moment_of_closing_reads(recorded, one_of_each):
    """The journal of an unfinished step lies beside the file; the step is taken back in a copy, and the file stays."""
    copy = recorded.with_name("copy.soften")
    connection = sqlite3.connect(recorded, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO tick VALUES (?, 0.0)", ((number,) for number in range(100, 20_000)))
    connection.execute("DELETE FROM fact")
    for ending in ("", "-journal"):
        shutil.copy(f"{recorded}{ending}", f"{copy}{ending}")
    connection.rollback()
    connection.close()
    before = [(each.name, each.stat().st_mtime_ns, each.read_bytes()) for each in sorted(copy.parent.iterdir())]
    with Recording(copy) as recording:
        assert len(list(recording.events())) == len(one_of_each)
        assert recording.facts["practice"] == "compassionate_pause"
    after = [(each.name, each.stat().st_mtime_ns, each.read_bytes()) for each in sorted(copy.parent.iterdir())]
    assert after == before


def test_a_recording_that_was_cut_off_in_the_moment_of_beginning_is_empty(recorded):
    """A journal that says there were no pages before: SQLite takes everything back."""
    journal = struct.pack(">8sIIIII", bytes.fromhex("d9d505f920a163d7"), 0, 0, 0, 512, 4096).ljust(512, b"\0")
    recorded.with_name(recorded.name + "-journal").write_bytes(journal)
    with raises_saying(RecordingError, "cut off before the first moment"):
        Recording(recorded)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "cut off before the first moment"),
        (b"812\n805\n", "not a recording of Soften"),
        (b"SQLite format 3\0" + bytes(20), "nothing that was recorded can be read"),
        (bytes(4096), "not a recording of Soften"),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path, content, says):
    path = tmp_path / "a?b%20c.soften"
    path.write_bytes(content)
    with raises_saying(RecordingError, says) as caught:
        Recording(path)
    assert caught.value.path == str(path)
    assert str(path) in said(caught.value)


def test_strange_characters_in_a_path_are_just_characters(tmp_path, record):
    path = tmp_path / "50% done? #1 & süß?mode=rw.soften"
    record(path, [Tick(t_s=1.0)])
    with Recording(path) as recording:
        assert recording.count(Tick) == 1


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with raises_saying(RecordingError, "There is no file"):
        Recording(tmp_path / "nowhere.soften")
    with raises_saying(RecordingError, "is a folder"):
        Recording(tmp_path)


def test_a_database_of_another_program_is_refused(tmp_path):
    connection = sqlite3.connect(tmp_path / "other.soften")
    connection.execute("CREATE TABLE fact (name, value)")
    connection.close()
    with raises_saying(RecordingError, "another program"):
        Recording(tmp_path / "other.soften")


def test_two_events_with_one_number_are_both_read(recorded, one_of_each):
    """Nothing of ours writes this, but a file can have been through other hands."""
    connection = sqlite3.connect(recorded)
    connection.execute("INSERT INTO tick SELECT number, 9.0 FROM beat")
    connection.commit()
    connection.close()
    with Recording(recorded) as recording:
        assert len(list(recording.events())) == len(one_of_each) + 1


def test_a_newer_recording_asks_for_an_update(recorded):
    connection = sqlite3.connect(recorded)
    connection.execute(f"PRAGMA user_version = {USER_VERSION + 1}")
    connection.close()
    with raises_saying(RecordingError, r"newer Soften\. Please update"):
        Recording(recorded)


def test_a_recording_without_its_tables_is_damaged(tmp_path):
    connection = sqlite3.connect(tmp_path / "bare.soften")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with raises_saying(RecordingError, "is damaged"):
        Recording(tmp_path / "bare.soften")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_recording_is_read_as_far_as_it_goes(tmp_path, record, share):
    path = tmp_path / "one.soften"
    record(path, [Packet(source="s", channel="c", arrived_s=float(n), data=bytes(1000)) for n in range(500)])
    os.truncate(path, int(path.stat().st_size * share))
    with Recording(path) as recording:
        numbers = [number for number, _ in recording.events()]
        assert "was cut off or is damaged" in said(recording.remarks[0])
    assert numbers == sorted(set(numbers))
    assert share - 0.25 < len(numbers) / 500 < share  # the tables themselves are its first pages


@pytest.fixture
def undamaged(tmp_path, record, one_of_each):
    """The bytes of a recording, made once for all examples of a test."""
    record(tmp_path / "one.soften", one_of_each)
    return (tmp_path / "one.soften").read_bytes()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(0, 10**9), junk=st.binary(min_size=1, max_size=600))
def test_damage_anywhere_is_never_another_error(tmp_path_factory, undamaged, offset, junk):
    path = tmp_path_factory.mktemp("junk") / "one.soften"
    content = bytearray(undamaged)
    offset %= len(content)
    content[offset : offset + len(junk)] = junk
    path.write_bytes(content)
    with contextlib.suppress(RecordingError), Recording(path) as recording:
        list(recording.events())
        recording.count(Metric)
        assert recording.duration_s is not None
