"""Every way in which a sound file can be of no use."""

import builtins
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
import soundfile

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from tests.rigs.practices.small_practice import PRACTICE, SPOKEN
from ui.sound.takes import machine_voice
from ui.sound.takes.microphone import PortAudioMicrophone, Taking
from ui.sound.takes.reading import Reading
from ui.sound.takes.store import TakeStore
from ui.sound.takes.take import Take
from ui.sound.track.sound_file import check_hash, examined


def sound_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    folder = folder / "sounds"
    folder.mkdir()
    (folder / "empty.mp3").write_bytes(b"")
    (folder / "text.mp3").write_text("dear diary, " * 4000)
    soundfile.write(str(folder / "short.wav"), np.zeros(400), 8_000)
    soundfile.write(str(folder / "long.wav"), np.zeros(16_500), 1)
    soundfile.write(str(folder / "good.wav"), np.zeros(16_000), 8_000)
    os.mkfifo(folder / "pipe.mp3")
    yield "track: missing", lambda: examined(folder / "nowhere.mp3")
    yield "track: below a file", lambda: examined(folder / "text.mp3" / "a.mp3")
    yield "track: a pipe", lambda: examined(folder / "pipe.mp3")
    yield "track: empty", lambda: examined(folder / "empty.mp3")
    yield "track: no sound", lambda: examined(folder / "text.mp3")
    yield "track: short", lambda: examined(folder / "short.wav")
    yield "track: too long", lambda: examined(folder / "long.wav")
    yield "track: another", lambda: check_hash(folder / "good.wav", "0" * 64)
    no_folder = TakeStore(PRACTICE, folder / "good.wav")
    is_folder = TakeStore(PRACTICE, folder)
    is_folder.path("A.").mkdir(parents=True)
    yield "take: no microphone", lambda: Taking(lambda: PortAudioMicrophone(Deaf(0)))
    yield "take: microphone refused", lambda: Taking(lambda: PortAudioMicrophone(Deaf(1)))
    yield "take: not kept", lambda: no_folder.keep("A.", Take(np.zeros(9), 8_000.0))
    yield "take: not deleted", lambda: is_folder.forget("A.")
    yield "take: no loudspeaker", lambda: _unheard(folder)
    yield "take: nothing to say", lambda: Reading(replace(PRACTICE, steps=PRACTICE.steps[1:]), is_folder, 0.5)
    yield "take: no voice of the machine", lambda: _by_machine(patch, there=False)
    yield "take: a voice that is silent", lambda: _by_machine(patch, there=True)
    yield "take: a voice of another language", lambda: _of_other_language(patch)
    yield "track: no library", lambda: _without_library(folder / "good.wav", patch)


class Deaf:
    """A PortAudio with so many channels to hear with, none of which it opens."""

    PortAudioError = ArithmeticError

    def __init__(self, channels: int) -> None:
        self._channels = channels

    def _terminate(self) -> None:
        pass

    _initialize = _terminate

    def query_devices(self) -> list[dict[str, int]]:
        return [{"max_input_channels": self._channels}]

    def InputStream(self, **_: object) -> object:
        raise self.PortAudioError


def _unheard(folder: Path) -> SoundError | None:
    def nowhere() -> NoReturn:
        raise SoundError(SoundErrorCode.NO_SPEAKER)

    store = TakeStore(PRACTICE, folder / "unheard")
    store.keep(SPOKEN, Take(np.zeros(9), 8_000.0))
    reading = Reading(PRACTICE, store, 0.5, speaker=nowhere)
    reading.listen()
    return reading.error


def _by_machine(patch: pytest.MonkeyPatch, *, there: bool) -> object:
    def silent(*_: object, **__: object) -> NoReturn:
        raise OSError

    with patch.context() as within:
        within.setattr(machine_voice.shutil, "which", lambda name: name if there else None)
        within.setattr(machine_voice.subprocess, "run", silent)
        return machine_voice.spoken_by_machine("A.", "en")


def _of_other_language(patch: pytest.MonkeyPatch) -> object:
    with patch.context() as within:
        within.setattr(machine_voice.shutil, "which", lambda name: name)
        within.setattr(machine_voice, "_run", lambda *_: b" 5  de  --/M  German  gmw/de")
        return machine_voice.spoken_by_machine("A.", "ko")


def _without_library(path: Path, patch: pytest.MonkeyPatch) -> object:
    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name == "soundfile":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    with patch.context() as within:
        within.setattr(builtins, "__import__", without)
        return examined(path)
