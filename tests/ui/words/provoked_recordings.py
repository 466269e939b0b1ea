"""Ways in which a recording, a capture or a text of intervals cannot be read or written."""

import os
import sqlite3
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from biofeedback.app.importing.several_files import import_files, read_one
from biofeedback.cli.recordings import analyse
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.events import Packet, Tick
from biofeedback.hub import Hub
from sessions import opened_file, recording_file
from sessions.capture import HEADER, CaptureWriter, read_capture
from sessions.copying import mend
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.importers.registry import read_file
from sessions.importers.waves.bounds import LARGEST_BYTES as LARGEST_WAVES
from sessions.later.notes import LaterNote, add_note
from sessions.library import Library
from sessions.library.giving import give
from sessions.nameless import OwnWords
from sessions.reader import Recording
from sessions.recorder import Recorder
from sessions.rr_text import read_rr_text
from sessions.tables.lines import LARGEST_BYTES
from tests.rigs.fit_writer import FitWriter
from ui.words.languages import english


def _edf(label: str, samples: str) -> bytes:
    """Return an EDF of one signal and one record."""
    head = [
        "0".ljust(168),
        "05.03.26",
        "07.10.15",
        "512".ljust(8),
        "".ljust(44),
        "1".ljust(8),
        "1".ljust(8),
        "1".ljust(4),
    ]
    fields = [label.ljust(16), "".ljust(80), "mV".ljust(8), "-5".ljust(8), "5".ljust(8), "-32768".ljust(8)]
    fields += ["32767".ljust(8), "".ljust(80), samples.ljust(8), "".ljust(32)]
    return "".join(head + fields).encode() + bytes(200)


def _fit_of_heart_rates() -> bytes:
    fit = FitWriter()
    fit.record(1_141_542_000, 61)
    return fit.finished


OTHER_PROGRAMS: Mapping[str, bytes] = MappingProxyType(
    {
        "cut off": b'{"RIDE": {"STARTTIME": "2026/03/05 07:10:15 UTC", "XDATA": [{',
        "too deep": b'{"RIDE": {"STARTTIME": ' + b"[" * 200_000,
        "a watch's heart rates alone": _fit_of_heart_rates(),
        "numbers of samples": "\n".join(str(400 * beat + beat % 3) for beat in range(1, 99)).encode(),
        "an EDF without a heart": _edf("EEG Fpz-Cz", "100"),
        "an EDF that lies": _edf("ECG", "-5"),
        "a text of OpenSignals without a rate": b'# {"ChannelsOrder": ["nSeq", "ECG"]}\n' + b"0 5\n1 5\n" * 500,
        "a record that leads out.hea": b"r 1 250 100\n../../etc/passwd 16 200/mV 12 0 0 0 0 ECG\n",
        "a record without its signals.hea": b"r 1 250 100\ngone.dat 16 200/mV 12 0 0 0 0 ECG\n",
        "events alone": b"date,timestamp,annotation,manual\n2026-03-05 07:10:15,0,Rest,false\n",
        "in a layout of its own": b'{"rr": {' + b", ".join(b'"beat %d": 800' % at for at in range(40)) + b"}}",
        "without intervals": b'{"RIDE": {"STARTTIME": "2026/03/05 07:10:15 UTC", "SAMPLES": [{"SECS": 0, "HR": 60}]}}',
    }
)
"""Files of other programs that are known and cannot be used."""

NOTED = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)

NO_WORDS = OwnWords(words=frozenset(), is_channel=lambda _: False)

NO_FACTS: Mapping[str, str] = MappingProxyType({})

RR_TEXTS: dict[str, bytes] = (
    {
        name: text.encode()
        for name, text in {
            "other unit": "812\n812\n0.8\n0.8\n",
            "values in a line": "812 805 830\n",
            "comma unclear": "812,51\n805,17\n830,92\n",
            "several groups": "subject,rr\n" + "\n".join(f"{at // 30},{812 + at % 7}" for at in range(90)),
            "packets unclear": "812\n805,830\n818\n806\n795,811\n818\n",
            "no interval": "[Params]\n",
            "no interval, long": "812\n" + "9" * 400 + "x\n",
            "no interval, quotes": 'it\'s "so"\x1b[2J\n',
            "cannot be": "812\n-3\n",
            "width, comma": "time,rr\n1.0,800\n2.0\n",
            "width": "time;rr\n1.0;800;5\n",
            "several columns": "rr,nn\n800,800\n",
            "typical": "72\n75\n71\n",
            "evenly sampled": "time_s,rr_ms\n" + "\n".join(f"{at / 4},{900 + at % 40}" for at in range(99)),
            "times of beats": "\n".join(str(0.8 * beat) for beat in range(1, 100)),
            "intervals in samples": "\n".join(str(200 + beat % 9) for beat in range(99)),
            "nothing": "",
            "header alone": "time,rr\n",
            "other unit, seconds": "0.8\n805\nx\n0.81\n",
            "long line": "800\n" + "8" * 20_000,
            "json": '{"rr": [800]}',
            "xml": "<?xml version='1.0'?><a/>",
        }.items()
    }
    | {
        "bytes": b"\1\2\0\3",
        "fit": b"\x0e\x10\xd9\x07\0\0\0\0.FIT",
        "zip": b"PK\x03\x04",
    }
    | {
        "gzip": b"\x1f\x8b\x08",
        "pdf": b"%PDF-1.7",
        "spreadsheet": b"\xd0\xcf\x11\xe0",
        "capture": b"# soften capture 1\n",
        "rtf": b"{\\rtf1 800}",
        "picture": b"\x89PNG",
        "sound": b"RIFF\0\0\0\0WAVE",
        "database": b"SQLite format 3\0",
        "data": b"\x89HDF",
        "page": b"<!DOCTYPE html>",
        "edf": b"0       " + b" " * 176 + b"512     ",
    }
)


class BrokenConnection:
    """A connection that fails as SQLite does."""

    def __init__(self, code: int) -> None:
        self.code = code

    def fail(self) -> None:
        """Raise what SQLite raises."""
        error = sqlite3.OperationalError("a pity")
        error.sqlite_errorcode = self.code
        raise error


CODES = {
    "full": sqlite3.SQLITE_FULL,
    "io": sqlite3.SQLITE_IOERR,
    "readonly": sqlite3.SQLITE_READONLY,
    "cantopen": sqlite3.SQLITE_CANTOPEN,
    "busy": sqlite3.SQLITE_BUSY,
    "corrupt": sqlite3.SQLITE_CORRUPT,
    "else": sqlite3.SQLITE_ERROR,
}

PAGE_BYTES = 4096
"""Of a recording, which is what SQLite takes by itself."""

JOURNAL_OF_NOTHING = struct.pack(">8sIIIII", bytes.fromhex("d9d505f920a163d7"), 0, 0, 0, 512, 4096).ljust(512, b"\0")
"""A journal that says there were no pages before."""


def recording(path: Path, facts: Mapping[str, str] = NO_FACTS) -> Path:
    """Make a small recording."""
    hub = Hub()
    inbox = hub.subscribe()
    keeper = Recorder(path, facts, lambda error: None)
    keeper.start(inbox)
    hub.publish(Tick(t_s=1.0), Packet(source="s", channel="c", arrived_s=1.0, data=b"x"))
    hub.close(inbox)
    keeper.join()
    return path


def stopped(path: Path, code: int | None) -> SoftenError:
    """Return why a recording stopped that failed with this code, or that was deleted."""
    errors: list[SoftenError] = []
    hub = Hub()
    inbox = hub.subscribe()
    keeper = Recorder(path, {}, errors.append)
    keeper.start(inbox)
    if code is None:
        path.unlink()
        keeper._attempt(lambda: None)
    else:
        keeper._attempt(BrokenConnection(code).fail)
    hub.close(inbox)
    keeper.join()
    return errors[0]


def failed(path: Path) -> SoftenError:
    """Return what is said of a recording that a fault of ours ended."""
    errors: list[SoftenError] = []
    keeper = Recorder(path, {}, errors.append)
    keeper.create()
    keeper.fail(ZeroDivisionError("division by zero"))
    keeper.close()
    return errors[0]


def not_read_back(path: Path) -> SoftenError:
    """Return what is said of a recording that something wrote over while it was made."""
    errors: list[SoftenError] = []
    hub = Hub()
    inbox = hub.subscribe()
    keeper = Recorder(path, {}, errors.append)
    keeper.start(inbox)
    with path.open("r+b") as file:
        file.seek(PAGE_BYTES)  # the first page lies in the log as well, and is whole again at the end
        file.write(b"x" * PAGE_BYTES)
    hub.close(inbox)
    keeper.join()
    return errors[-1]


def written(path: Path, content: bytes) -> Path:
    """Write a file."""
    path.write_bytes(content)
    return path


def first_bytes(path: Path) -> Path:
    """Return a recording of which the first page alone is there, and not all of that."""
    return written(path, recording(path).read_bytes()[:3000])


def damaged(path: Path, code: int) -> None:
    """Fail while reading as SQLite does."""
    with opened_file.translated(path):
        BrokenConnection(code).fail()


def without_room(path: Path) -> SoftenError:
    """Return what is said where a recording beside a journal cannot be copied."""
    path.with_name(f"{path.name}-journal").write_bytes(JOURNAL_OF_NOTHING)
    before, tempfile.tempdir = tempfile.tempdir, str(path.parent / "nowhere")
    try:
        Recording(path)
    except RecordingError as error:
        return error
    finally:
        tempfile.tempdir = before
    raise AssertionError


def of_another(path: Path, statement: str) -> SoftenError:
    """Return what is said of a recording that another Soften changed."""
    recording(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    with Recording(path) as opened:
        list(opened.events())
        return opened.remarks[0]


def begin_fails(path: Path) -> None:
    """Fail while a recording is made."""
    begin = recording_file._begin
    try:
        recording_file._begin = lambda *_: BrokenConnection(sqlite3.SQLITE_FULL).fail()
        recording_file.create(path, {}, {})
    finally:
        recording_file._begin = begin


def altered(path: Path, at: int, value: int) -> Path:
    """Write a number into the header of a recording."""
    content = bytearray(recording(path).read_bytes())
    struct.pack_into(">I", content, at, value)
    return written(path, bytes(content))


def full_capture() -> None:
    """Write a capture onto a disk that is full."""
    CaptureWriter(Path("/dev/full"))


def with_a_view(path: Path) -> Path:
    """Make a recording with a part that none has."""
    with sqlite3.connect(recording(path)) as connection:
        connection.execute("CREATE VIEW odd AS SELECT 1")
    connection.close()
    return path


def linked(path: Path, place: Path) -> Path:
    """Make a link."""
    path.symlink_to(place)
    return path


def listed_link(folder: Path) -> object:
    """List a link that leads out of its folder."""
    (folder / "listed").mkdir()
    linked(folder / "listed" / "out.soften", folder / "file")
    return Library(folder / "listed").entries()[0].error


def packed(path: Path, count: int) -> Path:
    """Make a zip of so many files."""
    with zipfile.ZipFile(path, "w") as made:
        for number in range(count):
            made.writestr(f"{number}.txt", "800\n")
    return path


def locked(path: Path) -> Path:
    """Mark the one file of a zip as locked with a password."""
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


def recording_errors(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error, all within a folder."""
    for name, content in RR_TEXTS.items():
        text = written(folder / f"{name}.txt", content)
        yield f"rr: {name}", lambda text=text: read_rr_text(text)
    for name, content in OTHER_PROGRAMS.items():
        other = written(folder / f"import {name}", content)
        yield f"import: {name}", lambda other=other: read_file(other)
    long = written(folder / "long.xdf", b"XDF:")
    os.truncate(long, LARGEST_WAVES + 1)  # a hole, which takes no room
    yield "import: too long", lambda: read_file(long)
    yield (
        "import: of a recording",
        lambda: next(import_files([recording(folder / "made.soften")], Library(folder))).error,
    )
    (folder / "nothing").mkdir()
    yield "import: nothing inside", lambda: next(import_files([folder / "nothing"], Library(folder))).error
    (folder / "links").mkdir()
    linked(folder / "links" / "out.txt", folder / "file")
    yield "import: a link out", lambda: next(import_files([folder / "links"], Library(folder))).error
    yield "import: several inside", lambda: read_one(packed(folder / "two.zip", 2))
    yield "import: locked", lambda: read_one(locked(packed(folder / "locked.zip", 1)))
    yield "import: far too much", lambda: read_one(packed(folder / "many.zip", 5001))
    yield "rr: missing", lambda: read_rr_text(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.soften")
    yield "recording: no ordinary file", lambda: Recording(folder / "pipe.soften")
    yield "recording: foreign part", lambda: Recording(with_a_view(folder / "view.soften"))
    yield "recording: no room to look", lambda: without_room(recording(folder / "hot.soften"))
    yield "recording: slow", lambda: damaged(folder / "slow.soften", sqlite3.SQLITE_INTERRUPT)
    yield (
        "recording: a link to be deleted",
        lambda: Library(folder).delete(linked(folder / "a link.soften", folder / "file")),
    )
    yield "recording: a link out", lambda: listed_link(folder)
    os.mkfifo(folder / "pipe.txt")
    yield "rr: no ordinary file", lambda: read_rr_text(folder / "pipe.txt")
    (folder / "huge.txt").touch()
    os.truncate(folder / "huge.txt", LARGEST_BYTES + 1)
    yield "rr: too large", lambda: read_rr_text(folder / "huge.txt")
    yield "rr: folder", lambda: read_rr_text(folder)
    yield "rr: unreadable", lambda: read_rr_text(folder / "bytes.txt" / "below.txt")
    for name, code in CODES.items():
        yield f"recorder: {name}", lambda name=name, code=code: stopped(folder / f"stop {name}.soften", code)
        yield f"reader: {name}", lambda code=code: damaged(folder / "a.soften", code)
    yield "recorder: gone", lambda: stopped(folder / "gone.soften", None)
    yield "recorder: not read back", lambda: not_read_back(folder / "over.soften")
    yield "recorder: a fault of ours", lambda: failed(folder / "fault.soften")
    yield "recorder: there already", lambda: recording_file.create(recording(folder / "there.soften"), {}, {})
    yield "recorder: no folder", lambda: recording_file.create(folder / "bytes.txt" / "one.soften", {}, {})
    yield "recorder: cannot begin", lambda: begin_fails(folder / "begin.soften")
    yield "reader: missing", lambda: Recording(folder / "nowhere.soften")
    yield "reader: folder", lambda: Recording(folder)
    yield "reader: unreadable", lambda: Recording(folder / "bytes.txt" / "one.soften")
    yield "reader: cut short", lambda: Recording(written(folder / "short.soften", b"SQLite format 3\0" + bytes(34)))
    yield "reader: empty", lambda: Recording(written(folder / "empty.soften", b""))
    yield "reader: no recording", lambda: Recording(written(folder / "no.soften", b"812\n"))
    yield "reader: other program", lambda: Recording(altered(folder / "other.soften", 68, 1))
    yield "mend: nothing there", lambda: mend(first_bytes(folder / "first.soften"), folder / "mended.soften")
    yield "reader: newer", lambda: Recording(altered(folder / "newer.soften", 60, 99))
    yield "reader: version untrue", lambda: Recording(altered(folder / "untrue.soften", 60, 0))
    link = "INSERT INTO link_changed VALUES (3, 's', 1.0, 'lost', 'no-such')"
    yield "reader: unknown value", lambda: of_another(folder / "value.soften", link)
    yield "reader: unknown table", lambda: of_another(folder / "table.soften", "DROP TABLE marker")
    alone = recording(folder / "alone.soften", {"sensor": "none"})
    two = recording(folder / "two.soften", {"sensor": "a", "source": "a", "sensor_2": "b", "source_2": "b"})
    yield "analyse: no such source", lambda: analyse._of_recording(two, english(), "c")
    yield "analyse: without a sensor", lambda: analyse._of_recording(alone, english())
    room = recording(folder / "room.soften", {"sensor": "none", "room": "k1", "room_clock_s": "0"})
    yield "analyse: of a room", lambda: analyse._of_recording(room, english())
    shelf = folder / "shelf"
    shelf.mkdir()
    library = Library(shelf)
    for name in ("2026-11-22_a", "2026-11-22_b"):
        written(shelf / f"{name}.soften", b"")
    yield "library: several", lambda: library.find("2026")
    yield "library: none", lambda: library.find("it's")
    yield "library: other ending", lambda: library.delete(shelf / "a.txt")
    yield "library: missing", lambda: library.delete(shelf / "a.soften")
    yield "recording: note not kept", lambda: add_note(folder / "nowhere.soften", LaterNote(NOTED, "Softer."))
    yield "library: not deleted", lambda: library.delete(folder / "bytes.txt" / "a.soften")
    given = recording(folder / "given.soften")
    yield "library: not given", lambda: give(given, folder / "bytes.txt" / "people")
    exported = folder / "exported"
    export(given, [ExportFormat.CSV], exported, NO_WORDS)
    yield "export: there already", lambda: export(given, [ExportFormat.CSV], exported, NO_WORDS)
    yield "export: no folder", lambda: export(given, [ExportFormat.CSV], folder / "bytes.txt" / "exported", NO_WORDS)
    yield "library: no folder", lambda: Library(folder / "bytes.txt").entries()
    yield "capture: there already", lambda: CaptureWriter(folder / "bytes.txt")
    yield "capture: no folder", lambda: CaptureWriter(folder / "bytes.txt" / "capture.txt")
    yield "capture: none", lambda: list(read_capture(folder / "bytes.txt"))
    yield "capture: missing", lambda: list(read_capture(folder / "nowhere.txt"))
    line = written(folder / "capture.txt", f"{HEADER}\n1.0 2a37 zz\n".encode())
    yield "capture: line", lambda: list(read_capture(line))
    yield "analyse: window", lambda: analyse._window_s("60-360")
