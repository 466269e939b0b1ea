"""Noise as electrodes, drifting baselines and muscles add to an ECG, scaled as the MIT-BIH Noise Stress Test does."""

import numpy as np
from scipy.signal import butter, lfilter, sosfiltfilt

NOISES = ("electrode", "baseline", "muscle", "white", "steps")


def noise_of(kind, size, rate_hz, seed):
    """Return noise of one kind, of no particular size.

    ``electrode`` is what moving electrodes make: wandering between 0.5 and 20 Hz that swells and fades, jolts as short
    as a QRS complex or a P wave, and steps that the electrode recovers from. ``steps`` is a loose electrode:
    it moves now and then and lies still in between.
    """
    random = np.random.default_rng((NOISES.index(kind), seed))
    white = random.normal(size=size)
    if kind == "white":
        return white
    if kind == "baseline":
        return _band(white, (0.05, 0.7), rate_hz)
    if kind == "muscle":
        return _band(white, (15.0, 0.42 * rate_hz), rate_hz) * _swell(size, rate_hz, random, 0.5)
    if kind == "steps":
        return _steps(size, rate_hz, random)
    wander = sum(_band(random.normal(size=size), band, rate_hz) * share for band, share in _WANDER)
    jolts, steps = np.zeros(size), np.zeros(size)
    for at in np.flatnonzero(random.random(size) < 2.0 / rate_hz):
        width_s = np.exp(random.uniform(np.log(0.012), np.log(0.09)))
        reach = int(5 * width_s * rate_hz) + 2
        span = np.arange(max(0, at - reach), min(size, at + reach))
        x = (span - at) / (width_s * rate_hz)
        bend = -x if random.random() < 0.5 else 1.0
        jolts[span] += random.normal() * 1.8 * bend * np.exp(-0.5 * x**2)
    for at in np.flatnonzero(random.random(size) < 0.5 / rate_hz):
        tail = np.arange(size - at) / rate_hz
        steps[at:] += random.normal() * 1.5 * np.exp(-tail / random.uniform(0.1, 1.0))
    return (wander + jolts) * _swell(size, rate_hz, random, 0.6) + steps


def _steps(size, rate_hz, random):
    """Return steps, at once or within 0.15 s, some of which go back soon, through the high-pass of an amplifier."""
    t_s, kind = np.arange(size) / rate_hz, random.integers(3)
    level = np.zeros(size)
    for at_s in np.flatnonzero(random.random(size) < np.exp(random.uniform(-1.6, 0.9)) / rate_hz) / rate_hz:
        height, rise_s = random.laplace(), random.choice([1e-6, 0.01])
        if kind == 1:
            rise_s = np.exp(random.uniform(np.log(0.02), np.log(0.15)))
        level += height * np.clip((t_s - at_s) / rise_s, 0.0, 1.0)
        if kind == 2:
            back_s = at_s + np.exp(random.uniform(np.log(0.02), np.log(0.5)))
            level -= height * random.uniform(0.5, 1.0) * np.clip((t_s - back_s) / rise_s, 0.0, 1.0)
    kept = np.exp(-1.0 / (rate_hz * np.exp(random.uniform(np.log(0.1), np.log(3.0)))))
    return lfilter([1.0, -1.0], [1.0, -kept], level)


_WANDER = (((0.5, 3.0), 0.6), ((2.0, 8.0), 0.8), ((6.0, 20.0), 0.5))


def _band(white, band_hz, rate_hz):
    noise = sosfiltfilt(butter(2, band_hz, "bandpass", fs=rate_hz, output="sos"), white)
    return noise / noise.std()


def _swell(size, rate_hz, random, depth):
    t_s = np.arange(size) / rate_hz
    knots = np.arange(0.0, t_s[-1] + 3.0, 1.5)
    return np.exp(depth * np.interp(t_s, knots, random.normal(size=knots.size)))


def at_ratio(clean, true_s, noise, rate_hz, ratio_db):
    """Return the noise scaled to a ratio of the signal to it, as `nst` of the Noise Stress Test does.

    The power of the signal is an eighth of the squared peak-to-peak height of its QRS complexes (within 50 ms of the
    beats), averaged without the largest and smallest 5 %; that of the noise, its mean square about its mean within each
    second, averaged likewise.
    """
    at = np.round(np.asarray(true_s) * rate_hz).astype(int)
    reach = round(0.05 * rate_hz)
    at = at[(at > reach) & (at < clean.size - reach)]
    complexes = clean[at[:, np.newaxis] + np.arange(-reach, reach + 1)]
    signal = _trimmed(np.ptp(complexes, axis=1)) ** 2 / 8.0
    second = round(rate_hz)
    seconds = noise[: noise.size - noise.size % second].reshape(-1, second)
    return noise * np.sqrt(signal / _trimmed(seconds.var(axis=1)) / 10.0 ** (ratio_db / 10.0))


def _trimmed(values):
    values = np.sort(values)
    cut = values.size // 20
    return float(np.mean(values[cut : values.size - cut]))
