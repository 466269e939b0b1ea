"""Opens sound files of any kind that libsndfile reads, and says in one sentence's facts why one cannot be used."""

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError, of_system
from biofeedback.files.ordinary import UnfitFileError, check_ordinary
from biofeedback.practice.script.keys import LONGEST_STEP_S

if TYPE_CHECKING:
    from soundfile import SoundFile

BLOCK_FRAMES = 16_384
"""Frames read at once: a choice, a third of a second at 48 kHz; 1 MiB with 8 channels."""

SHORTEST_S = 1.0
"""Of a track: a choice, below it there is nothing to practise with."""

_EARS = 2
_STDERR = 2  # the descriptor that C libraries write their remarks to
_QUIETING = threading.Lock()
_HASHED_BYTES = 1_048_576  # read at once to compute a hash: a choice

Frames: TypeAlias = NDArray[np.float32]
"""Samples for two ears, shape (frames, 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFacts:
    """What is known of a sound file after it was read through.

    Attributes
    ----------
    length_s : float
        How long what can be heard of it is.
    promised_s : float
        How long it says it is.
    """

    length_s: float
    promised_s: float


def open_sound(path: Path) -> "SoundFile":
    """Open a sound file.

    Raises
    ------
    SoundError
        It is not there, no ordinary file, no sound, or there is no library to read it.
    """
    try:
        check_ordinary(path)
        # Read by us, so that what the system has against it is said in its own words.
        with path.open("rb") as file:
            begins = file.read(1)
    except UnfitFileError as error:
        raise SoundError(SoundErrorCode.TRACK_NOT_ORDINARY, file=path.name) from error
    except FileNotFoundError as error:
        raise SoundError(SoundErrorCode.TRACK_MISSING, file=path.name) from error
    except (OSError, ValueError) as error:
        given = of_system(error) if isinstance(error, OSError) else {"problem": str(error), "system_code": ""}
        raise SoundError(SoundErrorCode.TRACK_UNREADABLE, file=path.name, **given) from error
    if not begins:
        raise SoundError(SoundErrorCode.TRACK_EMPTY, file=path.name)
    try:
        import soundfile
    except (ImportError, OSError) as error:  # the library beneath it is looked for while it is imported
        raise SoundError(SoundErrorCode.NO_SOUND_READER) from error
    try:
        with quiet_library():
            return soundfile.SoundFile(str(path))
    except (soundfile.SoundFileError, TypeError, ValueError) as error:
        raise SoundError(SoundErrorCode.TRACK_NO_SOUND, file=path.name) from error


def read_block(sound: "SoundFile", frames: int = BLOCK_FRAMES) -> Frames:
    """Return the next frames for two ears; fewer at the end, and none where the file breaks off."""
    try:
        with quiet_library():
            read = sound.read(frames, dtype="float32", always_2d=True)
        return for_two_ears(read)
    except RuntimeError:  # soundfile's own errors are of this kind
        return np.zeros((0, _EARS), np.float32)


def for_two_ears(frames: NDArray[np.float32]) -> Frames:
    """Return any number of channels as two: one goes to both ears, and of more than two the mean."""
    if frames.shape[1] != _EARS:
        frames = np.repeat(frames.mean(axis=1, keepdims=True), _EARS, axis=1)
    # A file of floating point may hold what is no number.
    return np.nan_to_num(frames, copy=False, nan=0.0, posinf=1.0, neginf=-1.0)


def examined(path: Path) -> SoundFacts:
    """Read a sound file through, block by block, and return what it is. Takes a second for some minutes of sound.

    Raises
    ------
    SoundError
        It cannot be used.
    """
    with open_sound(path) as sound:
        promised_s = sound.frames / sound.samplerate
        if promised_s > LONGEST_STEP_S:
            raise SoundError(
                SoundErrorCode.TRACK_TOO_LONG,
                file=path.name,
                hours=round(promised_s / 3600.0, 1),
                longest_hours=LONGEST_STEP_S / 3600.0,
            )
        frames = sum(len(block) for block in _blocks(sound))
        if frames < SHORTEST_S * sound.samplerate:
            raise SoundError(SoundErrorCode.TRACK_EMPTY, file=path.name)
        return SoundFacts(length_s=frames / sound.samplerate, promised_s=promised_s)


def check_hash(path: Path, sha256: str) -> None:
    """See that a file is the one of this hash; takes a second for some hundred megabytes.

    Raises
    ------
    SoundError
        It is another.
    OSError
        It cannot be read.
    """
    if sha256_of(path) != sha256:
        raise SoundError(SoundErrorCode.TRACK_CHANGED, file=path.name)


def sha256_of(path: Path) -> str:
    """Return the hash of a file in hexadecimal digits.

    Raises
    ------
    OSError
        It cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(_HASHED_BYTES):
            digest.update(data)
    return digest.hexdigest()


@contextlib.contextmanager
def quiet_library() -> Iterator[None]:
    """Keep the reader of MP3 from writing remarks on odd files across a terminal; what matters, it reports.

    It writes them to the standard error of the process, which goes nowhere for these few milliseconds.
    """
    with _QUIETING, contextlib.ExitStack() as undo:
        with contextlib.suppress(OSError):  # nobody reads them anyway
            before = os.dup(_STDERR)
            undo.callback(os.close, before)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            undo.callback(os.close, nowhere)
            os.dup2(nowhere, _STDERR)
            undo.callback(os.dup2, before, _STDERR)
        yield


def _blocks(sound: "SoundFile") -> Iterator[Frames]:
    while len(block := read_block(sound)):
        yield block
