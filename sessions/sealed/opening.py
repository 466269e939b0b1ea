"""Opens sealed files, and makes sure that what is to be sealed is sealed."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from types import ModuleType

from biofeedback.error_codes import RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, UsageError
from sessions.connection import Mode
from sessions.extras import needed
from sessions.schema import FACT_TABLE
from sessions.sealed.connection import SealedConnection
from sessions.sealed.header import PAGE_BYTES, SALT_BYTES, has_seal, header_of
from sessions.sealed.passphrases import GIVEN, KEY_BYTES, Passphrase


def open_sealed(path: Path, mode: Mode, wait_s: float) -> SealedConnection:
    """Open a sealed file with the first passphrase of this run that does.

    Raises
    ------
    sqlite3.Error
        SQLite does not open it for another reason.
    RecordingError
        No passphrase was given yet, or none that opens it.
    UsageError
        The library for it is not installed, or does not seal.
    """
    salt = header_of(path)[:SALT_BYTES]
    key = passphrase_of(path, wait_s).key(salt)
    return SealedConnection(_library(), path, key, salt, mode, wait_s)


def open_with(path: Path, passphrase: Passphrase, mode: Mode, wait_s: float) -> SealedConnection:
    """Open a sealed file with this passphrase alone, and ask nobody for another; raises as `open_sealed` does."""
    salt = header_of(path)[:SALT_BYTES]
    key = passphrase.key(salt)
    if not _is_key(_library(), path, key, salt, wait_s):
        raise RecordingError(SealErrorCode.OTHER_PASSPHRASE, str(path))
    return SealedConnection(_library(), path, key, salt, mode, wait_s)


def passphrase_of(path: Path, wait_s: float) -> Passphrase:
    """Return the first passphrase of this run that opens a sealed file; raises as `open_sealed` does."""
    salt = header_of(path)[:SALT_BYTES]
    given: list[Passphrase] = []
    for passphrase in _each(path):
        if _is_key(_library(), path, passphrase.key(salt), salt, wait_s):
            return passphrase
        given.append(passphrase)
    if any(_opens_second_page(_library(), path, passphrase.key(salt), salt) for passphrase in given):
        raise RecordingError(SealErrorCode.BEGINNING_DAMAGED, str(path))
    raise RecordingError(SealErrorCode.OTHER_PASSPHRASE if given else SealErrorCode.SEALED, str(path))


def _each(path: Path) -> Iterator[Passphrase]:
    """Yield the passphrases that were given, then those that somebody answers."""
    given = tuple(GIVEN)
    yield from given
    again = False
    if GIVEN.may_ask:
        _library()  # asked for nothing, where it is not installed
    while (passphrase := GIVEN.ask(path, again=again)) is not None:
        again = True
        yield passphrase


def _is_key(apsw: ModuleType, path: Path, key: bytes, salt: bytes, wait_s: float) -> bool:
    """Return whether a key opens a file; nothing of it is changed, as an unfinished step is by any key whatever."""
    modes: tuple[Mode, ...] = ("immutable", "ro")  # the second where the first page is being written just now
    for mode in modes:
        with closing(SealedConnection(apsw, path, key, salt, mode, wait_s)) as connection:
            try:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code == sqlite3.SQLITE_CORRUPT:  # the first page is open, and leads to one that is not
                    return True
                if code not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY):
                    raise
            else:
                return True
    return False


def _opens_second_page(apsw: ModuleType, path: Path, key: bytes, salt: bytes) -> bool:
    """Return whether a key that does not open the first page opens the second: then it is the first that is damaged.

    The second page of every recording is the first of its facts, so it is looked at in the place of that of an empty
    file with the same key.
    """
    with tempfile.TemporaryDirectory(prefix="soften-") as folder, suppress(sqlite3.Error, OSError):
        other = Path(folder) / "other"
        other.touch(mode=0o600)  # read and written by the owner alone
        with closing(SealedConnection(apsw, other, key, salt, "rw", 0.0)) as connection:
            connection.execute(FACT_TABLE)
        with path.open("rb") as source, other.open("rb+") as file:
            source.seek(PAGE_BYTES)
            file.seek(PAGE_BYTES)
            file.write(source.read(PAGE_BYTES))
        with closing(SealedConnection(apsw, other, key, salt, "ro", 0.0)) as connection:
            connection.execute("SELECT name FROM fact LIMIT 1").fetchone()
            return True
    return False


def opens(path: Path, passphrase: Passphrase) -> bool:
    """Return whether a passphrase opens a sealed file.

    Raises
    ------
    UsageError
        The library for it is not installed, or does not seal.
    RecordingError
        The file is held by another program.
    """
    salt = header_of(path)[:SALT_BYTES]
    try:
        return _is_key(_library(), path, passphrase.key(salt), salt, 0.0)
    except sqlite3.Error as error:
        raise RecordingError(RecordingErrorCode.HELD, str(path)) from error


def open_new(path: Path, passphrase: Passphrase, wait_s: float) -> SealedConnection:
    """Open an empty file that will be sealed.

    Raises
    ------
    sqlite3.Error
        SQLite does not open it.
    UsageError
        The library for it is not installed, or does not seal; nothing was written then.
    """
    apsw = _library()
    salt = passphrase.salt()
    return SealedConnection(apsw, path, passphrase.key(salt), salt, "rw", wait_s)


def check_sealed(path: Path) -> None:
    """Look at the first bytes that lie on the disk by now.

    Raises
    ------
    UsageError
        They are not sealed.
    """
    if not has_seal(header_of(path)):
        raise UsageError(SealErrorCode.DOES_NOT_SEAL)


def can_seal() -> None:
    """See that recordings can be sealed here.

    Raises
    ------
    UsageError
        The library for it is not installed, or does not seal.
    """
    _library()


def _library() -> ModuleType:
    library = needed("sealed", "apsw")
    _refuse_what_does_not_seal(library)
    return library


@cache
def _refuse_what_does_not_seal(apsw: ModuleType) -> None:
    """Seal a file with nothing in it, and look at its first bytes.

    A plain `apsw` that is installed too takes the place of the one with ciphers, and then takes a key and writes in
    clear without a word.
    """
    with tempfile.TemporaryDirectory(prefix="soften-") as folder:
        trial = Path(folder) / "trial"
        trial.touch(mode=0o600)  # read and written by the owner alone
        key, salt = os.urandom(KEY_BYTES), os.urandom(SALT_BYTES)
        try:
            with closing(SealedConnection(apsw, trial, key, salt, "rw", 0.0)) as connection:
                connection.execute("PRAGMA user_version = 1")
        except sqlite3.Error as error:
            raise UsageError(SealErrorCode.DOES_NOT_SEAL) from error
        check_sealed(trial)
        if header_of(trial)[:SALT_BYTES] != salt:
            raise UsageError(SealErrorCode.DOES_NOT_SEAL)
