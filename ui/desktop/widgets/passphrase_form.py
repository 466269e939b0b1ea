"""Asks for a passphrase, which is not shown as it is typed: once for one that is known, twice for a new one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.loading import Loading
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language

_LONGEST = 1000  # characters: a choice, far more than anybody types


class PassphraseForm(QWidget):
    """One line or two, and what takes them; ``given`` follows when it was taken.

    Parameters
    ----------
    action : str
        What stands on the button.
    take : callable
        Takes what was typed, once and once more; raises a `SoftenError`. It may take a moment.
    twice : bool
        Whether it is typed twice.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    given = Signal()

    def __init__(
        self, action: str, take: Callable[[str, str], object], tokens: Tokens, language: Language, *, twice: bool
    ) -> None:
        super().__init__()
        self._take, self._language = take, language
        name = language.gettext("A new passphrase") if twice else language.gettext("Your passphrase")
        self.first = _hidden(Field(name, name, _LONGEST, tokens))
        again = language.gettext("The same once more")
        self.second = _hidden(Field(again, again, _LONGEST, tokens))
        self.second.setVisible(twice)
        self.button = Pill(action, tokens, main=True, size_px=14)
        self.error = Words("", font(14), tokens.rose, wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, scaled(4), 0, scaled(8))
        column.setSpacing(scaled(8))
        for each in (self.first, self.second, self.error):
            column.addWidget(each)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.first.returnPressed.connect(self.second.setFocus if twice else self.give)
        self.second.returnPressed.connect(self.give)
        self.button.clicked.connect(self.give)
        self.setFocusProxy(self.first)
        self._taking: Loading | None = None

    def give(self) -> None:
        """Hand over what was typed; the lines are empty from then on."""
        if self._taking is not None:
            return
        first, second = self.first.text(), self.second.text()
        self.first.clear()
        self.second.clear()
        self.error.hide()
        self.button.setEnabled(False)
        self._taking = Loading()
        self._taking.ready.connect(self._taken)
        self._taking.failed.connect(self._refused)
        self._taking.begin(lambda: self._take(first, second))

    def _taken(self) -> None:
        self._taking = None
        self.button.setEnabled(True)
        self.given.emit()

    def _refused(self, error: SoftenError) -> None:
        self._taking = None
        self.button.setEnabled(True)
        self.error.setText(error_sentence(error, self._language))
        self.error.show()
        self.first.setFocus()


def _hidden(field: Field) -> Field:
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return field
