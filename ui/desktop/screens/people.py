"""The page of those who practise here: choose who practises now, add somebody by a name, rename, remove."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem

from biofeedback.errors import SoftenError
from biofeedback.outside_text import LONGEST_NAME
from ui.desktop.screens.reading import QuietPage
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.quiet_list import quiet_list, show_rows
from ui.people import People, Person
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.people_words import (
    guest_name,
    new_name_words,
    people_title,
    people_words,
    person_name,
    plant_names,
)

_ROWS_SEEN = 5  # of the list at once; a choice: the name to add is in sight in a low window
_PLANTS_OFFERED = 3  # a choice: a row of buttons on the narrowest window, with words of twice the size too


class PeoplePage(QuietPage):
    """Those who practise here; ``chosen`` is sent when somebody else practises now.

    Parameters
    ----------
    people : People
        Those who practise here.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    chosen = Signal()

    def __init__(self, people: People, tokens: Tokens, language: Language) -> None:
        super().__init__(people_title(language), tokens, language)
        self._people = people
        self.say(people_words(language), colour=tokens.muted, size_px=15)
        self.list = quiet_list(people_title(language), tokens)
        self.column.addWidget(self.list)
        self.sentence = Words("", font(15), tokens.amber, wrap=True)
        self.sentence.hide()
        self.column.addWidget(self.sentence)
        self.name = Field(new_name_words(language), new_name_words(language), LONGEST_NAME, tokens)
        self.column.addWidget(self.name)
        self._plants = QHBoxLayout()
        self.plants: list[Pill] = []
        self.column.addLayout(self._plants)
        row = QHBoxLayout()
        self.add = Pill(language.gettext("Add this name"), tokens, size_px=14)
        self.rename = Pill(language.gettext("Give this name instead"), tokens, size_px=14)
        for each in (self.add, self.rename):
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)
        self.remove = AskOnce(
            language.gettext("Delete this person…"),
            language.gettext("Delete this person with all their practices? They cannot be brought back."),
            language.gettext("Delete"),
            language.gettext("Keep them"),
            tokens,
        )
        self.column.addWidget(self.remove)
        self.column.addStretch(1)
        self.practise = self.button(language.pgettext("somebody in a list", "Choose"), main=True)
        self.back = self.back_button()
        self.foot.addStretch(1)
        self.practise.clicked.connect(self._practise)
        self.list.itemActivated.connect(self._practise)
        self.list.currentRowChanged.connect(self._look_at)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.rename.clicked.connect(self._rename)
        self.remove.confirmed.connect(self._remove)
        self._fill(people.here)

    @property
    def person(self) -> Person | None:
        """Who is chosen in the list; ``None`` for a guest."""
        item = self.list.currentItem()
        key = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return next((each for each in self._people.everybody if each.key == key), None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the list, and to the name where nobody was added yet."""
        super().focusInEvent(event)
        (self.list if len(self._people.everybody) > 1 else self.name).setFocus()

    def _fill(self, chosen: Person | None) -> None:
        self.list.clear()
        everybody = self._people.everybody
        for person in (*everybody, None):
            words = guest_name(self._language) if person is None else person_name(person, self._language)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, None if person is None else person.key)
            self.list.addItem(item)
            if (person is None and chosen is None) or (person and chosen and person.key == chosen.key):
                self.list.setCurrentItem(item)
        show_rows(self.list, _ROWS_SEEN)
        for pill in self.plants:
            self._plants.removeWidget(pill)
            pill.deleteLater()
        while self._plants.takeAt(0) is not None:
            continue
        names = plant_names(self._language, everybody)[:_PLANTS_OFFERED]
        self.plants = [self._plant(name) for name in names]
        self._plants.addStretch(1)

    def _plant(self, name: str) -> Pill:
        pill = Pill(name, self._tokens, size_px=13)
        pill.set_presence(0.0)
        pill.clicked.connect(lambda: self.name.setText(name))
        self._plants.addWidget(pill)
        return pill

    def _look_at(self) -> None:
        """Offer what can be done with whoever is chosen: a guest has no name, and the owner stays."""
        person = self.person
        self.rename.setEnabled(person is not None)
        self.remove.setEnabled(person is not None and not person.is_owner)

    def _practise(self) -> None:
        person = self.person

        def choose() -> None:
            if person is None:
                self._people.choose_guest()
            else:
                self._people.choose(person)

        if self._done(choose):
            self.chosen.emit()

    def _add(self) -> None:
        added: list[Person] = []
        if self._done(lambda: added.append(self._people.add(self.name.text()))):
            self.name.clear()
            self._fill(added[0])

    def _rename(self) -> None:
        person = self.person
        if person is not None and self._done(lambda: self._people.rename(person, self.name.text())):
            self.name.clear()
            self._fill(person)

    def _remove(self) -> None:
        person = self.person
        if person is not None and self._done(lambda: self._people.remove(person)):
            self.remove.say("")
            self._fill(self._people.here)

    def _done(self, act: Callable[[], object]) -> bool:
        """Do it, or say why it cannot be done."""
        self.sentence.hide()
        try:
            act()
        except SoftenError as error:
            self.sentence.setText(error_sentence(error, self._language))
            self.sentence.show()
            return False
        return True
