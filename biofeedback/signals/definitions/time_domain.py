"""Numbers of the intervals themselves: their mean, their spread and their differences."""

import math

from biofeedback.signals.definitions.definition import TASK_FORCE, Definition, ScreenForm

_POINCARE = "Brennan, Palaniswami and Kamen 2001, doi 10.1109/10.959330"

_MEASURED = (
    "Intervals that begin or end with a corrected beat no longer count; where those that are left cover less than half "
    "of the time, nothing is said."
)
"""What changed of all that is computed from intervals as they came."""

_AS_THEY_CAME = "Of the intervals between beats that are as they came, without mended ones."

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
TIME_DOMAIN = (
    Definition(
        "mean_nn_ms",
        "Mean interval",
        "ms",
        math.nan,
        "The mean of the intervals taken.",
        TASK_FORCE,
        group="time",
        cannot="One minute of rest and one of walking can have the same mean as two minutes of something in between.",
    ),
    Definition(
        "mean_hr_bpm",
        "Mean heart rate",
        "bpm",
        math.nan,
        "The mean of the rates of all single intervals.",
        "Shaffer and Ginsberg 2017, doi 10.3389/fpubh.2017.00258",
        group="time",
        cannot="It weighs every beat alike, so it lies a little above the beats counted in a minute.",
        deviation="mean(60000 / NN), not 60000 / mean(NN); the two differ by about 1 % in an hour.",
    ),
    Definition(
        "sdnn_ms",
        "SDNN",
        "ms",
        64.0,
        "How widely the intervals vary: their standard deviation (n - 1), over the last 64 s live and over everything "
        "in an analysis.",
        TASK_FORCE,
        group="time",
        cannot="It grows with the length of the record: compare equal lengths. It does not tell breath from drift.",
        deviation=_AS_THEY_CAME,
        screen=ScreenForm("ms", 0),
        changes=(_MEASURED,),
    ),
    Definition(
        "rmssd_ms",
        "RMSSD",
        "ms",
        64.0,
        "How much neighbouring intervals differ: the root mean square of successive differences, over the last 64 s "
        "live and over everything in an analysis.",
        TASK_FORCE,
        group="time",
        cannot="Slow breathing moves it without saying anything about health, and one early beat that went unnoticed "
        "can double it.",
        deviation="No difference is taken across a gap, nor from or to an interval beside a corrected beat.",
        screen=ScreenForm("ms", 0),
        changes=(_MEASURED,),
    ),
    Definition(
        "sdsd_ms",
        "SDSD",
        "ms",
        math.nan,
        "The standard deviation (n - 1) of successive differences, with their sign.",
        TASK_FORCE,
        group="time",
        cannot="Next to RMSSD it says nothing new, unless the heart rate drifts far.",
        deviation="Several programs take it of the sizes of the differences, which reads about a third lower.",
        changes=(_MEASURED,),
    ),
    Definition(
        "nn50",
        "NN50",
        "count",
        math.nan,
        "How many successive differences are larger than 50 ms.",
        TASK_FORCE,
        group="time",
        cannot="A count: it grows with the record. 50 ms are much for one heart and little for another.",
        deviation=_AS_THEY_CAME,
        decimals=0,
        changes=(_MEASURED,),
    ),
    Definition(
        "pnn50_ratio",
        "pNN50",
        "ratio",
        math.nan,
        "The part of the successive differences that is larger than 50 ms, 0 to 1.",
        TASK_FORCE,
        group="time",
        cannot="It sticks at 0 or 1 for hearts far from the middle; RMSSD does not.",
        deviation="A ratio of 0 to 1, of the differences there are (n - 1); elsewhere in per cent, and sometimes of n.",
        decimals=3,
        changes=(_MEASURED,),
    ),
    Definition(
        "sd1_ms",
        "SD1",
        "ms",
        math.nan,
        "The spread across the diagonal when each interval is drawn over the one before (n - 1).",
        _POINCARE,
        group="time",
        cannot="It is SDSD over the root of two: the same number drawn as a picture.",
        deviation=_AS_THEY_CAME,
        changes=(_MEASURED,),
    ),
    Definition(
        "sd2_ms",
        "SD2",
        "ms",
        math.nan,
        "The spread along that diagonal (n - 1).",
        _POINCARE,
        group="time",
        cannot="It grows with the length of the record, as SDNN does.",
        deviation="Computed from the pairs themselves; the identity with SDNN used elsewhere differs by up to 0.3 %.",
        changes=(_MEASURED,),
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
