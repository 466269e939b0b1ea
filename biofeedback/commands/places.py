"""Where this machine keeps things."""

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """Return the folder of everything that Soften keeps; it need not exist yet. ``SOFTEN_DATA`` names another."""
    chosen = os.environ.get("SOFTEN_DATA")
    return Path(chosen) if chosen else platformdirs.user_data_path("soften", appauthor=False)


def sessions_folder() -> Path:
    """Return the folder of the recordings; it need not exist yet."""
    return data_folder() / "sessions"
