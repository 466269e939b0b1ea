"""Power by frequency: the bands of the field, and the highest peak."""

import math

from biofeedback.signals.definitions.definition import TASK_FORCE, Definition

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
FREQUENCY = (
    Definition(
        "vlf_ms2",
        "VLF power",
        "ms2",
        math.nan,
        "The power of very slow waves, 0.0033 up to 0.04 Hz. Given from five minutes on.",
        TASK_FORCE,
        group="frequency",
        cannot="Five minutes hold one or two of these waves, so it varies much between records. Smoothness priors take "
        "most of it away.",
    ),
    Definition(
        "lf_ms2",
        "LF power",
        "ms2",
        math.nan,
        "The power of waves from 0.04 up to 0.15 Hz: of breaths too, when they are slower than nine a minute. Given "
        "from one minute on.",
        TASK_FORCE,
        group="frequency",
        cannot="It is not a measure of the sympathetic nervous system. During slow breathing it is the breath.",
        deviation="Report preset: cubic spline at 4 Hz, Welch segments of 256 s (the longest run where that is less), "
        "half overlapped, Hann, each less its mean; or Lomb-Scargle, scaled to ms2. Bands are half-open.",
    ),
    Definition(
        "hf_ms2",
        "HF power",
        "ms2",
        math.nan,
        "The power of waves from 0.15 up to 0.4 Hz: most often the breath, at nine a minute and more. Given from one "
        "minute on.",
        TASK_FORCE,
        group="frequency",
        cannot="A slow breath is not in it, so it falls when breathing slows. That is no loss of anything.",
        deviation="The same as for LF power. Programs that draw straight lines between beats give about a quarter less "
        "at 0.25 Hz.",
    ),
    Definition(
        "lf_hf_ratio",
        "LF over HF",
        "ratio",
        math.nan,
        "LF power over HF power.",
        TASK_FORCE,
        group="frequency",
        cannot="It is not a balance of two nervous systems, and with breaths slower than nine a minute it says how "
        "slow the breath is.",
        decimals=3,
    ),
    Definition(
        "peak_hz",
        "Spectral peak",
        "Hz",
        math.nan,
        "The frequency of the highest peak of the whole record between 0.04 and 0.4 Hz. With a steady breath in that "
        "band it is most often the breath.",
        "Soften's own definition: cubic spline at 4 Hz, linear trend removed, Hann, refined by a parabola",
        group="frequency",
        cannot="It cannot tell a breath from another rhythm, and of a changing breath it names one pace.",
        decimals=4,
        changes=(
            "The flank of a swing outside the band is not a peak in it.",
            "An unbroken run of more than a day is taken day by day.",
        ),
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
