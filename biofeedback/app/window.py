"""Opens the window of `soften`, or says why it cannot."""

from biofeedback.errors import SoftenError
from ui.desktop.display import display_error


def open_window() -> int:
    """Open the window at its first screen and return its exit code.

    Raises
    ------
    SoftenError
        No window can be shown here.
    """
    error_message = display_error()
    if error_message:
        raise SoftenError(f"{error_message} `soften begin --terminal` practises in the terminal.")
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.profile_store import remembered_preferences
    from ui.desktop.app import run_desktop

    preferences, error_message = remembered_preferences()
    with LiveApplication(preferences=preferences, preferences_error=error_message) as application:
        return run_desktop(application)
