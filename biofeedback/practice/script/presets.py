"""The shapes of breath that have a name; none of them holds the breath unless its title says so."""

from dataclasses import dataclass

from biofeedback.error_codes import BreathErrorCode
from biofeedback.errors import UsageError
from biofeedback.practice.pacing.pattern import BreathPattern

CARE_BELOW_PER_MIN = 4.0
"""Below so many breaths a minute a word of care is said: a choice, below the 4.5 to 6.5 usual in practice."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A shape of breath with the ``name`` that files and commands use and a ``title`` for people."""

    name: str
    title: str
    pattern: BreathPattern

    @property
    def holds(self) -> bool:
        """Whether it holds the breath; leading then begins without the holds and grows into them."""
        return self.pattern.hold_in_s > 0.0 or self.pattern.hold_out_s > 0.0


# Breaths a minute, the in-breath's share of the moving time, and the holds in seconds, as each title says.
PRESETS: tuple[Preset, ...] = (
    Preset("longer-out", "A longer out-breath, 40:60", BreathPattern(6.0, 0.4)),
    Preset("even", "In and out alike", BreathPattern(6.0, 0.5)),
    Preset("four-six", "In for 4, out for 6", BreathPattern(6.0, 0.4)),
    Preset("three-four", "In for 3, out for 4", BreathPattern(60.0 / 7.0, 3.0 / 7.0)),
    Preset("five-seven", "In for 5, out for 7", BreathPattern(5.0, 5.0 / 12.0)),
    Preset("small-rests", "Half a second of rest at each turn", BreathPattern(6.0, 0.4, 0.5, 0.5)),
    Preset("box", "In, hold, out, hold, 4 each", BreathPattern(3.75, 0.5, 4.0, 4.0)),
)


def preset_named(name: str) -> Preset:
    """Return the preset of this name.

    Raises
    ------
    UsageError
        When there is none; the message lists those there are.
    """
    for preset in PRESETS:
        if preset.name == name:
            return preset
    raise UsageError(BreathErrorCode.PRESET_UNKNOWN, name=name, known=[each.name for each in PRESETS])


def is_very_slow(pattern: BreathPattern) -> bool:
    """Return whether the pace is so slow that a word of care is said."""
    return pattern.breaths_per_min < CARE_BELOW_PER_MIN
