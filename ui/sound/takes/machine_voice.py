"""Renders words beforehand with a voice of this machine, by the program that it has for that."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from ui.sound.takes.store import TakeStore
from ui.sound.takes.take import Take, take_of
from ui.sound.voice import read_wave

_WORDS_PER_MIN = "130"
"""How fast it speaks: a choice, unhurried; people read aloud at 150 to 180."""

_PATIENCE_S = 60.0  # for one sentence: a choice, far more than any program takes

PROGRAMS: Mapping[str, Callable[[Path, str], Sequence[str]]] = MappingProxyType(
    {
        "espeak-ng": lambda file, language: ("-w", str(file), "-s", _WORDS_PER_MIN, "-v", language, "--stdin"),
        # Of macOS; it knows the language by the voice that the person chose for the system.
        "say": lambda file, _language: ("-o", str(file), "--data-format=LEI16@22050", "-r", _WORDS_PER_MIN, "-f", "-"),
    }
)
"""The programs that are looked for, in order, each with its arguments; the words come by its standard input."""


def render(store: TakeStore, words: Sequence[str], language: str) -> int:
    """Let the machine speak the words that it did not speak before, keep them, and return how many they are.

    Parameters
    ----------
    store : TakeStore
        Where they are kept.
    words : sequence of str
        What to speak.
    language : str
        Of the words, as ``LANG`` names it.

    Raises
    ------
    SoundError
        No program can, or it does not; what was spoken so far stays.
    """
    spoken = 0
    for text in words:
        if not store.has(text):
            store.keep(text, spoken_by_machine(text, language))
            spoken += 1
    return spoken


def spoken_by_machine(text: str, language: str) -> Take:
    """Return words as a voice of this machine speaks them.

    Raises
    ------
    SoundError
        No program can, or it does not.
    """
    program = next((found for found in map(shutil.which, PROGRAMS) if found is not None), None)
    if program is None:
        raise SoundError(SoundErrorCode.NO_MACHINE_VOICE)
    name = Path(program).stem
    with tempfile.TemporaryDirectory(prefix="soften-voice-") as folder:
        file = Path(folder) / "spoken.wav"
        arguments = PROGRAMS[name](file, language.partition("_")[0] or "en")
        try:
            subprocess.run(
                [program, *arguments], input=text.encode(), capture_output=True, timeout=_PATIENCE_S, check=True
            )
            take = take_of(*read_wave(file))
        except (OSError, subprocess.SubprocessError, SoundError) as error:
            raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name) from error
    if not take.heard:
        raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name)
    return take
