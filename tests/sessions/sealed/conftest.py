"""Passphrases for tests, forgotten after each; and libraries that do not seal."""

import apsw
import pytest

from sessions.sealed import opening
from sessions.sealed.passphrases import GIVEN, Passphrase
from tests.rigs.files.sealed_files import make

SEAL = Passphrase("rosemary by the eastern gate")
OTHER = Passphrase("rosemary by the western gate")
"""Made once, so that their keys are derived once for all tests."""


@pytest.fixture(autouse=True)
def nothing_given():
    """No passphrase is known before a test, and none after it."""
    GIVEN.forget()
    yield
    GIVEN.forget()


class Answer(list):
    """Rows that were read already."""

    def fetchall(self):
        return list(self)


class PlainConnection(apsw.Connection):
    """What the plain apsw does with the settings of ciphers: nothing, without a word."""

    def execute(self, statements, bindings=()):
        known = any(setting in statements for setting in ("PRAGMA cipher", "PRAGMA kdf_iter", "PRAGMA key"))
        return Answer() if known else super().execute(statements, bindings)


class AgreeingConnection(apsw.Connection):
    """One that answers as if it sealed, and does not."""

    def execute(self, statements, bindings=()):
        for setting in ("PRAGMA cipher", "PRAGMA kdf_iter"):
            if setting in statements:
                return Answer([(statements.partition("'")[2].rstrip("'"),)])
        return Answer([("ok",)]) if "PRAGMA key" in statements else super().execute(statements, bindings)


class Library:
    """The library with another connection."""

    def __init__(self, connection):
        self.Connection = connection

    def __getattr__(self, name):
        return getattr(apsw, name)


@pytest.fixture(params=[PlainConnection, AgreeingConnection], ids=["plain apsw", "agrees and does not seal"])
def library_in_clear(request, monkeypatch):
    """A library that writes in clear takes the place of the one that seals."""
    library = Library(request.param)
    monkeypatch.setattr(opening, "needed", lambda extra, module: library)
    return library


@pytest.fixture
def sealed(tmp_path):
    """A small recording with secret words, sealed and closed."""
    return make(tmp_path / "one.soften", SEAL)
