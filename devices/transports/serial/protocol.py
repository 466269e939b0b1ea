"""How the sensor at a port is listened to and greeted, by its row of the registry and by what the person said of it."""

from dataclasses import dataclass

from devices.channel import Channel
from devices.protocols.greeting import Greeting
from devices.registry import serial_kinds
from devices.sensor_kinds import PortSettings, SerialKind
from devices.serial_spec import SerialSpec

_FURTHER_SETTINGS = (PortSettings(57600), PortSettings(250000))
"""What sketches of one's own are set to now and then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialProtocol:
    """How one sensor is met.

    Attributes
    ----------
    kind : SerialKind
        Its row.
    settings : PortSettings
        How its port is set.
    channel : str
        The `Packet.channel`, with all the options that are needed to understand it.
    greeting : Greeting
        What is written to it.
    """

    kind: SerialKind
    settings: PortSettings
    channel: str
    greeting: Greeting


def listened_at() -> tuple[PortSettings, ...]:
    """Return how a port is set, one after the other, to find out who speaks there."""
    usual = dict.fromkeys(kind.settings for kind in serial_kinds().values() if kind.recogniser)
    return tuple(dict.fromkeys((*usual, *_FURTHER_SETTINGS)))


def serial_protocol(channel: str, spec: SerialSpec, settings: PortSettings | None = None) -> SerialProtocol:
    """Return how the sensor of a channel is met.

    Parameters
    ----------
    channel : str
        The name of a row, with options behind semicolons where something was learnt by listening.
    spec : SerialSpec
        What the person said of the sensor.
    settings : PortSettings or None
        How the port is set already; ``None`` for what is usual for the kind, or what the person said.
    """
    kind = serial_kinds()[Channel.read(channel).name]
    if settings is None:
        settings = kind.settings if spec.baud is None else PortSettings(spec.baud, kind.settings.parity)
    said = dict(spec.options)
    return SerialProtocol(kind=kind, settings=settings, channel=kind.channel(channel, said), greeting=kind.greet(said))
