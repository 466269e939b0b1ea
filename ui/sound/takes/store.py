"""Keeps the takes of one practice: a WAV file for each of its prompts, named by the hash of its words.

Words that were changed have another hash, and so are asked for again.
"""

import contextlib
import hashlib
import io
import os
import wave
from pathlib import Path

import numpy as np

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError, of_system
from biofeedback.files.private import make_private_folder, open_private
from biofeedback.practice.script.model import Practice
from ui.sound.takes.take import Take
from ui.sound.voice import read_wave

FOLDER = "voices"
"""Where the takes of all practices lie, beside the practices."""

_BY_MACHINE = "machine"
_HASH_DIGITS = 16  # a choice: no two sentences of a practice share so many
_HIGHEST = 32_767.0  # of a sample of 16 bits


def words_of_practice(practice: Practice) -> tuple[str, ...]:
    """Return the prompts of a practice as they stand in its file, in order, each once, of all its lengths."""
    everything = (practice.steps, *(steps for _, steps in practice.lengths))
    return tuple(dict.fromkeys(prompt.text for steps in everything for step in steps for prompt in step.prompts))


class TakeStore:
    """The takes of one practice.

    Parameters
    ----------
    practice : Practice
        Whose words they speak.
    practices_folder : Path
        Where the takes of practices lie that come with Soften.
    """

    def __init__(self, practice: Practice, practices_folder: Path) -> None:
        self._practice = practice
        self._practices_folder = practices_folder
        beside = Path(practice.folder) if practice.folder else practices_folder
        self.folder = beside / FOLDER / practice.name

    @property
    def by_machine(self) -> "TakeStore":
        """The words that a voice of this machine spoke beforehand; they lie in a folder of their own."""
        store = TakeStore(self._practice, self._practices_folder)
        store.folder = self.folder / _BY_MACHINE
        return store

    def path(self, text: str) -> Path:
        """Return the file of a prompt as it stands in the practice file; its words are hashed as they are said."""
        said = " ".join(self._practice.said(text).split())
        return self.folder / f"{hashlib.sha256(said.encode()).hexdigest()[:_HASH_DIGITS]}.wav"

    def has(self, text: str) -> bool:
        """Return whether these words were taken."""
        return self.path(text).is_file()

    @property
    def taken(self) -> frozenset[str]:
        """The prompts that were taken."""
        return frozenset(text for text in words_of_practice(self._practice) if self.has(text))

    def keep(self, text: str, take: Take) -> None:
        """Keep a take of these words in place of the one before.

        Raises
        ------
        SoundError
            It cannot be written; the one before stays.
        """
        path = self.path(text)
        beside = path.with_name(f".{path.stem}.{os.getpid()}.part")
        try:
            make_private_folder(self.folder)
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
            try:
                with open_private(beside) as file:
                    file.write(_wave_bytes(take))
                beside.replace(path)
            finally:
                with contextlib.suppress(FileNotFoundError):
                    beside.unlink()
        except OSError as error:
            raise SoundError(SoundErrorCode.TAKE_NOT_KEPT, path=str(path), **of_system(error)) from error

    def take(self, text: str) -> Take | None:
        """Return the take of these words; None when there is none.

        Raises
        ------
        SoundError
            It cannot be read.
        """
        if not self.has(text):
            return None
        samples, rate_hz = read_wave(self.path(text))
        return Take(samples, rate_hz)

    def forget(self, text: str) -> None:
        """Delete the take of these words, if there is one.

        Raises
        ------
        SoundError
            It cannot be deleted.
        """
        path = self.path(text)
        try:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # others lie there still
                self.folder.rmdir()
        except OSError as error:
            raise SoundError(SoundErrorCode.TAKE_NOT_DELETED, path=str(path), **of_system(error)) from error


def _wave_bytes(take: Take) -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(round(take.rate_hz))
        writer.writeframes(np.round(np.clip(take.samples, -1.0, 1.0) * _HIGHEST).astype("<i2").tobytes())
    return data.getvalue()
