"""Pages to read: what is good to know, once and again when wished; and the eight weeks, without an account."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.codes import NoticeCode
from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.practices import eight_weeks, opening_page
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.said_errors import said as sentence_of
from tests.rigs.words.sentence_of import words_of
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.opening import OpeningScreen
from ui.desktop.screens.path import PathPage
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.screens.questions import QuestionsPage
from ui.desktop.screens.reading import QuietPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.window import Window
from ui.words.languages import english
from ui.words.lengths import length_words

ERROR = PracticeError(PracticeErrorCode.KEY_MISSING, "eight_weeks.toml", "title")


def words(page: QuietPage) -> list[str]:
    said = [page.column.itemAt(index).widget() for index in range(page.column.count())]
    return [widget.text() for widget in said if isinstance(widget, Words)]


def shown_home(window: Window, qtbot: QtBot) -> HomeScreen:
    window.show_home()
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    return home


def on_the_path(home: HomeScreen, qtbot: QtBot) -> PathPage:
    home.home_page.eight_weeks.click()
    page = home.page
    assert isinstance(page, PathPage)
    qtbot.waitUntil(page.chapters[0].hasFocus)
    return page


def test_what_is_good_to_know_is_shown_once(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    application.page = opening_page()
    page = shown_home(window, qtbot).page
    assert isinstance(page, OpeningScreen)
    said = words(page)
    known = opening_page()
    assert said[: len(known.opening) + 1] == [*known.opening, words_of(NoticeCode.FIRST_PRACTICE)]
    assert [line.text() for line in page.not_now if line.isVisible()] == list(known.not_now)
    assert known.not_a_device in said
    qtbot.waitUntil(page.agree.hasFocus)
    qtbot.keyClick(page.agree, Qt.Key.Key_Return)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert home.page is home.home_page
    assert application.begun == []
    assert application.page is None
    again = shown_home(window, qtbot)
    assert again.page is again.home_page


def test_left_by_escape_it_comes_another_time(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    application.page = opening_page()
    home = shown_home(window, qtbot)
    page = home.page
    assert isinstance(page, OpeningScreen)
    qtbot.waitUntil(page.agree.hasFocus)
    qtbot.keyClick(page.agree, Qt.Key.Key_Escape)
    assert home.page is home.home_page
    assert isinstance(shown_home(window, qtbot).page, OpeningScreen)


def test_it_can_be_read_again(home: HomeScreen) -> None:
    home.home_page.read_again.click()
    page = home.page
    assert isinstance(page, OpeningScreen)
    assert page.title.text() == opening_page().title
    page.agree.click()
    assert home.page is home.home_page


def test_an_opening_page_that_cannot_be_read_is_said(
    home: HomeScreen, application: PretendApplication, monkeypatch
) -> None:
    def unread() -> None:
        raise ERROR

    monkeypatch.setattr(application, "opening_words", unread)
    monkeypatch.setattr(application, "path", unread)
    for pill in (home.home_page.read_again, home.home_page.eight_weeks):
        home.breath_panel.say("")
        pill.click()
        assert home.page is home.home_page
        assert home.breath_panel.sentence.text() == sentence_of(ERROR)


def test_the_path_has_its_chapters_and_begins_with_the_first(home: HomeScreen, qtbot: QtBot) -> None:
    page, path = on_the_path(home, qtbot), eight_weeks()
    assert [row.text() for row in page.chapters] == [chapter.title for chapter in path.chapters]
    assert len(page.chapters) == 8
    assert words(page) == [*path.chapters[0].reading, path.chapters[0].invitation]
    assert path.note in {each.text() for each in page.findChildren(Words)}


def test_each_chapter_has_its_reading_and_its_practices(home: HomeScreen, qtbot: QtBot) -> None:
    page = on_the_path(home, qtbot)
    titles = {card.practice.name: card.practice for card in home.cards}
    for row in page.chapters[1:]:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
        assert row.isChecked()
        assert words(page) == [*row.chapter.reading, row.chapter.invitation]
        offered = [titles[name] for name in row.chapter.practices]
        assert [pill.text() for pill in page.begins] == [
            f"{practice.title}  ·  {length_words(practice, english())}" for practice in offered
        ]


def test_a_practice_begins_from_the_path(
    home: HomeScreen, application: PretendApplication, window: Window, qtbot: QtBot
) -> None:
    page = on_the_path(home, qtbot)
    application.preferences = application.preferences.__class__(attuned=False)
    page.begins[0].click()
    practice, spec, choice = application.begun[0]
    assert (practice.name, spec) == (eight_weeks().chapters[0].practices[0], "simulated")
    assert choice.guidance(practice.breath) == practice.breath
    assert not choice.from_own_pace
    assert isinstance(window.screen_shown, PracticeScreen)


def test_a_practice_of_the_path_asks_what_it_asks(
    home: HomeScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    page = on_the_path(home, qtbot)
    asking = {card.practice.name for card in home.cards if card.practice.asks}
    row = next(row for row in page.chapters if asking & set(row.chapter.practices))
    row.click()
    number = next(index for index, name in enumerate(row.chapter.practices) if name in asking)
    page.begins[number].click()
    assert isinstance(home.page, QuestionsPage)
    assert application.begun == []


@pytest.mark.parametrize("way", ["Esc", "Back"])
def test_there_is_a_way_back_from_the_path(
    home: HomeScreen, application: PretendApplication, qtbot: QtBot, way: str
) -> None:
    page = on_the_path(home, qtbot)
    if way == "Esc":
        qtbot.keyClick(page.chapters[0], Qt.Key.Key_Escape)
    else:
        page.back.click()
    assert home.page is home.home_page
    assert application.begun == []
    qtbot.waitUntil(home.cards[0].hasFocus)


def test_enter_on_a_page_begins_nothing_behind_it(
    home: HomeScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    page = on_the_path(home, qtbot)
    qtbot.keyClick(page.chapters[0], Qt.Key.Key_Return)
    assert application.begun == []
