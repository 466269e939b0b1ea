"""Writing a practice as files, in the window: what is chosen, where, what is said, and what is never written over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from scripts import messages
from sessions.exports.names import ExportFormat
from tests.rigs.files.recorded_practice import record
from tests.rigs.practices.past_practices import past_practices
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.settled import settle
from tests.rigs.screens.text_contrast import faint_words
from tests.rigs.words.left_in_english import beyond_the_edge, cut_off, english_left
from tests.rigs.words.pseudo_language import pseudo_language
from ui.desktop.app import dress
from ui.desktop.export.screen import ExportScreen
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.exports import FORMATS
from ui.tokens import DARK, LIGHT, Tokens
from ui.words.language import Language
from ui.words.languages import english
from ui.words.recordings.export_words import format_sentence, format_title

PATH = Path("/recordings/2026-03-03_09-05-00_pause.soften")


@pytest.fixture
def screen(window: Window, application: PretendApplication, qtbot: QtBot) -> ExportScreen:
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_export(PATH, window.show_home)
    return shown(window)


def shown(window: Window) -> ExportScreen:
    screen = window.screen_shown
    assert isinstance(screen, ExportScreen)
    return screen


def test_every_format_is_offered_in_words() -> None:
    assert set(FORMATS) == {each.value for each in ExportFormat}
    said = [(format_title(name, english()), format_sentence(name, english())) for name in FORMATS]
    assert len(set(said)) == len(FORMATS)


def test_what_is_chosen_is_written_and_the_folder_remembered(
    screen: ExportScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    screen.formats["bids"].click()
    screen.notes.click()
    screen.choose_folder(Path("/media/lab"))
    with qtbot.waitSignal(screen.shown):
        qtbot.keyClick(screen.write, Qt.Key.Key_Return)
    assert application.written.asked == [(PATH, ("all", "bids"), Path("/media/lab"), True, False)]
    assert application.written.remembered == [Path("/media/lab")]
    assert screen.said.text().startswith("1 recording is written:\n/media/lab/")
    assert "Your notes and answers are in it" in screen.kept.text()


def test_nothing_is_written_over_unless_it_is_asked_for(
    screen: ExportScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    application.written.refusal = RecordingError(RecordingErrorCode.EXPORT_THERE, "/home/somebody/Documents/x.zip")
    with qtbot.waitSignal(screen.shown):
        screen.write.click()
    assert "is there already, and nothing was written over" in screen.said.text()
    assert application.written.remembered == []
    assert screen.over.button.hasFocus()
    screen.over.button.click()
    with qtbot.waitSignal(screen.shown):
        screen.over.yes.click()
    assert [replace for *_, replace in application.written.asked] == [False, True]
    assert not screen.over.isVisible()


def test_without_a_format_nothing_can_be_written(screen: ExportScreen) -> None:
    screen.formats["all"].click()
    assert not screen.write.isEnabled()
    screen.formats["csv"].click()
    assert screen.write.isEnabled()


def test_the_keyboard_and_a_screen_reader_find_all_of_it(screen: ExportScreen, qtbot: QtBot) -> None:
    stops: list[QWidget] = [screen.formats["all"]]
    qtbot.waitUntil(screen.formats["all"].hasFocus)
    for _ in range(len(FORMATS) + 3):
        qtbot.keyClick(stops[-1], Qt.Key.Key_Tab)
        focus = screen.focusWidget()
        assert focus is not None
        stops.append(focus)
    assert stops[-4:] == [screen.notes, screen.another, screen.write, screen.back]
    for each in stops:
        accessible = QAccessible.queryAccessibleInterface(each)
        assert accessible is not None
        assert accessible.text(QAccessible.Text.Name)
    switch = QAccessible.queryAccessibleInterface(screen.formats["edf"])
    assert switch is not None
    assert switch.text(QAccessible.Text.Description) == format_sentence("edf", english())


def test_a_key_leads_there_from_looking_back_and_escape_leads_back(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = record(tmp_path / "2026-03-03_09-05-00_compassionate_pause.soften")
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_review(path, of_history=True)
    review = window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.plot is not None and review.plot.hasFocus())
    qtbot.keyClick(review.plot, Qt.Key.Key_E)
    export = shown(window)
    qtbot.keyClick(export.formats["all"], Qt.Key.Key_Escape)
    again = window.screen_shown
    assert isinstance(again, ReviewScreen)
    qtbot.waitUntil(lambda: again.plot is not None)
    again.give_on.export.click()
    shown(window)


def test_a_key_leads_there_from_the_history(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    application.past = past_practices(3)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_history(application.past[1].path)
    history = window.screen_shown
    assert isinstance(history, HistoryScreen)
    qtbot.waitUntil(lambda: history.panel.practice is not None and history.picture.hasFocus())
    qtbot.keyClick(history.picture, Qt.Key.Key_E)
    export = shown(window)
    with qtbot.waitSignal(export.shown):
        export.write.click()
    assert application.written.asked[0][0] == application.past[1].path
    export.back.click()
    assert isinstance(window.screen_shown, HistoryScreen)


def test_every_word_can_be_read_on_paper(qapp: QApplication, application: PretendApplication, qtbot: QtBot) -> None:
    window = in_look(qapp, application, qtbot, LIGHT, english())
    screen = shown(window)
    with qtbot.waitSignal(screen.shown):
        screen.write.click()
    QApplication.processEvents()
    assert faint_words(window) == []


@pytest.mark.parametrize("code", ["de", "ar"])
def test_all_of_it_speaks_the_language_and_nothing_is_cut_off(
    qapp: QApplication, application: PretendApplication, qtbot: QtBot, code: str
) -> None:
    language = pseudo_language(messages.template(), code)
    window = in_look(qapp, application, qtbot, DARK, language)
    window.resize(800, 480)
    settle()
    assert english_left(window, "Soften", str(application.written.folder)) == set()
    assert [*cut_off(window), *beyond_the_edge(window)] == []


def in_look(
    qapp: QApplication, application: PretendApplication, qtbot: QtBot, tokens: Tokens, language: Language
) -> Window:
    dress(qapp, tokens)
    window = Window(application, tokens, language)
    window.resize(1280, 860)
    qtbot.addWidget(window)
    window.show_export(PATH, window.show_home)
    window.show()
    qtbot.waitExposed(window)
    return window
