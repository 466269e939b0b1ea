"""The history in the window: lights by mouse and keyboard, search, words of one's own, and kind empty states."""

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, SoftenError
from tests.rigs.hostile_text import HOSTILE
from tests.rigs.past_practices import LAST, past_practices
from tests.rigs.pretend_application import PretendApplication
from tests.rigs.recorded_practice import record
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.presenter.history import DAY_S, Lights
from ui.presenter.past import PastPractice
from ui.words.errors import error_sentence
from ui.words.languages import english


@pytest.fixture(autouse=True)
def at_the_end(monkeypatch: pytest.MonkeyPatch, application: PretendApplication) -> None:
    application.preferences = replace(application.preferences, motion="still")
    monkeypatch.setattr("ui.desktop.history.screen.local_now", lambda: LAST)


def opened(window: Window, qtbot: QtBot, chosen: Path | None = None) -> HistoryScreen:
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_history(chosen)
    screen = window.screen_shown
    assert isinstance(screen, HistoryScreen)
    with qtbot.waitSignal(screen.shown):
        pass
    return screen


@pytest.fixture
def screen(window: Window, application: PretendApplication, qtbot: QtBot) -> HistoryScreen:
    application.past = past_practices(42)
    shown = opened(window, qtbot)
    qtbot.waitUntil(shown.picture.hasFocus)
    return shown


def said_of(error: SoftenError | None) -> str:
    assert error is not None
    return error_sentence(error, english())


def light(screen: HistoryScreen) -> PastPractice:
    assert screen.picture.light is not None
    return screen.picture.light.practice


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


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("recordings") / "a.soften", note="Softer.")


def test_enter_looks_back_and_escape_comes_back_to_the_same_light(
    screen: HistoryScreen, window: Window, application: PretendApplication, qtbot: QtBot, recording: Path
) -> None:
    application.reviewed = recording
    for _ in range(5):
        qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    chosen = light(screen)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Return)
    review = window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.plot is not None and review.plot.hasFocus())
    assert review.home.text() == "Back to what has been"
    qtbot.keyClick(review, Qt.Key.Key_Escape)
    back = window.screen_shown
    assert isinstance(back, HistoryScreen)
    assert light(back) == chosen
    qtbot.keyClick(back, Qt.Key.Key_Escape)
    assert isinstance(window.screen_shown, HomeScreen)


def test_two_are_put_beside_each_other(
    screen: HistoryScreen, window: Window, application: PretendApplication, qtbot: QtBot, recording: Path
) -> None:
    application.reviewed = recording
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    screen.panel.beside.click()
    assert "Choose its light" in screen.kind.text()
    qtbot.keyClick(screen.picture, Qt.Key.Key_Escape)
    assert "Choose its light" not in screen.kind.text()
    assert window.screen_shown is screen
    screen.panel.beside.click()
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Return)
    review = window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.beside is not None and review.beside.plot is not None)


def test_a_word_is_found_and_escape_brings_all_back(screen: HistoryScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.picture, Qt.Key.Key_Slash)
    assert screen.search.hasFocus()
    qtbot.keyClicks(screen.search, "RAIN work")
    matching = [each for each in screen.picture.lights.all if "rain" in each.practice.tags]
    assert [each.practice for each in screen.picture.found.all] == [each.practice for each in matching]
    assert screen.answer.text() == f"{len(matching)} practices have them."
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert light(screen) == matching[-1].practice
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    assert light(screen) == matching[-2].practice
    qtbot.keyClick(screen.picture, Qt.Key.Key_Escape)
    assert screen.search.text() == ""
    assert len(screen.picture.found) == 42


@pytest.mark.parametrize("words", ["polar", "loving-kindness", "jaw", "TICKR 5f12"])
def test_sensors_practices_and_notes_are_found(screen: HistoryScreen, words: str) -> None:
    screen.search.setText(words)
    assert 0 < len(screen.picture.found) < 42
    for each in screen.picture.found.all:
        text = " ".join((each.practice.title, *each.practice.sensors, each.practice.note)).casefold()
        assert all(word in text for word in words.casefold().split())


def test_nothing_found_is_said_kindly(screen: HistoryScreen, qtbot: QtBot) -> None:
    screen.search.setText("umbrella")
    assert screen.answer.text() == "No practice has all of these words. Fewer of them may find one."
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    assert screen.picture.light is None
    qtbot.waitUntil(lambda: screen.foot.text() == "There is no practice in what is shown just now.")


def test_where_nothing_is_kept_it_is_said_kindly(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    application.past = []
    screen = opened(window, qtbot)
    assert screen.kind.text().startswith("Nothing is kept yet.")
    assert not screen.picture.isVisible()
    assert not screen.search.isVisible()
    assert screen.home.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert isinstance(window.screen_shown, HomeScreen)


def test_words_of_ones_own_are_added_and_taken_away(
    screen: HistoryScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    path = light(screen).path
    for word in ("moonlight", "walk"):
        with qtbot.waitSignal(screen.shown):
            screen.panel.field.setText(word)
            qtbot.keyClick(screen.panel.field, Qt.Key.Key_Return)
    assert light(screen).path == path
    assert {"moonlight", "walk"} <= set(light(screen).tags)
    assert screen.panel.field.text() == ""
    named = {each.accessibleName(): each for each in screen.panel.tags.items}
    pill = named["Take away the word moonlight"]
    with qtbot.waitSignal(screen.shown):
        qtbot.keyClick(pill, Qt.Key.Key_Space)
    assert "moonlight" not in light(screen).tags
    assert "Take away the word moonlight" not in [each.accessibleName() for each in screen.panel.tags.items]
    screen.search.setText("walk")
    assert [each.practice.path for each in screen.picture.found.all] == [path]


def test_while_recordings_are_read_what_is_known_is_shown_and_goes_by_keyboard(
    window: Window, application: PretendApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything, go_on = past_practices(60), threading.Event()
    application.past = []

    def slowly(progress: Callable[[int, int], None], _wanted: Callable[[], bool]) -> list[PastPractice]:
        progress(1, 60)
        application.past = everything[:50]
        progress(50, 60)
        go_on.wait(60.0)
        return everything

    monkeypatch.setattr(application, "history", slowly)
    window.resize(1200, 800)
    window.show()
    window.show_history()
    screen = window.screen_shown
    assert isinstance(screen, HistoryScreen)
    assert screen.kind.text() == "Looking for what has been…"
    qtbot.waitUntil(lambda: screen.kind.text() == "Looking through the recordings: 50 of 60.")
    assert len(screen.picture.lights) == 50
    qtbot.waitUntil(screen.picture.hasFocus)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    chosen = light(screen)
    with qtbot.waitSignal(screen.shown):
        go_on.set()
    assert len(screen.picture.lights) == 60
    assert light(screen) == chosen
    assert "nothing to keep up with" in screen.kind.text()


def test_nothing_is_read_any_more_when_one_leaves(
    window: Window, application: PretendApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def until_left(_progress: Callable[[int, int], None], wanted: Callable[[], bool]) -> list[PastPractice]:
        asked.append(wanted)
        return []

    monkeypatch.setattr(application, "history", until_left)
    opened(window, qtbot)
    assert asked[0]()
    window.show_home()
    assert not asked[0]()


def test_a_word_that_cannot_be_kept_is_said_in_place(
    screen: HistoryScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    refused = RecordingError(RecordingErrorCode.NOTE_NOT_KEPT, "a.soften", problem="full")
    application.tags_refused = refused
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    screen.panel.field.setText("moonlight")
    qtbot.keyClick(screen.panel.field, Qt.Key.Key_Return)
    assert screen.panel.error.text() == said_of(refused)
    assert screen.panel.field.text() == "moonlight"


def test_numbers_have_their_range_or_their_reason(screen: HistoryScreen) -> None:
    with_reason = next(
        each for each in screen.picture.lights.all if each.practice.sensors and each.practice.coherence_share.reason
    )
    screen.picture.choose(with_reason)
    numbers = screen.panel.numbers
    assert numbers.medians["coherence_share"].text() == "–"
    assert "irregularly" in numbers.reasons.text()
    assert numbers.medians["heart_rate_bpm"].accessibleName().startswith("Heart rate, bpm: ")
    assert ", mostly " in numbers.medians["heart_rate_bpm"].accessibleName()
    assert " to " in screen.season.ranges["rmssd_ms"].text()
    assert "practices with a heart." in screen.foot.text()


def test_one_that_cannot_be_read_says_why_and_is_not_opened(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    error = RecordingError(RecordingErrorCode.EMPTY, "broken.soften")
    broken = PastPractice(path=Path("broken.soften"), started=LAST, length_s=math.nan, error=error)
    application.past = [broken, *past_practices(3)]
    screen = opened(window, qtbot, broken.path)
    assert light(screen) == broken
    assert screen.panel.said.text() == said_of(error)
    assert not screen.panel.look_back.isVisible()
    qtbot.keyClick(screen.picture, Qt.Key.Key_Return)
    assert window.screen_shown is screen


def test_recordings_that_cannot_be_looked_at_are_said(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    application.no_recent = RecordingError(RecordingErrorCode.FILE_UNREADABLE, "recordings", problem="Not permitted")
    application.past = past_practices(5)
    screen = opened(window, qtbot)
    assert screen.kind.text() == said_of(application.no_recent)
    assert len(screen.picture.lights) == 5


def test_hostile_words_are_seen_for_what_they_are(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    evil = replace(
        past_practices(1)[0],
        path=Path(f"/nowhere/{HOSTILE.replace('/', '')}.soften"),
        title=HOSTILE,
        note=HOSTILE,
        tags=(HOSTILE[:40],),
        sensors=(HOSTILE,),
    )
    application.past = [evil]
    screen = opened(window, qtbot, evil.path)
    assert light(screen) == evil
    for each in screen.findChildren(QWidget):
        text = each.property("text")
        assert not isinstance(text, str) or "\x1b" not in text, text
        assert "\x1b" not in each.accessibleName() + each.accessibleDescription() + each.toolTip()


def test_one_comes_near_to_the_heartbeats(
    window: Window, application: PretendApplication, qtbot: QtBot, recording: Path
) -> None:
    application.reviewed = recording
    practice = replace(past_practices(1)[0], length_s=180.0)
    application.past = [practice]
    screen = opened(window, qtbot, practice.path)
    far = screen.picture.grab().toImage()
    screen.zooms.buttons[2].click()
    qtbot.waitUntil(lambda: screen.picture._near_course() is not None)
    near = screen.picture.grab().toImage()
    assert near != far
    screen.zooms.buttons[0].click()
    assert screen.picture._near_course() is not None
    assert screen.picture.grab().toImage() != near
    screen.zooms.buttons[3].click()
    assert screen.picture._near_course() is None


def test_everything_that_takes_the_focus_has_a_name(screen: HistoryScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    stops, widget = [], screen.picture
    for _ in range(40):
        stops.append(widget)
        widget = widget.nextInFocusChain()
        while widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(screen):
            widget = widget.nextInFocusChain()
        if widget is screen.picture:
            break
    inside = [each for each in stops if screen.isAncestorOf(each)]
    assert {screen.picture, screen.search, screen.panel.look_back, screen.panel.beside, screen.home} <= set(inside)
    for each in inside:
        accessible = QAccessible.queryAccessibleInterface(each)
        assert accessible.text(QAccessible.Text.Name), each


def test_the_strip_on_home_opens_it_at_the_light(
    home: HomeScreen, window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    weeks = home.home_page.weeks
    qtbot.waitUntil(lambda: weeks.day.year > 1)
    application.past = [
        replace(each, path=recent.path) for each, recent in zip(past_practices(5), application.recent(), strict=False)
    ]
    newest = application.past[0].path
    weeks.setFocus()
    latest = weeks.day
    qtbot.keyClick(weeks, Qt.Key.Key_Left)
    assert weeks.day < latest
    qtbot.keyClick(weeks, Qt.Key.Key_Right)
    qtbot.keyClick(weeks, Qt.Key.Key_Return)
    screen = window.screen_shown
    assert isinstance(screen, HistoryScreen)
    assert light(screen).path == newest


@pytest.mark.parametrize("offset", ["+14:00", "-11:00", "+00:00"])
def test_a_morning_is_a_morning_wherever_it_was(
    window: Window, application: PretendApplication, qtbot: QtBot, offset: str
) -> None:
    first = datetime.fromisoformat(f"2026-10-24T07:30:00{offset}")
    # The clocks go back on the 25th in Europe and on the 1st in America: both days have a morning like any other.
    mornings = [
        replace(past_practices(1)[0], path=Path(f"{n}.soften"), started=first + timedelta(days=n)) for n in range(9)
    ]
    application.past = mornings
    screen = opened(window, qtbot)
    lights = screen.picture.lights.all
    assert [each.day_share for each in lights] == [pytest.approx(7.5 / 24)] * 9
    assert [later.at_s - each.at_s for each, later in pairwise(lights)] == [DAY_S] * 8
