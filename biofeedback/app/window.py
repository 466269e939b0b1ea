"""`soften`: the window."""

from biofeedback.errors import SoftenError
from ui.desktop.display import screen_trouble


def open_window() -> int:
    """Open the window at its first screen and return its exit code.

    Raises
    ------
    SoftenError
        No window can be shown here.
    """
    trouble = screen_trouble()
    if trouble:
        raise SoftenError(f"{trouble} `soften begin --terminal` practises in the terminal.")
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.preference_file import remembered_preferences
    from ui.desktop.app import run_desktop

    preferences, trouble = remembered_preferences()
    with LiveApplication(preferences=preferences, preferences_trouble=trouble) as application:
        return run_desktop(application)
