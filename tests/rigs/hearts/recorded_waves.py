"""Real waves of every kind there is a recording of: ECGs, pulses that rise at the beat, and pulses that fall."""

import gzip

import numpy as np

from tests.rigs.suite.shared_data import column

PMD_RATE_HZ = 130.05


def recorded_waves(recordings):
    """Yield name, kind, samples a second, times in seconds and values, a few minutes of each at most."""
    for name, kind, rate_hz, values in _even(recordings):
        values = values[: round(240 * rate_hz)]
        yield name, kind, rate_hz, np.arange(values.size) / rate_hz, values
    for path in sorted((recordings / "welltory-ppg-shared").glob("*_PPG.csv.gz")):
        t_ms, red = np.genfromtxt(path, delimiter=",", skip_header=1).T[:2]
        yield path.name, "falling", 30.0, t_ms / 1000.0, red
    for path in sorted((recordings / "paced4-ppg-belt-shared").glob("*_ppg.csv.gz")):
        t_s, pulse = np.genfromtxt(path, delimiter=",", skip_header=1).T[:2]
        yield path.name, "pulse", 75.0, t_s, pulse
    yield "h10-pmd", "ecg", 130.0, *strap_ecg(recordings)


def _even(recordings):
    for folder, name, kind, rate_hz, place in (
        ("heartpy-samples", "data.csv", "pulse", 100.0, {"skip": 0}),
        ("neurokit-rest5", "bio_resting_5min_100hz.csv.gz", "ecg", 100.0, {"index": 0}),
        ("neurokit-rest5", "bio_resting_5min_100hz.csv.gz", "pulse", 100.0, {"index": 1}),
        ("bidmc-01", "bidmc_01_Signals.csv.gz", "pulse", 125.0, {"index": 3}),
        ("bidmc-01", "bidmc_01_Signals.csv.gz", "ecg", 125.0, {"index": 6}),
        ("mitdb-100", "ecg_first5min.csv.gz", "ecg", 360.0, {}),
        ("scipy-ecg208", "ecg.csv.gz", "ecg", 360.0, {}),
        ("smartcare-ppg", "ppg_smartcare.csv.gz", "pulse", 100.0, {"index": 6}),
        ("smartcare-ppg", "ppg_smartcare.csv.gz", "falling", 100.0, {"index": 9}),
        ("systole-rr-ppg", "ppg.csv.gz", "pulse", 75.0, {}),
        ("biosppy-examples", "ecg.txt.gz", "ecg", 1000.0, {"skip": 4, "delimiter": None}),
        ("biosppy-examples", "ppg.txt.gz", "pulse", 1000.0, {"skip": 4, "delimiter": None}),
        ("bitalino-ecg-shared", "d2_e2.txt", "ecg", 100.0, {"index": 5, "delimiter": None}),
        ("biopeaks-bitalino-shared", "OSmontage1A.txt.gz", "ecg", 100.0, {"index": 6, "skip": 3, "delimiter": None}),
        ("biopeaks-bitalino-shared", "OSmontage2J.txt.gz", "ecg", 100.0, {"index": 6, "skip": 3, "delimiter": None}),
    ):
        yield f"{folder} {kind}", kind, rate_hz, column(recordings / folder / name, **place)


def strap_ecg(recordings):
    """Return times and microvolts of a strap's own ECG, from the payloads as it sent them, from two minutes on."""
    t_s, values = [], []
    with gzip.open(recordings / "h10-pmd-ecg-shared" / "frames.hex.gz", "rt") as lines:
        for line in lines:
            frame = bytes.fromhex(line)
            microvolts = [int.from_bytes(frame[at : at + 3], "little", signed=True) for at in range(10, len(frame), 3)]
            last_s = int.from_bytes(frame[1:9], "little") * 1e-9
            t_s += [last_s - (len(microvolts) - 1 - n) / PMD_RATE_HZ for n in range(len(microvolts))]
            values += microvolts
    times = np.array(t_s) - t_s[0]
    later = (times > 130.0) & (times < 430.0)
    return times[later], np.array(values, dtype=np.float64)[later]
