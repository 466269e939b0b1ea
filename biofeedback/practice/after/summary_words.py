"""How the facts of a practice are told: reviewed sentences without verdict, comparison or advice.

This module must not decide what the facts are; `summary` does.
"""

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
_WORTH_SAYING_TOGETHER_S = 30.0
_SAID_IN_SECONDS_S = 105.0
# fmt: off
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as text: a label, a value and its unit (empty when it has none)."""

    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The facts of a practice as numbers; ``nan`` is what cannot be known.

    ``silence_s`` is the time without words, ``together_s`` the time in which the heart moved with the led breath.
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
    simulated: bool
    markers: int


def lines(told: Told) -> tuple[str, ...]:
    """Return at most three sentences of fact."""
    return tuple(line for line in (_time_line(told), _heart_line(told), _last_line(told)) if line)


def facts(told: Told) -> tuple[Fact, ...]:
    """Return the facts as text; a heart fact that cannot be known says so, others are left out."""
    told_facts = [
        Fact("Time", *_duration(told.length_s)),
        _measured("Heart rate", told.heart_rate_bpm, 0, "bpm"),
        _measured("Heart-rate swing", told.swing_bpm, 1, "bpm"),
        _measured("Rhythm coherence", told.coherence_share, 2, "of 1"),
    ]
    if not math.isnan(told.breaths_per_min):
        told_facts.append(_measured("Breath led", told.breaths_per_min, 1, "a minute"))
    if told.together_s >= _WORTH_SAYING_TOGETHER_S:
        told_facts.append(Fact("Heart with the light", *_duration(told.together_s)))
    if not math.isnan(told.silence_s):
        told_facts.append(Fact("Silence", *_duration(told.silence_s)))
    if not math.isnan(told.longest_quiet_s):
        told_facts.append(Fact("Longest quiet", *_duration(told.longest_quiet_s)))
    if not math.isnan(told.corrected_share):
        told_facts.append(_measured("Beats corrected", 100.0 * told.corrected_share, 1, "%"))
    if told.away_s >= _WORTH_SAYING_AWAY_S:
        told_facts.append(Fact("Sensor away", *_duration(told.away_s)))
    if told.markers:
        told_facts.append(Fact("Moments marked", str(told.markers), ""))
    return tuple(told_facts)


def _time_line(told: Told) -> str:
    time = f"You were here for {_said(told.length_s)}{_in_silence(told)}"
    if math.isnan(told.longest_quiet_s):
        return f"{time}."
    return f"{time}; the longest quiet was {_said(told.longest_quiet_s)}."


def _in_silence(told: Told) -> str:
    """Say how much of the time was silence, where both come in minutes."""
    if math.isnan(told.silence_s) or min(told.silence_s, told.length_s) < _SAID_IN_SECONDS_S:
        return ""
    whole_min, silent_min = round(told.length_s / 60.0), round(told.silence_s / 60.0)
    return f", {_number(silent_min)} of them in silence" if silent_min < whole_min else ", nearly all of it in silence"


def _heart_line(told: Told) -> str:
    if math.isnan(told.heart_rate_bpm):
        if told.simulated:
            return SIMULATED
        return "There was not enough quiet data to tell of the heart."
    beating = f"beat about {told.heart_rate_bpm:.0f} times a minute"
    if not math.isnan(told.swing_bpm):
        beating += f", swinging by about {told.swing_bpm:.0f} with each breath"
    return f"The heart was a simulated one; it {beating}." if told.simulated else f"Your heart {beating}."


def _last_line(told: Told) -> str:
    if told.away_s >= _WORTH_SAYING_AWAY_S:
        return f"The sensor was quiet for {_said(told.away_s)}, and the practice went on without it."
    if math.isnan(told.breaths_per_min):
        return ""
    light = f"The light came to about {round(told.breaths_per_min, 1):g} breaths a minute"
    if not told.together_s >= _WORTH_SAYING_TOGETHER_S:
        return f"{light}."
    whose = "the" if told.simulated else "your"
    return f"{light}, and for about {_said(round(told.together_s, -1))} {whose} heart moved with it."


def _measured(label: str, value: float, decimals: int, unit: str) -> Fact:
    return Fact(label, NOT_ENOUGH, "") if math.isnan(value) else Fact(label, f"{value:.{decimals}f}", unit)


def _duration(length_s: float) -> tuple[str, str]:
    if length_s < _SAID_IN_SECONDS_S:
        return f"{length_s:.0f}", "s"
    whole_s = round(length_s)
    return f"{whole_s // 60}:{whole_s % 60:02d}", "min"


def _said(length_s: float) -> str:
    if length_s < _SAID_IN_SECONDS_S:
        seconds = round(length_s)
        if seconds == 0:
            return "a moment"
        return f"{_number(seconds)} second{'s' if seconds != 1 else ''}"
    return f"{_number(round(length_s / 60.0))} minutes"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
