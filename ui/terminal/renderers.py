"""Renders a practice as a moving picture on a terminal, or as plain lines where there is none."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.live import Live

from biofeedback.codes import QUIET_LINK_CODES
from biofeedback.events import (
    BreathPlanned,
    Event,
    LinkChanged,
    Marker,
    Notice,
    OfferMade,
    Paused,
    PracticeEnded,
    PromptShown,
    Resumed,
    StepBegan,
)
from biofeedback.events.from_sensors import says_simulated
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import PracticeViewModel
from ui.rooms import RoomSession
from ui.session import Session
from ui.terminal.moment_words import (
    first_sensor_words,
    further_words,
    heart_words,
    minutes_left,
    passing_words,
    waiting_words,
)
from ui.terminal.picture import Picture
from ui.words.language import Language

FACTS_EVERY_S = 15.0
"""Session seconds between two lines of facts; a choice: four a minute."""


class Renderer(Protocol):
    """Takes every event in order, and renders the present moment some times a second."""

    def on_event(self, event: Event) -> None:
        """Take in what happened."""
        ...

    def render(self, view: PracticeViewModel, now_s: float) -> None:
        """Render the moment ``now_s``."""
        ...


@contextmanager
def renderer_for(session: Session, console: Console, language: Language) -> Iterator[Renderer]:
    """Yield the renderer that suits the console, and leave the terminal as it was."""
    if not console.is_terminal or console.is_dumb_terminal:
        yield _LinesRenderer(session, console, language)
        return
    with Live(console=console, screen=True, auto_refresh=False) as live:
        yield _PictureRenderer(session, live, language)


class _PictureRenderer:
    def __init__(self, session: Session, live: Live, language: Language) -> None:
        self._language = language
        self._session = session
        self._live = live

    def on_event(self, event: Event) -> None:
        """Do nothing; the view model has it."""

    def render(self, view: PracticeViewModel, now_s: float) -> None:
        """Draw the whole screen."""
        session, language = self._session, self._language
        sensor_line = first_sensor_words(view.heart, session, language)
        further = further_words(view, session, language)
        passing = passing_words(view.remarked(now_s), session, language)
        self._live.update(Picture(view, sensor_line, now_s, language, further, passing), refresh=True)


class _LinesRenderer:
    def __init__(self, session: Session, console: Console, language: Language) -> None:
        self._language = language
        self._console = console
        self._simulated = session.simulated
        self._session = session
        self._practice = session.practice
        self._breath = ""
        self._facts_due_s = FACTS_EVERY_S
        self._say(session.practice.title)
        self._say(first_sensor_words(HeartView(), session, language))

    def on_event(self, event: Event) -> None:
        """Print what there is to read in it."""
        if says_simulated(event) and not self._simulated and not isinstance(self._session, RoomSession):
            self._simulated = True
            self._say(self._language.gettext("The heart is a simulated one."))
        language = self._language
        match event:
            case StepBegan(t_s=t_s, title=title):
                # Those of a practice are in the language of its file.
                said = language.gettext(title) if self._practice.assesses else title
                self._say_at(t_s, f"— {said} —")
            case PromptShown(t_s=t_s, text=text):
                self._say_at(t_s, self._practice.said(text))
            case LinkChanged(code=code) if code in QUIET_LINK_CODES:
                pass
            case LinkChanged() | Notice() | OfferMade() | Marker(origin="") if words := passing_words(
                event, self._session, language
            ):
                self._say_at(event.t_s, words)
            case Paused(t_s=t_s, mode=mode):
                self._say_at(t_s, waiting_words(mode, language))
            case Resumed(t_s=t_s):
                self._say_at(t_s, language.pgettext("practice", "going on"))
            case BreathPlanned():
                breaths_per_min = 60.0 / (event.in_s + event.hold_in_s + event.out_s + event.hold_out_s)
                pace = language.number(breaths_per_min, 1)
                self._breath = language.gettext("breath {pace} a minute").format(pace=pace)
            case PracticeEnded(t_s=t_s, mode="complete"):
                self._say_at(t_s, language.gettext("The practice is complete."))
            case PracticeEnded(t_s=t_s):
                self._say_at(t_s, language.gettext("The practice ends here."))
            case _:
                pass

    def render(self, view: PracticeViewModel, now_s: float) -> None:
        """Print the facts when it is time again."""
        if now_s < self._facts_due_s or view.ended:
            return
        self._facts_due_s = (math.floor(now_s / FACTS_EVERY_S) + 1.0) * FACTS_EVERY_S
        led = view.breath.led_at(now_s).phase != "still"
        left = minutes_left(view.progress.at(now_s).left_s, self._language)
        facts = (heart_words(view, self._language), self._breath if led else "", left)
        self._say_at(now_s, " · ".join(fact for fact in facts if fact))
        for words in further_words(view, self._session, self._language):
            self._say_at(now_s, words)

    def _say_at(self, t_s: float, words: str) -> None:
        self._say(f"{self._language.minutes_and_seconds(int(t_s))}  {words}")

    def _say(self, words: str) -> None:
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)
