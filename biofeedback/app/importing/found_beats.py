"""Finds the beats of an ECG of a file in the whole of it at once: hindsight sees more than whoever hears it come."""

from typing import NamedTuple

import numpy as np

from biofeedback.events import DeviceFact
from biofeedback.signals.detection.ecg_beats import LOWEST_RATE_HZ, ecg_beats
from biofeedback.signals.detection.wave_floor import PER_STEP, rmssd_floor_ms
from biofeedback.signals.detection.wave_search import LONGEST_ECG_STEP_S
from sessions.importers.imported import FloatArray, ImportedFile, ImportedWave

_HEART_QUALITY = 0.5
"""Mean quality of beats above which a wave is the ECG of a heart: a choice between the 0.81 and more of 14 recordings
(BITalino, Holter, intensive care, Polar) and the 0.24 and less of noise (white, brown, of the mains); a voltage that is
no ECG had 0.35."""

_UNEVEN = 0.5  # of a sample by which times may lie beside their places before the wave is drawn anew on even ones


class Found(NamedTuple):
    """Beats that were found.

    Attributes
    ----------
    wave : ImportedWave
        The ECG they were found in.
    t_s, rr_ms : list of float
        When each was, and the interval that ends there; ``nan`` after a gap.
    quality : list of float
        How likely each is right, 0 to 1, or ``nan``.
    facts : list of DeviceFact
        How finely they are timed.
    """

    wave: ImportedWave
    t_s: list[float]
    rr_ms: list[float]
    quality: list[float]
    facts: list[DeviceFact]


def found_in(file: ImportedFile, source: str) -> Found | None:
    """Return the beats of the first ECG of a file; None where there is no ECG, or none of a heart."""
    wave = next((each for each in file.waves if each.kind == "ecg" and len(each.values)), None)
    if wave is None or wave.rate_hz < LOWEST_RATE_HZ:
        return None
    values: FloatArray = wave.values[:, 0] if wave.values.ndim == 2 else wave.values
    times = wave.times_s
    apart = np.flatnonzero(np.diff(times) > LONGEST_ECG_STEP_S) + 1
    t_s: list[float] = []
    rr_ms: list[float] = []
    quality: list[float] = []
    for own_s, own in zip(np.split(times, apart), np.split(values, apart), strict=True):
        even, rate_hz = _even(own_s, own, wave.rate_hz)
        beats = ecg_beats(even, rate_hz)
        if not beats.t_s.size:
            continue
        absent = np.cumsum(~np.isfinite(even))
        places = np.clip(np.round(beats.t_s * rate_hz).astype(int), 0, even.size - 1)
        intervals = np.diff(beats.t_s, prepend=np.nan) * 1000.0
        intervals[1:][np.diff(absent[places]) > 0] = np.nan
        t_s += (own_s[0] + beats.t_s).tolist()
        rr_ms += intervals.tolist()
        quality += beats.quality.tolist()
    known = [worth for worth in quality if np.isfinite(worth)]
    if not known or float(np.mean(known)) < _HEART_QUALITY:
        return None
    floor_ms = rmssd_floor_ms("ecg", wave.rate_hz)
    facts = [
        DeviceFact(source=source, t_s=0.0, name="resolution_ms", value=round(floor_ms / PER_STEP, 1)),
        DeviceFact(source=source, t_s=0.0, name="rmssd_floor_ms", value=round(floor_ms, 1)),
    ]
    return Found(wave, t_s, rr_ms, quality, facts)


def _even(times: FloatArray, values: FloatArray, rate_hz: float) -> tuple[FloatArray, float]:
    """Return the samples of a stretch without a gap at even times, and how many there are a second."""
    if times.size < 2:
        return values, rate_hz
    own_hz = (times.size - 1) / float(times[-1] - times[0])
    places = times[0] + np.arange(times.size) / own_hz
    if np.all(np.abs(times - places) * own_hz <= _UNEVEN) or own_hz < LOWEST_RATE_HZ:
        return values, max(own_hz, LOWEST_RATE_HZ)
    return np.interp(places, times, values), own_hz
