"""Beats of a file that tells none: an ECG is searched as a whole, a pulse as while practising, and noise has none."""

import numpy as np
import pytest

from biofeedback.app.importing.file_beats import beats_of
from biofeedback.app.importing.file_recording import import_session
from biofeedback.app.recordings.recorded_beats import recorded_beats
from biofeedback.reasons import ReasonCode
from biofeedback.signals.analysis import analyse
from sessions.beat_layers import layer_beats
from sessions.importers.imported import ImportedFile, ImportedWave
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.hearts.ecg_noise import noise_of
from tests.rigs.hearts.made_pulses import pulse_noise
from tests.rigs.hearts.made_waves import beat_times, wave
from tests.rigs.signals.beat_matching import matched

RATE_HZ, LENGTH_S = 130, 40
T_S = np.arange(RATE_HZ * LENGTH_S) / RATE_HZ
BEATS_S = beat_times(LENGTH_S, swing_s=0.05)
ECG = wave("ecg", T_S, BEATS_S, noise=0.02)


def file_of(values, kind="ecg", rate_hz=RATE_HZ, t_s=None):
    noise = np.random.default_rng(3).normal(size=len(values))
    waves = [
        ImportedWave(kind="breath", unit="1", rate_hz=rate_hz, values=noise[:, None], name="belt"),
        ImportedWave(kind=kind, unit="uV", rate_hz=rate_hz, values=values[:, None], t_s=t_s, name="lead"),
    ]
    return ImportedFile(kind="edf", waves=tuple(waves))


def remark(found):
    return dict(found.remarks[0].facts)


def test_an_ecg_is_searched_as_a_whole() -> None:
    found = beats_of(file_of(ECG))
    assert len(found.rr_ms) == len(BEATS_S)
    assert matched(np.array(found.arrived_s), BEATS_S, 0.01) == [(at, at) for at in range(len(BEATS_S))]
    assert np.isnan(found.rr_ms[0])
    assert found.rr_ms[1:] == pytest.approx((np.diff(BEATS_S) * 1000).tolist(), abs=6)
    assert remark(found) == {"count": len(BEATS_S), "title": "lead", "whole": 1}
    assert found.timing.rmssd_floor_ms > 0


@pytest.mark.parametrize("absent", ["times", "values"])
def test_no_interval_is_made_across_a_gap(absent) -> None:
    gone = slice(1300, 1560)
    if absent == "values":
        values, t_s = np.where((T_S >= 10) & (T_S < 12), np.nan, ECG), None
    else:
        values, t_s = np.delete(ECG, gone), np.delete(T_S, gone)
    found = beats_of(file_of(values, t_s=t_s))
    assert np.isnan(found.rr_ms).sum() == 2
    known = np.array(found.rr_ms)[~np.isnan(found.rr_ms)]
    assert known.max() < 1000
    after = next(at for at, t in enumerate(found.arrived_s) if t > 12)
    assert np.isnan(found.rr_ms[after])


def test_times_that_tremble_are_drawn_even() -> None:
    trembling = T_S + np.random.default_rng(1).uniform(-0.003, 0.003, T_S.size)
    values = wave("ecg", trembling, BEATS_S)
    found = beats_of(file_of(values, t_s=np.sort(trembling)))
    assert len(found.rr_ms) == len(BEATS_S)


def test_a_pulse_is_searched_as_while_practising() -> None:
    found = beats_of(file_of(wave("pulse", T_S, BEATS_S), kind="pulse"))
    assert len(BEATS_S) - 5 <= len(found.rr_ms) <= len(BEATS_S)
    assert remark(found)["whole"] == 0


def noisy(kind, length_s=150):
    """Return a wave of a kind with half a minute that is all movement, and when its beats are."""
    t_s = np.arange(RATE_HZ * length_s) / RATE_HZ
    beats_s = beat_times(length_s, swing_s=0.05)
    made = noise_of("electrode", t_s.size, RATE_HZ, 4) if kind == "ecg" else pulse_noise("motion", t_s.size, RATE_HZ, 4)
    moving = 2.0 * made / made.std() * ((t_s >= 60) & (t_s < 90))
    return wave(kind, t_s, beats_s, noise=0.01) + moving, beats_s


def is_of_the_rest(numbers, beats_s):
    """Fail unless these are the numbers of the heart, of the time without movement, and say so."""
    truth = analyse(np.diff(beats_s) * 1000.0)
    assert numbers.rmssd_ms == pytest.approx(truth.rmssd_ms, rel=0.2)
    assert numbers.mean_hr_bpm == pytest.approx(truth.mean_hr_bpm, rel=0.03)
    assert 0.7 < numbers.coverage_share < 0.87
    assert ReasonCode.DOUBTFUL_STRETCHES in {caution.code for caution in numbers.cautions}


def test_half_a_minute_in_which_movement_hides_the_heart_is_left_out_of_its_numbers() -> None:
    values, beats_s = noisy("ecg")
    found = beats_of(file_of(values))
    assert len(found.quality) == len(found.rr_ms)
    is_of_the_rest(analyse(found.rr_ms, arrived_s=found.arrived_s, quality=found.quality), beats_s)


def test_it_is_left_out_of_the_recording_that_is_made_of_the_file_as_well(tmp_path) -> None:
    values, beats_s = noisy("pulse")
    (tmp_path / "wave.edf").write_bytes(b"any")
    made = import_session(file_of(values, kind="pulse"), tmp_path / "wave.edf", Library(tmp_path)).path
    with Recording(made) as recording:
        beats = recorded_beats(recording)
        automatic = layer_beats(recording, "automatic")
    is_of_the_rest(analyse(beats.rr_ms, arrived_s=beats.arrived_s, quality=beats.quality), beats_s)
    # What is written for others to compute with leaves out the same: beats there are none, or in doubt.
    assert np.isnan([beat.nn_ms for beat in automatic if 66 < beat.t_s < 84]).all()
    assert np.mean([np.isnan(beat.nn_ms) for beat in automatic if 10 < beat.t_s < 50]) < 0.01


def test_noise_is_no_heart() -> None:
    found = beats_of(file_of(np.random.default_rng(2).normal(size=T_S.size)))
    assert remark(found)["whole"] == 0
    assert len(found.rr_ms) < 5
