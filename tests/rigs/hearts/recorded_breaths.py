"""Real hearts with a belt around the chest, as beats and as the belt saw them."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.detection.pulse_beats import pulse_beats
from tests.rigs.hearts.belt import Belt

PULSE_HZ = 100.0
LEAST_QUALITY = 0.3


@dataclass(frozen=True)
class RecordedBreath:
    name: str
    t_s: np.ndarray
    nn_ms: np.ndarray
    amplitude: np.ndarray | None
    belt: Belt


@cache
def recorded_breaths(folder):
    """Return every recording at hand that has a heart and a belt on one clock."""
    return (*_with_ecg(folder), *_with_pulse(folder))


def _with_ecg(folder):
    table = np.loadtxt(folder / "neurokit-rest5/bio_resting_5min_100hz.csv.gz", delimiter=",", skiprows=1)
    yield _from_ecg("neurokit-rest5", table[:, 0], table[:, 2], 100.0)
    yield _from_pulse("neurokit-rest5 pulse", np.arange(len(table)) / 100.0, table[:, 1], table[:, 2])
    table = np.loadtxt(folder / "neurokit-event/bio_eventrelated_100hz.csv.gz", delimiter=",", skiprows=1)
    yield _from_ecg("neurokit-event", table[:, 0], table[:, 3], 100.0)
    table = np.genfromtxt(folder / "bidmc-01/bidmc_01_Signals.csv.gz", delimiter=",", skip_header=1)
    yield _from_ecg("bidmc-01", table[:, 6], table[:, 2], 125.0)
    table = np.genfromtxt(folder / "mimic-03700181/signals.csv.gz", delimiter=",", skip_header=1)
    yield _from_ecg("mimic-03700181", table[:, 0], table[:, 2], 125.0)


def _with_pulse(folder):
    shelf = folder / "paced4-ppg-belt-shared"
    for pulse_file in sorted(shelf.glob("*_ppg.csv.gz")):
        name = pulse_file.name.removesuffix("_ppg.csv.gz")
        t_s, pulse = np.loadtxt(pulse_file, delimiter=",", skiprows=1).T
        belt_s, belt = np.loadtxt(shelf / f"{name}_rip.csv.gz", delimiter=",", skiprows=1).T
        yield _from_pulse(f"paced4 {name}", t_s, pulse, belt, belt_s)


def _from_ecg(name, ecg, belt, rate_hz):
    beats = ecg_beats(ecg, rate_hz)
    heights = np.where(beats.quality < LEAST_QUALITY, np.nan, beats.height)
    return RecordedBreath(
        name, beats.t_s[1:], _believable(beats.t_s), heights[1:], Belt(np.arange(belt.size) / rate_hz, belt)
    )


def _from_pulse(name, t_s, pulse, belt, belt_s=None):
    even_s = np.arange(t_s[0], t_s[-1], 1.0 / PULSE_HZ)
    beats_s = even_s[0] + pulse_beats(np.interp(even_s, t_s, pulse), PULSE_HZ).t_s
    return RecordedBreath(name, beats_s[1:], _believable(beats_s), None, Belt(t_s if belt_s is None else belt_s, belt))


def _believable(beats_s):
    """Intervals in ms; ``nan`` where one does not fit its neighbours by a quarter."""
    rr_ms = np.diff(beats_s) * 1000.0
    usual = np.array([np.median(rr_ms[max(0, at - 5) : at + 6]) for at in range(rr_ms.size)])
    return np.where(np.abs(rr_ms - usual) > 0.25 * usual, np.nan, rr_ms)
