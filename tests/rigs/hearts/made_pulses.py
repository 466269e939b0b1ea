"""Made pulse waves of many hearts at 40 to 220 beats a minute, with beats at known times, and noise as fingers make."""

import numpy as np
from scipy.signal import butter, sosfiltfilt

NOISES = ("motion", "white", "hum", "wander", "steps")

RHYTHMS = ("walk", "fidget", "flicker")
"""Noise that comes back as evenly as a heart: `rhythmic_noise`."""

_TOP_S, _SECOND_S = 0.07, 0.36
"""From the steepest rise to the two tops at rest; both come sooner in a fast heart, whose ejection is shorter."""


def pulse_of(t_s, beats_s, *, mean_s, dicrotic, heights=1.0, second_late_s=_SECOND_S, second_s=0.09):
    """Return a wave whose beats rise most steeply at these times: a wave and its dicrotic wave for each.

    The delay of the dicrotic wave goes with the root of the interval, as the ejection time does (Bazett 1920).
    """
    shorter = min(1.0, np.sqrt(mean_s / 0.8))
    width = max(0.6, shorter)
    wave = np.zeros(t_s.size)
    heights = np.broadcast_to(heights, np.shape(beats_s))
    parts = ((1.0, _TOP_S * width, _TOP_S * width), (dicrotic, second_late_s * shorter, second_s * width))
    for part, late_s, width_s in parts:
        for beat_s, height in zip(np.asarray(beats_s) + late_s, heights, strict=True):
            near = slice(*np.searchsorted(t_s, (beat_s - 6 * width_s, beat_s + 6 * width_s)))
            wave[near] += part * height * np.exp(-0.5 * ((t_s[near] - beat_s) / width_s) ** 2)
    return wave


def heart_of(random, length_s, mean_s, *, swing=0.05, early_share=0.0):
    """Return the beats of a breathing heart, and how high the pulse of each is: early ones are lower."""
    beats_s, heights, now_s, height = [], [], 0.3 + 0.5 * random.random(), 1.0
    while now_s < length_s - 0.5:
        beats_s.append(now_s)
        heights.append(height * (1.0 + 0.1 * np.sin(2 * np.pi * 0.23 * now_s) + 0.04 * random.normal()))
        early = random.random() < early_share
        share = random.uniform(0.6, 0.8) if early else 1.0
        height = max(0.15, 1.0 - 2.0 * (1.0 - share)) if early else 1.0
        now_s += share * mean_s * (1.0 + swing * np.sin(2.0 * np.pi * 0.1 * now_s) + 0.012 * random.normal())
    return np.array(beats_s), np.array(heights)


def made_pulse(seed, length_s, rate_hz):
    """Return a pulse wave about 1 high without noise, and when it rises most steeply.

    Rate (40 to 220 a minute), breathing, the height and delay of the dicrotic wave and the share of early beats vary
    with the seed.
    """
    random = np.random.default_rng(seed)
    mean_s = 60.0 / np.exp(random.uniform(np.log(40.0), np.log(220.0)))
    beats_s, heights = heart_of(
        random, length_s, mean_s, swing=random.uniform(0.0, 0.1), early_share=random.choice([0.0, 0.0, 0.03, 0.1])
    )
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    late_s = random.uniform(0.3, 0.4)
    wave = pulse_of(
        t_s, beats_s, mean_s=mean_s, dicrotic=random.uniform(0.0, 0.8), heights=heights, second_late_s=late_s
    )
    return wave + 0.3 * np.sin(2 * np.pi * 0.21 * t_s + seed), beats_s


def pulse_noise(kind, size, rate_hz, seed):
    """Return noise of one kind, of an effective value of about 1.

    ``motion`` is what a moving finger makes: wandering between 0.3 and 5 Hz that swells and fades, and jolts that the
    sensor recovers from. ``wander`` is the same without them, slow and steady; ``hum`` is that of the mains, as it is
    sampled; ``steps`` are those of the baseline, as a lamp or a pressed finger makes them: some stay, others recover.
    """
    random = np.random.default_rng((NOISES.index(kind), seed))
    t_s = np.arange(size) / rate_hz
    if kind == "white":
        return random.normal(size=size)
    if kind == "hum":
        mains_hz = random.choice([50.0, 60.0]) + random.uniform(-0.1, 0.1)
        return np.sqrt(2.0) * np.sin(2 * np.pi * mains_hz * t_s) * (1.0 + 0.1 * random.normal(size=size))
    if kind == "wander":
        return _band(random, size, (0.1, 2.0), rate_hz)
    if kind == "steps":
        return _steps(random, size, rate_hz)
    knots = np.arange(0.0, t_s[-1] + 4.0, 2.0)
    swell = np.exp(0.7 * np.interp(t_s, knots, random.normal(size=knots.size)))
    noise = swell * (_band(random, size, (0.3, 2.0), rate_hz) + 0.7 * _band(random, size, (1.5, 5.0), rate_hz))
    for at in np.flatnonzero(random.random(size) < 0.3 / rate_hz):
        tail = np.arange(size - at) / rate_hz
        noise[at:] += 2.0 * random.normal() * (1.0 - np.exp(-tail / 0.05)) * np.exp(-tail / random.uniform(0.2, 1.0))
    return noise


def rhythmic_noise(kind, size, rate_hz, seed):
    """Return noise with a rhythm of its own, of an effective value of about 1.

    ``walk`` is what an arm and the steps do to a sensor: people take 1.6 to 2.4 steps a second, on average 2
    (MacDougall and Moore 2005, doi 10.1152/japplphysiol.00767.2004), which vary by 1 to 4 % (Hausdorff et al. 1995, doi
    10.1152/jappl.1995.78.1.349). Each step is a jolt that rings, left and right are not alike, and the arm swings once
    in two steps: in a pulse wave motion is found at both rates and their multiples (TROIKA: Zhang, Pi and Liu 2015, doi
    10.1109/TBME.2014.2359372). ``fidget`` is a finger, a foot or a pen that taps by itself, in bouts of some seconds:
    about 1.7 times a second, 1 to 4 (McAuley et al. 2006, doi 10.1037/0096-3445.135.3.348), each of them a press and a
    release. ``flicker`` is the light of a lamp on the mains, 100 or 120 times a second with multiples, that dims and
    swells, as it is sampled (IEEE 1789-2015); a mains drifts by some hundredths of a hertz and a sensor's clock by some
    hundred parts in a million, so that it comes out at rates that wander.
    """
    random = np.random.default_rng((20 + RHYTHMS.index(kind), seed))
    t_s = np.arange(size) / rate_hz
    knots = np.arange(0.0, t_s[-1] + 8.0, 4.0)
    swell = np.exp(0.4 * np.interp(t_s, knots, random.normal(size=knots.size)))
    if kind == "flicker":
        off = 1.0 + random.choice([2e-5, 2e-4, 3e-3]) * random.normal()
        mains_hz = off * (random.choice([50.0, 60.0]) + np.interp(t_s, knots, 0.03 * random.normal(size=knots.size)))
        turn = 2 * np.pi * np.cumsum(2.0 * mains_hz) / rate_hz
        parts = ((n, random.uniform(0.0, 1.0) / n, random.uniform(0.0, 2 * np.pi)) for n in range(1, 5))
        noise = swell * sum(part * np.sin(n * turn + phase) for n, part, phase in parts)
        return noise / noise.std()
    walks = kind == "walk"
    every_s = 1.0 / (
        np.clip(random.normal(2.0, 0.2), 1.4, 2.8) if walks else np.clip(random.normal(1.7, 0.6), 1.0, 4.0)
    )
    steps_s = np.cumsum(every_s * (1.0 + random.uniform(0.01, 0.04) * random.normal(size=round(t_s[-1] / every_s) + 2)))
    steps_s = steps_s[steps_s < t_s[-1]]
    width_s, ring_hz = random.uniform(0.06, 0.3) * every_s, random.uniform(1.0, 3.0) / every_s
    late_s, turned, lasts_s = (
        random.uniform(0.0, 2 * np.pi),
        random.choice([-1.0, 1.0]),
        random.uniform(0.2, 0.6) * every_s,
    )
    uneven = random.uniform(0.0, 0.5) if walks else 0.0
    noise = np.zeros(size)
    for number, step_s in enumerate(steps_s):
        since_s = t_s[slice(*np.searchsorted(t_s, (step_s - 4 * width_s, step_s + 4 * every_s)))] - step_s
        shape = np.exp(-0.5 * (since_s / width_s) ** 2)
        if walks:
            after_s = np.maximum(since_s, 0.0)
            shape += np.where(since_s > 0.0, np.exp(-after_s / lasts_s) * np.sin(2 * np.pi * ring_hz * after_s), 0.0)
        else:
            shape += np.exp(-0.5 * ((since_s - lasts_s) / (1.5 * width_s)) ** 2)
        height = turned * (1.0 + uneven * (-1) ** number + 0.15 * random.normal())
        noise[np.searchsorted(t_s, step_s - 4 * width_s) :][: since_s.size] += height * shape
    if walks:
        stride = np.interp(t_s, steps_s, np.pi * np.arange(steps_s.size))
        noise += random.uniform(0.0, 1.0) * noise.std() * np.sin(stride + late_s)
    else:
        bouts = np.arange(0.0, t_s[-1] + 6.0, 3.0)
        swell *= np.interp(t_s, bouts, np.repeat(random.choice([0.05, 1.0], size=bouts.size // 2 + 1), 2)[: bouts.size])
    noise = swell * (noise - noise.mean())
    return noise / noise.std()


def weakened(wave, rate_hz, seed):
    """Return a wave that becomes lower for some seconds now and then, down to a thirtieth, as when contact loosens."""
    random = np.random.default_rng((len(NOISES), seed))
    t_s = np.arange(wave.size) / rate_hz
    gain, now_s = np.ones(wave.size), random.uniform(3.0, 15.0)
    while now_s < t_s[-1]:
        until_s = now_s + random.uniform(1.0, 8.0)
        gain[(t_s >= now_s) & (t_s < until_s)] = np.exp(random.uniform(np.log(0.03), np.log(0.7)))
        now_s = until_s + random.uniform(3.0, 15.0)
    return wave * gain


def coarse(wave, seed):
    """Return a wave in the few steps that a converter has for it where contact is weak: 4 to 50 of them high."""
    step = np.random.default_rng((len(NOISES) + 1, seed)).choice([0.02, 0.1, 0.25])
    return step * np.round(wave / step)


def _steps(random, size, rate_hz):
    noise = np.zeros(size)
    for at in np.flatnonzero(random.random(size) < 0.25 / rate_hz):
        tail = np.arange(size - at) / rate_hz
        recovers = np.exp(-tail / random.uniform(0.3, 3.0)) if random.random() < 0.6 else 1.0
        noise[at:] += 5.0 * random.normal() * (1.0 - np.exp(-tail / 0.03)) * recovers
    return noise


def _band(random, size, band_hz, rate_hz):
    noise = sosfiltfilt(butter(2, band_hz, "bandpass", fs=rate_hz, output="sos"), random.normal(size=size))
    return noise / noise.std()
