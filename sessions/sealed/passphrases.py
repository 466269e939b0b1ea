"""The passphrases that were given since this program began: in its memory alone, and never in any text of ours."""

import os
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NoReturn

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import RecordingError, UsageError, of_system
from sessions.sealed.header import SALT_BYTES

ITERATIONS = 600_000
"""Rounds of PBKDF2-HMAC-SHA256 from a passphrase to a key: what OWASP's Password Storage Cheat Sheet asks for (2023);
the 64007 that the cipher takes by itself are of 2017. It takes a third of a second, once in a run."""

KEY_BYTES = 32  # of ChaCha20 (RFC 8439)

LONGEST_BYTES = 4096
"""Of a passphrase, or of a file with one: a choice, far more than anybody types."""


class Passphrase:
    """What somebody typed to seal or to open; it shows itself to nobody, and cannot be written anywhere by mistake.

    Parameters
    ----------
    text : str
        As it was typed. Signs that are one letter in several ways are one (NFKC), so that every keyboard does.

    Raises
    ------
    UsageError
        It is empty, or longer than any.
    """

    __slots__ = ("_bytes", "_keys")

    def __init__(self, text: str) -> None:
        self._bytes = unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")
        self._keys: dict[bytes, bytes] = {}
        if not self._bytes:
            raise UsageError(SealErrorCode.PASSPHRASE_EMPTY)
        if len(self._bytes) > LONGEST_BYTES:
            raise UsageError(SealErrorCode.PASSPHRASE_TOO_LONG, longest=LONGEST_BYTES)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passphrase) and self._bytes == other._bytes

    def __hash__(self) -> int:
        return hash(self._bytes)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a passphrase stays in memory")

    def key(self, salt: bytes) -> bytes:
        """Return the key that it makes with a salt; the first time takes a third of a second."""
        if salt not in self._keys:
            import hashlib  # with OpenSSL, which whoever seals nothing does without

            self._keys[salt] = hashlib.pbkdf2_hmac("sha256", self._bytes, salt, ITERATIONS, KEY_BYTES)
        return self._keys[salt]

    def salt(self) -> bytes:
        """Return the salt for a new recording: the latest that was met with it, else a new one.

        Recordings of one person share it, so that opening a year of them takes one third of a second and not hundreds;
        every page has a nonce of its own all the same.
        """
        return next(reversed(self._keys), None) or os.urandom(SALT_BYTES)


Ask = Callable[[Path, bool], Passphrase | None]
"""Asks for the passphrase of a file, again after one that did not open it; ``None`` where nobody answers."""

_MAY_ASK = ContextVar("_MAY_ASK", default=True)


class Passphrases:
    """Those that were given in this run, the latest first; may be used from any thread.

    Attributes
    ----------
    asks : callable or None
        Asks for a passphrase where none that was given opens a file; on the main thread alone.
    """

    def __init__(self) -> None:
        self.asks: Ask | None = None
        self._lock = threading.Lock()
        self._given: tuple[Passphrase, ...] = ()
        self._changes = 0

    def __iter__(self) -> Iterator[Passphrase]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    @property
    def changes(self) -> int:
        """How often any was given or forgotten; what was read before may be known otherwise by now."""
        return self._changes

    def remember(self, passphrase: Passphrase) -> Passphrase:
        """Keep a passphrase in memory, and return it as it is kept: with the keys that it has made already."""
        with self._lock:
            kept = next((each for each in self._given if each == passphrase), passphrase)
            self._given = (kept, *(each for each in self._given if each != kept))
            self._changes += 1
        return kept

    @property
    def may_ask(self) -> bool:
        """Whether there is anybody to ask here and now."""
        on_main_thread = threading.current_thread() is threading.main_thread()
        return self.asks is not None and on_main_thread and _MAY_ASK.get()

    def ask(self, path: Path, *, again: bool) -> Passphrase | None:
        """Return what somebody answers who is asked for the passphrase of a file; ``None`` where nobody does."""
        answer = self.asks(path, again) if self.asks is not None and self.may_ask else None
        return None if answer is None else self.remember(answer)

    @contextmanager
    def unasked(self) -> Iterator[None]:
        """Ask nobody meanwhile: many files are looked at, and nobody meant one of them."""
        before = _MAY_ASK.set(False)
        try:
            yield
        finally:
            _MAY_ASK.reset(before)

    def forget(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._given = ()
            self._changes += 1


GIVEN = Passphrases()
"""Those of this program."""


def for_own_process() -> tuple[bytes, ...]:
    """Return what was given, for a process that this one begins: over the pipe to it, in no file and no argument."""
    return tuple(each._bytes for each in reversed(tuple(GIVEN)))


def take_in_own_process(given: Iterable[bytes]) -> None:
    """Remember what the process that began this one was given."""
    for each in given:
        GIVEN.remember(Passphrase(each.decode("utf-8", "surrogatepass")))


def typed_twice(first: str, second: str) -> Passphrase:
    """Return a passphrase for new seals, which was typed twice; raises as `Passphrase` does, and where they differ."""
    passphrase = Passphrase(first)
    if first != second:
        raise UsageError(SealErrorCode.PASSPHRASES_DIFFER)
    return passphrase


def read_passphrase(path: Path) -> Passphrase:
    """Return the passphrase in the first line of a file, or of whatever ``/dev/fd`` and the like lead to.

    Raises
    ------
    RecordingError
        It cannot be read, or is no text.
    UsageError
        It is empty, or longer than any.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_BYTES + 2)  # with the end of its line
    except OSError as error:
        raise RecordingError(SealErrorCode.PASSPHRASE_UNREADABLE, str(path), **of_system(error)) from error
    return passphrase_in(data)


def passphrase_in(data: bytes) -> Passphrase:
    """Return the passphrase in the first line of what was read; raises as `Passphrase` does."""
    line = data.partition(b"\n")[0].removesuffix(b"\r").removeprefix(b"\xef\xbb\xbf")
    return Passphrase(line.decode("utf-8", "surrogateescape"))
