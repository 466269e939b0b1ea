"""The paces that were tried, each with its row, in their order."""

import math
from dataclasses import replace

import pytest

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.resonance.rates import RateAnswer, first_by, ranked
from biofeedback.signals.resonance.resonance import analyse_stepped
from biofeedback.signals.resonance.trial import untimed_trial
from tests.rigs.hearts.resonance_trials import analysed, responder
from tests.rigs.signals.breath_tallies import paced_trials
from ui.words.assessment_words import estimate_sentence
from ui.words.languages import english


def test_each_pace_has_its_row_and_the_resonance_ranks_first():
    answer = analysed("stepped", *responder("stepped", 5.5, 4.0, 5, depth_ms=60.0, white_ms=5.0, pink_ms=5.0))
    rows = {round(row.breaths_per_min, 1): row for row in answer.rates}
    assert list(rows) == [6.5, 6.0, 5.5, 5.0, 4.5]
    assert answer.first_per_min == pytest.approx(5.5)
    assert sorted(row.rank for row in answer.rates) == [1, 2, 3, 4, 5]
    best = rows[5.5]
    assert best.amplitude_ms == pytest.approx(120.0, abs=8.0)
    assert best.r2 > 0.95
    assert best.synchrony == pytest.approx(1.0, abs=0.1)
    assert best.lf_power_ms2 == pytest.approx(60.0**2 / 2.0, rel=0.15)
    assert best.lf_peaks == 1
    assert best.smoothness_share > 0.8
    # Below its resonance a heart is ahead of the breath, above it behind.
    assert rows[4.5].lag_rad < -0.5 < 0.5 < rows[6.5].lag_rad
    assert [row.breaths for row in answer.rates] == [9, 9, 8, 7, 6]


def row(**values):
    blank = RateAnswer(6.0, 0, 0.5, 10.0, 100.0, 0.0, 0.5, 1000.0, 9000.0, 2.0, 0.6, 8, 90, None)
    return replace(blank, **values)


@pytest.mark.parametrize(
    ("rows", "ranks"),
    [
        ([row(synchrony=0.6), row(synchrony=0.9, amplitude_bpm=3.0)], (2, 1)),
        ([row(synchrony=0.85), row(synchrony=0.9, amplitude_bpm=8.0)], (1, 2)),
        ([row(lf_power_ms2=1200.0), row(lf_power_ms2=1050.0), row(lf_power_ms2=1190.0, lf_peaks=1.0)], (2, 3, 1)),
        ([row(synchrony=math.nan), row(synchrony=math.nan, amplitude_bpm=20.0)], (2, 1)),
        ([row(synchrony=math.nan, amplitude_bpm=20.0), row()], (2, 1)),
        ([row(reason=Reason(ReasonCode.TOO_EVEN_HEART)), row()], (0, 1)),
        ([row(), row()], (1, 2)),
        ([row(synchrony=-0.9), row(synchrony=-0.5, amplitude_bpm=1.0)], (2, 1)),
        ([], ()),
    ],
)
def test_the_published_order_decides_with_ties_within_a_tenth(rows, ranks):
    assert tuple(answer.rank for answer in ranked(rows)) == ranks


@pytest.mark.parametrize(
    ("rows", "criterion"),
    [
        ([row(synchrony=0.6), row(synchrony=0.9)], "synchrony"),
        ([row(synchrony=0.85), row(synchrony=0.9, amplitude_bpm=8.0)], "amplitude"),
        ([row(lf_power_ms2=1200.0), row(lf_power_ms2=500.0)], "lf_power"),
        ([row(lf_peak_ms2_per_hz=9000.0), row(lf_peak_ms2_per_hz=5000.0)], "lf_peak"),
        ([row(smoothness_share=0.3), row(smoothness_share=0.6)], "smoothness"),
        ([row(lf_peaks=1.0), row(lf_peaks=3.0)], "lf_peaks"),
        ([row(), row()], "order"),
        ([row(synchrony=math.nan), row(synchrony=math.nan, amplitude_bpm=20.0)], "amplitude"),
        ([row(), row(reason=Reason(ReasonCode.TOO_EVEN_HEART))], None),
        ([], None),
    ],
)
def test_it_is_known_which_criterion_speaks(rows, criterion):
    assert first_by(rows) == criterion


def test_six_trials_at_known_paces_answer_with_the_slowest(recordings):
    answer = analyse_stepped([untimed_trial(pace, rr_ms) for pace, rr_ms in paced_trials(recordings)])
    assert all(math.isnan(row.lag_rad) and math.isnan(row.synchrony) for row in answer.rates)
    assert min(row.r2 for row in answer.rates) > 0.35
    assert answer.first_per_min == 4.5
    assert answer.estimate.per_min == pytest.approx(4.5, abs=0.15)
    assert answer.estimate.high_per_min < 5.2
    assert "or slower" in estimate_sentence(answer.estimate, english())
    # The pace that was tried twice answered alike.
    first, _, _, _, _, again = (row.amplitude_bpm for row in answer.rates)
    assert first == pytest.approx(again, rel=0.1)
