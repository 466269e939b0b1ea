"""Hearts with extra beats: how often, how early, and what follows them."""

import numpy as np

from tests.rigs.hearts.labelled_beats import breathing


def with_extra_beats(rr_ms, places, *, early_share=0.3, made_up=1.0, seed=0, spread_share=0.05):
    """Return intervals in which the beats that end at some places come early.

    ``early_share`` is of the interval, and varies by ``spread_share``; of the time that a beat is early by, the pause
    after it makes up for ``made_up``: 1 leaves all later beats in their place, 0 shifts them.
    """
    random = np.random.default_rng(seed)
    rr_ms = np.array(rr_ms, dtype=float)
    for place in places:
        early_ms = rr_ms[place] * (early_share + spread_share * random.uniform(-1.0, 1.0))
        rr_ms[place] -= early_ms
        rr_ms[place + 1] += made_up * early_ms
    return rr_ms


def every(step, count, *, first=20):
    """Return places of extra beats, one in so many: 2 is bigeminy, 3 trigeminy."""
    return range(first, count - 3, step)


def now_and_then(share, count, *, seed=0, first=20):
    """Return places of extra beats at random, never two neighbours, about so many of all beats."""
    random = np.random.default_rng(seed)
    places, place = [], first
    while place < count - 3:
        if random.uniform() < share / (1.0 - share):
            places.append(place)
            place += 1
        place += 1
    return places


def on_a_grid(rr_ms, tick_ms):
    """Return the intervals as a sensor with such ticks tells them: the beats fall on its grid."""
    ends = np.round(np.cumsum(rr_ms) / tick_ms) * tick_ms
    return np.diff(ends, prepend=0.0)


def a_heart(count, *, seed=0, mean_ms=850.0):
    """Return the intervals of a heart at rest, which breathes and wanders a little."""
    return breathing(count, seed=seed, mean_ms=mean_ms, swing_ms=25.0, rate_hz=0.25, noise_ms=8.0)


def with_faults(rr_ms, shares, random, *, first=20):
    """Return intervals in which beats come early, go unseen and are added at random, by these shares of all beats.

    Early by 15 to 40 %, of which the pause makes up for all, a half or a fifth; added anywhere in the middle 70 % of an
    interval. Faults may lie side by side.
    """
    early, unseen, added = shares
    rr_ms = np.array(rr_ms, dtype=float)
    for place in np.flatnonzero(random.random(rr_ms.size - 3) < early).tolist():
        if place >= first:
            early_ms = rr_ms[place] * random.uniform(0.15, 0.4)
            rr_ms[place : place + 2] += [-early_ms, random.choice([1.0, 1.0, 0.5, 0.2]) * early_ms]
    ends_ms = np.concatenate(([0.0], np.cumsum(rr_ms)))
    is_later = np.arange(ends_ms.size) >= first
    held = np.flatnonzero((random.random(rr_ms.size) < added) & is_later[1:])
    added_ms = ends_ms[held] + random.uniform(0.15, 0.85, held.size) * rr_ms[held]
    seen_ms = ends_ms[(random.random(ends_ms.size) >= unseen) | ~is_later]
    return np.diff(np.sort(np.concatenate((seen_ms, added_ms))))
