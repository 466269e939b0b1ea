"""What lies in folders and zips is taken, called by where it lies, and nothing of it leads out or claims too much."""

import gzip
import zipfile

import pytest

from biofeedback.app.importing.file_beats import beats_of
from biofeedback.app.importing.several_files import import_files, read_one
from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from sessions.importers import archive
from sessions.importers.imported import ImportRemark
from tests.biofeedback.app.importing.conftest import RR_MS, text_of
from tests.rigs.files.hostile_files import zipped
from tests.rigs.files.wfdb_writer import written as written_record


def texts(*names):
    """Return texts of intervals by name, each a little different, so that none was imported before."""
    return {name: "\n".join(map(str, RR_MS[at : at + 30])) for at, name in enumerate(names)}


def packed_of(path, files):
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def test_folders_within_folders_and_zips_within_zips_are_taken_and_called_by_where_they_lie(tmp_path, library):
    folder = tmp_path / "hrv"
    for name, content in texts("one.txt", "sub/two.txt", "sub/deeper/three.txt", "sub/.git/none.txt").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    inner = packed_of(tmp_path / "inner.zip", {"a/deep.txt": "\n".join(map(str, RR_MS[9:40]))})
    packed_of(folder / "outer.zip", {"in.zip": inner.read_bytes(), "zero.txt": ""})
    (folder / "empty").mkdir()
    outcomes = list(import_files([folder], library))
    assert [each.name for each in outcomes if each.sessions] == [
        "one.txt",
        "outer.zip/in.zip/a/deep.txt",
        "sub/deeper/three.txt",
        "sub/two.txt",
    ]
    (error,) = [each.error for each in outcomes if each.error]
    assert error.path == f"{folder}/outer.zip/zero.txt"
    assert all("soften-" not in str(value) for _, value in error.facts)


def test_files_of_one_name_in_two_folders_of_a_zip_stay_with_what_belongs_to_them(tmp_path, library):
    files = {}
    for person, day in (("u1", 5), ("u2", 6)):
        rows = [f"2026-03-0{day} 07:10:{at:02d}.000 +0000,1000,{at * 1000}" for at in range(40)]
        files[f"{person}/2026_RR.csv"] = "\n".join(["date,rr,since start", *rows])
    for person, day in (("u2", 6), ("u1", 5)):  # in another order than the intervals
        marked = f"2026-03-0{day} 07:10:30 +0000,of {person},1000"
        files[f"{person}/2026_Events.csv"] = f"date,annotation,timestamp\n{marked}\n"
    outcomes = list(import_files([packed_of(tmp_path / "both.zip", files)], library))
    assert [(each.name, each.sessions[0][0].events[0].text) for each in outcomes] == [
        ("u1/2026_RR.csv", "of u1"),
        ("u2/2026_RR.csv", "of u2"),
    ]


@pytest.mark.parametrize("name", ["..", "a/..", ".", "a/../../..", "C:\\x.txt", "../../evil.txt", "a\x00b", "x" * 400])
def test_no_name_in_a_zip_leads_out_of_it_or_is_looked_for_without_end(tmp_path, name):
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    (made,) = archive.unpack(packed_of(tmp_path / "odd.zip", {name: "800"}), folder, archive.Room())
    assert made.is_relative_to(folder)
    assert made.resolve().is_relative_to(folder.resolve())
    assert ":" not in str(made.relative_to(folder))
    assert made.read_text() == "800"


def test_a_file_without_a_name_in_a_zip_is_a_file(tmp_path):
    (tmp_path / "odd.zip").write_bytes(zipped([("", b"800")]))
    (made,) = archive.unpack(tmp_path / "odd.zip", tmp_path / "in", archive.Room())
    assert made.read_text() == "800"


def test_a_file_and_a_folder_of_one_name_both_come_out_of_a_zip(tmp_path):
    (tmp_path / "in").mkdir()
    made = archive.unpack(
        packed_of(tmp_path / "odd.zip", texts("a", "a/b", "b/c", "b")), tmp_path / "in", archive.Room()
    )
    assert [each.relative_to(tmp_path / "in").as_posix() for each in made] == ["2/a/b", "2/b", "a", "b/c"]


def test_an_empty_zip_and_a_locked_one_are_told(tmp_path, library):
    (outcome,) = import_files([packed_of(tmp_path / "empty.zip", {})], library)
    assert outcome.error.code is ImportErrorCode.NOTHING_INSIDE
    data = bytearray(packed_of(tmp_path / "locked.zip", texts("a.txt")).read_bytes())
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    (outcome,) = import_files([tmp_path / "locked.zip"], library)
    assert outcome.error.code is ImportErrorCode.ARCHIVE_LOCKED


def test_what_is_packed_within_counts_too(tmp_path, library, monkeypatch):
    monkeypatch.setattr("sessions.importers.archive._MOST_BYTES", 1500)
    inner = packed_of(tmp_path / "inner.zip", {"a.txt": b"8" * 600})
    outer = packed_of(tmp_path / "outer.zip", {f"{at}.zip": inner.read_bytes() for at in range(3)})
    errors = [each.error.code for each in import_files([outer], library)]
    assert ImportErrorCode.ARCHIVE_TOO_LARGE in errors
    monkeypatch.setattr("sessions.importers.archive._MOST_MEMBERS", 2)
    (tmp_path / "many").mkdir()
    for at in range(3):
        text_of(tmp_path / "many" / f"{at}.txt")
    (outcome,) = import_files([tmp_path / "many"], library)
    assert outcome.error.code is ImportErrorCode.ARCHIVE_TOO_LARGE


def test_a_zip_that_claims_too_much_is_left_alone_at_once(tmp_path, library, monkeypatch):
    monkeypatch.setattr("sessions.importers.archive._MOST_BYTES", 999)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("0.txt", b"0" * 1000)
    (outcome,) = import_files([tmp_path / "bomb.zip"], library)
    assert outcome.error.code is ImportErrorCode.ARCHIVE_TOO_LARGE
    assert library.paths() == []


def test_what_is_packed_alone_is_read_with_its_own_name(tmp_path, library):
    path = tmp_path / "2026-03-05_07-10-15.txt.gz"
    path.write_bytes(gzip.compress("\n".join(map(str, RR_MS)).encode()))
    (outcome,) = import_files([path], library)
    assert outcome.path.name == "2026-03-05_07-10-15.txt"
    assert beats_of(read_one(path)).rr_ms == RR_MS
    path.write_bytes(path.read_bytes()[:-20])
    (cut,) = import_files([path], library)
    assert cut.error.code is ImportErrorCode.DAMAGED


@pytest.mark.parametrize("order", ["folder", "zip", "hea atr dat", "atr dat hea", "dat qrs atr hea", "qrs hea folder"])
def test_a_record_of_several_files_is_one_recording(tmp_path, library, order):
    folder = tmp_path / "in"
    folder.mkdir()
    record = written_record(folder)
    record.with_suffix(".qrs").write_bytes(record.with_suffix(".atr").read_bytes())
    (folder / "r1.csv").write_text("\n".join(map(str, RR_MS)))  # called alike, and of its own
    if order == "zip":
        named = [packed_of(tmp_path / "in.zip", {each.name: each.read_bytes() for each in folder.iterdir()})]
    else:
        named = [folder if word == "folder" else folder / f"r1.{word}" for word in order.split()]
    made = [file for each in import_files(named, library) for file, _ in each.sessions]
    assert [file.kind for file in made] == ["wfdb", *["rr_text"] * ("folder" in order or order == "zip")]
    assert ImportRemark.of(ImportRemarkCode.READ_WITH, file=("r1.atr", "r1.dat", "r1.qrs")) in made[0].remarks
