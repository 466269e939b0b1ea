"""Which error of pyserial or the system is which of ours for a port, and what is said of its link."""

import errno
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.events import LinkState
from biofeedback.facts import Facts, facts
from devices.protocols.start_text import is_sketch_without_beats
from devices.recognition import Recognition
from devices.sensor_kinds import PortSettings

_STATES: Mapping[LinkState, LinkCode] = MappingProxyType(
    {
        "searching": LinkCode.SERIAL_SEARCHING,
        "connecting": LinkCode.SERIAL_CONNECTING,
        "streaming": LinkCode.SERIAL_STREAMING,
        "weak": LinkCode.SERIAL_WEAK,
        "lost": LinkCode.SERIAL_LOST,
        "closed": LinkCode.SERIAL_CLOSED,
    }
)


def said_of(state: LinkState, label: str) -> tuple[LinkCode, Facts]:
    """Return what is said of a state of the link (not ``unavailable``, for which there is an error)."""
    code = _STATES[state]
    return code, facts(label=label) if label and code is not LinkCode.SERIAL_LOST else ()


def not_there(port: str, seen: Sequence[tuple[str, str]] = ()) -> SensorUnavailableError:
    """Return the error for a port that is not there, with those in reach and what is at each."""
    return SensorUnavailableError(LinkCode.PORT_NOT_THERE, (*facts(port=port), *_seen(seen)))


def several_ports(seen: Sequence[tuple[str, str]]) -> SensorUnavailableError:
    """Return the error for several ports where one was expected, with what is at each."""
    return SensorUnavailableError(LinkCode.SEVERAL_PORTS, _seen(seen))


def not_understood(port: str, received: Sequence[tuple[PortSettings, Recognition]]) -> SensorUnavailableError:
    """Return the error for a port at which nobody was understood, by what was heard at each speed."""
    verdicts = {found.verdict for _, found in received}
    if verdicts == {"silence"}:
        return of_port(LinkCode.PORT_SILENT, port)
    if verdicts <= {"boot-text", "silence"}:
        return of_port(LinkCode.BOARD_STARTED, port)
    lines = next((found.lines for _, found in received if found.lines), ())
    if is_sketch_without_beats(lines):
        return SensorUnavailableError(LinkCode.SKETCH_WITHOUT_BEATS, facts(port=port, line=lines))
    if lines:
        return SensorUnavailableError(LinkCode.PORT_UNKNOWN_LINES, facts(port=port, line=lines))
    if "boot-text" in verdicts:
        return of_port(LinkCode.PORT_STARTING, port)
    speeds = [settings.baud for settings, _ in received]
    return SensorUnavailableError(LinkCode.PORT_UNKNOWN_BYTES, facts(port=port, baud=speeds))


def of_port(code: LinkCode, port: str) -> SensorUnavailableError:
    """Return an error of which nothing but the port needs to be known."""
    return SensorUnavailableError(code, facts(port=port))


def translated(error: Exception, port: str) -> SensorUnavailableError:
    """Return our error for one of pyserial or the system, met while a port was opened or used."""
    match _number(error):
        case errno.ENOENT | errno.ENXIO | errno.ENODEV:
            return not_there(port)
        case errno.EACCES | errno.EPERM if not sys.platform.startswith("win"):
            group = _group_of(port)
            if not group:
                return of_port(LinkCode.PORT_NOT_PERMITTED, port)
            return SensorUnavailableError(LinkCode.PORT_OF_GROUP, facts(port=port, group=group))
        case errno.EBUSY | errno.EAGAIN | errno.EACCES:
            return of_port(LinkCode.PORT_BUSY, port)
        case errno.EINVAL | errno.ENOTTY:
            return of_port(LinkCode.PORT_NOT_SERIAL, port)
        case _:
            return of_port(LinkCode.PORT_BROKE_OFF, port)


def _seen(seen: Sequence[tuple[str, str]]) -> Facts:
    pairs = sorted(seen)
    return facts(seen_port=[port for port, _ in pairs], seen_label=[label for _, label in pairs])


def _number(error: BaseException) -> int | None:
    """Return the system's error number, also where pyserial has put it into words alone."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    words = str(error)
    if "PermissionError" in words:  # on Windows
        return errno.EACCES
    if "FileNotFoundError" in words:
        return errno.ENOENT
    behind = error.__context__
    return behind.args[0] if behind is not None and behind.args and isinstance(behind.args[0], int) else None


def _group_of(port: str) -> str:
    """Return the name of the group that may open a port; empty where there are none."""
    if sys.platform == "win32":
        return ""
    try:
        return Path(port).group()
    except (OSError, KeyError):
        return ""
