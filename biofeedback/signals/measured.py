"""Spread and differences of intervals that were measured: those between two beats that are as they came.

A mended interval keeps the time and the rhythm, but it is no measurement of its length. In two Holters with frequent
extra beats the RMSSD of mended intervals was too high by a quarter to a half where one beat in six is extra, and that
of measured ones is right in the middle (docs/extra-beats.md).
"""

from dataclasses import replace

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.by_hand import ByHand
from biofeedback.signals.timing.beats import JudgedBeats
from biofeedback.signals.variability.hrv import nn50, pnn50_ratio, rmssd_ms, sd1_ms, sd2_ms, sdnn_ms, sdsd_ms

SMALLEST_MEASURED_SHARE = 0.5
"""Of the time: with fewer intervals as they came nothing is said. Where corrected beats leave less, others went unseen
beside them, and of the windows of two Holters with frequent extra beats four in ten have an RMSSD that is off by half
(docs/extra-beats.md)."""

_NUMBERS = {
    "sdnn_ms": sdnn_ms,
    "rmssd_ms": rmssd_ms,
    "sdsd_ms": sdsd_ms,
    "nn50": nn50,
    "pnn50_ratio": pnn50_ratio,
    "sd1_ms": sd1_ms,
    "sd2_ms": sd2_ms,
}


def measured_beats(beats: JudgedBeats, hand: ByHand | None = None) -> JudgedBeats:
    """Return the beats of a record with what was not measured set aside; what a person decided counts as it is."""
    if hand is None or beats.is_corrected is None:
        return beats.as_they_came()
    return replace(beats, is_corrected=beats.is_corrected & ~hand.by_hand).as_they_came()


def measured_numbers(measured: JudgedBeats, beats: JudgedBeats) -> tuple[dict[str, float], dict[str, Reason]]:
    """Return spread and differences of a record, and why they are not known where too little was measured.

    Parameters
    ----------
    measured, beats : JudgedBeats
        The same beats without what was corrected and with it.
    """
    measured_s, taken_s = (float(np.nansum(each.nn_ms)) for each in (measured, beats))
    if measured_s < SMALLEST_MEASURED_SHARE * taken_s:
        unknown = Reason.of(ReasonCode.BEATS_CORRECTED, corrected_share=beats.corrected_ratio())
        return dict.fromkeys(_NUMBERS, float("nan")), dict.fromkeys(_NUMBERS, unknown)
    nn_ms = measured.broken_nn_ms()
    return {name: of(nn_ms) for name, of in _NUMBERS.items()}, {}
