"""How a rhythm scales and repeats itself."""

import math

from biofeedback.signals.definitions.definition import Definition

_COSTA_2002 = "Costa, Goldberger and Peng 2002, doi 10.1103/PhysRevLett.89.068102"
_MULTISCALE = (
    "Tolerance 0.15 SDNN of the intervals at every scale; each unbroken stretch is averaged by itself; at least 200 "
    "averages. Summed over 1 to 5 and 6 to 20 as by Ho and others 2011, doi 10.1371/journal.pone.0018699."
)

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
NONLINEAR = (
    Definition(
        "dfa_alpha1",
        "DFA alpha 1",
        "1",
        math.nan,
        "How fluctuations grow over 4 to 16 beats: 0.5 is noise without memory, 1 is 1/f, 1.5 a random walk.",
        "Peng, Havlin, Stanley and Goldberger 1995, doi 10.1063/1.166141",
        group="nonlinear",
        cannot="Slow paced breathing raises it towards 1.4 without any change in the heart. One artefact in a hundred "
        "beats moves it.",
        deviation="Boxes of 4, 5 ... 16 beats side by side; other programs use others and differ by 10 % and more.",
        decimals=3,
    ),
    Definition(
        "sample_entropy",
        "Sample entropy",
        "1",
        math.nan,
        "How seldom two stretches of intervals that are alike stay alike: 0 repeats itself, 2 and more is noise.",
        "Richman and Moorman 2000, doi 10.1152/ajpheart.2000.278.6.H2039",
        group="nonlinear",
        cannot="It depends on the length and on any drift; a few hundred beats at rest are needed.",
        deviation="Templates of 2 beats, tolerance 0.2 SDNN (n - 1), edge included, n - 2 templates, none with itself.",
        decimals=3,
        changes=(
            "More than 20,000 intervals of more than 2048 different lengths are rounded to a fine grid.",
            "That is so for more than 65,536 intervals alone; fewer are compared as they are.",
        ),
    ),
    Definition(
        "approximate_entropy",
        "Approximate entropy",
        "1",
        math.nan,
        "Like sample entropy, but for each stretch by itself, which may also be like itself alone.",
        "Pincus 1991, doi 10.1073/pnas.88.6.2297",
        group="nonlinear",
        cannot="Since each stretch is like itself, short records seem more regular than they are: it compares records "
        "of the same length alone. Sample entropy was made to mend that.",
        deviation="Templates of 2 beats, tolerance 0.2 SDNN (n - 1), edge included.",
        decimals=3,
    ),
    Definition(
        "fuzzy_entropy",
        "Fuzzy entropy",
        "1",
        math.nan,
        "Like sample entropy, but two stretches are alike by degrees, and their own means do not count.",
        "Chen, Wang, Xie and Yu 2007, doi 10.1109/TNSRE.2007.897025",
        group="nonlinear",
        cannot="It says nothing of slow changes, as its own mean is taken off each stretch of 2 or 3 beats. Programs "
        "use other degrees of likeness, and their numbers differ by much.",
        deviation="Degrees of exp(-d²/0.2) on intervals in units of their standard deviation; the median of stretches "
        "of 300 intervals, where there are two and more of them.",
        decimals=3,
    ),
    Definition(
        "multiscale_entropy_short",
        "Multiscale entropy, 1 to 5",
        "1",
        math.nan,
        "The sample entropies of averages of 1, 2 ... 5 intervals, summed: how much news there is within seconds.",
        _COSTA_2002,
        group="nonlinear",
        cannot="Noise, and a heart that varies little on a coarse clock, have much of it at scale 1. A led breath is a "
        "wave at these scales. It needs 1000 intervals.",
        deviation=_MULTISCALE,
        decimals=2,
    ),
    Definition(
        "multiscale_entropy_long",
        "Multiscale entropy, 6 to 20",
        "1",
        math.nan,
        "The same of averages of 6, 7 ... 20 intervals: how much news there is over tens of seconds.",
        _COSTA_2002,
        group="nonlinear",
        cannot="It was found on 20,000 beats and more; with the 4000 that are needed here it wanders more. A drift "
        "makes the tolerance large and the number small.",
        deviation=_MULTISCALE,
        decimals=2,
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
