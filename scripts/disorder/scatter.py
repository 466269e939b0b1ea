"""How often five minutes are told to scatter without rhythm, or to hold early beats that no correction tells."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.scatter import scatter_cautions
from scripts.disorder.statistics import Floats
from tests.rigs.hearts.extra_beats import now_and_then, with_extra_beats
from tests.rigs.hearts.heart_records import ectopic_records, healthy_records
from tests.rigs.hearts.irregular_rhythms import ORDERLY
from tests.rigs.hearts.labelled_beats import breathing
from tests.rigs.suite.shared_data import RECORDINGS

RECORD_S = 300.0
"""A usual record at rest."""

HEARTS = 300
"""Of each kind. A choice: enough for one in a hundred."""

FROM_SEED = 3_000_000
"""None of these was looked at when thresholds were chosen."""


def told_rows() -> Iterator[tuple[object, ...]]:
    """Yield for each kind how many records there are, and the shares told without rhythm and with early beats."""
    made = dict(ORDERLY.items()) | {f"white, {low:g} to {low + 20.0:g} ms": _white(low) for low in (20.0, 40.0, 60.0)}
    made["white, 40 to 60 ms, on a grid of 7.8 ms"] = lambda seed, **_: np.round(_white(40.0)(seed) / 7.8125) * 7.8125
    made["beats told 30 ms too soon or too late"] = _displaced
    for early_share in (0.1, 0.15, 0.2):
        for share in (0.05, 0.12, 0.2):
            made[f"{share:.0%} of the beats {early_share:.0%} early, no pause"] = _early(early_share, share)
    for kind, make in made.items():
        yield _row(kind, [np.asarray(make(FROM_SEED + seed, length_s=RECORD_S)) for seed in range(HEARTS)])
    if RECORDINGS.is_dir():
        yield _row("recorded: healthy", [each for _, rr_ms in healthy_records(RECORDINGS) for each in _pieces(rr_ms)])
        yield _row(
            "recorded: frequent ectopic beats",
            [each for _, rr_ms, _ in ectopic_records(RECORDINGS) for each in _pieces(rr_ms)],
        )


def _row(kind: str, records: list[Floats]) -> tuple[object, ...]:
    told = [{caution.code for caution in _cautions(rr_ms)} for rr_ms in records]
    shares = (np.mean([code in each for each in told]) for code in (ReasonCode.NO_RHYTHM, ReasonCode.EARLY_BEATS_LEFT))
    return kind, len(records), *(f"{share:.1%}" for share in shares)


def _cautions(rr_ms: Floats) -> list[Reason]:
    t_s = np.cumsum(rr_ms) / 1000.0
    return scatter_cautions(correct(rr_ms).beats.as_they_came(), t_s, rr_ms, np.zeros(rr_ms.size, dtype=np.int64))


def _pieces(rr_ms: Floats) -> Iterator[Floats]:
    t_s = np.cumsum(np.maximum(rr_ms, 0.0)) / 1000.0
    edges = np.searchsorted(t_s, np.arange(0.0, t_s[-1], RECORD_S))
    yield from (rr_ms[first:last] for first, last in pairwise(edges))


def _white(low_ms: float) -> Callable[..., Floats]:
    def make(seed: int, **_: float) -> Floats:
        chance = np.random.default_rng(seed)
        mean_ms = chance.uniform(600.0, 1100.0)
        count = int(1000.0 * RECORD_S / mean_ms)
        return mean_ms + chance.uniform(low_ms, low_ms + 20.0) * chance.standard_normal(count)

    return make


def _a_heart(seed: int) -> Floats:
    chance = np.random.default_rng(seed)
    mean_ms = chance.uniform(700.0, 1050.0)
    return breathing(
        int(1000.0 * RECORD_S / mean_ms),
        seed=seed,
        mean_ms=mean_ms,
        swing_ms=float(chance.choice([20.0, 40.0, 60.0, 80.0])),
        rate_hz=float(chance.choice([0.09, 0.1, 0.12, 0.2, 0.25])),
        noise_ms=float(chance.choice([5.0, 10.0, 20.0])),
    )


def _displaced(seed: int, **_: float) -> Floats:
    rr_ms = _a_heart(seed)
    return rr_ms + np.diff(30.0 * np.random.default_rng(seed).standard_normal(rr_ms.size + 1))


def _early(early_share: float, share: float) -> Callable[..., Floats]:
    def make(seed: int, **_: float) -> Floats:
        rr_ms = _a_heart(seed)
        places = now_and_then(share, rr_ms.size, seed=seed)
        return with_extra_beats(rr_ms, places, early_share=early_share, made_up=0.0, seed=seed)

    return make
