"""The sound of a practice from its events to the loudspeaker: there, not there, gone and back, and always ended."""

import ctypes.util
import queue
import sys
import threading
import wave
from collections.abc import Callable

import numpy as np
import pytest

from biofeedback.clock import HostClock
from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from biofeedback.events import BreathPlanned, PracticeEnded, PromptShown
from biofeedback.hub import Hub
from tests.rigs.practices.small_practice import PRACTICE, SPOKEN, began, begun
from tests.rigs.sound.pretend_speaker import PATIENCE_S, PretendSpeaker
from tests.rigs.suite import programs
from tests.rigs.words.said_errors import raises_saying, said
from ui.sound.playing import STALLED_AFTER_S
from ui.sound.settings import SoundSettings
from ui.sound.sound_out import SoundOut
from ui.sound.speaker import open_speaker

BREATH = BreathPlanned(t_s=0.0, in_s=40.0, hold_in_s=0.0, out_s=60.0, hold_out_s=0.0)
END = PracticeEnded(t_s=0.5, mode="early")


class Room:
    """A sound that follows a hub, with loudspeakers that a test puts there and takes away."""

    def __init__(self, settings: SoundSettings, opener: Callable[[str], PretendSpeaker], **options) -> None:
        self.hub = Hub()
        self.inbox = self.hub.subscribe()
        self.errors: queue.SimpleQueue[SoundError] = queue.SimpleQueue()
        self.sound = SoundOut(settings, opener=opener, **options)
        self.sound.follow(PRACTICE, HostClock(), self.inbox, self.errors.put)

    def next_error(self) -> SoundError:
        return self.errors.get(timeout=PATIENCE_S)


def threads_of_sound() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "sound"]


@pytest.fixture(autouse=True)
def _however_busy_the_machine_is(monkeypatch):
    """A bell is left out that comes 2 s late, as it does where the thread of the sound gets no time so long."""
    monkeypatch.setattr("ui.sound.mix._LATE_S", PATIENCE_S)


@pytest.fixture(autouse=True)
def _every_thread_ends():
    yield
    for thread in threads_of_sound():
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def loudness_while_closing(room: Room, speaker: PretendSpeaker) -> float:
    """Close the sound while the loudspeaker plays on, and return the loudest sample."""
    closing = threading.Thread(target=room.sound.close)
    closing.start()
    loudest = max(float(np.abs(block).max()) for block in speaker.play_until_closed())
    closing.join(PATIENCE_S)
    assert not closing.is_alive()
    return loudest


def bell_is_heard(speaker: PretendSpeaker) -> bool:
    """Let the loudspeaker play until a bell came through the thread of the sound."""
    return any(float(np.abs(speaker.ask(480)).max()) > 0.2 for _ in range(20_000))


def test_events_are_heard_and_the_latency_is_told():
    speaker = PretendSpeaker(latency_s=0.08)
    room = Room(SoundSettings(volume=1.0), lambda _name: speaker)
    assert speaker.started.wait(PATIENCE_S)
    room.hub.publish(*begun(0.0), BREATH)
    assert bell_is_heard(speaker)
    assert room.sound.latency_s == 0.08
    assert loudness_while_closing(room, speaker) > 0.0
    assert np.isnan(room.sound.latency_s)


def test_without_a_loudspeaker_there_is_one_sentence_and_silence():
    asked = []

    def none(_name: str) -> PretendSpeaker:
        asked.append(1)
        raise SoundError(SoundErrorCode.NO_SPEAKER)

    room = Room(SoundSettings(), none)
    assert room.next_error().code == SoundErrorCode.NO_SPEAKER
    room.hub.publish(began(0, 0.0), BREATH, PromptShown(t_s=0.1, text=SPOKEN, for_s=6.0))
    room.sound.close()
    assert room.errors.empty()
    assert len(asked) == 1
    assert np.isnan(room.sound.latency_s)


def test_a_loudspeaker_that_goes_is_told_once_and_the_next_one_plays_on(monkeypatch):
    monkeypatch.setattr("ui.sound.sound_thread.RETRY_S", 0.0)
    speakers = [PretendSpeaker(), PretendSpeaker()]
    waiting = iter([speakers[0], None, None, speakers[1]])

    def opener(_name: str) -> PretendSpeaker:
        speaker = next(waiting)
        if speaker is None:
            raise SoundError(SoundErrorCode.NO_SPEAKER)
        return speaker

    room = Room(SoundSettings(volume=1.0), opener)
    assert speakers[0].started.wait(PATIENCE_S)
    room.hub.publish(BREATH)
    speakers[0].active = False
    assert room.next_error().code == SoundErrorCode.SPEAKER_LOST
    assert speakers[0].closed.wait(PATIENCE_S)
    assert speakers[1].started.wait(PATIENCE_S)
    assert room.errors.empty()
    # It knows of the breath that was planned before it came.
    assert loudness_while_closing(room, speakers[1]) > 0.0


class Loudspeakers:
    """Opens pretended loudspeakers by their names, while they are plugged in."""

    def __init__(self, *plugged: str) -> None:
        self.plugged = {"", *plugged}
        self.opened: queue.SimpleQueue[tuple[str, PretendSpeaker]] = queue.SimpleQueue()

    def __call__(self, name: str) -> PretendSpeaker:
        if name not in self.plugged:
            raise SoundError(SoundErrorCode.NO_SPEAKER)
        speaker = PretendSpeaker()
        self.opened.put((name, speaker))
        return speaker

    def next(self) -> tuple[str, PretendSpeaker]:
        name, speaker = self.opened.get(timeout=PATIENCE_S)
        assert speaker.started.wait(PATIENCE_S)
        return name, speaker


def fade(speaker: PretendSpeaker) -> None:
    """Let it be asked until it is closed."""
    for _ in speaker.play_until_closed():
        pass


def test_a_practice_goes_from_one_loudspeaker_to_another_and_back():
    there = Loudspeakers("hall")
    room = Room(SoundSettings(volume=1.0), there)
    name, usual = there.next()
    assert name == ""
    room.hub.publish(BREATH)
    room.sound.go_to("hall")
    fade(usual)
    name, hall = there.next()
    assert name == "hall"
    room.sound.go_to("hall")
    room.sound.go_to("")
    fade(hall)
    name, usual = there.next()
    assert name == ""
    assert loudness_while_closing(room, usual) > 0.0
    assert room.errors.empty()


def test_one_that_goes_leaves_the_practice_to_the_usual_one_and_is_found_when_it_is_looked_for():
    there = Loudspeakers("hall")
    room = Room(SoundSettings(volume=1.0), there, device="hall")
    name, hall = there.next()
    assert name == "hall"
    there.plugged.remove("hall")
    hall.active = False
    name, usual = there.next()
    assert name == "", "at once"
    assert room.next_error().code == SoundErrorCode.SPEAKER_ELSEWHERE
    room.sound.go_to("hall")  # looked for, and not there yet
    fade(usual)
    name, usual = there.next()
    assert name == ""
    there.plugged.add("hall")
    room.sound.go_to("hall")
    fade(usual)
    name, hall = there.next()
    assert name == "hall"
    assert room.errors.empty(), "it was said once"
    loudness_while_closing(room, hall)


def test_without_any_loudspeaker_nothing_is_said_of_the_one_for_the_room():
    there = Loudspeakers()
    there.plugged.clear()
    room = Room(SoundSettings(), there, device="hall")
    assert room.next_error().code == SoundErrorCode.NO_SPEAKER
    room.sound.close()
    assert room.errors.empty()


def test_a_loudspeaker_that_stands_still_has_gone(manual_clock):
    speaker = PretendSpeaker()
    hub, errors = Hub(), queue.SimpleQueue()
    sound = SoundOut(SoundSettings(), opener=lambda _name: speaker)
    sound.follow(PRACTICE, manual_clock, hub.subscribe(), errors.put)
    assert speaker.started.wait(PATIENCE_S)
    manual_clock.advance(STALLED_AFTER_S + 0.1)
    assert errors.get(timeout=PATIENCE_S).code == SoundErrorCode.SPEAKER_LOST
    sound.close()


def test_the_end_of_the_session_ends_the_sound():
    speaker = PretendSpeaker()
    room = Room(SoundSettings(), lambda _name: speaker)
    assert speaker.started.wait(PATIENCE_S)
    room.hub.close(room.inbox)
    for _ in speaker.play_until_closed():
        pass
    assert speaker.closed.is_set()


def test_the_last_bell_rings_on_until_it_is_closed():
    speaker = PretendSpeaker()
    room = Room(SoundSettings(volume=1.0), lambda _name: speaker)
    assert speaker.started.wait(PATIENCE_S)
    room.hub.publish(*begun(0.0), END)
    room.hub.close(room.inbox)
    assert bell_is_heard(speaker)
    assert not speaker.closed.is_set()
    assert loudness_while_closing(room, speaker) > 0.1


def test_a_device_that_does_not_answer_holds_nobody_up():
    speaker = PretendSpeaker()
    room = Room(SoundSettings(), lambda _name: speaker)
    assert speaker.started.wait(PATIENCE_S)
    room.sound.close()  # nobody asks for the fade
    assert speaker.closed.is_set()


def test_settings_change_while_it_plays():
    speaker = PretendSpeaker()
    room = Room(SoundSettings(volume=1.0), lambda _name: speaker)
    assert speaker.started.wait(PATIENCE_S)
    room.sound.change(SoundSettings(volume=0.0))
    room.hub.publish(*begun(0.0), BREATH)
    for _ in range(30):
        speaker.ask(480)
    assert loudness_while_closing(room, speaker) == 0.0


def test_sound_rests_and_comes_back_as_it_was():
    speaker = PretendSpeaker()
    room = Room(SoundSettings(volume=1.0), lambda _name: speaker)
    assert speaker.started.wait(PATIENCE_S)
    room.sound.mute(muted=True)
    for _ in range(200):
        speaker.ask(480)
    room.hub.publish(began(0, 0.0), BREATH)
    assert not any(float(np.abs(speaker.ask(480)).max()) > 0.0 for _ in range(30))
    room.sound.change(SoundSettings(volume=0.9))  # what is changed while it rests is heard when it is back
    assert not any(float(np.abs(speaker.ask(480)).max()) > 0.0 for _ in range(30))
    room.sound.mute(muted=False)
    assert any(float(np.abs(speaker.ask(480)).max()) > 0.0 for _ in range(20_000))
    loudness_while_closing(room, speaker)


def test_a_prompt_is_spoken_with_its_file(tmp_path):
    with wave.open(str(tmp_path / "here.wav"), "wb") as writer:
        writer.setparams((1, 2, 48_000, 0, "NONE", ""))
        writer.writeframes(np.full(240_000, 12_000, "<i2").tobytes())
    speaker = PretendSpeaker()
    settings = SoundSettings(volume=1.0, breath="off", bells_volume=0.0)
    room = Room(settings, lambda _name: speaker, voice_folder=tmp_path)
    assert speaker.started.wait(PATIENCE_S)
    room.hub.publish(PromptShown(t_s=0.0, text=SPOKEN, for_s=6.0))
    room.hub.close(room.inbox)
    assert max(float(np.abs(block).max()) for block in speaker.play_until_closed()) > 0.2


def test_a_voice_file_that_is_not_there_is_told_and_the_rest_is_heard(tmp_path):
    speaker = PretendSpeaker()
    room = Room(SoundSettings(volume=1.0), lambda _name: speaker, voice_folder=tmp_path)
    assert "here.wav" in said(room.next_error())
    assert speaker.started.wait(PATIENCE_S)
    room.hub.publish(began(0, 0.0), PromptShown(t_s=0.0, text=SPOKEN, for_s=6.0))
    room.hub.close(room.inbox)
    assert sum(len(block) for block in speaker.play_until_closed()) > 0
    assert room.errors.empty()


def test_a_fault_of_ours_is_told_and_ends_the_sound_alone(caplog):
    def broken(_name: str) -> PretendSpeaker:
        raise ZeroDivisionError

    room = Room(SoundSettings(), broken)
    assert room.next_error().code == SoundErrorCode.STOPPED
    room.sound.close()
    assert "the sound stopped short" in caplog.text


def test_neither_qt_nor_portaudio_is_loaded_before_there_is_sound():
    program = "import sys, ui.sound.sound_out; sys.exit(bool({'sounddevice', 'PySide6', 'scipy'} & set(sys.modules)))"
    assert programs.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library comes along with sounddevice")
def test_without_the_library_its_package_is_named(monkeypatch):
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    with raises_saying(SoundError, "libportaudio2"):
        open_speaker()
