"""Writes small WFDB records with the library of PhysioNet: an ECG with breath beside it, and its beats."""

import warnings

import numpy as np

from sessions.importers.waves.bounds import library
from tests.rigs.hearts.made_waves import beat_times, wave

RATE_HZ, LENGTH_S = 250, 20
T_S = np.arange(RATE_HZ * LENGTH_S) / RATE_HZ
BEATS_S = beat_times(LENGTH_S)
ECG_MV = wave("ecg", T_S, BEATS_S)


def written(folder, name="r1", *, ecg=ECG_MV, form="16", labels=("MLII", "RESP"), beats=True):
    """Write a record of two signals, and its beats: the fifth is a V, and a rhythm is annotated behind the seventh."""
    wfdb = library("wfdb")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of its own libraries
        wfdb.wrsamp(
            name,
            fs=RATE_HZ,
            units=["mV", "pm"],
            sig_name=list(labels),
            p_signal=np.column_stack([ecg, 0.1 * np.sin(T_S[: len(ecg)])]),
            fmt=[form, form],
            adc_gain=[1000.0, 1000.0],
            baseline=[0, 0],
            write_dir=str(folder),
        )
        if beats:
            at = np.round(BEATS_S * RATE_HZ).astype(int).tolist()
            symbols = ["N"] * len(at)
            symbols[4] = "V"
            notes = [""] * len(at)
            at.insert(7, at[6] + 20)
            symbols.insert(7, "+")
            notes.insert(7, "(AFIB")
            wfdb.wrann(name, "atr", np.array(at), symbol=symbols, aux_note=notes, write_dir=str(folder))
    return folder / f"{name}.hea"
