"""What was said of the breath with which confidence, and whether it was so: on generated bodies and on real belts."""

import math

import numpy as np

from biofeedback.signals.breath.respiration import (
    breath_from_acceleration,
    breath_from_amplitude,
    breath_from_rr,
    fuse,
)
from tests.rigs.hearts.breathing_bodies import body, chest_motion
from tests.rigs.hearts.recorded_breaths import recorded_breaths

WINDOW_S = 64.0
STEP_S = 8.0
CHEST_HZ = 50.0
RIGHT_WITHIN_PER_MIN = 1.0

PACES_PER_MIN = (6.5, 6.0, 5.5, 5.0, 4.5, 6.5)
"""What ``rf-paced-elite-01-17`` was breathed at, trial by trial."""


def likeliest(estimate):
    return estimate.candidates[0].rate_per_min if estimate.candidates else math.nan


class Tally:
    """Windows whose breath is known: the confidence of what was said there, and how far off it was."""

    def __init__(self):
        self.windows = 0
        self.rows = []

    def add(self, estimate, truth):
        if math.isfinite(truth):
            self.windows += 1
            if estimate.candidates:
                self.rows.append((estimate.confidence, abs(likeliest(estimate) - truth)))

    def extend(self, other):
        self.windows += other.windows
        self.rows += other.rows

    def between(self, low, high=math.inf):
        """Return confidences and errors of what was said with a confidence from ``low`` to below ``high``."""
        said, errors = np.array(self.rows).reshape(-1, 2).T
        there = (said >= low) & (said < high)
        return said[there], errors[there]

    def from_(self, confidence):
        """Share of windows with at least this confidence, what they said on average, and how often they were right."""
        said, errors = self.between(confidence)
        return len(said) / len(self.rows), np.mean(said), np.mean(errors <= RIGHT_WITHIN_PER_MIN)

    def brier(self):
        said, errors = self.between(0.0)
        return np.mean((said - (errors <= RIGHT_WITHIN_PER_MIN)) ** 2)


def body_tallies(seeds):
    """Return tallies by kind of estimate over generated bodies; the confidence was fitted on seeds below 10 000."""
    tallies = {kind: Tally() for kind in ("rr", "amplitude", "acceleration", "beats", "all")}
    for seed in seeds:
        person = body(seed)
        truth = person.breathing.rate_per_min(0.0, 64.0)
        rr = breath_from_rr(person.t_s, person.nn_ms)
        amplitude = breath_from_amplitude(person.t_s, person.amplitude)
        chest = breath_from_acceleration(chest_motion(person.breathing, seed), CHEST_HZ)
        estimates = (rr, amplitude, chest, fuse((rr, amplitude)), fuse((rr, amplitude, chest)))
        for tally, estimate in zip(tallies.values(), estimates, strict=True):
            tally.add(estimate, truth)
    return tallies


def belt_tallies(recordings):
    """Return tallies by record and by kind of estimate; without an ECG there is only ``rr``."""
    tallies = {}
    for record in recorded_breaths(recordings):
        kinds = ("rr",) if record.amplitude is None else ("rr", "amplitude", "beats")
        told = tallies[record.name] = {kind: Tally() for kind in kinds}
        for end_s in np.arange(record.t_s[0] + WINDOW_S, record.t_s[-1], STEP_S):
            truth = record.belt.rate_per_min(end_s - WINDOW_S, end_s)
            rr = breath_from_rr(record.t_s, record.nn_ms, now_s=end_s)
            told["rr"].add(rr, truth)
            if record.amplitude is not None:
                amplitude = breath_from_amplitude(record.t_s, record.amplitude, now_s=end_s)
                told["amplitude"].add(amplitude, truth)
                told["beats"].add(fuse((rr, amplitude)), truth)
    return tallies


def listened_tallies(recordings, lengths_s):
    """Return what the heart of each record tells of its breath after so many seconds, by record and length.

    Windows begin every 8 s; each is told from its own beats alone, as after a minute of arriving.
    """
    tallies = {}
    for record in recorded_breaths(recordings):
        told = tallies[record.name] = {length_s: Tally() for length_s in lengths_s}
        for length_s, tally in told.items():
            for begin_s in np.arange(record.t_s[0], record.t_s[-1] - length_s, STEP_S):
                heard = (record.t_s > begin_s) & (record.t_s <= begin_s + length_s)
                estimate = breath_from_rr(record.t_s[heard], record.nn_ms[heard], window_s=length_s)
                tally.add(estimate, record.belt.rate_per_min(begin_s, begin_s + length_s))
    return tallies


def listened_bodies(seeds, lengths_s):
    """Return what the heart of generated bodies tells of their breath after so many seconds, by length."""
    tallies = {length_s: Tally() for length_s in lengths_s}
    for seed in seeds:
        for length_s, tally in tallies.items():
            person = body(seed, length_s)
            estimate = breath_from_rr(person.t_s, person.nn_ms, window_s=length_s)
            tally.add(estimate, person.breathing.rate_per_min(0.0, length_s))
    return tallies


def by_kind(tallies):
    """Return tallies of records together, by kind of estimate."""
    together = {}
    for told in tallies.values():
        for kind, tally in told.items():
            together.setdefault(kind, Tally()).extend(tally)
    return together


def paced_trials(recordings):
    """Return the pace in breaths a minute and the intervals in ms of each trial of somebody at known paces."""
    files = sorted((recordings / "rf-paced-elite-01-17").glob("2026*.txt"))
    return [(pace, np.loadtxt(file)) for file, pace in zip(files, PACES_PER_MIN, strict=True)]


def estimates_at_pace(rr_ms):
    """Return what the intervals of a trial tell of the breath, window by window."""
    t_s = np.cumsum(rr_ms) / 1000.0
    return [breath_from_rr(t_s, rr_ms, now_s=end_s) for end_s in np.arange(WINDOW_S, t_s[-1], STEP_S)]
