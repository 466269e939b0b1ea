"""Opens the library of LSL, once for the whole program, with the reach that was asked for."""

import atexit
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType

from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import SoftenError, UsageError
from sessions.extras import needed
from sessions.live.options import Reach

_QUIET: Mapping[str, Mapping[str, str]] = MappingProxyType({"log": {"level": "-3"}})
"""Nothing but fatal faults is logged: a log of LSL would run into the terminal."""

_OF_THIS_MACHINE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ports": {"IPv6": "disable"},
        "multicast": {"ResolveScope": "machine", "ListenAddress": "127.0.0.1"},
        **_QUIET,
    }
)
"""Nothing leaves this machine: the group of the scope "machine" is the loopback address alone."""

LONGEST_CLOSING_S = 3.0
"""Real seconds that the end of the program waits for a thread: LSL takes 25 ms to close a stream, at ease."""

_opened: dict[str, Reach] = {}
"""The reach with which the library was opened; it reads its configuration once in the life of a program."""


def lsl(reach: Reach) -> ModuleType:
    """Return the library ``pylsl``, set up for this reach.

    On the network LSL is as its own configuration says, where this account or machine has one
    (https://labstreaminglayer.readthedocs.io/info/lslapicfg.html).

    Raises
    ------
    UsageError
        It is not installed, or was opened with another reach before.
    """
    library = needed("lsl", "pylsl")
    if not _opened:
        if reach == "machine":
            library.util.set_config_content(_configuration(_OF_THIS_MACHINE))
        elif not _own_configuration():
            library.util.set_config_content(_configuration(_QUIET))
        _opened["reach"] = reach
    if _opened["reach"] != reach:
        raise UsageError(LiveErrorCode.REACH_STAYS)
    return library


def refused(error: Exception) -> SoftenError:
    """Return what is said where LSL cannot open a stream, as where a firewall or the system keeps it from it."""
    return SoftenError(LiveErrorCode.LSL_REFUSED, problem=str(error).rstrip(".") or type(error).__name__)


def end_before_exit(thread: threading.Thread) -> None:
    """Start a thread that works with the library, and let the end of the program wait for it a little.

    A thread that is within the library while the program goes would bring it down.
    """
    atexit.register(thread.join, LONGEST_CLOSING_S)
    thread.start()


def _own_configuration() -> bool:
    places = (os.environ.get("LSLAPICFG"), "lsl_api.cfg", "~/lsl_api/lsl_api.cfg", "/etc/lsl_api/lsl_api.cfg")
    return any(Path(place).expanduser().is_file() for place in places if place)


def _configuration(sections: Mapping[str, Mapping[str, str]]) -> str:
    """Return the sections as LSL reads them."""
    return "".join(
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items()) for name, keys in sections.items()
    )
