"""What is written to a sensor at a serial port so that it speaks, goes on speaking and stops."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """The bytes that a sensor waits for; nothing for one that speaks unasked.

    Attributes
    ----------
    begin, end : tuple of bytes
        What is written first and last, in order.
    keep_alive : bytes
        What is written every ``keep_alive_s`` seconds so that it goes on; empty when nothing.
    """

    begin: tuple[bytes, ...] = ()
    end: tuple[bytes, ...] = ()
    keep_alive: bytes = b""
    keep_alive_s: float = 5.0


NO_GREETING = Greeting()
