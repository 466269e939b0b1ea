"""Opens the window of `soften`, or says why it cannot."""

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from ui.desktop.display import display_error


def open_window() -> int:
    """Open the window at its first screen and return its exit code.

    Raises
    ------
    SoftenError
        No window can be shown here.
    """
    # Before Qt, which looks into the source of whatever is imported after it.
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.profile_store import remembered_preferences

    error = display_error()
    if error is not None:
        raise SoftenError(CommandErrorCode.NO_WINDOW, error)
    from ui.desktop.app import run_desktop

    preferences, preferences_error = remembered_preferences()
    with LiveApplication(
        preferences=preferences, preferences_error=preferences_error, keeps_screen_awake=True
    ) as application:
        return run_desktop(application)
