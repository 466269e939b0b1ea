"""Run by the oracle environment, not by Soften's: how long NeuroKit2 takes, and how it labels beats.

Reads ``peaks_5min``, ``peaks_24h`` and ``peaks_24h_odd`` (samples of 1 kHz) from the .npz named first; writes seconds
and labels to the .npz named second.
"""

import gc
import sys
import time
import warnings

import neurokit2 as nk
import numpy as np

RATE_HZ = 1000


def least_s(task, rounds):
    times = []
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        began = time.perf_counter()
        task()
        times.append(time.perf_counter() - began)
    gc.enable()
    return min(times)


def time_and_welch(peaks):
    nk.hrv_time(peaks, sampling_rate=RATE_HZ)
    nk.hrv_frequency(peaks, sampling_rate=RATE_HZ, interpolation_rate=4, normalize=False)


def main(given, wanted):
    warnings.simplefilter("ignore")
    series = np.load(given)
    short, day, odd = (series[name] for name in ("peaks_5min", "peaks_24h", "peaks_24h_odd"))
    nk.hrv(short, sampling_rate=RATE_HZ)
    found, _ = nk.signal_fixpeaks(odd, sampling_rate=RATE_HZ, iterative=False, method="Kubios")
    labels = {name: np.asarray(found[name], dtype=int) for name in ("ectopic", "missed", "extra", "longshort")}
    np.savez(
        wanted,
        full_5min_s=least_s(lambda: nk.hrv(short, sampling_rate=RATE_HZ), 5),
        time_and_welch_24h_s=least_s(lambda: time_and_welch(day), 3),
        correction_24h_s=least_s(
            lambda: nk.signal_fixpeaks(odd, sampling_rate=RATE_HZ, iterative=False, method="Kubios"), 5
        ),
        **labels,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
