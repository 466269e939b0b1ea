"""Rows of the table on how closely the numbers agree with frozen reference values."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from scripts.accuracy.text_tables import Row
from tests.rigs.hearts.reference_series import (
    COHERENCE_SERIES,
    MEASURES,
    SERIES,
    SPECTRA,
    coherence_found_and_expected,
    expected_measures,
    expected_powers_ms2,
    found_powers_ms2,
    series,
)
from tests.rigs.suite.shared_data import REFERENCE_VECTORS

EMPTY_BELOW_SHARE = 1e-6
"""A band with less than this share of the largest is empty: its error is given as a share of the largest: a choice."""


def largest_error(found: ArrayLike, expected: ArrayLike, *, empty_below: float = 0.0) -> float:
    """Return the largest relative error; what is all but nothing beside the largest is given as a share of that."""
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    most = np.max(np.abs(expected))
    whole = np.where(np.abs(expected) > empty_below * most, np.abs(expected), most)
    apart = np.abs(found - expected)
    return float(np.max(np.divide(apart, whole, out=np.zeros_like(apart), where=apart > 0.0)))


def agreement_rows() -> Iterator[Row]:
    """Yield the largest relative error of each group of numbers over all series."""
    known = {file: series(REFERENCE_VECTORS, file) for file in SERIES}
    errors = {
        (name, file): largest_error(MEASURES[name][0](nn_ms), expected)
        for file, (nn_ms, reference) in known.items()
        for name, expected in expected_measures(reference).items()
    }
    nonlinear = ("dfa_alpha1", "sample_entropy")
    groups: dict[str, dict[str, float]] = {"time domain and Poincaré": {}, "DFA alpha1, sample entropy": {}}
    for (name, file), error in errors.items():
        group = "DFA alpha1, sample entropy" if name in nonlinear else "time domain and Poincaré"
        groups[group][f"{name} of {file}"] = error
    titles = ("Welch, 64 s segments", "Welch, 256 s segments", "Welch, 64 s, smoothness priors", "Lomb-Scargle")
    compared = [(title, key, SPECTRA[key][0]) for title, key in zip(titles, SPECTRA, strict=True)]
    compared.append(("Welch, 256 s, against systole", "welch_report", "systole:welch5Hz"))
    for title, spectrum, key in compared:
        groups[title] = {
            file: largest_error(
                found_powers_ms2(spectrum, nn_ms),
                expected_powers_ms2(reference, key),
                empty_below=EMPTY_BELOW_SHARE,
            )
            for file, (nn_ms, reference) in known.items()
        }
    groups["rhythm coherence, 64 s"] = {
        file: max(map(largest_error, *coherence_found_and_expected(REFERENCE_VECTORS, file)))
        for file in COHERENCE_SERIES
    }
    for group, each in groups.items():
        worst = max(each, key=lambda name: each[name])
        yield group, len(each), f"{each[worst]:.1e}", worst
