"""Every screen of the window, a line each: what is photographed, in which themes, sizes and languages."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QScrollArea

from biofeedback.events import Metric, SeatWarmthChosen
from biofeedback.practices import practice_named
from tests.rigs.practices.past_practices import past_practices
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.screens.pretend_seals import PretendSeals
from tests.rigs.screens.settled import settle
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.tour.window_tour import Tour
from ui import tokens
from ui.desktop.audience.wall import Wall, WallView
from ui.desktop.export.screen import ExportScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.screens.feed import PracticeFeed
from ui.tokens import Tokens
from ui.words.help_words import of_number
from ui.words.key_words import KeyUse
from ui.words.languages import english
from ui.words.people_words import plant_names


class Screen(NamedTuple):
    """One screen: how its pictures are called, and how the window comes to it.

    ``place`` is what the tour of the window calls it; a screen that the tour does not pass is opened by ``open``.
    """

    name: str
    place: str = ""
    open: Callable[[Tour], object] | None = None


def _first_words(tour: Tour) -> None:
    tour.application.page = None  # as on every day but the first
    tour.window.show_first_words()


def _history(tour: Tour) -> None:
    tour.application.past = past_practices(42)
    tour.window.show_history(tour.application.past[5].path)


def _export(tour: Tour, *, written: bool = False) -> None:
    tour.window.show_export(tour.application.reviewed, tour.window.show_home)
    screen = tour.window.screen_shown
    assert isinstance(screen, ExportScreen)
    if written:
        tour.application.written.asked.clear()
        screen.formats["bids"].setChecked(True)
        screen.notes.setChecked(True)
        screen.write.click()
        settle()
        area = screen.findChild(QScrollArea)
        assert area is not None
        area.verticalScrollBar().setValue(0)  # where it stands in every size, whichever is taken first


def _by_hand(tour: Tour) -> None:
    tour.window.show_review(tour.application.reviewed)
    settle()
    screen = tour.window.screen_shown
    assert isinstance(screen, ReviewScreen)
    screen.editing.switch.setChecked(True)
    settle()
    assert screen.editing.panel is not None
    assert screen.editing.panel.strip is not None
    screen.editing.panel.strip.do(KeyUse.NEXT_ODD_BEAT)


def _empty_history(tour: Tour) -> None:
    tour.application.past = []
    tour.window.show_history()


def _people(tour: Tour) -> None:
    people = tour.application.people
    if len(people.everybody) == 1:
        people.add("Fern")
        people.add("Willow")
    tour.window.show_home()
    home = tour.window.screen_shown
    assert isinstance(home, HomeScreen)
    home.show_people()


def _new_seal(tour: Tour) -> None:
    tour.application.seals = PretendSeals()
    tour.window._open_settings("seals")
    tour.window.screen_shown.page.wanted.click()


def _open_seals(tour: Tour) -> None:
    tour.application.seals = PretendSeals(plain=3, sealed=12, wanted=True)
    tour.application.seals.is_open = True
    tour.window._open_settings("seals")


def _taken_along(tour: Tour) -> None:
    tour.application.written.taken.clear()
    tour.window._open_settings("end")
    tour.window.screen_shown.page.along.write(Path("/media/stick/all_of_soften.zip"))


def _passphrase(tour: Tour) -> None:
    tour.application.seals = PretendSeals(sealed=12, wanted=True)
    tour.window._ask_passphrase(Path("one.soften"))


def _wall(tour: Tour, seats: int, *, names: bool = False) -> None:
    """Show what a room sees of whom one shows their own warmth, the third to come answers, and one is coming."""
    tokens, room = tour.window._tokens, PretendRoom(practice_named("compassionate_pause"), ManualClock())
    feed, wall = PracticeFeed(room, tokens, english(), tour.window), Wall()
    wall.shows_names = names
    view = WallView(room, feed, wall, tokens, english())
    for ends_with_it in (feed, wall):
        ends_with_it.setParent(view)

    def go(seconds: float) -> None:
        room.clock.advance(seconds)
        room.live_until(room.clock.now_s())

    called = [*plant_names(english(), ()), *map(str, range(30))]
    go(34.0)
    for at in range(seats):
        room.take_seat(f"bluetooth:{at}", name=called[at], consent="yes")
    go(10.0)
    room.take_seat("bluetooth:late", name=called[seats], consent="yes")
    go(4.3)
    warm = {"name": "warmth_share", "value": 1.0, "unit": "share", "window_s": 60.0, "quality_share": 1.0}
    room.publish(SeatWarmthChosen(t_s=48.3, source="0", shown=True), Metric(source="0", t_s=48.3, **warm))
    feed.read()
    tour.window._swap(view)
    for _ in range(3):
        settle()
        room.clock.advance(1.0 if names else 0.0)
        wall.changed.emit()


def _help(tour: Tour, page: str = "") -> None:
    tour.window.show_home()
    assert tour.window.help is not None
    tour.window.help.open(page)


SCREENS: tuple[Screen, ...] = (
    Screen("home", "home"),
    Screen("home-first-time", "home, first time"),
    Screen("home-easy-today", "home, easy today"),
    Screen("breath-settings", "settings"),
    Screen("breath-settings-by-hand", "settings, by hand"),
    Screen("opening", "opening"),
    *(
        Screen(f"settings-{subject}", f"the settings, {subject}")
        for subject in ("looks", "sounds", "sensors", "languages", "places", "kept", "seals", "live", "end")
    ),
    Screen("settings-another-folder", "the settings, another folder"),
    Screen("settings-delete", "the settings, delete everything"),
    Screen("path", "path"),
    Screen("questions-colour", "questions, compassionate_colour"),
    Screen("questions-phrases", "questions, loving_kindness"),
    Screen("questions-parts", "questions, mandala_of_compassion"),
    Screen("questions-bells", "questions, free_sitting"),
    Screen("practice-begun", "practice, strap, begun"),
    Screen("practice", "practice, strap"),
    Screen("details", "details, strap"),
    Screen("summary", "summary, strap"),
    Screen("summary-not-whole", "summary, strap, not whole"),
    Screen("assessment", "assessment"),
    Screen("room", "a room, nobody yet"),
    Screen("room-consent", "a room, the card of serial:one"),
    Screen("room-seats", "a room, three sit down"),
    Screen("room-seat", "a room, a seat"),
    Screen("room-card-aloud", "a room, the card aloud"),
    Screen("room-card-was-read", "a room, the card was read"),
    Screen("room-end", "a room, its end"),
    Screen("room-given", "a room, given"),
    Screen("room-alone", "a room, alone"),
    Screen("review", open=lambda tour: tour.window.show_review(tour.application.reviewed)),
    Screen("review-by-hand", open=_by_hand),
    Screen("welcome", open=lambda tour: tour.window.show_welcome()),
    Screen("voice", "voice"),
    Screen("voice-taken", "voice, taken"),
    Screen("history", open=_history),
    Screen("history-empty", open=_empty_history),
    Screen("people", open=_people),
    Screen("settings-seals-new", open=_new_seal),
    Screen("settings-seals-open", open=_open_seals),
    Screen("settings-taken-along", open=_taken_along),
    Screen("passphrase", open=_passphrase),
    Screen("export", open=_export),
    Screen("export-written", open=lambda tour: _export(tour, written=True)),
    Screen("help-keys", open=_help),
    Screen("help-number", open=lambda tour: _help(tour, of_number("rmssd_ms"))),
    Screen("leading", "leading"),
    Screen("leading-a-room", "leading, a room"),
    Screen("leading-closing", "leading, closing"),
    Screen("waves", "waves, numbers"),
    Screen("first-words", open=_first_words),
    Screen("wall-few", open=lambda tour: _wall(tour, 5)),
    Screen("wall-many", open=lambda tour: _wall(tour, 29)),
    Screen("wall-names", open=lambda tour: _wall(tour, 11, names=True)),
    Screen("first-light", open=lambda tour: tour.window.show_first_light(tour.application.practices[0])),
)

AGAIN = frozenset(
    (
        *("home", "path", "settings-looks", "questions-colour", "practice-begun", "practice", "details", "summary"),
        *("review", "review-by-hand", "history", "people", "export-written", "help-number", "wall-many", "first-light"),
    )
)
"""The screens of which every run takes two pictures."""

SIZES = ((1440, 900), (960, 540), (800, 480))
"""Logical pixels: a common laptop, a full HD one at 200 per cent, and the smallest in which all is within reach."""

GUIDE = (
    *("welcome", "home", "practice", "summary", "review", "history"),
    *("waves", "room-consent", "room-seats", "leading-a-room", "wall-few", "room-end"),
    *("export", "review-by-hand"),
)
"""The screens that docs/guide shows: to whoever practises, whoever leads, and whoever studies."""

GUIDE_SIZE = (1120, 700)
"""Logical pixels: a page shows it at three quarters of this, where words can still be read."""

PSEUDO = "de"
"""The pseudo-language has the numbers and days of this one, whose letters are all in the bundled typeface."""


def themes() -> dict[str, Tokens]:
    """Return every family of colours by its name, those that come later too."""
    return {name.lower(): each for name, each in vars(tokens).items() if isinstance(each, Tokens)}


class Shot(NamedTuple):
    """One picture: what of, and how the window is; without a ``language`` it is in English or the pseudo-language."""

    screen: str
    theme: str
    width: int
    height: int
    pseudo: bool = False
    language: str = ""

    @property
    def file(self) -> str:
        """What its file is called; the pictures in a language lie in a folder of their own."""
        return f"{self.screen}.{self.theme}.{self.width}x{self.height}{'.pseudo' if self.pseudo else ''}.png"


def all_shots() -> list[Shot]:
    """Return every picture: each screen in each theme and size, and in the pseudo-language at the size between."""
    return [
        Shot(screen.name, theme, width, height, pseudo)
        for theme in themes()
        for pseudo in (False, True)
        for screen in SCREENS
        for width, height in (SIZES[1:2] if pseudo else SIZES)
    ]


def shots_in(language: str) -> list[Shot]:
    """Return each screen in the first theme, in the largest size and in the smallest, in a language."""
    theme = next(iter(themes()))
    return [Shot(each.name, theme, *size, language=language) for each in SCREENS for size in (SIZES[0], SIZES[-1])]


def has_reference(shot: Shot) -> bool:
    """Return whether one is kept of it: of the first theme all are; of the others one size shows the colours."""
    return shot.theme == next(iter(themes())) or ((shot.width, shot.height) == SIZES[1] and not shot.pseudo)


def chosen_shots() -> list[Shot]:
    """Return what every run of the tests looks at: each screen in the first theme, in one size and by turns another."""
    theme = next(iter(themes()))
    return [Shot(screen.name, theme, *SIZES[at % len(SIZES)]) for at, screen in enumerate(SCREENS)]


def again_shots() -> list[Shot]:
    """Return which of those every run takes a second time: what is painted by hand, by a clock or by a thread."""
    return [shot for shot in chosen_shots() if shot.screen in AGAIN]


def guide_shots() -> list[Shot]:
    """Return the pictures of docs/guide: each of its screens in the first theme."""
    return [Shot(name, next(iter(themes())), *GUIDE_SIZE) for name in GUIDE]
