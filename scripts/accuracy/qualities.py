"""Rows of the tables on whether the quality of a beat is how often it is right."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.pulse_trust import RIGHT_WITHIN_S as PULSE_MEANT_WITHIN_S
from biofeedback.signals.timing.beats import FloatArray
from scripts.accuracy.text_tables import Row, share
from scripts.fit_ecg_trust import STEP_RATIOS_DB, noisy, stepped
from scripts.fit_pulse_trust import noisy as noisy_pulse
from tests.rigs.hearts.recorded_beats import annotated_ecgs, camera_beats
from tests.rigs.signals.beat_matching import live_ecg_beats, matched, times
from tests.rigs.suite.shared_data import RECORDINGS

EDGES = (0.0, 0.2, 0.5, 0.8, 0.95, 1.0)
"""Of the groups in which beats are counted. A choice."""

UNSEEN_ECGS = range(200_000, 200_096)
"""The quality was fitted on seeds from 0, and the tests check it on seeds from 100 000."""

LOOSE_ECGS = range(200_000, 200_016)
"""The same, each with an electrode that moves in steps, at every ratio."""

UNSEEN_PULSES = range(200_000, 200_080)
"""The same of pulse waves."""

PULSE_WITHIN_S = 0.15
"""A pulse beat is right that lies so near to one of the strap, as in the table of camera pulses."""

Judged = tuple[FloatArray, NDArray[np.bool_]]


def ecg_quality_rows() -> Iterator[Row]:
    """Yield what the quality of R peaks states, on made ECGs with noise or steps and on annotated ones."""
    made = [noisy(seed) for seed in UNSEEN_ECGS]
    loose = [stepped(seed, ratio_db) for seed in LOOSE_ECGS for ratio_db in STEP_RATIOS_DB]
    real = [(samples, true_s, 360.0) for samples, true_s in annotated_ecgs(RECORDINGS).values()]
    for whose, ecgs in (
        (f"{len(made)} made ECGs with noise", made),
        (f"{len(loose)} made ECGs with a loose electrode", loose),
        ("annotated ECGs", real),
    ):
        offline, live = [], []
        for samples, true_s, rate_hz in ecgs:
            found = ecg_beats(samples, rate_hz)
            offline.append(_judged(found.t_s, found.quality, true_s))
            beats, _ = live_ecg_beats(samples, rate_hz, block=round(rate_hz / 20))
            live.append(_judged(times(beats), np.array([beat.quality for beat in beats]), true_s))
        yield from _rows(f"{whose}, offline", offline)
        yield from _rows(f"{whose}, live", live)


def pulse_quality_rows() -> Iterator[Row]:
    """Yield what the quality of pulse beats states: on made waves, cameras beside a strap, a finger beside an ECG."""
    table = np.genfromtxt(RECORDINGS / "neurokit-rest5/bio_resting_5min_100hz.csv.gz", delimiter=",", skip_header=1)
    heart = ecg_beats(table[:, 0], 100.0)
    true_s = heart.t_s[heart.quality > EDGES[2]]
    made = [noisy_pulse(seed) for seed in UNSEEN_PULSES]
    for how, find in (("live", pulse_beats), ("review", review_pulse_beats)):
        found_in = [(find(wave, rate_hz), true_s) for wave, true_s, rate_hz in made]
        yield from _rows(
            f"{len(made)} made waves with noise, {how}",
            [_judged(beats.t_s, beats.quality, true_s, PULSE_MEANT_WITHIN_S) for beats, true_s in found_in],
        )
        cameras = camera_beats(RECORDINGS, find)
        yield from _rows(
            f"cameras, {how}",
            [
                _judged(*_within(beats.t_s, beats.quality, strap_s), strap_s, PULSE_WITHIN_S)
                for beats, strap_s in cameras
            ],
        )
        found = find(table[:, 1], 100.0)
        after = np.clip(np.searchsorted(found.t_s, true_s), 0, found.t_s.size - 1)
        late_s = float(np.median(found.t_s[after] - true_s))
        yield from _rows(f"a finger, {how}", [_judged(found.t_s - late_s, found.quality, true_s, PULSE_WITHIN_S)])


def _within(t_s: FloatArray, quality: FloatArray, strap_s: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the beats in the time in which the strap was worn, as the table of camera pulses takes them."""
    inside = (t_s > strap_s[0] - 2.0 * PULSE_WITHIN_S) & (t_s < strap_s[-1] + 2.0 * PULSE_WITHIN_S)
    return t_s[inside], quality[inside]


def _judged(found_s: FloatArray, quality: FloatArray, true_s: FloatArray, within_s: float = 0.1) -> Judged:
    """Return the qualities of beats that have one, and which of them are right (ECG: within 100 ms)."""
    right = np.zeros(found_s.size, dtype=np.bool_)
    if found_s.size:
        right[[found for _, found in matched(found_s, true_s, within_s)]] = True
    known = ~np.isnan(quality)
    return quality[known], right[known]


def _rows(whose: str, judged: list[Judged]) -> Iterator[Row]:
    quality, right = (np.concatenate([each[part] for each in judged]) for part in (0, 1))
    for low, high in pairwise(EDGES):
        some = (quality >= low) & ((quality < high) | (high == EDGES[-1]))
        count = int(np.count_nonzero(some))
        if count:
            yield (
                whose,
                f"{low:.2f} to {high:.2f}",
                count,
                share(float(np.mean(quality[some]))),
                share(float(np.mean(right[some]))),
            )
