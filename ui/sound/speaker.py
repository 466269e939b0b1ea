"""The loudspeaker, through PortAudio (`sounddevice`)."""

import logging
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Protocol, TypeAlias

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from ui.sound.mix import Block
from ui.sound.port_audio import closed, keep_alsa_from_printing, opened, outputs, rescan

LATENCY_S = 0.1
"""Seconds asked of the device. A choice: it is made up for, so it costs nothing, and a busy machine keeps up."""

_LONGEST_LEAD_S = 2.0  # a device that says more does not know; a choice: far above the latency of Bluetooth
_CHANNELS = 2
_NOWHERE = -1  # no device has this number in PortAudio

logger = logging.getLogger(__name__)

Fill: TypeAlias = Callable[[Block, float], None]
"""Fills a block whose first frame will be heard in so many real seconds. It is called from the device's own thread."""


class Speaker(Protocol):
    """Somewhere that sound can go."""

    @property
    def rate_hz(self) -> float:
        """Frames a second."""
        ...

    @property
    def latency_s(self) -> float:
        """How long after it was filled a frame is heard, as the device says, in seconds."""
        ...

    @property
    def active(self) -> bool:
        """Whether the device still says that it plays."""
        ...

    def start(self, fill: Fill) -> None:
        """Begin to play.

        Raises
        ------
        SoundError
            The device will not.
        """
        ...

    def close(self) -> None:
        """Fall silent and let the device go; never raises."""
        ...


def open_speaker(name: str = "") -> Speaker:
    """Return the loudspeaker of a name, or that on which the machine plays by default.

    Raises
    ------
    SoundError
        There is none, or no library to reach it.
    """
    return PortAudioSpeaker(_library(), name)


def speaker_names() -> tuple[str, ...]:
    """Return the names of the loudspeakers that can be chosen, in the order of the system; none without sound.

    It may take a moment.
    """
    try:
        sounddevice = _library()
        rescan(sounddevice)
        return tuple(outputs(sounddevice))
    except SoundError:
        return ()
    except sounddevice.PortAudioError:
        return ()


def _library() -> ModuleType:
    try:
        library = import_module("sounddevice")
    except OSError as error:  # the library itself is looked for while this is imported
        raise SoundError(SoundErrorCode.NO_LIBRARY) from error
    keep_alsa_from_printing()
    return library


class _BlockTime(Protocol):
    """What PortAudio says of a block: when, on the clock of its stream, the first frame is heard."""

    outputBufferDacTime: float


class PortAudioSpeaker:
    """An output device, the default one without a name; made by `open_speaker`."""

    def __init__(self, sounddevice: ModuleType, name: str = "") -> None:
        self._sounddevice = sounddevice
        self._fill: Fill | None = None
        try:
            rescan(sounddevice)
            device = outputs(sounddevice).get(name, _NOWHERE) if name else None
            if device == _NOWHERE:
                raise SoundError(SoundErrorCode.NO_SPEAKER)
            self._stream = sounddevice.OutputStream(
                device=device, channels=_CHANNELS, dtype="float32", latency=LATENCY_S, callback=self._play
            )
        except sounddevice.PortAudioError as error:
            raise SoundError(SoundErrorCode.NO_SPEAKER) from error
        opened(self)
        self.rate_hz = float(self._stream.samplerate)
        self.latency_s = float(self._stream.latency)

    @property
    def active(self) -> bool:
        """Whether the device still says that it plays."""
        return bool(self._stream.active)

    def start(self, fill: Fill) -> None:
        """Begin to play."""
        self._fill = fill
        try:
            self._stream.start()
        except self._sounddevice.PortAudioError as error:
            self.close()
            raise SoundError(SoundErrorCode.NO_SPEAKER) from error

    def close(self) -> None:
        """Fall silent and let the device go."""
        self._stream.close(ignore_errors=True)
        closed(self)

    def _play(self, block: Block, _frames: int, time: _BlockTime, _status: object) -> None:
        # The clock of the stream is read now, not when the device asked: Python may have come late.
        lead_s = time.outputBufferDacTime - self._stream.time
        if not 0.0 < lead_s < _LONGEST_LEAD_S:
            lead_s = self.latency_s  # some devices do not say
        try:
            if self._fill is not None:
                self._fill(block, lead_s)
        except Exception:
            logger.exception("the sound could not be made")
            block.fill(0.0)
            raise self._sounddevice.CallbackAbort from None
