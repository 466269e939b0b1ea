"""Print how many extra beats are found in labelled records by how frequent they are, and what is told falsely.

``python -m scripts.ectopy`` from the top of the checkout, about half a minute. It reads the labelled records beside the
checkout (or those below ``SOFTEN_SHARED``), and writes nothing but its tables.
"""

from collections.abc import Callable, Iterator

import numpy as np

from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import Corrected, correct
from scripts.accuracy.text_tables import Row, share, table
from tests.rigs.labelled_beats import RATES_HZ, breathing, labelled_intervals
from tests.rigs.shared_data import RECORDINGS

_WAYS: dict[str, Callable[..., Corrected]] = {"offline": correct, "live": correct_causally}

# Shares of ectopic beats among the 91 around a beat, as wide as the window of the scale.
_LOCAL_SHARES = ((0.0, 0.1), (0.1, 0.15), (0.15, 0.2), (0.2, 0.35), (0.35, 1.01))
_AROUND = 91

# An extra beat that comes within this share of its time is not to be seen in intervals; it is the smallest change told.
_ON_TIME_SHARE = 0.06
# Neighbours of an ectopic beat are changed by it, and are neither right nor wrong.
_BESIDE = 5


def record_rows() -> Iterator[Row]:
    """Yield for each labelled record and way what is found, by local share, and what is told falsely."""
    for name in RATES_HZ:
        rr_ms, symbols = labelled_intervals(RECORDINGS, name)
        ectopic = np.isin(symbols[1:], list("ASVF"))
        around = np.convolve(ectopic, np.ones(_AROUND), "same") / _AROUND
        odd = np.convolve(np.isin(symbols, list("ASVFaJjEQ")), np.ones(_BESIDE), "same") > 0
        ordinary = ~odd[1:] & (rr_ms >= 300.0) & (rr_ms <= 2000.0)
        visible = ectopic & _is_off(rr_ms, ectopic)
        for way, how in _WAYS.items():
            flagged = np.array(how(rr_ms).kind) != "normal"
            found = flagged | np.append(flagged[1:], False)
            by_share = [
                f"{_mean(found[within])} of {np.count_nonzero(within)}"
                for within in (ectopic & (around >= least) & (around < most) for least, most in _LOCAL_SHARES)
            ]
            whole = _mean(found[ectopic]), _mean(found[visible]), _mean(flagged[ordinary])
            yield name, way, f"{100.0 * np.mean(ectopic):.1f} %", *whole, *by_share


def _is_off(rr_ms: np.ndarray, ectopic: np.ndarray) -> np.ndarray:
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


def _mean(values: np.ndarray) -> str:
    return share(float(np.mean(values))) if values.size else "-"


def main() -> None:
    """Print the tables."""
    heads = ("record", "way", "ectopic", "found", "of those off by 6 %", "false")
    local = (f"where {100 * least:.0f} to {min(100, 100 * most):.0f} %" for least, most in _LOCAL_SHARES)
    table("Extra beats found, and ordinary intervals told falsely", (*heads, *local), record_rows())
    table("Beats told in clean breathing", ("breathing", "beats", *_WAYS), breathing_rows())


if __name__ == "__main__":
    main()
