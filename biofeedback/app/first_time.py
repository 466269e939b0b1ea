"""Whether the opening page was shown on this machine: a small file beside the recordings remembers.

This module must not show it.
"""

import os

from biofeedback.app.paths import data_folder
from biofeedback.practice.script.safety import OpeningPage
from biofeedback.practices import opening_page
from biofeedback.practices.languages import preferred_languages

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
    return opening_page(preferred_languages(os.environ))


def page_was_shown() -> None:
    """Remember that the page was shown; where nothing can be kept it is shown again another time."""
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARKER).touch()
    except OSError:
        return
