"""A recording as arrays, and these as tables of pandas and Arrow."""

from pathlib import Path

import numpy as np
import pytest

import sessions
from sessions.arrays.read import RecordingArrays
from tests.rigs.files.made_recording import LABEL, NOTE, RR_MS, SOURCE, ecg_uv, made, sent_blocks
from tests.rigs.files.recorded_practice import record


@pytest.fixture(scope="module")
def arrays(tmp_path_factory: pytest.TempPathFactory) -> RecordingArrays:
    """Return a made recording as arrays."""
    return sessions.read(made(tmp_path_factory.mktemp("recording") / "made.soften"))


def test_beats_have_raw_and_corrected_intervals(arrays: RecordingArrays) -> None:
    beats = arrays.beats
    order = np.argsort(beats.arrived_s)
    assert beats.rr_ms[order][~np.isnan(beats.rr_ms[order])].tolist() == list(RR_MS)
    assert beats.kind.tolist() == ["normal", "normal", "extra", "normal", "missed", "normal", ""]
    assert set(beats.source) == {SOURCE}
    assert np.isnan(beats.rr_ms[4])
    assert beats.index.tolist() == [0, 1, 2, 3, 4, 4, 5]


def test_waves_are_as_they_were_sent(arrays: RecordingArrays) -> None:
    ecg, motion = arrays.waves
    assert (ecg.kind, ecg.unit, ecg.columns) == ("ecg", "uV", ("ecg_uV",))
    assert np.array_equal(ecg.values[:, 0], np.concatenate([ecg_uv(block) for block in sent_blocks()]))
    assert ecg.time_s.shape == (ecg.values.shape[0],)
    assert np.all(np.diff(ecg.time_s) > 0)
    assert motion.values.shape[1] == 3


def test_events_steps_breaths_and_numbers(arrays: RecordingArrays) -> None:
    assert arrays.events.name[arrays.events.event == "marker"].tolist() == [LABEL]
    assert NOTE in arrays.events.details[arrays.events.event == "note"][0]
    assert arrays.steps.begins_s.tolist() == [0.0, 4.0]
    assert arrays.steps.ends_s.tolist() == [4.0, 21.0]
    assert arrays.breaths.begins_s.tolist() == [1.0, 11.0]
    assert arrays.breaths.hold_out_s.tolist() == [0.0, 0.25]
    rmssd = arrays.metrics.named("rmssd_ms")
    assert np.isnan(rmssd.value[:2]).all()
    assert rmssd.value[2] == 41.0
    assert len(arrays.metrics.named("rmssd_ms", "nobody")) == 0


def test_tables_of_pandas_and_arrow(arrays: RecordingArrays) -> None:
    frame = arrays.beats.to_pandas()
    assert frame.attrs["units"]["rr_ms"] == "ms"
    assert frame.rr_ms.dropna().sum() == pytest.approx(sum(RR_MS))
    table = arrays.beats.to_arrow()
    assert table.schema.field("nn_ms").metadata[b"unit"] == b"ms"
    assert table.num_rows == len(arrays.beats)


def test_all_beats_of_a_practice_are_there_once(tmp_path: Path) -> None:
    arrays = sessions.read(record(tmp_path / "practice.soften"))
    beats = arrays.beats
    from_sensor = beats.kind != "missed"
    assert np.array_equal(np.sort(beats.index[from_sensor]), np.arange(from_sensor.sum()))
    assert np.array_equal(np.unique(beats.kind[beats.judged == ""]), [""])
    assert arrays.breaths.begins_s[-1] < arrays.duration_s


def test_whoever_imports_the_package_does_not_wait_for_arrays() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = sessions.nothing_such
