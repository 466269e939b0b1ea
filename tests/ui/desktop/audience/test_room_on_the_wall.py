"""Many hearts in one light: what a room sees of the people in it, measured on the pixels of the wall."""

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.practices import practice_named
from biofeedback.requests import GreetSeat, ShowSeatWarmth
from tests.rigs.screens.flashes import luminance, most_flashes
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.suite.manual_clock import ManualClock
from ui.desktop.app import dress
from ui.desktop.audience.readable import readable_px
from ui.desktop.audience.wall import Wall, WallView
from ui.desktop.light.petal_places import GROWTH
from ui.desktop.screens.feed import PracticeFeed
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from ui.words.languages import english

ANSWERED_S = 30.0
"""By then all of six who sat down at once have been answered."""

SIZES = [(640, 400), (1024, 768), (1920, 1080), (3840, 2160), (500, 900)]
PLANTS = """
Fern Willow Cedar Birch Heather Ivy Juniper Laurel Linden Maple Moss Myrtle Rowan Sage Sorrel Thistle Thyme Violet
Yarrow Clover Alder Aspen Hazel Holly Hawthorn Larch Lavender Mallow Poppy Honeysuckle
"""
NAMES = PLANTS.split()


class Shown:
    """The wall of a room, in the hand: time goes as it is told."""

    def __init__(self, qtbot: QtBot, tokens: Tokens = DARK, *, still: bool = False) -> None:
        self.clock = ManualClock()
        self.room = PretendRoom(practice_named("compassionate_pause"), self.clock)
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.feed = PracticeFeed(self.room, tokens, english(), self.holder)
        self.wall = Wall(self.holder)
        self.view = WallView(self.room, self.feed, self.wall, tokens, english(), still_light=still)
        self.view.setParent(self.holder)
        self.holder.resize(960, 540)
        self.view.resize(960, 540)
        self.view.show()
        self.holder.show()

    def resize(self, width: int, height: int) -> None:
        self.holder.resize(width, height)
        self.view.resize(width, height)

    def sit(self, count: int) -> None:
        for name in NAMES[:count]:
            self.room.take_seat(f"bluetooth:{name}", name=name, consent="yes")

    def go(self, seconds: float, *, live: bool = True) -> None:
        """Let time pass, and hearts beat, unless nobody looks at what they do."""
        self.clock.advance(seconds)
        if live:
            self.room.live_until(self.clock.now_s())
        self.feed.read()
        self.feed.light._next_frame()
        self.view._refresh()

    def go_on(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.go(1.0)

    def picture(self) -> QImage:
        return self.view.grab().toImage()

    def petal(self, number: int, picture: QImage | None = None) -> QColor:
        return (picture or self.picture()).pixelColor(self.view.petals.middle(number).toPoint())


@pytest.fixture(autouse=True)
def undone(qapp: QApplication) -> Iterator[None]:
    dress(qapp, DARK)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    dress(qapp, DARK)


@pytest.fixture
def shown(qapp: QApplication, qtbot: QtBot) -> Shown:
    made = Shown(qtbot)
    made.sit(6)
    made.go_on(ANSWERED_S)
    return made


def around(view: WallView, number: int, share: float = 1.0) -> QRect:
    half = round(share * view.petals.radius)
    middle = view.petals.middle(number).toPoint()
    return QRect(middle - QPoint(half, half), middle + QPoint(half, half))


def levels(picture: QImage, area: QRect) -> np.ndarray:
    part = picture.copy(area).convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.width(), 4)[:, :, :3].astype(float)


def test_all_are_equally_bright_whatever_becomes_of_their_heart(shown: Shown) -> None:
    lost, loose, gone_flat, *_ = shown.room.seats
    shown.room.lose(lost)
    shown.room.loosen(loose)
    shown.room.tire(gone_flat, 1)
    shown.go_on(40.0)
    picture = shown.picture()
    means = [levels(picture, around(shown.view, number, 0.5)).mean() for number in range(1, 7)]
    assert np.ptp(means) < 1.5, "levels, of 255: the grain and what is left of the glow of the light"


@pytest.mark.parametrize("tokens", [DARK, LIGHT, HIGH_CONTRAST], ids=["dark", "light", "high contrast"])
@pytest.mark.parametrize("still", [False, True])
def test_a_petal_is_seen_in_every_theme(qapp: QApplication, qtbot: QtBot, tokens: Tokens, still: bool) -> None:
    dress(qapp, tokens)
    shown = Shown(qtbot, tokens, still=still)
    shown.sit(5)
    shown.go_on(10.0)
    ground = QColor(tokens.background)
    apart = np.abs(levels(shown.picture(), around(shown.view, 2)) - ground.getRgb()[:3])
    assert np.mean(apart.max(axis=2) > 60.0) > 0.3, "a clear disc"


@pytest.mark.parametrize("count", [1, 2, 12, 30])
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("mirrored", [False, True])
def test_they_keep_clear_of_words_and_edges_at_any_size(
    qapp: QApplication, qtbot: QtBot, width: int, height: int, count: int, mirrored: bool
) -> None:
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown = Shown(qtbot)
    shown.sit(count)
    shown.resize(width, height)
    shown.go(10.0, live=False)
    view = shown.view
    areas = [around(view, number, GROWTH) for number in range(1, count + 1)]
    assert all(view.rect().contains(area) for area in areas)
    assert not any(view.words.geometry().intersects(area) for area in areas)
    apart = 2.0 * view.petals.radius
    middles = [view.petals.middle(number) for number in range(1, count + 1)]
    for at, one in enumerate(middles):
        for other in middles[at + 1 :]:
            assert (one - other).manhattanLength() >= apart - 2.0
    # The word in the light is read on its bright ground, and no petal that answers comes near to it.
    assert all(not view.petals.radius * 2 > area.width() for area in areas)


@pytest.mark.parametrize("details", [False, True])
@pytest.mark.parametrize("mirrored", [False, True])
def test_who_leads_sees_them_in_the_light_of_their_own_window(
    qapp: QApplication, qtbot: QtBot, details: bool, mirrored: bool
) -> None:
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    clock = ManualClock()
    room = PretendRoom(practice_named("compassionate_pause"), clock)
    window = Window(PretendApplication(clock), DARK, english())
    qtbot.addWidget(window)
    window.resize(1024, 640)
    window.show_practice(room)
    window.show()
    assert window.leading is not None
    window.leading.leave()  # back to the practice, over which the view of who leads opens by itself
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    screen.stop()
    for name in NAMES[:7]:
        room.take_seat(f"bluetooth:{name}", name=name, consent="yes")
    clock.advance(10.0)
    if details:
        screen.toggle_details()
    screen.read()
    petals = screen.petals
    assert petals is not None
    middles = [petals.mapTo(screen, petals.middle(at).toPoint()) for at in range(1, 8)]
    assert sum(each.x() for each in middles) / 7 == pytest.approx(screen.light._centre.x(), abs=2.0)
    picture = screen.grab().toImage()
    assert all(picture.pixelColor(each).lightness() > 80 for each in middles)
    assert all(screen.childAt(each) is screen.light for each in middles)
    assert all(each.y() + petals.radius < screen.prompt.geometry().top() for each in middles)


def test_joining_and_leaving_are_soft_on_the_screen(shown: Shown) -> None:
    """No pixel changes at once by more than a soft movement does, and at the end it is as if they had sat there."""
    shown.room.take_seat("bluetooth:Sage", name="Sage", consent="yes")
    before = luminance(shown.picture())
    most = 0.0
    for _ in range(80):
        shown.go(0.1, live=False)
        now = luminance(shown.picture())
        most = max(most, float(np.abs(now - before).max()))
        before = now
    assert most < 0.25
    assert len(shown.feed.room.petals(shown.clock.now_s())) == 7
    sage = next(seat for seat in shown.room.seats if seat.name == "Sage")
    shown.room.leave_seat(sage)
    shown.go_on(8.0)
    assert len(shown.feed.room.petals(shown.clock.now_s())) == 6


def test_who_is_greeted_is_found_and_nobody_else_changes(shown: Shown) -> None:
    before = shown.picture()
    shown.room.request(GreetSeat("Cedar"))
    shown.go(1.1)
    after = shown.picture()
    changes = [
        levels(after, around(shown.view, number)).mean() - levels(before, around(shown.view, number)).mean()
        for number in range(1, 7)
    ]
    ours = changes.pop(2)
    assert ours > 50
    assert max(map(abs, changes)) < 12, "the breath alone"
    # It is larger as well: what was dark beside it is lit.
    beside = shown.view.petals.middle(3).toPoint() + QPoint(0, round(1.12 * shown.view.petals.radius))
    assert after.pixelColor(beside).lightness() > before.pixelColor(beside).lightness() + 15
    shown.go_on(4.0)
    assert shown.feed.room.petals(shown.clock.now_s())[2].hello == 0.0


def test_their_own_warmth_comes_where_they_switch_it_on(shown: Shown) -> None:
    shown.room.request(ShowSeatWarmth("Heather", shown=True))
    shown.go_on(60.0)
    picture = shown.picture()
    warmth = shown.feed.room.petals(shown.clock.now_s())[4].warmth
    others = [shown.petal(number, picture).lightness() for number in range(1, 7) if number != 5]
    assert warmth > 0.6
    assert shown.petal(5, picture).lightness() > max(others) + 10
    shown.room.request(ShowSeatWarmth("Heather", shown=False))
    shown.go_on(2.0)
    assert abs(shown.petal(5).lightness() - shown.petal(4).lightness()) < 3


def test_the_centre_warms_with_how_many_are_in_step(qapp: QApplication, qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.sit(1)
    shown.go_on(100.0)
    held = shown.view.light.warmth_share
    assert held == pytest.approx(0.35, abs=0.01), "nobody knows yet"
    shown.go_on(30.0)
    assert shown.view.light.warmth_share > held + 0.2


def test_no_name_is_there_until_who_leads_wants_them(shown: Shown) -> None:
    assert shown.view.names.shown == {}
    shown.wall.toggle_names()
    shown.go_on(4.0)
    assert shown.view.names.shown
    shown.wall.toggle_names()
    shown.go_on(2.0)
    assert shown.view.names.shown == {}
    assert not shown.view.names.isVisible()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_are_read_from_eight_heights_and_all_have_their_turn(
    qapp: QApplication, qtbot: QtBot, width: int, height: int
) -> None:
    shown = Shown(qtbot)
    shown.sit(30)
    shown.resize(width, height)
    shown.go(10.0, live=False)
    shown.wall.toggle_names()
    seen: set[str] = set()
    for _ in range(6 * 30):
        shown.go(1.0, live=False)
        areas = shown.view.names.shown
        seen |= set(areas)
        assert all(shown.view.rect().contains(area.toRect()) for area in areas.values())
        assert not any(shown.view.words.geometry().intersects(area.toRect()) for area in areas.values())
        assert all(area.height() >= readable_px(height) for area in areas.values())
        if seen == set(NAMES):
            break
    assert seen == set(NAMES)


@pytest.mark.parametrize("count", [5, 30])
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_no_name_hides_the_petal_of_another(
    qapp: QApplication, qtbot: QtBot, count: int, width: int, height: int
) -> None:
    shown = Shown(qtbot)
    shown.sit(count)
    shown.resize(width, height)
    shown.go(10.0, live=False)
    shown.wall.toggle_names()
    shown.go(1.0, live=False)
    names, radius = shown.view.names, shown.view.petals.radius
    for at, each in enumerate(shown.view.petals.named, start=1):
        area, line = names._areas[each.source], names._lines.get(each.source)
        for other in range(1, count + 1):
            middle = shown.view.petals.middle(other)
            nearest = QPoint(
                round(min(max(middle.x(), area.left()), area.right())),
                round(min(max(middle.y(), area.top()), area.bottom())),
            )
            if other != at:
                assert math.dist(nearest.toTuple(), middle.toTuple()) > radius - 1.0, (each.name, other)
        own = each.middle if line is None else line.p2()
        assert math.dist(own.toTuple(), each.middle.toTuple()) < radius, "a name is on its petal, or a line leads there"
        assert line is not None or area.contains(each.middle)


def test_what_the_wall_shows_is_the_same_in_the_small_picture_of_it(shown: Shown) -> None:
    preview = WallView(shown.room, shown.feed, shown.wall, DARK, english())
    preview.setParent(shown.holder)
    preview.resize(480, 270)
    preview.show()
    preview._refresh()
    for number in (1, 4, 6):
        here, there = shown.view.petals.middle(number), preview.petals.middle(number)
        assert (here.x() / 2 - there.x()) == pytest.approx(0.0, abs=2.0)
        assert (here.y() / 2 - there.y()) == pytest.approx(0.0, abs=4.0)


def flashes_of(shown: Shown, seconds: float, happens: Callable[[], None]) -> float:
    """Return the most flashes in a second of the whole wall while something happens at every tenth of a second."""
    pictures = []
    for _ in range(round(10 * seconds)):
        happens()
        shown.go(0.1, live=False)
        pictures.append(luminance(shown.picture()))
    return most_flashes(pictures, 10.0)


def test_thirty_petals_of_any_heart_and_all_who_answer_do_not_flash(qapp: QApplication, qtbot: QtBot) -> None:
    """At 220 a minute or at 40: a petal knows nothing of a beat, and answers come one after the other."""
    shown = Shown(qtbot)
    shown.sit(30)
    shown.go(10.0, live=False)
    names = iter(NAMES)

    def all_press() -> None:
        shown.room.request(GreetSeat(next(names, "Fern")))

    assert flashes_of(shown, 6.0, all_press) <= 1.0
