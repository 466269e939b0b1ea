"""A fuzz target for the WAV files of a voice."""

import io
import random
import struct
import wave
from pathlib import Path

import numpy as np

from biofeedback.errors import SoundError
from tests.fuzz.mutations import changed_bytes
from tests.fuzz.target import Target, expect_sentence
from ui.sound.voice import read_wave, resampled

_LOUDSPEAKER_HZ = 48_000.0
_CHUNKS = (b"RIFF", b"WAVE", b"fmt ", b"data", b"LIST", b"fact", b"\0\0\0\0")


def _wave(chance: random.Random) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(chance.choice((1, 1, 2, 4)))
        writer.setsampwidth(chance.choice((1, 2, 3, 4)))
        writer.setframerate(chance.choice((1, 8000, 22_050, 44_100, 48_000, 192_000, 44_099, 2**27)))
        writer.writeframes(chance.randbytes(chance.choice((0, 1, 24, 240))))
    return file.getvalue()


def _make(folder: Path, chance: random.Random) -> None:
    data = _wave(chance)
    match chance.randrange(4):
        case 0:
            data = changed_bytes(data, chance, header=44)
        case 1:  # a number of the header alone
            at = chance.choice((4, 16, 20, 22, 24, 28, 32, 34, 40))
            size = 2 if at in (20, 22, 32, 34) else 4
            number = chance.choice((0, 1, 3, 7, 0xFFFE, chance.randrange(2**16)))
            number = number if size == 2 else chance.choice((number, 2**31 - 1, 2**32 - 1, 2**30, 44_101))
            data = data[:at] + struct.pack("<H" if size == 2 else "<I", number) + data[at + size :]
        case 2:  # a chunk more, doubled or called otherwise
            at = chance.choice((0, 12, 36, len(data)))
            chunk = (
                chance.choice(_CHUNKS) + struct.pack("<I", chance.choice((0, 4, 3, 2**32 - 1))) + chance.randbytes(4)
            )
            data = data[:at] + chunk + data[at:]
        case _:
            data = data[: chance.randrange(len(data) + 1)]
    (folder / "voice.wav").write_bytes(data)


def _read(folder: Path) -> bool:
    try:
        samples, rate_hz = read_wave(folder / "voice.wav")
    except SoundError as error:
        expect_sentence(error)
        return False
    assert samples.ndim == 1
    assert np.all(np.abs(samples) <= 1.0)
    assert np.all(np.isfinite(resampled(samples, rate_hz, _LOUDSPEAKER_HZ)))
    return True


WAVE_TARGET = Target(name="voices", make=_make, read=_read)
