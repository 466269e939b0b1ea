"""What is ordinary around each interval of a whole record."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from biofeedback.signals.artefacts.scale import (
    BROAD_FACTOR,
    BROAD_FACTOR_OF_THREE,
    CAP_SHARE,
    COARSEST_TICK_MS,
    FARTHEST_SHARE,
    FINEST_TICK_MS,
    FLOOR_SHARE,
    FLOOR_TICKS,
    LEVEL_BEATS,
    LOW_SHARES,
    MEND_SHARES,
    QUARTILE_FACTOR,
    SCALE_BEATS,
    Scale,
)
from biofeedback.signals.timing.beats import FloatArray

_QUARTILES = (0.25, 0.75)  # shares of the values below them, by their name


@dataclass(frozen=True, slots=True)
class Scales:
    """A `Scale` for each interval of one stretch, as arrays."""

    level_ms: FloatArray
    change_ms: FloatArray
    distance_ms: FloatArray
    mend_ms: FloatArray

    def at(self, row: int) -> Scale:
        """Return what is ordinary around one interval."""
        return Scale(*(float(each[row]) for each in (self.level_ms, self.change_ms, self.distance_ms, self.mend_ms)))


def scales(rr_ms: FloatArray) -> Scales:
    """Return what is ordinary around each interval, from the 91 around it and from the eleven pairs around it.

    The formulas are those of `scale.scale_of`. At the ends the record is mirrored.
    """
    from scipy.ndimage import median_filter, minimum_filter  # late, as SciPy is not needed live

    pairs_ms = (rr_ms + np.concatenate((rr_ms[:1], rr_ms[:-1]))) / 2.0
    level_ms: FloatArray = median_filter(pairs_ms, size=LEVEL_BEATS)
    changes_ms, distances_ms = _changes_ms(rr_ms, 1), np.abs(rr_ms - level_ms)
    of_changes = _rolling_quantile(changes_ms)
    of_distances = _rolling_quantile(distances_ms)
    low_ms, quartile_1_ms, quartile_3_ms = (of_changes(share) for share in (LOW_SHARES[0], *_QUARTILES))
    near_ms, far_ms = (of_distances(share) for share in (LOW_SHARES[1], _QUARTILES[1]))
    second_ms, third_ms = (_rolling_quantile(_changes_ms(rr_ms, back))(LOW_SHARES[1]) for back in (2, 3))
    broad_ms = np.minimum.reduce(
        (
            BROAD_FACTOR * np.maximum(low_ms, near_ms),
            BROAD_FACTOR * second_ms,
            BROAD_FACTOR_OF_THREE * third_ms,
        )
    )
    tick_ms = minimum_filter(np.where(changes_ms > FINEST_TICK_MS, changes_ms, np.inf), size=SCALE_BEATS)
    # Where nothing changes there is no tick to see.
    tick_ms = np.where(np.isfinite(tick_ms), np.minimum(tick_ms, COARSEST_TICK_MS), 0.0)
    floor_ms = np.maximum(FLOOR_SHARE * level_ms, FLOOR_TICKS * tick_ms)
    cap_ms = np.maximum(CAP_SHARE * level_ms, np.minimum(broad_ms, FARTHEST_SHARE * level_ms))
    change_ms = np.maximum(floor_ms, np.minimum(QUARTILE_FACTOR * (quartile_3_ms - quartile_1_ms), cap_ms))
    distance_ms = np.maximum(CAP_SHARE * level_ms, np.minimum(QUARTILE_FACTOR * (far_ms - near_ms), broad_ms))
    least_ms, most_ms = (share * level_ms for share in MEND_SHARES)
    return Scales(level_ms, change_ms, distance_ms, np.clip(BROAD_FACTOR * low_ms, least_ms, most_ms))


def _changes_ms(rr_ms: FloatArray, back: int) -> FloatArray:
    """Return how far each interval is from the one so many before it; the first ones from the first."""
    before_ms = np.concatenate((rr_ms[:1].repeat(min(back, rr_ms.size)), rr_ms[:-back]))
    result: FloatArray = np.abs(rr_ms - before_ms)
    return result


def _rolling_quantile(values_ms: FloatArray) -> Callable[[float], FloatArray]:
    """Return what gives a quantile of the 91 values around each, on the line between the two it lies between."""
    from scipy.ndimage import rank_filter  # late, as SciPy is not needed live

    ranks: dict[int, FloatArray] = {}

    def ranked(rank: int) -> FloatArray:
        if rank not in ranks:
            ranks[rank] = rank_filter(values_ms, rank, size=SCALE_BEATS)
        return ranks[rank]

    def quantile_ms(share: float) -> FloatArray:
        index = share * (SCALE_BEATS - 1)
        low = int(index)
        part = index - low
        return ranked(low) if part == 0.0 else ranked(low) + part * (ranked(low + 1) - ranked(low))

    return quantile_ms
