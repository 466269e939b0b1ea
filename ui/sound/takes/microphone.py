"""The microphone, through PortAudio (`sounddevice`); it is open from `start` to `close`, and at no other time."""

import logging
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from ui.sound.grains import Samples
from ui.sound.port_audio import closed, keep_alsa_from_printing, opened, rescan
from ui.sound.takes.take import Take, level, take_of

LONGEST_S = 60.0
"""Seconds after which a take takes in no more: a choice, far longer than any prompt."""

OnSamples: TypeAlias = Callable[[Samples], None]
"""Takes the samples of one channel; it is called from the device's own thread."""

logger = logging.getLogger(__name__)


class Microphone(Protocol):
    """Somewhere that sound comes from."""

    @property
    def rate_hz(self) -> float:
        """Samples a second."""
        ...

    def start(self, on_samples: OnSamples) -> None:
        """Begin to hear.

        Raises
        ------
        SoundError
            The device will not.
        """
        ...

    def close(self) -> None:
        """Let the device go; never raises."""
        ...


def open_microphone() -> Microphone:
    """Return the microphone that the machine hears with by default; it hears nothing yet.

    Raises
    ------
    SoundError
        There is none, it is refused, or there is no library to reach it.
    """
    try:
        import sounddevice
    except OSError as error:  # the library itself is looked for while this is imported
        raise SoundError(SoundErrorCode.NO_LIBRARY_TO_HEAR) from error
    keep_alsa_from_printing()
    return PortAudioMicrophone(sounddevice)


class PortAudioMicrophone:
    """The default input device; made by `open_microphone`."""

    def __init__(self, sounddevice: ModuleType) -> None:
        self._sounddevice = sounddevice
        self._on_samples: OnSamples | None = None
        try:
            rescan(sounddevice)
            there = any(device["max_input_channels"] > 0 for device in sounddevice.query_devices())
        except sounddevice.PortAudioError as error:
            raise SoundError(SoundErrorCode.NO_MICROPHONE) from error
        if not there:
            raise SoundError(SoundErrorCode.NO_MICROPHONE)
        try:
            self._stream = sounddevice.InputStream(channels=1, dtype="float32", callback=self._take_in)
        except sounddevice.PortAudioError as error:
            raise SoundError(SoundErrorCode.MICROPHONE_REFUSED) from error
        opened(self)
        self.rate_hz = float(self._stream.samplerate)

    def start(self, on_samples: OnSamples) -> None:
        """Begin to hear."""
        self._on_samples = on_samples
        try:
            self._stream.start()
        except self._sounddevice.PortAudioError as error:
            self.close()
            raise SoundError(SoundErrorCode.MICROPHONE_REFUSED) from error

    def close(self) -> None:
        """Let the device go."""
        self._stream.close(ignore_errors=True)
        closed(self)

    def _take_in(self, block: NDArray[np.float32], _frames: int, _time: object, _status: object) -> None:
        if self._on_samples is not None:
            self._on_samples(block[:, 0].astype(np.float64))


class Taking:
    """One take that is being made: the microphone is open until `finish` or `cancel`.

    Parameters
    ----------
    opener : callable
        Opens the microphone.

    Raises
    ------
    SoundError
        There is no microphone, or it is refused.
    """

    def __init__(self, opener: Callable[[], Microphone] = open_microphone) -> None:
        self._blocks: list[Samples] = []
        self._count = 0
        self._level = 0.0
        self._lock = threading.Lock()
        self._microphone = opener()
        self._microphone.start(self._take)

    @property
    def level(self) -> float:
        """How loud it is now, as a share for a bar, 0 to 1."""
        return self._level

    @property
    def length_s(self) -> float:
        """How much was heard, in seconds."""
        return self._count / self._microphone.rate_hz

    @property
    def full(self) -> bool:
        """Whether nothing more is taken in."""
        return self.length_s >= LONGEST_S

    def finish(self) -> Take:
        """Let the microphone go and return the take."""
        self._microphone.close()
        with self._lock:
            samples = np.concatenate(self._blocks) if self._blocks else np.zeros(0)
        return take_of(samples, self._microphone.rate_hz)

    def cancel(self) -> None:
        """Let the microphone go; nothing is kept."""
        self._microphone.close()
        with self._lock:
            self._blocks.clear()

    def _take(self, samples: Samples) -> None:
        self._level = level(samples)
        with self._lock:
            if self._count < LONGEST_S * self._microphone.rate_hz:
                self._blocks.append(samples)
                self._count += len(samples)
