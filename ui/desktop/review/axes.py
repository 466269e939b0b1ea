"""Where the numbers of an axis stand."""

import math
from collections.abc import Iterator

from ui.words.language import Language

# Seconds between two numbers of a time axis; a choice: what a clock is read in.
_STEPS_S = (0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0)


def time_ticks(from_s: float, until_s: float, most: int, zero_s: float = 0.0) -> Iterator[float]:
    """Yield where numbers stand between two moments, at most ``most`` of them, at round times since ``zero_s``."""
    step_s = next((step_s for step_s in _STEPS_S if (until_s - from_s) / step_s <= max(1, most)), _STEPS_S[-1])
    place = math.ceil((from_s - zero_s) / step_s - 1e-9)
    while zero_s + place * step_s <= until_s + 1e-9:
        yield zero_s + place * step_s
        place += 1


def time_text(t_s: float, language: Language, *, tenths: bool = False) -> str:
    """Return a time since the beginning, ``3:05``, with tenths of a second where they matter."""
    if not tenths:
        return language.minutes_and_seconds(max(0.0, t_s) + 1e-6)
    minutes, seconds = divmod(max(0.0, round(t_s, 1)), 60.0)
    return f"{language.whole(int(minutes))}:{language.number(seconds, 1).rjust(4, language.whole(0))}"
