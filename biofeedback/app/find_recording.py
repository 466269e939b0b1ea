"""From what a person typed to a recording."""

from pathlib import Path

from biofeedback.app.paths import sessions_folder
from sessions.library import Shelf


def find_recording(name: Path) -> Path:
    """Return the recording that ``name`` means: a path, or a name on the shelf.

    Raises
    ------
    RecordingError
        There is none, or several begin like that.
    """
    return Shelf(sessions_folder()).find(str(name))
