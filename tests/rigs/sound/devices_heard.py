"""A program: what goes through the loudspeaker and the microphone of this machine, told as one JSON line.

``take``: speaks a take through the loudspeaker while another is made with the microphone. ``track FILE SECONDS``: plays
a practice that is this recording for so long. ``moves``: plays the breath from the loudspeaker that each line of its
input names, ``usual`` for the usual one, and tells each as it goes there.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from biofeedback.clock import HostClock
from biofeedback.errors import SoftenError
from biofeedback.events import BreathPlanned
from biofeedback.hub import Hub
from biofeedback.practice.script.model import Track
from tests.rigs.practices.small_practice import PRACTICE, began
from tests.rigs.sound.pretend_microphone import speech
from ui.sound.settings import SoundSettings
from ui.sound.sound_out import SoundOut
from ui.sound.speaker import speaker_names
from ui.sound.takes.listening import Listening
from ui.sound.takes.microphone import Taking
from ui.sound.takes.take import Take
from ui.sound.track.sound_file import sha256_of

_RATE_HZ = 48_000.0
_SPOKEN_S = 2.0
_QUIET_S = 0.7  # heard before anybody speaks
_AWAKE_S = 20.0  # for which the loudspeaker plays silence beside it: longer than a take


def take() -> dict[str, object]:
    """Hear oneself."""
    taking = Taking()
    # What the loudspeaker plays is heard once it plays anything: its monitor sleeps until then, and wakes late.
    awake = Listening(Take(np.zeros(round(_AWAKE_S * _RATE_HZ)), _RATE_HZ), 1.0)
    awake_s = time.monotonic()
    while taking.length_s < _QUIET_S and time.monotonic() < awake_s + 0.5 * _AWAKE_S:
        time.sleep(0.01)
    listening = Listening(Take(speech(_SPOKEN_S, _RATE_HZ), _RATE_HZ), 1.0)
    loudest = 0.0
    until_s = time.monotonic() + _SPOKEN_S + 1.5
    while time.monotonic() < until_s:
        loudest = max(loudest, taking.level)
        time.sleep(0.01)
    listening.close()
    awake.close()
    made = taking.finish()
    return {"length_s": made.length_s, "clipped": made.clipped, "loudest": loudest, "heard_s": taking.length_s}


def track(path: Path, seconds: float) -> dict[str, object]:
    """Play a track."""
    errors: list[str] = []
    hub, clock = Hub(), HostClock()
    sound = SoundOut(SoundSettings(volume=1.0), voice_folder=path.parent)
    practice = replace(PRACTICE, track=Track(path.name, sha256_of(path), path.stat().st_size))
    sound.follow(practice, clock, hub.subscribe(), lambda error: errors.append(str(error.code)))
    time.sleep(1.0)  # the loudspeaker is there
    begins_s = clock.now_s() + 0.5
    hub.publish(began(0, begins_s))
    begins_counter_s = time.perf_counter() + begins_s - clock.now_s()
    time.sleep(seconds)
    sound.close()
    return {"begins_s": begins_counter_s, "errors": errors}


def moves() -> dict[str, object]:
    """Go from one loudspeaker to the next."""
    errors: list[str] = []
    hub, clock = Hub(), HostClock()
    sound = None
    for line in sys.stdin:
        device = line.strip().replace("usual", "")
        if sound is None:
            sound = SoundOut(SoundSettings(volume=1.0), device=device)
            sound.follow(PRACTICE, clock, hub.subscribe(), lambda error: errors.append(str(error.code)))
            hub.publish(began(0, 0.0))
            for begins_s in (0.5, 120.5, 240.5):
                hub.publish(BreathPlanned(t_s=begins_s, in_s=60.0, hold_in_s=0.0, out_s=60.0, hold_out_s=0.0))
        sound.go_to(device)
        say({"goes_to": line.strip()})
    if sound is not None:
        sound.close()
    return {"errors": errors, "names": speaker_names()}


def say(told: object) -> None:
    """Tell the program that started this one."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    try:
        match arguments:
            case ["take"]:
                told = take()
            case ["track", path, seconds]:
                told = track(Path(path), float(seconds))
            case ["moves"]:
                told = moves()
    except SoftenError as error:
        told = {"error": str(error.code)}
    say(told)


if __name__ == "__main__":
    main(sys.argv[1:])
