"""How a serial sensor is written down: ``serial:PORT,protocol=NAME,kind=ecg,baud=9600``.

One grammar, read and written here. This module must not know what a protocol is, beyond its name and its options.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from biofeedback.errors import UsageError

PROTOCOLS: Mapping[str, str] = MappingProxyType(
    {
        "soften": "our own firmware for a pulse sensor on any board",
        "pulsesensor": "PulseSensor sketches for the visualizer (S, B and Q lines)",
        "plotter": "PulseSensor sketches for the serial plotter (BPM,IBI,Signal)",
        "ibi": "one interval in milliseconds a line",
        "wave": "time,value lines of an ECG or a pulse wave",
        "values": "bare values of an ECG or a pulse wave, one a line",
        "max3010x": "SparkFun sketches for the MAX30102 and its relatives",
        "cms50": "Contec CMS50 oximeters, older models",
        "cms50-new": "Contec CMS50 oximeters, newer models, which wait to be asked",
        "nonin2": "Nonin oximeters, data format 2",
        "nonin7": "Nonin oximeters, data format 7",
        "bitalino": "BITalino (r)evolution boards",
    }
)
"""Every serial protocol, and whom it is spoken by."""

OPTIONS: tuple[tuple[str, str], ...] = (
    ("protocol=cms50", "what it speaks, where it is not to be found out: " + ", ".join(PROTOCOLS)),
    ("baud=9600", "the speed of the port, where it is another than usual"),
    ("kind=ecg", "a wave is an ECG, or a pulse wave (kind=pulse), where it is not to be found out"),
    ("heart=A2", "which input of a BITalino carries the heart (A1 unless given)"),
    ("rate=100", "how often a BITalino samples: 1000 times a second (unless given) or 100"),
)
"""Every option as one would write it, with what it does."""

_WITH_A_KIND = frozenset({"wave", "values", "bitalino"})
_FASTEST_BAUD = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialSpec:
    """A sensor at a serial port.

    Attributes
    ----------
    port : str or None
        What to open; ``None`` for the only USB serial device in reach.
    protocol : str or None
        A key of `PROTOCOLS`; ``None`` to find out.
    baud : int or None
        Bits a second; ``None`` for what is usual.
    kind : str
        ``ecg`` or ``pulse``; empty to find out.
    heart : str
        The input of a BITalino with the heart, ``A1`` to ``A6``.
    rate_hz : int
        The sampling rate of a BITalino.
    """

    port: str | None = None
    protocol: str | None = None
    baud: int | None = None
    kind: str = ""
    heart: str = "A1"
    rate_hz: int = 1000

    def __str__(self) -> str:
        plain = SerialSpec()
        options = {
            "protocol": self.protocol or "",
            "baud": "" if self.baud is None else str(self.baud),
            "kind": self.kind,
            "heart": self.heart if self.heart != plain.heart else "",
            "rate": str(self.rate_hz) if self.rate_hz != plain.rate_hz else "",
        }
        written = [f"{name}={value}" for name, value in options.items() if value]
        return ":".join(filter(None, ["serial", ",".join([self.port or "", *written])]))


def parse_serial(text: str) -> SerialSpec:
    """Read what stands behind ``serial:``: a port, or nothing, then options behind commas.

    Raises
    ------
    UsageError
        An option is unknown or cannot have that value; the sentence says what it may be.
    """
    port, *options = (part.strip() for part in text.split(","))
    values: dict[str, str] = {}
    for option in options:
        name, equals, value = (part.strip() for part in option.partition("="))
        if not equals or name not in _READERS:
            known = ", ".join(example for example, _ in OPTIONS)
            raise UsageError(f"“{option}” cannot be said of a serial sensor; this can, for example: {known}.")
        if name in values:
            raise UsageError(f"“{name}” is said twice of the sensor at {port}; once is enough.")
        values[name] = value
    read = {name: _READERS[name](value) for name, value in values.items()}
    spec = SerialSpec(
        port=port or None,
        protocol=read.get("protocol"),
        baud=int(read["baud"]) if "baud" in read else None,
        kind=read.get("kind", ""),
        heart=read.get("heart", "A1"),
        rate_hz=int(read.get("rate", "1000")),
    )
    if spec.kind and spec.protocol is not None and spec.protocol not in _WITH_A_KIND:
        raise UsageError(f"What {spec.protocol} sends is known; leave kind={spec.kind} away.")
    for name in ("heart", "rate"):
        if name in values and spec.protocol != "bitalino":
            raise UsageError(f"“{name}={values[name]}” is for a BITalino; name it with protocol=bitalino.")
    return spec


def _one_of(name: str, allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        found = next((word for word in allowed if word.casefold() == value.casefold()), None)
        if found is None:
            raise UsageError(f"“{name}={value}” is unknown; it can be {', '.join(allowed)}.")
        return found

    return read


def _baud(value: str) -> str:
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= _FASTEST_BAUD):
        raise UsageError(f"“baud={value}” is no speed of a port; common ones are 9600, 57600 and 115200.")
    return value


_READERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "protocol": _one_of("protocol", tuple(PROTOCOLS)),
        "baud": _baud,
        "kind": _one_of("kind", ("ecg", "pulse")),
        "heart": _one_of("heart", ("A1", "A2", "A3", "A4", "A5", "A6")),
        "rate": _one_of("rate", ("1000", "100")),
    }
)
