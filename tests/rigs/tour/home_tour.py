"""The tour through what leads to a practice: home, settings, the voice, the welcome."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from biofeedback.practices import opening_page, practice_named
from tests.rigs.screens.pretend_application import seen
from tests.rigs.sound.pretend_microphone import speech
from tests.rigs.tour.tour_stops import Stops, settle
from ui.desktop.welcome.words import welcome_pages
from ui.desktop.widgets.colour_ring import COLOURS
from ui.desktop.window import Window

ASKING = ("compassionate_colour", "loving_kindness", "mandala_of_compassion", "free_sitting")


class HomeStops(Stops):
    """Home and what it opens."""

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
            settle()
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

    def _welcome(self) -> Iterator[tuple[str, Window]]:
        self.window.show_welcome()
        welcome = self._shown()
        for page in range(len(welcome_pages(self._language))):
            welcome.show_page(page)
            yield f"welcome, {page + 1}", self.window
        welcome.stop()
