"""A button behind which somebody is chosen: a list of people, and where it may be a new name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.outside_text import LONGEST_NAME
from ui.desktop.keys import ASKED_ONCE, pressed
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.quiet_list import quiet_list, show_rows
from ui.people import People, Person
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.people_words import new_name_words, person_name

_ROWS_SEEN = 3  # of the list at once; a choice: it stands among other things


class ChoosePerson(QWidget):
    """The button; ``chosen`` carries the `Person`.

    Parameters
    ----------
    words : str
        What stands on the button.
    people : People
        Those who practise here.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    plants : sequence of str
        Names that may be given to somebody new; the first is offered.
    size_px : int
        How large the words of the button are.
    """

    chosen = Signal(object)

    asking = Signal(bool)
    """It asks who, or does not any more."""

    may_be_new = True
    """Whether a new name may be written."""

    def __init__(
        self,
        words: str,
        people: People,
        tokens: Tokens,
        language: Language,
        plants: Sequence[str] = (),
        *,
        size_px: int = 14,
    ) -> None:
        super().__init__()
        self._people, self._tokens, self._language = people, tokens, language
        self._offered: list[Person] = []
        self.button = Pill(words, tokens, size_px=size_px)
        self.said = Words("", font(14), tokens.ink, wrap=True)
        self.list = quiet_list(language.gettext("Whose it shall be"), tokens)
        self.name = Field(new_name_words(language), new_name_words(language, plants), LONGEST_NAME, tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list)
        column.addWidget(self.name)
        for each in (self.said, self.list, self.name):
            each.hide()
        self.button.clicked.connect(self._offer)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.name.returnPressed.connect(self._choose_new)

    def to_choose_from(self) -> list[Person]:
        """Return who is offered."""
        return list(self._people.everybody)

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
        """Choose nobody on Escape."""
        if pressed(event, ASKED_ONCE) and self.button.isHidden():
            self.close_list()
            self.button.setFocus()
        else:
            super().keyPressEvent(event)

    def close_list(self) -> None:
        """Show the button again."""
        for each in (self.list, self.name):
            each.hide()
        self.button.show()
        self.asking.emit(False)

    def say(self, sentence: str, colour: str) -> None:
        """Say something above the button."""
        self.said.set_colour(colour)
        self.said.setText(sentence)
        self.said.show()

    def _offer(self) -> None:
        self._offered = self.to_choose_from()
        self.list.clear()
        for person in self._offered:
            item = QListWidgetItem(person_name(person, self._language))
            item.setData(Qt.ItemDataRole.UserRole, person.key)
            self.list.addItem(item)
        show_rows(self.list, _ROWS_SEEN)
        self.button.hide()
        self.list.show()
        self.name.setVisible(self.may_be_new)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.asking.emit(True)

    def _choose(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        self.chosen.emit(next(person for person in self._offered if person.key == key))

    def _choose_new(self) -> None:
        try:
            person = self._people.add(self.name.text())
        except SoftenError as error:
            self.say(error_sentence(error, self._language), self._tokens.rose)
            return
        self.chosen.emit(person)
