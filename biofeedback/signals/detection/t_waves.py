"""Tells a T wave as high as the R from the next beat: it is blunter, within the QT interval, and after each beat."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from biofeedback.signals.detection.qrs_maxima import Maxima
from biofeedback.signals.detection.qrs_shapes import sharpness
from biofeedback.signals.timing.beats import FloatArray

LATEST_S = 0.36
"""Seconds after its beat a high T wave is looked for at most. A choice: extra beats mostly come later than this."""

_QT_S = 0.45
"""At intervals of 1 s a T wave is over so long after its complex, and sooner with the root of the interval (Bazett
1920): the longest ordinary QT interval. Of an inverted one, the second of the two tops that the band of the QRS complex
leaves is nearly as late."""

_BLUNT_RATIO = 0.5
"""Of the sharpness of its beat has a T wave less. A choice: in 60 made ECGs whose T wave is 1.2 to 2 times the R, nine
of ten of those as steep as half the R had less than 0.41; of 7384 beats of recorded ECGs, one in fifty less than 0.71
of that before."""

_SAME_S = 0.04
"""Seconds by which its distance may differ from beat to beat. A choice: its blunt top is moved by noise."""

_SAME_RATIO = 0.7
"""Of its height has the T wave of the beat before at least, and it as much of that one's. A choice: of 0.5 and 0.7, and
of asking the one only, this takes the fewest tops of strong noise for T waves."""

_TOGETHER = 64
"""Tops whose sharpness is taken in one call. A choice: one by one each costs as much as ten, and a live window has few
more than this."""

_BEATS_BEFORE = 2
"""Beats before the last of which one is no T wave. A choice."""


class HighTWaves:
    """Tells of one top after another whether it is a T wave as high as its beat.

    Parameters
    ----------
    ecg : array of float, shape (samples,)
        The signal as it came, without ``nan``.
    maxima : Maxima
        Its local maxima in the band of the QRS complex.
    rate_hz : float
        Samples a second.

    Notes
    -----
    An early extra beat is as blunt, and no wave follows the beats before it at its distance. T waves that were taken
    for beats halve the usual interval: where the beat before the last is as blunt beside two sharp ones, the interval
    is from it to this top.
    """

    def __init__(self, ecg: FloatArray, maxima: Maxima, rate_hz: float) -> None:
        self._ecg, self._maxima, self._rate_hz = ecg, maxima, rate_hz
        self._known: dict[int, list[float]] = {}

    def blunt(self, at: int, beat: int) -> bool:
        """Return whether a top is much less sharp than a beat; both by their numbers among the maxima."""
        return self._sharpness(at) < _BLUNT_RATIO * self._sharpness(beat)

    def follows(self, found: Sequence[int], at: int, usual: float) -> bool:
        """Return whether a blunt top is the T wave of the last beat.

        Parameters
        ----------
        found : sequence of int
            The beats so far, one at least, by their numbers among the maxima.
        at : int
            The number of the top.
        usual : float
            The usual interval in samples.
        """
        tops, last, before = self._maxima.tops, found[-1], found[-2 : -2 - _BEATS_BEFORE : -1]
        sharp = [beat for beat in before if not self.blunt(beat, last)]
        if before and not sharp:
            # Of very few beats nothing more is known; of more, the last is the odd one.
            return len(before) < _BEATS_BEFORE
        apart = float(tops[at] - tops[last])
        if sharp and sharp[0] != before[0]:
            usual = max(usual, float(tops[at] - tops[before[0]]))
        if apart >= _QT_S * math.sqrt(usual * self._rate_hz):
            return False
        return not sharp or self._is_there(float(tops[sharp[0]]) + apart, self._maxima.heights[at])

    def _is_there(self, expected: float, height: float) -> bool:
        """Return whether there is a top about as high near this sample."""
        tops, reach = self._maxima.tops, _SAME_S * self._rate_hz
        near = self._maxima.heights[bisect_left(tops, expected - reach) : bisect_right(tops, expected + reach)]
        highest = float(near.max(initial=0.0))
        return bool(_SAME_RATIO * height < highest < height / _SAME_RATIO)

    def _sharpness(self, top: int) -> float:
        block = top // _TOGETHER
        if block not in self._known:
            some = self._maxima.tops[block * _TOGETHER : (block + 1) * _TOGETHER]
            self._known[block] = sharpness(self._ecg, some, self._rate_hz).tolist()
        return self._known[block][top % _TOGETHER]
