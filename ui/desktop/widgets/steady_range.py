"""The range of a heart-rate axis that moves in steps, so that a plot does not shift with every beat."""

import math
from collections.abc import Iterable

_SMALLEST_SPAN_BPM = 12.0  # a choice: the tremble of a flat heart rate does not fill the plot
_LARGEST_SPREADS = 2.2  # the range is narrowed when it spans more than this times what the values do; a choice
_MARGIN_BPM = 0.5  # kept free beyond the lowest and the highest value; a choice


class SteadyRange:
    """The range of a heart-rate axis, held until a value leaves it or most of it lies empty.

    Parameters
    ----------
    step_bpm : float
        Both ends are whole multiples of it.
    """

    def __init__(self, step_bpm: float) -> None:
        self._step_bpm = step_bpm
        self.low = 60.0
        self.high = 80.0
        self._fresh = True

    def follow(self, values: Iterable[float]) -> bool:
        """Move the range if the values ask for it, and return whether it moved; ``nan`` values are left out."""
        known = [value for value in values if math.isfinite(value)]
        if not known:
            return False
        lowest, highest = min(known), max(known)
        spread = max(_SMALLEST_SPAN_BPM, highest - lowest)
        fits = self.low <= lowest and highest <= self.high and self.high - self.low <= _LARGEST_SPREADS * spread
        if fits and not self._fresh:
            return False
        middle, step = (lowest + highest) / 2, self._step_bpm
        low = math.floor(min(lowest - _MARGIN_BPM, middle - _SMALLEST_SPAN_BPM / 2) / step) * step
        high = math.ceil(max(highest + _MARGIN_BPM, middle + _SMALLEST_SPAN_BPM / 2) / step) * step
        moved = (low, high) != (self.low, self.high)
        self.low, self.high, self._fresh = low, high, False
        return moved
