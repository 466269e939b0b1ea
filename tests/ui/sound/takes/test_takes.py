"""Takes of one's own voice: trimmed, levelled, kept by the hash of their words, spoken before any other voice."""

import os
import stat
import wave
from dataclasses import replace

import numpy as np
import pytest

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.model import Prompt
from biofeedback.practices import built_in_practices
from tests.rigs.practices.small_practice import PRACTICE, SPOKEN
from tests.rigs.sound.pretend_microphone import PretendMicrophone, room, speech
from tests.rigs.sound.pretend_speaker import PretendSpeaker
from tests.rigs.sound.sound_measures import level_db, pitch_hz
from ui.sound.takes.listening import Listening
from ui.sound.takes.microphone import LONGEST_S, PortAudioMicrophone, Taking
from ui.sound.takes.store import TakeStore, words_of_practice
from ui.sound.takes.take import LOUDEST, MARGIN_S, SPOKEN_DB, Take, level, take_of
from ui.sound.takes.taken_voice import InTurn, TakenVoice
from ui.sound.voice import RecordedVoice

RATES_HZ = (16_000.0, 44_100.0, 48_000.0)
OTHER = "May you be kind to yourself."


def spoken_in(before_s: float, words_s: float, after_s: float, rate_hz: float, **options) -> np.ndarray:
    """Words in the quiet of a room."""
    level_of_room = options.pop("room_db", -62.0)
    sound = room(before_s + words_s + after_s, rate_hz, level_db=level_of_room)
    begins = round(before_s * rate_hz)
    words = speech(words_s, rate_hz, **options)
    sound[begins : begins + len(words)] += words
    return sound


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("loud", [0.02, 0.1, 0.3])
@pytest.mark.parametrize("room_db", [-75.0, -62.0])
def test_quiet_is_cut_off_at_both_ends_and_every_word_stays(rate_hz, loud, room_db):
    sound = spoken_in(1.3, 2.0, 0.9, rate_hz, level=loud, room_db=room_db)
    take = take_of(sound, rate_hz)
    assert take.length_s == pytest.approx(2.0 + 2.0 * MARGIN_S, abs=0.1)
    # The words are where they were, whole.
    begins = round((1.3 - MARGIN_S) * rate_hz)
    expected = sound[begins : begins + len(take.samples)] - sound.mean()
    shifts = range(-round(0.05 * rate_hz), round(0.05 * rate_hz) + 1, max(1, round(0.001 * rate_hz)))
    best = max(np.corrcoef(np.roll(expected, shift), take.samples)[0, 1] for shift in shifts)
    assert best > 0.9


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_all_takes_are_equally_loud_however_near_the_microphone_was(rate_hz):
    levels = []
    for loud in (0.01, 0.05, 0.2, 0.5):
        take = take_of(spoken_in(0.7, 2.0, 0.7, rate_hz, level=loud, room_db=-85.0), rate_hz)
        words = take.samples[round(MARGIN_S * rate_hz) : -round(MARGIN_S * rate_hz)]
        levels.append(level_db(words))
        assert np.abs(take.samples).max() <= LOUDEST
    assert max(levels) - min(levels) < 1.0
    assert levels[1] == pytest.approx(SPOKEN_DB, abs=1.0)


def test_somebody_who_speaks_all_through_is_not_cut():
    rate_hz = 48_000.0
    take = take_of(speech(3.0, rate_hz), rate_hz)
    assert take.length_s == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("nothing", [np.zeros(0), np.zeros(48_000), np.full(48_000, 0.3)])
def test_where_nobody_spoke_there_is_no_take(nothing):
    assert not take_of(nothing, 48_000.0).has_sound


def test_neither_a_humming_room_nor_a_click_is_a_take():
    assert not take_of(room(3.0, 48_000.0, level_db=-45.0), 48_000.0).has_sound
    clicked = room(3.0, 48_000.0)
    clicked[50_000:50_400] += 0.5
    assert not take_of(clicked, 48_000.0).has_sound
    assert not take_of(np.full(10, np.nan), 48_000.0).has_sound


def test_what_was_too_loud_is_told():
    loud = np.clip(spoken_in(0.5, 2.0, 0.5, 48_000.0, level=1.5), -1.0, 1.0)
    assert take_of(loud, 48_000.0).clipped
    assert not take_of(spoken_in(0.5, 2.0, 0.5, 48_000.0, level=0.3), 48_000.0).clipped


def test_the_bar_goes_from_nothing_to_full():
    assert level(np.zeros(0)) == 0.0
    assert level(np.zeros(480)) == 0.0
    assert level(np.ones(480)) == 1.0
    assert 0.3 < level(room(0.1, 48_000.0, level_db=-30.0)) < 0.7


def test_the_microphone_is_open_while_a_take_is_made_and_at_no_other_time():
    microphone = PretendMicrophone()
    taking = Taking(lambda: microphone)
    assert microphone.open
    microphone.hear(spoken_in(0.5, 1.0, 0.0, 48_000.0))
    assert taking.level > 0.3
    microphone.hear(room(0.5, 48_000.0))
    assert taking.level < 0.1
    assert taking.length_s == 2.0
    assert taking.finish().has_sound
    assert not microphone.open
    again = Taking(lambda: microphone)
    again.cancel()
    assert not microphone.open
    assert microphone.closed == 2


def test_a_take_takes_in_no_more_than_a_minute():
    microphone = PretendMicrophone(8_000.0)
    taking = Taking(lambda: microphone)
    microphone.hear(speech(LONGEST_S + 5.0, 8_000.0))
    assert taking.full
    assert taking.length_s == pytest.approx(LONGEST_S, abs=0.02)
    assert taking.finish().length_s <= LONGEST_S + 0.02


class _SoundDevice:
    PortAudioError = ArithmeticError

    def __init__(self, channels: int, *, refuses: str = "") -> None:
        self._channels, self._refuses = channels, refuses

    def _terminate(self) -> None:
        pass

    def _initialize(self) -> None:
        pass

    def query_devices(self) -> list[dict[str, int]]:
        return [{"max_input_channels": 0}, {"max_input_channels": self._channels}]

    def InputStream(self, **_: object) -> object:
        if self._refuses == "opening":
            raise ArithmeticError
        outer = self

        class Stream:
            samplerate = 48_000

            def start(self) -> None:
                if outer._refuses == "starting":
                    raise ArithmeticError

            def close(self, *, ignore_errors: bool) -> None:
                pass

        return Stream()


@pytest.mark.parametrize(
    ("channels", "refuses", "code"),
    [
        (0, "", SoundErrorCode.NO_MICROPHONE),
        (1, "opening", SoundErrorCode.MICROPHONE_REFUSED),
        (1, "starting", SoundErrorCode.MICROPHONE_REFUSED),
    ],
)
def test_no_microphone_and_one_that_is_refused_are_told_apart(channels, refuses, code):
    with pytest.raises(SoundError) as caught:
        Taking(lambda: PortAudioMicrophone(_SoundDevice(channels, refuses=refuses)))
    assert caught.value.code == code


@pytest.fixture
def store(tmp_path):
    return TakeStore(PRACTICE, tmp_path)


def a_take(hz: float = 300.0, rate_hz: float = 44_100.0) -> Take:
    return Take(0.5 * np.sin(2.0 * np.pi * hz * np.arange(round(rate_hz)) / rate_hz), rate_hz)


def test_takes_lie_beside_the_practice_for_nobody_else_to_read(store, tmp_path):
    store.keep(SPOKEN, a_take())
    assert store.has(SPOKEN)
    assert store.taken == {SPOKEN}
    path = store.path(SPOKEN)
    assert path.parent == tmp_path / "voices" / "small"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    with wave.open(str(path)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 44_100)
        assert reader.getnframes() == 44_100
    kept = store.take(SPOKEN)
    np.testing.assert_allclose(kept.samples, a_take().samples, atol=1e-4)
    own = TakeStore(replace(PRACTICE, folder=str(tmp_path / "mine")), tmp_path)
    assert own.folder == tmp_path / "mine" / "voices" / "small"


def test_a_sentence_that_changed_is_asked_for_again(store, tmp_path):
    store.keep(SPOKEN, a_take())
    assert not store.has(SPOKEN + " Again.")
    assert store.has(f"  {SPOKEN} ")
    phrases = replace(
        PRACTICE, asks=("phrases",), phrases=("May I be well",), answers=Answers(phrases=("May I be well",))
    )
    TakeStore(phrases, tmp_path).keep("{phrase1}", a_take())
    assert TakeStore(phrases, tmp_path).has("{phrase1}")
    other = replace(phrases, answers=Answers(phrases=("May I be kind",)))
    assert not TakeStore(other, tmp_path).has("{phrase1}")


def test_a_take_can_be_made_anew_and_deleted(store):
    store.keep(SPOKEN, a_take(300.0))
    store.keep(SPOKEN, a_take(600.0))
    take = store.take(SPOKEN)
    assert pitch_hz(take.samples, take.rate_hz) == pytest.approx(600.0, abs=1.0)
    store.forget(SPOKEN)
    assert store.take(SPOKEN) is None
    assert not store.folder.exists()
    store.forget(SPOKEN)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "voices").write_text("no folder")
    store = TakeStore(PRACTICE, tmp_path)
    with pytest.raises(SoundError) as caught:
        store.keep(SPOKEN, a_take())
    assert caught.value.code == SoundErrorCode.TAKE_NOT_KEPT


def test_every_prompt_of_every_length_is_asked_for_once():
    for practice in built_in_practices():
        words = words_of_practice(practice)
        assert len(words) == len(set(words))
        said = {prompt.text for _, steps in practice.lengths for step in steps for prompt in step.prompts}
        assert said | {prompt.text for step in practice.steps for prompt in step.prompts} == set(words)


def test_takes_are_spoken_and_the_others_left_to_the_other_voice_prompt_by_prompt(tmp_path):
    steps = (replace(PRACTICE.steps[0], prompts=(Prompt(SPOKEN, 1.0, "here.wav"), Prompt(OTHER, 5.0, "other.wav"))),)
    practice = replace(PRACTICE, steps=steps)
    for name, hz in (("here", 1000.0), ("other", 2000.0)):
        other = TakeStore(practice, tmp_path / name)
        other.keep(SPOKEN, a_take(hz))
        other.path(SPOKEN).rename(tmp_path / f"{name}.wav")
    store = TakeStore(practice, tmp_path)
    store.keep(SPOKEN, a_take(300.0))
    voice = InTurn([TakenVoice(store), RecordedVoice(practice, tmp_path)])
    voice.check()
    for text, hz in ((SPOKEN, 300.0), (OTHER, 2000.0)):
        clip = voice.clip(text, 48_000.0)
        assert pitch_hz(clip.samples, 48_000.0) == pytest.approx(hz, abs=2.0)
        assert len(clip.samples) == 48_000
    assert TakenVoice(store).clip(OTHER, 48_000.0) is None
    store.path(SPOKEN).write_bytes(b"broken")
    assert pitch_hz(voice.clip(SPOKEN, 48_000.0).samples, 48_000.0) == pytest.approx(1000.0, abs=2.0)
    with pytest.raises(SoundError):
        TakenVoice(store).clip(SPOKEN, 48_000.0)


def test_a_take_is_heard_whole_and_then_over():
    speaker = PretendSpeaker(latency_s=0.05)
    listening = Listening(a_take(), 1.0, lambda: speaker)
    sound = np.concatenate([speaker.ask(480) for _ in range(99)])
    assert not listening.over
    assert pitch_hz(sound[:, 0].astype(np.float64), 48_000.0) == pytest.approx(300.0, abs=1.0)
    for _ in range(10):
        speaker.ask(480)
    assert listening.over
    assert not speaker.ask(480).any()
    listening.close()
    assert speaker.closed.is_set()


def test_a_take_is_heard_by_somebody_who_practises_in_silence_too():
    speaker = PretendSpeaker()
    Listening(a_take(), 0.0, lambda: speaker)
    assert np.abs(speaker.ask(4800)).max() > 0.05
