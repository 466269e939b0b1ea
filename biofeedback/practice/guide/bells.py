"""Finds when the next bell of a step rings."""

import math

from biofeedback.practice.script.model import Step

_SAME_S = 1e-6  # times that are sums of others are not met exactly


def next_bell_s(step: Step, after_s: float | None, length_s: float | None) -> float | None:
    """Return the next bell of a step after ``after_s``, in seconds from its beginning; None when there is none.

    Parameters
    ----------
    step : Step
        The step.
    after_s : float or None
        The bell that rang last; None when none did.
    length_s : float or None
        How long the step is; None when nobody knows yet. The bell at its end is not among these.
    """
    bells_s = [at_s for at_s in step.bells_at_s if after_s is None or at_s > after_s + _SAME_S]
    if after_s is None and rings_at_begin(step):
        bells_s.append(0.0)
    if step.bell_every_s:
        rang_s = 0.0 if after_s is None else after_s
        bells_s.append((math.floor((rang_s + _SAME_S) / step.bell_every_s) + 1.0) * step.bell_every_s)
    next_s = min(bells_s, default=None)
    return None if next_s is None or (length_s is not None and next_s >= length_s - _SAME_S) else next_s


def rings_at_begin(step: Step) -> bool:
    """Return whether a bell rings where the step begins."""
    return step.sound.bell in ("begin", "both")


def rings_at_end(step: Step) -> bool:
    """Return whether a bell rings where the step ends."""
    return step.sound.bell in ("end", "both")
