"""The power of the heart's rhythm in the bands of the field, and the highest peak of a whole record.

Neither says anything about a person by itself: with a slow breath the breathing wave lies in LF, and LF/HF then tells
nothing about the autonomic nervous system; and the highest peak need not be the breath.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import FloatArray, unbroken_runs
from biofeedback.signals.variability.even_series import RATE_HZ
from biofeedback.signals.variability.spectral_peaks import peak_hz
from biofeedback.signals.variability.spectrum import Spectrum, padded_points, periodogram

# The bands of the Task Force of the ESC and NASPE 1996; VLF begins at one wave in the five minutes of a short record.
VLF_HZ = (0.0033, 0.04)
LF_HZ = (0.04, 0.15)
HF_HZ = (0.15, 0.4)

SHORTEST_S = 60.0
"""Less than a minute holds too few waves of either band to give them a power."""

SHORTEST_VLF_S = 296.0
"""Five minutes, less an interval of up to 2 s at either end that a record of five minutes cuts off."""

TOO_SHORT = Reason.of(ReasonCode.BANDS_TOO_SHORT, needed_s=SHORTEST_S)
TOO_SHORT_VLF = Reason.of(ReasonCode.VLF_TOO_SHORT, needed_s=SHORTEST_VLF_S)
NO_HF = Reason(ReasonCode.NO_HF_POWER)

RHYTHM_HZ = (LF_HZ[0], HF_HZ[1])
"""Where the peak of a whole record is looked for: LF and HF together."""

_HIGHEST_HZ = 2.0 * RHYTHM_HZ[1]
"""What is looked at of such a spectrum: an octave more, where hills may stand beside a peak (`spectrum.peak_bins`)."""

NO_RECORD_PEAK = Reason.of(  # Hz times 60 s: how often a minute
    ReasonCode.NO_WAVE_IN_BAND, slowest_per_min=60.0 * RHYTHM_HZ[0], quickest_per_min=60.0 * RHYTHM_HZ[1]
)

_DAY_S = 86_400.0
"""Of the longest stretch whose spectrum is taken as one, in seconds: 100 MB, and a hundred times sharper than a breath
is even. A choice."""

SHORTEST_RUN_S = 25.0
"""One wave at the lower end of these takes so long; a shorter run cannot tell it from a trend."""


@dataclass(frozen=True, slots=True)
class BandPowers:
    """Power in the three bands, in ms2, and LF over HF.

    Attributes
    ----------
    vlf_ms2, lf_ms2, hf_ms2 : float
        From 0.0033, 0.04 and 0.15 Hz up to, and not including, 0.04, 0.15 and 0.4 Hz.
    lf_hf_ratio : float
        ``nan`` when there is no power in HF.
    """

    vlf_ms2: float
    lf_ms2: float
    hf_ms2: float
    lf_hf_ratio: float


UNKNOWN = BandPowers(math.nan, math.nan, math.nan, math.nan)


def band_powers(spectrum: Spectrum, *, length_s: float) -> BandPowers:
    """Return the powers of the bands.

    Parameters
    ----------
    spectrum : Spectrum
        By `welch` or `lomb_scargle`.
    length_s : float
        How long the longest unbroken run behind it is. Below 60 s all is
        ``nan``, below five minutes VLF.

    Notes
    -----
    Bands of the Task Force of the ESC and NASPE 1996, doi 10.1161/01.CIR.93.5.1043, half-open: a bin belongs to one
    band. Trapezoids over the bins inside; the slice between the last bin of a band and the first of the next belongs to
    none, as in most libraries, 2 to 4 % of the total with steps of 1/256 Hz.
    """
    if spectrum.frequency_hz.size < 2 or not length_s >= SHORTEST_S:
        return UNKNOWN
    vlf_ms2, lf_ms2, hf_ms2 = (power_within_ms2(spectrum, *band) for band in (VLF_HZ, LF_HZ, HF_HZ))
    return BandPowers(
        vlf_ms2=vlf_ms2 if length_s >= SHORTEST_VLF_S else math.nan,
        lf_ms2=lf_ms2,
        hf_ms2=hf_ms2,
        lf_hf_ratio=lf_ms2 / hf_ms2 if hf_ms2 > 0.0 else math.nan,
    )


def power_within_ms2(spectrum: Spectrum, from_hz: float, before_hz: float) -> float:
    """Return the power of the bins from one frequency up to, and not including, another, by trapezoids, in ms2."""
    first, last = np.searchsorted(spectrum.frequency_hz, (from_hz, before_hz), side="left")
    return float(np.trapezoid(spectrum.psd_ms2_per_hz[first:last], spectrum.frequency_hz[first:last]))


def record_peak_hz(t_s: FloatArray, nn_ms: FloatArray) -> float:
    """Return the peak of the spectra of all unbroken runs together, each weighted by its length, in Hz.

    Without averaging over segments, so that a steady rhythm stands as sharp as the record is long; a run of more than a
    day is taken day by day. ``nan`` without an unbroken run of 25 s, or without a peak between 0.04 and 0.4 Hz.
    """
    days = (day for run in unbroken_runs(t_s, nn_ms) for day in _days(*run))
    runs = [run for run in days if _span_s(run[0]) >= SHORTEST_RUN_S]
    if not runs:
        return math.nan
    points = padded_points(math.ceil(max(_span_s(times_s) for times_s, _ in runs) * RATE_HZ) + 1)
    spectra = ((periodogram(*run, points=points, until_hz=_HIGHEST_HZ), _span_s(run[0])) for run in runs)
    first, span_s = next(spectra)
    total = first.psd_ms2_per_hz * span_s
    for spectrum, span_s in spectra:
        total += spectrum.psd_ms2_per_hz * span_s
    return peak_hz(Spectrum(first.frequency_hz, total), *RHYTHM_HZ)


def _days(times_s: FloatArray, intervals_ms: FloatArray) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Yield a run in stretches of a day at most."""
    cuts = np.searchsorted(times_s, np.arange(times_s[0] + _DAY_S, times_s[-1], _DAY_S), side="right")
    yield from zip(np.split(times_s, cuts), np.split(intervals_ms, cuts), strict=True)


def longest_run_s(t_s: FloatArray, nn_ms: FloatArray) -> float:
    """Return how long the longest unbroken run is, from its first beat to its last, in seconds; 0 without one."""
    return max((_span_s(times_s) for times_s, _ in unbroken_runs(t_s, nn_ms)), default=0.0)


def _span_s(times_s: FloatArray) -> float:
    return float(times_s[-1] - times_s[0])
