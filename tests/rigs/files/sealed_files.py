"""Small sealed recordings, the codes that they answer with, and a program that is ended halfway."""

import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from biofeedback.errors import SoftenError
from biofeedback.events import Note, Numbered, Tick
from sessions.recording_file import create, write
from sessions.sealed.passphrases import GIVEN
from tests.rigs.suite import programs
from tests.rigs.words.said_errors import said

ROOT = Path(__file__).resolve().parents[3]
SECRET = "the garden behind the house"
NOTED = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)


def make(path, seal):
    connection = create(path, {"practice": SECRET, "closed": "yes"}, {}, seal and GIVEN.remember(seal))
    with closing(connection):
        write(connection, [Numbered(1, Tick(t_s=1.0)), Numbered(2, Note(t_s=2.0, kind="note", text=SECRET))])
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def code_of(act):
    with pytest.raises(SoftenError) as caught:
        act()
    said(caught.value)  # there is a sentence
    return str(caught.value.code)


HALFWAY = """
import os, signal
connection = opened(Path(sys.argv[1]), "rw")
connection.execute("PRAGMA cache_size = 0")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE note SET text = 'half a step'")
for number in range(100, 1000):
    connection.execute("INSERT INTO tick VALUES (?, ?)", (number, 1.0))
os.kill(os.getpid(), signal.SIGKILL)
"""


def run_child(code, path):
    head = (
        "import sys\nfrom pathlib import Path\nfrom sessions.connection import opened\n"
        "from sessions.sealed.passphrases import GIVEN, passphrase_in\n"
        "GIVEN.remember(passphrase_in(sys.stdin.buffer.read()))\n"
    )
    programs.run(
        [sys.executable, "-c", head + code, str(path)], cwd=ROOT, input=b"rosemary by the eastern gate\n", check=False
    )
