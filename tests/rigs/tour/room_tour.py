"""The tour through a room, and through the screen of who leads."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from biofeedback.practices import practice_named
from biofeedback.requests import EndGently
from biofeedback.sensors import SIMULATED_HEART, AdapterLoad
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.tour.tour_stops import AWAKE_MS, CHANCE, Stops
from ui.desktop.window import Window
from ui.gathering import Gathering
from ui.people import Person
from ui.words.key_words import KeyUse

SEATED = ("Birch", "River", "Cedar", "Heron", "Moss", "Ember", "Lark", "Willow", "Stone")
"""Who sits in the room of the tour."""


class RoomStops(Stops):
    """A room from its gathering to its end, and its operator."""

    def _room(self) -> Iterator[tuple[str, Window]]:
        window, application = self.window, self.application
        application.adapters = [AdapterLoad(name="hci0", held=0, about=7)]
        everybody = application.people.everybody
        application.people.everybody = [*everybody[:1], Person("1", "Anna")]
        window._gathering = Gathering(self._language, Random(CHANCE))
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
                self.window.screen_shown.pause_steps.wake(AWAKE_MS)
                self.window._others.for_who_leads().toggle()
            screen = self._shown()
            self.window._practice.read()
            self.window._practice._refresh(47.0)  # which it does by itself now and then
            screen.refresh()
            screen.wall._refresh()
            yield place, self.window
            if screen.join is not None:
                screen.join._chance.seed(CHANCE)
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
