"""How long a practice takes, in words and as the widths of its steps."""

import math
from collections.abc import Sequence

from biofeedback.practice.script.model import Practice, Step
from ui.words.language import Language

_ENDLESS_SHARE = 0.8  # of the whole width; a choice: the steps around an endless one stay visible


def no_end(language: Language) -> str:
    """Return how long it takes what has no end."""
    return language.gettext("as long as you like")


def length_words(practice: Practice, language: Language) -> str:
    """Return how long a practice takes."""
    if math.isinf(practice.length_s):
        return no_end(language)
    if practice.length_s < 60.0:
        return language.gettext("{seconds} s").format(seconds=language.number(practice.length_s))
    return minutes_words(math.floor(practice.length_s / 60.0 + 0.5), language)


def minutes_words(minutes: int, language: Language) -> str:
    """Return a length in whole minutes."""
    return language.gettext("{minutes} min").format(minutes=language.whole(minutes))


def drawn_lengths_s(steps: Sequence[Step]) -> list[float]:
    """Return how long each step is drawn; one without end takes most of the width."""
    known_s = math.fsum(step.length_s for step in steps if not step.endless)
    endless_s = _ENDLESS_SHARE / (1.0 - _ENDLESS_SHARE) * known_s or 1.0
    return [endless_s if step.endless else step.length_s for step in steps]
