"""How a person would like the breath led: pace, shape and ramp, changed step by step before a practice.

Every step returns new settings, or ``None`` where the breath could not be led.
"""

from dataclasses import dataclass, replace

from biofeedback.errors import UsageError
from biofeedback.practice.pacing.pattern import FASTEST_PER_MIN, LARGEST_RAMP_S, SLOWEST_PER_MIN, BreathPattern
from biofeedback.practice.script.choice import GENTLEST_RAMP_S, BreathChoice
from biofeedback.practice.script.model import BreathGuidance
from biofeedback.practice.script.presets import PRESETS, preset_named
from ui.words.language import Language

# Breaths a minute, seconds and seconds a breath of one press; a choice: as fine as the numbers that are shown, and each
# step of the pace can be felt.
PACE_STEP_PER_MIN = 0.1
PHASE_STEP_S = 0.1
RAMP_STEP_S = 0.05

_SHAPES = ("", *(preset.name for preset in PRESETS))


@dataclass(frozen=True, slots=True)
class BreathSettings:
    """Settings of the breath of one practice.

    Attributes
    ----------
    own : BreathGuidance
        How the practice would lead it.
    pattern : BreathPattern
        What to ease to.
    preset : str
        The shape's name; empty for the practice's own.
    by_hand : bool
        Whether its four phases were set one by one.
    ramp_s : float
        How much longer than the one before a breath may be, in seconds.
    """

    own: BreathGuidance
    pattern: BreathPattern
    preset: str = ""
    by_hand: bool = False
    ramp_s: float = 0.0

    @classmethod
    def of(cls, own: BreathGuidance) -> "BreathSettings":
        """Return the settings of somebody who leaves everything to the practice."""
        return cls(own, own.aim, ramp_s=own.ramp_s)

    def shape(self, language: Language) -> str:
        """Return the shape in words."""
        if self.by_hand:
            return language.gettext("By hand")
        if self.preset:
            return language.gettext(preset_named(self.preset).title)
        return language.gettext("As the practice has it")

    @property
    def phases_s(self) -> tuple[float, float, float, float]:
        """In, rest, out, rest, in seconds."""
        return (self.pattern.in_s, self.pattern.hold_in_s, self.pattern.out_s, self.pattern.hold_out_s)

    def at_pace(self, breaths_per_min: float) -> "BreathSettings | None":
        """Return it at another pace, in tenths and within what can be led; the rests stay as they are."""
        tenths = round(min(FASTEST_PER_MIN, max(SLOWEST_PER_MIN, breaths_per_min)), 1)
        try:
            return replace(self, pattern=replace(self.pattern, breaths_per_min=tenths))
        except UsageError:
            return None

    def by_pace_step(self, step: int) -> "BreathSettings | None":
        """Return it a tenth slower (-1) or faster (1); ``None`` where that cannot be led."""
        settings = self.at_pace(self.pattern.breaths_per_min + step * PACE_STEP_PER_MIN)
        return None if settings is None or settings.pattern == self.pattern else settings

    def by_shape_step(self, step: int) -> "BreathSettings":
        """Return it with the shape before (-1) or after (1), at that shape's own pace."""
        name = _SHAPES[(_SHAPES.index(self.preset) + step) % len(_SHAPES)]
        pattern = preset_named(name).pattern if name else self.own.aim
        return replace(self, pattern=pattern, preset=name, by_hand=False)

    def by_phase_step(self, phase: int, step: int) -> "BreathSettings | None":
        """Return it with one of its four phases a tenth of a second shorter (-1) or longer (1)."""
        tenths = [round(phase_s / PHASE_STEP_S) for phase_s in self.phases_s]
        tenths[phase] += step
        in_s, hold_in_s, out_s, hold_out_s = (PHASE_STEP_S * each for each in tenths)
        moving_s = in_s + out_s
        if min(tenths) < 0 or moving_s <= 0.0:
            return None
        try:
            pattern = BreathPattern(
                60.0 / (moving_s + hold_in_s + hold_out_s), in_s / moving_s, round(hold_in_s, 1), round(hold_out_s, 1)
            )
        except UsageError:
            return None
        return replace(self, pattern=pattern, by_hand=True)

    def by_ramp_step(self, step: int) -> "BreathSettings | None":
        """Return it leaning more gently (-1) or more quickly (1)."""
        ramp_s = round(self.ramp_s + step * RAMP_STEP_S, 2)
        return replace(self, ramp_s=ramp_s) if GENTLEST_RAMP_S <= ramp_s <= LARGEST_RAMP_S else None

    def choice(self, *, from_own_pace: bool) -> BreathChoice:
        """Return what to begin with."""
        aim, ramp_s = self.pattern, None if self.ramp_s == self.own.ramp_s else self.ramp_s
        choice = BreathChoice(breaths_per_min=aim.breaths_per_min, ramp_s=ramp_s, from_own_pace=from_own_pace)
        if self.by_hand:
            return replace(choice, in_share=aim.in_share, hold_in_s=aim.hold_in_s, hold_out_s=aim.hold_out_s)
        return replace(choice, preset=self.preset or None)


def shape_words(pattern: BreathPattern, language: Language) -> str:
    """Return one line about how the breath is divided."""
    if pattern.hold_in_s or pattern.hold_out_s:
        phases = (pattern.in_s, pattern.hold_in_s, pattern.out_s, pattern.hold_out_s)
        in_s, hold_in_s, out_s, hold_out_s = (language.short_number(round(phase, 1)) for phase in phases)
        return language.gettext("in, rest, out, rest  {in_s} : {hold_in_s} : {out_s} : {hold_out_s}").format(
            in_s=in_s, hold_in_s=hold_in_s, out_s=out_s, hold_out_s=hold_out_s
        )
    in_tenths = round(10 * pattern.in_share)
    if in_tenths == 5:
        return language.gettext("in-breath and out-breath alike")
    longer = (
        language.gettext("out-breath a little longer {in_tenths} : {out_tenths}")
        if in_tenths < 5
        else language.gettext("in-breath a little longer {in_tenths} : {out_tenths}")
    )
    return longer.format(in_tenths=language.whole(in_tenths), out_tenths=language.whole(10 - in_tenths))
