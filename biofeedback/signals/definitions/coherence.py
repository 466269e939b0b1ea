"""Rhythm coherence: how much of the heart's rhythm is one steady wave."""

from biofeedback.signals.definitions.definition import OURS, Definition, ScreenForm

_COHERENCE = (
    "Rhythm coherence v1, our definition after McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090; "
    "its sources disagree among themselves"
)

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
COHERENCE = (
    Definition(
        "coherence_share",
        "Rhythm coherence",
        "share",
        64.0,
        "How much of the heart's rhythm is one steady wave: the power within 0.015 Hz of the highest peak (0.04 to "
        "0.26 Hz) as a share of the power from 0.0033 to 0.4 Hz. A pure wave reads 0.90, noise about 0.2. In an "
        "analysis: the median of windows.",
        _COHERENCE,
        group="coherence",
        cannot="It does not see how large the wave is, nor whether it follows the breath: a regular sigh reads like a "
        "calm breath. Corrected beats lower it a little (docs/extra-beats.md says by how much); from 15 % of them on "
        "nothing is said.",
        deviation="64 s, cubic spline at 4 Hz, linear trend removed, Hann, 4096 points. Numbers of other windows or "
        "tapers are not comparable. The flank of a swing outside the band is not a peak in it.",
        decimals=3,
        label="rhythm coherence",
        screen=ScreenForm("share", 2),
        rests_on=("coherence",),
    ),
    Definition(
        "coherence_ratio",
        "Rhythm coherence, ratio",
        "ratio",
        64.0,
        "The power of the peak against the rest, P / (T - P): the same as the share on another scale, where a pure "
        "wave reads about 9. In an analysis: the median of windows.",
        _COHERENCE,
        group="coherence",
        cannot="Not comparable between windows of different lengths, for the window alone sets its ceiling.",
        decimals=3,
        label="ratio",
        screen=ScreenForm("ratio", 1),
        rests_on=("coherence",),
    ),
    Definition(
        "coherence_score",
        "Rhythm coherence, product on a log scale",
        "1",
        64.0,
        "ln(1 + P / below * P / above), with the power below and above the peak: for comparison with publications. A "
        "pure wave reads about 5.8. In an analysis: the median of windows.",
        "Balaji et al. 2025, doi 10.1038/s41598-025-87729-7, as stated by others",
        group="coherence",
        cannot="It is not the number of any product, none of which publishes its computation.",
        decimals=3,
        rests_on=("coherence",),
    ),
    Definition(
        "coherence_peak_hz",
        "Frequency of the wave",
        "Hz",
        64.0,
        "Where the highest peak of the heart's rhythm lies between 0.04 and 0.26 Hz; 0.1 Hz is six waves a minute. In "
        "an analysis: the median of windows.",
        _COHERENCE,
        group="coherence",
        cannot="It need not be the breath.",
        decimals=4,
        label="peak",
        screen=ScreenForm("Hz", 2),
        rests_on=("coherence",),
    ),
    Definition(
        "coherence_windows",
        "Windows",
        "count",
        64.0,
        "How many windows of 64 s, stepped by 5 s, the medians of the rhythm coherence rest on.",
        OURS,
        group="coherence",
        cannot="Windows overlap, so this is not a number of independent measurements. Those that cannot be computed, "
        "or hold more than 15 % corrected beats, do not count.",
        decimals=0,
        rests_on=("coherence",),
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
