"""`soften beats`: edits from a file, the log, back and forth; and the layer that `soften analyse` tells of."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from biofeedback.__main__ import main
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record

EDITS = [
    {"do": "delete", "beat": 20},
    {"do": "insert", "beat": 30, "before_ms": 400},
    {"do": "split", "beat": 40, "parts": 3},
    {"do": "merge", "from": 50, "to": 51},
    {"do": "distrust", "from_s": 60.0, "to_s": 63.0},
    {"do": "keep", "beat": 80},
]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    return record(tmp_path_factory.mktemp("beats") / "a.soften")


@pytest.fixture
def path(recorded, tmp_path):
    return Path(shutil.copy(recorded, tmp_path))


@pytest.fixture
def soften(monkeypatch, capfd):
    def run(*words):
        monkeypatch.setattr(sys, "argv", ["soften", *map(str, words)])
        try:
            code = main()
        except SystemExit as left:
            code = left.code
        said = capfd.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "edits.json"
    file.write_text(json.dumps(EDITS))
    return file


def numbers(soften, path, layer):
    code, out, err = soften("analyse", path, "--layer", layer, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_file_of_edits_makes_a_layer_of_its_own(soften, path, file):
    before = {layer: numbers(soften, path, layer) for layer in ("raw", "automatic", "hand")}
    assert [before[layer]["layer"] for layer in before] == ["raw", "automatic", "hand"]
    assert before["hand"]["rmssd_ms"] == before["automatic"]["rmssd_ms"] != before["raw"]["rmssd_ms"]
    code, out, _ = soften("beats", path, "--edits", file, "--who", "Fern")
    assert (code, out.splitlines()[0], out.splitlines()[-1]) == (0, "6 edits were kept.", "6 edits hold now.")
    assert "Fern: Deleted beat 20." in out
    after = {layer: numbers(soften, path, layer) for layer in before}
    assert (after["raw"], after["automatic"]) == (before["raw"], before["automatic"])
    assert after["hand"]["rmssd_ms"] != before["hand"]["rmssd_ms"]
    assert "edited by hand" in after["hand"]["caution"]
    _, out, _ = soften("analyse", path, "--layer", "hand")
    assert "Layer “By hand”" in out


def test_edits_are_taken_back_and_brought_back(soften, path, file):
    before = numbers(soften, path, "hand")
    soften("beats", path, "--edits", file)
    edited = numbers(soften, path, "hand")
    for _ in EDITS:
        assert soften("beats", path, "--undo")[0] == 0
    assert numbers(soften, path, "hand") == before
    code, _, err = soften("beats", path, "--undo")
    assert (code, err.strip()) == (2, "There is no edit to take back.")
    for _ in EDITS:
        soften("beats", path, "--redo")
    assert numbers(soften, path, "hand") == edited
    code, out, _ = soften("beats", path, "--json")
    log = json.loads(out)["edits"]
    assert [each["do"] for each in log].count("undo") == len(EDITS)
    assert sum(each.get("holds", False) for each in log) == len(EDITS)


def test_a_file_with_one_edit_that_makes_no_sense_changes_nothing(soften, path, tmp_path):
    file = tmp_path / "edits.json"
    file.write_text(json.dumps([*EDITS, {"do": "split", "beat": 90, "parts": 9}]))
    code, _, err = soften("beats", path, "--edits", file)
    assert code == 2
    assert "Below 200 ms" in err
    with Recording(path) as recording:
        assert recording.beat_edits() == ()
    assert soften("beats", path)[1].strip() == "Nothing was edited by hand."


@pytest.mark.parametrize(
    "entry",
    [
        {"do": "distrust", "beat": 20, "to": 22},
        {"do": "insert", "beat": 50, "at_s": 1},
        {"do": "delete", "beat": 70, "to": 60},
        {"do": "split", "from": 20, "to": 22},
        {"do": "keep", "beat": 20, "leave_break": True},
        {"do": "merge", "from": 20},
    ],
)
def test_keys_that_do_not_go_together_are_refused(soften, path, tmp_path, entry):
    file = tmp_path / "edits.json"
    file.write_text(json.dumps([entry]))
    code, _, err = soften("beats", path, "--edits", file)
    assert code == 2
    assert f"does not go with “{entry['do']}”" in err
    with Recording(path) as recording:
        assert recording.beat_edits() == ()


def test_a_span_can_be_distrusted(soften, path, tmp_path):
    file = tmp_path / "edits.json"
    file.write_text(json.dumps([{"do": "distrust", "from": 20, "to": 22, "remark": "moved"}]))
    assert soften("beats", path, "--edits", file)[0] == 0
    (edit,) = json.loads(soften("beats", path, "--json")[1])["edits"]
    assert (edit["do"], edit["from"], edit["to"]) == ("distrust", 20, 22)
