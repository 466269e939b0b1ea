"""The report on a study: how it was made, its pictures and files, and nobody's name."""

import math
import re

import pytest

from biofeedback.app.study.reporting import form_of, write_study_report
from biofeedback.app.study.summarising import summary_of
from biofeedback.document import DotChart, Paragraph, Table
from biofeedback.errors import RecordingError, UsageError
from biofeedback.studies.medians import RESAMPLES
from tests.rigs.studies import made_study
from tests.rigs.studies.summed_studies import summed
from tests.rigs.words.said_errors import raises_saying
from ui.words.languages import english
from ui.words.study_report.whole import study_document
from ui.words.study_report.wordings import change_text


def test_a_sealed_study_says_nothing_of_conditions(tmp_path):
    results = made_study.twenty(tmp_path)
    (tmp_path / "allocation.key").write_bytes(b"sealed")
    summary = summary_of(tmp_path, results, 1)
    assert summary.allocation == "sealed"
    words = said(study_document(summary, english(), "html"))
    assert "Who was in which condition is sealed" in words
    assert "sham" not in words


def said(document):
    """All words of a document."""
    cells = [
        cell for each in document.blocks if isinstance(each, Table) for row in (each.head, *each.rows) for cell in row
    ]
    texts = [each.text for each in document.blocks if hasattr(each, "text")]
    drawn = [" ".join((each.alt, each.title, *each.columns)) for each in document.blocks if isinstance(each, DotChart)]
    return "\n".join((document.title, document.foot, *texts, *cells, *drawn))


def test_the_report_says_how_it_was_made_and_judges_nothing(opened):
    words = said(study_document(summed(opened, seed=1234), english(), "html"))
    for needed in ("1234", str(RESAMPLES)[0], "percentile interval by bootstrap", "Efron and Tibshirani", "simulated"):
        assert needed in words
    assert not re.search(r"signific|p-value|\beffect|\bbetter|\bworse|improve|reject|hypothes", words, re.IGNORECASE)
    assert "study-worker-died" in words
    assert "low-coverage" in words


def test_nothing_in_it_is_of_one_person(opened):
    document = study_document(summed(opened), english(), "html")
    assert not re.search(r"anna|P0\d|P1\d|\.soften|\.txt|\bstrap", said(document))


def test_pictures_show_each_person_and_the_medians(opened):
    charts = [each for each in study_document(summed(opened), english(), "html").blocks if isinstance(each, DotChart)]
    assert [chart.title.partition(",")[0].partition(":")[0] for chart in charts]
    (rmssd,) = (chart for chart in charts if chart.title.startswith("RMSSD"))
    assert [group.title for group in rmssd.groups] == ["real", "sham"]
    assert rmssd.columns == ("Settling", "Practice", "Recovery", "Full breaths")
    assert [len(group.people) for group in rmssd.groups] == [10, 10]
    assert rmssd.low < 0.0 < rmssd.high
    assert "Practice (real): 9 people, median +" in rmssd.alt


@pytest.mark.parametrize("name", ["report.html", "report.pdf"])
def test_it_is_written_as_its_name_ends(opened, tmp_path, name):
    to = tmp_path / name
    for _ in range(2):  # in the place of the one that is there
        write_study_report(opened, opened / "results", to, english(), 1)
    made = to.read_bytes()
    if name.endswith("pdf"):
        assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    else:
        circles = made.count(b"<circle")
        people = [
            each for each in summed(opened).changes if each.number in ("mean_hr_bpm", "rmssd_ms", "coherence_share")
        ]
        assert circles == sum(each.change.people for each in people)
        assert b"default-src 'none'" in made


def test_a_report_of_nobody_says_so(tmp_path):
    made_study.made_study(tmp_path, {})
    document = study_document(summed(tmp_path), english(), "html")
    assert any("No change can be told" in each.text for each in document.blocks if isinstance(each, Paragraph))


@pytest.mark.parametrize(
    ("value", "told"), [(-0.04, "0.0"), (0.04, "0.0"), (0.06, "+0.1"), (-12.34, "-12.3"), (math.nan, "–")]
)
def test_a_change_has_its_sign_and_what_is_told_as_zero_has_none(value, told):
    assert change_text("rmssd_ms", value, english()) == told


def test_a_name_that_ends_otherwise_is_refused(tmp_path):
    with raises_saying(UsageError, r"ends in one of these: \.html, \.pdf"):
        form_of(tmp_path / "report.docx")


def test_a_report_that_cannot_be_written_is_named(tmp_path):
    made_study.made_study(tmp_path, {})
    with raises_saying(RecordingError, "nowhere/report.html cannot be written: No such file or directory"):
        write_study_report(tmp_path, tmp_path / "results", tmp_path / "nowhere" / "report.html", english(), 1)
