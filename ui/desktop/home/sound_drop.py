"""A sound file that is dropped on the first screen becomes a practice."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from biofeedback.errors import SoftenError
from ui.desktop.widgets.loading import Loading
from ui.ports import Application
from ui.presenter.track_made import TrackMade
from ui.sound.track.kinds import means_sound


class SoundDrop(QObject):
    """What is dropped, read through on a thread of its own, one file at a time.

    Parameters
    ----------
    application : Application
        Who makes a practice of it.
    parent : QObject
        The screen it is dropped on.
    """

    begun = Signal(str)
    """A file is being read through; carries its name."""

    made = Signal(object)
    """A practice was made; carries the `TrackMade`."""

    failed = Signal(object)
    """The file cannot be used; carries the `SoftenError`."""

    def __init__(self, application: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._loading: Loading | None = None

    def enter(self, event: QDragEnterEvent) -> None:
        """Take what is a sound file, and nothing else."""
        if self._loading is None and _sounds_in(event.mimeData()):
            event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        """Make a practice of what was dropped."""
        files = _sounds_in(event.mimeData())
        if self._loading is not None or not files:
            return
        event.acceptProposedAction()
        self._loading = Loading()
        self._loading.ready.connect(self._on_made)
        self._loading.failed.connect(self._on_failed)
        self.begun.emit(files[0].name)
        self._loading.begin(partial(self._application.practice_of_sound, files[0]))

    def _on_made(self, made: TrackMade) -> None:
        self._loading = None
        self.made.emit(made)

    def _on_failed(self, error: SoftenError) -> None:
        self._loading = None
        self.failed.emit(error)


def _sounds_in(data: QMimeData) -> Sequence[Path]:
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if means_sound(path)]
