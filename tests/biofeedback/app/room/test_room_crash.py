"""A program that is killed amid a room loses at most the last second of every recording, and none of them is torn."""

import random
import sys
from pathlib import Path

import pytest

from sessions.library.rooms import delete_guests_left_over
from tests.rigs.practices.killed_practices import SEATS, Moment, killed_practices, left_in

KILLS = 6

MOST_LOST_S = 1.0
"""What is promised."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")


def test_every_recording_of_a_killed_room_is_there_up_to_the_last_second(tmp_path: Path) -> None:
    chance = random.Random(20261130)
    folders = [tmp_path / str(kill) for kill in range(KILLS)]
    moments = [Moment(rounds=chance.randrange(20, 90)) for _ in folders]
    for killed in killed_practices("five", folders, moments):
        assert len(killed.recordings) == SEATS + 1
        for left in map(left_in, killed.recordings):
            assert left.unexpected
            assert left.faults == ()
            # A second of the session is kept with its tick.
            assert killed.lost_s(left.last_s + 1.0) <= MOST_LOST_S, left.path
        assert delete_guests_left_over(killed.folder / "sessions") == 1
        kept = {each.stem.rpartition("_")[2] for each in killed.room.glob("*.soften")}
        assert kept == {"Seat-0", "Seat-1", "Seat-2", "Seat-3", "room"}
