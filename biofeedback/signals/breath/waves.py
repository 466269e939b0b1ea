"""Turns values at beats into an even wave in which the breath can be looked for."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.breath.lines import RATE_HZ
from biofeedback.signals.breath.peaks import HIGHEST_HZ
from biofeedback.signals.numerics.cubic_spline import cubic_spline
from biofeedback.signals.numerics.small_steps import medians
from biofeedback.signals.timing.beats import LONGEST_BRIDGE_S, FloatArray

WINDOW_S = 64.0
"""That of rhythm coherence, so that both speak of the same time. A choice."""

SHORTEST_WINDOW_S = 30.0
"""Three slow breaths of ten seconds; shorter windows were not checked. A choice."""

LONGEST_WINDOW_S = 256.0
"""What a transform of `peaks` holds with room to spare. A choice."""

SMALLEST_UNBROKEN_SHARE = 0.7
"""Of the window: 45 s of 64, so that a gap does not keep a rate away for a whole window. A choice."""

LARGEST_SET_ASIDE_SHARE = 0.1
"""Of the beats in the window, as for rhythm coherence."""

FEWEST_BEATS = 20
"""Fewer would leave too much of the curve to the spline. A choice."""


@dataclass(frozen=True, slots=True)
class BreathWave:
    """An even series that the breath may have moved.

    Attributes
    ----------
    samples : array of float, shape (samples,)
        At 4 Hz, ending with the newest beat; empty when there is a reason.
    highest_hz : float
        The fastest breath that can be told from it: half the rate of the beats, at most 0.5 Hz.
    reason : Reason or None
        Why there is no wave; None when there is one.
    """

    samples: FloatArray
    highest_hz: float
    reason: Reason | None


def wave_from_beats(
    t_s: ArrayLike, values: ArrayLike, *, window_s: float = WINDOW_S, now_s: float = math.nan
) -> BreathWave:
    """Return the wave through the values at the beats of the last ``window_s`` seconds.

    Parameters
    ----------
    t_s : array of float, shape (beats,)
        When the beats were, in seconds, strictly rising.
    values : array of float, shape (beats,)
        Their values in any unit, ``nan`` where set aside.
    window_s : float
        How far back to look, 30 to 256 s.
    now_s : float
        Where the window ends; ``nan``: with the newest beat.

    Raises
    ------
    ValueError
        When the arrays differ in shape, the times do not rise, or the window is out of range.

    Notes
    -----
    A cubic spline over the last run without a gap of more than 2.5 s beyond the usual interval; nothing is drawn
    across a gap and nothing extrapolated.
    """
    times_s, heights = np.asarray(t_s, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if times_s.ndim != 1 or times_s.shape != heights.shape:
        raise ValueError(f"times and values differ in shape: {times_s.shape} and {heights.shape}")
    if not SHORTEST_WINDOW_S <= window_s <= LONGEST_WINDOW_S:
        raise ValueError(f"a window has {SHORTEST_WINDOW_S:.0f} to {LONGEST_WINDOW_S:.0f} s, not {window_s}")
    if not np.all(np.diff(times_s) > 0.0):
        raise ValueError("the times of the beats do not rise")
    if not times_s.size:
        return _none(Reason(ReasonCode.NO_HEARD_BEATS))
    until_s = float(times_s[-1]) if math.isnan(now_s) else now_s
    inside = (times_s > until_s - window_s) & (times_s <= until_s)
    taken = inside & np.isfinite(heights)
    run_s, run_heights = _last_run(times_s[taken], heights[taken])
    unbroken_s = float(run_s[-1] - run_s[0]) if run_s.size else 0.0
    needed_s = SMALLEST_UNBROKEN_SHARE * window_s
    if unbroken_s < needed_s:
        return _none(Reason.of(ReasonCode.TOO_FEW_UNBROKEN_SECONDS, needed_s=needed_s, there_s=unbroken_s))
    beats, kept = int(np.count_nonzero(inside)), int(np.count_nonzero(taken))
    if run_s.size < FEWEST_BEATS:
        return _none(Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=FEWEST_BEATS, there_beats=run_s.size))
    if beats - kept > LARGEST_SET_ASIDE_SHARE * beats:
        return _none(Reason.of(ReasonCode.BEATS_SET_ASIDE, beats=beats, set_aside_beats=beats - kept))
    grid_s = run_s[-1] - np.arange(math.floor(unbroken_s * RATE_HZ), -1, -1, dtype=np.float64) / RATE_HZ
    samples = cubic_spline(run_s, run_heights)(np.maximum(grid_s, run_s[0]))
    return BreathWave(samples, min(HIGHEST_HZ, 0.5 / float(medians(np.diff(run_s)))), None)


def _last_run(t_s: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    if t_s.size < 2:
        return t_s, values
    steps_s = np.diff(t_s)
    gaps = np.flatnonzero(steps_s > LONGEST_BRIDGE_S + float(medians(steps_s)))
    begin = int(gaps[-1]) + 1 if gaps.size else 0
    return t_s[begin:], values[begin:]


def _none(reason: Reason) -> BreathWave:
    return BreathWave(np.empty(0), math.nan, reason)
