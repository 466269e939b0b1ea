"""The buttons by which a practice is given on: as a report, and as files of other programs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.outside_text import shown
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.loading import Loading
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language


class GiveOn(QWidget):
    """Buttons one below the other, as in the design.

    Parameters
    ----------
    write_report : callable
        Writes the report and returns where it is; called on a thread of its own.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.

    Attributes
    ----------
    report, export : Pill
        Ask for the report and for the files.
    said : Words
        What became of the report.
    stops : list of QWidget
        What the keyboard stops at, in order.
    """

    about_to_write = Signal()
    """A report is to be made; whoever holds the recording keeps what was written."""

    export_requested = Signal()

    def __init__(self, write_report: Callable[[], Path], tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._write_report, self._tokens, self._language = write_report, tokens, language
        self._writing: Loading | None = None
        self.stops: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.report = Pill(language.gettext("Save report (PDF)"), tokens, size_px=14)
        self.report.clicked.connect(self._begin)
        self.export = Pill(language.gettext("Export data…"), tokens, size_px=14)
        self.export.clicked.connect(self.export_requested)
        self.said = Words("", font(13), tokens.muted, wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.hide()
        for button in (self.report, self.export):
            self.stops.append(button)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.insertWidget(1, self.said)

    def _begin(self) -> None:
        if self._writing is not None:
            return
        self.about_to_write.emit()
        self._say(self._language.gettext("The report is being made."), self._tokens.muted)
        self._writing = Loading()
        self._writing.ready.connect(self._made)
        self._writing.failed.connect(self._not_made)
        self._writing.begin(self._write_report)

    def _made(self, path: Path) -> None:
        self._writing = None
        said = self._language.gettext("The report: {path}").format(path=shown(str(path)))
        self._say(said, self._tokens.ink)

    def _not_made(self, error: SoftenError) -> None:
        self._writing = None
        self._say(error_sentence(error, self._language), self._tokens.rose)

    def _say(self, sentence: str, colour: str) -> None:
        self.said.set_colour(colour)
        self.said.setText(sentence)
        self.said.show()
        announce(self.said, sentence)
