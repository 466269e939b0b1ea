"""What something did to a recording is told: what it is, and where."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.app.recordings.verifying import Verdict, verify
from biofeedback.cli.recordings.verify import _found
from biofeedback.error_codes import RecordingErrorCode, VerifyErrorCode
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.reader import Recording
from sessions.recording_file import create
from tests.rigs.files.recorded_practice import record
from tests.rigs.files.spoiled_recordings import CHANGES, changed, led_astray, odd_files, spoiled_files
from tests.rigs.words.said_errors import said
from ui.words.languages import english


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return record(tmp_path_factory.mktemp("sound") / "sound.soften", "three_breaths")


def codes(verdict: Verdict) -> list[object]:
    return [each.code for each in _found(verdict, english())]


def facts_of(verdict: Verdict, code: object) -> dict[str, object]:
    return next(dict(each.facts) for each in _found(verdict, english()) if each.code is code)


def test_a_sound_recording_is_sound(sound):
    verdict = verify(sound)
    assert codes(verdict) == []
    assert verdict.sound
    assert verdict.report is not None
    assert verdict.report.identical
    with Recording(sound) as recording:
        assert verdict.looked.events == len(list(recording.events()))
    assert verdict.looked.closed


def test_one_that_is_cut_off_in_its_first_moment_has_its_log(tmp_path):
    """Before the first event is written: no log was ever taken away from it."""
    with closing(create(tmp_path / "one.soften", {"source": "s"}, dict(VERSIONS))):
        for each in tmp_path.glob("one.soften*"):
            shutil.copy(each, tmp_path / each.name.replace("one", "killed"))
    assert codes(verify(tmp_path / "killed.soften")) == [VerifyErrorCode.NOT_CLOSED]
    (tmp_path / "killed.soften-wal").unlink()
    assert VerifyErrorCode.LOG_GONE in codes(verify(tmp_path / "killed.soften"))


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_told(sound, tmp_path, name):
    statements, code = CHANGES[name]
    verdict = verify(changed(sound, statements, tmp_path / "changed.soften"))
    assert code in codes(verdict)
    assert not verdict.sound


@pytest.mark.parametrize(
    "name",
    [name for name, (_, code) in CHANGES.items() if code not in ("comes-out-otherwise", "compared-with-nothing")],
)
def test_most_of_it_is_told_quickly_too(sound, tmp_path, name):
    statements, code = CHANGES[name]
    verdict = verify(changed(sound, statements, tmp_path / "changed.soften"), quick=True)
    assert code in codes(verdict)
    assert verdict.report is None


def test_spoiled_bytes_are_told(sound, tmp_path):
    for name, path, code in spoiled_files(sound, tmp_path):
        verdict = verify(path)
        assert codes(verdict)[0] is code, name
        assert verdict.report is not None, name
        assert verdict.report.equal, name


def test_what_sqlite_refuses_or_does_not_read_is_not_sound(sound, tmp_path):
    for name, path, code in odd_files(sound, tmp_path):
        verdict = verify(path, quick=True)
        assert code in codes(verdict), name
        assert not verdict.sound, name


def test_rows_that_were_found_are_not_said_to_be_unreadable(tmp_path):
    sound = record(tmp_path / "sound.soften", "compassionate_pause")
    verdict = verify(led_astray(sound, tmp_path / "astray.soften"))
    assert codes(verdict) == [VerifyErrorCode.ROWS_FOUND]
    assert facts_of(verdict, VerifyErrorCode.ROWS_FOUND)["table"] == "packet"
    assert verdict.looked.events == verify(sound, quick=True).looked.events


def test_what_sqlite_says_is_said_in_our_words(sound, tmp_path):
    for _, path, _ in spoiled_files(sound, tmp_path):
        for each in _found(verify(path, quick=True), english()):
            assert "***" not in said(each)
            assert "malformed" not in said(each)


def test_where_it_is(sound, tmp_path):
    with Recording(sound) as recording:
        numbers = {type(event).__name__: [] for _, event in recording.events()}
        for number, event in recording.events():
            numbers[type(event).__name__].append(number)
    removed = verify(changed(sound, CHANGES["a packet removed"][0], tmp_path / "a.soften"))
    assert facts_of(removed, VerifyErrorCode.NUMBER_GONE)["number"] == numbers["Packet"][7]
    swapped = facts_of(
        verify(changed(sound, CHANGES["two packets swapped"][0], tmp_path / "b.soften")), VerifyErrorCode.TIME_WENT_BACK
    )
    assert (swapped["other_row"], swapped["row"], swapped["table"]) == (*numbers["Packet"][5:7], "packet")
    gone = facts_of(
        verify(changed(sound, CHANGES["beats removed"][0], tmp_path / "c.soften")), VerifyErrorCode.BEAT_OUT_OF_PLACE
    )
    assert (gone["row"], gone["place"], gone["expected"]) == (numbers["Beat"][7], 7, 5)
    for name, path, code in spoiled_files(sound, tmp_path):
        given = facts_of(verify(path), code)
        if name == "a page spoiled":
            assert given["table"] == "metric"
            assert given["above"] < given["to"]
        if name == "cut off":
            assert given["there"] == path.stat().st_size
            assert given["whole"] == sound.stat().st_size


def test_a_log_that_is_gone_or_torn_is_told(tmp_path, open_recording, one_of_each, until):
    path = tmp_path / "open.soften"
    opened = open_recording(path)
    opened.publish(*one_of_each)
    log = path.with_name("open.soften-wal")
    until(lambda: log.exists() and log.stat().st_size > 0)
    until(lambda: verify(path).looked.events == len(one_of_each))
    alone, torn = tmp_path / "alone.soften", tmp_path / "torn.soften"
    for copy in (alone, torn):
        shutil.copy(path, copy)
    data = bytearray(log.read_bytes())
    data[-5000] ^= 0xFF
    torn.with_name("torn.soften-wal").write_bytes(data)
    opened.finish()
    without = verify(alone)
    assert set(codes(without)) == {VerifyErrorCode.NOT_CLOSED, VerifyErrorCode.LOG_GONE}
    assert without.looked.events < len(one_of_each)
    assert VerifyErrorCode.LOG_TORN in codes(verify(torn))
    assert verify(path, quick=True).looked.closed


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", RecordingErrorCode.EMPTY),
        (b"S", RecordingErrorCode.CUT_SHORT),
        (b"SQLite format 3\0" + b"\x10", RecordingErrorCode.CUT_SHORT),
        (b"SQLite format 3\0" + bytes(34), RecordingErrorCode.CUT_SHORT),
        (b"812\n805\n", RecordingErrorCode.NO_RECORDING),
        (b"SQLite format 3\0" + bytes(200), RecordingErrorCode.OTHER_DATABASE),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, code):
    path = tmp_path / "odd.soften"
    path.write_bytes(content)
    verdict = verify(path)
    assert verdict.looked is None
    assert codes(verdict) == [code]


def test_every_finding_is_said_in_a_sentence(sound, tmp_path):
    for statements, _ in CHANGES.values():
        for each in _found(verify(changed(sound, statements, tmp_path / "one.soften"), quick=True), english()):
            assert said(each).endswith("."), each
            assert "{" not in said(each)
        Path(tmp_path / "one.soften").unlink()
