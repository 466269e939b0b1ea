"""Whole frames out of a stream of bytes that can be cut anywhere, begin anywhere and be disturbed anywhere.

What the binary serial sensors share; each of their modules says what a frame is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from biofeedback.errors import MalformedDataError

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Framed(Generic[RecordT]):
    """A frame found in a stream.

    Attributes
    ----------
    record : RecordT
        What it says.
    skipped_bytes : int
        How many bytes before it belonged to no frame that can be trusted; 0 when it follows the frame before it.
    """

    record: RecordT
    skipped_bytes: int


class Framer(Generic[RecordT]):
    """Finds the frames in a stream of bytes; the same bytes give the same frames however they are cut.

    Where the bytes are no frame one of them is let go and the next is tried. From there on nothing is returned until
    enough frames follow one another, and then all of them at once: chance makes one frame easily, and many hardly ever.
    Less than such a run of frames is held.

    Parameters
    ----------
    decode : callable
        Reads one frame; raises `MalformedDataError` when the bytes are none.
    length_of : callable
        How many bytes the frame has that begins with this byte; 0 when none does.
    lock_frames : int
        How many frames must follow one another before they are believed.
    follows : callable
        Whether the second of two frames may come right after the first; where it may not, the frames after that place
        must show anew that they can be believed, for they may be out of step.
    """

    def __init__(
        self,
        decode: Callable[[bytes], RecordT],
        length_of: Callable[[int], int],
        *,
        lock_frames: int,
        follows: Callable[[RecordT, RecordT], bool] = lambda _first, _second: True,
    ) -> None:
        self._decode = decode
        self._length_of = length_of
        self._lock_frames = lock_frames
        self._follows = follows
        self.resync_bytes = 0
        """How many bytes belonged to no frame, since the stream began."""
        self.clear()

    def clear(self) -> None:
        """Let go what is half received, and trust no frame until enough follow one another again."""
        self._rest = b""
        self._skipped_bytes = 0
        self._last: RecordT | None = None

    @property
    def locked(self) -> bool:
        """Whether the last bytes were frames that can be trusted."""
        return self._last is not None

    def feed(self, data: bytes) -> list[Framed[RecordT]]:
        """Take the next bytes of the stream; return the frames that are whole and trusted by now, the oldest first."""
        data = self._rest + data
        found: list[Framed[RecordT]] = []
        at = 0
        while True:
            run, end, fits = self._run(data, at)
            if not fits and self.locked:
                self._last = None
            elif not fits:
                self.resync_bytes += 1
                self._skipped_bytes += 1
                at += 1
            elif run:
                found += [Framed(run[0], self._skipped_bytes), *(Framed(record, 0) for record in run[1:])]
                self._skipped_bytes = 0
                self._last = run[-1]
                at = end
            else:
                self._rest = data[at:]
                return found

    def _run(self, data: bytes, at: int) -> tuple[list[RecordT], int, bool]:
        """Return the frames from here on that can be trusted, where they end, and whether what is there fits so far."""
        run: list[RecordT] = []
        last = self._last
        for _ in range(1 if self.locked else self._lock_frames):
            length = self._length_of(data[at]) if at < len(data) else 1
            if at + length > len(data):
                return [], at, True
            record = self._record(data[at : at + length])
            if record is None or (last is not None and not self._follows(last, record)):
                return [], at, False
            run.append(record)
            last = record
            at += length
        return run, at, True

    def _record(self, frame: bytes) -> RecordT | None:
        if not frame:
            return None
        try:
            return self._decode(frame)
        except MalformedDataError:
            return None
