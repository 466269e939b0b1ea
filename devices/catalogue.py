"""Which sensors there are, and the one way to write them down.

A sensor is named in the same words everywhere: ``simulated``, ``bluetooth:NAME-OR-ADDRESS``, ``serial:PORT``,
``replay:FILE``. ``none`` stands for a practice without any.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from biofeedback.error_codes import SensorSpecErrorCode
from biofeedback.errors import UsageError
from biofeedback.sensors import WITHOUT_SENSOR
from devices.options import read_option, read_values, write_options, write_values
from devices.serial_spec import SerialSpec
from devices.simulated_faults import SimulatedFaults, parse_faults

ALSO = "also"
"""The option that names what to hear of a strap beside the heart."""


@dataclass(frozen=True, slots=True)
class SimulatedSpec:
    """A heart made of numbers, with what goes wrong in it."""

    faults: SimulatedFaults = field(default_factory=SimulatedFaults)

    def __str__(self) -> str:
        return ":".join(filter(None, ["simulated", str(self.faults)]))


@dataclass(frozen=True, slots=True)
class BluetoothSpec:
    """A strap by its name or address; ``None`` is the only strap in sight.

    ``also`` names what to hear of it beside the heart: ``ecg``, ``acc`` (acceleration), in this order.
    """

    wanted: str | None = None
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        rest = write_options(self.wanted or "", [(ALSO, write_values(self.also))], ",")
        return ":".join(filter(None, ["bluetooth", rest if self.wanted else rest.removeprefix(",")]))


@dataclass(frozen=True, slots=True)
class ReplaySpec:
    """An earlier recording, a capture, or a text or table of intervals."""

    file: str

    def __str__(self) -> str:
        return f"replay:{self.file}"


SensorSpec: TypeAlias = SimulatedSpec | BluetoothSpec | SerialSpec | ReplaySpec
"""What to listen to; ``str(spec)`` is the text that `parse_sensor` reads."""


def parse_sensors(texts: Sequence[str]) -> tuple[SensorSpec, ...]:
    """Read the sensors of one practice, the primary one first; ``none`` alone is a practice without any.

    Raises
    ------
    UsageError
        One of them is not understood, ``none`` stands beside a sensor, or ``none``, a strap or a port stands twice.
    """
    none = [text for text in texts if text.strip() == WITHOUT_SENSOR.spec]
    if not none:
        specs = tuple(map(parse_sensor, texts))
        _expect_different(specs)
        return specs
    if len(none) < len(texts):
        raise UsageError(SensorSpecErrorCode.NONE_BESIDE_SENSOR, none=WITHOUT_SENSOR.spec)
    if len(none) > 1:
        raise UsageError(SensorSpecErrorCode.NONE_TWICE, none=WITHOUT_SENSOR.spec)
    return ()


def _expect_different(specs: Sequence[SensorSpec]) -> None:
    """Raise a `UsageError` where the same strap or port stands twice: one sensor speaks to one listener."""
    wanted: list[tuple[type, str | None]] = []
    for spec in specs:
        match spec:
            case BluetoothSpec(wanted=name) | SerialSpec(port=name):
                if (type(spec), name) in wanted:
                    raise UsageError(SensorSpecErrorCode.SENSOR_TWICE, sensor=str(spec))
                wanted.append((type(spec), name))
            case _:
                pass


def parse_sensor(text: str) -> SensorSpec:
    """Read how a sensor is written down.

    Parameters
    ----------
    text : str
        ``simulated``, ``simulated:ectopics=0.02,dropout=20s@60s``, ``bluetooth``, ``bluetooth:NAME-OR-ADDRESS``,
        ``bluetooth:NAME-OR-ADDRESS,also=ecg+acc``, ``serial``, ``serial:PORT,protocol=cms50`` (see `parse_serial`)
        or ``replay:FILE``. Everything behind the first colon belongs to the sensor, so that an address or a path may
        hold more of them; so does a comma, unless ``also=`` follows the last one.

    Raises
    ------
    UsageError
        The text says something else; the facts say what, with an example.
    """
    kind, colon, rest = (part.strip() for part in text.partition(":"))
    if colon and not rest:
        raise UsageError(SensorSpecErrorCode.NOTHING_BEHIND_COLON, kind=kind, example=_example(kind))
    match kind:
        case "simulated":
            return SimulatedSpec(parse_faults(rest) if rest else SimulatedFaults())
        case "bluetooth":
            return _bluetooth(rest)
        case "serial":
            from devices.serial_grammar import parse_serial

            return parse_serial(rest)
        case WITHOUT_SENSOR.spec:
            raise UsageError(SensorSpecErrorCode.SENSOR_NEEDED, example=_example("bluetooth"))
        case "replay" if rest:
            return ReplaySpec(rest)
        case "replay":
            raise UsageError(SensorSpecErrorCode.REPLAY_WITHOUT_FILE, example=_example(kind))
        case _:
            from devices.sensor_families import FAMILIES

            raise UsageError(
                SensorSpecErrorCode.SENSOR_UNKNOWN,
                sensor=text,
                known=[*(family.form for family in FAMILIES), WITHOUT_SENSOR.spec],
                example=_example("bluetooth"),
            )


def _bluetooth(rest: str) -> BluetoothSpec:
    name, _, last = rest.rpartition(",")  # a name may hold commas
    if not _says_also(last):
        return BluetoothSpec(rest or None)
    from devices.registry import bluetooth_extras

    extras = bluetooth_extras()
    asked = read_values((read_option(last).value or "").casefold())
    for extra in asked:
        if extra not in extras:
            raise UsageError(
                SensorSpecErrorCode.EXTRA_UNKNOWN,
                others=extras[:-1],
                last=extras[-1],
                extra=extra,
                example=f"{_example('bluetooth')},{ALSO}={write_values(extras)}",
            )
    if _says_also(name.rpartition(",")[2]):
        raise UsageError(SensorSpecErrorCode.EXTRAS_TWICE, option=ALSO, example=f"{ALSO}={write_values(extras)}")
    return BluetoothSpec(name.strip() or None, tuple(extra for extra in extras if extra in asked))


def _says_also(part: str) -> bool:
    return part.strip().startswith(f"{ALSO}=")


def _example(kind: str) -> str:
    from devices.sensor_families import FAMILIES

    examples = {family.kind: family.example for family in FAMILIES}
    return next((example for known, example in examples.items() if known == kind), examples["bluetooth"])
