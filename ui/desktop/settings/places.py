"""Where recordings lie: shown, changed with a folder dialog, and never moved unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.files.kept import FilesDone
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.loading import Loading
from ui.words.language import Language

_MOST_SAID = 5  # reasons that are shown of many; a choice: more are not read


class PlacesPage(SettingsPage):
    """Where recordings lie."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        gettext = self.language.gettext
        buttons = QWidget()
        column = QVBoxLayout(buttons)
        column.setContentsMargins(0, 0, 0, 0)
        self.another = Pill(gettext("Another folder…"), self.tokens, size_px=14)
        self.usual = Pill(gettext("The usual folder"), self.tokens, size_px=14)
        for pill in (self.another, self.usual):
            column.addWidget(pill, 0, Qt.AlignmentFlag.AlignRight)
        self._row = self.add(gettext("Where recordings are kept"), "", buttons)
        self.question = FolderQuestion(setting)
        self.question.hide()
        self.said_of_it = Words("", font(14), self.tokens.ink, wrap=True)
        self.column.addWidget(self.question)
        self.column.addWidget(self.said_of_it)
        self.another.clicked.connect(self._choose)
        self.usual.clicked.connect(lambda: self.look_at(None))
        self.question.answered.connect(self._take)
        self._moving: Loading | None = None
        self._show()

    def look_at(self, folder: Path | None) -> None:
        """Try a folder, ``None`` for the usual one, and ask what is to become of the recordings there are."""
        application = self.setting.application
        self.said_of_it.setText("")
        target = application.usual_recordings_folder if folder is None else folder
        try:
            count = application.check_recordings_folder(target)
        except SoftenError as error:
            self.said_of_it.setText(self.said(error))
            return
        self._chosen = folder
        if count and target != application.recordings_folder:
            self.question.ask(target, count)
        else:
            self._look_there()

    def _choose(self) -> None:
        start = str(self.setting.application.recordings_folder)
        folder = QFileDialog.getExistingDirectory(self, self.language.gettext("Where to keep recordings"), start)
        if folder:
            self.look_at(Path(folder))

    def _take(self, answer: str) -> None:
        if answer == "look":
            self._look_there()
        elif answer == "move":
            self._move()

    def _look_there(self) -> None:
        recordings = "" if self._chosen is None else str(self._chosen)
        self.prefer(replace(self.preferences, recordings=recordings))
        self._show()

    def _move(self) -> None:
        application, folder = self.setting.application, self._chosen
        target = application.usual_recordings_folder if folder is None else folder
        self.said_of_it.setText(self.language.gettext("The recordings are being moved. Please leave Soften open."))
        for pill in (self.another, self.usual):
            pill.setEnabled(False)
        self._moving = Loading()
        self._moving.ready.connect(self._moved)
        self._moving.begin(lambda: application.move_recordings(target))

    def _moved(self, done: FilesDone) -> None:
        self._moving = None
        for pill in (self.another, self.usual):
            pill.setEnabled(True)
        self._look_there()
        language = self.language
        said = [
            language.ngettext("{count} recording was moved.", "{count} recordings were moved.", done.done).format(
                count=language.whole(done.done)
            ),
            *left_sentences(done, self),
        ]
        self.said_of_it.setText("\n".join(said))
        self.another.setFocus()

    def _show(self) -> None:
        application, language = self.setting.application, self.language
        folder = str(application.recordings_folder)
        sentence = language.gettext("In {folder}, readable by you alone.").format(folder=folder)
        self._row.sentence.setText(sentence)
        self.another.setAccessibleDescription(sentence)
        self.usual.setHidden(application.recordings_folder == application.usual_recordings_folder)


class FolderQuestion(QWidget):
    """Asks whether to look into another folder or to move there; ``answered`` carries ``look``, ``move`` or nothing."""

    answered = Signal(str)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._language = setting.language
        gettext = setting.language.gettext
        self.words = Words("", font(15), setting.tokens.ink, wrap=True)
        self.look = Pill(gettext("Look there, leave them here"), setting.tokens, size_px=14)
        self.move_them = Pill(gettext("Move them there"), setting.tokens, size_px=14)
        self.leave = Pill(gettext("Leave it as it is"), setting.tokens, size_px=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, scaled(12), 0, 0)
        column.addWidget(self.words)
        for pill, answer in ((self.leave, ""), (self.look, "look"), (self.move_them, "move")):
            column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
            pill.clicked.connect(lambda _checked=False, answer=answer: self._answer(answer))

    def ask(self, folder: Path, count: int) -> None:
        """Ask about a folder and the recordings that lie elsewhere."""
        language = self._language
        self.words.setText(
            language.ngettext(
                "{count} recording is in the present folder. What would you like to do with it, if new ones go "
                "to {folder}?",
                "{count} recordings are in the present folder. What would you like to do with them, if new ones "
                "go to {folder}?",
                count,
            ).format(count=language.whole(count), folder=folder)
        )
        self.setAccessibleName(self.words.text())
        self.show()
        self.leave.setFocus()

    def _answer(self, answer: str) -> None:
        self.hide()
        self.answered.emit(answer)


def more_stay(count: int, language: Language) -> str:
    """Return that so many more files stay."""
    rest = language.ngettext("{count} more file stays.", "{count} more files stay.", count)
    return rest.format(count=language.whole(count))


def left_sentences(
    done: FilesDone, page: SettingsPage, more_sentence: Callable[[int, Language], str] = more_stay
) -> list[str]:
    """Return why files stayed, the first few of them, and how many more there are."""
    language, more = page.language, len(done.left) - _MOST_SAID
    said = [page.said(error) for error in done.left[:_MOST_SAID]]
    if more > 0:
        said.append(more_sentence(more, language))
    return said
