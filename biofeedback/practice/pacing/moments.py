"""Compares moments of which some are not known yet."""


def earliest(*moments_s: float | None) -> float | None:
    """Return the earliest of the moments that are known; None when none is."""
    return min((moment_s for moment_s in moments_s if moment_s is not None), default=None)


def latest(moment_s: float, *others_s: float | None) -> float:
    """Return the latest of the moments that are known, of which the first is one."""
    return max((moment_s, *(other_s for other_s in others_s if other_s is not None)))
