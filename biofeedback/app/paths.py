"""Finds the folders in which this machine keeps recordings and practices."""

import os
from pathlib import Path


def sessions_folder() -> Path:
    """Return the folder of the recordings; it need not exist yet."""
    return data_folder() / "sessions"


def practices_folder() -> Path:
    """Return the folder of the practices of the person's own; it need not exist yet."""
    return data_folder() / "practices"


def data_folder() -> Path:
    """Return the folder of everything that Soften keeps; ``SOFTEN_DATA`` names another one."""
    chosen = os.environ.get("SOFTEN_DATA")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("soften", appauthor=False)
