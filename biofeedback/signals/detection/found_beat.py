"""What a search for beats in a signal gives: one beat, timed at a top between the samples."""

import math
from dataclasses import dataclass

import numpy as np

from biofeedback.signals.detection.signal_quality import Doubt
from biofeedback.signals.timing.beats import FloatArray


@dataclass(frozen=True, slots=True)
class FoundBeat:
    """One beat of a signal as it comes: when it was, how far it can be trusted (0 to 1, or ``nan``), and why not.

    ``timing_error_s`` is how far noise moves a beat of this wave, as a standard deviation; ``nan`` where not known.
    """

    t_s: float
    quality: float
    reason: Doubt | None
    timing_error_s: float = math.nan


def parabola_top(before: FloatArray, at: FloatArray, after: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where between three neighbours the top is, -1 to 1 samples from the middle one, and how high it is."""
    curvature = before - 2.0 * at + after
    bent = curvature < 0.0
    shift = np.where(bent, 0.5 * (before - after) / np.where(bent, curvature, 1.0), 0.0)
    shift = np.clip(shift, -1.0, 1.0)
    return shift, at + shift * (0.5 * (after - before) + 0.5 * shift * curvature)
