"""Reads what a person says of a serial sensor, by what the registry knows of each kind."""

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from devices.options import read_options
from devices.registry import serial_kinds, serial_options
from devices.sensor_kinds import SensorOption
from devices.serial_spec import SEPARATOR, SerialSpec

_FASTEST_BAUD = 4_000_000
"""The fastest that adapters in use can be set to, in bits a second; more is a slip of the finger."""


class _BaudOption(SensorOption):
    def read(self, value: str) -> str:
        """Return the speed; raises `UsageError` when it is none of a port."""
        if not (value.isascii() and value.isdigit() and 0 < int(value) <= _FASTEST_BAUD):
            raise UsageError(SensorSpecErrorCode.BAUD_UNKNOWN, baud=value)
        return value


_BAUD = _BaudOption(
    name="baud", example="9600", about="the speed of the port, where it is another than usual", allowed=()
)


def spec_options() -> tuple[SensorOption, ...]:
    """Return all that can be said of a sensor at a serial port."""
    names = tuple(serial_kinds())
    about = f"what it speaks, where it is not to be found out: {', '.join(names)}"
    protocol = SensorOption(name="protocol", example="cms50", about=about, allowed=names)
    return (protocol, _BAUD, *serial_options())


def parse_serial(text: str) -> SerialSpec:
    """Read what stands behind ``serial:``: a port, or nothing, then options behind commas.

    Raises
    ------
    UsageError
        An option is unknown or cannot have that value; the facts say what it may be.
    """
    options = {option.name: option for option in spec_options()}
    port, written = read_options(text, SEPARATOR)
    typed: dict[str, str] = {}
    for each in written:
        if each.value is None or each.name not in options:
            known = [option.written for option in options.values()]
            raise UsageError(SensorSpecErrorCode.SERIAL_OPTION_UNKNOWN, option=each.text, known=known)
        if each.name in typed:
            raise UsageError(SensorSpecErrorCode.SERIAL_OPTION_TWICE, option=each.name, port=port)
        typed[each.name] = each.value
    # A kind that is named says itself what its options may be.
    kind = serial_kinds().get(typed.get("protocol", ""))
    options |= {option.name: option for option in (kind.options if kind is not None else ())}
    read = {name: options[name].read(value) for name, value in typed.items()}
    protocol, baud = read.pop("protocol", None), read.pop("baud", None)
    said = [(options[option.name], read[option.name]) for option in serial_options() if option.name in read]
    # What is usual goes without saying, where it is usual for the kind and for any other.
    usual = {each.name: {each.usual} & {options[each.name].usual} for each in serial_options()}
    for option, value in said:
        _check(option, value, typed[option.name], protocol)
    return SerialSpec(
        port=port or None,
        protocol=protocol,
        baud=None if baud is None else int(baud),
        options=tuple((option.name, value) for option, value in said if value not in usual[option.name]),
    )


def _check(option: SensorOption, value: str, typed: str, protocol: str | None) -> None:
    """Refuse what cannot be said of a kind; of one still to be found out, what only those can have that are named."""
    takers = [kind for kind in serial_kinds().values() if option.name in (each.name for each in kind.options)]
    if any(kind.name == protocol or (protocol is None and kind.recogniser) for kind in takers):
        return
    if protocol is not None and any(kind.recogniser for kind in takers):
        raise UsageError(SensorSpecErrorCode.SERIAL_OPTION_KNOWN, protocol=protocol, option=f"{option.name}={value}")
    kind = takers[0]
    raise UsageError(
        SensorSpecErrorCode.SERIAL_OPTION_OF_ANOTHER,
        option=f"{option.name}={typed}",
        sensor=kind.called or kind.name,
        protocol=kind.name,
    )
