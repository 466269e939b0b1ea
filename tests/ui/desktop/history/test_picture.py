"""The lights: chosen by keys and by pointer, zoomed and moved, and near enough to see heartbeats."""

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.rigs.practices.past_practices import LAST, past_practices
from tests.rigs.screens.pretend_application import PretendApplication
from tests.ui.desktop.history.conftest import light, opened
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.presenter.history import DAY_S, Lights


def test_the_arrows_go_from_light_to_light_and_what_is_chosen_is_told(screen: HistoryScreen, qtbot: QtBot) -> None:
    picture, newest = screen.picture, screen.picture.lights.all[-1].practice
    assert picture.accessibleDescription().startswith("42 practices are shown, from ")
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert light(screen) == newest
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert light(screen) == picture.lights.all[-2].practice
    assert screen.panel.heading.text() in picture.accessibleDescription()
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert light(screen) == newest
    assert newest.title in screen.panel.said.text()
    accessible = QAccessible.queryAccessibleInterface(picture)
    assert accessible.text(QAccessible.Text.Name) == "What has been"


def test_each_seat_of_a_room_is_chosen_by_a_click_of_its_own(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    *others, last = past_practices(5)
    names = ("room", "Fern", "Moss", "Birch")
    seats = [
        replace(last, path=last.path.with_name(f"{name}.soften"), seat="" if name == "room" else name, title=name)
        for name in names
    ]
    application.past = [*others, *seats]
    picture = opened(window, qtbot).picture
    lights = [each for each in picture.lights.all if each.together == len(seats)]
    assert [each.practice.title for each in lights] == list(names)
    frame = picture.frame
    for each in lights:
        assert frame.area.contains(frame.middle(each))
        assert picture.light_at(frame.middle(each)) is each
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=frame.middle(lights[1]).toPoint())
    assert picture.light is lights[1]
    # The ring lies where the light does, also among a few that were looked for.
    picture.show_found(Lights([seats[2]]))
    picture.choose(picture.found.all[0])
    assert picture.light is lights[2]
    late = replace(last, started=LAST.replace(hour=23, minute=59))
    many = Lights([replace(late, path=late.path.with_name(f"{at}.soften")) for at in range(31)])
    picture.show_lights(many, many.all[0].at_s)
    places = [picture.frame.middle(each) for each in many.all]
    assert all(picture.frame.area.adjusted(-1, -1, 1, 1).contains(place) for place in places)
    assert all(other.y() - one.y() > 5.0 for one, other in pairwise(places))


def test_zoom_goes_from_everything_to_a_heartbeat_around_the_chosen_one(screen: HistoryScreen, qtbot: QtBot) -> None:
    picture = screen.picture
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.span.is_whole
    chosen = picture.light
    assert chosen is not None
    for _ in range(60):
        qtbot.keyClick(picture, Qt.Key.Key_Plus)
        assert picture.span.from_s <= chosen.at_s <= picture.span.until_s
    assert picture.span.length_s == pytest.approx(2.0)
    qtbot.keyClick(picture, Qt.Key.Key_Minus)
    assert picture.span.length_s == pytest.approx(3.2)
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    assert picture.span.is_whole


def test_one_moves_softly_and_keys_add_up(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    application.preferences = replace(application.preferences, motion="moving")
    application.past = past_practices(42)
    picture = opened(window, qtbot).picture
    qtbot.keyClick(picture, Qt.Key.Key_End)
    whole, at_s, seen = picture.span, picture.lights.all[-1].at_s, []
    picture.span_changed.connect(seen.append)
    for _ in range(3):
        qtbot.keyClick(picture, Qt.Key.Key_Plus)
    wanted = whole.zoomed(1.6**-3, at_s)
    assert (picture.aim.from_s, picture.aim.until_s) == (pytest.approx(wanted.from_s), pytest.approx(wanted.until_s))
    assert picture.span != picture.aim
    qtbot.waitUntil(lambda: picture.span == picture.aim)
    assert picture.span.length_s == pytest.approx(wanted.length_s)
    place = (at_s - whole.from_s) / whole.length_s
    assert [(at_s - each.from_s) / each.length_s for each in seen] == [pytest.approx(place, abs=1e-6)] * len(seen)
    assert sorted(seen, key=lambda each: each.length_s, reverse=True) == seen


def test_page_keys_go_to_another_stretch_and_its_light(screen: HistoryScreen, qtbot: QtBot) -> None:
    picture = screen.picture
    qtbot.keyClick(picture, Qt.Key.Key_End)
    screen.zooms.buttons[4].click()
    assert picture.span.length_s == pytest.approx(7 * DAY_S)
    before = picture.span.from_s
    qtbot.keyClick(picture, Qt.Key.Key_PageUp)
    assert picture.span.from_s == pytest.approx(before - 7 * DAY_S)
    assert picture.light is not None
    assert picture.span.from_s <= picture.light.at_s <= picture.span.until_s


@pytest.mark.parametrize("place", range(7))
def test_each_step_shows_what_it_says_and_is_lit(screen: HistoryScreen, qtbot: QtBot, place: int) -> None:
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    screen.zooms.buttons[place].click()
    wanted_s = (2.0, 12.0, 1.2 * light(screen).length_s, DAY_S, 7 * DAY_S, 91 * DAY_S, math.inf)[place]
    assert screen.picture.span.length_s == pytest.approx(
        min(wanted_s, screen.picture.span.last_s - screen.picture.span.first_s)
    )
    lit = [button.isChecked() for button in screen.zooms.buttons]
    assert sum(lit) == 1
    assert lit[place] or screen.picture.span.is_whole


def test_the_pointer_chooses_drags_zooms_and_opens(
    screen: HistoryScreen, window: Window, application: PretendApplication, qtbot: QtBot, recording: Path
) -> None:
    application.reviewed = recording
    picture = screen.picture
    target = picture.lights.all[20]
    place = picture.frame.middle(target).toPoint()
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=place)
    assert light(screen) == target.practice
    at_s = picture.frame.at_s(place.x())
    turn = QWheelEvent(
        QPointF(place),
        picture.mapToGlobal(QPointF(place)),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picture, turn)
    assert picture.frame.at_s(place.x()) == pytest.approx(at_s, rel=1e-9)
    assert not picture.span.is_whole
    before = picture.span.from_s
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(picture, place + QPoint(60, 0))
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=place + QPoint(60, 0))
    assert picture.span.from_s < before
    assert light(screen) == target.practice
    qtbot.mouseDClick(picture, Qt.MouseButton.LeftButton, pos=picture.frame.middle(target).toPoint())
    assert isinstance(window.screen_shown, ReviewScreen)


def test_one_comes_near_to_the_heartbeats(
    window: Window, application: PretendApplication, qtbot: QtBot, recording: Path
) -> None:
    application.reviewed = recording
    practice = replace(past_practices(1)[0], length_s=180.0)
    application.past = [practice]
    screen = opened(window, qtbot, practice.path)
    far = screen.picture.grab().toImage()
    screen.zooms.buttons[2].click()
    qtbot.waitUntil(lambda: screen.picture._course.shown(screen.picture.light, screen.picture.span) is not None)
    near = screen.picture.grab().toImage()
    assert near != far
    screen.zooms.buttons[0].click()
    assert screen.picture._course.shown(screen.picture.light, screen.picture.span) is not None
    assert screen.picture.grab().toImage() != near
    screen.zooms.buttons[3].click()
    assert screen.picture._course.shown(screen.picture.light, screen.picture.span) is None
