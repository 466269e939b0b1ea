"""The recordings of one folder as a history shows them: at once from what is kept, then as the files are now."""

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, of_system
from sessions.index.entry import IndexEntry, read, written
from sessions.index.store import IndexStore, Row
from sessions.index.summary import read_entry
from sessions.library import SUFFIX
from sessions.library.entry import unread_entry
from sessions.library.room_names import rooms_in
from sessions.sealed.passphrases import GIVEN
from sessions.side_files import side_files

_HEAD_BYTES = 100  # the header of SQLite, in which every change of the file is counted (fileformat2.html, section 1.3)
_KEPT_AT_ONCE = 25  # recordings in one transaction: a choice, about a second of reading
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Progress = Callable[[int, int], None]
"""Called with how many recordings were looked at, and of how many."""


class RecordingIndex:
    """The recordings of one folder, read again where they changed.

    Its methods may be called from any thread; `refresh` may take long, `known` does not.

    Parameters
    ----------
    folder : Path
        The folder of the recordings; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = IndexStore(folder)
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[str, IndexEntry]] = {}
        self._passphrases = GIVEN.changes

    def known(self) -> list[IndexEntry]:
        """Return what is kept of the recordings that are there, the newest first, without looking into any."""
        try:
            names = set(self._names())
        except RecordingError:
            return []
        self._look_at_passphrases()
        if self._seen:
            return _newest_first([entry for name, (_, entry) in list(self._seen.items()) if name in names])
        found = (self._read(name, row) for name, row in self._store.rows().items() if name in names)
        return _newest_first([entry for entry in found if entry is not None])

    def refresh(self, progress: Progress | None = None, wanted: Callable[[], bool] | None = None) -> list[IndexEntry]:
        """Return the recordings as they are now, the newest first; those that changed are read again.

        Parameters
        ----------
        progress : callable or None
            Told how far it is, when there is anything to read.
        wanted : callable or None
            Asked between two recordings; when it returns False, what is known by then is returned.

        Raises
        ------
        RecordingError
            The folder itself cannot be read.
        """
        with self._lock:
            names = self._names()
            self._look_at_passphrases()
            kept = self._store.rows()
            to_read: list[tuple[str, str]] = []
            entries: dict[str, tuple[str, IndexEntry]] = {}
            for name in names:
                stamp = _stamp(self.folder / name)
                entry = self._entry_of(name, stamp, kept)
                if entry is None:
                    to_read.append((name, stamp))
                else:
                    entries[name] = (stamp, entry)
            gone = kept.keys() - set(names)
            fresh: list[tuple[str, Row]] = [
                (name, (stamp, written(entry)))
                for name, (stamp, entry) in entries.items()
                if kept.get(name, ("", ""))[0] != stamp
            ]
            # The newest first, which are looked for first.
            for index, (name, stamp) in enumerate(sorted(to_read, reverse=True)):
                if wanted is not None and not wanted():
                    break
                if progress is not None:
                    progress(index, len(to_read))
                entry = read_entry(self.folder / name)
                entries[name] = (stamp, entry)
                fresh.append((name, (stamp, written(entry))))
                if len(fresh) >= _KEPT_AT_ONCE:
                    self._store.keep(fresh, gone)
                    fresh, gone = [], set()
            if fresh or gone:
                self._store.keep(fresh, gone)
            self._seen = entries
            return _newest_first([entry for _, entry in entries.values()])

    def _entry_of(self, name: str, stamp: str, kept: dict[str, Row]) -> IndexEntry | None:
        """Return what is known of a recording as it is now."""
        seen = self._seen.get(name)
        if seen is not None and seen[0] == stamp:
            return seen[1]
        row = kept.get(name)
        entry = self._read(name, row) if row is not None and row[0] == stamp else None
        return None if entry is not None and _is_sealed(entry) and len(GIVEN) else entry

    def _look_at_passphrases(self) -> None:
        """Know nothing of sealed recordings any more where a passphrase was given or forgotten meanwhile."""
        if self._passphrases == GIVEN.changes:
            return
        self._passphrases = GIVEN.changes
        for name, (_, entry) in list(self._seen.items()):
            if entry.sealed or _is_sealed(entry):
                path = self.folder / name
                error = RecordingError(SealErrorCode.SEALED, str(path))
                self._seen[name] = ("", IndexEntry(entry=unread_entry(path, error), sealed=True))

    def _read(self, name: str, row: Row) -> IndexEntry | None:
        try:
            return read(self.folder / name, row[1])
        except (ValueError, TypeError, KeyError, IndexError):
            return None

    def _names(self) -> list[str]:
        try:
            own = _recordings_in(self.folder)
            return own + [f"{room.name}/{name}" for room in rooms_in(self.folder) for name in _recordings_in(room)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(self.folder), **of_system(error)) from error


def _recordings_in(folder: Path) -> list[str]:
    with os.scandir(folder) as found:
        return [each.name for each in found if each.name.endswith(SUFFIX) and each.name != SUFFIX]


def _is_sealed(entry: IndexEntry) -> bool:
    return entry.entry.error is not None and entry.entry.error.code == SealErrorCode.SEALED


def _stamp(path: Path) -> str:
    """Return what changes with the file: sizes, times and the count of changes, also of what SQLite keeps beside it."""
    parts: list[str] = []
    for each in (path, *side_files(path)):
        try:
            status = each.stat()
        except OSError:
            continue
        parts.append(f"{status.st_size}.{status.st_mtime_ns}")
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return " ".join(parts)
    with os.fdopen(descriptor, "rb") as file:
        try:
            return " ".join((*parts, file.read(_HEAD_BYTES)[24:].hex()))
        except OSError:
            return " ".join(parts)


def _newest_first(entries: list[IndexEntry]) -> list[IndexEntry]:
    return sorted(entries, key=lambda each: (each.entry.started or _LONG_AGO, each.entry.name), reverse=True)
