"""Finds practices: the built-in ones, and the person's own in a folder beside their recordings."""

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from biofeedback.app.paths import from_home, practices_folder
from biofeedback.error_codes import ChoiceErrorCode, PracticeErrorCode
from biofeedback.errors import PracticeError, SoftenError, UsageError, of_system
from biofeedback.facts import FactValue
from biofeedback.files.ordinary import FileFault, UnfitFileError, check_within, read_ordinary
from biofeedback.files.private import make_private_folder
from biofeedback.files.whole import whole_file
from biofeedback.languages import preferred_languages
from biofeedback.practice.script.file import read_practice
from biofeedback.practice.script.model import Practice
from biofeedback.practices import BUILT_IN, DEMONSTRATION, built_in_practices, practice_named

Read = TypeVar("Read")

SUFFIX = ".toml"

LARGEST_BYTES = 262_144
"""Of a practice file: a choice, far above the longest of ours (12 KiB) and far below what slows a start."""

_UNFIT: Mapping[FileFault, PracticeErrorCode] = MappingProxyType(
    {
        FileFault.NOT_ORDINARY: PracticeErrorCode.NOT_ORDINARY,
        FileFault.TOO_LARGE: PracticeErrorCode.FILE_TOO_LARGE,
        FileFault.LEADS_OUT: PracticeErrorCode.LEADS_OUT,
    }
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnPractice:
    """A practice file of the person's own: what it holds, or everything that is wrong with it."""

    path: Path
    practice: Practice | None
    faults: tuple[PracticeError, ...]


def read_file(path: Path) -> OwnPractice:
    """Return what a practice file holds, or everything that is wrong with it; nothing is raised.

    Voices and a track that are not beside the file are faults as well.
    """
    practice, faults = read_text(path, read_practice)
    if practice is not None:
        faults = (*_faults_of_track(path, practice), *_faults_of_voices(path, practice))
    if practice is None or faults:
        return OwnPractice(path, None, faults)
    if practice.protocol is not None:
        import hashlib  # and with it OpenSSL, which nothing else needs before the first picture

        # A recording keeps which file it was, byte for byte.
        hashed = replace(practice.protocol, sha256=hashlib.sha256(read_ordinary(path, LARGEST_BYTES)).hexdigest())
        practice = replace(practice, protocol=hashed)
    return OwnPractice(path, replace(practice, folder=str(path.absolute().parent)), ())


def read_text(
    path: Path, read: Callable[[str, str], tuple[Read | None, tuple[PracticeError, ...]]]
) -> tuple[Read | None, tuple[PracticeError, ...]]:
    """Return what ``read`` makes of a file's text and name, or ``None`` and all that is wrong; nothing is raised."""
    try:
        return read(read_ordinary(path, LARGEST_BYTES).decode("utf-8-sig"), path.name)
    except UnfitFileError as error:
        return None, (_fault(path, _UNFIT[error.fault]),)
    except UnicodeDecodeError as error:
        return None, (_fault(path, PracticeErrorCode.NOT_UTF8, byte=error.start + 1),)
    except OSError as error:
        return None, (_fault(path, PracticeErrorCode.UNREADABLE, **of_system(error)),)
    except Exception:
        logger.exception("%s could not be read", path)
        return None, (_fault(path, PracticeErrorCode.FAULT_OF_OURS),)


def _faults_of_voices(path: Path, practice: Practice) -> Iterator[PracticeError]:
    for step_at, step in enumerate(practice.steps, start=1):
        for prompt_at, prompt in enumerate(step.prompts, start=1):
            if prompt.voice and not (path.parent / prompt.voice).is_file():
                key = f"steps[{step_at}].prompts[{prompt_at}].voice"
                yield PracticeError(PracticeErrorCode.VOICE_MISSING, path.name, key, voice=prompt.voice)


def _faults_of_track(path: Path, practice: Practice) -> Iterator[PracticeError]:
    track = practice.track
    if track is None:
        return
    file = path.parent / track.file
    if not file.is_file():
        yield PracticeError(PracticeErrorCode.TRACK_MISSING, path.name, "track.file", track=track.file)
    elif file.stat().st_size != track.size_bytes:
        yield PracticeError(PracticeErrorCode.TRACK_OF_OTHER_SIZE, path.name, "track.size_bytes", track=track.file)


def offered(language: str = "") -> tuple[Practice, ...]:
    """Return the built-in practices in this language, or else in the one that is preferred here."""
    return built_in_practices(preferred_languages(os.environ, language))


def own_practices() -> tuple[OwnPractice, ...]:
    """Return the files in the person's own folder in the order of their names; a broken one hides no other.

    A practice that has the name of another is a fault of the later one.
    """
    folder = practices_folder()
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except FileNotFoundError:
        return ()
    except OSError as error:
        return (_unreadable(folder, PracticeErrorCode.FOLDER_UNREADABLE, **of_system(error)),)
    names = {*BUILT_IN, DEMONSTRATION}
    found = []
    for path in paths:
        own = _read_in(folder, path)
        if own.practice is not None and own.practice.name in names:
            taken = PracticeError(PracticeErrorCode.NAME_TAKEN, path.name, "name", name=own.practice.name)
            own = OwnPractice(path, None, (taken,))
        elif own.practice is not None:
            names.add(own.practice.name)
        found.append(own)
    return tuple(found)


def _read_in(folder: Path, path: Path) -> OwnPractice:
    try:
        check_within(path, folder)
    except UnfitFileError as error:
        return _unreadable(path, _UNFIT[error.fault])
    return read_file(path)


def practice_meant(text: str, language: str = "") -> Practice:
    """Return the practice that a person means: a built-in one or one of their own by name, or a file by its path.

    A built-in one is in this language, or else in the one that is preferred here.

    Raises
    ------
    PracticeError
        When its file says something that cannot be done.
    UsageError
        When there is none; the message lists those there are.
    """
    path = from_home(text)
    if path.suffix == SUFFIX or len(path.parts) > 1:
        return _valid(read_file(path))
    if text in BUILT_IN:
        return practice_named(text, preferred_languages(os.environ, language))
    own = own_practices()
    for each in own:
        if text in (each.path.stem, _name_in(each.path)) or (each.practice is not None and each.practice.name == text):
            return _valid(each)
    names = [*BUILT_IN, *(each.practice.name for each in own if each.practice is not None)]
    raise UsageError(ChoiceErrorCode.PRACTICE_UNKNOWN, name=text, known=names)


def name_from(path: Path) -> str:
    """Return a name for a practice that is kept in this file.

    Raises
    ------
    UsageError
        When no letter of the file's name can stand in one.
    """
    name = _name_in(path)
    if not name:
        raise UsageError(ChoiceErrorCode.FILE_WITHOUT_NAME, file=path.name)
    return name


def write_new(path: Path, text: str) -> None:
    """Write a new file; one that is there is left alone.

    Raises
    ------
    SoftenError
        When it is there already, or cannot be written.
    """
    try:
        make_private_folder(path.parent)
        with whole_file(path) as whole:
            whole.file.write(text.encode())
    except FileExistsError as error:
        raise UsageError(ChoiceErrorCode.FILE_THERE_ALREADY, path=str(path)) from error
    except OSError as error:
        raise SoftenError(ChoiceErrorCode.FILE_NOT_WRITTEN, path=str(path), **of_system(error)) from error


def _name_in(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_").lstrip("0123456789_")


def _valid(own: OwnPractice) -> Practice:
    if own.practice is None:
        raise own.faults[0]
    return own.practice


def _unreadable(path: Path, code: PracticeErrorCode, **given: FactValue) -> OwnPractice:
    return OwnPractice(path, None, (_fault(path, code, **given),))


def _fault(path: Path, code: PracticeErrorCode, **given: FactValue) -> PracticeError:
    return PracticeError(code, path.name, "", **given)
