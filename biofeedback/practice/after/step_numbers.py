"""The numbers of each step of a practice, each known or with the reason why it is not."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from biofeedback.events import BeatJudged, BreathPlanned, Metric
from biofeedback.practice.after.summary import FEWEST_BEATS, FEWEST_SWINGS, SummaryStep, mean_rate_bpm, median
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.reasons import Reason, ReasonCode

WINDOWED = ("coherence_share", "swing_bpm", "rmssd_ms")
"""The numbers of a step that look back over a window, in the order of the table."""


@dataclass(frozen=True, slots=True)
class StepNumber:
    """A number of a step: the name of its definition, its value, and the reason where that is ``nan``."""

    name: str
    value: float
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class StepNumbers:
    """A step with its numbers; ``led_per_min`` is the mean pace of the breaths that were led in it, else ``nan``."""

    step: SummaryStep
    numbers: tuple[StepNumber, ...]
    led_per_min: float


def numbers_of(
    step: SummaryStep, beats: Sequence[BeatJudged], metrics: Sequence[Metric], breaths: Sequence[BreathPlanned]
) -> StepNumbers:
    """Return the numbers of a step.

    Parameters
    ----------
    step : SummaryStep
        The step.
    beats : sequence of BeatJudged
        The beats of the practice.
    metrics : sequence of Metric
        The numbers of its heart, those of `WINDOWED` among them.
    breaths : sequence of BreathPlanned
        The breaths that were led.

    Notes
    -----
    A number that looks back over a window counts where the whole of its window lies within the step, so that nothing
    of the step before is in it. A swing belongs to the step in which its breath ended.
    """
    within = [beat for beat in beats if step.began_s <= beat.t_s <= step.ended_s]
    rate_bpm = mean_rate_bpm(within)
    reason = None
    if math.isnan(rate_bpm):
        there = sum(not math.isnan(beat.nn_ms) for beat in within)
        reason = Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=FEWEST_BEATS, there_beats=there)
    during = [each for each in metrics if step.began_s <= each.t_s <= step.ended_s]
    paces = [60.0 / (ends_s(breath) - breath.t_s) for breath in breaths if step.began_s <= breath.t_s < step.ended_s]
    return StepNumbers(
        step,
        (StepNumber("heart_rate_bpm", rate_bpm, reason), *(_windowed(name, step, during) for name in WINDOWED)),
        math.fsum(paces) / len(paces) if paces else math.nan,
    )


def _windowed(name: str, step: SummaryStep, within: Sequence[Metric]) -> StepNumber:
    during = [each for each in within if each.name == name]
    if name == "swing_bpm":
        return _swing(during)
    whole = [each for each in during if each.t_s - each.window_s >= step.began_s]
    value = median(each.value for each in whole)
    if not math.isnan(value):
        return StepNumber(name, value)
    if during and not whole:
        length_s = step.ended_s - step.began_s
        return StepNumber(
            name,
            math.nan,
            Reason.of(ReasonCode.TOO_FEW_SECONDS, needed_s=during[0].window_s, there_s=length_s),
        )
    return StepNumber(name, math.nan, _most_frequent(whole))


def _swing(during: Sequence[Metric]) -> StepNumber:
    value = median((each.value for each in during), fewest=FEWEST_SWINGS)
    if not math.isnan(value):
        return StepNumber("swing_bpm", value)
    unknown = [each for each in during if math.isnan(each.value)]
    if len(unknown) * 2 > len(during):
        return StepNumber("swing_bpm", math.nan, _most_frequent(unknown))
    there = float(len(during) - len(unknown))
    code = ReasonCode.TOO_FEW_LED_BREATHS if during else ReasonCode.NO_LED_BREATH
    facts = {"needed_breaths": FEWEST_SWINGS, "there_breaths": there} if during else {}
    return StepNumber("swing_bpm", math.nan, Reason.of(code, **facts))


def _most_frequent(metrics: Sequence[Metric]) -> Reason:
    """Return the reason that most of these have, without what was counted at one moment."""
    codes = Counter(each.reason for each in metrics if each.reason is not ReasonCode.KNOWN)
    if not codes:
        return Reason(ReasonCode.NO_BEATS)
    code = codes.most_common(1)[0][0]
    return Reason(code, next(each.facts for each in metrics if each.reason is code)).in_general
