"""Reads the recorded voice of a practice from the files that it names beside its prompts.

WAV files with whole-number samples of 8 to 32 bits, 4 to 192 thousand a second, any number of channels.
"""

import io
import struct
import wave
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import numpy as np

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError, of_system
from biofeedback.files.ordinary import FileFault, UnfitFileError, read_ordinary
from biofeedback.practice.script.model import Practice
from ui.sound.clips import Clip
from ui.sound.grains import Samples

_LARGEST_BYTES = 67_108_864
"""Of a voice file: a choice, above what 120 s of 4 bytes in two channels at 48 kHz come to (46 MB)."""

_RATES_HZ = (4_000, 192_000)
"""Samples a second of a voice: half of a telephone's, to the most of sound cards; more would cost work and memory."""

_FINEST_RATIO = 1000
"""The largest denominator of a ratio of rates: a choice; they are a millionth off at most, which nobody hears, and the
filter between two odd rates stays short."""

_LONGEST_S = 120.0  # a choice: no prompt is longer, and a whole album would fill the memory


class Voice(Protocol):
    """Someone who can speak the prompts of a practice."""

    def check(self) -> None:
        """See that everything that is to be spoken can be.

        Raises
        ------
        SoundError
            Something cannot.
        """
        ...

    def clip(self, text: str, rate_hz: float) -> Clip | None:
        """Return this prompt spoken, at ``rate_hz``; None when it is not spoken.

        Raises
        ------
        SoundError
            It cannot be spoken.
        """
        ...


class RecordedVoice:
    """Speaks with the files of a practice.

    Parameters
    ----------
    practice : Practice
        Whose prompts name the files.
    folder : Path
        Where the files are: the folder of the practice file.
    """

    def __init__(self, practice: Practice, folder: Path) -> None:
        self._files = {
            prompt.text: folder / prompt.voice for step in practice.steps for prompt in step.prompts if prompt.voice
        }

    def check(self) -> None:
        """See that every file is there and can be read.

        Raises
        ------
        SoundError
            With the first file that cannot be used, and the reason.
        """
        for file in self._files.values():
            read_wave(file)

    def clip(self, text: str, rate_hz: float) -> Clip | None:
        """Return this prompt spoken; None when no file is named for it."""
        file = self._files.get(text)
        if file is None:
            return None
        samples, file_rate_hz = read_wave(file)
        return Clip(resampled(samples, file_rate_hz, rate_hz))


def read_wave(file: Path) -> tuple[Samples, float]:
    """Read a WAV file.

    Returns
    -------
    samples : Samples
        One channel (the mean of those in the file), within ±1.
    rate_hz : float
        Samples a second.

    Raises
    ------
    SoundError
        With the file and the reason.
    """
    try:
        with wave.open(io.BytesIO(read_ordinary(file, _LARGEST_BYTES)), "rb") as reader:
            channels, width, rate_hz = reader.getnchannels(), reader.getsampwidth(), reader.getframerate()
            if reader.getnframes() > _LONGEST_S * rate_hz:
                raise SoundError(SoundErrorCode.VOICE_TOO_LONG, file=str(file), longest_s=_LONGEST_S)
            data = reader.readframes(reader.getnframes())
    except UnfitFileError as error:
        if error.fault is FileFault.TOO_LARGE:
            raise SoundError(SoundErrorCode.VOICE_TOO_LONG, file=str(file), longest_s=_LONGEST_S) from error
        raise SoundError(SoundErrorCode.VOICE_NOT_ORDINARY, file=str(file)) from error
    except FileNotFoundError as error:
        raise SoundError(SoundErrorCode.VOICE_MISSING, file=str(file)) from error
    except OSError as error:
        if error.strerror is None:
            raise SoundError(SoundErrorCode.VOICE_NOT_OPENED, file=str(file)) from error
        raise SoundError(SoundErrorCode.VOICE_UNREADABLE, file=str(file), **of_system(error)) from error
    except (wave.Error, EOFError, RuntimeError, struct.error) as error:  # the latter two of broken chunks
        raise SoundError(SoundErrorCode.VOICE_NO_WAV, file=str(file), problem=str(error)) from error
    if width not in (1, 2, 3, 4) or not _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1]:
        raise SoundError(SoundErrorCode.VOICE_OF_OTHER_FORM, file=str(file), bits=8 * width, rate_hz=rate_hz)
    whole_frames = len(data) - len(data) % (width * channels)
    return _decoded(data[:whole_frames], width).reshape(-1, channels).mean(axis=1), float(rate_hz)


def resampled(samples: Samples, from_hz: float, to_hz: float) -> Samples:
    """Return the samples at another rate."""
    if from_hz == to_hz or len(samples) == 0:
        return samples
    from scipy.signal import resample_poly

    ratio = Fraction(round(to_hz), round(from_hz)).limit_denominator(_FINEST_RATIO)
    return np.asarray(resample_poly(samples, ratio.numerator, ratio.denominator), dtype=np.float64)


def _decoded(data: bytes, width: int) -> Samples:
    if width == 1:  # the one size that has no sign
        return (np.frombuffer(data, np.uint8).astype(np.float64) - 128.0) / 128.0
    # Shifted to the top of 32 bits, all sizes are read alike.
    wide = np.zeros((len(data) // width, 4), np.uint8)
    wide[:, 4 - width :] = np.frombuffer(data, np.uint8).reshape(-1, width)
    return wide.view("<i4").ravel().astype(np.float64) / 2.0**31
