"""How a serial sensor is written down: ``serial:PORT,protocol=NAME,kind=ecg,baud=9600``."""

from dataclasses import dataclass

from devices.options import write_options

SEPARATOR = ","
"""What stands before each option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialSpec:
    """A sensor at a serial port.

    Attributes
    ----------
    port : str or None
        What to open; ``None`` for the only USB serial device in reach.
    protocol : str or None
        The name of a row of the registry; ``None`` to find out.
    baud : int or None
        Bits a second; ``None`` for what is usual.
    options : tuple of (str, str)
        What was said of the sensor beside, but what is usual; in the order of `serial_options`.
    """

    port: str | None = None
    protocol: str | None = None
    baud: int | None = None
    options: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        said = [("protocol", self.protocol or ""), ("baud", str(self.baud or "")), *self.options]
        return ":".join(filter(None, ["serial", write_options(self.port or "", said, SEPARATOR)]))
