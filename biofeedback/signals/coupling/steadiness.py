"""Steadiness: how far the heart keeps step with the led breath or, without one, is a steady wave itself.

The one slow measure behind the warmth of the light. It weighs what `coupling` and `coherence` found.
"""

import math
from typing import NamedTuple

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.coupling.coupling import PacerFitResult
from biofeedback.signals.coupling.pacer_wave import chance_r2

SMALLEST_UNCORRECTED_SHARE = 0.5
"""With less of the last minute covered by intervals as they came, nothing is said. A choice."""

STEADY_R2 = 0.6
"""A heart of which the led breath explains so much is fully in step. A choice."""

UNSTEADY_COHERENCE = 0.30
"""95 % of windows of noise without any wave stay below."""

STEADY_COHERENCE = 0.85
"""A little below the 0.90 of a pure wave in 64 s. A choice."""

TOO_FEW_UNCORRECTED = Reason(ReasonCode.TOO_FEW_UNCORRECTED)

_CHANCE_BREATHS = 0.75
"""Over the number of breaths, it is what about nine in ten fits to 1/f noise stay below (simulated, see
`coupling_share`)."""

_CHANCE_SHARE = 0.90
"""Of fits to white noise; as many as of those to 1/f noise."""


class Steadiness(NamedTuple):
    """A share from 0 (what chance gives) to 1 (one steady wave), ``nan`` with its reason."""

    share: float
    reason: Reason | None


def coupling_share(r2: float, beats: int, breaths: float) -> float:
    """Return how far the heart keeps step with the led breath beyond chance, 0 to 1.

    Parameters
    ----------
    r2 : float
        Share of the heart rate's variance that is a wave in step with the led breath (`coupling.PacerFit`); ``nan``
        when it is not known.
    beats, breaths : int, float
        How many beats were fitted, and how many led breaths they span.

    Returns
    -------
    float
        ``nan`` when ``r2`` is, or when there are too few beats.

    Notes
    -----
    ``(r2 - chance) / (0.6 - chance)``, held between 0 and 1, where chance is the larger of ``0.75 / breaths`` and what
    90 % of fits to white noise stay below (`pacer_wave.chance_r2`). A real heart wanders more slowly than white noise,
    and a few slow waves can fall in with two breaths where they cannot with six: about nine in ten fits to noise whose
    power falls off as 1/f stay below 0.75 over the number of breaths, at two breaths somewhat fewer (simulated, 4.5 to
    9 a minute; steeper noise, 1/f^1.5, passes it in up to 18 of 100 windows of two breaths). The upper
    end is ours.
    """
    if math.isnan(r2) or not breaths > 0.0:
        return math.nan
    chance = max(_CHANCE_BREATHS / breaths, chance_r2(beats, _CHANCE_SHARE))
    return _between(r2, chance, STEADY_R2)


def rhythm_share(coherence_share: float) -> float:
    """Return how far the heart's rhythm is one steady wave beyond chance, 0 to 1; ``nan`` when that is not known.

    Parameters
    ----------
    coherence_share : float
        Rhythm coherence (`coherence.rhythm_coherence`).

    Notes
    -----
    A pure wave has a rhythm coherence of 0.90 in 64 s. Noise without any wave has a median of 0.20 and stays below
    0.30 in 19 windows of 20. Linear from 0 at 0.30 to 1 at 0.85.
    """
    return _between(coherence_share, UNSTEADY_COHERENCE, STEADY_COHERENCE)


def steadiness(
    fit: PacerFitResult,
    coherence_share: float,
    coherence_reason: Reason | None,
    *,
    led_share: float,
    uncorrected_share: float,
) -> Steadiness:
    """Return the steadiness of one moment.

    Parameters
    ----------
    fit : PacerFitResult
        Heart and led breath in the last minute.
    coherence_share, coherence_reason : float, Reason or None
        Rhythm coherence of the last 64 s, and why it is ``nan``.
    led_share : float
        How much of the last minute's heartbeats fell into led breaths, 0 to 1.
    uncorrected_share : float
        How much of the time from the oldest of these heartbeats to the newest is covered by intervals as they came,
        neither corrected nor missing, 0 to 1.

    Notes
    -----
    ``uncorrected * max(coupling, (1 - led) * rhythm)``, with `coupling_share` and `rhythm_share`. Where breath is led,
    a steady wave counts as far as it is in step with that breath; where none is, the heart's own wave counts; and while
    leading begins or fades, its own wave counts for as much of the last minute as was its own. Phase synchrony of heart
    and breath stands first among the criteria of Shaffer and Meehan 2020, doi 10.3389/fnins.2020.570400, and rhythm
    coherence follows McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090; the measure itself is ours.

    Corrected and missing stretches lower it in proportion, since a mended interval is smoother than a heart. It knows
    nothing of the size of the wave. It cannot see the breath itself: somebody who breathes slowly and unevenly may
    fall in with the light by chance, most of all in the first three breaths, and somebody whose heart answers the
    breath little stays cold however well they follow.
    """
    if not uncorrected_share >= SMALLEST_UNCORRECTED_SHARE:
        return Steadiness(math.nan, TOO_FEW_UNCORRECTED)
    coupling = coupling_share(fit.r2, fit.beats, fit.breaths)
    rhythm = rhythm_share(coherence_share) if led_share < 1.0 else math.nan
    if math.isnan(coupling) and math.isnan(rhythm):
        return Steadiness(math.nan, fit.reason if led_share > 0.0 else coherence_reason)
    known = [share for share in (coupling, (1.0 - led_share) * rhythm) if not math.isnan(share)]
    return Steadiness(uncorrected_share * max(known), None)


def _between(value: float, nothing: float, everything: float) -> float:
    if math.isnan(value):
        return math.nan
    if nothing >= everything:
        return 0.0
    return min(1.0, max(0.0, (value - nothing) / (everything - nothing)))
