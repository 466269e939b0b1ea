"""How each serial protocol is met at a port: its speed, what it must be asked, the channel of its packets.

What the bytes mean is in `devices.protocols` and `devices.streams`; this module opens nothing.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Parity: TypeAlias = Literal["N", "O", "E"]


@dataclass(frozen=True, slots=True)
class PortSettings:
    """How a port is set; always 8 data bits and 1 stop bit."""

    baud: int
    parity: Parity = "N"

    def __str__(self) -> str:
        return f"{self.baud} baud, 8{self.parity}1"


_TEXT = PortSettings(115200)

LISTENED_AT: tuple[PortSettings, ...] = (
    _TEXT,
    PortSettings(19200, "O"),
    PortSettings(9600),
    PortSettings(57600),
    PortSettings(250000),
)
"""How a port is set, one after the other, to find out who speaks there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialProtocol:
    """How a sensor is met at a port.

    Attributes
    ----------
    name : str
        What ``protocol=`` takes, and the beginning of its `Packet.channel`.
    settings : PortSettings
        How its port is set.
    channel : str
        The `Packet.channel`, with all the options that are needed to understand it.
    greeting, farewell : tuple of bytes
        What is written to begin and to end, in order; empty for one that speaks unasked.
    keep_alive : bytes
        What it wants to hear every ``keep_alive_s`` seconds to go on; empty when nothing.
    """

    name: str
    settings: PortSettings
    channel: str
    greeting: tuple[bytes, ...] = ()
    farewell: tuple[bytes, ...] = ()
    keep_alive: bytes = b""
    keep_alive_s: float = 5.0
