"""A whole study as a lab does it, in small; `make lab-study` does it with twenty people."""

import csv

from tests.rigs.studies.lab_study import whole_study
from tests.rigs.studies.small_studies import CONDITIONS


def test_a_study_from_its_first_draw_to_its_report(tmp_path):
    said = list(whole_study(tmp_path / "lab", 4))
    refused = [each for each in said if each.printed.code != 0]
    assert [each.printed.err for each in refused] == [
        "P01 has done the session of this study. --again does it once more.\n"
    ]
    before_opening = said[: next(at for at, each in enumerate(said) if "open" in each.words)]
    sessions = [each for each in before_opening if "--participant" in each.words]
    assert len(sessions) == 5
    for each in sessions:
        assert not any(word in each.printed.out + each.printed.err for word in CONDITIONS)
    study = tmp_path / "lab" / "study"
    with (study / "allocation.csv").open(newline="") as file:
        assert [row["participant"] for row in csv.DictReader(file)] == ["P01", "P02", "P03", "P04"]
    with (study / "results" / "exclusions.csv").open(newline="") as file:
        assert "recordings/poison.soften" in {row["file"] for row in csv.DictReader(file)}
    with (study / "results" / "numbers.csv").open(newline="") as file:
        assert {row["participant"] for row in csv.DictReader(file)} == {"P01", "P02", "P03", "P04"}
    report = (study / "results" / "report.html").read_text()
    assert all(word in report for word in CONDITIONS)
    assert "4 of 4 sessions are done." in said[-1].printed.out
    assert "The key was opened on" in said[-1].printed.out
