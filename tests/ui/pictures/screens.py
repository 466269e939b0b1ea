"""Every screen of the window, a line each: what is photographed, in which themes, sizes and languages."""

from collections.abc import Callable
from typing import NamedTuple

from tests.rigs.past_practices import past_practices
from tests.rigs.window_tour import Tour
from ui import tokens
from ui.desktop.home.screen import HomeScreen
from ui.tokens import Tokens
from ui.words.help_words import of_number


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
        for subject in ("looks", "sounds", "sensors", "languages", "places", "kept", "end")
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
    Screen("review", open=lambda tour: tour.window.show_review(tour.application.reviewed)),
    Screen("welcome", open=lambda tour: tour.window.show_welcome()),
    Screen("voice", "voice"),
    Screen("voice-taken", "voice, taken"),
    Screen("history", open=_history),
    Screen("history-empty", open=_empty_history),
    Screen("people", open=_people),
    Screen("help-keys", open=_help),
    Screen("help-number", open=lambda tour: _help(tour, of_number("rmssd_ms"))),
    Screen("first-words", open=_first_words),
    Screen("first-light", open=lambda tour: tour.window.show_first_light(tour.application.practices[0])),
)

SIZES = ((1440, 900), (960, 540), (800, 480))
"""Logical pixels: a common laptop, a full HD one at 200 per cent, and the smallest in which all is within reach."""

PSEUDO = "de"
"""The pseudo-language has the numbers and days of this one, whose letters are all in the bundled typeface."""


def themes() -> dict[str, Tokens]:
    """Return every family of colours by its name, those that come later too."""
    return {name.lower(): each for name, each in vars(tokens).items() if isinstance(each, Tokens)}


class Shot(NamedTuple):
    """One picture: what of, and how the window is."""

    screen: str
    theme: str
    width: int
    height: int
    pseudo: bool = False

    @property
    def file(self) -> str:
        """What its file is called."""
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


def has_reference(shot: Shot) -> bool:
    """Return whether one is kept of it: of the first theme all are; of the others one size shows the colours."""
    return shot.theme == next(iter(themes())) or ((shot.width, shot.height) == SIZES[1] and not shot.pseudo)


def chosen_shots() -> list[Shot]:
    """Return what every run of the tests looks at: each screen in the first theme, in one size and by turns another."""
    theme = next(iter(themes()))
    return [Shot(screen.name, theme, *SIZES[at % len(SIZES)]) for at, screen in enumerate(SCREENS)]
