"""Makes a take of what a microphone heard: quiet at both ends cut off, and as loud as any other take."""

import math
from dataclasses import dataclass

import numpy as np

from ui.sound.grains import Samples

SPOKEN_DB = -20.0
"""Loudness of a take while it speaks, in dB of full scale: a choice, that of speech on the radio (EBU R 128 asks for
-23 over all, with its pauses)."""

LOUDEST = 0.9
"""What no sample of a take exceeds, of ±1: a choice, so that a take is softer rather than harsh."""

MARGIN_S = 0.2
"""Seconds of quiet that stay before and after the words: a choice; no consonant is cut."""

CLIPPED = 0.99
"""From here on a sample is at the end of what the microphone can say, of ±1; a choice: 0.1 dB below full."""

_FEWEST_CLIPPED = 4
"""Samples at the end before it is told: a choice; a single one is not heard."""

_WINDOW_S = 0.02  # over which energy is told: a choice, a syllable has ten of them
_ABOVE_NOISE_DB = 12.0  # what is louder than the quiet of the room by so much is speech: a choice
_BELOW_SPEECH_DB = 35.0  # and no more than so much below the loudest of it: a choice, the end of a soft word
_QUIETEST_DB = -60.0  # of full scale: a choice, below it there is no speech, whatever the room
_SHORTEST_SPEECH_S = 0.1  # a choice: shorter is a click of a key
_NOISE_PERCENTILE = 10.0  # of the windows that are the quiet of the room: a choice
_SILENCE_DB = -120.0  # of what is nothing at all


@dataclass(frozen=True, slots=True)
class Take:
    """Words as they were spoken.

    Attributes
    ----------
    samples : Samples
        One channel, within ± `LOUDEST`; empty when nothing was heard.
    rate_hz : float
        Samples a second.
    clipped : bool
        Whether it was too loud for the microphone, so that it is not clear.
    """

    samples: Samples
    rate_hz: float
    clipped: bool = False

    @property
    def has_sound(self) -> bool:
        """Whether there are words in it."""
        return len(self.samples) > 0

    @property
    def length_s(self) -> float:
        """How long it is, in seconds."""
        return len(self.samples) / self.rate_hz


def take_of(samples: Samples, rate_hz: float) -> Take:
    """Return the take in what a microphone heard: ``samples`` of one channel, within ±1."""
    samples = np.nan_to_num(np.asarray(samples, dtype=np.float64))
    clipped = int(np.count_nonzero(np.abs(samples) >= CLIPPED)) >= _FEWEST_CLIPPED
    samples = samples - (samples.mean() if len(samples) else 0.0)  # many microphones are off by a little
    speaks = _speaking(samples, rate_hz)
    window = _window(rate_hz)
    if np.count_nonzero(speaks) * window < _SHORTEST_SPEECH_S * rate_hz:
        return Take(np.zeros(0), rate_hz, clipped)
    first, last = np.flatnonzero(speaks)[[0, -1]]
    margin = round(MARGIN_S * rate_hz)
    begins, ends = max(0, first * window - margin), min(len(samples), (last + 1) * window + margin)
    spoken = np.repeat(speaks, window)
    power = float(np.mean(np.square(samples[: len(spoken)][spoken])))
    gain = 10.0 ** (SPOKEN_DB / 20.0) / math.sqrt(power)
    trimmed = samples[begins:ends]
    gain = min(gain, LOUDEST / float(np.abs(trimmed).max()))
    return Take(gain * trimmed, rate_hz, clipped)


def level(samples: Samples) -> float:
    """Return how loud samples are as a share for a bar: 0 at -60 dB of full scale and below, 1 at full."""
    if len(samples) == 0:
        return 0.0
    loud_db = float(_decibels(np.array([np.mean(np.square(samples))]))[0])
    return min(1.0, max(0.0, 1.0 - loud_db / _QUIETEST_DB))


def _speaking(samples: Samples, rate_hz: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return for each window whether there is speech in it."""
    window = _window(rate_hz)
    whole = samples[: len(samples) - len(samples) % window].reshape(-1, window)
    if len(whole) == 0:
        return np.zeros(0, np.bool_)
    loud_db = _decibels(np.square(whole).mean(axis=1))
    noise_db = float(np.percentile(loud_db, _NOISE_PERCENTILE))
    loudest_db = float(loud_db.max())
    # Where somebody speaks all through, the quietest windows are speech as well.
    least_db = max(min(noise_db + _ABOVE_NOISE_DB, loudest_db - _ABOVE_NOISE_DB), loudest_db - _BELOW_SPEECH_DB)
    if loudest_db - noise_db < _ABOVE_NOISE_DB and loudest_db < SPOKEN_DB - _ABOVE_NOISE_DB:
        return np.zeros(len(loud_db), np.bool_)  # a room that hums
    speaking: np.ndarray[tuple[int], np.dtype[np.bool_]] = loud_db >= max(least_db, _QUIETEST_DB)
    return speaking


def _window(rate_hz: float) -> int:
    return max(1, round(_WINDOW_S * rate_hz))


def _decibels(power: Samples) -> Samples:
    return np.asarray(10.0 * np.log10(np.maximum(power, 10.0 ** (_SILENCE_DB / 10.0))), dtype=np.float64)
