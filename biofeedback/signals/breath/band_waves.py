"""Cuts the wave between two frequencies out of a spectrum, for many candidates at once."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.timing.beats import BoolArray, FloatArray

ComplexArray: TypeAlias = NDArray[np.complex128]


def positive_half(waves: FloatArray) -> ComplexArray:
    """Return the transform of each wave below half the sampling rate, shape (waves, samples // 2)."""
    return np.fft.fft(waves, axis=1)[:, : waves.shape[1] // 2]


def band_waves(spectra: ComplexArray, inside: BoolArray, size: int) -> ComplexArray:
    """Return the analytic waves that some bins make.

    Parameters
    ----------
    spectra : array of complex, shape (waves, size // 2)
        As `positive_half` gives them.
    inside : array of bool, shape (waves, size // 2)
        Which bins of each are taken.
    size : int
        Samples that the waves have.
    """
    # A transform in place takes half the time of one that lengthens its rows.
    waves = np.zeros((len(spectra), size), dtype=np.complex128)
    np.copyto(waves[:, : spectra.shape[1]], spectra, where=inside)
    return np.fft.ifft(waves, axis=1, out=waves)
