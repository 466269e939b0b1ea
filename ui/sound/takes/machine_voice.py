"""Renders words beforehand with a voice of this machine, by the program that it has for that."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from re import Pattern
from types import MappingProxyType
from typing import NamedTuple

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from ui.sound.takes.store import TakeStore
from ui.sound.takes.take import Take, take_of
from ui.sound.voice import read_wave

_WORDS_PER_MIN = "130"
"""How fast it speaks: a choice, unhurried; people read aloud at 150 to 180."""

_FORMAT = "--data-format=LEI16@22050"
"""Whole numbers of 16 bits, 22.05 kHz: what `espeak-ng` writes unasked."""

_BRITISH = "en-gb"
"""English where no country is said, as everywhere in Soften."""

_PATIENCE_S = 60.0  # for one sentence: a choice, far more than any program takes


class Program(NamedTuple):
    """A program that speaks into a file; the words come by its standard input.

    Attributes
    ----------
    listing : tuple of str
        The arguments with which it tells its voices.
    voice : Pattern
        A line of that: the ``tag`` of a language, such as ``de`` or ``pt-br``, and the ``name`` of the voice.
    arguments : callable
        Those with which a voice of this name speaks into this file.
    """

    listing: tuple[str, ...]
    voice: Pattern[str]
    arguments: Callable[[Path, str], Sequence[str]]


PROGRAMS: Mapping[str, Program] = MappingProxyType(
    {
        "espeak-ng": Program(
            ("--voices",),
            re.compile(r"^ *\d+ +(?P<name>(?P<tag>\S+)) ", re.MULTILINE),
            lambda file, name: ("-w", str(file), "-s", _WORDS_PER_MIN, "-v", name, "--stdin"),
        ),
        # Of macOS.
        "say": Program(
            ("-v", "?"),
            re.compile(r"^(?P<name>\S.*?) +(?P<tag>[a-z]{2,3}[_-]\w+) +#", re.MULTILINE),
            lambda file, name: (
                "-v",
                name,
                "-o",
                str(file),
                "--data-format=LEI16@22050",
                "-r",
                _WORDS_PER_MIN,
                "-f",
                "-",
            ),
        ),
    }
)
"""The programs that are looked for, in order."""


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
        As for `spoken_by_machine`; what was spoken so far stays.
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
        No program can, or it has no voice of this language, or it does not speak.
    """
    program = next((found for found in map(shutil.which, PROGRAMS) if found is not None), None)
    if program is None:
        raise SoundError(SoundErrorCode.NO_MACHINE_VOICE)
    name = Path(program).stem
    with tempfile.TemporaryDirectory(prefix="soften-voice-") as folder:
        file = Path(folder) / "spoken.wav"
        try:
            told = _run(program, PROGRAMS[name].listing).decode(errors="replace")
            voice = voice_of(PROGRAMS[name].voice, told, language)
            if voice is None:
                raise SoundError(SoundErrorCode.MACHINE_VOICE_OF_OTHER_LANGUAGE, program=name)
            _run(program, PROGRAMS[name].arguments(file, voice), text)
        except (OSError, subprocess.SubprocessError) as error:
            raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name) from error
        try:
            take = take_of(*read_wave(file))
        except SoundError as error:
            raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name) from error
    if not take.heard:
        raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name)
    return take


def voice_of(line: Pattern[str], told: str, language: str) -> str | None:
    """Return the name of the voice for a language, best that of its country; ``None`` where none speaks it.

    Parameters
    ----------
    line : Pattern
        What a voice is told by.
    told : str
        The voices that a program told.
    language : str
        As ``LANG`` names it.
    """
    wanted = language.replace("_", "-").lower() if language != "en" else _BRITISH
    voices = [(found["tag"].replace("_", "-").lower(), found["name"]) for found in line.finditer(told)]
    alike = [(tag, name) for tag, name in voices if tag.partition("-")[0] == wanted.partition("-")[0]]
    return next((name for tag, name in alike if tag == wanted), alike[0][1] if alike else None)


def _run(program: str, arguments: Sequence[str], words: str = "") -> bytes:
    ran = subprocess.run(
        [program, *arguments], input=words.encode(), capture_output=True, timeout=_PATIENCE_S, check=True
    )
    return ran.stdout
