"""Two ways of telling a practice: a living picture on a terminal, and plain lines where there is none.

This module must not steer the practice.
"""

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
from ui.ports import Session
from ui.terminal.picture import Picture
from ui.terminal.scene import OFFER_KEY_WORDS, WAITING_WORDS, Scene, minutes_left
from ui.words.sensor_words import tells_simulated

FACTS_EVERY_S = 15.0
"""How often plain lines say the facts, in session seconds."""


class Teller(Protocol):
    """Hears every event in order and is asked some times a second to show how things are."""

    def hear(self, event: Event) -> None:
        """Take in what happened."""
        ...

    def show(self, scene: Scene, now_s: float) -> None:
        """Show the moment ``now_s``."""
        ...


@contextmanager
def telling(session: Session, console: Console) -> Iterator[Teller]:
    """Give the teller that suits the console, and leave the terminal as it was."""
    if not console.is_terminal or console.is_dumb_terminal:
        yield _Lines(session, console)
        return
    with Live(console=console, screen=True, auto_refresh=False) as live:
        yield _LivingPicture(session, live)


class _LivingPicture:
    def __init__(self, session: Session, live: Live) -> None:
        self._session = session
        self._live = live

    def hear(self, event: Event) -> None:
        """Leave it to the scene."""

    def show(self, scene: Scene, now_s: float) -> None:
        """Draw the whole screen."""
        practice = self._session.practice
        sensor = scene.sensor_words(self._session.sensor_label, self._session.simulated)
        self._live.update(Picture(practice, sensor, scene.at(now_s)), refresh=True)


class _Lines:
    def __init__(self, session: Session, console: Console) -> None:
        self._console = console
        self._simulated = session.simulated
        self._practice = session.practice
        self._breath = ""
        self._facts_due_s = FACTS_EVERY_S
        self._say(session.practice.title)
        self._say(Scene(session.practice).sensor_words(session.sensor_label, session.simulated))

    def hear(self, event: Event) -> None:
        """Print what there is to read in it."""
        if tells_simulated(event) and not self._simulated:
            self._simulated = True
            self._say("The heart is a simulated one.")
        match event:
            case StepBegan(t_s=t_s, title=title):
                self._say_at(t_s, f"— {title} —")
            case PromptShown(t_s=t_s, text=text):
                self._say_at(t_s, self._practice.said(text))
            case LinkChanged(t_s=t_s, sentence=sentence) | Notice(t_s=t_s, sentence=sentence) if sentence:
                self._say_at(t_s, sentence)
            case OfferMade(t_s=t_s, sentence=sentence):
                self._say_at(t_s, f"{sentence} {OFFER_KEY_WORDS}")
            case Marker(t_s=t_s):
                self._say_at(t_s, "This moment is marked.")
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

    def show(self, scene: Scene, now_s: float) -> None:
        """Print the facts when it is time again."""
        if now_s < self._facts_due_s or scene.ended:
            return
        self._facts_due_s = (math.floor(now_s / FACTS_EVERY_S) + 1.0) * FACTS_EVERY_S
        moment = scene.at(now_s)
        facts = (moment.heart, self._breath if moment.breath.phase != "still" else "", minutes_left(moment.left_s))
        self._say_at(now_s, " · ".join(fact for fact in facts if fact))

    def _say_at(self, t_s: float, words: str) -> None:
        minutes, seconds = divmod(int(t_s), 60)
        self._say(f"{minutes}:{seconds:02d}  {words}")

    def _say(self, words: str) -> None:
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)
