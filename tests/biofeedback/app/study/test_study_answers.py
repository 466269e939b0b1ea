"""Answers of a study: from before to after, in their table, and words only where they are asked for."""

from dataclasses import replace

import pandas
import pytest

from biofeedback.app.study.columns import ANSWERS
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.app.study.result import OfStudy
from biofeedback.events import FormAnswered
from tests.rigs.files.recorded_practice import record
from tests.rigs.studies import made_study
from tests.rigs.studies.summed_studies import summed


def test_answers_are_told_from_before_to_after(study):
    found = {each.number: each for each in summed(study).answers}
    assert found["how_it_is: warmth"].change.median == 11.0
    assert found["how_it_is: warmth"].change.people == 20, "answers need no heart"
    assert dict(found["how_it_is: ease"].missing) == {"not-answered": 1}
    assert summed(study).words == 40


def answered(moment, question, kind, value):
    return FormAnswered(
        t_s=0.0,
        form="how_it_is",
        moment=moment,
        question=question,
        kind=kind,
        value=value,
        took_s=2.5,
        asked="How is it?",
        meaning="",
    )


def test_answers_are_in_their_table_and_free_words_only_where_they_are_asked_for(tmp_path):
    told = [
        answered("before", "warmth", "visual_analogue", "31"),
        answered("before", "own_words", "words", "the garden behind the house"),
        answered("after", "warmth", "visual_analogue", ""),
    ]
    path = record(tmp_path / "P01_1.soften", "three_breaths", facts={"participant": "P01"}, answers=told)
    found = analyse_file(path, StudySettings())
    assert [(each.question, each.value, each.took_s) for each in found.answers] == [
        ("warmth", "31", 2.5),
        ("own_words", "", 2.5),
        ("warmth", "", 2.5),
    ]
    assert "garden" not in found.as_json()
    with_words = analyse_file(path, StudySettings(notes=True))
    made_study.made_study(tmp_path, {path.name: with_words})
    table = pandas.read_csv(tmp_path / "results" / "answers.csv", keep_default_na=False)
    assert list(table.columns) == [column.name for column in ANSWERS]
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        (path.name, "", "P01", "", "", each.form, each.moment, each.question, each.kind, each.value, 2.5)
        for each in told
    ]


@pytest.mark.parametrize("notes", [False, True])
def test_words_in_place_of_a_number_are_words_and_end_no_report(tmp_path, notes):
    told = [
        answered("before", "warmth", "visual_analogue", "31"),
        answered("after", "warmth", "visual_analogue", "1e999"),
        answered("before", "ease", "likert", "the garden behind the house"),
        answered("after", "ease", "likert", "nan"),
    ]
    facts = {"participant": "P01", "study": made_study.STUDY}
    path = record(tmp_path / "P01_1.soften", "three_breaths", facts=facts, answers=told)
    found = analyse_file(path, StudySettings(notes=notes))
    assert ("garden" in found.as_json()) == notes
    made_study.made_study(tmp_path, {path.name: found})
    why = "not-a-number" if notes else "not-answered"
    assert {each.number: (each.change.people, each.missing) for each in summed(tmp_path).answers} == {
        "how_it_is: warmth": (0, ((why, 1),)),
        "how_it_is: ease": (0, ((why, 1),)),
    }


def test_words_are_counted_of_participants_alone(tmp_path):
    of_nobody = made_study.person(2, "real")
    people = {"1.soften": made_study.person(1, "real"), "2.soften": replace(of_nobody, of=OfStudy())}
    made_study.made_study(tmp_path, people)
    assert summed(tmp_path).words == 2
