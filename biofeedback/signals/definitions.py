"""What every number means: the one registry of metrics and of the keys of an analysis.

Wherever a number is shown or stored, its words come from here. This module must not compute anything.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_TASK_FORCE = "Task Force of the ESC and NASPE 1996, doi 10.1161/01.CIR.93.5.1043"
_COHERENCE = (
    "Rhythm coherence v1, our definition after McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090; "
    "its sources disagree among themselves"
)
_OURS = "Soften's own definition"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a number means.

    Attributes
    ----------
    name : str
        The name of the metric and the key in an analysis.
    title : str
        Its name for people.
    unit : str
        The unit of its value; ``share`` is a part of a whole, 0 to 1.
    window_s : float
        How many seconds it looks back on; ``nan`` for a whole record or a whole breath.
    text : str
        What it is, and what it cannot say.
    source : str
        Where the definition comes from.
    """

    name: str
    title: str
    unit: str
    window_s: float
    text: str
    source: str


_ALL = (
    Definition(
        "heart_rate_bpm",
        "Heart rate",
        "bpm",
        10.0,
        "The mean rate of the heartbeats of the last ten seconds. It trails the heart by a few seconds, and by what "
        "the sensor takes to tell.",
        _TASK_FORCE,
    ),
    Definition(
        "mean_hr_bpm",
        "Mean heart rate",
        "bpm",
        math.nan,
        "The mean of the rates of all single intervals, a little above the rate of the mean interval.",
        _TASK_FORCE,
    ),
    Definition(
        "rmssd_ms",
        "RMSSD",
        "ms",
        64.0,
        "How much neighbouring intervals differ: the root mean square of successive differences, over the last 64 s "
        "live and over everything in an analysis. Slow breathing moves it without saying anything about health, and a "
        "single unnoticed early beat can double it.",
        _TASK_FORCE,
    ),
    Definition(
        "sdnn_ms",
        "SDNN",
        "ms",
        64.0,
        "How widely the intervals vary: their standard deviation, over the last 64 s live and over everything in an "
        "analysis. It grows with the length of the record, so compare equal lengths.",
        _TASK_FORCE,
    ),
    Definition(
        "coherence_share",
        "Rhythm coherence",
        "share",
        64.0,
        "How much of the heart's rhythm is one steady wave: the power within 0.015 Hz of the highest peak (0.04 to "
        "0.26 Hz) as a share of the power from 0.0033 to 0.4 Hz. A pure wave reads 0.90, noise about 0.2. It does not "
        "see how large the wave is, nor whether it follows the breath. In an analysis: the median of windows.",
        _COHERENCE,
    ),
    Definition(
        "coherence_ratio",
        "Rhythm coherence, ratio",
        "ratio",
        64.0,
        "The power of the peak against the rest, P / (T - P): the same as the share on another scale, where a pure "
        "wave reads about 9. Not comparable between windows of different lengths. In an analysis: the median of "
        "windows.",
        _COHERENCE,
    ),
    Definition(
        "coherence_peak_hz",
        "Frequency of the wave",
        "Hz",
        64.0,
        "Where the highest peak of the heart's rhythm lies between 0.04 and 0.26 Hz; 0.1 Hz is six waves a minute. It "
        "need not be the breath. In an analysis: the median of windows.",
        _COHERENCE,
    ),
    Definition(
        "corrected_ratio",
        "Beats set aside",
        "ratio",
        64.0,
        "How many of the heartbeats could not be taken as they came (0 to 1), over the last 64 s live and over "
        "everything in an analysis. A judgement made at once; early beats that come less than a fifth early pass it.",
        f"{_OURS}: outside 300 to 2000 ms, or a leap of more than 20 %",
    ),
    Definition(
        "warmth_share",
        "Warmth of the light",
        "share",
        64.0,
        "How warm the light is: it follows the rhythm coherence slowly, eases back more slowly and never goes below "
        "held (0.35). It is a picture, not a measurement.",
        _OURS,
    ),
    Definition(
        "swing_bpm",
        "Heart-rate swing",
        "bpm",
        math.nan,
        "The highest less the lowest heart rate within one breath (respiratory sinus arrhythmia, peak to trough). "
        "Noise and quick changes that have nothing to do with the breath make it larger.",
        "Lehrer, Vaschillo and Vaschillo 2000, doi 10.1023/A:1009554825745",
    ),
    Definition("beats", "Heartbeats", "count", math.nan, "How many intervals the record holds, taken or not.", _OURS),
    Definition(
        "duration_s",
        "Length",
        "s",
        math.nan,
        "From the beginning of the first interval to the end of the last, gaps included where arrival times show them.",
        _OURS,
    ),
    Definition(
        "peak_hz",
        "Spectral peak",
        "Hz",
        math.nan,
        "The frequency of the highest peak of the whole record between 0.04 and 0.4 Hz. With a steady breath in that "
        "band it is most often the breath; it cannot tell a breath from another rhythm.",
        f"{_OURS}: cubic spline at 4 Hz, linear trend removed, Hann, refined by a parabola",
    ),
    Definition(
        "coherence_windows",
        "Windows",
        "count",
        64.0,
        "How many windows of 64 s, stepped by 5 s, the medians of the rhythm coherence rest on. Windows that cannot be "
        "computed do not count.",
        _OURS,
    ),
)

DEFINITIONS: Mapping[str, Definition] = MappingProxyType({definition.name: definition for definition in _ALL})
"""Every metric and every key of an analysis by name."""
