"""`soften`: the window."""

from biofeedback.commands.places import has_screen
from biofeedback.errors import SoftenError


def open_window() -> int:
    """Open the window at its first screen and return its exit code.

    Raises
    ------
    SoftenError
        There is no screen here.
    """
    if not has_screen():
        raise SoftenError("There is no screen here for a window; `soften begin --terminal` practises in the terminal.")
    from biofeedback.commands.house import LivedHouse
    from ui.desktop.app import run_desktop

    with LivedHouse() as house:
        return run_desktop(house)
