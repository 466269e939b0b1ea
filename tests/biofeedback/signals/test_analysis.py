"""None"""

import math
from typing import get_args

import numpy as np
import pytest

from biofeedback import signals
from biofeedback.events import BeatKind
from biofeedback.reasons import ReasonCode
from biofeedback.signals.analysis import analyse
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.timing.beats import JudgedBeats
from biofeedback.signals.variability.bands import band_powers
from biofeedback.signals.variability.coherence_windows import coherence_curve
from biofeedback.signals.variability.hrv import mean_hr_bpm, rmssd_ms, sdnn_ms
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.spectrum import welch
from tests.rigs.hearts.paced_records import paced
from tests.rigs.words.reason_sentences import why_of

PACES_PER_MIN = (6.5, 6.0, 5.5, 5.0, 4.5, 6.5)


@pytest.mark.parametrize("breaths_per_min", sorted(set(PACES_PER_MIN)))
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_pace_is_found(breaths_per_min, seed):
    analysis = analyse(paced(breaths_per_min, seed=seed))
    assert analysis.peak_hz * 60.0 == pytest.approx(breaths_per_min, abs=0.15)
    assert analysis.coherence_peak_hz * 60.0 == pytest.approx(breaths_per_min, abs=0.15)


def test_the_paces_of_real_trials_are_found(recordings):
    files = sorted((recordings / "rf-paced-elite-01-17").glob("*.txt"))
    assert len(files) == len(PACES_PER_MIN)
    for file, pace in zip(files, PACES_PER_MIN, strict=True):
        analysis = analyse(np.loadtxt(file))
        assert analysis.peak_hz * 60.0 == pytest.approx(pace, abs=0.15)
        assert analysis.coherence_windows > 0


def test_numbers_of_a_clean_record():
    rr_ms = paced(6.0, length_s=200.0)
    analysis = analyse(rr_ms)
    assert analysis.beats == rr_ms.size
    assert analysis.duration_s == pytest.approx(np.sum(rr_ms) / 1000.0)
    assert analysis.corrected_ratio == 0.0
    assert analysis.mean_hr_bpm == mean_hr_bpm(rr_ms)
    assert analysis.rmssd_ms == rmssd_ms(rr_ms)
    assert analysis.sdnn_ms == sdnn_ms(rr_ms)
    assert analysis.coherence_windows == math.floor((analysis.duration_s - 64.0) / 5.0) + 1
    assert analysis.coherence_ratio == pytest.approx(
        analysis.coherence_share / (1.0 - analysis.coherence_share), rel=0.05
    )


def test_beats_set_aside_do_not_count():
    rr_ms = paced(6.0)
    with_extra = rr_ms.copy()
    with_extra[40] -= 300.0
    with_extra[41] += 300.0
    analysis = analyse(with_extra)
    # One beat was moved; it counted twice when the late interval after an early one was told as well.
    assert analysis.corrected_ratio == pytest.approx(1.0 / rr_ms.size)
    assert analysis.rmssd_ms == pytest.approx(analyse(rr_ms).rmssd_ms, rel=0.1)
    assert rmssd_ms(with_extra) > 1.5 * analysis.rmssd_ms


def test_a_gap_is_kept_when_arrivals_show_it():
    rr_ms = paced(6.0, length_s=300.0)
    t_s = np.cumsum(rr_ms) / 1000.0
    kept = ~((t_s > 140.0) & (t_s < 155.0))
    analysis = analyse(rr_ms[kept], arrived_s=t_s[kept] + 0.5)
    assert analysis.duration_s == pytest.approx(t_s[-1], abs=0.1)
    assert analysis.peak_hz * 60.0 == pytest.approx(6.0, abs=0.15)
    whole = analyse(rr_ms, arrived_s=t_s + 0.5)
    assert whole.coherence_windows - analysis.coherence_windows > 10
    without_arrivals = analyse(rr_ms[kept])
    assert without_arrivals.duration_s == pytest.approx(np.sum(rr_ms[kept]) / 1000.0)


def test_differences_are_not_taken_across_a_gap():
    rr_ms = np.concatenate([np.full(60, 800.0), np.full(60, 900.0)])
    arrived_s = np.cumsum(rr_ms) / 1000.0
    arrived_s[60:] += 10.0
    assert analyse(rr_ms, arrived_s=arrived_s).rmssd_ms == 0.0
    assert analyse(rr_ms).rmssd_ms > 5.0


@pytest.mark.parametrize("rr_ms", [[], [math.nan] * 5, [0.0] * 100, [5000.0] * 20])
@pytest.mark.parametrize("arrivals", [False, True])
def test_nothing_to_compute_with_is_nan(rr_ms, arrivals):
    analysis = analyse(rr_ms, arrived_s=np.arange(float(len(rr_ms))) if arrivals else None)
    assert analysis.beats == len(rr_ms)
    assert analysis.coherence_windows == 0
    for name in (
        "mean_hr_bpm",
        "rmssd_ms",
        "sdnn_ms",
        "peak_hz",
        "coherence_share",
        "coherence_ratio",
        "coherence_peak_hz",
    ):
        assert math.isnan(getattr(analysis, name)), name


def test_a_short_record_has_no_windows():
    analysis = analyse(paced(6.0, length_s=50.0))
    assert analysis.coherence_windows == 0
    assert math.isnan(analysis.coherence_share)
    assert not math.isnan(analysis.peak_hz)


def test_lengths_must_agree():
    with pytest.raises(ValueError, match=r"shorter|longer"):
        analyse([800.0, 800.0], arrived_s=[1.0])


def test_every_key_has_its_definition():
    assert analyse([]).numbers().keys() <= DEFINITIONS.keys()


def test_definitions_are_whole():
    for name, definition in DEFINITIONS.items():
        assert definition.name == name
        assert definition.title
        assert definition.unit
        assert definition.text.endswith(".")
        assert definition.source
        assert "HeartMath" not in definition.title + definition.text


def odd(rr_ms, places):
    """Return the intervals with the beats at these places come early by 300 ms."""
    changed = rr_ms.copy()
    for place in places:
        changed[place] -= 300.0
        changed[place + 1] += 300.0
    return changed


def test_parts_may_be_begun_anyhow():
    random = np.random.default_rng(4)
    rr_ms = 850.0 + 40.0 * np.sin(np.arange(900) * 0.6) + random.normal(0.0, 12.0, 900)
    begun, beside = [], []

    def later(part):
        begun.append(part)
        return lambda: beside.append(part) or part()

    # Read as text, in which what is not known is like itself.
    assert str(analyse(rr_ms, begin=later).numbers()) == str(analyse(rr_ms).numbers())
    assert 0 < len(begun) == len(beside)


def test_correction_can_be_left_out_and_the_range_holds_in_any_case():
    rr_ms = odd(paced(6.0, length_s=200.0), [50, 90, 130])
    rr_ms[70] = 5000.0
    raw, mended = analyse(rr_ms, corrected=False), analyse(rr_ms)
    assert raw.corrections == {**dict.fromkeys(raw.corrections, 0), "range": 1}
    assert raw.corrected_ratio == pytest.approx(1.0 / rr_ms.size)
    assert mended.corrections["ectopic"] + mended.corrections["short"] + mended.corrections["long"] >= 3
    assert mended.rmssd_ms < 0.5 * raw.rmssd_ms
    assert raw.corrections_live == mended.corrections_live
    assert np.array_equal(raw.series.raw_ms, rr_ms)


def test_corrections_are_counted_by_kind_and_add_up():
    analysis = analyse(odd(paced(6.0, length_s=300.0), [60, 120, 200]))
    assert set(analysis.corrections) == set(get_args(BeatKind)) - {"normal"} == set(analysis.corrections_live)
    assert sum(analysis.corrections.values()) == sum(kind != "normal" for kind in analysis.series.kind)
    assert analysis.corrected_ratio == pytest.approx(sum(analysis.corrections.values()) / analysis.beats)


def test_a_stretch_is_that_stretch():
    rr_ms = paced(6.0, length_s=400.0)
    t_s = np.cumsum(rr_ms) / 1000.0
    stretch = analyse(rr_ms, window_s=(100.0, 250.0))
    inside = rr_ms[(t_s > 100.0) & (t_s <= 250.0)]
    alone = analyse(inside)
    assert stretch.beats == inside.size
    assert stretch.duration_s == pytest.approx(np.sum(inside) / 1000.0)
    for name, value in alone.numbers().items():
        if not name.startswith("corrections"):
            assert stretch.numbers()[name] == pytest.approx(value, rel=1e-6, nan_ok=True), name
    assert analyse(rr_ms, window_s=(1000.0, 1100.0)).beats == 0


def test_a_beat_at_the_edge_of_a_stretch_is_judged_with_its_neighbours():
    rr_ms = odd(paced(6.0, length_s=300.0), [150])
    t_s = np.cumsum(rr_ms) / 1000.0
    stretch = analyse(rr_ms, window_s=(t_s[150] - 0.001, t_s[-1]))
    assert stretch.series.kind[0] != "normal"


@pytest.mark.parametrize("detrend", ["none", "linear", "smoothness-priors"])
def test_powers_are_those_of_the_chosen_method(detrend):
    rr_ms = paced(6.0, length_s=320.0)
    t_s = np.cumsum(rr_ms) / 1000.0
    for name, method in (("welch", welch), ("lomb", lomb_scargle)):
        analysis = analyse(rr_ms, corrected=False, detrend=detrend, spectrum=name)
        expected = band_powers(method(t_s, rr_ms, detrend=detrend), length_s=320.0)
        found = (analysis.vlf_ms2, analysis.lf_ms2, analysis.hf_ms2)
        assert found == pytest.approx((expected.vlf_ms2, expected.lf_ms2, expected.hf_ms2), rel=1e-9)
        assert analysis.lf_hf_ratio == pytest.approx(expected.lf_ms2 / expected.hf_ms2)
        assert analysis.sdnn_ms == sdnn_ms(rr_ms)


def test_what_is_nan_has_a_reason_and_nothing_else_has():
    for rr_ms in ([], paced(6.0, length_s=10.0), paced(6.0, length_s=50.0), paced(6.0, length_s=200.0), [900.0] * 400):
        analysis = analyse(rr_ms)
        for name, value in analysis.numbers().items():
            # Without beats there is no length, which needs no explanation beside "beats: 0".
            if isinstance(value, float) and name not in {"duration_s", "corrected_ratio"}:
                assert math.isnan(value) == (name in analysis.reasons), name
        assert all(why_of(reason).endswith(".") for reason in analysis.reasons.values())


def test_five_minutes_have_very_slow_waves_and_three_have_none():
    assert not math.isnan(analyse(paced(6.0, length_s=300.0)).vlf_ms2)
    short = analyse(paced(6.0, length_s=180.0))
    assert math.isnan(short.vlf_ms2)
    assert "five minutes" in why_of(short.reasons["vlf_ms2"])
    assert short.lf_ms2 > 0.0


def test_windows_with_many_corrected_beats_do_not_count():
    nn_ms = paced(6.0, length_s=200.0)
    t_s, segment = np.cumsum(nn_ms) / 1000.0, np.zeros(nn_ms.size, dtype=np.int64)
    moved = np.zeros(nn_ms.size, dtype=bool)
    moved[(t_s > 30.0) & (t_s <= 43.0)] = True
    clean, spoilt = (
        coherence_curve(JudgedBeats(t_s, nn_ms, segment, which), 0.0, t_s[-1]) for which in (moved & False, moved)
    )
    assert clean.known == clean.t_s.size
    # 13 of 64 s are too many while all of them are in the window, and 4 are not.
    assert np.all(np.isnan(spoilt.share[spoilt.t_s < 94.0]))
    later = spoilt.t_s > 103.0
    assert np.array_equal(spoilt.share[later], clean.share[later])


def test_the_arrays_are_there_for_a_notebook():
    rr_ms = paced(6.0, length_s=200.0)
    series = signals.analyse(rr_ms).series
    assert series.t_s.shape == series.nn_ms.shape == series.segment.shape
    assert series.raw_t_s.shape == series.raw_ms.shape == (len(series.kind),)
    assert series.spectrum.frequency_hz.shape == series.spectrum.psd_ms2_per_hz.shape
    assert series.coherence.t_s.shape == series.coherence.share.shape
    assert np.nanmedian(series.coherence.share) == signals.analyse(rr_ms).coherence_share
    assert series.t_s[-1] == pytest.approx(np.sum(rr_ms) / 1000.0)
    for name in signals.__all__:
        assert hasattr(signals, name)


@pytest.mark.parametrize("breaths_per_min", [5.0, 6.0, 9.0, 12.0])
def test_the_breath_of_a_steady_record_is_found_or_silent(breaths_per_min):
    analysis = analyse(paced(breaths_per_min, length_s=300.0))
    if not math.isnan(analysis.breath_rate_per_min):
        assert analysis.breath_rate_per_min == pytest.approx(breaths_per_min, abs=1.0)
    assert 0.0 <= analysis.breath_confidence <= 1.0


def test_coverage_is_the_sum_of_the_intervals_over_the_time_that_passed():
    rr_ms = paced(6.0, length_s=300.0)
    ends_s = np.cumsum(rr_ms) / 1000.0
    assert analyse(rr_ms).coverage_share == pytest.approx(1.0)
    there = (ends_s < 100.0) | (ends_s > 200.0)
    gone = analyse(rr_ms[there], arrived_s=ends_s[there])
    assert gone.coverage_share == pytest.approx(np.sum(rr_ms[there]) / 1000.0 / gone.duration_s, abs=0.005)
    assert [caution.code for caution in gone.cautions] == [ReasonCode.LOW_COVERAGE]
    assert why_of(gone.caution).startswith("Heartbeats cover 66 % of the time")
    # Of a stretch it is of that stretch, also where no beat lies at its end.
    within = analyse(rr_ms[there], arrived_s=ends_s[there], window_s=(0.0, 150.0))
    assert within.coverage_share == pytest.approx(100.0 / 150.0, abs=0.02)
    assert analyse(rr_ms[there], arrived_s=ends_s[there], window_s=(0.0, 90.0)).coverage_share > 0.99
    set_aside = np.where(np.arange(rr_ms.size) % 3 == 0, 2500.0, rr_ms)
    assert analyse(set_aside, corrected=False).coverage_share < 0.5
    assert math.isnan(analyse([]).coverage_share)


def test_reasons_are_the_true_ones():
    even = analyse(np.full(500, 800.0)).reasons
    assert "evenly" in why_of(even["peak_hz"])
    assert "evenly" in why_of(even["coherence_share"])
    assert "25 s" in why_of(analyse(np.full(10, 800.0)).reasons["peak_hz"])
    assert set(analyse([]).reasons) >= {"duration_s", "corrected_ratio", "rmssd_ms"}


def test_times_that_fall_are_refused():
    with pytest.raises(ValueError, match="sort"):
        analyse([800.0, 810.0, 790.0], arrived_s=[3.0, 2.0, 1.0])
