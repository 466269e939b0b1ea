"""A practice of two steps of 8 s for tests of what follows its events."""

from biofeedback.events import StepBegan
from biofeedback.practice.breath import BreathPattern
from biofeedback.practice.script import BreathGuidance, Practice, Prompt, Step

SPOKEN = "Here you are."

PRACTICE = Practice(
    name="small",
    title="Small",
    subtitle="",
    credit="",
    breath=BreathGuidance(BreathPattern(6.0), BreathPattern(6.0), 0.2),
    steps=(
        Step("one", "One", "", 8.0, "lead", "shown", (Prompt(SPOKEN, 1.0, "here.wav"),)),
        Step("two", "Two", "", 8.0, "lead", "shown", ()),
    ),
)


def began(index: int, t_s: float) -> StepBegan:
    """The event that says so."""
    return StepBegan(t_s=t_s, index=index, name="", title="", heart_display="shown")
