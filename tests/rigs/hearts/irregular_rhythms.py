"""Intervals of hearts that are hard to judge, and of what is no heart: breathing, ectopic beats, noise, invented beats.

Each maker takes a seed and returns the intervals (ms) of about the last ``length_s`` seconds. Units stand in the names
of what is drawn; shares are of the mean interval.
"""

import math

import numpy as np

WINDOW_S = 64.0


def last(intervals_ms, length_s=WINDOW_S):
    """Return the intervals that end in the last so many seconds."""
    intervals_ms = np.asarray(intervals_ms, dtype=np.float64)
    return intervals_ms[-int(np.searchsorted(np.cumsum(intervals_ms[::-1]), 1000.0 * length_s)) :]


def pink(count, chance, spread):
    """Noise whose power falls off as one over frequency."""
    spectrum = np.fft.rfft(chance.standard_normal(count)) / np.sqrt(np.maximum(1.0, np.arange(count // 2 + 1)))
    spectrum[0] = 0.0
    values = np.fft.irfft(spectrum, count)
    return spread * values / np.std(values)


def ordinary(chance, mean_ms, length_s=WINDOW_S):
    """A heart at rest: a breath of 5 to 60 ms each way that waxes and wanes, slow swings, and a little noise."""
    count = 2 * int(600.0 * length_s / mean_ms) + 40
    t_s = np.arange(count) * mean_ms / 1000.0
    depth = np.abs(1.0 + 0.03 * np.cumsum(chance.standard_normal(count)))
    breath_ms = (
        chance.uniform(5.0, 60.0)
        * depth
        * np.sin(2.0 * math.pi * chance.uniform(0.15, 0.35) * t_s + chance.uniform(0.0, 6.0))
    )
    slow_ms = pink(count - count % 2, chance, chance.uniform(5.0, 50.0))
    noise_ms = chance.uniform(1.0, 12.0) * chance.standard_normal(count)
    return np.maximum(300.0, mean_ms + breath_ms + np.resize(slow_ms, count) + noise_ms)


def large_breathing(seed, length_s=WINDOW_S):
    """Paced breath of 20 to 250 ms each way at 3.5 to 20 a minute, of any shape, somewhat uneven, on any grid."""
    chance = np.random.default_rng(seed)
    mean_ms = chance.uniform(500.0, 1300.0)
    swing_ms = min(math.exp(chance.uniform(math.log(20.0), math.log(250.0))), mean_ms - 350.0)
    per_min, shape = chance.uniform(3.5, 20.0), chance.uniform(-0.5, 0.5)
    noise_ms, uneven = chance.choice([0.0, 3.0, 8.0, 15.0]), chance.choice([0.0, 0.02, 0.08])
    slow_ms = pink(2000, chance, chance.uniform(0.0, 40.0))
    phase, t_s, rr_ms = chance.uniform(0.0, 6.0), 0.0, []
    while t_s < length_s + 5.0:
        wave_ms = swing_ms * math.sin(phase + shape * math.sin(phase))
        rr_ms.append(max(300.0, mean_ms + wave_ms + slow_ms[len(rr_ms)] + noise_ms * chance.standard_normal()))
        t_s += rr_ms[-1] / 1000.0
        phase += 2.0 * math.pi * per_min / 60.0 * rr_ms[-1] / 1000.0 * (1.0 + uneven * chance.standard_normal())
    grid_ms = chance.choice([0.1, 1.0, 1000.0 / 1024.0, 1000.0 / 128.0, 10.0, 20.0])
    return last(np.round(np.array(rr_ms) / grid_ms) * grid_ms, length_s)


def uneven_breathing(seed, length_s=WINDOW_S):
    """A slow heart that a breath of one's own moves by 50 to 180 ms each way, no two breaths alike."""
    chance = np.random.default_rng(seed)
    mean_ms, depth_ms = chance.uniform(800.0, 1250.0), chance.uniform(50.0, 180.0)
    breath_s, lengths, depths = 60.0 / chance.uniform(9.0, 20.0), chance.uniform(0.05, 0.25), chance.uniform(0.1, 0.5)
    slow_ms, noise_ms = pink(2000, chance, chance.uniform(10.0, 60.0)), chance.uniform(2.0, 15.0)
    t_s = begins_s = ends_s = 0.0
    this_ms, rr_ms = depth_ms, []
    while t_s < length_s + 5.0:
        while t_s >= ends_s:
            begins_s, ends_s = ends_s, ends_s + breath_s * math.exp(lengths * chance.standard_normal())
            this_ms = depth_ms * max(0.0, 1.0 + depths * chance.standard_normal())
        wave_ms = this_ms * math.cos(2.0 * math.pi * (t_s - begins_s) / (ends_s - begins_s))
        rr_ms.append(max(400.0, mean_ms + wave_ms + slow_ms[len(rr_ms)] + noise_ms * chance.standard_normal()))
        t_s += rr_ms[-1] / 1000.0
    return last(rr_ms, length_s)


def with_ectopics(seed, most_share=0.25, length_s=WINDOW_S):
    """An ordinary heart in which up to so many beats come early, made up for or not, of varied coupling."""
    chance = np.random.default_rng(seed)
    normal_ms = ordinary(chance, chance.uniform(550.0, 1200.0), length_s)
    share, coupling = chance.uniform(0.02, most_share), chance.uniform(0.45, 0.75)
    jitter, made_up = chance.choice([0.02, 0.05, 0.1]), chance.choice([0.0, 0.5, 1.0])
    # Of beats: an ectopic one takes the place of one.
    begins = share / (1.0 - share)
    rr_ms, index = [], 0
    while index < normal_ms.size - 1:
        if chance.random() < begins:
            early_ms = max(300.0, np.clip(coupling + jitter * chance.standard_normal(), 0.35, 0.9) * normal_ms[index])
            pause_ms = 2.0 * normal_ms[index] - early_ms
            after_ms = normal_ms[index + 1] * chance.uniform(1.0, 1.15)
            rr_ms += [early_ms, min(2000.0, pause_ms if chance.random() < made_up else after_ms)]
            index += 2
        else:
            rr_ms.append(normal_ms[index])
            index += 1
    return last(rr_ms, length_s)


def quiet(seed, length_s=WINDOW_S):
    """A heart that varies by a few ms, on a grid of 8 to 25 ms."""
    chance = np.random.default_rng(seed)
    mean_ms = chance.uniform(500.0, 1300.0)
    slow_ms = pink(400, chance, chance.uniform(1.0, 10.0))
    grid_ms = chance.choice([1000.0 / 128.0, 10.0, 1000.0 / 64.0, 20.0, 25.0])
    noise_ms = chance.uniform(0.0, 6.0) * chance.standard_normal(400)
    return last(np.round((mean_ms + slow_ms + noise_ms) / grid_ms) * grid_ms, length_s)


def lost_or_extra(seed, length_s=WINDOW_S):
    """An ordinary heart of which 1 to 6 % of the beats are not seen, or so many are seen that are none."""
    chance = np.random.default_rng(seed)
    mean_ms = chance.uniform(550.0, 1000.0)
    t_ms, share = np.cumsum(ordinary(chance, mean_ms, length_s)), chance.uniform(0.01, 0.06)
    if chance.random() < 0.5:
        return last(np.diff(t_ms[chance.random(t_ms.size) > share]), length_s)
    extra = chance.random(t_ms.size - 1) < share
    added_ms = t_ms[:-1][extra] + chance.uniform(0.3, 0.7, np.count_nonzero(extra)) * mean_ms
    return last(np.diff(np.sort(np.concatenate((t_ms, added_ms)))), length_s)


DISTRIBUTIONS = ("normal", "uniform", "laplace", "exponential", "triangular")


def noise(seed, spread=None, length_s=WINDOW_S):
    """Independent intervals of one of five distributions, with a standard deviation of 12 to 40 % of the mean."""
    chance = np.random.default_rng(seed)
    mean_ms, spread = chance.uniform(500.0, 1200.0), chance.uniform(0.12, 0.4) if spread is None else spread
    count = int(4000.0 * length_s / mean_ms)
    drawn = {
        "normal": chance.standard_normal(count),
        "uniform": math.sqrt(3.0) * chance.uniform(-1.0, 1.0, count),
        "laplace": chance.laplace(0.0, math.sqrt(0.5), count),
        "exponential": chance.exponential(1.0, count) - 1.0,
        "triangular": math.sqrt(6.0) * chance.triangular(-1.0, 0.0, 1.0, count),
    }[DISTRIBUTIONS[seed % len(DISTRIBUTIONS)]]
    rr_ms = mean_ms * (1.0 + spread * drawn)
    return last(rr_ms[(rr_ms > 300.0) & (rr_ms < 2000.0)], length_s)


def loose_contact(seed, length_s=WINDOW_S):
    """A sensor that invents beats while intervals add up to the time: alone, among true beats, or in their place."""
    chance = np.random.default_rng(seed)
    mean_ms = chance.uniform(550.0, 1100.0)
    whole_ms = 1300.0 * length_s
    if seed % 3 == 0:
        rr_ms = 300.0 + chance.exponential(mean_ms - 300.0, int(3.0 * whole_ms / mean_ms))
    elif seed % 3 == 1:
        true_ms = np.cumsum(ordinary(chance, mean_ms, 1.3 * length_s))
        true_ms = true_ms[(true_ms < whole_ms) & (chance.random(true_ms.size) < chance.uniform(0.2, 0.5))]
        invented_ms = chance.uniform(0.0, whole_ms, int(0.7 * whole_ms / mean_ms))
        seen_ms = [0.0]
        for beat_ms in np.sort(np.concatenate((true_ms, invented_ms))):
            if beat_ms - seen_ms[-1] > 300.0:
                seen_ms.append(beat_ms)
        rr_ms = np.diff(seen_ms)
    else:
        count = int(whole_ms / mean_ms)
        rr_ms = chance.dirichlet(np.full(count, chance.uniform(2.0, 12.0))) * whole_ms
    return last(np.clip(rr_ms, 250.0, 2500.0), length_s)


def fibrillation(seed, length_s=WINDOW_S):
    """Intervals without memory as of atrial fibrillation: lognormal, gamma beyond a dead time, or leaning to and fro.

    Standard deviations of 13 to 32 % of a mean of 420 to 1050 ms.
    """
    chance = np.random.default_rng(seed)
    mean_ms, spread = chance.uniform(420.0, 1050.0), chance.uniform(0.13, 0.32)
    count = int(4000.0 * length_s / mean_ms)
    if seed % 3 == 0:
        width = math.sqrt(math.log(1.0 + spread**2))
        rr_ms = mean_ms * np.exp(width * chance.standard_normal(count) - width**2 / 2.0)
    elif seed % 3 == 1:
        dead_ms = 0.45 * mean_ms
        beyond_ms = mean_ms - dead_ms
        scale_ms = (spread * mean_ms) ** 2 / beyond_ms
        rr_ms = dead_ms + chance.gamma(beyond_ms / scale_ms, scale_ms, count)
    else:
        drawn = chance.standard_normal(count + 1)
        leaning = drawn[1:] - 0.2 * drawn[:-1]
        rr_ms = mean_ms * (1.0 + spread * leaning / np.std(leaning))
    rr_ms = rr_ms * (1.0 + 0.05 * np.sin(2.0 * math.pi * chance.uniform(0.01, 0.1) * np.cumsum(rr_ms) / 1000.0))
    grid_ms = chance.choice([0.1, 1000.0 / 128.0, 4.0])
    return last(np.round(np.clip(rr_ms, 260.0, 2200.0) / grid_ms) * grid_ms, length_s)


ORDERLY = {
    "large breathing, 20 to 250 ms at 3.5 to 20 a minute": large_breathing,
    "large uneven breathing, 50 to 180 ms at 9 to 20 a minute": uneven_breathing,
    "ectopic beats, 2 to 25 %": with_ectopics,
    "quiet hearts on coarse grids": quiet,
    "beats lost or extra, 1 to 6 %": lost_or_extra,
}
"""What keeps its numbers, or has them withheld for another reason than disorder."""

DISORDERLY = {
    "independent intervals, five distributions": noise,
    "loose contact, the time kept": loose_contact,
    "fibrillation": fibrillation,
}
