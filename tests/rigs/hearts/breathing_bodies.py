"""People who breathe, by the thousand: intervals, R amplitudes and chest motion whose breath is known.

The ranges are ours: wide enough to hold healthy adults at rest, led and unled, and none is fitted to a recording.

* breaths of 3 to 26 a minute; paced ones nearly even, free ones with a coefficient of variation of 3 to 30 % that
  forgets over a few breaths, now and then a sigh, a pause, or a rate that drifts; in-breaths of a fifth to three fifths
  of a breath, with holds after them and rests after the out-breath;
* heart rates of 45 to 125; respiratory sinus arrhythmia from nothing to very large, weaker when the breath is fast,
  late by up to 1.5 s, with a resonance near 0.1 Hz, and in some hearts weaker below it; slow breaths that many hearts
  answer twice, once to the air that comes and once to the air that goes, up to several times as largely as once;
* Mayer waves of 0.07 to 0.13 Hz, a narrow noise, from nothing to larger than the breath; 1/f wandering; jitter of
  timing; intervals set aside as ectopic and some that slipped through;
* R amplitudes that the breath modulates by 0.3 to 15 %, over noise, wandering and a trace of Mayer waves;
* a chest that tilts by 0.5 to 20 mg with the breath and is shaken by the heart, by noise and by changes of posture.
"""

from dataclasses import dataclass

import numpy as np

GRID_HZ = 16.0

SLOW_PER_MIN = 10.0
"""Breaths slower than this are held now and then, and answered twice by many hearts."""


@dataclass(frozen=True)
class Breathing:
    """A breath on an even grid: depth (about -1 to 1) and phase in whole breaths."""

    grid_s: np.ndarray
    depth: np.ndarray
    phase: np.ndarray

    def rate_per_min(self, from_s, until_s):
        begin, end = np.interp([from_s, until_s], self.grid_s, self.phase)
        return 60.0 * (end - begin) / (until_s - from_s)


@dataclass(frozen=True)
class Body:
    breathing: Breathing
    t_s: np.ndarray
    nn_ms: np.ndarray
    amplitude: np.ndarray


def breathing(random, length_s, *, rate=None, irregularity=None):
    """Breaths with periods that wander, a shape of their own, and now and then a sigh or a pause."""
    kind = "given"
    if rate is None:
        kind = random.choice(["free", "slow", "any"], p=[0.45, 0.35, 0.2])
        rate = {
            "free": np.clip(random.normal(15.0, 3.5), 8.0, 26.0),
            "slow": random.uniform(3.2, 9.0),
            "any": random.uniform(3.2, 26.0),
        }[kind]
    if irregularity is None:
        slow_is_led = kind == "slow" and random.random() < 0.7
        irregularity = random.uniform(0.01, 0.06) if slow_is_led else random.uniform(0.03, 0.3)
    drift = random.normal(0.0, 0.001) if irregularity > 0.02 else 0.0
    sighs = random.random() < 0.3 and irregularity > 0.05
    memory, wandering, depth_wandering = random.uniform(0.0, 0.7), 0.0, 0.0
    in_share, rest_share = random.uniform(0.2, 0.6), random.choice([0.0, random.uniform(0.0, 0.4)])
    hold_share = random.choice([0.0, random.uniform(0.0, 0.3)], p=[0.75, 0.25]) if rate < SLOW_PER_MIN else 0.0
    knots_s, knots_depth = [-30.0], [-1.0]
    sway = irregularity * np.sqrt(1.0 - memory**2)
    depths = random.uniform(0.05, 0.3)
    while knots_s[-1] < length_s + 30.0:
        wandering = memory * wandering + random.normal(0.0, sway)
        depth_wandering = 0.5 * depth_wandering + random.normal(0.0, depths * 0.87)
        period_s = np.clip(60.0 / rate * np.exp(wandering + drift * knots_s[-1]), 1.8, 25.0)
        depth = np.exp(depth_wandering)
        if sighs and random.random() < 0.03:
            depth, period_s = 2.5 * depth, 1.4 * period_s
        begin_s, turn_s = knots_s[-1], knots_s[-1] + in_share * period_s
        held_s = turn_s + (1.0 - in_share) * hold_share * period_s
        empty_s = held_s + (1.0 - in_share) * (1.0 - hold_share) * (1.0 - rest_share) * period_s
        knots_s += [turn_s, held_s, empty_s, begin_s + period_s]
        knots_depth += [-1.0 + 2.0 * depth, -1.0 + 2.0 * depth, -1.0, -1.0]
    knots_s, knots_depth = np.array(knots_s), np.array(knots_depth)
    grid_s = np.arange(-20.0, length_s + 20.0, 1.0 / GRID_HZ)
    place = np.clip(np.searchsorted(knots_s, grid_s, side="right") - 1, 0, knots_s.size - 2)
    stretch = np.maximum(knots_s[place + 1] - knots_s[place], 1e-9)
    share = np.clip((grid_s - knots_s[place]) / stretch, 0.0, 1.0)
    eased = 0.5 - 0.5 * np.cos(np.pi * share)
    depth = knots_depth[place] + eased * (knots_depth[place + 1] - knots_depth[place])
    # The phase counts whole breaths: it runs from one in-breath to the next evenly.
    begins_s = knots_s[::4]
    return Breathing(grid_s, depth, np.interp(grid_s, begins_s, np.arange(begins_s.size)))


def _noise(random, size, shape):
    """Gaussian noise of unit deviation whose amplitude spectrum is ``shape(frequency_hz)``."""
    frequency_hz = np.fft.rfftfreq(size, 1.0 / GRID_HZ)
    values = np.fft.irfft(np.fft.rfft(random.normal(size=size)) * shape(frequency_hz), size)
    return values / np.std(values)


def _wandering(random, size):
    steepness = random.uniform(0.4, 0.9)
    return _noise(random, size, lambda f: (np.maximum(f, 0.004) ** -steepness) * (f > 0) * np.exp(-((f / 0.8) ** 2)))


def _mayer(random, size):
    centre_hz, width_hz = random.uniform(0.07, 0.13), random.uniform(0.004, 0.03)
    return _noise(random, size, lambda f: np.exp(-0.5 * ((f - centre_hz) / width_hz) ** 2))


def _through_the_heart(random, depth, rate_per_min):
    """Low-pass, lag and a resonance near 0.1 Hz, applied to the breath; deviation as it comes out for 0.1 Hz at 1."""
    frequency_hz = np.fft.rfftfreq(depth.size, 1.0 / GRID_HZ)
    corner_hz, sharpness = random.uniform(0.12, 0.5), random.uniform(0.0, 2.0)
    resonance_hz = random.uniform(0.08, 0.12)
    gain = 1.0 / (1.0 + 1j * frequency_hz / corner_hz)
    gain = gain * (1.0 + sharpness * np.exp(-0.5 * ((frequency_hz - resonance_hz) / 0.025) ** 2))
    gain = gain * np.exp(-2j * np.pi * frequency_hz * random.uniform(0.0, 1.5))
    lowest_hz = random.choice([0.0, random.uniform(0.03, 0.1)])
    if lowest_hz:
        gain = gain / (1.0 - 1j * lowest_hz / np.maximum(frequency_hz, 1e-3))
    gain[0] = 0.0
    driven = depth - np.mean(depth)
    if rate_per_min < SLOW_PER_MIN and random.random() < 0.6:
        driven = driven + _answered_twice(random, depth) * (1.0 - rate_per_min / SLOW_PER_MIN)
    return np.fft.irfft(np.fft.rfft(driven) * gain, depth.size)


def _answered_twice(random, depth):
    """Return the air that moves, whichever way, smoothed over a second or two: twice a breath."""
    flow = np.abs(np.gradient(depth)) * GRID_HZ
    width = round(random.uniform(1.0, 2.5) * GRID_HZ)
    flow = np.convolve(flow, np.hanning(width + 2)[1:-1] / (0.5 * (width + 1)), mode="same")
    size = np.exp(random.normal(0.0, 0.8)) * np.std(depth) / max(np.std(flow), 1e-9)
    return random.choice([-1.0, 1.0]) * size * (flow - np.mean(flow))


def body(seed, length_s=64.0, *, rate=None, irregularity=None, swing_ms=None):
    """One person: beats by an integral pulse frequency model, and the R amplitude at each."""
    random = np.random.default_rng(seed)
    breath = breathing(random, length_s, rate=rate, irregularity=irregularity)
    size = breath.grid_s.size
    mean_ms = 60000.0 / np.clip(random.normal(72.0, 15.0), 45.0, 125.0)
    liveliness = np.exp(random.normal(0.0, 0.6)) * (mean_ms / 850.0) ** 2
    rsa_ms = swing_ms if swing_ms is not None else liveliness * np.exp(random.normal(np.log(28.0), 0.9))
    if swing_ms is None and random.random() < 0.07:
        rsa_ms = 0.0
    mayer_ms = liveliness * random.choice([0.0, 1.0], p=[0.15, 0.85]) * np.exp(random.normal(np.log(11.0), 0.7))
    mayer_wave = _mayer(random, size)
    interval_ms = (
        mean_ms
        + rsa_ms * _through_the_heart(random, breath.depth, breath.rate_per_min(0.0, length_s))
        + mayer_ms * mayer_wave
        + liveliness * np.exp(random.normal(np.log(22.0), 0.5)) * _wandering(random, size)
    )
    if random.random() < 0.15:
        settling_s = random.uniform(10.0, 60.0)
        interval_ms = interval_ms + random.normal(0.0, 60.0) * np.exp(-(breath.grid_s + 20.0) / settling_s)
    interval_ms = np.maximum(interval_ms, 350.0)
    beats = np.concatenate(([0.0], np.cumsum(1000.0 / interval_ms)[:-1])) / GRID_HZ
    beat_s = np.interp(np.arange(1.0, np.floor(beats[-1])), beats, breath.grid_s)
    jitter_ms = random.choice([random.uniform(0.5, 4.0), random.uniform(3.0, 15.0)], p=[0.75, 0.25])
    beat_s = beat_s + random.normal(0.0, jitter_ms / 1000.0, beat_s.size)
    amplitude = _amplitudes(random, breath, beat_s, mayer_wave)
    ectopic = np.flatnonzero(random.random(beat_s.size) < random.choice([0.0, 0.01, 0.03], p=[0.7, 0.2, 0.1]))
    ectopic = ectopic[ectopic > 0]
    beat_s[ectopic] -= random.uniform(0.1, 0.4, ectopic.size) * (beat_s[ectopic] - beat_s[ectopic - 1])
    rr_ms = np.diff(beat_s) * 1000.0
    beat_s, amplitude = beat_s[1:], amplitude[1:]
    seen = ectopic[random.random(ectopic.size) < 0.9]
    aside = np.concatenate((seen - 1, seen))
    rr_ms[aside[(aside >= 0) & (aside < rr_ms.size)]] = np.nan
    amplitude[seen[seen > 0] - 1] = np.nan
    kept = (beat_s > 0.0) & (beat_s <= length_s)
    return Body(breath, beat_s[kept], rr_ms[kept], amplitude[kept])


def _amplitudes(random, breath, beat_s, mayer_wave):
    modulation = 0.0 if random.random() < 0.05 else np.exp(random.normal(np.log(0.035), 0.9))
    noise = np.exp(random.normal(np.log(0.02), 0.6))
    late_s = random.uniform(0.0, 0.8)
    tilted = np.interp(beat_s - late_s, breath.grid_s, breath.depth)
    wandering = np.interp(beat_s, breath.grid_s, _wandering(random, breath.grid_s.size))
    mayer = np.interp(beat_s, breath.grid_s, mayer_wave)
    values = 1.0 + modulation * (tilted + random.choice([0.0, 0.15]) * (tilted**2 - 1.0))
    values += noise * random.normal(size=beat_s.size)
    values += np.exp(random.normal(np.log(0.015), 0.6)) * wandering
    values += random.choice([0.0, random.uniform(0.0, 0.015)]) * mayer
    return random.uniform(0.3, 2.0) * values


def chest_motion(breath, seed, length_s=64.0, rate_hz=50.0, *, tilt_mg=None, restless=None):
    """The acceleration of a strap on a chest that breathes so, in mg, shape (samples, 3), from 0 to ``length_s``."""
    random = np.random.default_rng((seed, 1))
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz

    def on_grid(values):
        return np.interp(t_s, breath.grid_s, values)

    gravity = random.normal(size=3)
    gravity /= np.linalg.norm(gravity)
    axis = np.cross(gravity, random.normal(size=3))
    axis /= np.linalg.norm(axis)
    if tilt_mg is None:
        tilt_mg = np.exp(random.normal(np.log(4.0), 0.9))
    moved = tilt_mg * np.outer(on_grid(breath.depth), axis)
    # The push of the heart: short knocks at each beat, in a direction of their own.
    heart_hz = np.clip(random.normal(72.0, 15.0), 45.0, 125.0) / 60.0
    cycle = (t_s * heart_hz + 0.05 * np.cumsum(random.normal(size=t_s.size)) / rate_hz) % 1.0
    knock = np.exp(-0.5 * ((cycle - 0.2) / 0.04) ** 2) * np.sin(2 * np.pi * 8.0 * cycle / heart_hz)
    knocked = np.outer(random.uniform(3.0, 30.0) * knock, random.normal(size=3) / 1.7)
    noise = random.uniform(0.5, 5.0) * random.normal(size=(t_s.size, 3))
    swayed_mg = np.exp(random.normal(np.log(1.5), 0.9))
    swayed = swayed_mg * np.column_stack([on_grid(_wandering(random, breath.grid_s.size)) for _ in range(3)])
    xyz = 1000.0 * gravity + moved + knocked + noise + swayed
    if random.random() < 0.25 if restless is None else restless:
        for _ in range(random.integers(1, 4)):
            at_s, slow_s = random.uniform(0.0, length_s), random.uniform(0.3, 2.0)
            turned = random.normal(0.0, 60.0, 3)
            xyz = xyz + np.outer(0.5 + 0.5 * np.tanh(2.0 * (t_s - at_s) / slow_s), turned)
            shaken = np.exp(-0.5 * ((t_s - at_s) / slow_s) ** 2)[:, None]
            xyz = xyz + 80.0 * shaken * random.normal(size=(t_s.size, 3))
    return np.round(xyz)
