"""What every number means: the one registry of metrics and of the keys of an analysis.

Wherever a number is shown or stored, its words come from here, and `docs/signals.md` is written from it. This module
must not compute anything.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Group: TypeAlias = Literal["record", "time", "frequency", "coherence", "breath", "nonlinear", "practice"]

GROUP_TITLES: Mapping[Group, str] = MappingProxyType(
    {
        "record": "The record",
        "time": "Intervals",
        "frequency": "Power by frequency",
        "coherence": "Rhythm coherence",
        "breath": "Breath",
        "nonlinear": "Scaling and repetition",
        "practice": "While practising",
    }
)
"""The groups in which numbers are shown, in order."""

TASK_FORCE = "Task Force of the ESC and NASPE 1996, doi 10.1161/01.CIR.93.5.1043"
_COHERENCE = (
    "Rhythm coherence v1, our definition after McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090; "
    "its sources disagree among themselves"
)
_POINCARE = "Brennan, Palaniswami and Kamen 2001, doi 10.1109/10.959330"
_CORRECTION = "Lipponen and Tarvainen 2019, doi 10.1080/03091902.2019.1640306"
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
        How many seconds it looks back on while practising; ``nan`` for a whole record or a whole breath.
    text : str
        What it is.
    source : str
        Where the definition comes from.
    group : str
        Under which heading of `GROUP_TITLES` it belongs.
    cannot : str
        What it cannot say.
    deviation : str
        Where we compute it otherwise than its source or than common programs; empty when we do not.
    decimals : int
        How many decimals carry meaning for a person.
    """

    name: str
    title: str
    unit: str
    window_s: float
    text: str
    source: str
    group: Group = "practice"
    cannot: str = ""
    deviation: str = ""
    decimals: int = 1


_ALL = (
    Definition(
        "beats",
        "Heartbeats",
        "count",
        math.nan,
        "How many intervals the record holds, as the sensor sent them.",
        _OURS,
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
        _OURS,
        group="record",
        cannot="Without arrival times a gap cannot be seen, and the length is the sum of the intervals.",
    ),
    Definition(
        "corrected_ratio",
        "Beats corrected",
        "ratio",
        64.0,
        "How many of the heartbeats could not be taken as they came (0 to 1): over the last 64 s live, over everything "
        "in an analysis. Above 0.1 no rhythm coherence is computed.",
        _CORRECTION,
        group="record",
        cannot="It does not tell a heart that skips from a sensor that slips.",
        deviation="Live, beats are judged two beats late and from the past; in an analysis from both sides. The two "
        "are reported side by side and never mixed. Intervals outside 300 to 2000 ms count as well.",
        decimals=4,
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
        deviation="Thresholds are 10 ms at least; beats are moved to the middle between their neighbours where the "
        "paper draws a spline, so that the time that passed stays the same.",
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
    Definition(
        "heart_rate_bpm",
        "Heart rate",
        "bpm",
        10.0,
        "The mean rate of the heartbeats of the last ten seconds.",
        TASK_FORCE,
        cannot="It trails the heart by a few seconds, and by what the sensor takes to tell.",
    ),
    Definition(
        "mean_nn_ms",
        "Mean interval",
        "ms",
        math.nan,
        "The mean of the intervals taken.",
        TASK_FORCE,
        group="time",
        cannot="One minute of rest and one of walking have the same mean as two of neither.",
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
        deviation="No difference is taken across a gap or an interval set aside.",
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
        decimals=0,
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
    ),
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
        deviation="As for LF. Programs that draw straight lines between beats read about a quarter less at 0.25 Hz.",
    ),
    Definition(
        "lf_hf_ratio",
        "LF over HF",
        "ratio",
        math.nan,
        "LF power over HF power.",
        TASK_FORCE,
        group="frequency",
        cannot="It is no balance of two nervous systems, and with breaths slower than nine a minute it says how slow "
        "the breath is.",
        decimals=3,
    ),
    Definition(
        "peak_hz",
        "Spectral peak",
        "Hz",
        math.nan,
        "The frequency of the highest peak of the whole record between 0.04 and 0.4 Hz. With a steady breath in that "
        "band it is most often the breath.",
        f"{_OURS}: cubic spline at 4 Hz, linear trend removed, Hann, refined by a parabola",
        group="frequency",
        cannot="It cannot tell a breath from another rhythm, and of a changing breath it names one pace.",
        decimals=4,
    ),
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
        "calm breath.",
        deviation="64 s, cubic spline at 4 Hz, linear trend removed, Hann, 4096 points. Numbers of other windows or "
        "tapers are not comparable.",
        decimals=3,
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
    ),
    Definition(
        "coherence_windows",
        "Windows",
        "count",
        64.0,
        "How many windows of 64 s, stepped by 5 s, the medians of the rhythm coherence rest on.",
        _OURS,
        group="coherence",
        cannot="Windows overlap, so this is no number of independent measurements. Those that cannot be computed, or "
        "hold more than 10 % corrected beats, do not count.",
        decimals=0,
    ),
    Definition(
        "breath_rate_per_min",
        "Breathing rate",
        "1/min",
        64.0,
        "Breaths a minute, read from the rhythm of the heart, and from the motion of the chest where a strap tells it, "
        "between 3 and 30.",
        f"{_OURS}, on the respiratory sinus arrhythmia and the acceleration of the chest",
        group="breath",
        cannot="Where the heart does not follow the breath it is silent, and another slow rhythm can be taken for one.",
    ),
    Definition(
        "breath_confidence",
        "How sure the breathing rate is",
        "share",
        64.0,
        "0 to 1, calibrated: of estimates that say 0.9, nine in ten are right within one breath a minute.",
        _OURS,
        group="breath",
        cannot="Fitted on generated bodies at rest and checked on real belts; in motion or after exercise nobody "
        "has looked.",
        deviation="In an analysis: how likely the breath of any one window of 64 s lies within one a minute of the "
        "rate, averaged over windows every 16 s, so a breath that changes makes it fall.",
        decimals=2,
    ),
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
    ),
    Definition(
        "pacer_amplitude_bpm",
        "Heart-rate wave with the breath",
        "bpm",
        60.0,
        "How far the heart rate rises and falls with the led breath, peak to trough: a wave fitted at the breath's own "
        "place over the last minute.",
        f"{_OURS}, a least-squares fit at the phase of the led breath",
        cannot="It sees that part of the wave alone that keeps step with the led breath. Without any wave, noise still "
        "reads a little above 0: judge it by its share of the rhythm.",
    ),
    Definition(
        "pacer_lag_s",
        "How late the heart follows",
        "s",
        60.0,
        "How much later than the led breath the heart rate crests, over the last minute: 0 when both rise and fall "
        "together, below 0 when the heart comes first.",
        f"{_OURS}, a least-squares fit at the phase of the led breath",
        cannot="The sensor's smallest delay (up to 2.6 s) is part of it and cannot be told apart, and a person "
        "breathes a little later than the light.",
    ),
    Definition(
        "pacer_fit_r2_share",
        "In step with the breath",
        "share",
        60.0,
        "How much of the heart rate's variance over the last minute is a wave in step with the led breath, 0 to 1. In "
        "a minute at 67 beats 95 % of pure noise stays below 0.09.",
        f"{_OURS}, a least-squares fit at the phase of the led breath",
        cannot="A heart whose wave is large but unsteady reads low. Noise that falls off as 1/f reaches 0.12 to 0.15.",
        decimals=2,
    ),
    Definition(
        "phase_locking_share",
        "Phase locking",
        "share",
        120.0,
        "How steadily heart and led breath keep step over two minutes, 0 (no relation) to 1 (always in the same step). "
        "95 % of pure noise stays below 0.53.",
        "Lachaux et al. 1999, doi 10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C",
        cannot="It does not see how large the wave is.",
        decimals=2,
    ),
    Definition(
        "cross_coherence_share",
        "Cross-spectral coherence",
        "share",
        120.0,
        "How much of the heart's wave at the pace of the led breath belongs to it, over two minutes (magnitude-squared "
        "coherence), 0 to 1. 95 % of pure noise stays below 0.61.",
        "Welch 1967, doi 10.1109/TAU.1967.1161901",
        cannot="It does not see how large the wave is, and chance reads high in a short window.",
        deviation="Segments of 40 s, spread evenly to the ends, at the mean pace itself and not at the nearest bin.",
        decimals=2,
    ),
    Definition(
        "steadiness_share",
        "Steadiness",
        "share",
        60.0,
        "How far heart and led breath keep step beyond chance, over the last minute: 0 is what noise gives, 1 is a "
        "heart rate of which the led breath explains six tenths and more. Where no breath is led, how far the heart's "
        "own rhythm is one steady wave (rhythm coherence from 0.30 to 0.85). Multiplied by the share of the minute "
        "that is covered by beats as they came.",
        f"{_OURS}, after the phase synchrony of Shaffer and Meehan 2020, doi 10.3389/fnins.2020.570400, and the rhythm "
        "coherence of McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090",
        cannot="It sees the heart and not the breath: someone whose heart answers the breath little stays near 0 "
        "while following well, and a slow uneven breath may fall in with the light by chance. It says nothing of how "
        "large the wave is, nor of how anybody feels.",
        deviation="Chance is the larger of 0.75 over the number of led breaths (about nine in ten fits to 1/f noise "
        "stay below) and what nine in ten fits to white noise stay below. No one publishes weights for such a measure; "
        "these are ours.",
        decimals=2,
    ),
    Definition(
        "warmth_share",
        "Warmth of the light",
        "share",
        60.0,
        "How warm the light is: it rises with the steadiness (time constant 20 s), eases back more slowly (90 s), "
        "stands still while the heart rests or the practice waits, and never goes below held (0.35).",
        _OURS,
        cannot="It is a picture, not a measurement.",
        decimals=2,
    ),
    Definition(
        "swing_bpm",
        "Heart-rate swing",
        "bpm",
        math.nan,
        "The highest less the lowest heart rate within one breath (respiratory sinus arrhythmia, peak to trough).",
        "Lehrer, Vaschillo and Vaschillo 2000, doi 10.1023/A:1009554825745",
        cannot="Noise makes it larger: 40 ms of pure noise and no breathing wave at all read about 10 bpm.",
    ),
)

DEFINITIONS: Mapping[str, Definition] = MappingProxyType({definition.name: definition for definition in _ALL})
"""Every metric and every key of an analysis by name."""
