"""What is told of a whole practice, of its steps and of an assessment: facts for a person, made from the numbers above.

They are computed from the events of a practice when it is over, and are no metrics: a recording keeps what they are
made of, and not them.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.signals.definitions.definition import OURS, Definition

_ASSESSMENT = "Lehrer, Vaschillo and Vaschillo 2000, doi 10.1023/A:1009554825745, in the order of Soften's assessment"
_OF_A_PACE = "It is of one pace on one day; another day it may be another."


def _fact(
    name: str, title: str, unit: str, text: str, cannot: str, *, source: str = OURS, decimals: int = 1
) -> Definition:
    return Definition(name, title, unit, math.nan, text, source, cannot=cannot, decimals=decimals, rests_on=())


_ALL = (
    _fact(
        "practice_length_s",
        "Time",
        "s",
        "From the beginning of the first step to the end, or how long one step took. Pauses are not counted in the "
        "whole.",
        "It counts resting here as practising, and knows nothing of how it was.",
    ),
    _fact(
        "practice_heart_rate_bpm",
        "Heart rate",
        "bpm",
        "Beats a minute over the whole practice, or over one step: the number of its intervals over the time they "
        "took. From ten heartbeats on.",
        "Time in which no beat was seen is not in it.",
        decimals=0,
    ),
    _fact(
        "practice_swing_bpm",
        "Heart-rate swing",
        "bpm",
        "The middle one (the median) of the swings of all led breaths of the practice, or of one step: the highest "
        "less the lowest heart rate within a breath. From three breaths on.",
        "Age, posture and a slower breath move it much. Noise makes it larger.",
        source="Lehrer, Vaschillo and Vaschillo 2000, doi 10.1023/A:1009554825745",
    ),
    _fact(
        "practice_coherence_share",
        "Rhythm coherence",
        "share",
        "The middle value (the median) of the rhythm coherence of all windows of 64 s of the practice, or of those "
        "that lie wholly within one step.",
        "It does not see how large the wave is, nor whether it follows the breath.",
        decimals=2,
    ),
    _fact(
        "practice_rmssd_ms",
        "RMSSD",
        "ms",
        "The middle value (the median) of the RMSSD of all windows of 64 s that lie wholly within the step.",
        "Slow breathing moves it without saying anything about health; one early beat that went unnoticed can double "
        "it.",
        decimals=0,
    ),
    _fact(
        "practice_coverage_share",
        "Coverage",
        "share",
        "How much of the time of the step the numbers are of: the sum of the intervals that are computed with over the "
        "time that passed.",
        "Why beats are not there it cannot say.",
        decimals=2,
    ),
    _fact(
        "led_breaths_per_min",
        "Breath",
        "/min",
        "How many breaths a minute the light leads: sixty seconds over the length of a breath. Beside the light it is "
        "of the breath that runs, in a summary of the last one led, in a table of steps the mean of those led in it.",
        "It is what the light did. How anybody breathed is not measured.",
    ),
    _fact(
        "together_s",
        "Heart with the light",
        "s",
        "For how long, while a breath was led and the heart shown, the steadiness was at one half or above.",
        "A heart that answers the breath little stays apart from the light while somebody follows it well.",
        decimals=0,
    ),
    _fact(
        "silence_s",
        "Silence",
        "s",
        "The time of the practice in which no words stood.",
        "It counts the words of the practice, and no sound.",
        decimals=0,
    ),
    _fact(
        "longest_quiet_s",
        "Longest quiet",
        "s",
        "The longest time between two of the practice's words.",
        "It says how the practice is made, and nothing of the person.",
        decimals=0,
    ),
    _fact(
        "practice_corrected_share",
        "Beats corrected",
        "%",
        "How many of the heartbeats of the practice could not be taken as they came.",
        "It does not tell a heart that skips from a sensor that slips.",
        source="Lipponen and Tarvainen 2019, doi 10.1080/03091902.2019.1640306",
    ),
    _fact(
        "away_s",
        "Sensor away",
        "s",
        "For how long no heartbeats came while the computer was awake.",
        "Why they did not come it cannot say.",
        decimals=0,
    ),
    _fact(
        "slept_s",
        "Computer asleep",
        "s",
        "For how long the computer slept; the practice waited.",
        "It is known from the clocks alone.",
        decimals=0,
    ),
    _fact(
        "markers",
        "Moments marked",
        "count",
        "How often a moment was marked.",
        "What a mark stands for is yours to know.",
        decimals=0,
    ),
    _fact(
        "assessed_place",
        "Place",
        "count",
        "Which place a pace takes among those that were tried. In step comes first, then swing, LF power, the height "
        "of the LF peak, coherence and the number of LF peaks; paces whose number is at most a tenth below the "
        "highest are alike, and the next of these decides.",
        _OF_A_PACE,
        source=_ASSESSMENT,
        decimals=0,
    ),
    _fact(
        "assessed_synchrony",
        "In step",
        "1",
        "How closely heart rate and led breath rise and fall together at this pace, from -1 (opposite) to 1: the "
        "cosine of the lag times the root of the variance that the wave explains.",
        "It is of one pace on one day; another day it may be another. A sensor that is late lowers it.",
        source=_ASSESSMENT,
        decimals=2,
    ),
    _fact(
        "assessed_swing_bpm",
        "Swing",
        "bpm",
        "Peak to trough of the wave that is fitted to the heart rate at this pace.",
        "It is of one pace on one day; another day it may be another. A slower breath swings the heart further in "
        "nearly everybody.",
        source=_ASSESSMENT,
    ),
    _fact(
        "assessed_lf_power_ms2",
        "LF power",
        "ms2",
        "The power of the heart's rhythm from 0.04 to 0.15 Hz at this pace.",
        "It is of one pace on one day; another day it may be another. It says nothing of how anybody feels.",
        source=_ASSESSMENT,
        decimals=0,
    ),
    _fact(
        "assessed_lf_peak_ms2_per_hz",
        "Height of the LF peak",
        "ms2/Hz",
        "The height of the largest peak from 0.04 to 0.15 Hz at this pace.",
        _OF_A_PACE,
        source=_ASSESSMENT,
        decimals=0,
    ),
    _fact(
        "assessed_coherence_share",
        "Coherence",
        "share",
        "The rhythm coherence of the last 64 s at this pace.",
        "It is of one pace on one day; another day it may be another. It does not see how large the wave is.",
        source=_ASSESSMENT,
        decimals=2,
    ),
    _fact(
        "assessed_lf_peaks",
        "Number of LF peaks",
        "count",
        "How many peaks from 0.04 to 0.15 Hz reach a quarter of the largest at this pace; one is a single wave.",
        _OF_A_PACE,
        source=_ASSESSMENT,
        decimals=0,
    ),
    _fact(
        "assessed_r2_share",
        "Follows the breath",
        "share",
        "How much of the heart rate's variance in this group of breaths is a wave in step with the led breath.",
        _OF_A_PACE,
        source=_ASSESSMENT,
        decimals=2,
    ),
)

OF_A_PRACTICE: Mapping[str, Definition] = MappingProxyType({definition.name: definition for definition in _ALL})
"""Every fact of a practice or an assessment that is shown, by name; windows are the practice, the step or the pace."""
