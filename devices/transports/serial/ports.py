"""Which serial ports there are, and which of them is meant.

A port's name changes when it is plugged in again (``/dev/ttyUSB0`` becomes ``/dev/ttyUSB1``), so a sensor that was
heard is known by its USB numbers.
"""

import asyncio
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.sensors import SensorSeen
from devices.sensor_models.usb_makers import USB_MAKERS
from devices.transports.serial.errors import not_there, of_port, several_ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A serial port in reach.

    ``device`` is what to open. The USB numbers are ``None`` where there are none, as for a port of the computer itself.
    """

    device: str
    label: str
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    location: str | None = None

    @property
    def hint(self) -> str:
        """What it may be, in a few words."""
        return USB_MAKERS.get(self.vid or 0, "serial port" if self.vid is None else "USB serial device")

    def is_same_as(self, other: "Port") -> bool:
        """Return whether both are one device, as far as USB tells; without USB, whether they are one port."""
        if self.vid is None or other.vid is None:
            return self.vid is other.vid and _real(self.device) == _real(other.device)
        if (self.vid, self.pid) != (other.vid, other.pid):
            return False
        return self.serial_number == other.serial_number


ListPorts = Callable[[], Iterable[Port]]
"""Returns the ports in reach; a test may have its own."""


def ports_in_reach() -> list[Port]:
    """Return the serial ports that the system lists, with what USB says of them."""
    return [_as_port(info) for info in list_ports.comports()]


def find_port(wanted: str | None, known: Port | None, listed: Iterable[Port]) -> Port:
    """Return the port to open.

    Parameters
    ----------
    wanted : str or None
        The port as the person named it; ``None`` for the only USB serial device in reach.
    known : Port or None
        The port whose sensor was heard before; it is sought wherever it is plugged in now.
    listed : iterable of Port
        The ports in reach.

    Raises
    ------
    SensorUnavailableError
        It is not there, or several could be meant, or something else is at its place.
    """
    ports = list(listed)
    if known is not None and known.vid is not None:
        return _again(known, ports)
    if wanted is not None:
        port = next((port for port in ports if _real(port.device) == _real(wanted)), None)
        if port is None and "://" not in wanted and not Path(wanted).exists():
            raise not_there(wanted, _names(ports))
        # What can be opened may be of a kind that no system lists: a pseudo-terminal, or ``socket://host:port``.
        return port or Port(device=wanted, label=wanted)
    usb = [port for port in ports if port.vid is not None]
    if len(usb) == 1:
        return usb[0]
    if usb:
        raise several_ports(_names(usb))
    raise SensorUnavailableError(LinkCode.NO_SERIAL_PORT)


def _again(known: Port, ports: list[Port]) -> Port:
    """Return where the known device is now: the same place first, as boards without a serial number look alike."""
    same = [port for port in ports if port.is_same_as(known)]
    for alike in (
        [port for port in same if port.location is not None and port.location == known.location],
        [port for port in same if port.device == known.device],
        same,
    ):
        if alike:
            return alike[0]
    if any(port.device == known.device for port in ports):
        raise of_port(LinkCode.ANOTHER_DEVICE, known.device)
    raise not_there(known.device, _names(ports))


async def watch_ports(
    on_seen: Callable[[SensorSeen], None], *, list_ports: ListPorts = ports_in_reach, look_again_s: float = 2.0
) -> None:
    """Call ``on_seen`` for every USB serial device as it is plugged in, until cancelled.

    Ports of the computer itself are left out: most computers list some with nothing behind them.
    """
    there: set[str] = set()
    while True:
        usb = [port for port in await asyncio.to_thread(list_ports) if port.vid is not None]
        for port in usb:
            if port.device not in there:
                on_seen(_as_seen(port))
        there = {port.device for port in usb}
        await asyncio.sleep(look_again_s)


def _as_seen(port: Port) -> SensorSeen:
    return SensorSeen(
        spec=f"serial:{port.device}",
        kind="serial",
        label=port.label,
        detail=f"{port.device} · {port.hint}",
        rssi_dbm=float("nan"),
    )


def _as_port(info: ListPortInfo) -> Port:
    name = info.product or (info.description if info.description != "n/a" else "") or info.device
    return Port(
        device=info.device,
        label=shown(name, LONGEST_NAME),
        vid=info.vid,
        pid=info.pid,
        serial_number=info.serial_number,
        location=info.location,
    )


def _names(ports: list[Port]) -> list[tuple[str, str]]:
    return [(port.device, port.label) for port in ports]


def _real(device: str) -> str:
    return os.path.normcase(os.path.realpath(device))  # Windows makes no difference between COM3 and com3
