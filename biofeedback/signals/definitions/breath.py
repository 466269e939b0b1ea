"""The breath, as heart and chest tell it."""

import math

from biofeedback.signals.definitions.definition import OURS, Definition

_SIX_A_MINUTE = "Ewing, Martyn, Young and Clarke 1985, doi 10.2337/diacare.8.5.491"

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
BREATH = (
    Definition(
        "breath_rate_per_min",
        "Breathing rate",
        "1/min",
        64.0,
        "Breaths a minute, read from the rhythm of the heart, and from the motion of the chest where a strap tells it, "
        "between 3 and 30.",
        "Soften's own definition, on the respiratory sinus arrhythmia and the acceleration of the chest",
        group="breath",
        cannot="Where the heart does not follow the breath, no rate is given, and another slow rhythm can be taken "
        "for a breath. A slow breath that shows at twice its rate alone can be given at twice its rate.",
        changes=(
            "A rhythm is told from its double: slow breaths that the heart answers twice were often given at twice "
            "their rate.",
            "In an analysis of more than nine hours 2048 windows are looked at, further apart than 16 s.",
            "Breaths that vary are counted by their phase, and lines of one breath are one candidate: rates are "
            "given more often, and those of fast breaths are right more often.",
        ),
        rests_on=("breath",),
    ),
    Definition(
        "breath_confidence",
        "How sure the breathing rate is",
        "share",
        64.0,
        "0 to 1, calibrated: of estimates that say 0.9, nine in ten are right within one breath a minute.",
        OURS,
        group="breath",
        cannot="Fitted on generated bodies at rest and checked on real belts; in motion or after exercise nobody "
        "has looked.",
        deviation="In an analysis: how likely the breath lies within one a minute of the rate in most windows of 64 s, "
        "calibrated by itself, so a breath that changes makes it fall.",
        decimals=2,
        changes=(
            "Holds at every rate from 3.5 to 20 a minute, and says less where a breath and its double cannot be told "
            "apart; that of a whole record is calibrated by itself.",
            "In an analysis of more than nine hours 2048 windows are looked at, further apart than 16 s.",
            "It also weighs how even and how steady a rhythm is, and says 0.8 or more about twice as often.",
        ),
        rests_on=("breath",),
    ),
    Definition(
        "six_a_minute_swing_bpm",
        "Swing at six breaths a minute",
        "bpm",
        math.nan,
        "From in-breath to out-breath: the highest less the lowest heart rate within one breath, the mean over all "
        "breaths led at about six a minute (5.4 to 6.6). From five breaths on.",
        _SIX_A_MINUTE,
        group="breath",
        cannot="It is of the breath as it was led: whether somebody followed it is not measured. Age, posture and how "
        "far somebody breathes move it much, so there are no norms here. Noise makes it larger.",
        deviation="The test asks for the fullest breath there is and this does not, so its norms do not apply. Breaths "
        "with a corrected beat are left out.",
        rests_on=("live_correction", "irregular_beats", "swing_bpm"),
    ),
    Definition(
        "six_a_minute_error_bpm",
        "How well that swing is known",
        "bpm",
        math.nan,
        "The standard error of the mean swing at six breaths a minute, from how the breaths differ from one another.",
        _SIX_A_MINUTE,
        group="breath",
        cannot="What all breaths share, such as the noise of a sensor, is not in it.",
        rests_on=("six_a_minute_swing_bpm",),
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
