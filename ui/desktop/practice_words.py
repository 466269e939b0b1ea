"""The small words of the practice screen. Pure."""

import math

from biofeedback.events import PauseManner
from ui.lengths import NO_END

HINTS = "Space\u00a0pause   M\u00a0mark   D\u00a0details   F\u00a0full\u00a0screen   Esc\u00a0end\u00a0gently"
"""The keys, in one line; a key and its word stay together when the line has to break."""


def left_words(left_s: float, waiting: PauseManner | None) -> str:
    """Return how long the practice still takes, without a seconds count; or that it waits."""
    if waiting == "rest":
        return "resting"
    if waiting == "pause":
        return "paused"
    if math.isinf(left_s):
        return "until you end it"
    if not left_s > 0.0:
        return ""
    if math.isinf(left_s):
        return NO_END
    if left_s <= 60.0:
        return "less than a minute left"
    return f"{math.ceil(left_s / 60.0 - 0.25)} min left"


def rest_words(waiting: PauseManner | None) -> str:
    """Return what the largest button says."""
    return "Rest here" if waiting is None else "Go on"
