"""Recorded voices: every WAV file that people make is read, and what cannot be is named with its reason."""

import wave
from pathlib import Path

import numpy as np
import pytest

from biofeedback.errors import SoundError
from tests.rigs.practices.small_practice import PRACTICE, SPOKEN
from tests.rigs.sound.sound_measures import click_db, pitch_hz
from tests.rigs.words.said_errors import raises_saying, said
from ui.sound.clips import Clip, Clips
from ui.sound.voice import RecordedVoice, read_wave, resampled


def write(file: Path, *, width: int = 2, channels: int = 1, rate_hz: int = 22_050, length_s: float = 0.5) -> np.ndarray:
    """Write a tone of 440 Hz and return its samples."""
    tone = 0.5 * np.sin(2 * np.pi * 440.0 * np.arange(round(length_s * rate_hz)) / rate_hz)
    whole = np.round(tone * (2 ** (8 * width - 1) - 1)).astype(np.int64) + (128 if width == 1 else 0)
    data = whole.astype("<i8").view(np.uint8).reshape(-1, 8)[:, :width]
    with wave.open(str(file), "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate_hz)
        writer.writeframes(np.repeat(data, channels, axis=0).tobytes())
    return tone


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_width_and_any_number_of_channels_is_read(tmp_path, width, channels):
    tone = write(tmp_path / "here.wav", width=width, channels=channels)
    samples, rate_hz = read_wave(tmp_path / "here.wav")
    assert rate_hz == 22_050
    np.testing.assert_allclose(samples, tone, atol=1.5 / 2 ** (8 * width - 1) if width < 4 else 1e-6)


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 48_000])
def test_a_clip_has_the_rate_of_the_loudspeaker(tmp_path, rate_hz):
    write(tmp_path / "here.wav", rate_hz=rate_hz)
    clip = RecordedVoice(PRACTICE, tmp_path).clip(SPOKEN, 48_000.0)
    assert clip is not None
    assert len(clip.samples) == pytest.approx(24_000, abs=8)
    assert pitch_hz(clip.samples, 48_000.0) == pytest.approx(440.0, abs=1.0)
    assert np.abs(clip.samples[1000:-1000]).max() == pytest.approx(0.5, abs=0.01)


def test_words_without_a_file_are_not_spoken(tmp_path):
    assert RecordedVoice(PRACTICE, tmp_path).clip("Something else.", 48_000.0) is None


def broken(file: Path, kind: str) -> None:
    match kind:
        case "no such file":
            pass
        case "not a WAV file":
            file.write_bytes(b"ID3 something else")
        case "not a WAV file, for it is empty":
            file.write_bytes(b"")
        case "longer than 120 seconds":
            write(file, rate_hz=100, length_s=121.0)
        case _:
            file.mkdir()


@pytest.mark.parametrize(
    "kind",
    ["no such file", "not a WAV file", "not a WAV file, for it is empty", "longer than 120 seconds", "directory"],
)
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path, kind):
    broken(tmp_path / "here.wav", kind)
    with raises_saying(SoundError, r"here\.wav") as error:
        RecordedVoice(PRACTICE, tmp_path).check()
    assert kind.split(",")[0] in said(error.value)


@pytest.mark.parametrize("cut", [3, 44, 45, 47, 1000])
def test_a_file_that_breaks_off_is_read_as_far_as_it_goes_or_named(tmp_path, cut):
    file = tmp_path / "here.wav"
    write(file, channels=2)
    file.write_bytes(file.read_bytes()[:cut])
    if cut < 44:
        with raises_saying(SoundError, r"here\.wav"):
            read_wave(file)
    else:
        assert len(read_wave(file)[0]) == (cut - 44) // 4


def test_a_clip_begins_and_ends_softly_and_makes_room_for_the_next():
    clips = Clips(48_000.0)
    clips.play(Clip(np.full(24_000, 0.8)))
    first = clips.render(100)
    clips.play(Clip(np.full(24_000, -0.8)))
    sound = np.concatenate((first, clips.render(500)))
    assert sound.max() == pytest.approx(0.8)
    assert sound.min() == pytest.approx(-0.8)
    assert click_db(sound, 48_000.0, 9000.0) < -75.0
    assert not sound[-5000:].any()


@pytest.mark.parametrize("rate_hz", [1, 3_999, 192_001, 2**27])
def test_a_rate_that_no_voice_has_is_refused(tmp_path, rate_hz):
    with wave.open(str(tmp_path / "voice.wav"), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(bytes(200))
    with raises_saying(SoundError, f"16 bits at {rate_hz:,} Hz|16 bits at {rate_hz} Hz"):
        read_wave(tmp_path / "voice.wav")


@pytest.mark.parametrize("rate_hz", [8_000.0, 44_100.0, 191_999.0, 47_999.0])
def test_odd_rates_keep_their_length(rate_hz):
    samples = np.sin(2 * np.pi * 440.0 * np.arange(round(rate_hz)) / rate_hz)
    assert len(resampled(samples, rate_hz, 48_000.0)) == pytest.approx(48_000, rel=2e-6, abs=1)
