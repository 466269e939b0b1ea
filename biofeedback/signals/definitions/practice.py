"""Numbers that are known only while practising: the heart of the moment, and heart and led breath together."""

import math

from biofeedback.signals.definitions.definition import OURS, TASK_FORCE, Definition

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
PRACTICE = (
    Definition(
        "heart_rate_bpm",
        "Heart rate",
        "bpm",
        10.0,
        "The mean rate of the heartbeats of the last ten seconds.",
        TASK_FORCE,
        cannot="It trails the heart by a few seconds, and by what the sensor takes to tell.",
        decimals=0,
        label="heart",
    ),
    Definition(
        "pacer_amplitude_bpm",
        "Heart-rate wave with the breath",
        "bpm",
        60.0,
        "How far the heart rate rises and falls with the led breath, peak to trough: a wave fitted at the breath's own "
        "place over the last minute.",
        "Soften's own definition, a least-squares fit at the phase of the led breath",
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
        "Soften's own definition, a least-squares fit at the phase of the led breath",
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
        "Soften's own definition, a least-squares fit at the phase of the led breath",
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
        "Soften's own definition, after the phase synchrony of Shaffer and Meehan 2020, doi 10.3389/fnins.2020.570400, "
        "and the rhythm coherence of McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090",
        cannot="It sees the heart and not the breath: someone whose heart answers the breath little stays near 0 "
        "while following well, and a slow uneven breath may fall in with the light by chance. It says nothing of how "
        "large the wave is, nor of how anybody feels.",
        deviation="Chance is the larger of 0.75 over the number of led breaths (about nine in ten fits to 1/f noise "
        "stay below) and what nine in ten fits to white noise stay below. No one publishes weights for such a measure; "
        "these are ours.",
        decimals=2,
        rests_on=("pacer_fit_r2_share", "coherence_share"),
    ),
    Definition(
        "warmth_share",
        "Warmth of the light",
        "share",
        60.0,
        "How warm the light is: it rises with the steadiness (time constant 20 s), eases back more slowly (90 s), "
        "stands still while the heart rests or the practice waits, and never goes below held (0.35).",
        OURS,
        cannot="It is a picture, not a measurement.",
        decimals=2,
        changes=("It follows the steadiness, and no longer the rhythm coherence alone.",),
        rests_on=("steadiness_share",),
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
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
