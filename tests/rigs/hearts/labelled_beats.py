"""Records whose every beat was labelled by people, hearts that follow the breath, and how a correction did on them."""

import csv
import gzip
import math

import numpy as np

RATES_HZ = {
    "mitdb-100": 360.0,
    "nsr2db-nsr001": 128.0,
    "nsr2db-nsr004": 128.0,
    "ltdb-14046-shared": 128.0,
    "ltdb-14157": 128.0,
    "ltdb-14184-shared": 128.0,
}
"""The labelled records, and the samples a second in which their beats are counted."""


def labels(recordings, name):
    """Return the sample and the label of every annotation of a record."""
    with gzip.open(recordings / name / "beats.csv.gz", "rt") as file:
        return [(int(row["sample"]), row["symbol"]) for row in csv.DictReader(file)]


def labelled_intervals(recordings, name):
    """Return the intervals of a record in ms, and the labels of its beats: one more than there are intervals."""
    rows = [row for row in labels(recordings, name) if row[1] not in "+~|"]
    samples, symbols = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    return np.diff(samples) / RATES_HZ[name] * 1000.0, symbols


def found_and_spared(kinds, rr_ms, symbols):
    """Return the share of ectopic beats found (there or one later) and of ordinary intervals left as they are."""
    flagged = np.array(kinds) != "normal"
    ectopic = np.flatnonzero(np.isin(symbols[1:], list("ASVF")))
    found = flagged[ectopic] | flagged[np.minimum(ectopic + 1, flagged.size - 1)]
    odd = np.convolve(np.isin(symbols, list("ASVFaJjEQ")), np.ones(5), "same") > 0
    ordinary = ~odd[1:] & (rr_ms >= 300.0) & (rr_ms <= 2000.0)
    return float(np.mean(found)), float(np.mean(~flagged[ordinary]))


def breathing(count, *, seed=0, mean_ms=850.0, swing_ms=60.0, rate_hz=0.1, noise_ms=8.0):
    """Return the intervals of a heart that follows the breath, without any artefact."""
    random = np.random.default_rng(seed)
    phase, now_s, rr_ms = random.uniform(0.0, 2.0 * math.pi), 0.0, []
    for _ in range(count):
        interval_ms = mean_ms + swing_ms * math.sin(2 * math.pi * rate_hz * now_s + phase) + noise_ms * random.normal()
        rr_ms.append(interval_ms)
        now_s += interval_ms / 1000.0
    return np.array(rr_ms)


def spoiled(rr_ms, kind, place):
    """Return intervals in which the beat at the end of ``place`` went wrong in one way."""
    rr_ms = rr_ms.copy()
    match kind:
        case "early":
            rr_ms[place : place + 2] += [-220.0, 220.0]
        case "late":
            rr_ms[place : place + 2] += [220.0, -220.0]
        case "unseen":
            return np.concatenate((rr_ms[:place], [rr_ms[place] + rr_ms[place + 1]], rr_ms[place + 2 :]))
        case "doubled":
            half_ms = rr_ms[place] * 0.45
            return np.concatenate((rr_ms[:place], [half_ms, rr_ms[place] - half_ms], rr_ms[place + 1 :]))
        case "too soon" | "too late":
            part_ms = 160.0 if kind == "too soon" else rr_ms[place] - 160.0
            return np.concatenate((rr_ms[:place], [part_ms, rr_ms[place] - part_ms], rr_ms[place + 1 :]))
    return rr_ms
