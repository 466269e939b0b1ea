"""A page on which somebody chooses as which files a practice is written, and where."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import SoftenError
from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import LIGHT, MEDIUM, font, scaled
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.controls.switch import Switch
from ui.desktop.widgets.loading import Loading
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.exports import ALL, FORMATS
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse
from ui.words.recordings.export_words import format_sentence, format_title, made_sentence, what_is_in_it

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.exports import Exports
    from ui.tokens import Tokens
    from ui.words.language import Language

_LOOKS_MS = 200  # from one look at how far the writing is to the next: a choice, soon enough for the eye
_NARROW = 1000  # px; in a narrower window one panel stands below the other, as when looking back


class _Share:
    """How much is done, told by one thread and looked at by another."""

    def __init__(self) -> None:
        self.done = 0.0

    def tell(self, share: float) -> None:
        self.done = share


class ExportScreen(QWidget):
    """Writes one practice.

    Parameters
    ----------
    exports : Exports
        What writes.
    path : Path
        The recording.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.

    Attributes
    ----------
    formats : dict of str to Switch
        What can be chosen.
    folder : Path
        Where it is written.
    """

    help_name = "export"

    left = Signal()
    """The person asks to go back to where they came from."""

    shown = Signal()
    """What was asked for is written, or it was said why it is not."""

    def __init__(self, exports: Exports, path: Path, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._exports, self._path, self._tokens, self._language = exports, path, tokens, language
        self.folder = exports.folder
        self._writing: Loading | None = None  # kept while the screen is: it ends in its own thread
        self._share = _Share()
        self._look = QTimer(self)
        self._look.setInterval(_LOOKS_MS)
        self._look.timeout.connect(self._say_progress)
        self.setAccessibleName(language.gettext("Write it as files"))
        self.title = Words(language.gettext("Write it as files"), font(30, MEDIUM), tokens.ink, wrap=True)
        self.lead = Words(
            language.gettext("For other programs and for colleagues. The recording stays here as it is."),
            font(15),
            tokens.muted,
            wrap=True,
        )
        self.formats = {name: Switch(format_title(name, language), tokens) for name in FORMATS}
        self.formats[ALL].setChecked(True)
        self.notes = Switch(language.gettext("Notes and answers go along"), tokens)
        self.kept = Words(what_is_in_it(False, language), font(13), tokens.muted, wrap=True)
        self.where = Words("", font(14), tokens.ink, wrap=True)
        self.another = Pill(language.gettext("Another folder…"), tokens, size_px=14)
        self.write = Pill(language.gettext("Write"), tokens, main=True)
        self.back = Pill(language.gettext("Back"), tokens)
        self.over = AskOnce(
            language.gettext("Write over what is there…"),
            language.gettext("Write over what is there from before?"),
            language.gettext("Write over it"),
            language.gettext("Keep it"),
            tokens,
        )
        self.said = Words("", font(15, LIGHT), tokens.amber, wrap=True)
        self._build()
        self._connect()
        self._show_folder()
        self._turned()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the design in proportion; in a narrow window put one panel below the other."""
        side = max(24, min(round(0.039 * self.width()), 96))
        over = max(18, min(round(0.045 * self.height()), 56))
        self._column.setContentsMargins(side, over, side, over)
        directions = QBoxLayout.Direction
        narrow = self.width() < scaled(_NARROW)
        self._panels.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        super().resizeEvent(event)

    def choose_folder(self, folder: Path) -> None:
        """Write into this folder."""
        self.folder = folder
        self.over.hide()
        self._show_folder()

    def _build(self) -> None:
        tokens, language = self._tokens, self._language
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.addWidget(self.title)
        self._column.addWidget(self.lead)
        self._column.addSpacing(scaled(8))
        self._panels = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panels.setSpacing(20)
        what = Panel(tokens, language.gettext("What to write"))
        column = _inside(what)
        column.setSpacing(0)
        for name, switch in self.formats.items():
            sentence = format_sentence(name, language)
            switch.setAccessibleDescription(sentence)
            column.addWidget(switch)
            column.addWidget(Words(sentence, font(13), tokens.muted, wrap=True))
            column.addSpacing(scaled(10))
        column.addStretch(1)
        beside = Panel(tokens, language.gettext("What goes along, and where"))
        column = _inside(beside)
        for each in (self.notes, self.kept):
            column.addWidget(each)
        column.addSpacing(scaled(16))
        column.addWidget(self.where)
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(scaled(16))
        column.addWidget(self.said)
        column.addWidget(self.over)
        self.over.hide()
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.write)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._panels.addWidget(what, 58)
        self._panels.addWidget(beside, 42)
        self._column.addLayout(self._panels)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(QuietScroll(content, tokens, tokens.background))
        stops = (*self.formats.values(), self.notes, self.another, self.over.button, self.write, self.back)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.left.emit})
        self.back.clicked.connect(self.left)
        self.another.clicked.connect(self._ask_folder)
        self.write.clicked.connect(lambda: self._write(replace=False))
        self.over.confirmed.connect(lambda: self._write(replace=True))
        self.notes.toggled.connect(self._turned)
        for switch in self.formats.values():
            switch.toggled.connect(self._turned)

    def _turned(self) -> None:
        self.kept.setText(what_is_in_it(self.notes.isChecked(), self._language))
        self.write.setEnabled(not self._look.isActive() and bool(self._chosen()))
        self.over.hide()

    def _chosen(self) -> Sequence[str]:
        return [name for name, switch in self.formats.items() if switch.isChecked()]

    def _show_folder(self) -> None:
        words = self._language.gettext("Into {folder}").format(folder=self.folder)
        self.where.setText(words)
        self.another.setAccessibleDescription(words)

    def _ask_folder(self) -> None:
        title = self._language.gettext("Where to put the files")
        folder = QFileDialog.getExistingDirectory(self, title, str(self.folder))
        if folder:
            self.choose_folder(Path(folder))

    def _write(self, *, replace: bool) -> None:
        exports, path, folder = self._exports, self._path, self.folder
        formats, notes = self._chosen(), self.notes.isChecked()
        share = self._share = _Share()

        def write() -> Sequence[Path]:
            return exports.write(path, formats, folder, notes=notes, replace=replace, on_progress=share.tell)

        self._writing = Loading()
        self._writing.ready.connect(self._say_made)
        self._writing.failed.connect(self._say_error)
        self._look.start()
        self._turned()
        self._say_progress()
        self._writing.begin(write)

    def _say_progress(self) -> None:
        percent = self._language.number(100.0 * self._share.done)
        self._say(self._language.gettext("Being written: {percent} %").format(percent=percent), self._tokens.muted)

    def _say_made(self, made: Sequence[Path]) -> None:
        self._look.stop()
        self._turned()
        said = made_sentence(1, [str(each) for each in made], self._language)
        try:
            self._exports.remember(self.folder)
        except SoftenError as error:
            said = "\n".join([said, error_sentence(error, self._language)])
        self._say(said, self._tokens.amber)
        announce(self, said)
        self.back.setFocus()
        self.shown.emit()

    def _say_error(self, error: SoftenError) -> None:
        self._look.stop()
        self._turned()
        said = error_sentence(error, self._language)
        self._say(said, self._tokens.rose)
        announce(self, said)
        if error.code is RecordingErrorCode.EXPORT_THERE:
            self.over.show()
            self.over.button.setFocus()
        else:
            self.write.setFocus()
        self.shown.emit()

    def _say(self, words: str, colour: str) -> None:
        self.said.set_colour(colour)
        self.said.setText(words)


def _inside(panel: Panel) -> QVBoxLayout:
    column = QVBoxLayout(panel)
    column.setContentsMargins(28, 20, 28, 20)
    return column
