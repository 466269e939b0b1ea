"""Whether the opening page was shown on this machine: a small file beside the recordings remembers.

This module must not show it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from biofeedback.app.paths import data_folder

if TYPE_CHECKING:
    from biofeedback.practice.script.safety import OpeningPage

_MARKER = "opening_page_shown"


def page_to_show() -> OpeningPage | None:
    """Return the page to show before a practice begins; ``None`` when it was shown already.

    Raises
    ------
    PracticeError
        The page cannot be read.
    """
    if (data_folder() / _MARKER).exists():
        return None
    from biofeedback.practices import opening_page
    from biofeedback.practices.languages import preferred_languages

    return opening_page(preferred_languages(os.environ))


def page_was_shown() -> None:
    """Remember that the page was shown; where nothing can be kept it is shown again another time."""
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARKER).touch()
    except OSError:
        return
