"""What an analysis withholds or says with a caution: records of repairs, without order, or mostly corrected."""

import math

import numpy as np
import pytest

from biofeedback.reasons import ReasonCode
from biofeedback.signals.analysis import analyse
from tests.rigs.hearts.extra_beats import a_heart, every, with_extra_beats
from tests.rigs.hearts.irregular_rhythms import fibrillation
from tests.rigs.hearts.paced_records import paced
from tests.rigs.words.reason_sentences import why_of


def test_a_record_that_is_mostly_repair_is_told_with_a_caution():
    assert why_of(analyse(np.tile([300.0, 1900.0], 150)).caution).startswith("50 %")
    assert analyse(np.full(300, 800.0) + np.arange(300) % 7).caution is None


def test_a_record_without_order_has_no_numbers_of_variability_and_says_so():
    rr_ms = fibrillation(800_000, 300.0)
    analysis = analyse(rr_ms)
    assert analysis.caution.code is ReasonCode.IRREGULAR_RECORD
    assert analysis.beats == rr_ms.size
    # How many beats there are is no matter of their order.
    assert analysis.mean_hr_bpm == pytest.approx(np.mean(60_000.0 / rr_ms[rr_ms >= 300.0]), rel=0.05)
    kept = {
        "beats",
        "duration_s",
        "coverage_share",
        "corrected_ratio",
        "mean_nn_ms",
        "mean_hr_bpm",
        "coherence_windows",
        "breath_confidence",
    }
    for name, value in analysis.numbers().items():
        if isinstance(value, float) and name not in kept:
            assert math.isnan(value), name
            assert why_of(analysis.reasons[name]) == "These beats come too irregularly for this number."
    assert analysis.coherence_windows == 0
    for how in ({"corrected": False}, {"window_s": (60.0, 200.0)}, {"arrived_s": np.cumsum(rr_ms) / 1000.0 + 0.3}):
        assert math.isnan(analyse(rr_ms, **how).rmssd_ms)


def test_a_stretch_without_order_is_left_out_and_said():
    chance = np.random.default_rng(3)
    calm_ms = paced(6.0, length_s=600.0)
    rr_ms = np.concatenate((calm_ms, 900.0 * (1.0 + 0.25 * chance.standard_normal(150)).clip(0.4, 2.0), calm_ms))
    analysis, calm = analyse(rr_ms), analyse(calm_ms)
    assert why_of(analysis.caution).startswith("For 1")
    assert analysis.rmssd_ms == pytest.approx(calm.rmssd_ms, rel=0.15)
    assert analysis.coherence_share == pytest.approx(calm.coherence_share, abs=0.02)
    assert analyse(rr_ms, window_s=(10.0, 500.0)).caution is None
    assert analyse(calm_ms).caution is None


def test_where_most_beats_were_corrected_spread_and_differences_are_unknown_and_the_mean_is_not():
    rr_ms = with_extra_beats(a_heart(200), every(2, 200))
    found = analyse(rr_ms)
    assert found.mean_nn_ms == pytest.approx(850.0, rel=0.02)
    for name in ("sdnn_ms", "rmssd_ms", "sdsd_ms", "nn50", "pnn50_ratio", "sd1_ms", "sd2_ms"):
        assert math.isnan(getattr(found, name))
        assert found.reasons[name].code is ReasonCode.BEATS_CORRECTED
    assert analyse(rr_ms, corrected=False).rmssd_ms > 200.0
