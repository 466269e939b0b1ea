"""The end of all that is kept: taken along if one likes, asked once, with what remains out of our reach."""

from __future__ import annotations

from PySide6.QtCore import Signal

from biofeedback.files.kept import FilesDone
from ui.desktop.settings.along import TakeAlong
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.settings.places import left_sentences
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.loading import Loading


class EndPage(SettingsPage):
    """Delete everything; ``emptied`` follows when nothing is left."""

    emptied = Signal()

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        gettext = self.language.gettext
        self.along = TakeAlong(self)
        self.column.addWidget(self.along)
        self.add(
            gettext("What is deleted"),
            gettext(
                "Every recording in {folder}, of everybody who practises here, with notes, tags and names; "
                "practices and voices of your own; what is remembered of you; and these settings."
            ).format(folder=setting.application.recordings_folder),
        )
        self.add(
            gettext("What is out of our reach"),
            gettext(
                "Copies that were given away, backups, folders that are synchronised elsewhere, and what a sensor "
                "holds in its own memory."
            ),
        )
        self.delete = AskOnce(
            gettext("Delete everything…"),
            gettext("Delete everything? Nobody can bring it back."),
            gettext("Delete everything"),
            gettext("Keep it"),
            self.tokens,
        )
        self.delete.setContentsMargins(0, scaled(14), 0, 0)
        self.delete.confirmed.connect(self._delete)
        self.along.busy.connect(self.delete.setDisabled)
        self.said_of_it = Words("", font(14), self.tokens.ink, wrap=True)
        self.column.addWidget(self.delete)
        self.column.addWidget(self.said_of_it)
        self._deleting: Loading | None = None

    def _delete(self) -> None:
        self.delete.setEnabled(False)
        self.along.setEnabled(False)
        self._deleting = Loading()
        self._deleting.ready.connect(self._deleted)
        self._deleting.begin(self.setting.application.delete_everything)

    def _deleted(self, done: FilesDone) -> None:
        self._deleting = None
        if not done.left:
            self.emptied.emit()
            return
        language = self.language
        self.delete.setEnabled(True)
        self.along.setEnabled(True)
        self.delete.say("")
        said = language.ngettext("{count} file is deleted.", "{count} files are deleted.", done.done)
        self.said_of_it.setText("\n".join((said.format(count=language.whole(done.done)), *left_sentences(done, self))))
