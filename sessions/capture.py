"""Writes and reads captures: raw packets in a text file, without names, so that they can be shared.

::

    # soften capture 1
    # model: Polar H10
    1.25387 2a37 10 3e b1 03
    2.25401 2a37 10 3d cf 03

A line a packet: session time of its arrival in seconds, its channel, its bytes. What is known of the kind of sensor
stands before it, as comments. Names, addresses and serial numbers are left out, so that a capture can be shared and
kept as a fixture.
"""

import math
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import TracebackType

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.events import DeviceFact, Event, Packet
from biofeedback.files.ordinary import UnfitFileError, check_ordinary
from biofeedback.outside_text import shown

HEADER = "# soften capture 1"

SOURCE = "capture"
"""What every sensor is called in a capture."""

_KEPT_FACTS = frozenset(
    {"model", "manufacturer", "firmware", "hardware", "software", "body_location", "protocol", "port_settings", "usb"}
)


_LONGEST_LINE = 65_536
"""Characters of a line; a packet has at most a few hundred bytes, three characters each: a choice, far above."""


class CaptureWriter(AbstractContextManager["CaptureWriter"]):
    """Writes a new capture; a context manager that closes it.

    Parameters
    ----------
    path : Path
        The file to make; it is for the user's own eyes until it is shared.

    Raises
    ------
    RecordingError
        It is there already, or cannot be made or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii", newline="\n"
            )
        except FileExistsError as error:
            raise RecordingError(RecordingErrorCode.THERE_ALREADY, str(path)) from error
        except OSError as error:
            raise self._not_written(error) from error
        self._write(HEADER)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def take(self, event: Event) -> None:
        """Keep a packet, or a fact about the kind of sensor; every other event is left out."""
        match event:
            case Packet():
                self._write(f"{event.arrived_s!r} {event.channel} {event.data.hex(' ')}".rstrip())
            case DeviceFact() if event.name in _KEPT_FACTS:
                self._write(f"# {shown(event.name)}: {shown(str(event.value))}")
            case _:
                pass

    def flush(self) -> None:
        """Write out what waits in memory."""
        try:
            self._file.flush()
        except OSError as error:
            raise self._not_written(error) from error

    def _write(self, line: str) -> None:
        try:
            self._file.write(line.encode("ascii", "backslashreplace").decode("ascii") + "\n")
        except OSError as error:
            raise self._not_written(error) from error

    def _not_written(self, error: OSError) -> RecordingError:
        return RecordingError(RecordingErrorCode.CAPTURE_NOT_WRITTEN, str(self._path), **of_system(error))


def looks_like_capture(path: Path) -> bool:
    """Return whether a file begins as captures do."""
    try:
        check_ordinary(path)  # a pipe would keep us waiting
        with path.open("rb") as file:
            return file.read(len(HEADER)) == HEADER.encode()
    except (OSError, UnfitFileError):
        return False


def read_capture(path: Path) -> Iterator[Packet]:
    """Yield the packets of a capture in order.

    Raises
    ------
    RecordingError
        The file cannot be read, or a line is no packet; the facts say which line.
    """
    try:
        # A carriage return ends no line of ours: what a sensor calls itself may hold one.
        with path.open(encoding="ascii", errors="replace", newline="\n") as file:
            if file.readline(_LONGEST_LINE).rstrip() != HEADER:
                raise RecordingError(RecordingErrorCode.NO_CAPTURE, str(path))
            for number, line in enumerate(iter(partial(file.readline, _LONGEST_LINE), ""), start=2):
                if len(line) == _LONGEST_LINE:
                    raise RecordingError(RecordingErrorCode.CAPTURE_LINE, str(path), line=number)
                if line.strip() and not line.startswith("#"):
                    yield _packet(line, number, path)
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), **of_system(error)) from error


def _packet(line: str, number: int, path: Path) -> Packet:
    try:
        arrived, channel, *octets = line.split()
        arrived_s, data = float(arrived), bytes.fromhex("".join(octets))
    except ValueError as error:
        raise RecordingError(RecordingErrorCode.CAPTURE_LINE, str(path), line=number) from error
    if not math.isfinite(arrived_s):
        raise RecordingError(RecordingErrorCode.CAPTURE_LINE, str(path), line=number)
    return Packet(source=SOURCE, channel=channel, arrived_s=arrived_s, data=data)
