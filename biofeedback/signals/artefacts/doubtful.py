"""Sets aside, after the fact, the intervals beside beats of a wave that are likelier wrong than right.

While somebody practises such a beat counts as one that is not as it came, and lowers the quality of what rests on it.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.correction import Corrected
from biofeedback.signals.artefacts.disorder import MOSTLY_SHARE
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray, covered_share
from biofeedback.signals.timing.placed import DOUBTFUL_BELOW
from biofeedback.signals.timing.raw_record import RawRecord

STRETCH_BELOW = 0.7
"""Mean quality of a stretch below which all of it is doubted: an interval between two such beats is likelier wrong than
right (0.7 times 0.7 is half). Of 88 made waves with noise for a while, 21 then have an RMSSD more than a quarter off,
and 46 with nothing set aside."""

CAUTION_FROM_SHARE = 0.01
"""Of the time that is doubted; less goes without a caution, as a single corrected beat does. A choice."""

_AROUND = 4
"""Beats on either side, whose mean quality with its own is that of the stretch: as far as that of one beat of an ECG
looks (`ecg_trust`). A choice."""

_AS_THEY_CAME = ("normal", "missed")
"""Of the kinds of beats: these are where they were found. What is missing lies before the one that is told so."""


@dataclass(frozen=True, slots=True)
class DoubtfulIntervals:
    """Which raw intervals begin or end with a beat of a wave that cannot be trusted.

    Attributes
    ----------
    raw : RawRecord
        The intervals.
    is_doubtful : array of bool, shape (raw beats,)
        Which of them.
    """

    raw: RawRecord
    is_doubtful: BoolArray

    def but_for(self, decided: IntArray) -> "DoubtfulIntervals":
        """Return the same without these raw beats, of which a person decided."""
        is_doubtful = self.is_doubtful.copy()
        is_doubtful[decided] = False
        return DoubtfulIntervals(self.raw, is_doubtful)

    def left_out_of(self, judged: Corrected) -> Corrected:
        """Return corrected beats with what comes of these intervals set aside."""
        rows = self.is_doubtful[judged.source_index]
        nn_ms = np.where(rows, np.nan, judged.nn_ms)
        return replace(judged, nn_ms=nn_ms, is_corrected=judged.is_corrected | rows)

    def holds(self, t_s: FloatArray) -> BoolArray:
        """Return which moments lie in one of them."""
        if not self.is_doubtful.size:
            return np.zeros(t_s.size, dtype=np.bool_)
        at = np.searchsorted(self.raw.t_s, t_s, side="left")
        inside: BoolArray = self.is_doubtful[np.minimum(at, self.is_doubtful.size - 1)]
        return inside

    def share_of(self, from_s: float, until_s: float) -> float:
        """Return how much of a stretch of time they fill, 0 to 1."""
        if not self.is_doubtful.any() or not until_s > from_s:
            return 0.0
        return covered_share(self.raw.t_s, np.where(self.is_doubtful, self.raw.rr_ms, np.nan), from_s, until_s)

    def caution(self, from_s: float, until_s: float, *, left_out: bool) -> Reason | None:
        """Return what is to be said of them in a stretch of time, if anything."""
        share = self.share_of(from_s, until_s)
        if share < CAUTION_FROM_SHARE:
            return None
        hidden = ReasonCode.DOUBTFUL_RECORD if share >= MOSTLY_SHARE else ReasonCode.DOUBTFUL_STRETCHES
        return Reason.of(hidden if left_out else ReasonCode.DOUBTFUL_TAKEN, doubtful_share=share)


def doubtful_intervals(quality: ArrayLike | None, raw: RawRecord, judged: Corrected) -> DoubtfulIntervals:
    """Return which intervals of a record cannot be trusted.

    Parameters
    ----------
    quality : array of float, shape (raw beats,), or None
        How likely each beat is right, 0 to 1; ``nan`` where it was not found in a wave, and is taken as it came.
    raw : RawRecord
        The record as it came.
    judged : Corrected
        The same after correction.

    Raises
    ------
    ValueError
        When there are not as many qualities as intervals.

    Notes
    -----
    A beat is doubted whose quality is below 0.5, unless the correction moved it, took it away or set it aside: an
    ectopic beat in a clear ECG is unlike its neighbours. Where the mean quality of the nine beats around is below 0.7,
    nothing tells a mended beat from noise, and all of them are doubted.
    """
    worth = np.full(raw.rr_ms.size, np.nan) if quality is None else np.asarray(quality, dtype=np.float64)
    if worth.shape != raw.rr_ms.shape:
        raise ValueError(f"{raw.rr_ms.shape} intervals came with {worth.shape} qualities")
    if np.isnan(worth).all():
        return DoubtfulIntervals(raw, np.zeros(worth.size, dtype=np.bool_))
    as_it_came = np.isin(np.array(judged.kind), _AS_THEY_CAME)
    doubted = ((worth < DOUBTFUL_BELOW) & as_it_came) | (_mean_around(worth) < STRETCH_BELOW)
    return DoubtfulIntervals(raw, doubted | np.concatenate(([False], doubted[:-1])))


def _mean_around(worth: FloatArray) -> FloatArray:
    """Return the mean of the qualities around each beat that are known; 1 where none is."""
    padded = np.pad(worth, _AROUND, constant_values=np.nan)
    known = sliding_window_view(~np.isnan(padded), 2 * _AROUND + 1).sum(axis=1)
    total = sliding_window_view(np.nan_to_num(padded), 2 * _AROUND + 1).sum(axis=1)
    mean: FloatArray = np.where(known > 0, total / np.maximum(known, 1), 1.0)
    return mean
