"""What a row of the registry says of a sensor kind, and how what it names is loaded when it is needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, TypeAlias, cast

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from devices.channel import Channel
from devices.protocols.greeting import NO_GREETING, Greeting
from devices.protocols.received import Received, Recogniser
from devices.sensor_model import SensorModel

Parity: TypeAlias = Literal["N", "O", "E"]


@dataclass(frozen=True, slots=True)
class PortSettings:
    """How a port is set; always 8 data bits and 1 stop bit."""

    baud: int
    parity: Parity = "N"

    def __str__(self) -> str:
        return f"{self.baud} baud, 8{self.parity}1"


TEXT = PortSettings(115200)
"""What nearly every sketch that prints text is set to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorOption:
    """Something that a person can say of a sensor: ``name=value``.

    Attributes
    ----------
    name : str
        How it is said.
    example : str
        A value that could be typed.
    about : str
        What it says, for people.
    allowed : tuple of str
        The values that it can have.
    usual : str
        The value when nobody says; empty when it is then not known.
    channel_name : str
        How it is called in the name of a channel, where that is another.
    """

    name: str
    example: str
    about: str
    allowed: tuple[str, ...]
    usual: str = ""
    channel_name: str = ""

    @property
    def written(self) -> str:
        """The option as one would write it."""
        return f"{self.name}={self.example}"

    def read(self, value: str) -> str:
        """Return the value, spelt as we do.

        Raises
        ------
        UsageError
            It is none of those that are allowed.
        """
        found = next((word for word in self.allowed if word.casefold() == value.casefold()), None)
        if found is None:
            raise UsageError(SensorSpecErrorCode.VALUE_UNKNOWN, option=f"{self.name}={value}", known=self.allowed)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorKind:
    """What every row says.

    Attributes
    ----------
    name : str
        The beginning of the `Packet.channel` of its packets.
    stream : str
        Where the class is that makes events of its packets, as `loaded` reads it; made of a `Channel` and a
        `BeatCount`, it raises `UsageError` when it does not understand the options of the channel.
    """

    name: str
    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BluetoothKind(SensorKind):
    """A row: one kind of packets that sensors send over Bluetooth.

    Attributes
    ----------
    profile : str
        Where the `BluetoothProfile` is that brings them, as `loaded` reads it; several rows may name the same one.
    extras : tuple of str
        What it brings beside the heart when ``also=`` asks for it.
    """

    profile: str
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialKind(SensorKind):
    """A row: one way of speaking at a serial port; ``protocol=`` takes its name.

    Attributes
    ----------
    spoken_by : str
        Whom it is spoken by, for people.
    called : str
        What it is called in a sentence, where it waits to be asked and so has to be named; else empty.
    options : tuple of SensorOption
        What can be said of it, in the order in which the name of its channel says it.
    settings : PortSettings
        How its port is set.
    greeting : str
        Where the function is that returns the `Greeting` for some options; empty for a sensor that speaks unasked.
    recogniser : str
        Where its `Recogniser` is; empty when it is not found out by listening.
    looseness : int
        How easily others pass for it: the recognisers of stricter kinds are asked first.
    model : SensorModel
        What is known of it, for people.
    """

    spoken_by: str
    called: str = ""
    options: tuple[SensorOption, ...] = ()
    settings: PortSettings = TEXT
    greeting: str = ""
    recogniser: str = ""
    looseness: int = 0
    model: SensorModel

    def recognise(self, received: Received) -> str:
        """Return the channel that understands what was heard, if it is of this kind; else nothing."""
        return cast("Recogniser", loaded(self.recogniser))(received) if self.recogniser else ""

    def greet(self, said: Mapping[str, str]) -> Greeting:
        """Return what a sensor of which this was said is written to."""
        if not self.greeting:
            return NO_GREETING
        greeting_for = cast("Callable[[Mapping[str, str]], Greeting]", loaded(self.greeting))
        return greeting_for({option.name: said.get(option.name, option.usual) for option in self.options})

    def channel(self, recognised: str, said: Mapping[str, str]) -> str:
        """Return the channel of a sensor: what was recognised, and then what was said or is usual."""
        channel = Channel.read(recognised)
        options = dict(channel.options)
        for option in self.options:
            options.setdefault(option.channel_name or option.name, said.get(option.name, option.usual))
        return str(Channel(channel.name, options))


def loaded(where: str) -> object:
    """Return what stands at ``package.module:name``, so that a row is read without what it names."""
    module, _, name = where.partition(":")
    return cast("object", getattr(import_module(module), name))
