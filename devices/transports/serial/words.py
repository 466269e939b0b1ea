"""What a person is told about a serial sensor: one plain sentence a state, one an error, each with what to try.

It also knows which error of pyserial or the system stands for which.
"""

import errno
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from biofeedback.errors import SensorErrorCode, SensorUnavailableError
from biofeedback.events import LinkState
from devices.recognition import Recognition
from devices.registry import serial_kinds
from devices.sensor_kinds import PortSettings

YOURS = "your sensor"
"""What a sensor is called while nobody knows its port."""

_STATES: Mapping[LinkState, str] = MappingProxyType(
    {
        "searching": "Looking for {label}.",
        "connecting": "Listening to {label}, to learn what it speaks.",
        "streaming": "{label} is connected, and it is speaking.",
        "weak": "{label} has been quiet for a moment. A look at its cable or the finger may help.",
        "lost": "The sensor has gone quiet. Your breath light goes on; we are looking for it again.",
        "closed": "{label} has been let go.",
    }
)


def state_sentence(state: LinkState, label: str) -> str:
    """Return the sentence for a state of the link (not ``unavailable``, which has one for each trouble)."""
    sentence = _STATES[state].format(label=label)
    return sentence[:1].upper() + sentence[1:]


def no_port() -> str:
    """Return the sentence for a computer without a USB serial device."""
    return "No USB serial sensor is plugged in yet. Plug it in; we keep looking."


def no_such_port(port: str, in_reach: Sequence[str]) -> str:
    """Return the sentence for a port that is not there."""
    others = f" In reach: {', '.join(in_reach)}." if in_reach else ""
    return f"{port} is not there just now. Plug the sensor in; we keep looking.{others}"


def several_ports(in_reach: Sequence[str]) -> str:
    """Return the sentence for several ports where one was expected, naming them."""
    first = in_reach[0].split(" ")[0]
    return f"Several serial devices are in reach: {', '.join(in_reach)}. Please choose one, such as serial:{first}."


def another_device(port: str) -> str:
    """Return the sentence for something else plugged in where the sensor was."""
    return (
        f"Something else is plugged in at {port} now. Plug your sensor in again, at any port; we keep looking. "
        "To go on with the new one, begin anew with it."
    )


def not_understood(port: str, heard: Sequence[tuple[PortSettings, Recognition]]) -> SensorUnavailableError:
    """Return the error for a port at which nobody was understood, by what was heard at each speed."""
    verdicts = {found.verdict for _, found in heard}
    if verdicts == {"silence"}:
        waiting = (kind for kind in serial_kinds().values() if kind.called)
        asked = ", ".join(
            f"for {kind.called}{'' if number else ' write'} serial:{port},protocol={kind.name}"
            for number, kind in enumerate(waiting)
        )
        return SensorUnavailableError(
            f"Nothing comes from {port}. Look whether the sensor is switched on and its cable sits well. Some sensors "
            f"wait to be asked: {asked}. We keep listening.",
            SensorErrorCode.SILENT,
        )
    lines = next((found.lines for _, found in heard if found.lines), ())
    if lines:
        quoted = ", ".join(f"“{line}”" for line in lines)
        remark = f"It sends lines such as {quoted}."
    elif "boot-text" in verdicts:
        remark = "It told that it starts, and nothing since."
    else:
        speeds = ", ".join(str(settings.baud) for settings, _ in heard)
        remark = f"At {speeds} baud its bytes are no words and no numbers of a sensor that we know."
    return SensorUnavailableError(
        f"Something speaks at {port}, but not in a way we know. {remark} If you know what it is, name it, such as "
        f"serial:{port},protocol=pulsesensor, or give its speed with baud=38400. We keep listening.",
        SensorErrorCode.NOT_UNDERSTOOD,
    )


def broke_off(port: str) -> SensorUnavailableError:
    """Return the error for a port that went away while it was being opened or listened to."""
    return SensorUnavailableError(
        f"The connection to {port} broke off. A look at its cable may help; we keep trying.", SensorErrorCode.LINK_LOST
    )


def translated(error: Exception, port: str) -> SensorUnavailableError:
    """Return our error for one of pyserial or the system, met while a port was opened or used."""
    match _number(error):
        case errno.ENOENT | errno.ENXIO | errno.ENODEV:
            return SensorUnavailableError(no_such_port(port, ()), SensorErrorCode.NOT_FOUND)
        case errno.EACCES | errno.EPERM if not sys.platform.startswith("win"):
            return SensorUnavailableError(_not_permitted(port), SensorErrorCode.PERMISSION_DENIED)
        case errno.EBUSY | errno.EAGAIN | errno.EACCES:
            return SensorUnavailableError(
                f"Another program is holding {port}, perhaps a serial monitor or another Soften. Close it; we keep "
                "trying.",
                SensorErrorCode.BUSY,
            )
        case errno.EINVAL | errno.ENOTTY:
            return SensorUnavailableError(
                f"{port} cannot be set up as a serial port. Look whether it is the right one; `soften sensors` lists "
                "those in reach.",
                SensorErrorCode.NOT_A_HEART_SENSOR,
            )
        case _:
            return broke_off(port)


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


def _not_permitted(port: str) -> str:
    group = _group_of(port)
    if not group:
        return f"This account may not open {port}. Ask for permission to use it; we keep trying."
    return (
        f"This account may not open {port}: it belongs to the group “{group}”. Join it with "
        f"“sudo usermod -aG {group} $USER”, then log out and in again."
    )


def _group_of(port: str) -> str:
    """Return the name of the group that may open a port; empty where there are none."""
    try:
        return Path(port).group()
    except (OSError, KeyError, NotImplementedError):
        return ""
