"""How each serial protocol is met at a port: its speed, what it must be asked, the channel of its packets.

What the bytes mean is in `devices.protocols` and `devices.streams`; this module opens nothing.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from devices.protocols import bitalino, cms50, cms50_new, nonin
from devices.serial_spec import SerialSpec

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


def serial_protocol(channel: str, spec: SerialSpec, settings: PortSettings | None = None) -> SerialProtocol:
    """Return how the sensor of a channel is met.

    Parameters
    ----------
    channel : str
        A protocol's name, with options behind semicolons where something was learnt by listening.
    spec : SerialSpec
        What the person said of the sensor.
    settings : PortSettings or None
        How the port is set already; ``None`` for what is usual for the protocol, or what the person said.
    """
    name = channel.partition(";")[0]
    if settings is None:
        usual = _USUAL_SETTINGS.get(name, _TEXT)
        settings = usual if spec.baud is None else PortSettings(spec.baud, usual.parity)
    match name:
        case cms50.CHANNEL:
            # Leaves the download of stored data, should it be in the midst of one; else it changes nothing.
            return SerialProtocol(name=name, settings=settings, channel=channel, greeting=(cms50.WAKE,))
        case cms50_new.CHANNEL:
            return SerialProtocol(
                name=name,
                settings=settings,
                channel=channel,
                greeting=cms50_new.START_SEQUENCE,
                farewell=(cms50_new.STOP,),
                keep_alive=cms50_new.KEEP_ALIVE,
                keep_alive_s=cms50_new.KEEP_ALIVE_EVERY_S,
            )
        case nonin.CHANNEL_7:
            return SerialProtocol(name=name, settings=settings, channel=channel, greeting=(nonin.format_command(7),))
        case bitalino.CHANNEL:
            return SerialProtocol(
                name=name,
                settings=settings,
                channel=f"{name};heart={spec.heart};kind={spec.kind or 'ecg'};rate_hz={spec.rate_hz}",
                greeting=(bitalino.STOP, bitalino.rate_command(spec.rate_hz), bitalino.start_command((spec.heart,))),
                farewell=(bitalino.STOP,),
            )
        case _:
            kind = f";kind={spec.kind}" if spec.kind and ";kind=" not in channel else ""
            return SerialProtocol(name=name, settings=settings, channel=channel + kind)


_USUAL_SETTINGS: dict[str, PortSettings] = {
    cms50.CHANNEL: PortSettings(cms50.BAUD_RATE, "O"),
    cms50_new.CHANNEL: PortSettings(cms50_new.BAUD_RATE),
    nonin.CHANNEL_2: PortSettings(nonin.BAUD_RATE),
    nonin.CHANNEL_7: PortSettings(nonin.BAUD_RATE),
    bitalino.CHANNEL: PortSettings(bitalino.BAUD_RATE),
}
