"""A button that gives a practice to somebody: behind it a list of people, and for a guest a new name."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.outside_text import LONGEST_NAME
from ui.desktop.keys import ASKED_ONCE, pressed
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.controls import Field
from ui.desktop.widgets.quiet_list import quiet_list, show_rows
from ui.people import People, Person
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.people_words import (
    given_sentence,
    guest_question,
    new_name_words,
    person_name,
    plant_names,
)

_ROWS_SEEN = 3  # of the list at once; a choice: it stands among other things


class GiveTo(QWidget):
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

    asking = Signal(bool)
    """It asks to whom, or does not any more."""

    def __init__(self, people: People, path: Path, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._people, self._tokens, self._language = people, tokens, language
        self.path = path
        self._is_guests = people.is_guests(path)
        self._others = self._to_choose_from()
        words = language.gettext("Keep it…") if self._is_guests else language.gettext("Give it to somebody else…")
        self.button = Pill(words, tokens, size_px=14)
        self.said = Words(guest_question(language) if self._is_guests else "", font(14), tokens.ink, wrap=True)
        self.list = quiet_list(language.gettext("Whose it shall be"), tokens)
        plants = plant_names(language, people.everybody if self._is_guests else ())
        self.name = Field(new_name_words(language), new_name_words(language, plants), LONGEST_NAME, tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list)
        column.addWidget(self.name)
        for each in (self.list, self.name, *(() if self._is_guests else (self.said,))):
            each.hide()
        self.button.clicked.connect(self._offer)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.name.returnPressed.connect(self._choose_new)
        if not self._is_guests and not self._others:
            self.hide()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the shortcuts of the screen while it asks."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and pressed(event, ASKED_ONCE)
            and self.button.isHidden()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it where it is on Escape."""
        if pressed(event, ASKED_ONCE) and self.button.isHidden():
            self._close()
            self.button.setFocus()
        else:
            super().keyPressEvent(event)

    def _to_choose_from(self) -> list[Person]:
        here = None if self._is_guests else self._people.owner_of(self.path)
        everybody = list(self._people.everybody)
        return [person for person in everybody if here is None or person.key != here.key]

    def _offer(self) -> None:
        self._others = self._to_choose_from()
        self.list.clear()
        for person in self._others:
            item = QListWidgetItem(person_name(person, self._language))
            item.setData(Qt.ItemDataRole.UserRole, person.key)
            self.list.addItem(item)
        show_rows(self.list, _ROWS_SEEN)
        self.button.hide()
        self.list.show()
        self.name.setVisible(self._is_guests)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.asking.emit(True)

    def _close(self) -> None:
        for each in (self.list, self.name):
            each.hide()
        self.button.show()
        self.asking.emit(False)

    def _choose(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        self._give(next(person for person in self._others if person.key == key))

    def _choose_new(self) -> None:
        try:
            person = self._people.add(self.name.text())
        except SoftenError as error:
            self._say(error_sentence(error, self._language), self._tokens.rose)
            return
        self._give(person)

    def _give(self, person: Person) -> None:
        self.about_to_give.emit()
        try:
            self.path = self._people.give(self.path, person)
        except SoftenError as error:
            self._say(error_sentence(error, self._language), self._tokens.rose)
            return
        self._is_guests = False
        self._close()
        self.button.setText(self._language.gettext("Give it to somebody else…"))
        self._others = self._to_choose_from()
        self.button.setVisible(bool(self._others))
        self._say(given_sentence(person, self._language), self._tokens.ink)
        self.given.emit(self.path)
        if self.button.isVisible():
            self.button.setFocus()

    def _say(self, sentence: str, colour: str) -> None:
        self.said.set_colour(colour)
        self.said.setText(sentence)
        self.said.show()
