"""An assessment lived through like a practice: how it is called and shown, who leads it, and what it comes to."""

import math
from collections.abc import Iterator, Sequence

from biofeedback.events import BeatJudged, Event, PauseManner
from biofeedback.practice.assessment import Assessment, PacedStep, RestStep
from biofeedback.practice.led_steps import led_steps
from biofeedback.practice.script import BreathGuidance, Practice, Step
from biofeedback.signals.resonance import SlidingAnswer, SteppedAnswer, analyse_sliding, analyse_stepped
from biofeedback.signals.resonance_trial import led_trial

Schedule = tuple[PacedStep | RestStep, ...]


class AssessmentLeader:
    """Lets an assessment be conducted like a practice: to rest is to pause, and to end gently is to end.

    Parameters
    ----------
    schedule : tuple of PacedStep and RestStep
        What to lead through.
    """

    def __init__(self, schedule: Schedule) -> None:
        self._assessment = Assessment(schedule)

    @property
    def ended(self) -> bool:
        """Whether it has come to its end."""
        return self._assessment.ended

    @property
    def waiting(self) -> PauseManner | None:
        """How it waits; None while it goes on."""
        return "pause" if self._assessment.waiting else None

    @property
    def next_due_s(self) -> float:
        """When `advance` has something to do again."""
        return self._assessment.next_due_s

    def advance(self, now_s: float) -> list[Event]:
        """Return everything due by ``now_s``."""
        return self._assessment.advance(now_s)

    def pause(self, now_s: float, manner: PauseManner) -> list[Event]:
        """Let it wait, whatever the manner: the pace to be measured is not led on meanwhile."""
        del manner
        return self._assessment.pause(now_s)

    def resume(self, now_s: float) -> list[Event]:
        """Let it go on."""
        return self._assessment.resume(now_s)

    def end_gently(self, now_s: float) -> list[Event]:
        """End it."""
        return self._assessment.end(now_s)


def as_practice(schedule: Schedule, name: str) -> Practice:
    """Return an assessment as a practice to show: its steps with their titles and about their lengths."""
    paced = [step for step in schedule if isinstance(step, PacedStep)]
    steps = []
    for step in schedule:
        if isinstance(step, RestStep):
            steps.append(Step("rest", "Breathe as you like", "", step.length_s, "listen", "resting", ()))
        else:
            breath_s = (step.first.cycle_s + step.last.cycle_s) / 2.0
            title = f"{step.first.breaths_per_min:.3g} a minute"
            steps.append(Step("paced", title, "", step.breaths * breath_s, "lead", "resting", ()))
    return Practice(
        name=name,
        title="Today's easy pace",
        subtitle="How the heart answers to different paces",
        credit="",
        breath=BreathGuidance(paced[0].first, paced[-1].last, 0.2),
        steps=tuple(steps),
        category="breath",
        counts=False,
    )


def answer_of(events: Sequence[Event], *, sliding: bool) -> SteppedAnswer | SlidingAnswer:
    """Return what the heart answered in an assessment, from its events."""
    beats = sorted((event for event in events if isinstance(event, BeatJudged)), key=lambda beat: beat.t_s)
    kept = [beat for beat in beats if beat.kind != "extra"]
    t_s, nn_ms = [beat.t_s for beat in kept], [beat.nn_ms for beat in kept]
    steps = led_steps(events)
    if sliding:
        return analyse_sliding(steps[0] if steps else (), t_s, nn_ms)
    return analyse_stepped([led_trial(breaths, t_s, nn_ms) for breaths in steps])


def in_words(answer: SteppedAnswer | SlidingAnswer) -> Iterator[str]:
    """Yield an answer in lines: every criterion of every pace, then what it comes to and how sure that is."""
    if isinstance(answer, SteppedAnswer):
        yield "a minute  place  in step   swing bpm   LF power ms²   LF peak ms²/Hz   LF peaks   steadiness"
        for rate in answer.rates:
            if rate.reason:
                yield f"{rate.breaths_per_min:8.2f}   {rate.reason}"
                continue
            yield (
                f"{rate.breaths_per_min:8.2f}   {rate.rank or '-':>4}  {rate.synchrony:7.2f}   "
                f"{rate.amplitude_bpm:9.1f}   "
                f"{rate.lf_power_ms2:12.0f}   {rate.lf_peak_ms2_per_hz:14.0f}   {rate.lf_peaks:8.0f}   "
                f"{rate.smoothness_share:10.2f}"
            )
        if not math.isnan(answer.first_per_min):
            yield f"First by these criteria, in this order: {answer.first_per_min:g} a minute."
    else:
        yield "a minute   swing bpm   follows the breath"
        for rate, amplitude_bpm, r2 in zip(answer.rates_per_min, answer.amplitude_bpm, answer.r2, strict=True):
            yield f"{rate:8.2f}   {amplitude_bpm:9.1f}   {r2:18.2f}"
    yield answer.estimate.sentence
    yield f"How sure: {answer.estimate.confidence}."
