"""Reads beside the main thread what the history shows: the recordings as they are now, and the heartbeats of one."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ui.desktop.review.plot_data import PlotData, plot_data
from ui.desktop.widgets.loading import Loading
from ui.presenter.history import Light
from ui.recordings import Recordings
from ui.words.language import Language


class Reading(QObject):
    """Looks at the recordings as long as somebody waits; without a parent, as an answer may come late.

    ``progressed`` carries how many were looked at, and of how many; ``ready`` the practices, ``failed`` a
    `SoftenError`.

    Parameters
    ----------
    recordings : Recordings
        Who knows what was practised.
    """

    progressed = Signal(int, int)
    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, recordings: Recordings) -> None:
        super().__init__()
        self._recordings = recordings
        self._wanted = threading.Event()

    def begin(self) -> None:
        """Look at them; what was begun before ends."""
        self.end()
        wanted = self._wanted = threading.Event()
        wanted.set()
        recordings, progressed = self._recordings, self.progressed
        self._loading = Loading()
        self._loading.ready.connect(self.ready)
        self._loading.failed.connect(self.failed)
        self._loading.begin(lambda: recordings.history(progressed.emit, wanted.is_set))

    def end(self) -> None:
        """Read no more."""
        self._wanted.clear()


class NearReading(QObject):
    """Reads the heartbeats of the light that one has come near to; those of one are kept.

    ``ready`` carries the light and its `PlotData`; of one that cannot be read nothing comes.

    Parameters
    ----------
    recordings : Recordings
        Who reads the recording.
    language : Language
        The person's language.
    """

    ready = Signal(object, object)

    def __init__(self, recordings: Recordings, language: Language) -> None:
        super().__init__()
        self._recordings, self._language = recordings, language
        self._light: Light | None = None
        self._path: Path | None = None
        self._data: PlotData | None = None

    def read(self, light: Light) -> None:
        """Read those of this light, unless they are known or being read."""
        path = light.practice.path
        if light.practice.error is not None:
            return
        if path == self._path:
            if self._data is not None:
                self.ready.emit(light, self._data)
            return
        self._light, self._path, self._data = light, path, None
        recordings, language = self._recordings, self._language
        self._loading = Loading()
        self._loading.ready.connect(self._keep)
        self._loading.begin(lambda: plot_data(recordings.review(path), language))

    def _keep(self, data: PlotData) -> None:
        self._data = data
        self.ready.emit(self._light, data)
