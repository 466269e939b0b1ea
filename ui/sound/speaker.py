"""The loudspeaker, through PortAudio (`sounddevice`)."""

import logging
from collections.abc import Callable
from types import ModuleType
from typing import Protocol, TypeAlias

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from ui.sound.mix import Block
from ui.sound.port_audio import closed, keep_alsa_from_printing, opened, rescan

LATENCY_S = 0.1
"""Seconds asked of the device. A choice: it is made up for, so it costs nothing, and a busy machine keeps up."""

_LONGEST_LEAD_S = 2.0  # a device that says more does not know; a choice: far above the latency of Bluetooth
_CHANNELS = 2

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


def open_speaker() -> Speaker:
    """Return the loudspeaker that the machine plays on by default.

    Raises
    ------
    SoundError
        There is none, or no library to reach it.
    """
    try:
        import sounddevice
    except OSError as error:  # the library itself is looked for while this is imported
        raise SoundError(SoundErrorCode.NO_LIBRARY) from error
    keep_alsa_from_printing()
    return PortAudioSpeaker(sounddevice)


class _BlockTime(Protocol):
    """What PortAudio says of a block: when, on the clock of its stream, the first frame is heard."""

    outputBufferDacTime: float


class PortAudioSpeaker:
    """The default output device; made by `open_speaker`."""

    def __init__(self, sounddevice: ModuleType) -> None:
        self._sounddevice = sounddevice
        self._fill: Fill | None = None
        try:
            rescan(sounddevice)
            self._stream = sounddevice.OutputStream(
                channels=_CHANNELS, dtype="float32", latency=LATENCY_S, callback=self._play
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
