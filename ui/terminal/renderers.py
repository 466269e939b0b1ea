"""Renders a practice as a moving picture on a terminal, or as plain lines where there is none."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.live import Live

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
from biofeedback.sensors import says_simulated
from ui.ports import Session
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import PracticeViewModel
from ui.terminal.moment_words import (
    WAITING_WORDS,
    further_words,
    heart_words,
    minutes_left,
    passing_words,
    sensor_words,
)
from ui.terminal.picture import Picture

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
def renderer_for(session: Session, console: Console) -> Iterator[Renderer]:
    """Yield the renderer that suits the console, and leave the terminal as it was."""
    if not console.is_terminal or console.is_dumb_terminal:
        yield _LinesRenderer(session, console)
        return
    with Live(console=console, screen=True, auto_refresh=False) as live:
        yield _PictureRenderer(session, live)


class _PictureRenderer:
    def __init__(self, session: Session, live: Live) -> None:
        self._session = session
        self._live = live

    def on_event(self, event: Event) -> None:
        """Do nothing; the view model has it."""

    def render(self, view: PracticeViewModel, now_s: float) -> None:
        """Draw the whole screen."""
        sensor_line = sensor_words(view.heart, self._session.sensor_label, simulated=self._session.simulated)
        self._live.update(Picture(view, sensor_line, now_s, further_words(view, self._session)), refresh=True)


class _LinesRenderer:
    def __init__(self, session: Session, console: Console) -> None:
        self._console = console
        self._simulated = session.simulated
        self._session = session
        self._practice = session.practice
        self._breath = ""
        self._facts_due_s = FACTS_EVERY_S
        self._say(session.practice.title)
        self._say(sensor_words(HeartView(), session.sensor_label, simulated=session.simulated))

    def on_event(self, event: Event) -> None:
        """Print what there is to read in it."""
        if says_simulated(event) and not self._simulated:
            self._simulated = True
            self._say("The heart is a simulated one.")
        match event:
            case StepBegan(t_s=t_s, title=title):
                self._say_at(t_s, f"— {title} —")
            case PromptShown(t_s=t_s, text=text):
                self._say_at(t_s, self._practice.said(text))
            case LinkChanged() | Notice() | OfferMade() | Marker() if words := passing_words(event):
                self._say_at(event.t_s, words)
            case Paused(t_s=t_s, mode=mode):
                self._say_at(t_s, WAITING_WORDS[mode])
            case Resumed(t_s=t_s):
                self._say_at(t_s, "going on")
            case BreathPlanned():
                breaths_per_min = 60.0 / (event.in_s + event.hold_in_s + event.out_s + event.hold_out_s)
                self._breath = f"breath {breaths_per_min:.1f} a minute"
            case PracticeEnded(t_s=t_s, mode=mode):
                self._say_at(t_s, "The practice is complete." if mode == "complete" else "The practice ends here.")
            case _:
                pass

    def render(self, view: PracticeViewModel, now_s: float) -> None:
        """Print the facts when it is time again."""
        if now_s < self._facts_due_s or view.ended:
            return
        self._facts_due_s = (math.floor(now_s / FACTS_EVERY_S) + 1.0) * FACTS_EVERY_S
        led = view.breath.led_at(now_s).phase != "still"
        facts = (heart_words(view), self._breath if led else "", minutes_left(view.progress.at(now_s).left_s))
        self._say_at(now_s, " · ".join(fact for fact in facts if fact))
        for words in further_words(view, self._session):
            self._say_at(now_s, words)

    def _say_at(self, t_s: float, words: str) -> None:
        minutes, seconds = divmod(int(t_s), 60)
        self._say(f"{minutes}:{seconds:02d}  {words}")

    def _say(self, words: str) -> None:
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)
