"""Looks at the computer part by part: the program, its libraries, Bluetooth, serial ports, screen, sound and disk.

Nothing is changed or connected to, and nothing personal is found: no name of a person, a computer, a sensor or a
loudspeaker, and no path below a home.
"""

import asyncio
import importlib.metadata
import logging
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from biofeedback.app.paths import sessions_folder
from biofeedback.computer import ComputerCode, Finding
from biofeedback.errors import SoftenError
from biofeedback.facts import facts
from biofeedback.files.private import without_home

_LIBRARIES = (
    "PySide6-Essentials",
    "pyqtgraph",
    "numpy",
    "scipy",
    "bleak",
    "dbus-fast",
    "pyserial",
    "sounddevice",
    "typer",
    "rich",
)
"""Those that a practice uses and whose version matters where something is odd."""

_SOFTEN = "soften"
_GB = 1e9  # bytes, as disks are sold
_LEAST_FREE_GB = 0.2
"""Where less is free it is said: a choice; an hour of a strap with its ECG takes about 20 MB."""

_ADAPTERS_OF_LINUX = Path("/sys/class/bluetooth")
_ADAPTER = re.compile(r"hci\d+$")
_NAMED_BY_THE_SYSTEM = re.compile(r"/dev/(?:ttyUSB|ttyACM|ttyS|ttyAMA|rfcomm)\d+$|/dev/cu\.usb\w+$|COM\d+$")
"""Names of ports in which there is no name that somebody gave."""

_OF_COMPUTER = re.compile(r"^[\w.-]+(?=:\d+(\.\d+)?$)")
"""The name of the computer before the number of its screen, as in ``anna:0``."""

logger = logging.getLogger(__name__)


def look() -> Iterator[Finding]:
    """Yield what is found, part by part; a part that cannot be looked at is said, and costs no other."""
    parts: Mapping[str, Callable[[], Iterable[Finding]]] = {
        "program": _program,
        "bluetooth": _bluetooth,
        "serial": _serial_ports,
        "screen": _screen,
        "sound": _sound,
        "disk": _disk,
    }
    for name, part in parts.items():
        try:
            yield from part()
        except Exception as error:
            logger.exception("%s could not be looked at", name)
            given = facts(part=name, problem=type(error).__name__)
            yield Finding(code=ComputerCode.NOT_LOOKED_AT, facts=given, in_the_way=True)


def _program() -> Iterator[Finding]:
    versions = facts(version=importlib.metadata.version(_SOFTEN), python=platform.python_version())
    yield Finding(code=ComputerCode.PROGRAM, facts=versions)
    system = facts(
        name=platform.system(),
        release=platform.release(),
        machine=platform.machine(),
        processors=os.cpu_count() or 0,
    )
    yield Finding(code=ComputerCode.SYSTEM, facts=system)
    found = [f"{name} {version}" for name in _LIBRARIES if (version := _version(name))]
    yield Finding(code=ComputerCode.LIBRARIES, facts=facts(library=found))
    extras = _extras()
    for code, there in ((ComputerCode.EXTRAS, True), (ComputerCode.EXTRAS_ABSENT, False)):
        names = [name for name, is_there in extras.items() if is_there is there]
        if names and (there or not _is_whole()):
            yield Finding(code=code, facts=facts(extra=names))


def _is_whole() -> bool:
    """Say whether this is the installed program with all its libraries, to which nobody can add an extra."""
    return bool(getattr(sys, "frozen", False))  # as PyInstaller says it


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _extras() -> Mapping[str, bool]:
    """Return every extra of Soften with whether all that it brings is installed."""
    brought: dict[str, bool] = {}
    for required in importlib.metadata.requires(_SOFTEN) or ():
        name, extra = re.match(r"[\w.-]+", required), re.search(r"extra == ['\"]([\w-]+)['\"]", required)
        if name is not None and extra is not None:
            brought[extra[1]] = brought.get(extra[1], True) and bool(_version(name[0]))
    return MappingProxyType(brought)


def _bluetooth() -> Iterator[Finding]:
    on = asyncio.run(_adapters_on())
    there = _adapters_there()
    if on:
        yield Finding(code=ComputerCode.ADAPTERS, facts=facts(adapter=sorted(on)))
    elif on is None and there:
        yield Finding(code=ComputerCode.NO_BLUETOOTH_SERVICE, facts=facts(adapter=there), in_the_way=True)
    elif there:
        yield Finding(code=ComputerCode.ADAPTERS_OFF, facts=facts(adapter=there), in_the_way=True)
    else:
        yield Finding(code=ComputerCode.NO_ADAPTER, in_the_way=True)


async def _adapters_on() -> frozenset[str] | None:
    from devices.transports.bluetooth.adapter_list import adapter_list

    async with adapter_list() as listed:
        return await listed()


def _adapters_there() -> list[str]:
    try:
        return sorted(each.name for each in _ADAPTERS_OF_LINUX.iterdir() if _ADAPTER.match(each.name))
    except OSError:
        return []


def _serial_ports() -> Iterator[Finding]:
    from devices.transports.serial.ports import ports_in_reach

    ports = [port for port in ports_in_reach() if port.vid is not None]
    if not ports:
        yield Finding(code=ComputerCode.NO_PORT)
    for port in ports:
        given = {"port": port.device if _NAMED_BY_THE_SYSTEM.match(port.device) else "", "hint": port.hint}
        if os.access(port.device, os.R_OK | os.W_OK) or sys.platform == "win32":
            yield Finding(code=ComputerCode.PORT_READY, facts=facts(**given))
        else:
            refused = facts(**given, group=group_of(Path(port.device)))
            yield Finding(code=ComputerCode.PORT_REFUSED, facts=refused, in_the_way=True)


def group_of(port: Path) -> str:
    """Return the group whose members may open a port; empty where there is none, or it has no name."""
    if sys.platform == "win32":
        return ""
    try:
        return port.group() if port.stat().st_mode & 0o060 == 0o060 else ""
    except (OSError, KeyError):
        return ""


def _screen() -> Iterator[Finding]:
    from ui.desktop.display import display_error

    error = _nameless(display_error())
    code = ComputerCode.SCREEN if error is None else ComputerCode.NO_SCREEN
    yield Finding(code=code, error=error, in_the_way=error is not None)


def _sound() -> Iterator[Finding]:
    from ui.sound.speaker import speaker_names

    try:
        count = len(speaker_names())
    except SoftenError as error:
        yield Finding(code=ComputerCode.NO_SOUND, error=_nameless(error), in_the_way=True)
        return
    code = ComputerCode.SPEAKERS if count else ComputerCode.NO_SPEAKER
    yield Finding(code=code, facts=facts(count=count) if count else (), in_the_way=not count)


def _nameless(error: SoftenError | None) -> SoftenError | None:
    """Return an error whose facts name neither the home of a person nor the computer on which a screen is."""
    if error is None:
        return None
    given = {name: _OF_COMPUTER.sub("", without_home(str(value))) for name, value in error.facts}
    return SoftenError(error.code, _nameless(error.because), **given)


def _disk() -> Iterator[Finding]:
    folder = sessions_folder()
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not os.access(there, os.W_OK):
        yield Finding(code=ComputerCode.DISK_REFUSED, in_the_way=True)
        return
    free_gb = shutil.disk_usage(there).free / _GB
    yield Finding(code=ComputerCode.DISK, facts=facts(free_gb=free_gb), in_the_way=free_gb < _LEAST_FREE_GB)
