"""Tells whether a window can be shown on this machine, before anything is begun.

Qt ends the whole program when it finds no screen, so everything that would make it do so is looked at first.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError

PATIENCE_S = 2.0  # for a display that does not answer; a choice: a display across a network needs less
X_PORT = 6000  # TCP port of display 0, by the X Window System protocol; each display adds one


def display_error(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> SoftenError | None:
    """Return why no window can be shown; ``None`` when one can."""
    if platform.startswith("linux"):
        wayland, display = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
        if not (wayland or display):
            return SoftenError(CommandErrorCode.NO_SCREEN)
        if not (wayland and _wayland_answers(wayland, environment)):
            if not (display and _x_answers(display)):
                return SoftenError(CommandErrorCode.SCREEN_SILENT, screen=str(display or wayland))
            import ctypes

            try:
                # The one library that Qt needs under X11 and does not bring along; it aborts without it.
                ctypes.CDLL("libxcb-cursor.so.0")
            except OSError:
                return SoftenError(CommandErrorCode.NO_XCB_CURSOR)
    try:
        import PySide6.QtWidgets  # noqa: F401  # looked at, not used
    except ImportError as error:
        return SoftenError(CommandErrorCode.NO_QT, problem=str(error))
    return None


def _wayland_answers(name: str, environment: Mapping[str, str]) -> bool:
    return _answers(str(Path(environment.get("XDG_RUNTIME_DIR", "/run")) / name))


def _x_answers(display: str) -> bool:
    import re
    import socket

    match = re.fullmatch(r"(?:unix)?(?P<host>.*?):(?P<number>\d+)(?:\.\d+)?", display)
    if match is None:
        return False
    number = int(match["number"])
    if not match["host"]:
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(path) or _answers(f"\0{path}")
    try:
        socket.create_connection((match["host"], X_PORT + number), PATIENCE_S).close()
    except OSError:
        return False
    return True


def _answers(address: str) -> bool:
    """Return whether something listens at a Unix socket (a leading NUL means an abstract one)."""
    import socket

    if sys.platform == "win32":  # which has no such sockets
        return False
    with socket.socket(socket.AF_UNIX) as there:
        there.settimeout(PATIENCE_S)
        try:
            there.connect(address)
        except OSError:
            return False
    return True
