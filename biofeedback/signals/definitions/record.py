"""What is said of a record before its numbers: its length, its beats, and how many were corrected."""

import math

from biofeedback.signals.definitions.definition import OURS, Definition, ScreenForm

_CORRECTION = "Lipponen and Tarvainen 2019, doi 10.1080/03091902.2019.1640306"

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
RECORD = (
    Definition(
        "beats",
        "Heartbeats",
        "count",
        math.nan,
        "How many intervals the record holds, as the sensor sent them.",
        OURS,
        group="record",
        cannot="It counts what was sent: a beat that the sensor did not see is not among them.",
        decimals=0,
    ),
    Definition(
        "duration_s",
        "Length",
        "s",
        math.nan,
        "From the beginning of the first interval to the end of the last, gaps included where arrival times show them.",
        OURS,
        group="record",
        cannot="Without arrival times a gap cannot be seen, and the length is the sum of the intervals.",
    ),
    Definition(
        "coverage_share",
        "Coverage",
        "share",
        math.nan,
        "How much of the time the numbers are of: the sum of the intervals that are computed with over the time that "
        "passed, 0 to 1. Below 0.8 there is a caution.",
        "Soften's own definition; the bound after Vest et al. 2018, doi 10.1088/1361-6579/aae021",
        group="record",
        cannot="What was before the first beat and after the last is not in it, and without arrival times a gap cannot "
        "be seen.",
        deviation="Intervals that were set aside and stretches that were left out do not count as covered.",
        decimals=3,
        screen=ScreenForm("%", 0, factor=100.0),
    ),
    Definition(
        "corrected_ratio",
        "Beats corrected",
        "ratio",
        64.0,
        "How many of the heartbeats could not be taken as they came (0 to 1): over the last 64 s live, over everything "
        "in an analysis. Above 0.15 no rhythm coherence is computed.",
        _CORRECTION,
        group="record",
        cannot="It does not tell a heart that skips from a sensor that slips.",
        deviation="Live, beats are judged two beats late and from the past; in an analysis from both sides. The two "
        "are reported side by side and never mixed. Intervals outside 300 to 2000 ms count as well. A beat "
        "that was moved counts once, and changes two intervals. A beat found in a wave counts too where "
        "its quality is below 0.5; in an analysis each interval beside such a beat does, and each in a "
        "stretch of nine beats whose mean quality is below 0.7.",
        decimals=4,
        screen=ScreenForm("%", 1, factor=100.0),
    ),
    Definition(
        "corrections",
        "Corrections by kind",
        "count",
        math.nan,
        "How many intervals were out of range (300 to 2000 ms), ectopic (early or late and made up for), long, short, "
        "held a beat that was not seen, or ended with a beat too many; judged from both sides.",
        _CORRECTION,
        group="record",
        cannot="The kinds are guesses from intervals alone; it takes an ECG to be certain of an ectopic beat.",
        deviation="Thresholds are bounded by shares of the interval, so that frequent extra beats do not widen them; "
        "an interval that holds several beats is split in as many; beats are moved to the middle between their "
        "neighbours where the paper draws a spline, so that the time that passed stays the same. Where the pause after "
        "an early beat does not make up for it, the interval is set aside.",
        decimals=0,
    ),
    Definition(
        "corrections_live",
        "Corrections as they were live",
        "count",
        math.nan,
        "The same counts as somebody practising would have seen them, each beat judged two beats after it came.",
        _CORRECTION,
        group="record",
        cannot="It sees two beats of what follows and no more, so it need not agree with the counts from both sides.",
        deviation="The 91 beats of the thresholds lie before the beat and not around it.",
        decimals=0,
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
