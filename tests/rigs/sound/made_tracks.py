"""Sound files as people have them, made of tones: any format, rate, number of channels, chapters and damage."""

from pathlib import Path

import mutagen
import numpy as np
import soundfile
from mutagen.id3 import CHAP, ID3, TIT2
from numpy.typing import NDArray


def tone(
    length_s: float, rate_hz: int, *, hz: float = 440.0, channels: int = 2, level: float = 0.5
) -> NDArray[np.float64]:
    """A steady tone, the same in every channel."""
    wave = level * np.sin(2.0 * np.pi * hz * np.arange(round(length_s * rate_hz)) / rate_hz)
    return np.repeat(wave[:, None], channels, axis=1)


def sweep(length_s: float, rate_hz: int, *, until_hz: float) -> NDArray[np.float64]:
    """A tone that rises in a straight line from 0, so that every moment has a pitch of its own."""
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    wave = 0.5 * np.sin(np.pi * until_hz / length_s * t_s**2)
    return np.repeat(wave[:, None], 2, axis=1)


def write_track(path: Path, samples: NDArray[np.float64], rate_hz: int, *, subtype: str | None = None) -> Path:
    """Write samples in the format that the name asks for."""
    opus = path.suffix == ".opus"
    soundfile.write(str(path), samples, rate_hz, format="OGG" if opus else None, subtype="OPUS" if opus else subtype)
    return path


def write_noise(path: Path, length_s: float, rate_hz: int = 48_000) -> Path:
    """Write a long file block by block."""
    noise = np.random.default_rng(3).uniform(-0.1, 0.1, (rate_hz, 2))
    with soundfile.SoundFile(str(path), "w", rate_hz, 2) as file:
        for _ in range(round(length_s)):
            file.write(noise)
    return path


def tell_chapters(path: Path, title: str, chapters: list[tuple[float, str]]) -> None:
    """Write title and chapters into a file: ID3 frames into an MP3, comments into any other."""
    if path.suffix == ".mp3":
        tags = ID3()
        tags.add(TIT2(encoding=3, text=[title]))
        for number, (begins_s, name) in enumerate(chapters):
            named = [TIT2(encoding=3, text=[name])] if name else []
            begins_ms = round(1000.0 * begins_s)
            tags.add(CHAP(element_id=f"c{number}", start_time=begins_ms, end_time=begins_ms + 1, sub_frames=named))
        tags.save(path)
        return
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    file["TITLE"] = title
    for number, (begins_s, name) in enumerate(chapters, start=1):
        file[f"CHAPTER{number:03}"] = f"00:{int(begins_s) // 60:02}:{begins_s % 60.0:06.3f}"
        file[f"CHAPTER{number:03}NAME"] = name
    file.save()
