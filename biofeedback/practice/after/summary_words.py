"""Puts the statistics of a practice into reviewed sentences without verdict, comparison or advice."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from biofeedback.events import NoteKind

NOT_ENOUGH = "not enough quiet data"
SIMULATED = "The heart was a simulated one."

NOTE_LABELS: Mapping[NoteKind, str] = MappingProxyType(
    {"before": "Your words before", "after": "Your words after", "note": "A note to yourself"}
)
"""What stands before each kind of note."""

_WORTH_SAYING_AWAY_S = 5.0
"""From so many seconds on the summary mentions that the sensor was away: a choice, about five heartbeats missed."""

_WORTH_SAYING_TOGETHER_S = 30.0
"""From so many seconds on it mentions that the heart moved with the light: a choice, three breaths at 6 a minute."""

_SAID_IN_SECONDS_S = 105.0
"""Shorter times are said in seconds: a choice, so that the least number of minutes is a whole "two"."""

# fmt: off
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a summary as text: a label, a value and its unit (empty when it has none)."""

    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What was measured of a practice, as numbers; ``nan`` is what cannot be known.

    ``silence_s`` is the time without words, ``together_s`` the time in which the heart moved with the led breath, and
    ``listened`` whether there was a sensor at all; without one nothing is said of the heart.
    """

    length_s: float
    silence_s: float
    longest_quiet_s: float
    heart_rate_bpm: float
    coherence_share: float
    swing_bpm: float
    breaths_per_min: float
    together_s: float
    corrected_share: float
    away_s: float
    listened: bool
    simulated: bool
    markers: int


def lines(statistics: Statistics) -> tuple[str, ...]:
    """Return at most three sentences of fact."""
    return tuple(line for line in (_time_line(statistics), _heart_line(statistics), _last_line(statistics)) if line)


def facts(statistics: Statistics) -> tuple[Fact, ...]:
    """Return the facts as text; a heart fact that cannot be known says so, others are left out."""
    found = [Fact("Time", *_duration(statistics.length_s))]
    if statistics.listened:
        found += [
            _measured("Heart rate", statistics.heart_rate_bpm, 0, "bpm"),
            _measured("Heart-rate swing", statistics.swing_bpm, 1, "bpm"),
            _measured("Rhythm coherence", statistics.coherence_share, 2, "of 1"),
        ]
    if not math.isnan(statistics.breaths_per_min):
        found.append(_measured("Breath led", statistics.breaths_per_min, 1, "a minute"))
    if statistics.together_s >= _WORTH_SAYING_TOGETHER_S:
        found.append(Fact("Heart with the light", *_duration(statistics.together_s)))
    if not math.isnan(statistics.silence_s):
        found.append(Fact("Silence", *_duration(statistics.silence_s)))
    if not math.isnan(statistics.longest_quiet_s):
        found.append(Fact("Longest quiet", *_duration(statistics.longest_quiet_s)))
    if not math.isnan(statistics.corrected_share):
        found.append(_measured("Beats corrected", 100.0 * statistics.corrected_share, 1, "%"))
    if statistics.away_s >= _WORTH_SAYING_AWAY_S:
        found.append(Fact("Sensor away", *_duration(statistics.away_s)))
    if statistics.markers:
        found.append(Fact("Moments marked", str(statistics.markers), ""))
    return tuple(found)


def _time_line(statistics: Statistics) -> str:
    time = f"You were here for {_length_in_words(statistics.length_s)}{_in_silence(statistics)}"
    if math.isnan(statistics.longest_quiet_s):
        return f"{time}."
    return f"{time}; the longest quiet was {_length_in_words(statistics.longest_quiet_s)}."


def _in_silence(statistics: Statistics) -> str:
    """Say how much of the time was silence, where both come in minutes."""
    if math.isnan(statistics.silence_s) or min(statistics.silence_s, statistics.length_s) < _SAID_IN_SECONDS_S:
        return ""
    whole_min, silent_min = round(statistics.length_s / 60.0), round(statistics.silence_s / 60.0)
    return (
        f", {_number_in_words(silent_min)} of them in silence"
        if silent_min < whole_min
        else ", nearly all of it in silence"
    )


def _heart_line(statistics: Statistics) -> str:
    if not statistics.listened:
        return ""
    if math.isnan(statistics.heart_rate_bpm):
        if statistics.simulated:
            return SIMULATED
        return "There was not enough quiet data to tell of the heart."
    beating = f"beat about {statistics.heart_rate_bpm:.0f} times a minute"
    if not math.isnan(statistics.swing_bpm):
        beating += f", swinging by about {statistics.swing_bpm:.0f} with each breath"
    return f"The heart was a simulated one; it {beating}." if statistics.simulated else f"Your heart {beating}."


def _last_line(statistics: Statistics) -> str:
    if statistics.away_s >= _WORTH_SAYING_AWAY_S:
        return f"The sensor was quiet for {_length_in_words(statistics.away_s)}, and the practice went on without it."
    if math.isnan(statistics.breaths_per_min):
        return ""
    light = f"The light came to about {round(statistics.breaths_per_min, 1):g} breaths a minute"
    if not statistics.together_s >= _WORTH_SAYING_TOGETHER_S:
        return f"{light}."
    whose = "the" if statistics.simulated else "your"
    return f"{light}, and for about {_length_in_words(round(statistics.together_s, -1))} {whose} heart moved with it."


def _measured(label: str, value: float, decimals: int, unit: str) -> Fact:
    return Fact(label, NOT_ENOUGH, "") if math.isnan(value) else Fact(label, f"{value:.{decimals}f}", unit)


def _duration(length_s: float) -> tuple[str, str]:
    if length_s < _SAID_IN_SECONDS_S:
        return f"{length_s:.0f}", "s"
    whole_s = round(length_s)
    return f"{whole_s // 60}:{whole_s % 60:02d}", "min"


def _length_in_words(length_s: float) -> str:
    if length_s < _SAID_IN_SECONDS_S:
        seconds = round(length_s)
        if seconds == 0:
            return "a moment"
        return f"{_number_in_words(seconds)} second{'s' if seconds != 1 else ''}"
    return f"{_number_in_words(round(length_s / 60.0))} minutes"


def _number_in_words(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
