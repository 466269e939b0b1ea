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

_OTHER = re.compile(r"\(([\w-]+) \d+\)")
"""Another language that a voice of `espeak-ng` speaks, with how well."""

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
        A line of that: the ``tag`` of a language, such as ``de`` or ``pt-br``, and the ``name`` of the voice. Tags of
        ``others`` may stand behind it, as in ``(zh-cmn 5)(zh 5)``.
    arguments : callable
        Those with which a voice of this name speaks into this file; without a name, the one that the person chose.
    chosen : tuple of str
        What tells the tag of the voice that the person chose for all programs; empty where there is none such.
    """

    listing: tuple[str, ...]
    voice: Pattern[str]
    arguments: Callable[[Path, str], Sequence[str]]
    chosen: tuple[str, ...] = ()


_ASK_MACOS = """\
ObjC.import("AppKit");
const voices = $.NSSpeechSynthesizer;
ObjC.unwrap(voices.attributesForVoice(voices.defaultVoice).objectForKey("VoiceLocaleIdentifier"));
"""
"""Asks for the language of the voice that somebody chose in the settings of macOS; `say` itself does not tell."""

PROGRAMS: Mapping[str, Program] = MappingProxyType(
    {
        "espeak-ng": Program(
            ("--voices",),
            re.compile(r"^ *\d+ +(?P<name>(?P<tag>\S+)) .*?(?P<others>(?:\([\w-]+ \d+\))*) *$", re.MULTILINE),
            lambda file, name: ("-w", str(file), "-s", _WORDS_PER_MIN, "-v", name, "--stdin"),
        ),
        # Of macOS.
        "say": Program(
            ("-v", "?"),
            re.compile(r"^(?P<name>\S.*?) +(?P<tag>[a-z]{2,3}[_-]\w+) +#(?P<others>)", re.MULTILINE),
            lambda file, name: (
                *(("-v", name) if name else ()),
                "-o",
                str(file),
                _FORMAT,
                "-r",
                _WORDS_PER_MIN,
                "-f",
                "-",
            ),
            ("osascript", "-l", "JavaScript", "-e", _ASK_MACOS),
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
            listing_text = _run(program, PROGRAMS[name].listing).decode(errors="replace")
            voice = voice_of(PROGRAMS[name].voice, listing_text, language, _chosen(PROGRAMS[name]))
            if voice is None:
                raise SoundError(SoundErrorCode.MACHINE_VOICE_OF_OTHER_LANGUAGE, program=name)
            _run(program, PROGRAMS[name].arguments(file, voice), text)
        except (OSError, subprocess.SubprocessError) as error:
            raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name) from error
        try:
            take = take_of(*read_wave(file))
        except SoundError as error:
            raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name) from error
    if not take.has_sound:
        raise SoundError(SoundErrorCode.MACHINE_VOICE_SILENT, program=name)
    return take


def voice_of(line: Pattern[str], listing_text: str, language: str, chosen: str = "") -> str | None:
    """Return the name of the voice for a language, best that of its country; ``None`` where none speaks it.

    It is empty where the voice that the person chose for all programs speaks the language, which nobody betters.

    Parameters
    ----------
    line : Pattern
        What a voice is told by.
    listing_text : str
        The voices that a program told.
    language : str
        As ``LANG`` names it.
    chosen : str
        The tag of the voice that the person chose for all programs; empty where that is not known.
    """
    asked, own = _tag(language), _tag(chosen)
    if own and asked in (own, _bare(own)):
        return ""
    wanted = asked if asked != "en" else _BRITISH
    found = list(line.finditer(listing_text))
    voices = [(_tag(each["tag"]), each["name"]) for each in found]
    voices += [(_tag(other), each["name"]) for each in found for other in _OTHER.findall(each["others"])]
    alike = [(tag, name) for tag, name in voices if _bare(tag) == _bare(wanted)]
    return next((name for tag, name in alike if tag == wanted), alike[0][1] if alike else None)


def _tag(language: str) -> str:
    return language.strip().replace("_", "-").lower()


def _bare(tag: str) -> str:
    """Return a language without its country."""
    return tag.partition("-")[0]


def _chosen(program: Program) -> str:
    """Return the tag of the voice that the person chose for all programs; empty where nothing tells it."""
    if not program.chosen:
        return ""
    try:
        return _run(program.chosen[0], program.chosen[1:]).decode(errors="replace")
    except (OSError, subprocess.SubprocessError):
        return ""


def _run(program: str, arguments: Sequence[str], words: str = "") -> bytes:
    ran = subprocess.run(
        [program, *arguments], input=words.encode(), capture_output=True, timeout=_PATIENCE_S, check=True
    )
    return ran.stdout
