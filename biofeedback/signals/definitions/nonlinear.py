"""How a rhythm scales and repeats itself."""

import math

from biofeedback.signals.definitions.definition import Definition

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
        changes=("More than 20,000 intervals of more than 2048 different lengths are rounded to a fine grid.",),
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
