"""The report of a recording: one page for the person, an annex for research, the same in both forms."""

import math
import re
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.app.recordings.reporting import report_facts, write_report
from biofeedback.document import Chart, Document, Heading, NewPage, Paragraph, Table
from biofeedback.errors import SoftenError
from biofeedback.events import PracticeEnded, StepBegan, Tick
from biofeedback.hub import Hub
from biofeedback.signals.definitions import DEFINITIONS
from sessions.recorder import Recorder
from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.files.recorded_practice import record
from tests.rigs.words.said_errors import raises_saying
from ui.words.languages import english
from ui.words.report.checklist_words import checklist_items
from ui.words.report.methods import methods_paragraph
from ui.words.report.whole import report_document

ENGLISH = english()


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "one.soften"
    return record(
        path, faults="ectopics=0.02", silent=(60.0, 85.0), markers=(30.0, 100.0), note="Softer around the jaw."
    )


def changed(recording: Path, path: Path, *orders: tuple[str, tuple[object, ...]]) -> Path:
    path.write_bytes(recording.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        for order, values in orders:
            connection.execute(order, values)
    return path


def made(path: Path, *, annex: bool = True) -> Document:
    return report_document(report_facts(path, ENGLISH), ENGLISH, "html", annex=annex)


def words(document: Document) -> str:
    said = []
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                said.append(text)
            case Table():
                said += [" | ".join(row) for row in (block.head, *block.rows)]
            case Chart():
                said.append(block.alt)
    return "\n".join(said)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_page_tells_the_practice_and_the_annex_follows_on_a_page_of_its_own(recording):
    page, whole = made(recording, annex=False), made(recording)
    assert headings(page) == ["Tuesday morning", "The steps", "Moments", "Your words"]
    assert whole.blocks[: len(page.blocks)] == page.blocks
    assert isinstance(whole.blocks[len(page.blocks)], NewPage)
    said = words(page)
    assert "A note to yourself: Softer around the jaw." in said
    assert said.count("You marked this moment.") == 2
    (chart,) = [block for block in page.blocks if isinstance(block, Chart)]
    assert [panel.title for panel in chart.panels] == ["Heart rate, bpm", "Breaths led, a minute"]
    assert len(chart.bands) == 6
    assert len(chart.marks) == 2
    assert "The steps in order: Arrive, " in chart.alt
    # Over the silence the curve breaks off.
    (curve,) = chart.panels[0].curves
    assert any(math.isnan(value) for _, value in curve.points)


def test_the_page_tells_what_was_answered_to_forms(recording, tmp_path):
    answers = "INSERT INTO form_answered VALUES (?, 1.0, 'how_it_is', ?, 'calm', ?, ?, 9.0, 'How calm?', 'not … very')"
    path = changed(
        recording,
        tmp_path / "two.soften",
        (answers, (900_001, "before", "visual_analogue", "30")),
        (answers, (900_002, "before", "visual_analogue", "")),
        (answers, (900_003, "after", "words", "lighter")),
    )
    page = made(path, annex=False)
    assert headings(page)[-3:] == ["Your words", "Asked before", "Asked after"]
    said = words(page)
    assert "How calm? 30 of 100 (not … very)\nHow calm? (passed over)\nAsked after\nHow calm? “lighter”" in said


def test_the_annex_has_methods_settings_quality_numbers_reasons_and_definitions(recording):
    whole = made(recording)
    expected = [
        *("Annex for research", "How it was made", "Settings", "Quality"),
        *("Numbers of the whole record, in hindsight", "Numbers by step, as they were while practising"),
        *("What was withheld, and why", "Definitions"),
    ]
    assert headings(whole)[-len(expected) :] == expected
    said = words(whole)
    analysis = report_facts(recording, ENGLISH).analysis
    assert f"Coverage | {100.0 * analysis.coverage_share:.1f} %" in said
    assert re.search(r"^RMSSD \| [\d.]+ ms \| all of it \| 2$", said, re.MULTILINE)
    assert re.search(r"^Rhythm coherence \| [\d.]+ \| 64 s each \| 1$", said, re.MULTILINE)
    assert "VLF power | Very slow waves need five minutes of unbroken heartbeats." in said
    for name in analysis.numbers():
        definition = DEFINITIONS[name]
        assert f"{definition.title} {definition.version} | {definition.text} | {definition.source}" in said


@pytest.mark.parametrize(
    ("facts", "subtitle", "sentence"),
    [
        ({}, "without a sensor", "No sensor listened to the heart in this session."),
        (
            {"room": "a key"},
            "the whole room",
            "This is the course of a whole room; whose heart was kept has a recording of its own.",
        ),
    ],
)
def test_without_a_sensor_there_is_the_breath_and_no_number_of_the_heart(tmp_path, facts, subtitle, sentence):
    path = tmp_path / "none.soften"
    hub = Hub()
    inbox = hub.subscribe()
    recorder = Recorder(path, {"practice_title": "Three breaths", "sensor": "none", **facts}, print)
    recorder.start(inbox)
    hub.publish(StepBegan(t_s=0.0, index=0, name="a", title="Arrive", heart_display="shown"), Tick(t_s=60.0))
    hub.publish(PracticeEnded(t_s=60.0, mode="complete"))
    hub.close(inbox)
    recorder.join()
    said = words(made(path))
    assert [each for each in ("without a sensor", "the whole room") if f" · {each}" in said] == [subtitle]
    assert sentence in said
    assert not re.search(r"bpm|RMSSD|coherence|heart rate", said, re.IGNORECASE)


def test_a_recording_that_was_cut_off_and_one_without_trustworthy_numbers_have_pages_too(recording, tmp_path):
    cut = changed(
        recording,
        tmp_path / "cut.soften",
        ("DELETE FROM fact WHERE name = 'closed'", ()),
        ("DELETE FROM practice_ended", ()),
    )
    assert "This recording ended unexpectedly" in words(made(cut))
    disorderly = record(tmp_path / "bad.soften", faults="missing=0.3,extra=0.2,ectopics=0.3")
    said = words(made(disorderly))
    assert "These beats come too irregularly for numbers of variability" in said
    assert "RMSSD | These beats come too irregularly for this number." in said
    assert not re.search(r"^(?:RMSSD|SDNN) \| [\d.]+", said, re.MULTILINE)


def test_hostile_words_are_words(recording, tmp_path):
    path = changed(
        recording,
        tmp_path / "hostile.soften",
        ("UPDATE fact SET value = ? WHERE name IN ('practice_title', 'program_version')", (HOSTILE,)),
        ("UPDATE step_began SET title = ?", (HOSTILE,)),
        ("UPDATE marker SET label = ?", (HOSTILE,)),
        ("UPDATE note SET text = ?", (HOSTILE,)),
    )
    said = words(made(path))
    assert all(line.isprintable() for line in said.splitlines())
    for form in ("html", "pdf"):
        assert write_report(path, tmp_path, ENGLISH, form, annex=False).stat().st_size > 3000


def test_a_report_is_for_ones_own_eyes_and_writes_nothing_over(recording, tmp_path):
    first = write_report(recording, tmp_path / "reports", ENGLISH, "html", annex=True)
    second = write_report(recording, tmp_path / "reports", ENGLISH, "html", annex=True)
    assert [first.name, second.name] == ["one_report.html", "one_report_2.html"]
    assert first.read_bytes() == second.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
    (tmp_path / "file").write_text("")
    with raises_saying(SoftenError, "cannot be written into"):
        write_report(recording, tmp_path / "file", ENGLISH, "html", annex=False)
    pdf = report_document(report_facts(recording, ENGLISH), ENGLISH, "pdf", annex=False)
    assert "made as PDF/UA-1" in words(pdf)
    assert "PDF" not in words(made(recording, annex=False))


def test_of_a_seat_of_a_room_neither_a_page_nor_a_file_nor_the_methods_say_the_name(
    recording: Path, tmp_path: Path
) -> None:
    named, order = "pLaNtEd", "INSERT INTO fact (name, value) VALUES (?, ?)"
    facts = (("seat", named), ("consent", f"{named} says yes"), ("room", "k1"), ("room_clock_s", "0"))
    path = changed(recording, tmp_path / f"2026-03-03_09-05-00_{named}.soften", *((order, each) for each in facts))
    facts_of = report_facts(path, ENGLISH)
    assert named not in methods_paragraph(facts_of, ENGLISH)
    assert named not in str(checklist_items(facts_of, ENGLISH))
    document = made(path)
    assert named not in f"{document.title} {document.foot} {words(document)}"
    report = write_report(path, tmp_path / "reports", ENGLISH, "html", annex=True)
    assert named.encode() not in report.read_bytes()
    assert report.name == f"{facts_of.name}_report.html"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_[a-z_]+", facts_of.name)
