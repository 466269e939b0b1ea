"""Reads what was practised lately on a thread of its own, for as long as somebody waits for it."""

import threading

from PySide6.QtCore import QObject, Signal

from ui.recordings import Recordings


class RecentReading(QObject):
    """One reading at a time; a new one ends the one before.

    Parameters
    ----------
    recordings : Recordings
        What was practised before.
    parent : QObject
        The screen that waits.
    """

    read = Signal(object)
    """It was read; carries a sequence of `RecentPractice`."""

    failed = Signal(object)
    """It cannot be read; carries the `SoftenError`."""

    def __init__(self, recordings: Recordings, parent: QObject) -> None:
        super().__init__(parent)
        self._recordings = recordings
        self._awaited = threading.Event()  # set as long as it is being read and somebody waits

    def begin(self) -> None:
        """Read anew."""
        from ui.desktop.widgets.loading import Loading  # the first picture does not wait for it

        self._awaited.clear()
        awaited = self._awaited = threading.Event()
        awaited.set()
        self._loading = Loading()
        self._loading.ready.connect(self.read)
        self._loading.failed.connect(self.failed)
        recordings = self._recordings
        self._loading.begin(lambda: recordings.recent(awaited.is_set))

    def stop(self) -> None:
        """Say that nobody waits any more."""
        self._awaited.clear()
