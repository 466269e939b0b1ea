"""Tells a sealed recording by its first bytes, without its passphrase.

A sealed file begins with its salt, 16 bytes that look like chance; all that follows is sealed too, but for the eight
bytes of SQLite's header (sqlite.org/fileformat2.html, section 1.3) that SQLite has to know before it can read
anything: the size of a page, two versions, how many bytes of a page are set aside (`SET_ASIDE`, for the seal of each
page), and three fractions that never change. They tell nothing of a person. Whether it is a recording is known once
its passphrase has opened it: the application id lies behind the seal.
"""

from pathlib import Path

from biofeedback.files.ordinary import UnfitFileError, check_ordinary

MAGIC = b"SQLite format 3\0"
"""How a plain SQLite file begins; where it stands in a sealed one, there is the salt."""

SEALED_NAME = "sealed"
"""What the file of a sealed recording is called after its time, in place of the practice."""

SALT_BYTES = len(MAGIC)
HEADER_BYTES = 24
"""As much of the header as it takes to tell."""

SET_ASIDE = 32
"""Bytes of a page for its seal: a nonce of 16 and an authentication tag of 16 (SQLite3 Multiple Ciphers, chacha20)."""

PAGE_BYTES = 4096  # of every page, as SQLite has it by itself
_VERSIONS = (1, 2)  # with a rollback journal, with a write-ahead log
_FRACTIONS = bytes((64, 32, 32))  # of a page, in 255ths, for the payload of a cell; SQLite takes no others


def has_seal(header: bytes) -> bool:
    """Return whether a file that begins with these bytes is sealed as ours are; chance does it once in 2 to the 61."""
    return (
        len(header) >= HEADER_BYTES
        and not header.startswith(MAGIC)
        and int.from_bytes(header[16:18], "big") == PAGE_BYTES
        and header[18] in _VERSIONS
        and header[19] in _VERSIONS
        and header[20] == SET_ASIDE
        and header[21:24] == _FRACTIONS
    )


def header_of(path: Path) -> bytes:
    """Return the first bytes of a file; none where it cannot be read."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            return file.read(HEADER_BYTES)
    except (OSError, UnfitFileError):
        return b""


def is_sealed(path: Path) -> bool:
    """Return whether a file begins as sealed recordings do."""
    return has_seal(header_of(path))
