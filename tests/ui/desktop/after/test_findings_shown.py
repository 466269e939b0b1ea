"""The pace of today, looked for from the window: begun under More, led without wishes, answered in the summary."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from biofeedback.app.assessment import as_practice
from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practice.after.findings import Findings
from biofeedback.practice.assessment import stepped
from biofeedback.requests import EndGently
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.said_errors import said
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.desktop.window import Window
from ui.words.assessment_words import sliding_columns, stepped_columns
from ui.words.languages import english
from ui.words.practice_words import pause_steps_help, usual_hints

STEPPED = Findings(
    lines=("Your heart answered most at about 5.5 breaths a minute.", "How sure this is: very sure."),
    columns=stepped_columns(english()),
    rows=(
        ("6.00", "2", "0.55", "12.5", "3834", "221095", "0.87", "1"),
        ("5.00", "Needs 5 settled breaths with heartbeats. 2 are there."),
    ),
)
SLIDING = Findings(
    lines=("Your heart answered much alike.", "How sure this is: still open."),
    columns=sliding_columns(english()),
    rows=tuple((f"{6.5 - 0.15 * row:.2f}", "11.5", "0.94") for row in range(15)),
)


@pytest.fixture
def session(manual_clock) -> PretendSession:
    return PretendSession(as_practice(stepped(), "stepped_assessment", english()), manual_clock)


@pytest.mark.parametrize("sliding", [False, True])
def test_it_is_begun_with_the_chosen_sensor(
    window: Window, home: HomeScreen, application: PretendApplication, sliding: bool
) -> None:
    home.breath_panel.settings_button.click()
    more = home.breath_panel.settings_panel
    assert [pill.text() for pill in (more.in_steps, more.in_a_slide)] == [
        "In steps, 14 min",
        "In one slow slide, 15 min",
    ]
    (more.in_a_slide if sliding else more.in_steps).click()
    assert application.assessed == [(home.sensors.chosen.spec, sliding)]
    assert isinstance(window.screen_shown, PracticeScreen)
    assert application.watching == 0


def test_what_keeps_it_from_beginning_is_said(
    window: Window, home: HomeScreen, application: PretendApplication
) -> None:
    application.refusal = SoftenError(SensorSpecErrorCode.CLOSED)
    home.breath_panel.settings_button.click()
    home.breath_panel.settings_panel.in_steps.click()
    assert home.breath_panel.sentence.text() == said(application.refusal)
    assert window.screen_shown is home
    assert application.watching == 1


def test_no_request_is_offered_that_would_change_it(practice: PracticeScreen, live, qtbot: QtBot) -> None:
    assert not practice.accepts_hand
    live(10.0)
    practice.toggle_details()  # which draws at once what was read by then
    practice.read()
    practice.toggle_details()
    assert practice.view.breath.led_at(10.0).phase != "still"
    assert practice.lines.hints.text() == usual_hints(english())
    assert practice.pause_steps.accessibleDescription() == pause_steps_help(english(), in_assessment=True)


def ended(window: Window, practice: PracticeScreen, session: PretendSession, found: Findings, qtbot: QtBot):
    session.found = found
    session.request(EndGently())
    session.request(EndGently())
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    summary = window.screen_shown
    assert isinstance(summary, SummaryScreen)
    return summary


@pytest.mark.parametrize("size", [(800, 480), (900, 620), (1280, 860)])
@pytest.mark.parametrize("found", [STEPPED, SLIDING], ids=["stepped", "sliding"])
def test_the_answer_is_in_the_summary_with_all_it_rests_on(
    window: Window, practice: PracticeScreen, session: PretendSession, qtbot: QtBot, found: Findings, size
) -> None:
    window.resize(*size)
    summary = ended(window, practice, session, found, qtbot)
    qtbot.waitUntil(lambda: summary.findings.height() > 0)
    assert tuple(line.text() for line in summary.lines) == found.lines
    cells = summary.findings.cells
    assert tuple(cells[0, column].text() for column in range(len(found.columns))) == found.columns
    for row, values in enumerate(found.rows, start=1):
        assert tuple(cells[row, column].text() for column in range(len(values))) == values
    assert summary.curves.isVisible() == (size[1] > 700)
    view = summary.findings.findChild(QuietScroll)
    bar = view.verticalScrollBar()
    # Whoever has no mouse comes to the last row too.
    assert (view.focusPolicy() == Qt.FocusPolicy.StrongFocus) == (bar.maximum() > 0)
    if bar.maximum():
        summary.note.setFocus()
        for _ in range(12):
            QTest.keyClick(summary.window().focusWidget(), Qt.Key.Key_Tab)
            if view.hasFocus():
                break
        assert view.hasFocus()
        for _ in range(bar.maximum() // bar.singleStep() + 1):
            QTest.keyClick(view, Qt.Key.Key_Down)
        assert bar.value() == bar.maximum()
    for cell in cells.values():
        assert cell.width() >= cell.minimumSizeHint().width(), cell.text()


def test_without_any_pace_there_is_no_table(window: Window, practice: PracticeScreen, session, qtbot: QtBot) -> None:
    summary = ended(window, practice, session, Findings(("Nothing was found.",), stepped_columns(english()), ()), qtbot)
    assert summary.findings is None
    assert [line.text() for line in summary.lines] == ["Nothing was found."]


def test_a_practice_has_no_such_table(window: Window, practice: PracticeScreen, session, qtbot: QtBot) -> None:
    assert ended(window, practice, session, None, qtbot).findings is None
