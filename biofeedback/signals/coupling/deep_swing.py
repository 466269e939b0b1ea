"""The mean swing of the heart rate over slow led breaths, from the beats of a whole record."""

import math
from collections.abc import Sequence

import numpy as np

from biofeedback.practice.after.deep_breathing import DeepBreathing, deep_breathing
from biofeedback.signals.coupling.swing import breath_swing
from biofeedback.signals.timing.beats import JudgedBeats


def deep_swing(
    beats: JudgedBeats, breaths_s: Sequence[tuple[float, float]], from_s: float, until_s: float
) -> DeepBreathing:
    """Return the mean swing of the breaths at about six a minute that lie wholly between two times.

    Parameters
    ----------
    beats : JudgedBeats
        The beats, corrected from both sides.
    breaths_s : sequence of (float, float)
        When each led breath began and ended, in the seconds of the beats.
    from_s, until_s : float
        The stretch, in seconds.

    Notes
    -----
    A breath with a beat that is not as it came does not count: moved to the middle it would hide a crest or a trough.
    """
    within = [(began_s, ended_s) for began_s, ended_s in breaths_s if from_s <= began_s and ended_s <= until_s]
    return deep_breathing((ended_s - began_s, whole_swing_bpm(beats, began_s, ended_s)) for began_s, ended_s in within)


def whole_swing_bpm(beats: JudgedBeats, began_s: float, ended_s: float) -> float:
    """Return the swing of a stretch in which every beat is as it came, in beats per minute; else ``nan``."""
    breath = beats.between(began_s, ended_s)
    if np.isnan(breath.as_they_came_ms()).any():
        return math.nan
    return breath_swing(beats, began_s, ended_s).bpm
