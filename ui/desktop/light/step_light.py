"""What a step asks of the breath light: its shade, and how strongly it leads. It paints nothing."""

from typing import TYPE_CHECKING

from biofeedback.practice.guide.vanishing import leading_share
from biofeedback.practice.script.model import Practice
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.shade import Shade
from ui.tokens import Tokens

if TYPE_CHECKING:
    from biofeedback.practice.after.progress import ProgressMoment


def light_step(light: BreathWidget, practice: Practice, moment: "ProgressMoment", tokens: Tokens) -> None:
    """Let the light keep company with the step that holds at this moment."""
    light_part_of_step(light, practice, moment.step_index, moment.step_share, tokens)


def light_part_of_step(light: BreathWidget, practice: Practice, index: int, share: float, tokens: Tokens) -> None:
    """Let the light keep company with a step that has gone by ``share``, 0 to 1."""
    step = practice.steps[index]
    light.become(Shade(colour_of(practice.hue(index), tokens), step.light.brightness_share))
    light.lead(leading_share(step, share))


def colour_of(hue: str, tokens: Tokens) -> str:
    """Return a hue of the room as ``#rrggbb``; one that is written so already stays."""
    named = {
        "honey": tokens.honey,
        "amber": tokens.amber,
        "rose": tokens.rose,
        "sage": tokens.sage,
        "sky": tokens.sky,
    }
    return named.get(hue, hue)
