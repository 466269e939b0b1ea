"""Exports lie beside one another, take no other's place, and are whole or not there."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from biofeedback.app.recordings.exporting import export_recordings
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.library import Library
from tests.rigs.files.exported_recording import STEM
from tests.rigs.files.made_recording import OWN, STARTED, made


def test_what_is_there_is_not_written_over(recording: Path, tmp_path: Path) -> None:
    (folder,) = export(recording, [ExportFormat.KUBIOS], tmp_path, OWN)
    (folder / "README.txt").write_text("mine", "utf-8")
    with pytest.raises(RecordingError) as refused:
        export(recording, [ExportFormat.XDF, ExportFormat.KUBIOS], tmp_path, OWN)
    assert refused.value.code is RecordingErrorCode.EXPORT_THERE
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]
    assert (folder / "README.txt").read_text("utf-8") == "mine"
    export(recording, [ExportFormat.KUBIOS], tmp_path, OWN, replace=True)
    assert (folder / "README.txt").read_text("utf-8") != "mine"
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]


def test_recordings_that_began_in_one_second_go_out_beside_each_other(tmp_path: Path) -> None:
    began, practice = datetime.fromisoformat(STARTED), "my own: practice/../x"
    paths = [made(Library(tmp_path).new_path(began, practice), waves=False) for _ in range(2)]
    paths.append(made(tmp_path / "2026-03-03_09-05-00_sealed_3.soften", waves=False))
    made_of = [export(path, [ExportFormat.CSV], tmp_path / "out", OWN)[0].name for path in paths]
    assert made_of == [f"{STEM}_csv", f"{STEM}_2_csv", f"{STEM}_3_csv"]
    for called in ("annas_heart_2", "2026-03-03_09-05-00_anna_2", "2026-03-03_09-05-00_anna_my-own-practice-x_2"):
        other = made(tmp_path / f"{called}.soften", waves=False)
        (folder,) = export(other, [ExportFormat.CSV], tmp_path / called, OWN)
        assert folder.name == f"{STEM}_csv"


def test_of_two_that_were_renamed_neither_takes_the_place_of_the_other(tmp_path: Path) -> None:
    paths = [made(tmp_path / f"{name}.soften", waves=False) for name in ("soft", "still", "Soft too")]
    for replace in (False, True):
        found = export_recordings(paths, ["csv", "kubios"], tmp_path / "out", replace=replace)
        names = [f"{STEM}{number}_{of}" for number in ("", "_2", "_3") for of in ("csv", "kubios")]
        assert [each.name for each in found] == names
        assert sorted(each.name for each in (tmp_path / "out").iterdir()) == sorted(names)


def test_nothing_is_left_of_what_cannot_be_written(
    recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sessions.exports.tidy.write_csv", full)
    with pytest.raises(RecordingError) as refused:
        export(recording, [ExportFormat.ALL], tmp_path, OWN)
    assert refused.value.code is RecordingErrorCode.EXPORT_NOT_MADE
    assert list(tmp_path.iterdir()) == []


def test_without_beats_there_is_nothing_for_kubios(tmp_path: Path) -> None:
    path = made(tmp_path / "words.soften", beats=False, waves=False)
    with pytest.raises(RecordingError) as refused:
        export(path, [ExportFormat.KUBIOS], tmp_path, OWN)
    assert refused.value.code is RecordingErrorCode.NO_INTERVALS
    (packed,) = export(path, [ExportFormat.ALL], tmp_path, OWN)
    with zipfile.ZipFile(packed) as all_of_it:
        assert not any("/kubios/" in name for name in all_of_it.namelist())
