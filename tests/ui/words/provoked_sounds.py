"""Every way in which a sound file can be of no use."""

import builtins
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
import soundfile

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
    yield "track: no library", lambda: _without_library(folder / "good.wav", patch)


def _without_library(path: Path, patch: pytest.MonkeyPatch) -> object:
    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name == "soundfile":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    with patch.context() as within:
        within.setattr(builtins, "__import__", without)
        return examined(path)
