"""Makes something ready on a thread of its own and hands it to the main thread."""

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError

logger = logging.getLogger(__name__)


class Loading(QObject):
    """What is being made ready; it has no parent, so that a late answer finds nobody rather than a fault.

    ``ready`` carries what was made, ``failed`` the `SoftenError` that stood in the way. A fault of ours is logged, and
    said as one. ``progress`` is for what is being made, to say how much of it is done, 0 to 1.
    """

    ready = Signal(object)
    failed = Signal(object)
    progress = Signal(float)

    def begin(self, make: Callable[[], object]) -> None:
        """Call ``make`` on a thread of its own."""

        def run() -> None:
            try:
                made = make()
            except SoftenError as error:
                self.failed.emit(error)
            except Exception as fault:
                logger.exception("what was asked for could not be made ready")
                self.failed.emit(SoftenError(CommandErrorCode.FAULT_OF_OURS, fault=type(fault).__name__))
            else:
                self.ready.emit(made)

        threading.Thread(target=run, name="loading", daemon=True).start()
