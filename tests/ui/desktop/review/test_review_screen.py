"""Looking back at one practice, in the window, with a recording of the simulated heart."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.app.recordings.review import review_of
from biofeedback.error_codes import CommandErrorCode, RecordingErrorCode
from biofeedback.errors import RecordingError, UsageError
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.words.languages import english

SILENT = (70.0, 95.0)
MARKED_S = 120.0


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recordings") / "2026-03-03_09-05-00_compassionate_pause.soften"
    return record(path, silent=SILENT, markers=(MARKED_S,), note="Softer around the jaw.")


@pytest.fixture
def own(recording: Path, tmp_path: Path) -> Path:
    """A copy of the recording, to be written to."""
    return Path(shutil.copy(recording, tmp_path / recording.name))


def opened(window: Window, path: Path, qtbot: QtBot) -> ReviewScreen:
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_review(path)
    shown = window.screen_shown
    assert isinstance(shown, ReviewScreen)
    qtbot.waitUntil(lambda: shown.plot is not None and shown.plot.hasFocus())
    return shown


@pytest.fixture
def screen(window: Window, qtbot: QtBot, recording: Path) -> ReviewScreen:
    return opened(window, recording, qtbot)


def test_the_practice_is_told_and_shown(screen: ReviewScreen) -> None:
    assert screen.heading.title.text() == "Tuesday morning"
    assert screen.heading.subtitle.text() == "A compassionate pause · 3.0 min · Tuesday, 3 March 2026 · 09:05"
    assert screen.heading.lines
    assert screen.heading.lines[0].text().startswith("You were here for three minutes")
    assert screen.plot is not None
    assert screen.table is not None
    titles = [screen.table.cells[row, 0].text() for row in range(1, 4)]
    assert titles == [step.title for step in screen.plot.data.review.summary.steps][:3]
    assert screen.table.cells[1, 2].accessibleName().startswith("Heart rate, bpm: ")


def test_numbers_that_are_not_known_have_their_reason_below(screen: ReviewScreen) -> None:
    assert screen.table is not None
    said = " ".join(each.text() for each in screen.table.reasons)
    assert "Needs 64 s of heartbeats." in said
    marked = [cell for cell in screen.table.cells.values() if "¹" in cell.text()]
    assert marked
    assert all(cell.toolTip() in said for cell in marked)


def test_where_coherence_is_not_known_the_reason_is_said(screen: ReviewScreen) -> None:
    assert "Coherence is not known for" in screen.below.unknown.text()
    assert screen.below.unknown.isVisible()


def test_the_gap_is_a_gap(screen: ReviewScreen) -> None:
    assert screen.plot is not None
    data = screen.plot.data
    lines = data.heart.lines(0.0, 200.0, 0.01)
    assert not any(line.points[0][0] < SILENT[0] + 2.0 and line.points[-1][0] > SILENT[1] - 2.0 for line in lines)
    assert any(mark.kind == "gap" for mark in data.marks)


def test_every_mark_is_reached_and_explained_by_keyboard(screen: ReviewScreen, qtbot: QtBot) -> None:
    plot = screen.plot
    assert plot is not None
    plot.setFocus()
    explained = []
    for mark in plot.data.marks:
        qtbot.keyClick(plot, Qt.Key.Key_PageDown)
        assert plot._cursor_s == mark.at_s
        explained.append(screen.below.moment.text())
        assert plot.accessibleDescription() == screen.below.moment.text()
    assert {mark.kind for mark in plot.data.marks} == {"marker", "corrected", "gap", "unknown"}
    said = " ".join(explained)
    for mark in plot.data.marks:
        assert mark.sentence in said
    assert "You marked this moment." in said
    qtbot.keyClick(plot, Qt.Key.Key_PageUp)
    assert plot._cursor_s == plot.data.marks[-2].at_s


def test_keys_zoom_and_move(screen: ReviewScreen, qtbot: QtBot) -> None:
    plot = screen.plot
    assert plot is not None
    assert plot.span.is_whole
    for _ in range(40):
        qtbot.keyClick(plot, Qt.Key.Key_Plus)
    assert plot.span.length_s == pytest.approx(2.0)
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.span.from_s == plot.data.whole.first_s
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.span.from_s > plot.data.whole.first_s
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert plot.span.until_s == pytest.approx(plot.data.whole.last_s)
    qtbot.keyClick(plot, Qt.Key.Key_Minus)
    assert plot.span.length_s == pytest.approx(3.0)
    qtbot.keyClick(plot, Qt.Key.Key_0)
    assert plot.span.is_whole


def test_the_wheel_zooms_around_the_pointer_and_a_drag_moves(screen: ReviewScreen, qtbot: QtBot) -> None:
    plot = screen.plot
    assert plot is not None
    area = plot.frame.area
    place = QPointF(area.left() + 0.25 * area.width(), area.center().y())
    at_s = plot.frame.t_s(place.x())
    turn = QWheelEvent(
        place,
        plot.mapToGlobal(place),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot, turn)
    assert plot.span.length_s < plot.data.whole.length_s / 3.0
    assert plot.frame.t_s(place.x()) == pytest.approx(at_s, abs=0.01)
    before = plot.span.from_s
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=place.toPoint())
    qtbot.mouseMove(plot, place.toPoint() - QPoint(100, 0))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=place.toPoint() - QPoint(100, 0))
    assert plot.span.from_s - before == pytest.approx(100 * plot.frame.pixel_s, abs=0.5)


def test_a_corrected_beat_is_explained_under_the_pointer(screen: ReviewScreen, qtbot: QtBot) -> None:
    plot = screen.plot
    assert plot is not None
    mark = next(mark for mark in plot.data.marks if mark.kind == "corrected")
    place = QPoint(round(plot.frame.x(mark.at_s)), round(plot.frame.heart.center().y()))
    qtbot.mouseMove(plot, place)
    assert mark.sentence in screen.below.moment.text()
    assert " bpm" in screen.below.moment.text()


def test_the_plot_is_told_in_words(screen: ReviewScreen) -> None:
    assert screen.plot is not None
    interface = QAccessible.queryAccessibleInterface(screen.plot)
    assert interface.text(QAccessible.Text.Name) == "The course of the practice"
    description = interface.text(QAccessible.Text.Description)
    for words in ("Heart rate between ", "Rhythm coherence between ", "Warmth of the light between ", "corrected"):
        assert words in description


def test_everything_the_keyboard_reaches_has_a_name_and_shows_its_focus(screen: ReviewScreen) -> None:
    reached = [
        each
        for each in screen.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    assert len(reached) >= 2
    for widget in reached:
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name, widget
        widget.clearFocus()
        without = widget.grab().toImage()
        widget.setFocus()
        assert widget.grab().toImage() != without, name


def test_escape_and_the_button_go_home(screen: ReviewScreen, window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.home_requested):
        qtbot.keyClick(screen.plot, Qt.Key.Key_Escape)
    assert window.screen_shown is not screen


def test_a_note_is_changed_and_what_it_said_before_stays(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    assert screen.notes is not None
    assert screen.notes.note.text() == "Softer around the jaw."
    screen.notes.note.setFocus()
    screen.notes.note.setText("Softer around the eyes.")
    qtbot.keyClick(screen.notes.note, Qt.Key.Key_Return)
    assert screen.notes.said.text() == "After the practice it said: Softer around the jaw."
    screen.notes.note.setText("Softer.")
    qtbot.keyClick(screen.notes.note, Qt.Key.Key_Escape)  # leaving keeps it too
    with Recording(own) as kept:
        assert [note.text for note in kept.later_notes()] == ["Softer around the eyes.", "Softer."]
    again = opened(window, own, qtbot)
    assert again.notes is not None
    assert again.notes.note.text() == "Softer."
    latest, first = again.notes.said.text().splitlines()
    assert latest.startswith("On ")
    assert latest.endswith("it said: Softer around the eyes.")
    assert first == "After the practice it said: Softer around the jaw."


def test_an_unchanged_note_is_not_written_again(window: Window, own: Path, qtbot: QtBot) -> None:
    before = own.read_bytes()
    screen = opened(window, own, qtbot)
    qtbot.keyClick(screen.plot, Qt.Key.Key_Escape)
    assert own.read_bytes() == before


def test_a_note_that_does_not_fit_its_line_is_not_written_again(window: Window, own: Path, qtbot: QtBot) -> None:
    text = "long " * 1000
    with closing(sqlite3.connect(own)) as connection:
        connection.execute("UPDATE note SET text = ? WHERE kind = 'note'", (text,))
        connection.commit()
    before = own.read_bytes()
    screen = opened(window, own, qtbot)
    assert screen.notes is not None
    assert screen.notes.note.text() != text
    screen.notes.keep()
    assert own.read_bytes() == before


def test_a_note_that_cannot_be_kept_stays_on_its_line(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    assert screen.notes is not None
    with closing(sqlite3.connect(own, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        screen.notes.note.setText("Held.")
        screen.notes.keep()
    assert "cannot be kept" in screen.notes.said.text()
    assert screen.notes.note.text() == "Held."
    screen.notes.keep()
    with Recording(own) as kept:
        assert [note.text for note in kept.later_notes()] == ["Held."]


def test_deleting_asks_once_and_stands_on_no(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    deleting = screen.deleting
    assert deleting is not None
    deleting.button.click()
    assert deleting.question.text() == f"Delete {own.name}? It cannot be brought back."
    assert deleting.no.hasFocus()
    qtbot.keyClick(deleting.no, Qt.Key.Key_Return)
    assert own.exists()
    assert deleting.button.hasFocus()
    deleting.button.click()
    qtbot.keyClick(deleting.no, Qt.Key.Key_Escape)
    assert window.screen_shown is screen
    deleting.button.click()
    qtbot.keyClick(deleting.yes, Qt.Key.Key_Return)
    assert not own.exists()
    assert window.screen_shown is not screen


def test_what_cannot_be_deleted_says_so_in_place(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    assert screen.deleting is not None
    own.unlink()
    screen.deleting.button.click()
    screen.deleting.yes.click()
    assert own.name in screen.deleting.question.text()
    assert window.screen_shown is screen


def test_a_recording_that_cannot_be_read_is_told_in_place(
    window: Window, application: PretendApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show()
    window.show_review(tmp_path / "none.soften")
    screen = window.screen_shown
    assert isinstance(screen, ReviewScreen)
    with qtbot.waitSignal(screen.shown):
        pass
    assert "none.soften" in screen.heading.said.text()
    assert screen.home.isVisible()


def test_looking_back_changes_nothing_in_the_recording(recording: Path) -> None:
    before = recording.read_bytes()
    review_of(recording, english())
    assert recording.read_bytes() == before


def test_the_review_of_what_is_no_recording_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.soften"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE anything (x)")
    with pytest.raises(RecordingError) as told:
        review_of(path, english())
    assert told.value.code is RecordingErrorCode.OTHER_DATABASE


def test_a_fault_of_ours_while_reading_is_said_and_logged(
    window: Window, application: PretendApplication, qtbot: QtBot, monkeypatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_path: Path) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(application, "review", fail)
    window.show()
    window.show_review(Path("a.soften"))
    screen = window.screen_shown
    assert isinstance(screen, ReviewScreen)
    qtbot.waitUntil(lambda: "through a fault of ours (ZeroDivisionError)" in screen.heading.said.text())
    assert screen.home.isVisible()
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]


def test_a_report_is_saved_by_keyboard_and_it_is_said_where(
    screen: ReviewScreen, application: PretendApplication, recording: Path, qtbot: QtBot
) -> None:
    button = screen.give_on.report
    assert button.text() == "Save report (PDF)"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.give_on.said.text().startswith("The report: "))
    assert screen.give_on.said.isVisible()
    assert screen.give_on.said.text().endswith(f"{recording.stem}_report.pdf")
    assert application.written.reported == [recording]


def test_it_is_said_why_a_report_cannot_be_made(
    screen: ReviewScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    application.written.refusal = UsageError(CommandErrorCode.EXTRA_MISSING, library="typst", extra="report")
    qtbot.mouseClick(screen.give_on.report, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "pip install 'soften[report]'" in screen.give_on.said.text())
    application.written.refusal = None
    qtbot.mouseClick(screen.give_on.report, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.give_on.said.text().startswith("The report: "))
