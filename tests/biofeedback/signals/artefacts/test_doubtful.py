"""What lies beside beats of a wave that cannot be trusted is set aside after the fact, and said."""

import math

import numpy as np
import pytest

from biofeedback.reasons import ReasonCode
from biofeedback.signals.analysis import analyse
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.artefacts.doubtful import doubtful_intervals
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit
from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.timing.raw_record import raw_record
from tests.rigs.hearts.ecg_noise import at_ratio, noise_of
from tests.rigs.hearts.labelled_beats import breathing
from tests.rigs.hearts.made_ecgs import made_ecg
from tests.rigs.words.reason_sentences import why_of

RATE_HZ, LENGTH_S = 130.0, 300.0


def doubted(rr_ms, quality):
    raw = raw_record(rr_ms, None)
    return np.flatnonzero(doubtful_intervals(quality, raw, correct(rr_ms)).is_doubtful).tolist()


@pytest.fixture(scope="module")
def calm_ms():
    return breathing(240)


def test_nothing_is_doubted_where_a_sensor_tells_beats_or_a_wave_is_clear(calm_ms):
    for quality in (None, np.full(calm_ms.size, np.nan), np.full(calm_ms.size, 0.9)):
        assert doubted(calm_ms, quality) == []
        assert repr(analyse(calm_ms, quality=quality).numbers()) == repr(analyse(calm_ms).numbers())
    with pytest.raises(ValueError, match="qualities"):
        analyse(calm_ms, quality=[1.0])


def test_both_intervals_beside_a_doubtful_beat_are_set_aside(calm_ms):
    quality = np.full(calm_ms.size, 0.99)
    quality[50] = 0.4
    assert doubted(calm_ms, quality) == [50, 51]
    quality[50] = 0.5
    assert doubted(calm_ms, quality) == []
    found = analyse(calm_ms, quality=np.where(np.arange(calm_ms.size) == 50, 0.4, 0.99))
    assert found.corrected_ratio == pytest.approx(2 / calm_ms.size)
    # One beat of some hundred is no matter for a caution.
    assert found.cautions == ()


def test_a_beat_that_was_mended_in_a_clear_wave_keeps_its_interval(calm_ms):
    early = calm_ms.copy()
    early[60:62] += (-250.0, 250.0)
    quality = np.full(calm_ms.size, 0.99)
    quality[60] = 0.2
    assert doubted(early, quality) == []
    # Where all around is doubtful, what was mended is noise as everything else.
    quality[55:66] = 0.6
    assert set(range(57, 65)) <= set(doubted(early, quality))


def test_a_stretch_is_doubted_whole_though_some_of_its_beats_are_likelier_right(calm_ms):
    quality = np.full(calm_ms.size, 0.99)
    quality[100:130:2], quality[101:130:2] = 0.6, 0.7
    assert set(range(104, 126)) <= set(doubted(calm_ms, quality))
    analysis = analyse(calm_ms, quality=quality)
    assert analysis.caution.code is ReasonCode.DOUBTFUL_STRETCHES
    assert analysis.coverage_share == pytest.approx(1.0 - dict(analysis.caution.facts)["doubtful_share"])
    assert "that time is left out" in why_of(analysis.caution)


def noisy_ecg(seed, from_s, until_s):
    """Return an ECG in whose stretch the electrodes move as strongly as the heart beats, and its true intervals."""
    clean, true_s = made_ecg(seed, LENGTH_S, RATE_HZ)
    noise = at_ratio(clean, true_s, noise_of("electrode", clean.size, RATE_HZ, seed), RATE_HZ, -6.0)
    t_s = np.arange(clean.size) / RATE_HZ
    return clean + noise * ((t_s >= from_s) & (t_s < until_s)), np.diff(true_s, prepend=np.nan) * 1000.0


@pytest.fixture(scope="module", params=[5, 100_002, 100_008])
def moved(request):
    """Beats found in an ECG with a noisy minute, with and without their quality, and the truth."""
    samples, true_ms = noisy_ecg(request.param, 100.0, 160.0)
    found = ecg_beats(samples, RATE_HZ)
    rr_ms = np.diff(found.t_s, prepend=np.nan) * 1000.0
    return analyse(rr_ms, arrived_s=found.t_s, quality=found.quality), analyse(true_ms)


def test_numbers_of_an_ecg_with_a_noisy_minute_are_of_the_rest_and_that_is_said(moved):
    analysis, truth = moved
    assert analysis.mean_hr_bpm == pytest.approx(truth.mean_hr_bpm, rel=0.03)
    assert analysis.rmssd_ms == pytest.approx(truth.rmssd_ms, rel=0.2)
    assert analysis.sdnn_ms == pytest.approx(truth.sdnn_ms, rel=0.2)
    assert 0.7 < analysis.coverage_share < 0.85
    assert analysis.cautions[0].code is ReasonCode.DOUBTFUL_STRETCHES


def test_where_noise_hides_most_beats_there_are_no_numbers_of_variability():
    samples, true_ms = noisy_ecg(5, 50.0, 260.0)
    found = ecg_beats(samples, RATE_HZ)
    rr_ms = np.diff(found.t_s, prepend=np.nan) * 1000.0
    analysis = analyse(rr_ms, arrived_s=found.t_s, quality=found.quality)
    for name in ("rmssd_ms", "sdnn_ms", "lf_ms2", "coherence_share", "dfa_alpha1", "sample_entropy"):
        assert math.isnan(analysis.numbers()[name])
        assert analysis.reasons[name].code is ReasonCode.BEATS_DOUBTFUL
    assert analysis.mean_hr_bpm == pytest.approx(analyse(true_ms).mean_hr_bpm, rel=0.05)
    assert analysis.cautions[0].code is ReasonCode.DOUBTFUL_RECORD
    assert analysis.coverage_share < 0.4


def test_as_they_came_nothing_is_left_out_but_said():
    samples, _ = noisy_ecg(5, 100.0, 160.0)
    found = ecg_beats(samples, RATE_HZ)
    rr_ms = np.diff(found.t_s, prepend=np.nan) * 1000.0
    with_quality = analyse(rr_ms, quality=found.quality, corrected=False)
    assert repr(with_quality.numbers()) == repr(analyse(rr_ms, corrected=False).numbers())
    assert ReasonCode.DOUBTFUL_TAKEN in {caution.code for caution in with_quality.cautions}


def test_what_a_person_decided_is_taken(calm_ms):
    quality = np.full(calm_ms.size, 0.99)
    quality[50] = 0.4
    edits = [HandEdit(kind=EditKind.KEEP, first=BeatPlace(50), last=BeatPlace(51))]
    assert analyse(calm_ms, quality=quality, edits=[]).coverage_share < 1.0
    assert analyse(calm_ms, quality=quality, edits=edits).coverage_share == pytest.approx(1.0)


def test_of_a_window_it_is_said_what_lies_in_it(calm_ms):
    quality = np.full(calm_ms.size, 0.99)
    quality[100:130] = 0.3
    assert analyse(calm_ms, quality=quality, window_s=(0.0, 60.0)).cautions == ()
    assert analyse(calm_ms, quality=quality, window_s=(60.0, 140.0)).caution is not None
