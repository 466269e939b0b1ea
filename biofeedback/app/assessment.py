"""Runs an assessment like a practice, and finds out what the heart answered."""

from collections.abc import Sequence

from biofeedback.events import BeatJudged, Event, Metric, PauseMode
from biofeedback.events.from_sensors import says_simulated
from biofeedback.practice.after.findings import Findings
from biofeedback.practice.after.led_steps import led_steps
from biofeedback.practice.assessment import ASSESSMENT_TITLE, Assessment, BaselineStep, PacedStep
from biofeedback.practice.pacing.pattern import LARGEST_RAMP_S
from biofeedback.practice.script.model import BreathGuidance, Practice, Step
from biofeedback.requests import EndGently, PracticeRequest, TogglePause, TogglePauseSteps
from biofeedback.signals.resonance.resonance import SlidingAnswer, SteppedAnswer, analyse_sliding, analyse_stepped
from biofeedback.signals.resonance.trial import led_trial
from ui.words.assessment_words import sliding_findings, stepped_findings
from ui.words.language import Language
from ui.words.summary_words import simulated_sentence

Schedule = tuple[PacedStep | BaselineStep, ...]


class AssessmentSequencer:
    """Lets the session runner run an assessment like a practice.

    Pausing its steps pauses it altogether, ending it gently ends it, and its paces are not to be changed.

    Parameters
    ----------
    schedule : tuple of PacedStep and BaselineStep
        What to lead through.
    """

    def __init__(self, schedule: Schedule) -> None:
        self._assessment = Assessment(schedule)

    @property
    def ended(self) -> bool:
        """Whether it has come to its end."""
        return self._assessment.ended

    @property
    def waiting(self) -> PauseMode | None:
        """How it waits; None while it goes on."""
        return "pause" if self._assessment.waiting else None

    @property
    def next_due_s(self) -> float | None:
        """When `advance` has something to do again; None when nothing comes by itself."""
        return self._assessment.next_due_s

    def advance(self, now_s: float) -> list[Event]:
        """Return everything due by ``now_s``."""
        return self._assessment.advance(now_s)

    def pause(self, now_s: float, mode: PauseMode) -> list[Event]:
        """Pause it, whatever the mode: the pace to be measured is not led on meanwhile."""
        del mode
        return self._assessment.pause(now_s)

    def request(self, now_s: float, request: PracticeRequest) -> list[Event]:
        """Pause it, resume it or end it; nothing else that is asked changes it."""
        match request:
            case TogglePause() | TogglePauseSteps() if self._assessment.waiting:
                return self._assessment.resume(now_s)
            case TogglePause() | TogglePauseSteps():
                return self._assessment.pause(now_s)
            case EndGently():
                return self._assessment.end(now_s)
            case _:
                return []

    def on_metric(self, now_s: float, metric: Metric) -> list[Event]:
        """Offer nothing, whatever the number."""
        del now_s, metric
        return []


def as_practice(schedule: Schedule, name: str, language: Language) -> Practice:
    """Return an assessment as a practice to show: its steps with their titles and about their lengths."""
    paced = [step for step in schedule if isinstance(step, PacedStep)]
    steps = []
    for step in schedule:
        if isinstance(step, BaselineStep):
            steps.append(
                Step("rest", language.gettext("Breathe as you like"), "", step.length_s, "listen", "resting", ())
            )
        else:
            pace = language.short_number(step.first.breaths_per_min, 3)
            title = language.gettext("{pace} a minute").format(pace=pace)
            steps.append(Step("paced", title, "", step.length_s, "lead", "resting", ()))
    return Practice(
        name=name,
        title=language.gettext(ASSESSMENT_TITLE),
        subtitle=language.gettext("How the heart answers to different paces"),
        credit="",
        breath=BreathGuidance(paced[0].first, paced[-1].last, LARGEST_RAMP_S),
        steps=tuple(steps),
        category="breath",
        counts=False,
        assesses=True,
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


def remarks_on(events: Sequence[Event], language: Language) -> tuple[str, ...]:
    """Return what should be known beside the answer: that the heart was a simulated one, replayed or not."""
    return (simulated_sentence(language),) if any(says_simulated(event) for event in events) else ()


def findings(answer: SteppedAnswer | SlidingAnswer, language: Language, *remarks: str) -> Findings:
    """Return an answer for people: what it comes to and how sure that is, and every criterion of every pace."""
    if isinstance(answer, SteppedAnswer):
        return stepped_findings(answer, language, *remarks)
    return sliding_findings(answer, language, *remarks)
