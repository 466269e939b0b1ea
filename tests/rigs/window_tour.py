"""Goes through every screen of the window and collects all it says: labels, names for screen readers, painted words.

``python -m tests.rigs.window_tour FILE`` writes what each place says in English; `test_english` compares with that.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from biofeedback.app.assessment import as_practice
from biofeedback.practice.assessment import stepped
from biofeedback.practices import demonstration, opening_page, practice_named
from biofeedback.requests import (
    ChangePace,
    EndGently,
    Mark,
    Request,
    ToggleFewerWords,
    ToggleMute,
    TogglePause,
    TogglePauseSteps,
)
from biofeedback.sensors import SIMULATED_HEART, AdapterLoad
from tests.rigs.manual_clock import ManualClock
from tests.rigs.painted_words import said_by
from tests.rigs.pretend_application import PretendApplication, seen
from tests.rigs.pretend_microphone import speech
from tests.rigs.pretend_room import PretendRoom
from tests.rigs.pretend_session import PretendSession
from ui.desktop.after import summary as summary_module
from ui.desktop.app import dress
from ui.desktop.welcome.words import welcome_pages
from ui.desktop.widgets.colour_ring import COLOURS
from ui.desktop.window import Window
from ui.gathering import Gathering
from ui.people import Person
from ui.tokens import DARK
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.languages import english

NOW = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)
"""A Tuesday morning; what the tour takes for now."""

_AWAKE_MS = 3_600_000
"""Button and keys go by a timer in real time, which must not run out while the tour is in a practice."""

_CHANCE = 4
"""What shuffles the names of seats, so that they are the same in every tour."""

ASKING = ("compassionate_colour", "loving_kindness", "mandala_of_compassion", "free_sitting")

SEATED = ("Birch", "River", "Cedar", "Heron", "Moss", "Ember", "Lark", "Willow", "Stone")
"""Who sits in the room of the tour."""

REQUESTS: tuple[tuple[str, Request], ...] = (
    ("mark", Mark()),
    *(2 * (("quieter", ToggleFewerWords()),)),
    ("stay_here", ChangePace("stay")),
    ("quicker", ChangePace("quicker")),
    ("slower", ChangePace("slower")),
    ("too_slow", ChangePace("too_slow")),
    ("resume_ramp", ChangePace("go_on")),
    *(2 * (("toggle_mute", ToggleMute()),)),
    *(2 * (("toggle_pause", TogglePause()),)),
    *(2 * (("toggle_pause_steps", TogglePauseSteps()),)),
)
"""What the person asks for on the way, and what the places are called that this leads to."""


class Tour:
    """A window on a pretended application, led from place to place.

    Parameters
    ----------
    make_window : callable
        Makes the window on an application.
    language : Language or None
        The language in which an assessment is titled; ``None`` for English.
    """

    def __init__(self, make_window: Callable[[PretendApplication], Window], language: Language | None = None) -> None:
        self._language = english() if language is None else language
        self.application = PretendApplication(ManualClock(), now=NOW)
        self._make_window = make_window
        self.window = make_window(self.application)
        self.session: PretendSession | None = None

    def places(self, *parts: str) -> Iterator[tuple[str, Window]]:
        """Go on from place to place, and yield the name of each; of a few of the `parts`, or of all."""
        with patch.object(summary_module, "local_now", lambda: NOW):
            for name, part in self.parts.items():
                for place in part() if not parts or name in parts else ():
                    _settle()
                    yield place
        self.window.close()

    @property
    def parts(self) -> dict[str, Callable[[], Iterator[tuple[str, Window]]]]:
        """The parts of the tour in their order, none of which needs another."""
        return {
            "home": self._home,
            "settings": self._settings,
            "voice": self._voice,
            "simulated": partial(self._practice, simulated=True),
            "strap": partial(self._practice, simulated=False),
            "demonstration": self._demonstration,
            "assessment": self._assessment,
            "room": self._room,
            "welcome": self._welcome,
            "leading": self._leading,
        }

    def _shown(self) -> Any:
        self.window.show()
        QApplication.processEvents()
        return self.window.screen_shown

    def _voice(self) -> Iterator[tuple[str, Window]]:
        window, application = self.window, self.application
        with tempfile.TemporaryDirectory(prefix="soften-tour-") as folder:
            application.own_folder = Path(folder)
            window.show_voice(practice_named("kind_presence"))
            page = self._shown()
            yield "voice", window
            page.take.click()
            application.microphone.hear(speech(0.5, application.microphone.rate_hz))
            yield "voice, a take", window
            page.take.click()
            yield "voice, taken", window
            page.forget.click()

    def _settings(self) -> Iterator[tuple[str, Window]]:
        window, application = self.window, self.application
        window.show_settings()
        settings = self._shown()
        for subject in settings.subjects:
            settings.show_subject(subject)
            yield f"the settings, {subject}", window
        application.recordings_kept = 3
        settings.show_subject("places")
        settings.page.look_at(Path("/media/stick"))
        yield "the settings, another folder", window
        settings.show_subject("end")
        settings.page.delete.button.click()
        yield "the settings, delete everything", window
        application.recordings_kept = 0

    def _home(self) -> Iterator[tuple[str, Window]]:
        window, application = self.window, self.application
        window.show_home()
        home = self._shown()
        home._look_around()
        # What was practised is read on a thread of its own.
        while not home.weeks.accessibleDescription():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        home.breath_panel.aim_at(5.5)
        yield "home", window
        home.sensors.see(seen("Polar H10 7A2C31", "in reach"))
        for card in home.cards:
            card.setChecked(True)
            yield f"home, {card.practice.name}", window
        home.cards[0].setChecked(True)
        home.breath_panel.settings_button.click()
        yield "settings", window
        panel = home.breath_panel.settings_panel
        panel.by_hand.click()
        for stepper in panel.phases:
            stepper.more.click()
        yield "settings, by hand", window
        for _ in range(8):
            panel.shape.more.click()
            yield f"settings, {_}", window
        for _ in range(8):
            home.breath_panel.slower.click()
        yield "settings, slower", window
        panel.from_own_pace.setChecked(False)
        home.breath_panel.offer_today(6.2)
        home.breath_panel.settings_button.click()
        yield "home, easy today", window
        home.pages.show_opening_again()
        yield "opening", window
        home.pages.show_home_page()
        home.pages.show_path()
        QApplication.processEvents()
        for row in home.page.chapters:
            row.setChecked(True)
            _settle()
        yield "path", window
        home.pages.show_home_page()
        application.preferences = replace(application.preferences, own_words=True)
        for name in ASKING:
            next(card for card in home.cards if card.practice.name == name).setChecked(True)
            home.begin()
            page = home.page
            if page.ring is not None:
                for index, each in enumerate(COLOURS):
                    page.ring.pick(each[0])
                    yield f"questions, {name}, {index}", window
            yield f"questions, {name}", window
            home.pages.show_home_page()
        application.page = opening_page()
        window.show_home()
        self._shown()
        yield "home, first time", window

    def _practice(self, *, simulated: bool) -> Iterator[tuple[str, Window]]:
        clock = ManualClock()
        session = PretendSession(practice_named("compassionate_pause"), clock, simulated=simulated, odd_beats=(60, 75))
        self.session = session
        kind = "simulated" if simulated else "strap"
        self.window.show_practice(session)
        screen = self._shown()
        screen.pause_steps.wake(_AWAKE_MS)

        def go(seconds: float) -> None:
            session.live_until(clock.now_s() + seconds)
            clock.advance(seconds)
            screen.read()
            screen._refresh(clock.now_s())
            QApplication.processEvents()

        go(2.0)
        yield f"practice, {kind}, begun", self.window
        screen.toggle_details()
        go(1.0)
        yield f"details, {kind}, begun", self.window
        for name, request in REQUESTS:
            go(7.0)
            session.request(request)
            go(0.2)
            yield f"practice, {kind}, {clock.now_s():.1f}, {name}", self.window
        go(12.0)
        yield f"details, {kind}", self.window
        screen.toggle_details()
        go(5.0)
        yield f"practice, {kind}", self.window
        while not screen.view.ended:
            go(10.0)
        screen = self._shown()
        yield f"summary, {kind}", self.window
        screen.show_error("–")
        yield f"summary, {kind}, not whole", self.window

    def _demonstration(self) -> Iterator[tuple[str, Window]]:
        clock = ManualClock()
        session = PretendSession(demonstration(), clock, simulated=True)
        self.window.show_practice(session)
        screen = self._shown()
        while not screen.view.ended:
            session.live_until(clock.now_s() + 10.0)
            clock.advance(10.0)
            screen.read()
        screen = self._shown()
        yield "waves", self.window
        screen.toggle_numbers()
        yield "waves, numbers", self.window

    def _assessment(self) -> Iterator[tuple[str, Window]]:
        clock = ManualClock()
        session = PretendSession(as_practice(stepped(), "stepped_assessment", self._language), clock)
        self.window.show_practice(session)
        screen = self._shown()
        session.live_until(20.0)
        clock.advance(20.0)
        screen.read()
        screen._refresh(20.0)
        yield "assessment", self.window

    def _room(self) -> Iterator[tuple[str, Window]]:
        window, application = self.window, self.application
        application.adapters = [AdapterLoad(name="hci0", held=0, about=7)]
        everybody = application.people.everybody
        application.people.everybody = [*everybody[:1], Person("1", "Anna")]
        window._gathering = Gathering(self._language, Random(_CHANCE))
        window.show_gathering("soften_soothe_allow")
        gather = self._shown()
        gather._look()
        yield "a room, nobody yet", window
        for spec in ("serial:one", "serial:two", "simulated"):
            gather.seat(replace(SIMULATED_HEART, spec=spec, label=self._language.gettext(SIMULATED_HEART.label)))
            yield f"a room, the card of {spec}", window
            gather.consent.choices.keep.setChecked(spec == "serial:one")
            gather.consent.yes.click()
        yield "a room, three sit down", window
        gather.show_seat(window._gathering.agreed[0])
        yield "a room, a seat", window
        gather.seat(replace(SIMULATED_HEART, spec="serial:three", label="–"))
        gather.consent.name.setText(window._gathering.agreed[0].name)
        gather.consent.yes.click()
        yield "a room, a name twice", window
        gather.consent.no.click()
        gather.who.card_aloud.click()
        yield "a room, the card aloud", window
        gather.aloud.read.click()
        gather.seat(replace(SIMULATED_HEART, label=self._language.gettext(SIMULATED_HEART.label)))
        yield "a room, the card was read", window
        gather.consent.no.click()
        gather.begin.click()
        window._show_summary()
        farewell = self._shown()
        yield "a room, its end", window
        farewell.fate.give.button.click()
        yield "a room, given", window
        farewell.fate.give.close_list()
        farewell.fate.discard.button.click()
        farewell.only_room.button.click()
        yield "a room, nobody kept", window
        farewell.only_room.yes.click()
        yield "a room, alone", window
        application.people.everybody = everybody
        farewell.home.click()
        self._shown()
        yield "home, after a room", window

    def _leading(self) -> Iterator[tuple[str, Window]]:
        clock = ManualClock()
        room = PretendRoom(practice_named("compassionate_pause"), clock)
        self.session = room
        for number, name in enumerate(SEATED):
            room.take_seat(f"bluetooth:00:{number:02d}", name=name, consent="–")
        for session, place in ((room, "leading, a room"), (PretendSession(room.practice, clock), "leading")):
            self.window.show_practice(session)
            session.live_until(47.0)
            clock.advance(47.0 - clock.now_s())
            if session is room:
                room.lose(room.seats[4])
                room.loosen(room.seats[7])
                room.leave_seat(room.seats[8])
                room.tire(room.seats[0], 42)
            else:
                self.window.screen_shown.pause_steps.wake(_AWAKE_MS)
                self.window._others.for_who_leads().toggle()
            screen = self._shown()
            self.window._practice.read()
            self.window._practice._refresh(47.0)  # which it does by itself now and then
            screen.refresh()
            screen.wall._refresh()
            yield place, self.window
            if screen.join is not None:
                screen.join._chance.seed(_CHANCE)
                screen.seats.join.click()
                yield "leading, somebody sits down", self.window
                screen.join.seat(replace(SIMULATED_HEART, label="–"))
                yield "leading, the card", self.window
                screen.join.consent.no.click()
        session.request(EndGently())
        self.window._practice.read()
        self.window._practice._refresh(47.0)
        screen.head.switches[KeyUse.ROOM_WORDS].click()
        screen.note.ask()
        screen.refresh()
        yield "leading, closing", self.window

    def _welcome(self) -> Iterator[tuple[str, Window]]:
        self.window.show_welcome()
        welcome = self._shown()
        for page in range(len(welcome_pages(self._language))):
            welcome.show_page(page)
            yield f"welcome, {page + 1}", self.window
        welcome.stop()


def _settle() -> None:
    """Let what was left go, and layouts come to rest: one that scrolls needs a second round."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(3):
        QApplication.processEvents()


def english_of(make_window: Callable[[PretendApplication], Window]) -> dict[str, list[str]]:
    """Return by place what is said there and was not before (``+``), and what is not said any more (``-``)."""
    changes: dict[str, list[str]] = {}
    before: set[str] = set()
    for place, window in Tour(make_window).places():
        now = {f"{each.how}: {each.text}" for each in said_by(window)}
        changes[place] = [
            *(f"+ {each}" for each in sorted(now - before)),
            *(f"- {each}" for each in sorted(before - now)),
        ]
        before = now
    return changes


if __name__ == "__main__":
    app = QApplication(["soften"])
    dress(app, DARK)
    found = english_of(lambda application: Window(application, DARK, english()))
    Path(sys.argv[1]).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
