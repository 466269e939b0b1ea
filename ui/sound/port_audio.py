"""PortAudio's list of devices, made anew before a device is opened, and never beneath one that is open."""

import ctypes
import logging
import sys
import threading
from types import ModuleType

_lock = threading.Lock()
_open: set[int] = set()

logger = logging.getLogger(__name__)


def rescan(sounddevice: ModuleType) -> None:
    """Look for devices that came since PortAudio was initialised, unless one is open: it would be closed by that.

    Raises
    ------
    sounddevice.PortAudioError
        There is no sound on this machine.
    """
    with _lock:
        if not _open:
            sounddevice._terminate()
            sounddevice._initialize()


def opened(stream: object) -> None:
    """Note that a stream is open."""
    with _lock:
        _open.add(id(stream))


def closed(stream: object) -> None:
    """Note that a stream is open no longer."""
    with _lock:
        _open.discard(id(stream))


_SILENT_HANDLER = ctypes.CFUNCTYPE(None)(lambda: None)


def keep_alsa_from_printing() -> None:
    """Keep ALSA from writing across a terminal: PortAudio reports every error that matters."""
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_SILENT_HANDLER)
    except OSError:
        logger.debug("no ALSA here, so nothing to keep quiet")
