"""A button that gives a practice to somebody: behind it a list of people, and for a guest a new name."""

from pathlib import Path

from PySide6.QtCore import Signal

from biofeedback.errors import SoftenError
from ui.desktop.widgets.choose_person import ChoosePerson
from ui.people import People, Person
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.people_words import given_sentence, guest_question, plant_names


class GiveTo(ChoosePerson):
    """What gives a practice to somebody; hidden where there is nobody else, and not a guest's.

    Parameters
    ----------
    people : People
        Those who practise here.
    path : Path
        The recording.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.

    Attributes
    ----------
    path : Path
        Where the recording is now.
    """

    about_to_give = Signal()
    """Somebody was chosen; whoever holds the recording lets it go."""

    given = Signal(object)
    """It is somebody else's now; carries the `Path` where it is."""

    def __init__(self, people: People, path: Path, tokens: Tokens, language: Language) -> None:
        self.path = path
        self.may_be_new = people.is_guests(path)
        words = language.gettext("Keep it…") if self.may_be_new else language.gettext("Give it to somebody else…")
        plants = plant_names(language, people.everybody if self.may_be_new else ())
        super().__init__(words, people, tokens, language, plants)
        self.chosen.connect(self._give)
        if self.may_be_new:
            self.say(guest_question(language), tokens.ink)
        elif not self.to_choose_from():
            self.hide()

    def to_choose_from(self) -> list[Person]:
        """Return everybody but whose it is."""
        everybody = super().to_choose_from()
        here = None if self.may_be_new else self._people.owner_of(self.path)
        return [person for person in everybody if here is None or person.key != here.key]

    def _give(self, person: Person) -> None:
        self.about_to_give.emit()
        try:
            self.path = self._people.give(self.path, person)
        except SoftenError as error:
            self.say(error_sentence(error, self._language), self._tokens.rose)
            return
        self.may_be_new = False
        self.close_list()
        self.button.setText(self._language.gettext("Give it to somebody else…"))
        self.button.setVisible(bool(self.to_choose_from()))
        self.say(given_sentence(person, self._language), self._tokens.ink)
        self.given.emit(self.path)
        if self.button.isVisible():
            self.button.setFocus()
