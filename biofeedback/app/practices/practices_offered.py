"""The practices on offer, what is said before the first of them, and the voices in which their words are spoken."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from biofeedback.app.person_here import PersonHere
from biofeedback.app.profile_store import opening_page_to_show, opening_page_was_shown

# The first picture waits for this module: what is needed when something is begun is imported there.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biofeedback.app.practices.practice_library import OwnPractice
    from biofeedback.errors import PracticeError
    from biofeedback.event_kinds import FormMoment
    from biofeedback.practice.forms.model import Form
    from biofeedback.practice.script.care import CarePage
    from biofeedback.practice.script.model import Practice
    from biofeedback.practice.script.path import PracticePath
    from biofeedback.practice.script.safety import OpeningPage
    from ui.presenter.track_made import TrackMade
    from ui.sound.takes.reading import Reading
    from ui.sound.takes.store import TakeStore
    from ui.words.help_words import HelpPage
    from ui.words.language import Language


class PracticesOffered(PersonHere):
    """What can be practised by whoever is here."""

    @cached_property
    def practices(self) -> Sequence[Practice]:
        """The practices on offer: those that come with Soften, then the person's own."""
        from biofeedback.app.practices.practice_library import offered

        return (
            *offered(self._preferences.language),
            *(each.practice for each in self._own if each.practice is not None),
        )

    @cached_property
    def practice_errors(self) -> Sequence[PracticeError]:
        """What is wrong with practice files of the person's own that cannot be offered, the first of each."""
        return tuple(fault for each in self._own for fault in each.faults[:1])

    @cached_property
    def _own(self) -> tuple[OwnPractice, ...]:
        from biofeedback.app.practices.practice_library import own_practices

        return own_practices()

    def path(self) -> PracticePath:
        """Return the eight-week path."""
        from biofeedback.practices import eight_weeks

        return eight_weeks(self._languages)

    def opening_words(self) -> OpeningPage:
        """Return what is said before the first practice."""
        from biofeedback.practices import opening_page

        return opening_page(self._languages)

    def care_words(self) -> CarePage:
        """Return what is good to know for whoever leads others."""
        from biofeedback.practices import care_page

        return care_page(self._languages)

    def sensor_pages(self, language: Language) -> Sequence[HelpPage]:
        """Return a page of help for every sensor model of the catalogue."""
        from biofeedback.app.sensor_model_words import sensor_pages

        return sensor_pages(language)

    def about_page(self, language: Language) -> HelpPage:
        """Return what Soften is made of, and under which licences."""
        from biofeedback.app.about.page import about_page

        return about_page(language)

    def forms(self, practice: Practice, moment: FormMoment) -> Sequence[Form]:
        """Return the forms that are asked before a practice or after it."""
        if practice.protocol is None:  # the first picture of one that has none waits for no reader of forms
            return ()
        from biofeedback.app.practices.form_library import forms_of

        return forms_of(practice, moment, self._preferences.language)

    def opening_page(self) -> OpeningPage | None:
        """Return what to show before the first practice on this machine; ``None`` when it was shown already."""
        return opening_page_to_show(self._languages)

    def opening_page_shown(self) -> None:
        """Remember that the opening page was shown."""
        opening_page_was_shown()

    def takes(self, practice: Practice) -> TakeStore:
        """Return where the takes of the person's own voice are for a practice; there may be none."""
        from biofeedback.app.paths import practices_folder
        from ui.sound.takes.store import TakeStore

        return TakeStore(practice, practices_folder())

    def reading(self, practice: Practice) -> Reading:
        """Return the words of a practice, with the person's own in them, to be read out in their own voice."""
        from ui.sound.takes.reading import Reading

        answered = practice.answered(self._preferences.answers)
        return Reading(answered, self.takes(answered), self._preferences.sound.volume)

    def practice_of_sound(self, path: Path) -> TrackMade:
        """Make a practice of a sound file, and offer it from now on."""
        from biofeedback.app.practices.track_practice import practice_of_sound

        made = practice_of_sound(path, self._language, languages=self._languages)
        for known in ("practices", "practice_errors", "_own"):
            vars(self).pop(known, None)
        return made

    def _forget_words(self) -> None:
        super()._forget_words()
        vars(self).pop("practices", None)
