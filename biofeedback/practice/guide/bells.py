"""Finds when the next bell of a step rings."""

import math

from biofeedback.practice.script.model import Step

_SAME_S = 1e-6  # times that are sums of others are not met exactly


def next_bell_s(step: Step, after_s: float, length_s: float) -> float:
    """Return the next bell of a step after ``after_s``, in seconds from its beginning; ``inf`` when there is none.

    Parameters
    ----------
    step : Step
        The step.
    after_s : float
        The bell that rang last; below 0 when none did.
    length_s : float
        How long the step is, ``inf`` when nobody knows yet. The bell at its end is not among these.
    """
    bells_s = [at_s for at_s in step.bells_at_s if at_s > after_s + _SAME_S]
    if after_s < 0.0 and rings_at_begin(step):
        bells_s.append(0.0)
    if step.bell_every_s:
        bells_s.append((math.floor((max(0.0, after_s) + _SAME_S) / step.bell_every_s) + 1.0) * step.bell_every_s)
    next_s = min(bells_s, default=math.inf)
    return next_s if next_s < length_s - _SAME_S else math.inf


def rings_at_begin(step: Step) -> bool:
    """Return whether a bell rings where the step begins."""
    return step.sound.bell in ("begin", "both")


def rings_at_end(step: Step) -> bool:
    """Return whether a bell rings where the step ends."""
    return step.sound.bell in ("end", "both")
