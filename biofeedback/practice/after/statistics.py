"""What can be counted and measured of a practice, as numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What was measured of a practice, as numbers; ``nan`` is what cannot be known.

    ``silence_s`` is the time without words, ``together_s`` the time in which the heart moved with the led breath,
    ``away_s`` the time without the sensor while the computer was awake, ``slept_s`` the time it slept, and ``listened``
    whether there was a sensor at all; without one nothing is said of the heart.
    """

    length_s: float
    silence_s: float
    longest_quiet_s: float
    heart_rate_bpm: float
    coherence_share: float
    swing_bpm: float
    breaths_per_min: float
    together_s: float
    corrected_share: float
    away_s: float
    slept_s: float
    listened: bool
    simulated: bool
    markers: int
