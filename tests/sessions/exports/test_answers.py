"""Answers to forms go out as a table of their own; free words do so with notes alone."""

import csv
import json
from pathlib import Path

import pytest

import sessions
from biofeedback.app.recordings.sharing import share_recording
from biofeedback.events import FormAnswered
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.reader import Recording
from tests.rigs.files.made_recording import OWN

ENDS = "not calm at all … as calm as can be"
ASKED = "How calm is it in you just now?"
SECRET = "Anna's own word"


def answered(question: str, value: str, **other: object) -> FormAnswered:
    """Return what was answered to a question before a practice."""
    given = {"t_s": 0.25, "form": "how_it_is", "moment": "before", "kind": "visual_analogue", "took_s": 7.5}
    return FormAnswered(**{**given, "question": question, "value": value, "asked": ASKED, "meaning": ENDS, **other})


CALM, PASSED = answered("calm", "37"), answered("warmth", "")
WORD = answered("word", SECRET, form="in_a_word", moment="after", kind="words", t_s=60.5, asked="A word?", meaning="")

AGE = answered("age", "38", form="in_a_word", moment="after", kind="words", t_s=61.0, asked="A word?", meaning="")
"""A free word that looks like a place on a line."""


@pytest.fixture
def recording(tmp_path: Path, record) -> Path:
    path = tmp_path / "one.soften"
    assert record(path, [CALM, PASSED, WORD, AGE]) == []
    return path


def test_answers_are_recorded_and_read_back(recording: Path) -> None:
    with Recording(recording) as kept:
        assert [event for _, event in kept.events()] == [CALM, PASSED, WORD, AGE]
    answers = sessions.read(recording).answers
    assert answers.value.tolist() == ["37", "", SECRET, "38"]
    assert answers.took_s.tolist() == [7.5] * 4


@pytest.mark.parametrize("notes", [False, True])
def test_the_table_of_answers_holds_free_words_with_notes_alone(recording: Path, tmp_path: Path, notes: bool) -> None:
    (folder,) = export(recording, [ExportFormat.CSV], tmp_path / "out", OWN, notes=notes)
    with (folder / "answers.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    expected = [("calm", "37", "before", "7.5"), ("warmth", "", "before", "7.5")]
    expected += [("word", SECRET, "after", "7.5"), ("age", "38", "after", "7.5")] if notes else []
    assert [(row["question"], row["value"], row["moment"], row["took_s"]) for row in rows] == expected
    assert all(SECRET not in file.read_text() for file in folder.iterdir()) is not notes
    assert "form_answered" not in (folder / "events.csv").read_text()
    assert "answers.csv" in (folder / "dictionary.csv").read_text()


def test_bids_has_answers_as_behaviour_with_its_columns_told(recording: Path, tmp_path: Path) -> None:
    (folder,) = export(recording, [ExportFormat.BIDS], tmp_path / "out", OWN)
    (table,) = folder.rglob("*_beh.tsv")
    header, calm, passed = table.read_text().splitlines()
    content = json.loads(table.with_suffix(".json").read_text())
    assert set(header.split("\t")) < set(content)
    assert calm.split("\t")[1:6] == ["how_it_is", "before", "calm", "visual_analogue", "37"]
    assert passed.split("\t")[5] == "n/a"
    assert not any(SECRET in file.read_text(errors="replace") for file in folder.rglob("*") if file.is_file())


def test_a_recording_without_answers_has_no_such_table(tmp_path: Path, record, one_of_each) -> None:
    path = tmp_path / "one.soften"
    record(path, [event for event in one_of_each if not isinstance(event, FormAnswered)])
    csv_folder, bids = export(path, [ExportFormat.CSV, ExportFormat.BIDS], tmp_path / "out", OWN)
    assert not (csv_folder / "answers.csv").exists()
    assert not list(bids.rglob("*_beh.*"))


def test_a_shared_copy_keeps_places_on_lines_of_our_forms_and_no_words(recording: Path, tmp_path: Path) -> None:
    copy = share_recording(recording, tmp_path / "copy.soften")
    with Recording(copy) as kept:
        assert [event for _, event in kept.events()] == [CALM, PASSED]
