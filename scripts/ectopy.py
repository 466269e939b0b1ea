"""Print how many extra beats are found in labelled records by how frequent they are, and what is told falsely.

``python -m scripts.ectopy`` from the top of the checkout, about a minute. It reads the labelled records beside the
checkout (or those below ``SOFTEN_SHARED``), and writes nothing but its tables.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import Corrected, correct
from biofeedback.signals.snapshot import snapshot
from biofeedback.signals.variability.coherence import WINDOW_S, rhythm_coherence
from biofeedback.signals.variability.hrv import rmssd_ms
from scripts.accuracy.text_tables import Page, Row, share
from tests.rigs.hearts.extra_beats import every, now_and_then, with_extra_beats, with_faults
from tests.rigs.hearts.labelled_beats import RATES_HZ, breathing, labelled_intervals
from tests.rigs.suite.shared_data import RECORDINGS

_WAYS: dict[str, Callable[..., Corrected]] = {"offline": correct, "live": correct_causally}

# Shares of ectopic beats among the 91 around a beat, as wide as the window of the scale.
LOCAL_SHARES = ((0.0, 0.1), (0.1, 0.15), (0.15, 0.2), (0.2, 0.35), (0.35, 1.01))
AROUND = 91

# An extra beat that comes within this share of its time is not to be seen in intervals; it is the smallest change told.
_ON_TIME_SHARE = 0.06
# Bounds of the shares of corrected beats, for a table.
_CORRECTED_SHARES = (-1.0, 0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.6)
# Shares of all beats that are early, unseen and added, for another table.
_FAULTS = (
    (0.01, 0.01, 0.02),
    (0.02, 0.0, 0.0),
    (0.0, 0.02, 0.0),
    (0.0, 0.0, 0.02),
    (0.02, 0.01, 0.01),
    (0.03, 0.01, 0.01),
    (0.05, 0.0, 0.0),
    (0.0, 0.0, 0.04),
)
# So far is a coherence off that reads like another one; and from this quality on it should not be.
_FAR_OFF = 0.2
_GOOD_QUALITY = 0.8
# The share that stands for every second or third beat, as those with bigeminy have it.
_BY_PATTERN = 0.4
# Neighbours of an ectopic beat are changed by it, and are neither right nor wrong.
_BESIDE = 5


def record_rows() -> Iterator[Row]:
    """Yield for each labelled record and way what is found, by local share, and what is told falsely."""
    for name in RATES_HZ:
        rr_ms, symbols = labelled_intervals(RECORDINGS, name)
        ectopic = np.isin(symbols[1:], list("ASVF"))
        around = np.convolve(ectopic, np.ones(AROUND), "same") / AROUND
        odd = np.convolve(np.isin(symbols, list("ASVFaJjEQ")), np.ones(_BESIDE), "same") > 0
        ordinary = ~odd[1:] & (rr_ms >= 300.0) & (rr_ms <= 2000.0)
        visible = ectopic & is_off(rr_ms, ectopic)
        for way, how in _WAYS.items():
            corrected = how(rr_ms)
            flagged = np.array(corrected.kind) != "normal"
            found = flagged | np.append(flagged[1:], False)
            by_share = [
                f"{_mean(found[within])} of {np.count_nonzero(within)}"
                for within in (ectopic & (around >= least) & (around < most) for least, most in LOCAL_SHARES)
            ]
            mended = _mean((found | _is_changed(corrected, rr_ms))[ectopic])
            whole = _mean(found[ectopic]), _mean(found[visible]), mended, _mean(flagged[ordinary])
            yield name, way, f"{100.0 * np.mean(ectopic):.1f} %", *whole, *by_share


def _is_changed(corrected: Corrected, rr_ms: np.ndarray) -> np.ndarray:
    """Return which intervals do not stand as they came, whatever beat it was told of."""
    is_same = np.zeros(rr_ms.size, dtype=np.bool_)
    is_same[corrected.source_index[corrected.nn_ms == rr_ms[corrected.source_index]]] = True
    changed: np.ndarray = ~is_same
    return changed


def named(least: float, most: float) -> str:
    """Return what shares are called."""
    return f"{100 * least:.0f} to {min(100, 100 * most):.0f} %"


def is_off(rr_ms: np.ndarray, ectopic: np.ndarray) -> np.ndarray:
    """Return where an interval or the next is off the ordinary ones around it by more than what may be told."""
    ordinary = np.flatnonzero(~(ectopic | np.append(False, ectopic[:-1])))
    level_ms = np.interp(np.arange(rr_ms.size), ordinary, rr_ms[ordinary])
    off = np.abs(rr_ms / level_ms - 1.0) > _ON_TIME_SHARE
    result: np.ndarray = off | np.append(off[1:], False)
    return result


def breathing_rows(hearts: int = 300, beats: int = 400) -> Iterator[Row]:
    """Yield how many beats of generated breathing are told, by its rate and the size of its wave."""
    means_ms = np.random.default_rng(7).uniform(650.0, 1200.0, hearts)
    for rate_hz, swings_ms in ((0.1, (20.0, 40.0, 60.0, 100.0, 150.0, 200.0, 250.0)), (0.25, (20.0, 60.0, 120.0))):
        for swing_ms in swings_ms:
            told = [0, 0]
            for seed, mean_ms in enumerate(means_ms):
                rr_ms = breathing(beats, seed=seed, mean_ms=mean_ms, swing_ms=swing_ms, rate_hz=rate_hz)
                for place, how in enumerate(_WAYS.values()):
                    told[place] += sum(kind != "normal" for kind in how(rr_ms).kind)
            yield f"{60.0 * rate_hz:.0f} a minute, {swing_ms:.0f} ms each way", hearts * beats, *told


def coherence_rows(hearts: int = 300) -> Iterator[Row]:
    """Yield how far off the live rhythm coherence and RMSSD are, by how many beats of the window were corrected.

    Generated hearts that breathe at 4 to 7 a minute (waves of 15 to 100 ms, noise of 5 to 20 ms), in which 2 to 40 % of
    the beats come 15 to 40 % early, and the pause makes up for all of it, for a half or for a fifth; compared with
    the same heart without them.
    """
    random = np.random.default_rng(3)
    rows = [row for seed in range(hearts) for row in _windows(random, seed)]
    table_of = np.array(rows)
    for least, most in pairwise(_CORRECTED_SHARES):
        within = table_of[(table_of[:, 0] > least) & (table_of[:, 0] <= most)]
        known = within[~np.isnan(within[:, 1])]
        if not known.size:
            continue
        off = np.abs(known[:, 1])
        shares = (
            f"{100 * max(0.0, least):.0f} to {100 * most:.0f} %",
            len(within),
            share(1.0 - len(known) / len(within)),
        )
        rmssd = within[~np.isnan(within[:, 2]), 2]
        ratios = np.quantile(rmssd, (0.05, 0.5, 0.95)) if rmssd.size else np.full(3, np.nan)
        coherence = (f"{np.mean(known[:, 1]):+.3f}", *(f"{np.quantile(off, each):.3f}" for each in (0.5, 0.9, 0.95)))
        unknown = share(1.0 - rmssd.size / len(within))
        yield *shares, *coherence, unknown, *(f"{ratio:.2f}" for ratio in ratios)


def _windows(random: np.random.Generator, seed: int) -> Iterator[tuple[float, float, float]]:
    """Yield of windows of one heart: the share corrected, how far off the coherence is, and the ratio of RMSSD."""
    mean_ms, per_min = random.uniform(650.0, 1100.0), random.uniform(4.0, 7.0)
    count = round(230_000.0 / mean_ms)
    heart_ms = breathing(
        count,
        seed=seed,
        mean_ms=mean_ms,
        swing_ms=random.choice([15.0, 30.0, 60.0, 100.0]),
        rate_hz=per_min / 60.0,
        noise_ms=random.choice([5.0, 10.0, 20.0]),
    )
    extra_share = random.choice([0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4])
    often = every(int(random.integers(2, 4)), count)
    places = often if extra_share == _BY_PATTERN else now_and_then(extra_share, count, seed=seed)
    early_share, made_up = random.uniform(0.15, 0.4), random.choice([1.0, 1.0, 0.5, 0.2])
    rr_ms = with_extra_beats(heart_ms, places, early_share=early_share, made_up=made_up, seed=seed)
    heart_s, beats = np.cumsum(heart_ms) / 1000.0, correct_causally(rr_ms).beats
    for now_s in np.arange(140.0, min(heart_s[-1], beats.t_s[-1]) - 1.0, 30.0):
        until, true_until = beats.between(0.0, now_s), heart_s <= now_s
        window, true_window = beats.between(now_s - WINDOW_S, now_s), (heart_s > now_s - WINDOW_S) & true_until
        true = rhythm_coherence(heart_s[true_until], heart_ms[true_until], now_s=now_s).share
        found = rhythm_coherence(until.t_s, until.nn_ms, now_s=now_s).share
        told_ms = next(each.value for each in snapshot(until, now_s) if each.name == "rmssd_ms")
        yield window.corrected_ratio(), found - true, told_ms / rmssd_ms(heart_ms[true_window])


def mixed_rows(hearts: int = 60) -> Iterator[Row]:
    """Yield how far off the live rhythm coherence is where beats come early, go unseen and are added at random.

    Hearts as in `coherence_rows`, of 600 to 1150 ms and 400 s long; windows every 7 s.
    """
    for row, shares in enumerate(_FAULTS):
        random = np.random.default_rng((11, row))
        table = np.array([window for seed in range(hearts) for window in _mixed_windows(random, seed, shares)])
        known = table[~np.isnan(table[:, 0])]
        off, is_good = np.abs(known[:, 0]), known[:, 1] >= _GOOD_QUALITY
        yield (
            *(share(each) for each in shares),
            len(table),
            share(1.0 - len(known) / len(table)),
            f"{np.mean(known[:, 0]):+.3f}",
            *(f"{np.quantile(off, each):.3f}" for each in (0.5, 0.9, 0.95)),
            share(float(np.mean(off > _FAR_OFF))),
            share(float(np.mean(is_good))),
            share(float(np.mean(off[is_good] > _FAR_OFF))),
        )


def _mixed_windows(
    random: np.random.Generator, seed: int, shares: tuple[float, float, float]
) -> Iterator[tuple[float, float]]:
    """Yield of windows of one heart how far off the coherence is that was told, and its quality."""
    mean_ms = random.uniform(600.0, 1150.0)
    heart_ms = breathing(
        round(400_000.0 / mean_ms),
        seed=seed,
        mean_ms=mean_ms,
        swing_ms=random.choice([15.0, 30.0, 60.0, 100.0]),
        rate_hz=random.uniform(4.0, 7.0) / 60.0,
        noise_ms=random.choice([5.0, 10.0, 20.0]),
    )
    beats, heart_s = correct_causally(with_faults(heart_ms, shares, random)).beats, np.cumsum(heart_ms) / 1000.0
    for now_s in np.arange(100.0, min(heart_s[-1], beats.t_s[-1]) - 1.0, 7.0):
        until = heart_s <= now_s
        true = rhythm_coherence(heart_s[until], heart_ms[until], now_s=now_s).share
        told = {each.name: each for each in snapshot(beats.between(0.0, now_s), now_s)}["coherence_share"]
        yield told.value - true, told.quality_share


def _mean(values: np.ndarray) -> str:
    return share(float(np.mean(values))) if values.size else "-"


def main() -> None:
    """Print the tables."""
    page = Page("")
    heads = ("record", "way", "ectopic", "found", "of those off by 6 %", "found or mended", "false")
    local = (f"where {named(*shares)}" for shares in LOCAL_SHARES)
    page.table("Extra beats found, and ordinary intervals told falsely", (*heads, *local), record_rows())
    page.table("Beats told in clean breathing", ("breathing", "beats", *_WAYS), breathing_rows())
    heads = ("corrected", "windows", "unknown", "mean error", "half within", "90 % within", "95 % within")
    ratios = ("RMSSD unknown", "RMSSD, 5th of 100", "middle", "95th")
    page.table(
        "Rhythm coherence and RMSSD of the corrected beats, beside the truth", (*heads, *ratios), coherence_rows()
    )
    off = (
        "mean error",
        "half within",
        "90 % within",
        "95 % within",
        "off by 0.2",
        "told at 0.8",
        "of these off by 0.2",
    )
    page.table(
        "Rhythm coherence where faults are mixed",
        ("early", "unseen", "added", "windows", "unknown", *off),
        mixed_rows(),
    )


if __name__ == "__main__":
    main()
