"""Changes of a study: paired within people, by kind of block, by condition once the key is open."""

import math
from statistics import median

import pandas
import pytest

from biofeedback.__main__ import main
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.document import Table
from biofeedback.errors import RecordingError
from biofeedback.practice.script.file import read_practice
from biofeedback.practice.script.protocol import with_condition
from biofeedback.studies.medians import LEAST_PEOPLE
from tests.rigs.files.recorded_practice import record
from tests.rigs.studies import made_study
from tests.rigs.studies.small_studies import write_protocol
from tests.rigs.studies.summed_studies import summed
from tests.rigs.words.said_errors import raises_saying
from ui.words.languages import english
from ui.words.study_report.whole import study_document


def of(summary, kind, number, condition=""):
    (found,) = (
        each for each in summary.changes if (each.kind, each.number, each.condition) == (kind, number, condition)
    )
    return found


def by_hand(folder, kind, number, people):
    """The changes of some people, from the table as R or pandas reads it."""
    table = pandas.read_csv(folder / "results" / "numbers.csv", keep_default_na=False, na_values={"value": [""]})
    table = table[(table.number == number) & (table.excluded == "") & table.participant.isin(people)]
    wide = table.pivot_table(index="participant", columns="block_kind", values="value")
    return (wide[kind] - wide["baseline"]).dropna()


def test_changes_are_paired_within_people(study):
    summary = summed(study)
    found = of(summary, "practice", "rmssd_ms")
    everybody = [f"P{number:02}" for number in range(1, 21)]
    expected = by_hand(study, "practice", "rmssd_ms", everybody)
    assert found.change.people == len(expected) == 18
    assert found.change.median == pytest.approx(expected.median())
    assert found.change.low < found.change.median < found.change.high
    assert found.missing == (("low-coverage", 1), ("study-no-beats", 1))
    assert {each.kind for each in summary.changes} == {"settle", "practice", "recovery", "deep_breathing"}
    assert "beats" not in {each.number for each in summary.changes}
    unknown = of(summary, "practice", "vlf_ms2")
    assert (unknown.change.people, math.isnan(unknown.change.median)) == (0, True)
    assert dict(unknown.missing) == {"vlf-too-short": 19, "study-no-beats": 1}


def test_conditions_are_told_apart_once_the_key_is_open(study, opened):
    assert summed(study).allocation == "none"
    assert {each.condition for each in summed(study).changes} == {""}
    summary = summed(opened)
    assert summary.allocation == "open"
    assert dict(summary.people) == {"real": 10, "sham": 10}
    for condition, rise in made_study.RISE_MS.items():
        found = of(summary, "practice", "rmssd_ms", condition)
        people = [f"P{each:02}" for each in range(1, 21) if made_study.condition_of(each) == condition]
        assert found.change.median == pytest.approx(by_hand(opened, "practice", "rmssd_ms", people).median())
        assert found.change.low < rise < found.change.high


def test_a_code_that_two_studies_gave_is_two_people_and_a_condition_is_of_its_study(tmp_path):
    people = {f"{number}.soften": made_study.person(number, "real", beats=number == 1) for number in (1, 2)}
    people["other/1.soften"] = made_study.person(1, "sham", study="other-00000000")
    people["other/2.soften"] = made_study.person(2, "sham", study="other-00000000")
    made_study.made_study(tmp_path, people)
    summary = summed(tmp_path)
    assert (dict(summary.people), summary.several) == ({"": 4}, 0)
    assert of(summary, "practice", "rmssd_ms").change.people == 3
    made_study.allocation(tmp_path)
    assert dict(summed(tmp_path).people) == {"": 2, "real": 1, "sham": 1}
    assert {each.condition: each.change.people for each in summed(tmp_path).answers if "warmth" in each.number} == {
        "": 2,
        "real": 1,
        "sham": 1,
    }


def test_an_allocation_of_no_study_is_told(tmp_path):
    made_study.twenty(tmp_path)
    made_study.allocation(tmp_path)
    (tmp_path / "study.toml").unlink()
    with raises_saying(RecordingError, r"Please put study\.toml of that study beside it"):
        summed(tmp_path)


def test_a_folder_may_be_called_as_a_pattern_or_as_a_part_of_a_table(tmp_path):
    made_study.made_study(tmp_path / "s 1", {"1.soften": made_study.person(1, "real")})
    folder = tmp_path / "s [1]" / "study=other"
    made_study.made_study(folder, {f"{number}.soften": made_study.person(number, "real") for number in (2, 3)})
    assert summed(folder).recordings == 2
    assert summed(folder).studies == (made_study.STUDY,)
    there = tmp_path / "s [1]"
    made_study.made_study(there, {f"{number}.soften": made_study.person(number, "real") for number in (4, 5, 6)})
    assert summed(there).recordings == 3


def test_an_allocation_that_says_nothing_is_told(tmp_path):
    made_study.twenty(tmp_path)
    made_study.allocation(tmp_path)
    (tmp_path / "allocation.csv").write_text("who,what\r\nP01,real\r\n")
    with raises_saying(RecordingError, "does not say who was in which condition"):
        summed(tmp_path)


def test_too_few_people_have_a_median_and_no_interval(tmp_path):
    made_study.made_study(tmp_path, {f"{n}.soften": made_study.person(n, "real") for n in range(LEAST_PEOPLE - 1)})
    found = of(summed(tmp_path), "practice", "rmssd_ms")
    assert found.change.people == LEAST_PEOPLE - 1
    assert not math.isnan(found.change.median)
    assert math.isnan(found.change.low)
    (table,) = (
        block
        for block in study_document(summed(tmp_path), english(), "html").blocks
        if isinstance(block, Table) and block.head[0] == "Question"
    )
    assert {row[4] for row in table.rows} == {"–"}


def test_several_recordings_of_a_person_are_one_value(tmp_path):
    people = {f"{number}.soften": made_study.person(number, "real") for number in range(1, 11)}
    people["again.soften"] = made_study.person(1, "sham")
    made_study.made_study(tmp_path, people)
    summary = summed(tmp_path)
    assert (summary.recordings, summary.several) == (11, 1)
    found = of(summary, "practice", "rmssd_ms")
    assert found.change.people == 10
    assert found.of_people[0] == pytest.approx(median(each for each in _twice(tmp_path)))


def _twice(folder):
    table = pandas.read_csv(folder / "results" / "numbers.csv", keep_default_na=False, na_values={"value": [""]})
    table = table[(table.number == "rmssd_ms") & (table.participant == "P01")]
    wide = table.pivot_table(index="file", columns="block_kind", values="value")
    return list(wide["practice"] - wide["baseline"])


def test_the_command_analyses_what_is_new_and_reports_the_blocks_of_a_protocol(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "study"
    folder.mkdir()
    path = write_protocol(tmp_path / "lights.toml", baseline_s=60, practice_s=60)
    protocol, _ = read_practice(path.read_text(), path.name)
    protocol = with_condition(protocol, "genuine")
    for number in (1, 2):
        of = {"study": "lights-0", "participant": f"P0{number}", "study_session": "1", "protocol": "lights"}
        record(folder / f"P0{number}_1.soften", protocol, seed=number, facts=of)
    monkeypatch.setattr("sys.argv", ["soften", "study", "report", str(folder), "--workers", "1", "--seed", "77"])
    with pytest.raises(SystemExit) as left:
        main()
    out = capsys.readouterr().out
    assert not left.value.code
    assert "2 files with 2 hearts; computed now: 2" in out
    assert out.endswith(f"The report: {folder}/results/report.html\nThe seed of its intervals: 77\n")
    table = pandas.read_csv(folder / "results" / "numbers.csv", keep_default_na=False)
    kinds = table[["participant", "study_session", "protocol", "block", "block_kind"]].drop_duplicates()
    assert [tuple(row) for row in kinds.itertuples(index=False)] == [
        (f"P0{number}", 1, "lights", block, kind)
        for number in (1, 2)
        for block, kind in ((0, ""), (1, "baseline"), (2, "practice"))
    ]
    summary = summed(folder, seed=77)
    assert of_changes(summary) == {"practice"}
    assert (summary.studies, summary.protocols) == (("lights-0",), ("lights",))
    assert (summary.recordings, summary.simulated) == (2, 0)


def of_changes(summary):
    return {each.kind for each in summary.changes if each.change.people == 2}


def test_a_session_after_the_opening_is_told_apart(tmp_path):
    facts = {"study": "lights", "participant": "P01", "study_session": "1"}
    told = {
        name: analyse_file(record(tmp_path / name, "three_breaths", facts=facts | more), StudySettings())
        for name, more in (("a.soften", {}), ("b.soften", {"blinded": "no"}))
    }
    made_study.made_study(tmp_path, told)
    table = pandas.read_csv(tmp_path / "results" / "files.csv", keep_default_na=False)
    assert dict(zip(table["file"], table["blinded"], strict=True)) == {"a.soften": "", "b.soften": "no"}
