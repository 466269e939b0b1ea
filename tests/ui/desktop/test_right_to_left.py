"""Where one reads from right to left every screen is mirrored, and time goes from left to right all the same."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scripts import messages
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.tour.window_tour import Tour
from tests.rigs.words.left_in_english import cut_off
from tests.rigs.words.pseudo_language import pseudo_language
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.app import dress
from ui.desktop.home.screen import HomeScreen
from ui.desktop.room.seat_tile import SeatTile
from ui.desktop.screens.details import Details
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.settings.screen import SettingsScreen
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.controls.switch import Switch
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


def middle_x(widget: QWidget, window: QWidget) -> int:
    return widget.mapTo(window, widget.rect().center()).x()


LOW = pytest.param(
    960,
    540,
    marks=(
        pytest.mark.long,
        pytest.mark.xfail(
            strict=False,  # which typeface the system takes for those digits is not the same everywhere
            reason="where the Arabic digits are of another typeface that is a third higher, the titles of six numbers "
            "of the details keep one line and a half in so low a window",
        ),
    ),
)
WIDE = pytest.param(1440, 900, marks=pytest.mark.long)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), WIDE, LOW])
def test_every_screen_is_mirrored_and_uncut_and_time_is_not(
    qapp: QApplication, qtbot: QtBot, width: int, height: int
) -> None:
    dress(qapp, DARK)
    language = pseudo_language(messages.template(), "ar")

    def make_window(application: PretendApplication) -> Window:
        window = Window(application, DARK, language)
        window.resize(width, height)
        qtbot.addWidget(window)
        return window

    cut: dict[str, str] = {}
    seen = set()
    for place, window in Tour(make_window, language).places():
        assert window.isRightToLeft()
        screen = window.screen_shown
        cut |= dict.fromkeys(cut_off(window), place)
        match screen:
            case HomeScreen() if screen.page is screen.home_page and screen.cards[0].isVisible():
                seen.add("home")
                first, second = screen.cards[:2]
                assert middle_x(first, window) > middle_x(second, window)
                assert middle_x(screen.sensors, window) < middle_x(first, window), "what stands last is at the left"
                assert not screen.weeks.isRightToLeft()
            case PracticeScreen() if screen.details_open and isinstance(screen.details, Details):
                seen.add("details")
                assert middle_x(screen.details, window) < screen.light._centre.x(), "the numbers are at the left"
                near = [screen.others.mapTo(screen, screen.others.middle(at).toPoint()).x() for at in range(1, 7)]
                assert sum(near) / 6 == pytest.approx(screen.light._centre.x(), abs=2.0), "others are around the light"
                assert middle_x(screen.lines.hints, window) > middle_x(screen.lines.status, window)
                assert not screen.details._heart.widget.isRightToLeft()
                span, now = (screen.details.foot_words[at] for at in (0, 1))
                assert middle_x(span, window) < middle_x(now, window), "now is at the right end of the axis"
            case PracticeScreen() if screen.lines.title.isVisible():
                seen.add("practice")
                assert middle_x(screen.lines.title, window) > window.width() / 2 > middle_x(screen.lines.left, window)
                assert not screen.steps.isRightToLeft()
                assert not screen.ribbon.isRightToLeft()
            case SummaryScreen():
                seen.add("summary")
                assert middle_x(screen.facts, window) > middle_x(screen.home, window)
                assert not screen.curves.isRightToLeft()
    assert seen >= {"home", "details", "practice", "summary"}
    assert not cut, "\n".join(f"{where}: {text}" for text, where in cut.items())


def words_side(widget: QWidget, colour: str = DARK.ink) -> str:
    """Return at which side of a widget its words stand, by where their colour is; also in the middle, or nowhere."""
    picture, lit = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32), QColor(colour).red()
    blue = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.width(), 4)[..., 0]
    # A thin stroke is not as bright all through; nothing else here is as bright.
    found = np.flatnonzero((blue > 0.8 * lit).any(axis=0)).tolist()
    if not found:
        return "nowhere"
    share = (min(found) + max(found)) / (2 * picture.width())
    return "left" if share < 0.45 else "right" if share > 0.55 else "middle"


@pytest.mark.parametrize(("right_to_left", "side"), [(False, "left"), (True, "right")])
def test_words_stand_where_one_begins_to_read_whatever_they_are_in(
    window: Window, application: PretendApplication, qtbot: QtBot, right_to_left: bool, side: str
) -> None:
    directions = Qt.LayoutDirection
    window.setLayoutDirection(directions.RightToLeft if right_to_left else directions.LeftToRight)
    window.resize(1440, 900)
    window.show_home()
    window.show()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert words_side(home.cards[2]) == side  # “Three breaths”
    assert words_side(home.sensors.list.viewport()) == side
    tile = SeatTile("Wren", "", DARK, english())
    switch, name = Switch("On", DARK), Words("Wren", font(15), DARK.ink)
    switch.setChecked(True)
    for alone in (tile, switch, name):
        alone.setParent(window)
        alone.resize(300, 60)
        assert words_side(alone) == side
    name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    assert words_side(name) == "middle"
    window.show_settings()
    settings = window.screen_shown
    assert isinstance(settings, SettingsScreen)
    assert words_side(settings.subjects["looks"]) == side
    window.show_home()
    window.screen_shown.pages.show_path()
    assert words_side(next(row for row in window.screen_shown.page.chapters if row.isChecked())) == side


def test_help_lies_at_the_other_side(window: Window, qtbot: QtBot, qapp: QApplication) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.resize(1440, 900)
    window.show_home()
    window.show()
    assert window.help is not None
    window.help.open()
    assert window.help.panel is not None
    assert window.help.panel.geometry().left() == 0
    window.help.panel.leave()


def test_the_light_of_a_switch_stands_where_the_line_ends(qapp: QApplication, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    switch = Switch("–", DARK)
    switch.setParent(around)
    switch.resize(400, 34)
    switch.setChecked(True)
    lit = QColor(DARK.amber).rgb()

    def side() -> str:
        picture = switch.grab().toImage()
        found = [x for x in range(picture.width()) if picture.pixelColor(QPoint(x, 17)).rgb() == lit]
        assert found
        return "left" if max(found) < 200 else "right"

    assert side() == "right"
    around.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert side() == "left"


def test_english_is_as_it_was(window: Window) -> None:
    assert not english().right_to_left
    assert not window.isRightToLeft()
