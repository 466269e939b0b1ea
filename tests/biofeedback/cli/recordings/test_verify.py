"""`soften verify`: a line for a sound file, sentences for any other, and an exit code that says which."""

import json
import shutil
import sys

import pytest

from biofeedback.__main__ import main
from tests.rigs.files.recorded_practice import record
from tests.rigs.files.spoiled_recordings import CHANGES, changed, spoiled_files


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return record(tmp_path_factory.mktemp("sound") / "sound.soften", "three_breaths")


@pytest.fixture
def soften(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["soften", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capfd.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


def test_a_sound_file_is_one_line(soften, sound):
    code, out, err = soften("verify", sound)
    assert (code, err) == (0, "")
    assert out == "sound.soften: sound (version 4, closed, 505 events, 0.5 min, comes out again).\n"


def test_what_is_not_as_it_should_be_is_said_beneath_it(soften, sound, tmp_path):
    path = changed(sound, CHANGES["a packet removed"][0], tmp_path / "removed.soften")
    code, out, _ = soften("verify", path)
    assert code == 1
    heading, first, *_ = out.splitlines()
    assert heading.startswith("removed.soften: not all is well (version 4, closed, 504 events")
    assert first.startswith("  - 1 event is not there: number ")


def test_the_worst_of_several_files_is_the_exit_code(soften, sound, tmp_path):
    folder = tmp_path / "many" / "below"
    folder.mkdir(parents=True)
    shutil.copy(sound, folder / "a.soften")
    (folder / "notes.txt").write_text("none of ours")
    assert soften("verify", folder.parent)[0] == 0
    changed(sound, CHANGES["not closed"][0], folder / "b.soften")
    assert soften("verify", folder.parent, "--quick")[0] == 1
    (folder / "c.soften").write_text("no recording")
    code, out, _ = soften("verify", folder.parent, "--quick")
    assert code == 2
    assert [line.partition(":")[0] for line in out.splitlines() if line[0] != " "] == [
        "a.soften",
        "b.soften",
        "c.soften",
    ]
    assert "c.soften is not a recording of Soften." in out


def test_for_programs(soften, sound, tmp_path):
    page, rows, cut = (path for _, path, _ in spoiled_files(sound, tmp_path))
    code, out, _ = soften("verify", sound, page, rows, cut, "--json")
    assert code == 1
    found = json.loads(out)
    assert [each["sound"] for each in found] == [True, False, False, False]
    assert found[0]["found"] == []
    assert found[0]["comes_out_again"] is True
    assert [each["found"][0]["code"] for each in found[1:]] == ["page-damaged", "rows-damaged", "file-cut"]
    assert dict(found[3]["found"][0]["facts"])["whole"] == sound.stat().st_size


def test_an_empty_folder_and_a_file_that_is_not_there(soften, tmp_path):
    (tmp_path / "empty").mkdir()
    code, out, _ = soften("verify", tmp_path / "empty")
    assert (code, out) == (0, "There is no recording in there.\n")
    code, _, err = soften("verify", tmp_path / "nowhere.soften")
    assert code == 1
    assert "There is no recording" in err


def test_mending_and_upgrading(soften, sound, tmp_path):
    _, _, cut = [path for _, path, _ in spoiled_files(sound, tmp_path)]
    code, out, err = soften("sessions", "mend", cut)
    assert code == 0
    assert "events could be read; the recording stays as it is." in out
    assert "was cut off or is damaged" in err
    assert soften("verify", cut.with_stem("cut_mended"))[0] == 0
    code, _, err = soften("sessions", "upgrade", sound)
    assert code == 1
    assert "there is nothing to upgrade" in err


def test_what_was_compared_with_nothing_is_said(soften, sound, tmp_path):
    other = changed(sound, ("UPDATE packet SET source = 'other'",), tmp_path / "other.soften")
    for words in ("verify", "replay"):
        code, out, _ = soften(words, other)
        assert "compared with nothing" in out
        assert "Every one equals" not in out
        assert code == (1 if words == "verify" else 0)
    _, _, cut = [path for _, path, _ in spoiled_files(sound, tmp_path)]
    for words in ("verify", "replay"):
        out = soften(words, cut)[1]
        assert "packets and " in out
        assert "up to " in out
        assert "Every one equals" not in out
    first = tmp_path / "first.soften"
    first.write_bytes(sound.read_bytes()[:4096])
    assert "nothing was compared" in soften("replay", first)[1]


def test_of_what_holds_nothing_no_copy_is_written_and_nobody_is_sent_to_mend_it(soften, sound, tmp_path):
    cut = tmp_path / "cut.soften"
    cut.write_bytes(sound.read_bytes()[:3000])
    code, out, err = soften("sessions", "mend", cut)
    assert (code, out) == (1, "")
    assert "Nothing in this file could be read; no copy was written." in err
    assert not cut.with_stem("cut_mended").exists()
    for words in ("replay", "verify"):
        code, out, err = soften(words, cut)
        assert code == 1, words
        assert "nothing of it can be read" in out + err
        assert "sessions mend" not in out + err
