"""The importers in the order in which they are asked, and the one way to read a file of another program."""

import math
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.bounded import apart, bounded
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile

IMPORTERS: tuple[str, ...] = (
    "goldencheetah",
    "fit",
    "apple.apple_health",
    "apple.heartbeat_series",
    "waves.edf",
    "waves.xdf",
    "waves.opensignals",
    "waves.simple_text",
    "waves.polar_waves",
    "waves.movesense_ecg",
    "waves.wfdb",
    "own_tables",
    "polar.polar_flow",
    "movesense",
    "emwave",
    "kubios_report",
    "vns_analyse",
    "polar.polar_hrm",
    "empatica",
    "polar.polar_sensor_logger",
    "hrv_logger",
    "plain_json",
    "rr_packets",
    "rr_text",
)
"""The modules of this package, the most particular first; what any table may pass for comes last.

Each has ``looks_like`` and `read`, and its last name is the ``kind`` of what it reads. It is imported when it is asked.
"""


class Importer(Protocol):
    """What every module of the table does."""

    def looks_like(self, head: Head) -> bool:
        """Return whether a file is of this kind, by its first bytes and never by its name; never raises."""
        ...

    def read(self, path: Path) -> ImportedFile:
        """Read a file that looks like one of this kind.

        Raises
        ------
        RecordingError
            It cannot be read after all: what is wrong, where, and what to do.
        """
        ...


def importer_of(head: Head) -> tuple[str, Importer]:
    """Return the name of the first importer that knows a file, and the importer; the last one knows all."""
    for name in IMPORTERS[:-1]:
        importer = _imported(name)
        if importer.looks_like(head):
            return name, importer
    return IMPORTERS[-1], _imported(IMPORTERS[-1])


def read_file(path: Path) -> ImportedFile:
    """Return what is in a file of another program.

    Raises
    ------
    RecordingError
        The file cannot be read, or is of a kind that nobody here knows; with what it looks like, and what to do.
    """
    _, importer = importer_of(head_of(path))
    file = bounded(apart(importer.read(path)))
    rr_ms = [rr for session in file.sessions for heart in session.hearts for rr in heart.rr_ms]
    if rr_ms and all(map(math.isnan, rr_ms)) and not any(session.waves for session in file.sessions):
        raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(path), file=path.name)
    return file


def leading(path: Path) -> int:
    """Return where a file stands among others that are read as well: those come first that take others along."""
    from sessions.importers.own_tables import FILE
    from sessions.importers.waves.wfdb_folder import leading as leading_record

    return 0 if path.name == FILE else leading_record(path)


def _imported(name: str) -> Importer:
    return cast("Importer", import_module(f"sessions.importers.{name}"))
