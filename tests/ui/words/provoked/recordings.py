"""Ways in which a recording, a capture or a text of intervals cannot be read or written."""

import os
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.app.importing.several_files import import_files, read_one
from biofeedback.cli.recordings import analyse
from biofeedback.errors import RecordingError, SoftenError
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
from tests.ui.words.made_files import altered, first_bytes, linked, locked, packed, recording, with_a_view, written
from tests.ui.words.unusable_files import OTHER_PROGRAMS, RR_TEXTS
from ui.words.languages import english

NOTED = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)

NO_WORDS = OwnWords(words=frozenset(), is_channel=lambda _: False)


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


def full_capture() -> None:
    """Write a capture onto a disk that is full."""
    CaptureWriter(Path("/dev/full"))


def listed_link(folder: Path) -> object:
    """List a link that leads out of its folder."""
    (folder / "listed").mkdir()
    linked(folder / "listed" / "out.soften", folder / "file")
    return Library(folder / "listed").entries()[0].error


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
