"""EDF and EDF+ that another library wrote: channels by their labels, beats by annotations or signals, gaps, lies."""

from datetime import datetime

import numpy as np
import pyedflib
import pytest

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.registry import read_file
from tests.rigs.hearts.made_waves import beat_times, wave

BEGAN = datetime.fromisoformat("2026-03-05T07:10:15")
RATE_HZ, LENGTH_S = 100, 20
T_S = np.arange(RATE_HZ * LENGTH_S) / RATE_HZ
BEATS_S = beat_times(LENGTH_S)
ECG_MV = wave("ecg", T_S, BEATS_S)


def channel(label, unit, rate_hz=RATE_HZ, reach=5.0):
    return {
        "label": label,
        "dimension": unit,
        "sample_frequency": rate_hz,
        "physical_min": -reach,
        "physical_max": reach,
        "digital_min": -32768,
        "digital_max": 32767,
        "transducer": "",
        "prefilter": "",
    }


def written(path, channels, signals, annotations=(), kind=pyedflib.FILETYPE_EDFPLUS):
    with pyedflib.EdfWriter(str(path), len(channels), file_type=kind) as writer:
        writer.set_number_of_annotation_signals(3)  # each has room for one annotation a record
        writer.setSignalHeaders(channels)
        writer.setStartdatetime(BEGAN)
        writer.writeSamples([np.asarray(each, dtype=np.float64) for each in signals])
        for onset_s, text in annotations:
            writer.writeAnnotation(onset_s, -1, text)
    return path


def said(file):
    return {remark.code: dict(remark.facts) for remark in file.remarks}


def test_channels_are_known_by_label_and_unit(tmp_path) -> None:
    channels = [
        channel("EEG Fpz-Cz", "uV"),
        channel("ECG II", "mV"),
        channel("Pleth", ""),
        channel("Resp chest", ""),
        channel("ACC X", "g"),
        channel("Pulse rate", "bpm", 1, 200.0),
    ]
    others = [np.sin(T_S), 2 * np.cos(T_S), np.sin(T_S / 3), np.cos(T_S), np.full(LENGTH_S, 70.0)]
    path = written(tmp_path / "x.rec", channels, [others[0], ECG_MV, *others[1:]], [(3.5, "lights out")])
    file = read_file(path)
    assert file.kind == "edf"
    assert file.started_at == BEGAN
    assert [(each.kind, each.name, each.unit, each.rate_hz) for each in file.waves] == [
        ("ecg", "ECG II", "uV", 100.0),
        ("pulse", "Pleth", "1", 100.0),
        ("breath", "Resp chest", "1", 100.0),
        ("acceleration", "ACC X", "mg", 100.0),
    ]
    step_uv = 10_000 / 65_535
    assert np.abs(file.waves[0].values[:, 0] - ECG_MV * 1000).max() <= step_uv
    assert file.waves[0].t_s is None
    assert [(event.t_s, event.text) for event in file.events] == [(3.5, "lights out")]
    assert set(dict.fromkeys(value for name, value in file.remarks[-1].facts)) == {"EEG Fpz-Cz", "Pulse rate"}


def test_annotated_beats_are_the_beats(tmp_path) -> None:
    marks = [(t, "R") for t in BEATS_S.tolist()] + [(4.2, "start")]
    file = read_file(written(tmp_path / "x", [channel("ECG", "mV")], [ECG_MV], marks))
    (heart,) = file.hearts
    assert heart.t_s == pytest.approx(BEATS_S, abs=1e-4)
    assert heart.rr_ms[1:] == pytest.approx(np.diff(BEATS_S) * 1000, abs=0.2)
    assert said(file)[ImportRemarkCode.BEATS_MARKED]["count"] == len(BEATS_S)
    assert [event.text for event in file.events] == ["start"]


@pytest.mark.parametrize("text", ["RR {:.1f} ms", "beat normal rr_ms={:.1f} nn_ms={:.1f}"])
def test_annotated_intervals_are_the_intervals(tmp_path, text) -> None:
    rr_ms = np.diff(BEATS_S) * 1000
    marks = [(t, text.format(rr, rr)) for t, rr in zip(BEATS_S[1:].tolist(), rr_ms.tolist(), strict=True)]
    (heart,) = read_file(written(tmp_path / "x", [channel("ECG", "mV")], [ECG_MV], marks)).hearts
    assert heart.rr_ms == pytest.approx(rr_ms, abs=0.06)


def test_a_signal_of_intervals_that_are_set_once(tmp_path) -> None:
    rate_hz, signal = 10, np.zeros(10 * LENGTH_S)
    rr_ms = np.round(np.diff(BEATS_S) * 1000)
    signal[np.round(BEATS_S[1:] * rate_hz).astype(int)] = rr_ms
    file = read_file(written(tmp_path / "x", [channel("HRV", "ms", rate_hz, 32767.0)], [signal]))
    assert file.hearts[0].rr_ms == pytest.approx(rr_ms, abs=1.0)
    assert file.hearts[0].t_s == pytest.approx(BEATS_S[1:], abs=0.051)


def test_a_signal_of_intervals_that_are_held(tmp_path) -> None:
    rate_hz = 50
    rr_ms = np.tile([800.0, 900.0, 1000.0], 6)
    ends_s = np.cumsum(rr_ms) / 1000
    held = rr_ms[np.minimum(np.searchsorted(ends_s, np.arange(rate_hz * 15) / rate_hz, side="right"), len(rr_ms) - 1)]
    file = read_file(written(tmp_path / "x", [channel("RR", "ms", rate_hz, 32767.0)], [held]))
    assert file.hearts[0].rr_ms == pytest.approx(rr_ms[: len(file.hearts[0].rr_ms)], abs=1.0)
    assert len(file.hearts[0].rr_ms) == 17
    assert ImportRemarkCode.INTERVALS_HELD in said(file)


def discontinuous(path, begins_s):
    """Make an EDF+D of what pyEDFlib wrote: records that began at these times."""
    data = bytearray(path.read_bytes())
    data[192:197] = b"EDF+D"
    signals = int(data[252:256])
    first = int(data[184:192])
    at = 256 + 216 * signals
    samples = [int(data[at + 8 * each : at + 8 * each + 8]) for each in range(signals)]
    for record, begin_s in enumerate(begins_s):
        place = first + record * 2 * sum(samples) + 2 * samples[0]  # the first channel of annotations
        told = f"+{begin_s}\x14\x14\0".encode()
        data[place : place + 2 * samples[1]] = told.ljust(2 * samples[1], b"\0")
    path.write_bytes(data)
    return path


def test_gaps_between_records_are_gaps(tmp_path) -> None:
    path = written(tmp_path / "x", [channel("ECG", "mV")], [ECG_MV])
    begins_s = [*range(10), *range(70, 80)]
    file = read_file(discontinuous(path, begins_s))
    times = file.waves[0].times_s
    assert times[:1000] == pytest.approx(T_S[:1000])
    assert times[1000] == pytest.approx(70.0)
    assert said(file)[ImportRemarkCode.BREAKS] == {"count": 1}


def test_a_file_that_claims_more_than_it_has_is_read_as_far_as_it_goes(tmp_path) -> None:
    path = written(tmp_path / "x", [channel("ECG", "mV")], [ECG_MV])
    data = bytearray(path.read_bytes())
    data[236:244] = b"99999999"
    path.write_bytes(data[:-700])
    file = read_file(path)
    assert len(file.waves[0].values) == (LENGTH_S - 3) * RATE_HZ or len(file.waves[0].values) < len(ECG_MV)
    assert ImportRemarkCode.FILE_DAMAGED in said(file)


@pytest.mark.parametrize(
    ("at", "field"),
    [
        (244, b"-1      "),
        (244, b"nan     "),
        (244, b"0       "),
        (236, b"x       "),
        (464, b"99999999"),
        (464, b"-5      "),
    ],
)
def test_a_header_that_lies_is_refused_in_words(tmp_path, at, field) -> None:
    path = written(tmp_path / "x", [channel("ECG", "mV")], [ECG_MV], kind=pyedflib.FILETYPE_EDF)
    data = bytearray(path.read_bytes())
    place = 256 + 216 * int(data[252:256]) if at == 464 else at
    data[place : place + 8] = field
    path.write_bytes(data)
    with pytest.raises(RecordingError) as raised:
        read_file(path)
    assert raised.value.code is ImportErrorCode.NOT_READ


def test_a_file_without_a_heart_says_what_it_has(tmp_path) -> None:
    path = written(tmp_path / "x", [channel("EEG Fpz-Cz", "uV"), channel("EMG chin", "uV")], [ECG_MV, ECG_MV])
    with pytest.raises(RecordingError) as raised:
        read_file(path)
    assert raised.value.code is ImportErrorCode.WITHOUT_HEART
    assert [value for name, value in raised.value.facts if name == "part"] == ["EEG Fpz-Cz", "EMG chin"]
