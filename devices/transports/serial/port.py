"""One open serial port and the thread that reads it.

What is read is stamped on the reading thread and handed to the loop that opened the port, in order.
"""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable

import serial

from biofeedback.clock import Clock
from devices.sensor_kinds import PortSettings
from devices.transports.serial.errors import translated

_READ_TIMEOUT_S = 0.1  # how soon the thread sees that the port is to be closed; a choice
_LARGEST_READ = 4096  # bytes, a third of a second at 115200 baud; a choice
_REST_S = 0.004
"""After a read, bytes may gather for so long: at most 250 packets a second, whatever a board sends."""

# What a port that was pulled out raises differs by system and moment; the last comes from a half-closed descriptor.
_GONE = (serial.SerialException, OSError, TypeError)


class OpenPort:
    """A port that is open from construction until `close`; both may take a while and belong on a worker thread.

    Parameters
    ----------
    device : str
        What to open.
    on_bytes : callable
        Takes each chunk and the session time of its arrival, on ``loop``.
    on_gone : callable
        Called once, on ``loop``, when the port was pulled out.

    Raises
    ------
    SensorUnavailableError
        The port cannot be opened now.
    """

    def __init__(
        self,
        device: str,
        settings: PortSettings,
        clock: Clock,
        loop: asyncio.AbstractEventLoop,
        on_bytes: Callable[[bytes, float], None],
        on_gone: Callable[[], None],
    ) -> None:
        self.device = device
        self._clock = clock
        self._loop = loop
        self._on_bytes = on_bytes
        self._on_gone = on_gone
        self._closing = threading.Event()
        try:
            self._serial = serial.serial_for_url(
                device,
                settings.baud,
                parity=settings.parity,
                timeout=_READ_TIMEOUT_S,
                write_timeout=1.0,
                exclusive=True,
            )
        except (serial.SerialException, OSError, ValueError) as error:
            raise translated(error, device) from error
        # Adapters gather bytes for 16 ms unless told otherwise; not every port can be told.
        with contextlib.suppress(*_GONE, ValueError, AttributeError, NotImplementedError):
            if sys.platform == "linux":  # elsewhere pyserial can tell none
                self._serial.set_low_latency_mode(True)
        self._thread = threading.Thread(target=self._read, name=f"serial {device}", daemon=True)
        self._thread.start()

    def set(self, settings: PortSettings) -> None:
        """Change speed and parity without opening anew, which would reset most boards.

        Raises
        ------
        SensorUnavailableError
            The port is gone, or cannot be set so.
        """
        try:
            self._serial.baudrate = settings.baud
            self._serial.parity = settings.parity
        except (*_GONE, ValueError) as error:
            raise translated(error, self.device) from error

    def write(self, data: bytes) -> None:
        """Send bytes.

        Raises
        ------
        SensorUnavailableError
            The port is gone.
        """
        try:
            self._serial.write(data)
        except _GONE as error:
            raise translated(error, self.device) from error

    def close(self) -> None:
        """Stop reading and let the port go; never raises because of the device."""
        self._closing.set()
        self._thread.join()
        with contextlib.suppress(*_GONE):
            self._serial.close()

    def _read(self) -> None:
        try:
            while not self._closing.is_set():
                data = self._serial.read(1)
                if not data:
                    continue
                data += self._serial.read(min(self._serial.in_waiting, _LARGEST_READ))
                self._hand_over(data, self._clock.now_s())
                self._closing.wait(_REST_S)
        except _GONE:
            if not self._closing.is_set():
                with contextlib.suppress(RuntimeError):  # the loop has ended, and with it all interest
                    self._loop.call_soon_threadsafe(self._on_gone)

    def _hand_over(self, data: bytes, arrived_s: float) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._on_bytes, data, arrived_s)
