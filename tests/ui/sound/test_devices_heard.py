"""Track and takes through real devices: PortAudio, ALSA and a sound server of our own, heard at its monitor."""

import ctypes.util
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from biofeedback.error_codes import SoundErrorCode
from tests.rigs.sound.made_tracks import sweep, write_track
from tests.rigs.sound.private_sound import HALL, PACKAGES, RATE_HZ, SINK, Ear, PrivateSound, play_beside
from tests.rigs.sound.sound_measures import pitch_hz
from ui.sound.takes.take import MARGIN_S

PATIENCE_S = 60.0
SPOKEN_S = 2.0
"""How long the rig speaks."""

MOST_TRIES = 8
"""Real time cannot be held: a busy machine leaves a loudspeaker without its next blocks, and what was not played is not
heard; eight times on end it does not."""


@pytest.fixture
def private_sound() -> Iterator[PrivateSound]:
    assert ctypes.util.find_library("portaudio"), f"these tests need PortAudio: install the packages {PACKAGES}"
    with PrivateSound() as sound:
        yield sound


def answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = process.communicate(timeout=PATIENCE_S)
    return json.loads(out)


def test_a_take_of_a_real_microphone_is_trimmed_to_what_was_said(private_sound):
    # The one source of the server is the monitor of its loudspeaker, so what is played is what is heard.
    lengths_s = []
    for _ in range(MOST_TRIES):
        heard = answer(play_beside(private_sound, "tests.rigs.sound.devices_heard", "take"))
        lengths_s.append(heard["length_s"])
        if lengths_s[-1] == pytest.approx(SPOKEN_S + 2.0 * MARGIN_S, abs=0.25):
            break
    else:
        pytest.fail(f"never trimmed to what was said: {lengths_s}")
    assert heard["heard_s"] > SPOKEN_S + 1.0
    assert 0.2 < heard["loudest"] < 1.0
    assert not heard["clipped"]


def late_by_s(private_sound: PrivateSound, path: Path) -> float:
    """Play a track and return by how many seconds another moment of it is heard than should be, as a rule."""
    ear = Ear(private_sound)
    told_of = answer(play_beside(private_sound, "tests.rigs.sound.devices_heard", "track", str(path), "9"))
    sound, began_s = ear.stop()
    assert told_of["errors"] == []
    deviations = []
    for second in (2.0, 4.0, 6.0):
        # 100 Hz more in each second tell which second of the track is heard.
        at = round((told_of["begins_s"] + second - began_s) * RATE_HZ)
        part = sound[at - RATE_HZ // 20 : at + RATE_HZ // 20, 0]
        if part.size and np.abs(part).max() > 0.1:
            deviations.append(abs(pitch_hz(part, RATE_HZ) / 100.0 - second))
    return float(np.median(deviations)) if len(deviations) == 3 else np.inf


def test_a_track_is_heard_where_the_practice_is_through_a_real_loudspeaker(private_sound, tmp_path):
    path = write_track(tmp_path / "rising.mp3", sweep(30.0, 44_100, until_hz=3000.0), 44_100)
    assert any(late_by_s(private_sound, path) < 0.15 for _ in range(MOST_TRIES))


def test_where_there_is_no_microphone_one_sentence_says_so(private_sound):
    private_sound.go_away()
    heard = answer(play_beside(private_sound, "tests.rigs.sound.devices_heard", "take"))
    assert heard["error"] in ("no-microphone", "microphone-refused")


class Moves:
    """A practice that goes from one loudspeaker to the next when it is told to, and who listens at each of them."""

    def __init__(self, sound: PrivateSound, *sinks: str) -> None:
        self._ears = {sink: Ear(sound, sink) for sink in sinks}
        self._program = play_beside(sound, "tests.rigs.sound.devices_heard", "moves")

    def heard_alone(self, device: str, where: str) -> bool:
        """Whether it comes to be heard ``where`` and nowhere else, for half a second, when it goes to this device."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{device}\n")
        self._program.stdin.flush()
        assert json.loads(self._program.stdout.readline()) == {"goes_to": device}
        until_s = time.monotonic() + PATIENCE_S
        while any((ear.loudest_now(0.5) > 1e-3) != (sink == where) for sink, ear in self._ears.items()):
            if time.monotonic() > until_s:
                return False
            time.sleep(0.02)
        return True

    def end(self) -> dict[str, Any]:
        """End it, and return what it tells of itself."""
        for ear in self._ears.values():
            ear.stop()
        return answer(self._program)


def test_a_practice_is_heard_from_the_loudspeaker_that_is_chosen_and_from_no_other(private_sound):
    private_sound.open_hall()
    moves = Moves(private_sound, SINK, HALL)
    for device, where in (("hall", HALL), ("usual", SINK), ("hall", HALL), ("nowhere", SINK), ("hall", HALL)):
        assert moves.heard_alone(device, where), device
    heard = moves.end()
    assert heard["errors"] == [SoundErrorCode.SPEAKER_ELSEWHERE]
    assert heard["names"] == ["hall"]


def test_without_the_loudspeaker_of_the_room_the_usual_one_is_heard(private_sound):
    moves = Moves(private_sound, SINK)
    assert moves.heard_alone("hall", SINK)
    assert moves.end()["errors"] == [SoundErrorCode.SPEAKER_ELSEWHERE]
