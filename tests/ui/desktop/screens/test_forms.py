"""The forms of a protocol in the window: a question at a time, each may be passed over, and nothing is hurried."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.events import FormAnswered
from biofeedback.practices import form_named, practice_named
from biofeedback.requests import EndGently, KeepAnswers
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.suite.manual_clock import ManualClock
from ui import tokens
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.room.farewell import FarewellScreen
from ui.desktop.screens.analogue_line import AnalogueLine
from ui.desktop.screens.forms import FormsPage
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.widgets.controls.field import Field
from ui.desktop.window import Window
from ui.words.languages import english

LINES, CHOICES, WORD = (form_named(name) for name in ("how_it_is", "with_yourself", "in_a_word"))
SMALL = ((960, 540), (800, 480))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def page(window: Window, clock: ManualClock, qtbot: QtBot) -> FormsPage:
    """Return the page of every form of ours, after a practice."""
    page = FormsPage((LINES, CHOICES, WORD), "after", clock, tokens.DARK, english())
    window._swap(page)
    window.resize(960, 540)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    page.setFocus()
    return page


def line_of(page: FormsPage) -> AnalogueLine:
    line = page.answer_widget
    assert isinstance(line, AnalogueLine)
    return line


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def values(answers: tuple[FormAnswered, ...]) -> list[str]:
    return [each.value for each in answers]


def test_a_line_has_no_place_until_it_is_touched_and_never_a_number(page: FormsPage, qtbot: QtBot) -> None:
    line = line_of(page)
    assert not line.has_place
    assert page.go_on.text() == "Pass over"
    assert not page.take_back.isVisibleTo(page)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() - 1, line.height() // 2))
    assert (line.has_place, page.asking.value, page.go_on.text()) == (True, "100", "Go on")
    assert not [text for text in texts(page) if "100" in text or "50" in text]
    page.take_back.click()
    assert (line_of(page).has_place, page.asking.value) == (False, "")


def test_the_wheel_is_of_the_page_and_answers_nothing(page: FormsPage) -> None:
    line = line_of(page)
    down = QWheelEvent(
        QPointF(20, 20),
        line.mapToGlobal(QPointF(20, 20)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(line, down)
    assert (line.has_place, page.asking.value) == (False, "")


def test_the_middle_can_be_meant(page: FormsPage, qtbot: QtBot) -> None:
    line = line_of(page)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() // 2, line.height() // 2))
    assert page.asking.value in ("50", "51")


def test_all_of_it_goes_by_the_keyboard(page: FormsPage, clock: ManualClock, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: line_of(page).hasFocus())
    for _ in range(3):  # the first arrow shows the middle
        qtbot.keyClick(page.answer_widget, Qt.Key.Key_Right)
    clock.advance(4.0)
    qtbot.keyClick(page.go_on, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line_of(page).hasFocus())
    qtbot.keyClick(page.answer_widget, Qt.Key.Key_End)
    clock.advance(2.5)
    qtbot.keyClick(page.go_on, Qt.Key.Key_Return)
    for _ in CHOICES.questions:
        qtbot.waitUntil(page.answer_widget.hasFocus)
        qtbot.keyClick(page.answer_widget, Qt.Key.Key_Space)
        qtbot.keyClick(page.go_on, Qt.Key.Key_Return)
    qtbot.waitUntil(page.answer_widget.hasFocus)
    qtbot.keyClicks(page.answer_widget, " lighter ")
    with qtbot.waitSignal(page.answered):
        qtbot.keyClick(page.answer_widget, Qt.Key.Key_Return)
    answers = page.answers()
    assert values(answers) == ["54", "100", "1", "1", "1", "lighter"]
    assert [each.took_s for each in answers[:2]] == [4.0, 2.5]
    assert {each.moment for each in answers} == {"after"}
    assert answers[2].meaning == "not at all"


def test_every_question_can_be_passed_over_and_is_kept_as_that(page: FormsPage) -> None:
    for _ in range(page.asking.count):
        page.go_on.click()
    assert values(page.answers()) == [""] * page.asking.count


def test_one_can_go_back_and_finds_what_one_answered(page: FormsPage) -> None:
    line_of(page).place(30)
    page.go_on.click()
    page.before.click()
    assert line_of(page).value() == 30
    assert not page.before.isVisibleTo(page)
    page.asking.go_on(1.0)
    page.asking.go_on(2.0)
    page._ask()
    page.answer_widget.click()
    page.go_on.click()
    page.before.click()
    assert page.answer_widget.isChecked()


def test_a_screen_reader_hears_the_question_and_the_ends(page: FormsPage) -> None:
    line = line_of(page)
    assert line.accessibleName() == LINES.questions[0].text
    assert line.accessibleDescription() == "not calm at all … as calm as can be"
    page.go_on.click()
    page.go_on.click()
    assert page.answer_widget.accessibleName() == f"{CHOICES.questions[0].text}: not at all"
    assert page.accessibleName() == CHOICES.title


def test_right_to_left_the_line_begins_at_the_right(page: FormsPage, qtbot: QtBot) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    line = line_of(page)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(1, line.height() // 2))
    assert page.asking.value == "100"


@pytest.mark.parametrize("size", SMALL)
@pytest.mark.parametrize("at", range(6))
def test_everything_lies_within_a_small_window(page: FormsPage, qtbot: QtBot, size: tuple[int, int], at: int) -> None:
    page.window().resize(*size)
    for _ in range(at):
        page.go_on.click()
    qtbot.waitUntil(lambda: page.answer_widget.height() < 100)  # it was laid out
    for each in (page.go_on, page.leave, page.answer_widget):
        assert page.rect().contains(each.mapTo(page, each.rect().bottomRight())), each


@pytest.fixture
def asking(application: PretendApplication) -> PretendApplication:
    application.asked_forms = {"before": (LINES,), "after": (LINES, WORD)}
    return application


def page_at_home(home: HomeScreen) -> FormsPage:
    home.breath_panel.begin.click()
    page = home.page
    assert isinstance(page, FormsPage)
    return page


def kept(application: PretendApplication) -> list[tuple[FormAnswered, ...]]:
    return [request.answers for request in application.sessions[0].requests if isinstance(request, KeepAnswers)]


def test_forms_before_are_asked_first_and_kept_in_the_recording_that_begins(
    home: HomeScreen, asking: PretendApplication, window: Window, qtbot: QtBot
) -> None:
    page = page_at_home(home)
    assert asking.begun == []
    line_of(page).place(20)
    page.go_on.click()
    page.go_on.click()
    assert isinstance(window.screen_shown, PracticeScreen)
    (answers,) = kept(asking)
    assert [(each.question, each.value, each.moment) for each in answers] == [
        ("calm", "20", "before"),
        ("warmth", "", "before"),
    ]


def test_one_can_go_back_home_and_nothing_has_begun(home: HomeScreen, asking: PretendApplication, qtbot: QtBot) -> None:
    page = page_at_home(home)
    page.leave.click()
    assert home.page is home.home_page
    assert asking.begun == []


def test_a_form_that_cannot_be_asked_is_said_before_anything_begins(
    home: HomeScreen, application: PretendApplication
) -> None:
    fault = PracticeError(PracticeErrorCode.FORM_UNKNOWN, "small", "protocol.forms_after[1]", name="x", known=["y"])
    application.no_forms = fault
    home.breath_panel.begin.click()
    assert "there is no form 'x'" in home.breath_panel.sentence.text()
    assert application.begun == []


def ended(home: HomeScreen, application: PretendApplication, window: Window, qtbot: QtBot) -> FormsPage:
    """Begin a practice with forms after it, end it at once, and return their page."""
    application.asked_forms = {"after": application.asked_forms["after"]}
    home.breath_panel.begin.click()
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    for _ in range(2):
        application.sessions[0].request(EndGently())
    qtbot.waitUntil(lambda: window.screen_shown is not screen)
    page = window.screen_shown
    assert isinstance(page, FormsPage)
    return page


def test_forms_after_come_before_the_summary(
    home: HomeScreen, asking: PretendApplication, window: Window, qtbot: QtBot
) -> None:
    page = ended(home, asking, window, qtbot)
    line_of(page).place(80)
    page.go_on.click()
    page.go_on.click()
    assert isinstance(page.answer_widget, Field)
    page.answer_widget.setText("lighter")
    page.go_on.click()
    assert isinstance(window.screen_shown, SummaryScreen)
    assert [values(each) for each in kept(asking)] == [["80", "", "lighter"]]


def test_the_rest_can_be_left_open(home: HomeScreen, asking: PretendApplication, window: Window, qtbot: QtBot) -> None:
    page = ended(home, asking, window, qtbot)
    page.leave.click()
    assert isinstance(window.screen_shown, SummaryScreen)
    assert [values(each) for each in kept(asking)] == [[""]]


def test_a_window_that_is_closed_meanwhile_keeps_what_was_answered(
    home: HomeScreen, asking: PretendApplication, window: Window, qtbot: QtBot
) -> None:
    page = ended(home, asking, window, qtbot)
    line_of(page).place(80)
    page.go_on.click()
    window.close()
    assert [values(each) for each in kept(asking)] == [["80", ""]]
    assert asking.sessions[0].requests[-1] == "finish"


def test_those_who_look_on_never_see_a_form(
    home: HomeScreen, asking: PretendApplication, window: Window, qtbot: QtBot
) -> None:
    asking.asked_forms = {"after": (LINES,)}
    home.breath_panel.begin.click()
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    audience = window._others.for_onlookers()
    audience.toggle()
    for _ in range(2):
        asking.sessions[0].request(EndGently())
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, FormsPage))
    assert audience.window is not None
    assert not audience.window.findChildren(FormsPage)
    window.screen_shown.leave.click()
    assert isinstance(window.screen_shown, SummaryScreen)


def test_a_room_is_never_asked(window: Window, asking: PretendApplication, clock: ManualClock) -> None:
    window.show_practice(PretendRoom(practice_named("three_breaths"), clock))
    window.show()
    window._ask_after()
    assert isinstance(window.screen_shown, FarewellScreen)
    window.close()
