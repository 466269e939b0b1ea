"""Copies in the tables of today: of earlier versions, and of what can be read of a damaged recording."""

from datetime import UTC, datetime

import pytest

from biofeedback.app.recordings.verifying import verify
from biofeedback.app.replaying.replay import replay
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.copying import LATER_TABLES, mend, upgrade
from sessions.later.notes import LaterNote, add_note
from sessions.later.tags import write_tag
from sessions.meanings import TABLES_BESIDE
from sessions.opened_file import version_in
from sessions.reader import Recording
from sessions.schema import USER_VERSION
from tests.rigs.files.recorded_practice import record as record_practice
from tests.rigs.files.spoiled_recordings import spoiled_files

WHEN = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("version", range(1, USER_VERSION))
def test_an_earlier_version_is_carried_over(older, tmp_path, version):
    path, copy = older(version), tmp_path / "copy.soften"
    add_note(path, LaterNote(WHEN, "softer"))
    write_tag(path, "evening", WHEN, is_there=True)
    before = path.read_bytes()
    copied = upgrade(path, copy)
    assert path.read_bytes() == before
    assert (copied.version, copied.remarks) == (version, ())
    assert version_in(copy) == USER_VERSION
    with Recording(path) as then, Recording(copy) as now:
        assert list(map(repr, now.events())) == list(map(repr, then.events()))
        assert copied.events == len(list(now.events()))
        assert now.facts == then.facts | {"upgraded_from": str(version)}
        assert now.later_notes() == then.later_notes()
        assert now.tags() == then.tags() == ("evening",)
        assert now.sources == then.sources
    assert verify(copy, quick=True).sound


def test_a_copy_comes_out_as_the_recording_does(older, tmp_path):
    path, copy = older(3), tmp_path / "copy.soften"
    upgrade(path, copy)
    with Recording(path) as recording:
        then = replay(recording)
    now = verify(copy).report
    assert now is not None
    assert then.equal
    assert repr(now) == repr(then)


def test_one_of_today_needs_no_upgrade(tmp_path, record, one_of_each):
    record(tmp_path / "a.soften", one_of_each)
    with pytest.raises(RecordingError) as caught:
        upgrade(tmp_path / "a.soften", tmp_path / "b.soften")
    assert caught.value.code is RecordingErrorCode.OF_TODAY
    assert not (tmp_path / "b.soften").exists()


def test_nothing_is_written_over(older, tmp_path):
    (tmp_path / "b.soften").write_bytes(b"mine")
    with pytest.raises(RecordingError) as caught:
        upgrade(older(1), tmp_path / "b.soften")
    assert caught.value.code is RecordingErrorCode.THERE_ALREADY
    assert (tmp_path / "b.soften").read_bytes() == b"mine"


def test_what_can_be_read_is_mended(tmp_path):
    whole = record_practice(tmp_path / "whole.soften", "three_breaths", note="soft")
    add_note(whole, LaterNote(WHEN, "softer"))
    (tmp_path / "spoiled").mkdir()
    for name, path, _ in spoiled_files(whole, tmp_path / "spoiled"):
        copy = path.with_name(f"{path.stem}_mended.soften")
        before = path.read_bytes()
        copied = mend(path, copy)
        assert path.read_bytes() == before, name
        with Recording(path, mended=True) as damaged, Recording(copy) as now:
            assert list(map(repr, now.events())) == list(map(repr, damaged.events()))
            assert now.ended_unexpectedly
            assert "/" in now.facts["mended"]
            assert len(now.later_notes()) <= 1
        assert copied.events > 400
        assert copied.remarks
        assert verify(copy).sound, name


def test_a_sound_recording_is_left_alone(tmp_path, record, one_of_each):
    record(tmp_path / "a.soften", one_of_each)
    with pytest.raises(RecordingError) as caught:
        mend(tmp_path / "a.soften", tmp_path / "b.soften")
    assert caught.value.code is RecordingErrorCode.NOTHING_TO_MEND
    assert not (tmp_path / "b.soften").exists()


def test_all_that_is_written_later_is_carried_over():
    assert list(LATER_TABLES) == [name for name in TABLES_BESIDE if name.startswith("later_")]
