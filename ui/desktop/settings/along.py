"""All that is kept, taken along as one zip: a row, a file dialog, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.desktop.settings.page import SettingRow, SettingsPage
from ui.desktop.settings.places import left_sentences
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.loading import Loading
from ui.words.recordings.everything_words import (
    along_sentence,
    more_not_copied,
    seals_stay,
    taken_along_sentence,
)

if TYPE_CHECKING:
    from biofeedback.errors import SoftenError
    from biofeedback.files.kept import FilesDone

_ZIP = ".zip"


class TakeAlong(QWidget):
    """Takes everything along; nothing that is there is written over.

    Parameters
    ----------
    page : SettingsPage
        The page on which it stands.
    """

    busy = Signal(bool)
    """Whether it is at work."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self._page, self._language = page, page.language
        gettext = self._language.gettext
        self.button = Pill(gettext("Take everything along…"), page.tokens, size_px=14)
        self.said_of_it = Words("", font(14), page.tokens.ink, wrap=True)
        self.said_of_it.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title, sentence = gettext("Take everything along"), along_sentence(self._language)
        column.addWidget(SettingRow(title, sentence, self.button, page.tokens))
        column.addWidget(self.said_of_it)
        self.button.clicked.connect(self._choose)
        self._writing: Loading | None = None
        self._path = Path()

    def write(self, path: Path) -> None:
        """Write all of it into a zip, which is made."""
        exports = self._page.setting.application.exports
        self._path = path
        self._begin_or_end(begins=True)
        writing = self._writing = Loading()
        writing.progress.connect(self._say_progress)
        writing.ready.connect(self._say_done)
        writing.failed.connect(self._say_error)
        self._say_progress(0.0)
        writing.begin(lambda: exports.write_everything(path, writing.progress.emit))

    def _choose(self) -> None:
        language = self._language
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            language.gettext("Where to copy everything"),
            str(_free(self._page.setting.application.exports.folder)),
            language.gettext("A zip file ({pattern})").format(pattern=f"*{_ZIP}"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is written over; that is said here
        )
        if chosen:
            self.write(_as_zip(Path(chosen)))

    def _say_progress(self, share: float) -> None:
        percent = self._language.number(100.0 * share)
        self._say(self._language.gettext("Being written: {percent} %").format(percent=percent))

    def _say_done(self, done: FilesDone) -> None:
        left = left_sentences(done, self._page, more_not_copied)
        lines = (taken_along_sentence(done.done, str(self._path), self._language), *left, seals_stay(self._language))
        self._end("\n".join(lines))

    def _say_error(self, error: SoftenError) -> None:
        self._end(self._page.said(error))

    def _end(self, said: str) -> None:
        self._writing = None
        self._begin_or_end(begins=False)
        self._say(said)
        announce(self, said)
        self.button.setFocus()

    def _begin_or_end(self, *, begins: bool) -> None:
        self.button.setDisabled(begins)
        self.busy.emit(begins)

    def _say(self, words: str) -> None:
        self.said_of_it.setText(words)
        self.said_of_it.show()


def _free(folder: Path) -> Path:
    path, number = folder / f"all_of_soften{_ZIP}", 1
    while path.exists():
        number += 1
        path = folder / f"all_of_soften_{number}{_ZIP}"
    return path


def _as_zip(path: Path) -> Path:
    return path if path.suffix.lower() == _ZIP else path.with_name(path.name + _ZIP)
