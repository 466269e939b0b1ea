"""A track from the events of a practice to the loudspeaker, with the real thread that decodes it."""

import queue
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from biofeedback.error_codes import SoundErrorCode
from biofeedback.events import Paused, PracticeEnded, PromptShown, Resumed
from biofeedback.hub import Hub
from biofeedback.practice.script.model import Practice, Prompt, Track
from tests.rigs.practices.small_practice import PRACTICE, SPOKEN, began
from tests.rigs.sound.made_tracks import sweep, tone, write_track
from tests.rigs.sound.pretend_speaker import PATIENCE_S, PretendSpeaker
from tests.rigs.sound.sound_measures import pitch_hz
from ui.sound.settings import SoundSettings
from ui.sound.sound_out import SoundOut
from ui.sound.track.sound_file import sha256_of

RATE_HZ = 48_000
BLOCK = 480


class Room:
    """A practice of one track that is heard in held time."""

    def __init__(self, folder, clock, speakers, *, practice: Practice) -> None:
        self.clock = clock
        self.hub = Hub()
        self.errors: queue.SimpleQueue = queue.SimpleQueue()
        waiting = iter(speakers)
        settings = SoundSettings(volume=1.0)
        self.sound = SoundOut(settings, voice_folder=folder, opener=lambda _name: next(waiting))
        self.sound.follow(practice, clock, self.hub.subscribe(), self.errors.put)

    def hear(self, speaker: PretendSpeaker, length_s: float) -> np.ndarray:
        """What comes in this time, which passes as the loudspeaker asks; a moment is left to whoever decodes."""
        blocks = []
        for _ in range(round(length_s * RATE_HZ / BLOCK)):
            blocks.append(speaker.ask(BLOCK))
            self.clock.advance(BLOCK / RATE_HZ)
            time.sleep(0.0005)
        return np.concatenate(blocks)[:, 0].astype(np.float64)

    def close(self, speaker: PretendSpeaker) -> None:
        closing = threading.Thread(target=self.sound.close)
        closing.start()
        for _ in speaker.play_until_closed():
            pass
        closing.join(PATIENCE_S)
        assert not closing.is_alive()
        assert not [each for each in threading.enumerate() if each.name in ("track", "sound") and each.is_alive()]


@pytest.fixture
def rising(tmp_path):
    """A minute in which the pitch tells the second: 100 Hz more in each."""
    return write_track(tmp_path / "rising.flac", sweep(60.0, 44_100, until_hz=6000.0), 44_100)


def of(path, **changes) -> Practice:
    return replace(PRACTICE, track=Track(path.name, sha256_of(path), path.stat().st_size), **changes)


def second_heard(sound: np.ndarray) -> float:
    return pitch_hz(sound[-4800:], RATE_HZ) / 100.0 + 0.05


def until_heard(room: Room, speaker: PretendSpeaker) -> None:
    for _ in range(2000):
        if np.abs(room.hear(speaker, 0.1)).max() > 0.1:
            return
    raise AssertionError("nothing was heard")


def test_it_is_heard_where_the_practice_is_and_on_the_next_loudspeaker_too(tmp_path, rising, manual_clock, monkeypatch):
    monkeypatch.setattr("ui.sound.sound_thread.RETRY_S", 0.0)
    speakers = [PretendSpeaker(), PretendSpeaker(rate_hz=44_100.0)]
    room = Room(tmp_path, manual_clock, speakers, practice=of(rising))
    assert speakers[0].started.wait(PATIENCE_S)
    begins_s = manual_clock.now_s()
    room.hub.publish(began(0, begins_s))
    until_heard(room, speakers[0])
    place_s = second_heard(room.hear(speakers[0], 2.0))
    assert place_s == pytest.approx(manual_clock.now_s() + 0.1 - begins_s, abs=0.05)
    speakers[0].active = False
    assert speakers[1].started.wait(PATIENCE_S)
    assert room.errors.get(timeout=PATIENCE_S).code == SoundErrorCode.SPEAKER_LOST
    until_heard(room, speakers[1])
    sound = room.hear(speakers[1], 2.0)
    # The other loudspeaker plays fewer frames a second, so the clock of the rig passes by that much less.
    assert pitch_hz(sound[-4410:], 44_100) / 100.0 + 0.05 == pytest.approx(
        manual_clock.now_s() + 0.1 - begins_s, abs=0.3
    )
    assert room.errors.empty()
    room.close(speakers[1])


def test_it_waits_and_goes_on_and_words_are_not_spoken(tmp_path, rising, manual_clock):
    speaker = PretendSpeaker()
    write_track(tmp_path / "here.wav", tone(1.0, 48_000, hz=5000.0, channels=1), 48_000)
    step = replace(PRACTICE.steps[0], prompts=(Prompt(SPOKEN, 1.0, "here.wav"),))
    room = Room(tmp_path, manual_clock, [speaker], practice=of(rising, steps=(step,)))
    assert speaker.started.wait(PATIENCE_S)
    room.hub.publish(began(0, manual_clock.now_s()), PromptShown(t_s=0.0, text=SPOKEN, for_s=6.0))
    until_heard(room, speaker)
    sound = room.hear(speaker, 1.0)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert spectrum[4950:5050].max() < 1e-3 * spectrum.max()
    before = second_heard(sound)
    room.hub.publish(Paused(t_s=manual_clock.now_s() + 0.1, mode="pause"))
    deadline = time.monotonic() + PATIENCE_S
    while np.abs(room.hear(speaker, 0.2)).max() > 0.0:
        assert time.monotonic() < deadline
    room.hub.publish(Resumed(t_s=manual_clock.now_s()))
    until_heard(room, speaker)
    after = second_heard(room.hear(speaker, 0.5))
    assert before < after < before + 4.0
    room.hub.publish(PracticeEnded(t_s=manual_clock.now_s(), mode="early"))
    room.close(speaker)


def test_another_sound_than_the_practice_was_made_with_is_told_and_played(tmp_path, rising, manual_clock):
    speaker = PretendSpeaker()
    practice = replace(PRACTICE, track=Track(rising.name, "0" * 64, 1))
    room = Room(tmp_path, manual_clock, [speaker], practice=practice)
    assert room.errors.get(timeout=PATIENCE_S).code == SoundErrorCode.TRACK_CHANGED
    assert speaker.started.wait(PATIENCE_S)
    room.hub.publish(began(0, manual_clock.now_s()))
    until_heard(room, speaker)
    room.close(speaker)


@pytest.mark.parametrize("there", [True, False])
def test_a_sound_that_cannot_be_used_is_told_once_and_the_practice_goes_on(tmp_path, manual_clock, there):
    speaker = PretendSpeaker()
    if there:
        (tmp_path / "t.mp3").write_bytes(b"no sound" * 100)
    practice = replace(PRACTICE, track=Track("t.mp3", "0" * 64, 1))
    room = Room(tmp_path, manual_clock, [speaker], practice=practice)
    assert speaker.started.wait(PATIENCE_S)
    room.hub.publish(began(0, manual_clock.now_s()))
    assert not room.hear(speaker, 2.0).any()
    room.close(speaker)
    codes = set()
    while not room.errors.empty():
        codes.add(room.errors.get().code)
    assert SoundErrorCode.TRACK_NO_SOUND in codes if there else codes == {SoundErrorCode.TRACK_MISSING}
