"""The numbers of each step of a practice, each known or with the reason why it is not."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from biofeedback.events import BeatJudged, BreathPlanned, Metric
from biofeedback.practice.after.averages import FEWEST_BEATS, FEWEST_SWINGS, mean_rate_bpm, median
from biofeedback.practice.after.deep_breathing import DeepBreathing, deep_breathing
from biofeedback.practice.after.summary import SummaryStep
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
    """A step with its numbers.

    Attributes
    ----------
    step : SummaryStep
        The step.
    numbers : tuple of StepNumber
        Its numbers, the coverage last.
    led_per_min : float
        The mean pace of the breaths that were led in it, else ``nan``.
    deep : DeepBreathing
        The mean swing of those that were led at about six a minute.
    """

    step: SummaryStep
    numbers: tuple[StepNumber, ...]
    led_per_min: float
    deep: DeepBreathing


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
    of the step before is in it. A swing belongs to the step in which its breath ended. In the mean at about six a
    minute no breath counts in which a beat is not as it came.
    """
    within = [beat for beat in beats if step.began_s <= beat.t_s <= step.ended_s]
    rate_bpm = mean_rate_bpm(beat.nn_ms for beat in within)
    reason = None
    if math.isnan(rate_bpm):
        there = sum(not math.isnan(beat.nn_ms) for beat in within)
        reason = Reason.of(ReasonCode.TOO_FEW_BEATS, needed_beats=FEWEST_BEATS, there_beats=there)
    during = [each for each in metrics if step.began_s <= each.t_s <= step.ended_s]
    paces = [60.0 / (ends_s(breath) - breath.t_s) for breath in breaths if step.began_s <= breath.t_s < step.ended_s]
    return StepNumbers(
        step,
        (
            StepNumber("heart_rate_bpm", rate_bpm, reason),
            *(_windowed(name, step, during) for name in WINDOWED),
            _coverage(step, beats),
        ),
        math.fsum(paces) / len(paces) if paces else math.nan,
        deep_breathing(_as_they_came([each for each in during if each.name == "swing_bpm"], beats)),
    )


def _as_they_came(swings: Sequence[Metric], beats: Sequence[BeatJudged]) -> Iterator[tuple[float, float]]:
    """Yield the length and the swing of each breath, ``nan`` where a beat in it, or the one before, was corrected."""
    # The interval of a beat behind one that went holds both, and so begins and ends the next one elsewhere too.
    moved = [
        beat.kind != "normal" or (index > 0 and beats[index - 1].kind == "extra") for index, beat in enumerate(beats)
    ]
    moved_s = sorted(beat.t_s for index, beat in enumerate(beats) if any(moved[max(0, index - 1) : index + 1]))
    for each in swings:
        is_moved = bisect_right(moved_s, each.t_s) > bisect_right(moved_s, each.t_s - each.window_s)
        yield each.window_s, math.nan if is_moved else each.value


def _coverage(step: SummaryStep, beats: Sequence[BeatJudged]) -> StepNumber:
    """Return the sum of the intervals within a step over the time it took; an interval across its edge counts in part.

    A step of no length, as a damaged recording may have, has none.
    """
    length_s = step.ended_s - step.began_s
    if not length_s > 0.0:
        return StepNumber("coverage_share", math.nan, Reason(ReasonCode.NO_BEATS))
    within_s = (
        min(beat.t_s, step.ended_s) - max(beat.t_s - beat.nn_ms / 1000.0, step.began_s)
        for beat in beats
        if not math.isnan(beat.nn_ms)
    )
    covered_s = math.fsum(each_s for each_s in within_s if each_s > 0.0)
    return StepNumber("coverage_share", min(1.0, covered_s / length_s))


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
