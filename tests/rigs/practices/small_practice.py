"""A practice of two steps of 8 s, with bells about them, for tests of what follows its events."""

from biofeedback.events import BellRang, Event, StepBegan
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.model import BreathGuidance, Practice, Prompt, Step, StepSound

SPOKEN = "Here you are."

PRACTICE = Practice(
    name="small",
    title="Small",
    subtitle="",
    credit="",
    breath=BreathGuidance(BreathPattern(6.0), BreathPattern(6.0), 0.2),
    steps=(
        Step("one", "One", "", 8.0, "lead", "shown", (Prompt(SPOKEN, 1.0, "here.wav"),), sound=StepSound("both")),
        Step("two", "Two", "", 8.0, "lead", "shown", (), sound=StepSound("end")),
    ),
)


def began(index: int, t_s: float) -> StepBegan:
    """The event that says so."""
    return StepBegan(t_s=t_s, index=index, name="", title="", heart_display="shown")


def begun(t_s: float) -> tuple[Event, ...]:
    """The events of a beginning at ``t_s``, with its bell."""
    return began(0, t_s), BellRang(t_s=t_s)


def went_on(t_s: float) -> tuple[Event, ...]:
    """The events of the second step's beginning, with the bell between the two."""
    return BellRang(t_s=t_s), began(1, t_s)
