"""Looks for sensors in reach for one screen, and hands what is seen to the main thread."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from biofeedback.errors import SoftenError
from biofeedback.sensors import SensorSeen
from ui.ports import Application

logger = logging.getLogger(__name__)


class SensorWatch(QObject):
    """One search, begun and stopped as often as one likes; ``seen`` and ``failed`` come in the main thread.

    Parameters
    ----------
    application : Application
        Who looks for sensors.
    owner : QObject
        The screen that it belongs to.
    """

    seen = Signal(SensorSeen)
    failed = Signal(object)
    """Why nothing can be seen for now; carries the `SoftenError`."""

    def __init__(self, application: Application, owner: QObject) -> None:
        super().__init__(owner)
        self._application = application
        self._stop: Callable[[], None] | None = None

    @property
    def looks(self) -> bool:
        """Whether sensors are being looked for."""
        return self._stop is not None

    def begin(self) -> None:
        """Look from now on; what is looked for already is looked for anew."""
        self._stop = self._application.watch_sensors(self._see, self._fail)

    def stop(self) -> None:
        """Look no more; an error in that is logged and holds nobody up."""
        stop, self._stop = self._stop, None
        if stop is None:
            return
        try:
            stop()
        except Exception:
            # Whatever the radio is up to, a practice can be begun and a recording closed.
            logger.exception("the search for sensors would not end")

    # Called from another thread, maybe while this one goes.

    def _see(self, seen: SensorSeen) -> None:
        self.seen.emit(seen)

    def _fail(self, error: SoftenError) -> None:
        self.failed.emit(error)
