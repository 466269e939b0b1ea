"""Streams a track: decodes it a few seconds ahead of when it is heard, at the rate of the loudspeaker.

Only the seconds that are decoded ahead are held in memory, however long the track is.
"""

import logging
import threading
from collections import deque
from pathlib import Path
from typing import Protocol

import numpy as np

from ui.sound.track.sound_file import BLOCK_FRAMES, Frames, open_sound, quiet_library, read_block

AHEAD_S = 4.0
"""Seconds that are decoded ahead: a choice, more than a busy disk keeps us waiting; 1.5 MB at 48 kHz."""

_IDLE_S = 0.5  # seconds between two looks whether more is wanted, should nobody have said so: a choice
_QUALITY = "HQ"  # of soxr: 20 bits, its filter flat to 91 % of the lower of both rates' halves
_STOP_TIMEOUT_S = 2.0  # for a disk that does not answer: a choice

logger = logging.getLogger(__name__)


class TrackSource(Protocol):
    """Where the frames of a track come from; nothing here waits."""

    def seek(self, frame: int) -> None:
        """Go to a frame, counted at the rate of the loudspeaker."""
        ...

    def take(self, frames: int) -> Frames | None:
        """Return the next frames, silence behind the end; None while they are not there yet."""
        ...

    def close(self) -> None:
        """Let the file go."""
        ...


class TrackReader:
    """Reads a track in order, at another rate.

    Parameters
    ----------
    path : Path
        The sound file.
    rate_hz : float
        Frames a second, as they are wanted.

    Raises
    ------
    SoundError
        The file cannot be used.
    """

    def __init__(self, path: Path, rate_hz: float) -> None:
        import soxr

        self._file = open_sound(path)
        self._ratio = rate_hz / self._file.samplerate
        self._resampler: soxr.ResampleStream | None = None
        if rate_hz != self._file.samplerate:
            self._resampler = soxr.ResampleStream(self._file.samplerate, rate_hz, 2, dtype="float32", quality=_QUALITY)
        self._ended = False

    def seek(self, frame: int) -> None:
        """Go to a frame, counted at the wanted rate; one behind the end is the end."""
        at = min(self._file.frames, max(0, round(frame / self._ratio)))
        try:
            with quiet_library():
                self._file.seek(at)
            self._ended = False
        except RuntimeError:  # soundfile's own errors are of this kind
            self._ended = True
        if self._resampler is not None:
            self._resampler.clear()

    def read(self) -> Frames:
        """Return the next frames, about as many as one block of the file; none at the end."""
        while not self._ended:
            block = read_block(self._file, BLOCK_FRAMES)
            self._ended = len(block) == 0
            if self._resampler is not None:
                block = self._resampler.resample_chunk(block, last=self._ended)
            if len(block):
                return np.asarray(block, dtype=np.float32)
        return np.zeros((0, 2), np.float32)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


class TrackStream:
    """A track that is decoded ahead on a thread of its own.

    Parameters
    ----------
    path : Path
        The sound file.
    rate_hz : float
        Frames a second of the loudspeaker.

    Raises
    ------
    SoundError
        The file cannot be used.
    """

    def __init__(self, path: Path, rate_hz: float) -> None:
        self._reader = TrackReader(path, rate_hz)
        self._most = round(AHEAD_S * rate_hz)
        self._lock = threading.Lock()  # held for a few operations alone: the thread of the loudspeaker waits for it
        self._blocks: deque[Frames] = deque()
        self._held = 0
        self._taken = 0  # frames of the first block that were taken already
        self._ended = False
        self._wanted: int | None = None  # a frame to go to
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._decode, name="track", daemon=True)
        self._thread.start()

    @property
    def held(self) -> int:
        """How many frames wait to be heard."""
        return self._held

    def seek(self, frame: int) -> None:
        """Go to a frame; until its sound is decoded `take` returns None."""
        with self._lock:
            self._blocks.clear()
            self._held = self._taken = 0
            self._ended = False
            self._wanted = frame
        self._wake.set()

    def take(self, frames: int) -> Frames | None:
        """Return the next frames, silence behind the end; None while they are not decoded yet."""
        taken = np.zeros((frames, 2), np.float32)
        with self._lock:
            if self._wanted is not None or (self._held < frames and not self._ended):
                self._wake.set()
                return None
            filled = 0
            while filled < frames and self._blocks:
                part = self._blocks[0][self._taken : self._taken + frames - filled]
                taken[filled : filled + len(part)] = part
                filled += len(part)
                self._taken += len(part)
                if self._taken == len(self._blocks[0]):
                    self._blocks.popleft()
                    self._taken = 0
            self._held -= filled
            if self._held < self._most // 2:
                self._wake.set()
        return taken

    def close(self) -> None:
        """Let the file go."""
        self._closing = True
        self._wake.set()
        self._thread.join(_STOP_TIMEOUT_S)

    def _decode(self) -> None:
        try:
            while not self._closing:
                with self._lock:
                    wanted, self._wanted = self._wanted, None
                    enough = self._ended or self._held >= self._most
                if wanted is not None:
                    self._reader.seek(wanted)
                elif enough:
                    self._wake.wait(_IDLE_S)
                    self._wake.clear()
                    continue
                block = self._reader.read()
                with self._lock:
                    if self._wanted is None:  # else it is of a place that was left meanwhile
                        self._blocks.append(block)
                        self._held += len(block)
                        self._ended = len(block) == 0
        except Exception:
            logger.exception("a track stopped short")
            self._ended = True
        finally:
            self._reader.close()
