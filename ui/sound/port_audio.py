"""PortAudio's list of devices, made anew before a device is opened, and never beneath one that is open."""

import ctypes
import logging
import re
import sys
import threading
from collections import Counter
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


def outputs(sounddevice: ModuleType) -> dict[str, int]:
    """Return the loudspeakers of the system's usual interface by their names, with their numbers of just now.

    Several that are called the same are told apart by their order. Where ALSA says which card it is at present, that is
    no part of the name: it may be another one after the next start.
    """
    found: dict[str, int] = {}
    met: Counter[str] = Counter()
    for number in sounddevice.query_hostapis(sounddevice.default.hostapi)["devices"]:
        device = sounddevice.query_devices(number)
        name = _CARD.sub("", device["name"]).strip()
        if device["max_output_channels"] < _LEAST_CHANNELS or name in _NO_DEVICES:
            continue
        met[name] += 1
        found[f"{name} ({met[name]})" if met[name] > 1 else name] = number
    return found


_LEAST_CHANNELS = 2  # what a practice is played with
_CARD = re.compile(r" \(hw:\d+,\d+\)$")
_WAYS = (
    "default",
    "sysdefault",
    "pulse",
    "pipewire",
    "jack",
    "oss",
    "null",
    "dmix",
    "samplerate",
    "speexrate",
    "lavrate",
)
_LAYOUTS = ("front", "rear", "center_lfe", "side", "iec958", "spdif", "hdmi", "upmix", "vdownmix")
_NO_DEVICES = frozenset((*_WAYS, *_LAYOUTS, *(f"surround{each}" for each in (21, 40, 41, 50, 51, 71))))
"""Names of ALSA that are ways to the usual loudspeaker, or layouts of its channels (``alsa.conf``, alsa-plugins)."""


_SILENT_HANDLER = ctypes.CFUNCTYPE(None)(lambda: None)


def keep_alsa_from_printing() -> None:
    """Keep ALSA from writing across a terminal: PortAudio reports every error that matters."""
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_SILENT_HANDLER)
    except OSError:
        logger.debug("no ALSA here, so nothing to keep quiet")
