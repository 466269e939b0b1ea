"""Whoever is here: what they like, in which language they read, and whose recordings are theirs."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from biofeedback.app.profile_store import keep_window, pace_of_today, remember
from biofeedback.languages import preferred_languages
from ui.words.languages import chosen_before, preferred_language

# The first picture waits for this module: what is needed when something is begun is imported there.
if TYPE_CHECKING:
    import datetime

    from biofeedback.app.people import LivePeople
    from biofeedback.app.recordings.seals import LiveSeals
    from biofeedback.errors import SoftenError
    from sessions.library import Library
    from ui.preferences import Preferences, WindowPlace
    from ui.words.language import Language


class PersonHere:
    """What an application knows of whoever is here.

    Parameters
    ----------
    preferences : Preferences
        What the person likes.
    preferences_error : SoftenError or None
        Why the preferences could not be read; ``None`` when they could.
    """

    def __init__(self, preferences: Preferences, preferences_error: SoftenError | None) -> None:
        # What was said for this start goes before what was chosen in the window once, which stays kept.
        self._kept_language = preferences.language
        self._preferences = replace(preferences, language=chosen_before(preferences.language, os.environ))
        self._is_emptied = False
        self._languages = preferred_languages(os.environ, self._preferences.language)
        self.preferences_error = preferences_error

    @property
    def _language(self) -> Language:
        return preferred_language(os.environ, self.preferences.language)

    @cached_property
    def people(self) -> LivePeople:
        """Those who practise here."""
        from biofeedback.app.people import LivePeople

        return LivePeople()

    @cached_property
    def seals(self) -> LiveSeals:
        """What is sealed of whoever practises now, and with what."""
        from biofeedback.app.recordings.seals import LiveSeals

        return LiveSeals(lambda: self._library)

    @property
    def _people_asked(self) -> bool:
        """Whether anybody asked for the people yet; the first picture does not wait for them."""
        return "people" in vars(self)

    @property
    def _library(self) -> Library:
        return self.people.library

    @property
    def preferences(self) -> Preferences:
        """What the person likes."""
        return self.people.answering(self._preferences) if self._people_asked else self._preferences

    def prefer(self, preferences: Preferences) -> None:
        """Take these preferences from now on, and remember them; a sound that plays moves to them softly."""
        if preferences.language != self._preferences.language:
            self._kept_language = preferences.language
            self._languages = preferred_languages(os.environ, preferences.language)
            self._forget_words()
        self._preferences = self.people.keep_answers(preferences, self._preferences)
        self._take_up(preferences)
        self._is_emptied = False
        remember(replace(self._preferences, language=self._kept_language))

    def pace_of_today(self) -> float | None:
        """Return the pace that an assessment found today; ``None`` when none did."""
        return self.people.pace_of_today(today()) if self._people_asked else pace_of_today(today())

    def keep_window(self, place: WindowPlace) -> None:
        """Keep where the window was; after everything was deleted nothing is kept unasked."""
        self._preferences = replace(self._preferences, window=place)
        if not self._is_emptied:
            keep_window(place)

    def _forget_words(self) -> None:
        """Forget what was read in another language."""

    def _take_up(self, preferences: Preferences) -> None:
        """Do what follows at once from other preferences."""


def today() -> datetime.date:
    """Return the day that it is on this machine."""
    from biofeedback.wall_clock import local_now

    return local_now().date()
