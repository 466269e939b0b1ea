"""A small file that remembers a person's preferences from one start to the next.

It is JSON, beside the recordings, and written whole or not at all. What cannot be read is left out of account, and put
aside before something new is kept: nobody is kept from practising by a broken file, and nothing of it is lost. This
module must not know what the preferences do.
"""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from biofeedback.app.paths import data_folder
from biofeedback.errors import SoftenError
from biofeedback.practice.script.answers import Answers
from ui.preferences import Preferences
from ui.sound.settings import SoundSettings

FILE = "preferences.json"
PUT_ASIDE = "preferences-before.json"
LARGEST_BYTES = 65_536


class _TooLongError(ValueError):
    """The file is larger than any that is written here."""


_UNREADABLE = (OSError, ValueError, TypeError, AttributeError, RecursionError, SoftenError)


class PreferencesError(SoftenError):
    """The preferences could not be kept; the message says why."""


def remembered_preferences() -> tuple[Preferences, str]:
    """Return what is remembered, and one sentence when the file could not be understood; else an empty one."""
    path = data_folder() / FILE
    try:
        return _read(path), ""
    except FileNotFoundError:
        return Preferences(), ""
    except _UNREADABLE as error:
        return (
            Preferences(),
            f"What you like could not be read from {path}: {_why(error)}. Everything begins as it came.",
        )


def remember(preferences: Preferences) -> None:
    """Keep the preferences.

    Raises
    ------
    PreferencesError
        When the file cannot be written.
    """
    path = data_folder() / FILE
    beside = path.with_name(f"{FILE}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put_aside_unreadable(path)
        try:
            beside.write_text(json.dumps(asdict(preferences), indent=2) + "\n", encoding="utf-8")
            beside.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
    except OSError as error:
        raise PreferencesError(f"What you like could not be kept in {path}: {error.strerror}.") from error


def _put_aside_unreadable(path: Path) -> None:
    try:
        _read(path)
    except FileNotFoundError:
        return
    except _UNREADABLE:
        path.replace(path.with_name(PUT_ASIDE))


def _read(path: Path) -> Preferences:
    return _preferences(json.loads(_text(path)))


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return str(error.strerror)
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is no JSON"
    if isinstance(error, SoftenError | _TooLongError):
        return str(error).rstrip(".")
    return "it is not written as Soften writes it"


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST_BYTES:
        raise _TooLongError("it is far too long")
    return path.read_text(encoding="utf-8")


def _preferences(content: Mapping[str, Any]) -> Preferences:
    """Return the preferences of a file's content; what it does not say is as it came."""
    usual = Preferences()
    answers = content.get("answers", {})
    asks = ("colour", "phrases", "parts", "bells")
    return Preferences(
        sound=SoundSettings(**content.get("sound", {})),
        attuned=_yes(content.get("attuned", usual.attuned)),
        still_light=_yes(content.get("still_light", usual.still_light)),
        own_words=_yes(content.get("own_words", usual.own_words)),
        answers=Answers(
            colour=answers.get("colour", ""),
            phrases=_listed(answers.get("phrases", [])),
            parts=_listed(answers.get("parts", [])),
            bells_at_s=_listed(answers.get("bells_at_s", [])),
        ).about(asks, phrases=(), parts=()),
    )


def _listed(value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return tuple(value)


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value
