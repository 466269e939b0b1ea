"""Finds the folders in which this machine keeps things, and the recording that a name means."""

import os
from pathlib import Path

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError


def sessions_folder() -> Path:
    """Return the folder of the recordings, which a person may have chosen; it need not exist yet."""
    from biofeedback.app.profile_store import remembered_preferences

    chosen = remembered_preferences()[0].recordings
    return Path(chosen) if chosen else usual_sessions_folder()


def usual_sessions_folder() -> Path:
    """Return the folder of the recordings where nobody chose another."""
    return data_folder() / "sessions"


def practices_folder() -> Path:
    """Return the folder of the practices of the person's own; it need not exist yet."""
    return data_folder() / "practices"


def data_folder() -> Path:
    """Return the folder of everything that Soften keeps; ``SOFTEN_DATA`` names another one.

    Raises
    ------
    SoftenError
        Neither that nor the home of the account is known.
    """
    chosen = os.environ.get("SOFTEN_DATA")
    if chosen:
        return Path(chosen)
    import platformdirs

    try:
        return platformdirs.user_data_path("soften", appauthor=False)
    except RuntimeError as error:  # the account has no home that anybody knows
        raise SoftenError(CommandErrorCode.NO_HOME) from error


def from_home(text: str | Path) -> Path:
    """Return the path that a person wrote; ``~`` in front is their home, where that is known."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def find_recording(name: Path) -> Path:
    """Return the recording that ``name`` means: a path, or a name in the library.

    Raises
    ------
    RecordingError
        There is none, or several begin like that.
    """
    from sessions.library import Library

    return Library(sessions_folder()).find(str(name))


def means_recording(file: Path) -> bool:
    """Return whether a file is to be read as a recording, by its name or its first bytes; else it may be a text."""
    from sessions.library import SUFFIX
    from sessions.opened_file import looks_like_recording

    return file.suffix == SUFFIX or not file.exists() or looks_like_recording(file)
