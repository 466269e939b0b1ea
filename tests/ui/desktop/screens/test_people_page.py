"""Those who practise here, in the window: invisible while there is one; added, chosen, renamed, removed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import PeopleErrorCode
from biofeedback.errors import UsageError
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.people import PeoplePage
from ui.desktop.settings.kept import KeptPage
from ui.desktop.settings.screen import SettingsScreen
from ui.desktop.window import Window
from ui.words.languages import english
from ui.words.people_words import plant_names


def home_of(window: Window, qtbot: QtBot) -> HomeScreen:
    window.show()
    window.show_home()
    qtbot.waitExposed(window)
    window.activateWindow()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    return home


def page_of(home: HomeScreen, qtbot: QtBot) -> PeoplePage:
    home.show_people()
    assert isinstance(home.page, PeoplePage)
    page = home.page
    qtbot.waitUntil(lambda: page.list.hasFocus() or page.name.hasFocus())
    return page


def rows(page: PeoplePage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_alone_nobody_is_told_of_people(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    home = home_of(window, qtbot)
    qtbot.waitUntil(lambda: application.people.goodbyes > 0)
    assert not home.home_page.who.isVisible()


def test_with_several_home_says_who_practises(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    fern = application.people.add("Fern")
    home = home_of(window, qtbot)
    who = home.home_page.who
    qtbot.waitUntil(who.isVisible)
    assert who.text() == "Practising: Yourself"
    qtbot.mouseClick(who, Qt.MouseButton.LeftButton)
    page = home.page
    assert isinstance(page, PeoplePage)
    assert rows(page) == ["Yourself", "Fern", "A guest"]
    qtbot.waitUntil(page.list.hasFocus)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert application.people.here == fern
    another = window.screen_shown
    assert isinstance(another, HomeScreen)
    assert another is not home
    qtbot.waitUntil(another.home_page.who.isVisible)
    assert another.home_page.who.text() == "Practising: Fern"


def test_a_guest_is_chosen_there_too(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    page = page_of(home_of(window, qtbot), qtbot)
    page.list.setCurrentRow(1)
    assert not page.rename.isEnabled()
    assert not page.remove.isEnabled()
    page.practise.click()
    assert application.people.here is None
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    qtbot.waitUntil(home.home_page.who.isVisible)
    assert home.home_page.who.text() == "Practising: A guest"


def test_the_settings_lead_there(window: Window, qtbot: QtBot) -> None:
    window.show()
    window.show_settings()
    settings = window.screen_shown
    assert isinstance(settings, SettingsScreen)
    settings.show_subject("kept")
    assert isinstance(settings.page, KeptPage)
    settings.page.people.click()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert isinstance(home.page, PeoplePage)


def test_somebody_is_added_by_keyboard(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    page = page_of(home_of(window, qtbot), qtbot)
    assert page.name.hasFocus()
    qtbot.keyClicks(page.name, "Hazel")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert rows(page) == ["Yourself", "Hazel", "A guest"]
    assert page.list.currentItem().text() == "Hazel"
    assert page.name.text() == ""
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert home.page is home.home_page
    assert home.home_page.who.isVisible()


def test_plants_are_offered(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    page = page_of(home_of(window, qtbot), qtbot)
    plants = plant_names(english())
    assert [pill.text() for pill in page.plants] == list(plants[:3])
    page.plants[0].click()
    page.add.click()
    assert [pill.text() for pill in page.plants] == list(plants[1:4])
    assert [person.name for person in application.people.everybody] == ["", plants[0]]


def test_renamed_and_removed(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    application.people.add("Fern")
    page = page_of(home_of(window, qtbot), qtbot)
    page.list.setCurrentRow(0)
    assert not page.remove.isEnabled()
    page.list.setCurrentRow(1)
    page.name.setText("Moss")
    page.rename.click()
    assert rows(page) == ["Yourself", "Moss", "A guest"]
    page.remove.button.click()
    assert page.remove.no.hasFocus()
    page.remove.yes.click()
    assert rows(page) == ["Yourself", "A guest"]


def test_what_cannot_be_done_is_said(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    page = page_of(home_of(window, qtbot), qtbot)
    application.people.refusal = UsageError(PeopleErrorCode.NAME_TAKEN, name="Fern")
    page.name.setText("Fern")
    page.add.click()
    assert page.sentence.isVisible()
    assert "'Fern' is here already" in page.sentence.text()
    assert page.name.text() == "Fern"
    application.people.refusal = None
    page.add.click()
    assert not page.sentence.isVisible()


def test_a_name_of_codes_is_shown_so_that_it_can_be_seen(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    application.people.add("<b>\u202eFern")
    home = home_of(window, qtbot)
    qtbot.waitUntil(home.home_page.who.isVisible)
    assert rows(page_of(home, qtbot))[1] == "<b><U+202E>Fern"


@pytest.mark.parametrize(("count", "said"), [(1, "1 practice of a guest, "), (2, "2 practices of guests, ")])
def test_what_a_guest_left_is_told_in_one_sentence(
    window: Window, application: PretendApplication, qtbot: QtBot, count: int, said: str
) -> None:
    application.people.left_over = count
    home = home_of(window, qtbot)
    qtbot.waitUntil(lambda: said in home.breath_panel.sentence.text())
