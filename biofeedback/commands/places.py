"""Where this machine keeps things."""

import os
from pathlib import Path

import platformdirs


def sessions_folder() -> Path:
    """Return the folder of the recordings; it need not exist yet.

    ``SOFTEN_DATA`` names another folder for everything that Soften keeps.
    """
    chosen = os.environ.get("SOFTEN_DATA")
    base = Path(chosen) if chosen else platformdirs.user_data_path("soften", appauthor=False)
    return base / "sessions"
