"""A sealed recording that is cut off at any moment is as whole as a plain one, and nothing of it lies in clear.

``make kills`` does it two hundred times.
"""

import contextlib
import os
import random
import sys
import threading

import pytest

from biofeedback.errors import RecordingError
from sessions.sealed.passphrases import GIVEN
from tests.sessions.sealed.conftest import SEAL
from tests.sessions.test_crash import ROUNDS_A_SECOND, check_whole, child, kill_after, sealed_child

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")

KILLS = int(os.environ.get("KILLS", "5"))
PASSPHRASE = "rosemary by the eastern gate"
LAST_ROUND = 450  # of a practice that is killed: 1.8 s and more of real time
CLEAR = (b"SQLite format 3", b"CREATE TABLE", b"integer PRIMARY", b"practice", b"definition_version", b"rosemary")
"""What lies in a plain recording from its first commit on, and the passphrase."""


def moments(kills, chance):
    """At what each is killed: mostly at a round, now and then as it begins, and as it is closed."""
    kinds = ["starting", "closing", *["round"] * 8]
    for place in range(kills):
        kind = kinds[place % len(kinds)] if kills >= len(kinds) else ("round", "closing", "starting")[max(0, place - 2)]
        yield kind, chance.randint(1, LAST_ROUND), chance.uniform(0.0, 0.05 if kind == "closing" else 0.4)


def killed(path, kind, last_round, delay_s):
    """Record and be killed; return what was told until then."""
    rounds = last_round if kind == "closing" else 100_000
    word = str(3 * last_round) if kind == "round" else kind

    def is_time(said):
        # A moment within what takes about as long: to make the key and the file, or to close it.
        return said == word and (kind == "round" or not threading.Event().wait(delay_s))

    return kill_after(sealed_child(path, rounds, PASSPHRASE), is_time)


def lies_in_clear(folder):
    """Return what of a recording is found in any file beneath a folder without a passphrase."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    return [(each.name, word) for each in files for word in CLEAR if word in each.read_bytes()]


def test_a_kill_at_any_moment_leaves_a_sealed_recording_whole(tmp_path):
    GIVEN.remember(SEAL)
    for place, (kind, last_round, delay_s) in enumerate(moments(KILLS, random.Random(20261130))):
        folder = tmp_path / f"{place}"
        folder.mkdir()
        path = folder / "one.soften"
        said = killed(path, kind, last_round, delay_s)
        assert lies_in_clear(folder) == [], (place, kind)
        last = max((int(word) for word in said if word.isdigit()), default=0)
        refused = ""
        with contextlib.suppress(RecordingError):
            refused = "no recording"
            kept, unexpected = check_whole(path)
            refused = ""
        if refused:
            assert kind == "starting", place
            assert not path.exists() or path.stat().st_size == 0, place
            continue
        assert unexpected or "closing" in said, place
        assert kept >= last - 3 * ROUNDS_A_SECOND, (place, kind)


def test_what_is_looked_for_is_there_in_a_plain_one(tmp_path):
    """The search above is not empty."""
    kill_after(child(tmp_path / "one.soften", 100_000), lambda word: word == "300")
    assert {word for _, word in lies_in_clear(tmp_path)} >= {b"SQLite format 3", b"CREATE TABLE", b"practice"}
