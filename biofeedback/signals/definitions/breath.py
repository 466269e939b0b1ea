"""The breath, as heart and chest tell it."""

from biofeedback.signals.definitions.definition import OURS, Definition

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
        cannot="Where the heart does not follow the breath it is silent, and another slow rhythm can be taken for one.",
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
        deviation="In an analysis: how likely the breath of any one window of 64 s lies within one a minute of the "
        "rate, averaged over windows every 16 s, so a breath that changes makes it fall.",
        decimals=2,
        rests_on=("breath",),
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
