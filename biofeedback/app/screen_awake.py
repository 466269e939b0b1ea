"""Asks the system to leave the screen on while a practice goes on, and says so once where it would not."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError

# Whether there is a screen is asked before the first picture, which does not wait for the events.
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from biofeedback.clock import Clock
    from biofeedback.hub import Inbox
    from biofeedback.practice.script.model import Practice


def has_screen(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Tell whether there is a screen here that could go dark; a terminal from afar has none."""
    return not platform.startswith("linux") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


class ScreenAwake:
    """An observer that keeps the screen on from the beginning of a practice to its end.

    The system is asked by wakepy: over the session bus under Linux, by ``caffeinate`` under macOS, by a call under
    Windows. What it granted ends with the program, however that ends.
    """

    is_audible = False

    def follow(self, _practice: Practice, _clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
        """Keep the screen on until the practice has ended; returns at once, since a system may take its time."""
        threading.Thread(target=_keep_on, args=(inbox, on_error), name="screen awake", daemon=True).start()

    def mute(self, *, muted: bool) -> None:
        """Do nothing: it is not heard."""

    def settle(self) -> None:
        """Do nothing: nothing is left to be said."""


def _keep_on(inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
    # Here, on a thread of its own: nobody waits for it.
    from wakepy import keep

    from biofeedback.events import PracticeEnded

    with keep.presenting(on_fail="pass") as granted:
        if not granted.active:
            on_error(SoftenError(CommandErrorCode.SCREEN_MAY_GO_DARK))
            return
        while not inbox.ended:
            if any(isinstance(item.event, PracticeEnded) for item in inbox.wait()):
                return
