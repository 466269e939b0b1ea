"""Studies of folders as strangers have them: names that no text holds, links in circles, copies, files that change."""

import os
from pathlib import Path

import pandas
import pytest

from biofeedback.app.study.columns import TABLES
from biofeedback.app.study.files import COMPUTED, files_of
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.app.study.planning import without_result
from biofeedback.app.study.running import Done, run
from biofeedback.app.study.tables import ended, gather
from biofeedback.app.study.workers import LocalWorkers
from biofeedback.error_codes import RecordingErrorCode, SealErrorCode, StudyErrorCode
from biofeedback.errors import RecordingError
from sessions.sealed.passphrases import GIVEN, Passphrase
from tests.rigs.files import poisonous_files
from tests.rigs.files.recorded_practice import record

SETTINGS = StudySettings()
RR = "800\n810\n825\n790\n" * 30


@pytest.fixture
def folder(tmp_path):
    where = tmp_path / "study"
    where.mkdir()
    (where / "p.txt").write_text(RR)
    return where


def here(folder, kept):
    """Run a study in this process: what a worker does, without one."""
    for name in files_of(folder):
        place = kept.place(folder / name)
        result = analyse_file(folder / name, SETTINGS)
        if result.problem is None or not result.problem.may_pass:
            kept.keep(place, result)
        yield Done(name=name, place=place, result=result)


def table(folder, name):
    return pandas.read_csv(folder / "results" / f"{name}.csv", keep_default_na=False)


def gathered(folder):
    results = folder / "results"
    results.mkdir(exist_ok=True)
    kept = KeptResults(results / COMPUTED, SETTINGS)
    return gather(results, kept, {done.name: ended(done) for done in here(folder, kept)})


def test_a_copy_is_told_and_counts_once(folder):
    (folder / "again.txt").write_text(RR)
    (folder / "other.txt").write_text(RR + "801\n")
    gathered(folder)
    left_out = table(folder, "exclusions")
    assert list(left_out[["file", "reason", "said"]].itertuples(index=False, name=None)) == [
        ("p.txt", "copy-of-another", "What it holds is the same as again.txt.")
    ]
    numbers = table(folder, "numbers")
    assert set(numbers[numbers.excluded == ""].file) == {"again.txt", "other.txt"}
    assert set(numbers.file) == {"again.txt", "other.txt", "p.txt"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_no_text_or_command_a_terminal_are_told(folder):
    strange = [b"\xff\xfe.txt", b"\x1b[2Jclear.txt", b"two\nlines.txt", b"=1+1.txt"]
    for number, name in enumerate(strange):
        (folder / Path(os.fsdecode(name))).write_text(RR + f"80{number}\n")
    assert gathered(folder).hearts == 5
    assert sorted(set(table(folder, "numbers").file)) == sorted(
        ["\\udcff\\udcfe.txt", "\x1b[2Jclear.txt", "two\nlines.txt", "'=1+1.txt", "p.txt"]
    )


def test_links_in_a_circle_or_out_of_the_folder_are_passed_over(folder, tmp_path):
    (folder / "around").symlink_to(folder)
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (tmp_path / "outside.txt").write_text(RR)
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "within.txt").symlink_to(folder / "p.txt")
    assert files_of(folder) == ["p.txt", "within.txt"]


def test_a_folder_that_cannot_be_read_costs_itself_alone(folder, monkeypatch):
    closed = folder / "closed"
    closed.mkdir()
    listed = os.scandir

    def scandir(path):
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert files_of(folder) == ["closed", "p.txt"]
    kept = KeptResults(folder / "results" / COMPUTED, SETTINGS)
    assert without_result(folder, ["closed", "p.txt"], kept) == ["p.txt"], "a plan does without it as well"
    (done,) = run(folder, ["closed"], kept, LocalWorkers(1, SETTINGS))
    assert done.error.code is RecordingErrorCode.FILE_UNREADABLE
    monkeypatch.setattr(os, "scandir", lambda path: (_ for _ in ()).throw(PermissionError(13, "denied", str(path))))
    with pytest.raises(RecordingError):
        files_of(folder)


def test_what_a_study_wrote_is_none_of_its_files_wherever_it_wrote_it(folder):
    for where in (folder, folder / "tables"):
        (where / COMPUTED).mkdir(parents=True)
        for name in TABLES:
            (where / f"{name}.csv").write_text("file\n")
        (where / "provenance.json").write_text("{}")
    (folder / "second").mkdir()
    (folder / "second" / "numbers.csv").write_text("somebody else's\n")
    assert files_of(folder) == ["p.txt", "second/numbers.csv"]


def test_what_founded_a_study_is_none_of_its_files(folder):
    for name in ("study.toml", "allocation.key", "allocation.csv", "running.sealed", "openings.csv", "protocol.toml"):
        (folder / name).write_text("800\n" * 60)
    (folder / "donors").mkdir()
    (folder / "donors" / "d.txt").write_text(RR)
    (folder / "recordings").mkdir()
    (folder / "recordings" / "allocation.csv").write_text(RR)
    assert files_of(folder) == ["p.txt", "recordings/allocation.csv"]


def test_a_file_that_changes_meanwhile_is_told_and_not_kept(folder):
    (folder / poisonous_files.GROWS).write_text(RR)
    kept = KeptResults(folder / COMPUTED, SETTINGS)
    hands = LocalWorkers(1, SETTINGS, analyse=poisonous_files.analysed)
    (done,) = run(folder, [poisonous_files.GROWS], kept, hands)
    assert done.error.code is StudyErrorCode.CHANGED
    assert not list((folder / COMPUTED).rglob("*.json"))
    assert ended(done).result == done.result


def test_a_sealed_recording_without_its_passphrase_is_told_and_tried_again(folder, tmp_path):
    seal = Passphrase("four plain words here")
    record(folder / "sealed.soften", facts={"participant": "P01", "study_session": "1"}, seal=seal)
    GIVEN.forget()
    gathered(folder)
    assert list(table(folder, "exclusions").reason) == [SealErrorCode.SEALED]
    GIVEN.remember(seal)
    try:
        names = ["p.txt", "sealed.soften"]
        by_worker = {
            each.name: each
            for each in run(folder, names, KeptResults(tmp_path / "kept", SETTINGS), LocalWorkers(1, SETTINGS))
        }
        assert by_worker["sealed.soften"].result.of.participant == "P01", "a worker knows what was given"
        assert gathered(folder).without_numbers == 0
    finally:
        GIVEN.forget()
    numbers = table(folder, "numbers")
    of_whom = set(zip(numbers.file, numbers.participant, numbers.study_session.astype(str), strict=True))
    assert of_whom == {("p.txt", "", ""), ("sealed.soften", "P01", "1")}


def test_a_result_of_another_version_is_left_where_it_is(folder, monkeypatch):
    kept = KeptResults(folder / COMPUTED, SETTINGS)
    (done,) = here(folder, kept)
    monkeypatch.setattr("biofeedback.app.study.kept.version", lambda _: "0.0.1")
    older = KeptResults(folder / COMPUTED, SETTINGS)
    assert older.get(older.place(folder / "p.txt")) is None
    assert kept.get(done.place) == done.result
