"""Finds the recording that a person means by a path or a name."""

from pathlib import Path

from biofeedback.app.paths import sessions_folder
from sessions.library import Library


def find_recording(name: Path) -> Path:
    """Return the recording that ``name`` means: a path, or a name in the library.

    Raises
    ------
    RecordingError
        There is none, or several begin like that.
    """
    return Library(sessions_folder()).find(str(name))
