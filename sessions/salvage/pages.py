"""Gives the pages of a recording that are there, the file's own or the later ones of the log beside it."""

import os
import struct
from pathlib import Path
from types import TracebackType
from typing import Self

from sessions.salvage.wal import Wal, read_wal

HEADER_BYTES = 100  # the header of every SQLite file (sqlite.org/fileformat2.html, section 1.3), on its first page
_USUAL_PAGE = 4096  # bytes: what SQLite takes where nobody says otherwise, as in every recording of ours
_LARGEST_PAGE = 65536  # bytes, written as 1 in the header
_SMALLEST_PAGE = 512  # bytes, the fewest that SQLite takes (section 1.3.2)


class Pages:
    """The pages of one file; a context manager that closes it.

    Parameters
    ----------
    path : Path
        The file, cut off at any byte; the log is looked for beside it.

    Attributes
    ----------
    size : int
        Bytes of a page.
    usable : int
        Bytes of a page that hold rows.
    count : int
        Of how many pages the recording was, as it says itself.
    all_in_use : bool
        Whether it says that no page of it is free.
    file_bytes : int
        How long the file is.

    Raises
    ------
    OSError
        It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        # The log before the file: what is taken out of it meanwhile is by then in the file.
        self._wal = read_wal(wal_beside(path))
        self._file = path.open("rb")
        self.file_bytes = os.fstat(self._file.fileno()).st_size
        self._log = wal_beside(path).open("rb") if self._wal.places else None
        header = self._header()
        self.size = self._wal.page_size if self._wal.places else page_size_in(header)
        self.usable = self.size - (header[20] if len(header) == HEADER_BYTES else 0)
        self.all_in_use = int.from_bytes(header[36:40], "big") == 0  # the pages that are free, of which ours has none
        self.count = count_in(self._wal, header) or self.file_bytes // self.size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes:
        """Return a page, or as much of it as is there; empty where nothing is."""
        if number in self._wal.places and self._log is not None:
            self._log.seek(self._wal.places[number])
            return self._log.read(self.size)
        if number < 1 or (number - 1) * self.size >= self.file_bytes:
            return b""
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size)

    def numbers(self) -> set[int]:
        """Return the numbers of the pages that are there, the last of the file perhaps not whole."""
        in_file = range(1, min(-(-self.file_bytes // self.size), self.count) + 1)
        return {*in_file, *(number for number in self._wal.places if number <= self.count)}

    def whole_numbers(self) -> set[int]:
        """Return the numbers of the pages that are there and whole."""
        over = self.file_bytes // self.size + 1  # the number of the page that is not whole, if there is one
        return self.numbers() - ({over} - self._wal.places.keys())

    def _header(self) -> bytes:
        if 1 in self._wal.places and self._log is not None:
            self._log.seek(self._wal.places[1])
            return self._log.read(HEADER_BYTES)
        self._file.seek(0)
        return self._file.read(HEADER_BYTES)


def wal_beside(path: Path) -> Path:
    """Return where the log of a recording lies, while there is one."""
    return path.with_name(f"{path.name}-wal")


def written_with_log(path: Path) -> bool:
    """Return whether a file says that it has a log beside it; one that was closed has none (section 1.3.3)."""
    with path.open("rb") as file:
        return file.read(HEADER_BYTES)[18:20] == b"\2\2"


def page_size_in(header: bytes) -> int:
    """Return the bytes of a page as the header says; the usual where it says none that can be."""
    if len(header) < HEADER_BYTES:
        return _USUAL_PAGE
    size = int.from_bytes(header[16:18], "big")
    size = _LARGEST_PAGE if size == 1 else size
    return size if _SMALLEST_PAGE <= size <= _LARGEST_PAGE and size & (size - 1) == 0 else _USUAL_PAGE


def count_in(wal: Wal, header: bytes) -> int:
    """Return of how many pages a recording is; 0 where that is not known."""
    if wal.page_count:
        return wal.page_count
    return struct.unpack_from(">I", header, 28)[0] if len(header) == HEADER_BYTES else 0


def lacks_pages(path: Path) -> bool:
    """Return whether a recording was cut off within a page, or lacks pages though a log lies beside it.

    SQLite would take what is not there for zeros, or meet it when it comes to it alone.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    wal = read_wal(wal_beside(path), checked=False)
    with path.open("rb") as file:
        size = wal.page_size or page_size_in(file.read(HEADER_BYTES))
        in_file, over = divmod(os.fstat(file.fileno()).st_size, size)
    if over and in_file + 1 not in wal.places:
        return True
    # One more than the log holds cannot all be in it.
    beyond = range(in_file + 1, min(wal.page_count, in_file + len(wal.places) + 1) + 1)
    return any(number not in wal.places for number in beyond)
