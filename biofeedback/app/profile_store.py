"""What this machine keeps of a person: their preferences, the pace of today, and that the opening page was shown.

Each is a small file beside the recordings. The preferences are JSON, written whole or not at all. What cannot be read
of them is left out of account, and put aside before something new is kept: nobody is kept from practising by a broken
file, and nothing of it is lost. What a later version wrote beside them stays as it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from biofeedback.app.paths import data_folder
from biofeedback.app.preferences_content import answers_in, preferences_of
from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError, of_system
from biofeedback.files.ordinary import FileFault, UnfitFileError, read_ordinary
from biofeedback.files.private import make_private_folder
from biofeedback.files.whole import whole_file
from biofeedback.practice.script.answers import Answers
from ui.preferences import Preferences, WindowPlace

if TYPE_CHECKING:
    import datetime

    from biofeedback.practice.script.safety import OpeningPage

PREFERENCES = "preferences.json"
VERSION = 2
"""Of the preferences: 1 had no number, and ``still_light`` in place of ``motion``."""
_OF_VERSION_1 = frozenset({"still_light"})
PUT_ASIDE = "preferences-before.json"
PACE_OF_TODAY = "pace_of_today.json"
ANSWERS = "answers.json"
PAGE_SHOWN = "opening_page_shown"
LARGEST_BYTES = 65_536
"""A choice, far above what is written here (about 1 KiB): a longer file is not read."""

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, SoftenError)


class PreferencesError(SoftenError):
    """The preferences could not be read or kept."""


def remembered_preferences() -> tuple[Preferences, PreferencesError | None]:
    """Return what is remembered, and an error when the file could not be understood; else ``None``."""
    path = data_folder() / PREFERENCES
    try:
        return _read(path), None
    except FileNotFoundError:
        return Preferences(), None
    except _UNREADABLE as error:
        unreadable = StoreErrorCode.PREFERENCES_UNREADABLE
        return Preferences(), PreferencesError(unreadable, _why(error), path=str(path))


def remember(preferences: Preferences) -> None:
    """Keep the preferences.

    Raises
    ------
    PreferencesError
        When the file cannot be written.
    """
    path = data_folder() / PREFERENCES
    try:
        make_private_folder(path.parent)
        _put_aside_unreadable(path)
        content = {"version": VERSION, **_of_later_versions(path), **asdict(preferences)}
        _keep(path, content)
    except OSError as error:
        raise PreferencesError(StoreErrorCode.PREFERENCES_NOT_KEPT, path=str(path), **of_system(error)) from error


def keep_window(place: WindowPlace) -> None:
    """Keep where the window was, and nothing else of what may have been turned for one start alone.

    Raises
    ------
    PreferencesError
        When the file cannot be written. One that cannot be read is left as it is.
    """
    remembered, error = remembered_preferences()
    if error is None and remembered.window != place:
        remember(replace(remembered, window=place))


def answers_of(folder: Path) -> Answers:
    """Return the answers that are kept in the folder of another person; none where they cannot be read."""
    try:
        return answers_in(json.loads(read_ordinary(folder / ANSWERS, LARGEST_BYTES)))
    except (*_UNREADABLE, UnfitFileError):
        return Answers()


def keep_answers(answers: Answers, folder: Path) -> None:
    """Keep the answers of another person in their folder.

    Raises
    ------
    PreferencesError
        When the file cannot be written.
    """
    path = folder / ANSWERS
    try:
        make_private_folder(folder)
        _keep(path, asdict(answers))
    except OSError as error:
        raise PreferencesError(StoreErrorCode.PREFERENCES_NOT_KEPT, path=str(path), **of_system(error)) from error


def keep_today(per_min: float, today: datetime.date, folder: Path | None = None) -> None:
    """Keep the pace that was found for the rest of this day; ``nan``, where none was, changes nothing.

    It is kept in the folder of another person, or else as the owner's.

    Raises
    ------
    SoftenError
        When it cannot be written.
    """
    path = (folder or data_folder()) / PACE_OF_TODAY
    if math.isnan(per_min):
        return
    from biofeedback.practice.pacing.pattern import FASTEST_PER_MIN, SLOWEST_PER_MIN

    easy_per_min = round(min(FASTEST_PER_MIN, max(SLOWEST_PER_MIN, per_min)), 1)
    try:
        make_private_folder(path.parent)
        _keep(path, {"date": today.isoformat(), "breaths_per_min": easy_per_min})
    except OSError as error:
        raise SoftenError(StoreErrorCode.PACE_NOT_KEPT, path=str(path), **of_system(error)) from error


def _keep(path: Path, content: Mapping[str, object]) -> None:
    """Put a file in the place of whatever is there; nothing is written into a pipe or through a link."""
    with whole_file(path, over=True) as whole:
        whole.file.write((json.dumps(content, indent=2) + "\n").encode())


def pace_of_today(today: datetime.date, folder: Path | None = None) -> float | None:
    """Return the pace that was found today, 3 to 12 a minute; ``None`` when none was. That of another day is gone."""
    path = (folder or data_folder()) / PACE_OF_TODAY
    try:
        kept = json.loads(read_ordinary(path, LARGEST_BYTES))
        if kept["date"] != today.isoformat():
            path.unlink(missing_ok=True)
            return None
        per_min = float(kept["breaths_per_min"])
    except (*_UNREADABLE, UnfitFileError):  # nothing there that can be read: there is no answer
        return None
    from biofeedback.practice.pacing.pattern import FASTEST_PER_MIN, SLOWEST_PER_MIN

    return per_min if SLOWEST_PER_MIN <= per_min <= FASTEST_PER_MIN else None


def opening_page_to_show(languages: Sequence[str] = ()) -> OpeningPage | None:
    """Return the page to show before a practice begins, in the first of these languages that has it.

    ``None`` when it was shown already.

    Raises
    ------
    PracticeError
        The page cannot be read.
    """
    if (data_folder() / PAGE_SHOWN).exists():
        return None
    from biofeedback.practices import opening_page

    return opening_page(languages)


def opening_page_was_shown() -> None:
    """Remember that the page was shown; where nothing can be kept it is shown again another time."""
    folder = data_folder()
    try:
        make_private_folder(folder)
        (folder / PAGE_SHOWN).touch(mode=0o600)  # read and written by the owner alone
    except OSError:
        return


def _put_aside_unreadable(path: Path) -> None:
    try:
        _read(path)
    except FileNotFoundError:
        return
    except _UNREADABLE:
        path.replace(path.with_name(PUT_ASIDE))


def _of_later_versions(path: Path) -> dict[str, Any]:
    """Return what the file says beyond what this version knows."""
    try:
        content = json.loads(_text(path))
    except _UNREADABLE:
        return {}
    if not isinstance(content, dict):
        return {}
    version = content.get("version")
    known = {each.name for each in fields(Preferences)} | _OF_VERSION_1
    if not isinstance(version, int) or version <= VERSION:
        known.add("version")
    return {key: value for key, value in content.items() if key not in known}


def _read(path: Path) -> Preferences:
    return preferences_of(json.loads(_text(path)))


def _why(error: Exception) -> SoftenError:
    if isinstance(error, SoftenError):
        return error
    if isinstance(error, OSError):
        return SoftenError(StoreErrorCode.REFUSED_BY_SYSTEM, **of_system(error))
    if isinstance(error, json.JSONDecodeError):
        return SoftenError(StoreErrorCode.NO_JSON, line=error.lineno)
    return SoftenError(StoreErrorCode.OF_OTHER_FORM)


def _text(path: Path) -> str:
    try:
        return read_ordinary(path, LARGEST_BYTES).decode("utf-8")
    except UnfitFileError as error:
        too_long = error.fault is FileFault.TOO_LARGE
        raise SoftenError(StoreErrorCode.TOO_LONG if too_long else StoreErrorCode.NOT_ORDINARY) from error
