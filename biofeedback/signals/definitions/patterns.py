"""How a rhythm turns, slows down and quickens."""

import math

from biofeedback.signals.definitions.definition import TASK_FORCE, Definition

_COSTA = "Costa, Davis and Goldberger 2017, doi 10.3389/fphys.2017.00255"
_BAUER = "Bauer, Kantelhardt, Barthel and others 2006, doi 10.1016/S0140-6736(06)68735-7"

_COARSE = "A coarse clock makes steps of a smooth rhythm and raises it; so does noise in a heart that varies little."

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
PATTERNS = (
    Definition(
        "triangular_index",
        "Triangular index",
        "1",
        math.nan,
        "How many intervals there are over how many lie in the fullest bin of 1/128 s: the wider, the larger.",
        TASK_FORCE,
        group="time",
        cannot="It grows with the length of the record and is meant for 24 hours; below 20 minutes it is unknown.",
        deviation="Bins begin at 0 ms.",
    ),
    Definition(
        "inflection_share",
        "Inflection points (PIP)",
        "share",
        math.nan,
        "At how many of the intervals slowing down and quickening meet, or the rhythm stands still.",
        _COSTA,
        group="nonlinear",
        cannot=_COARSE,
        decimals=3,
    ),
    Definition(
        "inverse_segment",
        "Inverse mean segment (IALS)",
        "1",
        math.nan,
        "1 over how many intervals in a row, on average, all slow down or all quicken.",
        _COSTA,
        group="nonlinear",
        cannot=_COARSE,
        deviation="Two equal intervals end a segment and belong to none.",
        decimals=3,
    ),
    Definition(
        "short_segment_share",
        "Short segments (PSS)",
        "share",
        math.nan,
        "How many intervals lie in no stretch of three or more in which all slow down or all quicken.",
        _COSTA,
        group="nonlinear",
        cannot=_COARSE,
        deviation="A share of the intervals, as in the paper; NeuroKit2 gives a share of the segments.",
        decimals=3,
    ),
    Definition(
        "alternation_share",
        "Alternation (PAS)",
        "share",
        math.nan,
        "How many intervals lie in stretches of four or more that turn at every beat.",
        _COSTA,
        group="nonlinear",
        cannot=_COARSE,
        deviation="A share of the intervals, as in the paper; NeuroKit2 gives a share of the stretches.",
        decimals=3,
    ),
    Definition(
        "deceleration_capacity_ms",
        "Deceleration capacity",
        "ms",
        math.nan,
        "By how much the heart slows down around the beats at which it does: the mean of two intervals from there on "
        "less that of the two before, halved.",
        _BAUER,
        group="nonlinear",
        cannot="Its limits were found on 24 hours after a heart attack and say nothing of minutes at rest. Led breath "
        "changes it, without any change in the heart.",
        deviation="Steps of more than 5 % are not anchors, as in the paper; the PhysioNet toolbox takes up to 20 %.",
    ),
    Definition(
        "acceleration_capacity_ms",
        "Acceleration capacity",
        "ms",
        math.nan,
        "The same around the beats at which it quickens; it is negative.",
        _BAUER,
        group="nonlinear",
        cannot="The same as for the deceleration capacity.",
        deviation="The same as for the deceleration capacity.",
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
