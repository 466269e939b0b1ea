"""Print how well the signals do on real, labelled recordings, and how closely they agree with frozen references.

``python -m scripts.accuracy`` (or ``make accuracy``) from the top of the checkout; under two minutes. A script for
developers: it loads and scores with the very code the tests use, in ``tests/rigs``. It reads the recordings beside the
checkout (or those below ``SOFTEN_SHARED``) and writes nothing but its tables.
"""

import sys

from biofeedback.signals.resonance.resonance import analyse_stepped
from biofeedback.signals.resonance.trial import untimed_trial
from scripts.accuracy.agreement import agreement_rows
from scripts.accuracy.beats import (
    camera_rows,
    correction_rows,
    finger_rows,
    pulse_rate_rows,
    r_peak_rows,
    resonance_rows,
)
from scripts.accuracy.breaths import LISTENED_S, SURE_FROM, belt_rows, calibration_rows, listened_rows, paced_rows
from scripts.accuracy.text_tables import say, table
from tests.rigs.breath_tallies import (
    belt_tallies,
    body_tallies,
    by_kind,
    listened_bodies,
    listened_tallies,
    paced_trials,
)
from tests.rigs.shared_data import RECORDINGS, REFERENCE_VECTORS

UNSEEN_BODIES = range(200_000, 200_300)
"""The confidence was fitted on seeds below 10 000; the tests check it on seeds from 100 000."""


def about_correction() -> None:
    """Print what is corrected where it should be, and where it should not."""
    heads = ("record", "intervals", "ectopic", "found", "spared", "found live", "spared live")
    table(
        "1a. Correction of labelled records: ectopic beats found, ordinary intervals spared", heads, correction_rows()
    )
    heads = ("wave at 6 a minute", "hearts", "beats", "flagged", "flagged live", "hearts touched", "touched live")
    table("1b. Beats flagged in clean resonance breathing, by the size of its wave", heads, resonance_rows())


def about_beats() -> None:
    """Print how beats are found in ECGs and in pulse waves."""
    heads = ("record", "rate", "how", "beats", "Se", "+P", "timing SD ms", "told after s (95 %)")
    table("2. R peaks against annotations, within 100 ms; offline and live", heads, r_peak_rows())
    heads = (
        "recording",
        *(f"{what} {how}" for how in ("live", "review") for what in ("Se", "+P", "SD ms", "median ms")),
    )
    table("3a. Camera pulse against a strap: beats within 150 ms, errors of intervals", heads, camera_rows())
    heads = ("how", "Se", "+P", "SD ms", "median ms")
    table("3b. Finger pulse against the ECG of neurokit-rest5: the same", heads, finger_rows())
    heads = ("recording", "known /min", "live", "off", "review", "off")
    table("3c. Pulse rates against published and counted ones", heads, pulse_rate_rows())


def about_breath() -> None:
    """Print how well the breath is estimated, and whether its confidence is true."""
    belts = belt_tallies(RECORDINGS)
    heads = ("record", "from", "windows", "spoken", "right within 1/min", "median error /min")
    table("4a. Breath against belts, windows of 64 s in which the belt is clear", heads, belt_rows(belts))
    heads = ("from", "confidence", "windows", "stated", "right")
    table("4b. What the confidence states and how often it is right, belts", heads, calibration_rows(by_kind(belts)))
    bodies = calibration_rows(body_tallies(UNSEEN_BODIES))
    table(f"4c. The same, {len(UNSEEN_BODIES)} generated bodies that nothing was fitted on", heads, bodies)
    listened = listened_tallies(RECORDINGS, LISTENED_S)
    listened["records together"] = by_kind(listened)
    listened["generated bodies"] = listened_bodies(UNSEEN_BODIES, LISTENED_S)
    heads = (
        "whose heart",
        "listened",
        "windows",
        *("spoken", "stated", "right", "median error /min"),
        *(f"{what} from {SURE_FROM:g}" for what in ("spoken", "stated", "right")),
    )
    table("4d. The breath from the heart alone while arriving, right within 1/min", heads, listened_rows(listened))


def about_paces() -> None:
    """Print what a heart at known paces shows, and its resonance."""
    trials = paced_trials(RECORDINGS)
    answer = analyse_stepped([untimed_trial(pace, rr_ms) for pace, rr_ms in trials])
    heads = ("pace /min", "peak /min", "breath told", "right", "wave bpm", "wave ms", "R2", "rank")
    table("5. Known paces, rf-paced-elite-01-17 (peak of the last 64 s)", heads, paced_rows(trials, answer))
    found = answer.estimate
    say(f"  resonance {found.per_min:.2f} ({found.low_per_min:.2f} to {found.high_per_min:.2f}), {found.confidence}")
    say(f"  {found.sentence}")


def main() -> None:
    """Print all tables, or a sentence when there is nothing to read."""
    for folder in (RECORDINGS, REFERENCE_VECTORS):
        if not folder.is_dir():
            sys.exit(f"{folder} is not there: keep the shared data beside the checkout, or name it in SOFTEN_SHARED.")
    about_correction()
    about_beats()
    about_breath()
    about_paces()
    heads = ("numbers", "compared", "largest relative error", "where")
    table("6. Agreement with frozen reference values", heads, agreement_rows())


if __name__ == "__main__":
    main()
