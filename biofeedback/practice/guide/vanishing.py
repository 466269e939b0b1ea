"""Says how strongly the light leads: wholly where it leads, ever more faintly in a step where it vanishes."""

from biofeedback.practice.script.model import Step

VANISHED_SHARE = 2.0 / 3.0
"""The share of a vanishing step after which the light has let go of the breath: a choice; the last third is silent."""


def leading_share(step: Step, step_share: float) -> float:
    """Return how strongly the light leads in a step of which ``step_share`` has passed, 1 (whole) to 0 (not at all).

    A light that leads more faintly moves less: its swelling and sinking is to be drawn with this share of its size.
    """
    if step.pacing != "vanish":
        return 1.0
    return min(1.0, max(0.0, 1.0 - step_share / VANISHED_SHARE))
