"""Each format is read back by a program of others, and holds what the recording does."""

import csv
import json
import math
import sysconfig
from pathlib import Path

import numpy as np
import pandas
import pyarrow.parquet
import pyedflib
import pytest
import pyxdf

import sessions
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.importers.registry import read_file
from tests.rigs.files.exported_recording import STEM, of
from tests.rigs.files.made_recording import (
    A_BLOCK,
    BLOCKS,
    CLOCK_RATIO,
    GAP_BLOCKS,
    LABEL,
    OWN,
    RATE_HZ,
    RR_MS,
    ecg_uv,
    made,
    sent_blocks,
)
from tests.rigs.suite import programs

NN_MS = (800.0, 812.40234375, 795.0, 800.25, 800.25)
SENT_UV = np.concatenate([ecg_uv(block) for block in sent_blocks()])
SAMPLE_MS = 1000.0 / RATE_HZ


def test_csv_holds_raw_and_corrected_intervals_exactly(exported: Path) -> None:
    beats = pandas.read_csv(of(exported, "csv") / "beats.csv", keep_default_na=False, na_values=[""])
    raw = beats.rr_ms.dropna().tolist()
    assert sorted(raw) == sorted(RR_MS)
    assert beats.nn_ms.dropna().tolist() == list(NN_MS)
    assert beats.kind.fillna("").tolist() == ["normal", "normal", "extra", "normal", "missed", "normal", ""]
    assert beats.judged.fillna("").tolist() == ["live"] * 6 + [""]


def test_csv_tells_every_column_of_every_file(exported: Path) -> None:
    folder = of(exported, "csv")
    with (folder / "dictionary.csv").open(newline="", encoding="utf-8") as file:
        told = {(row["file"], row["column"]) for row in csv.DictReader(file)}
    there = set()
    for path in folder.glob("*.csv"):
        if path.name != "dictionary.csv":
            with path.open(newline="", encoding="utf-8") as file:
                there |= {(path.name, column) for column in next(csv.reader(file))}
    assert told == there


def test_csv_of_a_wave_has_every_sample_at_its_time(exported: Path) -> None:
    wave = pandas.read_csv(of(exported, "csv") / "wave_ecg.csv")
    assert np.array_equal(wave.ecg_uV, SENT_UV)
    assert math.isclose(wave.time_s.iloc[-1], 0.5 + (BLOCKS * A_BLOCK - 1) / RATE_HZ * CLOCK_RATIO, abs_tol=1e-9)


def test_kubios_reads_an_interval_a_line(exported: Path) -> None:
    folder = of(exported, "kubios")
    assert np.loadtxt(folder / f"{STEM}_rr_raw.txt").tolist() == [RR_MS[i] for i in (0, 1, 2, 3, 4, 5)]
    assert np.loadtxt(folder / f"{STEM}_rr_corrected.txt").tolist() == list(NN_MS)


def test_hrv_logger_has_whole_milliseconds_and_its_own_titles(exported: Path) -> None:
    folder = of(exported, "hrv_logger")
    intervals = pandas.read_csv(folder / f"2026-03-03_RR_{STEM}.csv", skipinitialspace=True)
    assert list(intervals.columns) == ["date", "rr", "since start"]
    assert intervals.rr.tolist() == [round(rr) for rr in RR_MS]
    assert intervals.date.iloc[0] == "2026-03-03 08:05:01 +0000"
    events = pandas.read_csv(folder / f"2026-03-03_Events_{STEM}.csv", skipinitialspace=True)
    assert list(events.columns) == ["date", "timestamp", "annotation", "manual"]
    assert events.timestamp.tolist() == [0.0, 2.5, 4.0]
    assert events.manual.tolist() == [0, 1, 0]


def test_kubios_and_hrv_logger_come_back_in_as_they_went_out(exported: Path) -> None:
    (heart,) = read_file(of(exported, "kubios") / f"{STEM}_rr_raw.txt").hearts
    possible = [rr for rr in RR_MS if rr > 1.0]  # the importers take 0.3 ms for a break
    assert [rr for rr in heart.rr_ms if not math.isnan(rr)] == possible
    (heart,) = read_file(of(exported, "kubios") / f"{STEM}_rr_corrected.txt").hearts
    assert list(heart.rr_ms) == list(NN_MS)
    back = read_file(of(exported, "hrv_logger") / f"2026-03-03_RR_{STEM}.csv")
    assert back.kind == "hrv_logger"
    (heart,) = back.hearts
    assert [rr for rr in heart.rr_ms if not math.isnan(rr)] == [round(rr) for rr in possible]
    assert [event.text.strip("'") for event in back.events if "HYPERLINK" in event.text]


def test_parquet_is_read_by_arrow_and_is_the_arrays(exported: Path, recording: Path) -> None:
    arrays = sessions.read(recording)
    folder = of(exported, "parquet")
    beats = pyarrow.parquet.read_table(folder / "beats.parquet")
    for name in ("time_s", "arrived_s", "rr_ms", "nn_ms"):
        told = np.array(beats[name].to_pylist(), dtype=float)
        assert np.array_equal(told, getattr(arrays.beats, name), equal_nan=True), name
    assert beats["kind"].to_pylist() == arrays.beats.kind.tolist()
    metrics = pyarrow.parquet.read_table(folder / "metrics.parquet")
    assert metrics["value"].to_pylist()[-1] == 40.0 + 5.0 / 3.0
    events = pyarrow.parquet.read_table(folder / "events.parquet")
    assert LABEL in events["name"].to_pylist()
    wave = pyarrow.parquet.read_table(folder / "wave_ecg.parquet")
    assert np.array_equal(wave["ecg_uV"].to_numpy(), SENT_UV)
    about = json.loads(wave.schema.metadata[b"soften"])
    assert about["versions_of_definitions"]["rmssd_ms"] >= 1


def test_edf_is_read_by_edflib_with_a_gap_and_every_sample(exported: Path) -> None:
    with pyedflib.EdfReader(str(of(exported, "edf") / f"{STEM}_ecg.edf")) as edf:
        assert edf.getStartdatetime().isoformat() == "2026-03-03T09:05:00"
        rate_hz, samples = edf.getSampleFrequency(0), edf.readSignal(0)
        onsets, lasts, texts = edf.readAnnotations()
        assert edf.getPhysicalDimension(0) == "uV"
        assert edf.getPatientName() in ("", "X")
    first = round((0.25 + 0.5) * rate_hz)
    before_gap = GAP_BLOCKS[0] * A_BLOCK
    assert np.array_equal(samples[first : first + before_gap], SENT_UV[:before_gap])
    (gap,) = [place for place, text in enumerate(texts) if text == "no samples"]
    behind = round((onsets[gap] + lasts[gap]) * rate_hz)
    after = SENT_UV[before_gap:]
    assert np.array_equal(samples[behind : behind + after.size], after)
    true_s = 0.25 + 0.5 + GAP_BLOCKS[1] * A_BLOCK / RATE_HZ * CLOCK_RATIO
    assert abs(behind / rate_hz - true_s) * 1000.0 < SAMPLE_MS
    last_s = 0.25 + 0.5 + (BLOCKS * A_BLOCK - 1) / RATE_HZ * CLOCK_RATIO
    assert abs((behind + after.size - 1) / rate_hz - last_s) * 1000.0 < 2.0 * SAMPLE_MS
    beats = [text for text in texts if text.startswith("beat ")]
    assert "beat normal rr_ms=812.4023 nn_ms=812.4023" in beats
    assert "beat missed rr_ms=n/a nn_ms=800.25" in beats
    assert onsets[list(texts).index(beats[0])] == pytest.approx(0.25 + 0.8, abs=1e-6)


def test_edf_of_motion_is_right_to_its_step(exported: Path) -> None:
    with pyedflib.EdfReader(str(of(exported, "edf") / f"{STEM}_acceleration.edf")) as edf:
        assert edf.getSignalLabels() == ["Acc x", "Acc y", "Acc z"]
        step = (edf.getPhysicalMaximum(0) - edf.getPhysicalMinimum(0)) / 65535
        first = round((0.25 + 0.5) * edf.getSampleFrequency(0))
        there = edf.readSignal(0)[first : first + A_BLOCK]
    assert np.abs(there - ecg_uv(0) / 3.0).max() <= step


def test_edf_without_waves_has_annotations_alone(tmp_path: Path) -> None:
    path = made(tmp_path / "beats.soften", waves=False)
    (folder,) = export(path, [ExportFormat.EDF], tmp_path / "out", OWN)
    with pyedflib.EdfReader(str(folder / f"{STEM}.edf")) as edf:
        _, _, texts = edf.readAnnotations()
    assert sum(text.startswith("beat ") for text in texts) == 6


def test_xdf_is_read_by_pyxdf_with_its_stamps(exported: Path) -> None:
    streams, _ = pyxdf.load_xdf(of(exported, "xdf") / f"{STEM}.xdf")
    by_name = {stream["info"]["name"][0]: stream for stream in streams}
    ecg = by_name["Soften wave_ecg"]
    assert np.array_equal(ecg["time_series"][:, 0], SENT_UV)
    assert ecg["time_stamps"][-1] == pytest.approx(0.5 + (BLOCKS * A_BLOCK - 1) / RATE_HZ * CLOCK_RATIO, abs=1e-9)
    assert ecg["info"]["desc"][0]["channels"][0]["channel"][0]["unit"] == ["uV"]
    beats = by_name["Soften beats"]
    assert beats["time_series"][:2, 0].tolist() == list(RR_MS[:2])
    assert beats["time_stamps"][0] == 0.8
    assert int(beats["footer"]["info"]["sample_count"][0]) == 6
    assert beats["clock_values"] == [0.0, 0.0]
    texts = [text for (text,) in by_name["Soften events"]["time_series"]]
    assert "breath in" in texts
    assert any(text.startswith("marker =HYPERLINK") for text in texts)


def test_bids_has_no_errors(exported: Path) -> None:
    validator = Path(sysconfig.get_path("scripts")) / "bids-validator-deno"
    done = programs.run([validator, of(exported, "bids"), "--format", "json", "--max-rows", "-1"], capture_output=True)
    found = json.loads(done.stdout)["issues"]["issues"]
    assert [each for each in found if each["severity"] == "error"] == []
    assert done.returncode == 0
    assert {each["code"] for each in found} <= {
        "JSON_KEY_RECOMMENDED",
        "NO_AUTHORS",
        "SIDECAR_KEY_RECOMMENDED",
        "TOO_FEW_AUTHORS",
    }


def test_bids_holds_beats_and_waves(exported: Path) -> None:
    (beh,) = of(exported, "bids").glob("sub-01/ses-*/beh")
    (events,) = beh.glob("*_recording-heart_physioevents.tsv.gz")
    columns = json.loads(events.with_name(events.name.replace(".tsv.gz", ".json")).read_text("utf-8"))["Columns"]
    beats = pandas.read_csv(events, sep="\t", names=columns, na_values=["n/a"])
    assert beats.rr_ms.dropna().tolist() == list(RR_MS)
    assert beats.nn_ms.dropna().tolist() == list(NN_MS)
    (ecg,) = beh.glob("*_recording-ecg_physio.tsv.gz")
    content = json.loads(ecg.with_name(ecg.name.replace(".tsv.gz", ".json")).read_text("utf-8"))
    samples = pandas.read_csv(ecg, sep="\t", names=content["Columns"], na_values=["n/a"])
    gap = samples.ecg_uV.isna().to_numpy()
    assert np.array_equal(samples.ecg_uV.dropna(), SENT_UV)
    seconds = (GAP_BLOCKS[1] - GAP_BLOCKS[0]) * A_BLOCK / RATE_HZ * CLOCK_RATIO
    assert abs(int(gap.sum()) / content["SamplingFrequency"] - seconds) * 1000.0 < SAMPLE_MS
    last_s = content["StartTime"] + (len(samples) - 1) / content["SamplingFrequency"]
    assert abs(last_s - (0.5 + (BLOCKS * A_BLOCK - 1) / RATE_HZ * CLOCK_RATIO)) * 1000.0 < 2.0 * SAMPLE_MS


def test_bids_tells_the_breaths_that_were_led(exported: Path) -> None:
    (path,) = of(exported, "bids").glob("sub-01/ses-*/beh/*_events.tsv")
    events = pandas.read_csv(path, sep="\t", na_values=["n/a"])
    breaths = events[events.trial_type == "breath"]
    assert breaths.onset.tolist() == [1.0, 11.0]
    assert breaths.duration.tolist() == [10.0, 8.75]
    (marker,) = events[events.trial_type == "marker"].name
    assert marker == '\'=HYPERLINK("http://x") one two,three'
