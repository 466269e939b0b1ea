"""Rows of the tables that set our numbers beside those of NeuroKit2, systole, sleepecg and heartpy."""

import json
import math
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.breath.respiration import LOWEST_CONFIDENCE, breath_from_rr
from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.timing.beats import FloatArray
from scripts.accuracy.breaths import true_breath
from scripts.accuracy.text_tables import Row, median, number, share
from tests.rigs.hearts.labelled_beats import RATES_HZ, found_and_spared, labelled_intervals
from tests.rigs.hearts.recorded_beats import annotated_ecgs
from tests.rigs.hearts.recorded_breaths import recorded_breaths
from tests.rigs.signals.beat_matching import figures, live_ecg_beats, matched, times
from tests.rigs.signals.breath_tallies import RIGHT_WITHIN_PER_MIN, STEP_S, WINDOW_S
from tests.rigs.suite.shared_data import RECORDINGS

SIDE_PYTHON = Path(".compare-venv/bin/python")
"""Made by ``make accuracy``, by ``scripts/side_venv.sh``."""

MOST_INTERVALS = 20_000
"""Of each labelled record, so that the other programs take no longer than ours. A choice."""

Found = dict[str, dict[str, list[float] | str]]


class Others:
    """What the other programs find in all the recordings; nothing where they are not there."""

    def __init__(self) -> None:
        self.ecgs = annotated_ecgs(RECORDINGS)
        table = np.genfromtxt(RECORDINGS / "neurokit-rest5/bio_resting_5min_100hz.csv.gz", delimiter=",", skip_header=1)
        self.rest_ecg, self.rest_pulse = table[:, 0], table[:, 1]
        self.labelled = {name: labelled_intervals(RECORDINGS, name) for name in RATES_HZ}
        self.breaths = recorded_breaths(RECORDINGS)
        self.found: Found = self._run() if SIDE_PYTHON.exists() else {}

    def _run(self) -> Found:
        arrays = {f"ecg:360:{name}": samples for name, (samples, _) in self.ecgs.items()}
        arrays["pulse:100:neurokit-rest5"] = self.rest_pulse
        arrays |= {f"intervals:1000:{name}": rr_ms[:MOST_INTERVALS] for name, (rr_ms, _) in self.labelled.items()}
        arrays |= {f"breath:50:{record.name}": record.t_s for record in self.breaths}
        with tempfile.TemporaryDirectory() as folder:
            waves, answer = Path(folder) / "waves.npz", Path(folder) / "found.json"
            np.savez(waves, **arrays)
            script = Path(__file__).with_name("other_programs.py")
            subprocess.run([SIDE_PYTHON, script, waves, answer], check=True)
            read: Found = json.loads(answer.read_text())
            return read

    def ecg_rows(self) -> Iterator[Row]:
        """Yield how each program finds the annotated beats of each ECG."""
        for name, (samples, true_s) in self.ecgs.items():
            live, _ = live_ecg_beats(samples, 360.0, block=18)
            ours = {"Soften": ecg_beats(samples, 360.0).t_s, "Soften, live": times(live)}
            for program, found_s in self._all(f"ecg:360:{name}", ours):
                yield (name, program, *_scores(found_s, true_s))

    def pulse_rows(self) -> Iterator[Row]:
        """Yield how each program finds the beats of a finger, against the ECG of the same minutes."""
        trusted = ecg_beats(self.rest_ecg, 100.0)
        true_s = trusted.t_s[trusted.quality > 0.5]
        ours = {
            "Soften": review_pulse_beats(self.rest_pulse, 100.0).t_s,
            "Soften, live": pulse_beats(self.rest_pulse, 100.0).t_s,
        }
        for program, found_s in self._all("pulse:100:neurokit-rest5", ours):
            if isinstance(found_s, str):
                yield "neurokit-rest5", program, *_scores(found_s, true_s)
                continue
            after = np.searchsorted(found_s, true_s)
            late_s = median(found_s[after[after < found_s.size]] - true_s[after < found_s.size])
            yield "neurokit-rest5", program, *_scores(found_s - late_s, true_s)

    def correction_rows(self) -> Iterator[Row]:
        """Yield what each program finds of labelled ectopic beats, and spares of ordinary intervals."""
        for name, (rr_ms, symbols) in self.labelled.items():
            rr_ms, symbols = rr_ms[:MOST_INTERVALS], symbols[: MOST_INTERVALS + 1]
            ours = {
                "Soften": _flagged(correct(rr_ms).kind),
                "Soften, live": _flagged(correct_causally(rr_ms).kind),
            }
            for program, flagged in self._all(f"intervals:1000:{name}", ours):
                if isinstance(flagged, str):
                    yield name, program, flagged, "-"
                    continue
                kinds = np.full(rr_ms.size, "normal", dtype=object)
                kinds[flagged.astype(int)[flagged < rr_ms.size]] = "ectopic"
                yield name, program, *map(share, found_and_spared(kinds, rr_ms, symbols))

    def breath_rows(self) -> Iterator[Row]:
        """Yield how often each program is right about the breath from the heart alone, against belt or pacer."""
        for record in self.breaths:
            ends_s = np.arange(record.t_s[0] + WINDOW_S, record.t_s[-1], STEP_S)
            truths = np.array([true_breath(record, end_s) for end_s in ends_s])
            estimates = [breath_from_rr(record.t_s, record.nn_ms, now_s=end_s) for end_s in ends_s]
            rates = np.array([estimate.rate_per_min for estimate in estimates])
            sure = np.array([estimate.confidence >= 0.8 for estimate in estimates])
            ours = {f"Soften, from {LOWEST_CONFIDENCE}": rates, "Soften, from 0.8": np.where(sure, rates, np.nan)}
            for program, told in self._all(f"breath:50:{record.name}", ours):
                if isinstance(told, str):
                    yield record.name, program, int(np.isfinite(truths).sum()), told, "-", "-"
                    continue
                if program not in ours:
                    places = ((ends_s - record.t_s[0]) * 50.0).astype(int)
                    width = int(WINDOW_S * 50.0)
                    told = np.array([np.mean(told[max(0, place - width) : place]) for place in places])
                errors = np.abs(told - truths)[np.isfinite(truths)]
                spoken = errors[np.isfinite(errors)]
                right = float(np.mean(spoken <= RIGHT_WITHIN_PER_MIN)) if spoken.size else math.nan
                said = spoken.size / errors.size if errors.size else math.nan
                yield record.name, program, errors.size, share(said), share(right), number(median(spoken), 2)

    def _all(self, key: str, ours: dict[str, FloatArray]) -> Iterator[tuple[str, FloatArray | str]]:
        yield from ours.items()
        for program, found in self.found.get(key, {}).items():
            yield program, found if isinstance(found, str) else np.array(found)


def _flagged(kinds: tuple[str, ...]) -> FloatArray:
    return np.flatnonzero(np.array(kinds) != "normal").astype(np.float64)


def _scores(found_s: FloatArray | str, true_s: FloatArray) -> tuple[str, ...]:
    if isinstance(found_s, str):
        return (found_s, "-", "-")
    if not matched(found_s, true_s):
        return (share(0.0), share(0.0), "-")
    sensitivity, precision, error_ms = figures(found_s, true_s)
    return share(sensitivity), share(precision), number(error_ms)
