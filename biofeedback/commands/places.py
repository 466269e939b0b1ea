"""Where this machine keeps things, and whether it has a screen."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import platformdirs


def sessions_folder() -> Path:
    """Return the folder of the recordings; it need not exist yet.

    ``SOFTEN_DATA`` names another folder for everything that Soften keeps.
    """
    chosen = os.environ.get("SOFTEN_DATA")
    base = Path(chosen) if chosen else platformdirs.user_data_path("soften", appauthor=False)
    return base / "sessions"


def has_screen(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Return whether a window can be shown to somebody here."""
    if platform.startswith("linux"):
        return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    return True
