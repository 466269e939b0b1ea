"""Made ECGs of many hearts, with beats at known times, ectopic ones among them."""

import numpy as np


def made_ecg(seed, length_s, rate_hz):
    """Return an ECG in mV without noise, and when its beats are.

    Rate, breathing, the heights and widths of its waves, which way the QRS complex stands and the share of ectopic
    beats all vary with the seed.
    """
    random = np.random.default_rng(seed)
    mean_s = np.exp(random.uniform(np.log(0.42), np.log(1.2)))
    swing, ectopic_share = random.uniform(0.0, 0.12), random.choice([0.0, 0.0, 0.03, 0.1])
    beats_s, kinds, now_s = [], [], 0.3 + random.random()
    while now_s < length_s - 0.3:
        beats_s.append(now_s)
        early = random.random() < ectopic_share
        kinds.append(early and random.random() < 0.6)
        interval_s = mean_s * (1.0 + swing * np.sin(2.0 * np.pi * 0.1 * now_s) + 0.015 * random.normal())
        now_s += interval_s * (random.uniform(0.6, 0.8) if early else 1.0)
    beats_s, wide = np.array(beats_s), np.array([False, *kinds[:-1]])
    width_s = random.uniform(0.009, 0.014)
    waves = (
        (1.0, 0.0, width_s),
        (-random.uniform(0.0, 0.25), -2.5 * width_s, 0.9 * width_s),
        (-random.uniform(0.0, 0.6), 2.7 * width_s, width_s),
        (random.uniform(-0.2, 0.4), 0.27 * min(1.0, mean_s / 0.8) ** 0.5, random.uniform(0.03, 0.05)),
        (random.uniform(0.0, 0.2), -0.16 * min(1.0, mean_s / 0.8) ** 0.5, 0.02),
    )
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    wave = np.zeros(t_s.size)
    for height, late_s, width in waves:
        _add(wave, t_s, beats_s[~wide], height * (1.0 + 0.04 * random.normal(size=np.sum(~wide))), late_s, width)
    _add(wave, t_s, beats_s[wide], np.full(np.sum(wide), random.uniform(0.8, 1.6)), 0.0, 0.035)
    _add(wave, t_s, beats_s[wide], np.full(np.sum(wide), -0.4), 0.3, 0.05)
    return wave, beats_s


def _add(wave, t_s, beats_s, heights, late_s, width_s):
    for beat_s, height in zip(beats_s + late_s, heights, strict=True):
        near = slice(*np.searchsorted(t_s, (beat_s - 6 * width_s, beat_s + 6 * width_s)))
        wave[near] += height * np.exp(-0.5 * ((t_s[near] - beat_s) / width_s) ** 2)
