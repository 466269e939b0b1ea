"""Makes a practice of one sound file: a copy of it beside a practice file whose steps are its chapters."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from biofeedback.app.paths import practices_folder
from biofeedback.app.practices.practice_library import (
    SUFFIX,
    OwnPractice,
    name_from,
    own_practices,
    read_file,
    write_new,
)
from biofeedback.error_codes import ChoiceErrorCode
from biofeedback.errors import SoftenError, UsageError, of_system
from biofeedback.files.private import make_private_folder, open_private
from biofeedback.languages import words_of
from biofeedback.names import file_stem
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.practice.script.model import Practice, Track
from biofeedback.practices import BUILT_IN
from ui.presenter.track_made import TrackMade
from ui.sound.track.chapters import Chapter, chapters_readable, title_and_chapters
from ui.sound.track.sound_file import SoundFacts, examined
from ui.words.language import Language

FILE = "new_track.toml"
"""The words of such a practice file; it lies beside the practices, once a language."""

AFTER_S = 2.0
"""Seconds of quiet behind the track, in seconds: a choice; its last word is whole should the loudspeaker run slower."""

_COPIED_BYTES = 1_048_576  # read at once: a choice
_LONGEST_NAME = 60  # characters: a choice, so that with hash and suffix a practice file may name it
_HASH_DIGITS = 8  # of a hash in the name of a file: a choice; names differ, and stay short
_STEP = "[[steps]]"
_FALLBACK_NAME = "recording"


def practice_of_sound(
    source: Path, language: Language, *, volume: float = 1.0, languages: Sequence[str] = ()
) -> TrackMade:
    """Make a practice of a sound file, among the person's own; takes about a second for some minutes of sound.

    Raises
    ------
    SoftenError
        The file cannot be used, or the practice cannot be kept; nothing is left behind.
    """
    sound = examined(source)
    title, chapters = title_and_chapters(source, sound.length_s)
    folder = practices_folder()
    own = own_practices()
    copied = folder / f".{os.getpid()}.part"
    try:
        track = _copy(source, copied, volume)
        there = next((each for each in own if _sounds_like(each, track)), None)
        if there is not None and there.practice is not None:
            return _made(there.path, there.practice, sound, chapters, there_already=True)
        name = _free_name(_name_of(source), own)
        track = Track(f"{name}-{track.sha256[:_HASH_DIGITS]}{source.suffix.lower()}", *_rest(track))
        kept = folder / track.file
        text = _text(name, title or _title_of(source, name), track, sound.length_s, chapters, language, languages)
        copied.replace(kept)
    except OSError as error:
        raise SoftenError(ChoiceErrorCode.FILE_NOT_WRITTEN, path=str(folder), **of_system(error)) from error
    finally:
        with contextlib.suppress(OSError):
            copied.unlink()
    path = folder / f"{name}{SUFFIX}"
    try:
        write_new(path, text)
    except SoftenError:
        with contextlib.suppress(OSError):
            kept.unlink()
        raise
    written = read_file(path)
    if written.practice is None:
        raise written.faults[0]
    return _made(path, written.practice, sound, chapters, there_already=False)


def _made(
    path: Path, practice: Practice, sound: SoundFacts, chapters: Sequence[Chapter], *, there_already: bool
) -> TrackMade:
    return TrackMade(
        path=path,
        practice=practice,
        length_s=sound.length_s,
        promised_s=sound.promised_s,
        chapters=len(chapters),
        chapters_unread=not chapters_readable(),
        there_already=there_already,
    )


def _copy(source: Path, target: Path, volume: float) -> Track:
    """Copy a file for the owner's eyes alone, and return what is known of the copy but its name."""
    make_private_folder(target.parent)
    digest, size_bytes = hashlib.sha256(), 0
    with contextlib.suppress(FileNotFoundError):
        target.unlink()
    with source.open("rb") as file, open_private(target) as copy:
        while data := file.read(_COPIED_BYTES):
            digest.update(data)
            copy.write(data)
            size_bytes += len(data)
    return Track("", digest.hexdigest(), size_bytes, volume)


def _rest(track: Track) -> tuple[str, int, float]:
    return track.sha256, track.size_bytes, track.volume


def _sounds_like(own: OwnPractice, track: Track) -> bool:
    return own.practice is not None and own.practice.track is not None and own.practice.track.sha256 == track.sha256


def _name_of(source: Path) -> str:
    try:
        name = name_from(source)[:_LONGEST_NAME].rstrip("_")
    except UsageError:
        return _FALLBACK_NAME
    return name if name == file_stem(name) else _FALLBACK_NAME


def _title_of(source: Path, name: str) -> str:
    words = " ".join(shown(source.stem).replace("_", " ").split())
    return words[:1].upper() + words[1:] if any(map(str.isalnum, words)) else name.capitalize()


def _free_name(name: str, own: Sequence[OwnPractice]) -> str:
    taken = {*BUILT_IN, *(each.path.stem for each in own)}
    taken |= {each.practice.name for each in own if each.practice is not None}
    return next(each for each in _numbered(name) if each not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _text(
    name: str,
    title: str,
    track: Track,
    length_s: float,
    chapters: Sequence[Chapter],
    language: Language,
    languages: Sequence[str],
) -> str:
    head, _, step = words_of(FILE, languages).partition(_STEP)
    parts = chapters or (Chapter(0.0, length_s, title),)
    whole = _filled(
        head,
        name=_quoted(name),
        title=_quoted(title),
        file=_quoted(track.file),
        sha256=_quoted(track.sha256),
        size_bytes=str(track.size_bytes),
        volume=f"{track.volume:g}",
    )
    for number, part in enumerate(parts, start=1):
        untitled = language.gettext("Part {number}").format(number=language.whole(number))
        after_s = AFTER_S if number == len(parts) else 0.0
        whole += _STEP + _filled(
            step,
            step_name=_quoted(f"part_{number}"),
            step_title=_quoted(part.title or untitled),
            length_s=f"{part.length_s + after_s:.3f}",
        )
        whole += "\n" if number < len(parts) else ""
    return whole


def _filled(text: str, **values: str) -> str:
    """Return a template with TOML values in place of its placeholders, which stand in quotes so that it is TOML too."""
    for name, value in values.items():
        text = text.replace(f'"${name}"', value)
    return text


def _quoted(text: str) -> str:
    """Return a text as TOML has it, on one line of a title's length."""
    line = shown(text, LONGEST_NAME)
    return json.dumps(line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…", ensure_ascii=False)
