"""The passphrase in the window: chosen in the settings, asked for once before a practice and in the history."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from biofeedback.app.application import LiveApplication
from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.practices import practice_named
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import GIVEN
from tests.rigs.practices.past_practices import past_practices
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.pretend_seals import PretendSeals
from ui.desktop.app import dress
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.passphrase import PassphrasePage
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.settings.seals import SealsPage
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


@pytest.fixture
def page(window: Window, application: PretendApplication, qtbot: QtBot) -> SealsPage:
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window._open_settings("seals")
    page = window.screen_shown.page
    assert isinstance(page, SealsPage)
    return page


def type_into(form, qtbot: QtBot, *texts: str) -> None:
    for line, text in zip((form.first, form.second), texts, strict=False):
        assert line.echoMode() == QLineEdit.EchoMode.Password
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)


def test_it_is_typed_twice_and_no_way_back_is_said_before(
    page: SealsPage, application: PretendApplication, qtbot: QtBot
) -> None:
    assert "Nobody can bring a forgotten passphrase back" in page.warning.text()
    qtbot.mouseClick(page.wanted, Qt.MouseButton.LeftButton)
    form = page.form
    assert form is not None
    type_into(form, qtbot, "lavender", "lavendar")
    qtbot.waitUntil(form.error.isVisible)
    assert "not the same" in form.error.text()
    assert form.first.text() == form.second.text() == ""
    assert not application.seals.wanted
    type_into(form, qtbot, "lavender", "lavender")
    qtbot.waitUntil(lambda: application.seals.wanted)
    qtbot.waitUntil(lambda: page.form is None)
    assert page.wanted.isChecked()
    assert not page.seal_all.isHidden()


def test_what_was_recorded_before_is_sealed_and_opened_again(
    page: SealsPage, application: PretendApplication, qtbot: QtBot
) -> None:
    application.seals.choose("lavender", "lavender")
    page._show()
    page.seal_all.click()
    qtbot.waitUntil(lambda: "3 recordings are sealed now." in page.said_of_it.text())
    assert "Copies elsewhere stay" in page.said_of_it.text()
    page.unseal_all.button.click()
    page.unseal_all.yes.click()
    qtbot.waitUntil(lambda: "3 recordings are plain files now." in page.said_of_it.text())
    assert not page.wanted.isChecked()
    assert page.unseal_all.isHidden()


def test_a_wish_that_is_taken_back_before_it_was_typed_changes_nothing(
    page: SealsPage, application: PretendApplication
) -> None:
    page.wanted.click()
    page.wanted.click()
    assert page.form is None
    assert not page.wanted.isChecked()
    assert not application.seals.wanted


def test_a_begun_practice_asks_once_and_goes_on(
    home: HomeScreen, window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    seals = application.seals = PretendSeals(sealed=2, wanted=True, passphrase="lavender")
    begin = application.begin

    def begun(*given):
        if not seals.is_open:
            raise UsageError(SealErrorCode.PASSPHRASE_NEEDED)
        return begin(*given)

    application.begin = begun
    home.begin()
    asking = home.page
    assert isinstance(asking, PassphrasePage)
    assert asking.form.second.isHidden()
    type_into(asking.form, qtbot, "rosemary")
    qtbot.waitUntil(asking.form.error.isVisible)
    assert "does not open with this passphrase" in asking.form.error.text()
    type_into(asking.form, qtbot, "lavender")
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, PracticeScreen))


def test_the_way_back_from_the_question_begins_nothing(
    home: HomeScreen, window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    application.refusal = UsageError(SealErrorCode.PASSPHRASE_NEEDED)
    home.begin()
    qtbot.keyClick(home.page, Qt.Key.Key_Escape)
    assert home.page is home.home_page
    assert not application.begun
    assert application.watching == 1


def test_a_sealed_light_of_the_history_is_opened_by_its_passphrase(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    seals = application.seals = PretendSeals(sealed=1, passphrase="lavender")
    one = past_practices(1)[0]
    sealed = replace(one, title="", error=RecordingError(SealErrorCode.SEALED, str(one.path)))
    application.past = [sealed]
    window.show()
    window.show_history(one.path)
    history = window.screen_shown
    assert isinstance(history, HistoryScreen)
    qtbot.waitUntil(lambda: history.panel.unseal.isVisible())
    assert "is sealed" in history.panel.said.text()
    assert history.panel.look_back.isHidden()
    history.panel.unseal.click()
    asking = window.screen_shown
    assert isinstance(asking, PassphrasePage)
    application.past = [one]
    type_into(asking.form, qtbot, "lavender")
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, HistoryScreen))
    assert seals.is_open
    again = window.screen_shown
    qtbot.waitUntil(lambda: again.panel.look_back.isVisible())
    assert again.panel.unseal.isHidden()


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveApplication]:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    (tmp_path / "opening_page_shown").touch()
    with LiveApplication(speed=100.0, seed=7) as application:
        yield application
    GIVEN.forget()


def test_a_practice_in_the_real_application_is_sealed_and_looked_back_on(
    qapp: QApplication, qtbot: QtBot, live: LiveApplication, tmp_path: Path
) -> None:
    dress(qapp, DARK)
    window = Window(live, DARK, english())
    qtbot.addWidget(window)
    window.show()
    live.seals.choose("lavender", "lavender")
    session = live.begin(practice_named("compassionate_pause"), "none", None)
    path = session.finish()
    assert is_sealed(path)
    assert session.error is None
    assert live.review(path).summary.title == "A compassionate pause"
    (past,) = live.history()
    assert past.title == "A compassionate pause"
    live.seals.forget()
    (past,) = live.history()
    assert past.error is not None
    assert past.error.code == SealErrorCode.SEALED
    assert past.title == ""
    with pytest.raises(UsageError, match="passphrase-needed"):
        live.begin(practice_named("compassionate_pause"), "none", None)
    assert len(list((tmp_path / "sessions").glob("*.soften"))) == 1
