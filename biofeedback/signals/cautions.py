"""The cautions of a whole record on order, doubt, correction, coverage and edits; `scatter` has others of its own."""

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.by_hand import ByHand
from biofeedback.signals.timing.beats import BoolArray

MUCH_CORRECTED_RATIO = 0.1
"""Above this numbers come with a caution. A moved beat changes two intervals, and Vest et al. 2018, doi
10.1088/1361-6579/aae021, reject windows in which a fifth of these was taken out."""

LOW_COVERAGE_SHARE = 0.8
"""Below this numbers come with a caution: the same authors reject windows of which a fifth is not there."""


def cautions_of_record(
    of_order: Reason | None, of_doubt: Reason | None, mended_ratio: float, coverage_share: float
) -> tuple[Reason, ...]:
    """Return the cautions on beats without order, beats that a wave hides, much that was mended, and low coverage.

    Parameters
    ----------
    of_order, of_doubt : Reason or None
        What is to be said of beats that come without order, and of those that movement or noise hides.
    mended_ratio : float
        How many of the beats were corrected and are computed with, 0 to 1.
    coverage_share : float
        How much of the time the numbers are of, 0 to 1.
    """
    cautions = [each for each in (of_order, of_doubt) if each]
    if not of_order and mended_ratio > MUCH_CORRECTED_RATIO:
        cautions.append(Reason.of(ReasonCode.MUCH_CORRECTED, corrected_share=mended_ratio))
    if coverage_share < LOW_COVERAGE_SHARE:
        cautions.append(Reason.of(ReasonCode.LOW_COVERAGE, coverage_share=coverage_share))
    return tuple(cautions)


def cautions_of_hand(edited: BoolArray, hand: ByHand) -> list[Reason]:
    """Return how many of the beats were edited, and how many edits do not fit the record."""
    share = float(np.mean(edited)) if edited.size else 0.0
    cautions = [Reason.of(ReasonCode.EDITED_BY_HAND, edited_share=share)]
    if hand.passed_over:
        cautions.append(Reason.of(ReasonCode.EDITS_PASSED_OVER, edits=len(hand.passed_over)))
    return cautions
