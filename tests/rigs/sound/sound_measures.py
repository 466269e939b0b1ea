"""Listening by measuring: clicks, colour, loudness, and by how much one sound is later than another."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, correlate, sosfiltfilt

Signal = NDArray[np.float64]


def click_db(sound: Signal, rate_hz: float, above_hz: float) -> float:
    """The loudest moment above a frequency where nothing is meant to sound, in dB of full scale.

    A step of one hundredth of full scale, which an attentive ear hears in silence, comes to about -90.
    """
    length = 1024
    window = np.blackman(length)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(sound, length), length)[:: length // 4]
    high = np.fft.rfftfreq(length, 1.0 / rate_hz) > above_hz
    spectra = np.abs(np.fft.rfft(frames * window, axis=1))[:, high]
    return float(20.0 * np.log10(spectra.max() * 2.0 / window.sum() + 1e-12))


def centroid_hz(sound: Signal, rate_hz: float) -> float:
    """Where the middle of the spectrum lies: what the ear calls bright or dark."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    return float((np.fft.rfftfreq(len(sound), 1.0 / rate_hz) * power).sum() / power.sum())


def pitch_hz(sound: Signal, rate_hz: float) -> float:
    """The loudest frequency."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 8 * len(sound)))
    return float(spectrum.argmax() * rate_hz / (8 * len(sound)))


def level_db(sound: Signal) -> float:
    """Root mean square, in dB of full scale."""
    return float(20.0 * np.log10(np.sqrt(np.mean(np.square(sound))) + 1e-12))


def envelope(sound: Signal, rate_hz: float) -> Signal:
    """How loud it is, once a millisecond, over 20 ms."""
    window = np.hanning(round(0.02 * rate_hz) | 1)
    smooth = np.convolve(sound**2, window / window.sum(), "same")
    return np.sqrt(np.maximum(smooth, 0.0))[:: round(0.001 * rate_hz)]


def later_by_s(heard: Signal, expected: Signal, rate_hz: float, largest_s: float = 0.2) -> tuple[float, float]:
    """By how much one sound is later than the other, told from their envelopes, and how well they agree then, 0 to 1.

    Both begin at the same moment and are equally long.
    """
    ours, theirs = envelope(heard, rate_hz), envelope(expected, rate_hz)
    most = round(1000.0 * largest_s)
    middle = theirs[most:-most]
    agreement = [np.corrcoef(ours[most + lag : most + lag + len(middle)], middle)[0, 1] for lag in range(-most, most)]
    best = int(np.argmax(agreement))
    return (best - most) / 1000.0, float(agreement[best])


def onset_s(sound: Signal, pattern: Signal, rate_hz: float, above_hz: float = 20.0) -> float:
    """When a known pattern begins, in seconds from the first sample, told from what lies above a frequency."""
    high = butter(4, above_hz, "highpass", fs=rate_hz, output="sos")
    match = correlate(sosfiltfilt(high, sound), sosfiltfilt(high, pattern), "valid", method="fft")
    return float(np.argmax(match)) / rate_hz
