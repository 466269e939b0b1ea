"""Real intervals of healthy hearts at rest, by night and in motion, and of hearts with many extra beats."""

import csv
import gzip

import numpy as np

HEALTHY = (
    "rr-healthy24h-000",
    "rr-healthy24h-005",
    "rr-healthy24h-007",
    "nsr2db-nsr001",
    "nsr2db-nsr004",
    "hrvpy-rest",
    "hrvpy-exercise",
    "vollmer-hrm",
    "fatmaxxer-h10-run",
    "dhyb-h10-ibi",
    "hrvanalysis-nn",
    "systole-rr-ppg",
    "ghrv-beats",
    "mitdb-100",
)
"""Records with their intervals (ms) in a file of their own."""

ECTOPIC = ("ltdb-14046-shared", "ltdb-14157", "ltdb-14184-shared")
"""Records with labelled beats, counted in samples of 1/128 s."""

_BEATS = frozenset("NLRAaJSVFejEQ/f")


def healthy_records(recordings):
    """Yield the name and the intervals in ms of each record that is there."""
    for name in HEALTHY:
        for file in sorted((recordings / name).glob("*rr_ms.txt"))[:1]:
            yield name, np.loadtxt(file)
    for file in sorted(recordings.glob("gudb-rpeaks-shared/*.tsv")):
        # R peaks in samples of 1/250 s.
        yield f"gudb {file.stem.removeprefix('subject_')}", np.diff(np.loadtxt(file, usecols=0, ndmin=1)) * 4.0
    for file in sorted(recordings.glob("welltory-ppg-shared/*_RR.txt")):
        yield f"welltory {file.stem[:3]}", np.array([float(each) for each in file.read_text().split()])


def ectopic_records(recordings):
    """Yield the name, the intervals in ms, and which of them end with a beat that is not the sinus node's."""
    for name in ECTOPIC:
        path = recordings / name / "beats.csv.gz"
        if not path.exists():
            continue
        with gzip.open(path, "rt") as file:
            rows = [(int(row["sample"]), row["symbol"]) for row in csv.DictReader(file) if row["symbol"] in _BEATS]
        samples, symbols = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
        yield name, np.diff(samples) * 1000.0 / 128.0, ~np.isin(symbols[1:], list("NLR"))
