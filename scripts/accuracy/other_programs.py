"""Runs other programs on the waves and intervals of a file, in a side environment that has them.

``.compare-venv/bin/python scripts/accuracy/other_programs.py waves.npz found.json``: each array of the file has a name
``what:rate:name``, and each program that can take it gives what it finds, by name.
"""

import json
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

warnings.simplefilter("ignore")

HALF_STEP_HZ = 50.0
"""Samples a second on which NeuroKit2 has the rate of a heart when it looks for the breath. A choice."""


def neurokit_ecg(samples: FloatArray, rate_hz: float) -> FloatArray:
    """Return R peaks in seconds, by NeuroKit2 with its own settings."""
    neurokit2 = import_module("neurokit2")
    cleaned = neurokit2.ecg_clean(samples, sampling_rate=rate_hz)
    return np.asarray(neurokit2.ecg_peaks(cleaned, sampling_rate=rate_hz)[1]["ECG_R_Peaks"] / rate_hz, dtype=np.float64)


def systole_detection() -> ModuleType:
    """Return what systole detects with, without its plots, which take an older bokeh than there is for this numpy."""
    if "systole" in sys.modules:
        return import_module("systole.detection")
    found = find_spec("systole")
    if found is None or found.submodule_search_locations is None:
        raise ModuleNotFoundError("systole")
    package = ModuleType("systole")
    package.__path__ = list(found.submodule_search_locations)
    sys.modules["systole"] = package
    return import_module("systole.detection")


def systole_ecg(samples: FloatArray, rate_hz: float) -> FloatArray:
    """Return R peaks in seconds, by systole after Pan and Tompkins."""
    detection = systole_detection()
    _, peaks = detection.ecg_peaks(samples, sfreq=int(rate_hz), method="pan-tompkins")
    return np.asarray(np.flatnonzero(peaks) / 1000.0, dtype=np.float64)


def sleepecg_ecg(samples: FloatArray, rate_hz: float) -> FloatArray:
    """Return R peaks in seconds, by sleepecg."""
    sleepecg = import_module("sleepecg")
    return np.asarray(sleepecg.detect_heartbeats(samples, rate_hz) / rate_hz, dtype=np.float64)


def heartpy_wave(samples: FloatArray, rate_hz: float) -> FloatArray:
    """Return the beats that heartpy keeps, in seconds."""
    heartpy = import_module("heartpy")
    working, _ = heartpy.process(samples, rate_hz)
    kept = np.array(working["binary_peaklist"]) == 1
    return np.asarray(np.array(working["peaklist"])[kept] / rate_hz, dtype=np.float64)


def heartpy_ecg(samples: FloatArray, rate_hz: float) -> FloatArray:
    """Return R peaks in seconds, by heartpy, the wandering of the baseline taken out as it advises."""
    heartpy = import_module("heartpy")
    return heartpy_wave(heartpy.filter_signal(samples, cutoff=0.05, sample_rate=rate_hz, filtertype="notch"), rate_hz)


def neurokit_pulse(samples: FloatArray, rate_hz: float) -> FloatArray:
    """Return the beats of a pulse in seconds, by NeuroKit2 with its own settings."""
    neurokit2 = import_module("neurokit2")
    cleaned = neurokit2.ppg_clean(samples, sampling_rate=rate_hz)
    return np.asarray(neurokit2.ppg_findpeaks(cleaned, sampling_rate=rate_hz)["PPG_Peaks"] / rate_hz, dtype=np.float64)


def systole_pulse(samples: FloatArray, rate_hz: float) -> FloatArray:
    """Return the beats of a pulse in seconds, by systole."""
    detection = systole_detection()
    _, peaks = detection.ppg_peaks(samples, sfreq=int(rate_hz))
    return np.asarray(np.flatnonzero(peaks) / 1000.0, dtype=np.float64)


def neurokit_correction(rr_ms: FloatArray, _rate_hz: float) -> FloatArray:
    """Return the places that NeuroKit2 flags, after Lipponen and Tarvainen."""
    neurokit2 = import_module("neurokit2")
    peaks = np.concatenate(([0], np.cumsum(np.round(rr_ms)))).astype(int)
    found, _ = neurokit2.signal_fixpeaks(peaks, sampling_rate=1000, iterative=False, method="Kubios")
    flagged = np.zeros(peaks.size, dtype=bool)
    for kind in ("ectopic", "missed", "extra", "longshort"):
        flagged[np.asarray(found[kind], dtype=int)] = True
    return np.asarray(np.flatnonzero(flagged[1:]), dtype=np.float64)


def systole_correction(rr_ms: FloatArray, _rate_hz: float) -> FloatArray:
    """Return the places that systole flags, after Lipponen and Tarvainen."""
    detection = systole_detection()
    found = detection.rr_artefacts(rr_ms)
    return np.asarray(
        np.flatnonzero(np.any([found[kind] for kind in ("ectopic", "missed", "extra", "short", "long")], axis=0)),
        dtype=np.float64,
    )


def neurokit_breath(beats_s: FloatArray, _rate_hz: float) -> FloatArray:
    """Return the breathing rate at 50 Hz that NeuroKit2 reads from beats."""
    neurokit2 = import_module("neurokit2")
    peaks = np.round((beats_s - beats_s[0]) * HALF_STEP_HZ).astype(int)
    rate = neurokit2.ecg_rate(peaks, sampling_rate=HALF_STEP_HZ, desired_length=int(peaks[-1]) + 1)
    wave = neurokit2.ecg_rsp(rate, sampling_rate=HALF_STEP_HZ)
    return np.asarray(neurokit2.rsp_rate(wave, sampling_rate=HALF_STEP_HZ), dtype=np.float64)


PROGRAMS: dict[str, dict[str, Callable[[FloatArray, float], FloatArray]]] = {
    "ecg": {"NeuroKit2": neurokit_ecg, "systole": systole_ecg, "sleepecg": sleepecg_ecg, "heartpy": heartpy_ecg},
    "pulse": {"NeuroKit2": neurokit_pulse, "systole": systole_pulse, "heartpy": heartpy_wave},
    "intervals": {"NeuroKit2": neurokit_correction, "systole": systole_correction},
    "breath": {"NeuroKit2": neurokit_breath},
}
"""By what an array holds, and by the name of the program."""


RAISED = (ImportError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, ArithmeticError, Warning)
"""What other programs raise; it is part of the answer."""


def main() -> None:
    """Write what every program finds in every array; where one fails, the words of its error."""
    found: dict[str, dict[str, object]] = {}
    with np.load(sys.argv[1]) as arrays:
        for key in arrays.files:
            what, rate_hz, _ = key.split(":", 2)
            found[key] = {}
            for program, run in PROGRAMS[what].items():
                try:
                    found[key][program] = np.asarray(run(arrays[key], float(rate_hz)), dtype=float).tolist()
                except RAISED as error:
                    found[key][program] = f"{type(error).__name__}: {error}"
    Path(sys.argv[2]).write_text(json.dumps(found))


if __name__ == "__main__":
    main()
