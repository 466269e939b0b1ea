"""Each format is read back by a program of others, and holds what the recording does."""

import csv
import filecmp
import gzip
import json
import math
import shutil
import sysconfig
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas
import pyarrow.parquet
import pyedflib
import pytest
import pyxdf

import sessions
from biofeedback.app.recordings.exporting import export_recordings
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Beat, BeatJudged, Event, Numbered
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit
from sessions.exports.cells import csv_cell, tsv_cell
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.importers.registry import read_file
from sessions.later.edits import EditEntry, add_edits
from sessions.library import Library
from sessions.reader import Recording
from sessions.recording_file import create, mark_closed, tidy, write
from tests.rigs import programs
from tests.rigs.hostile_text import HOSTILE, commands_in, events
from tests.rigs.made_recording import (
    A_BLOCK,
    BLOCKS,
    CLOCK_RATIO,
    GAP_BLOCKS,
    HOST,
    LABEL,
    NOTE,
    OWN,
    RATE_HZ,
    RR_MS,
    SOURCE,
    STARTED,
    ecg_uv,
    made,
    sent_blocks,
)

OLDER = Path(__file__).parents[1] / "older"
STEM = "2026-03-03_09-05-00_my_own_practice_x"
NN_MS = (800.0, 812.40234375, 795.0, 800.25, 800.25)
SENT_UV = np.concatenate([ecg_uv(block) for block in sent_blocks()])
WRITTEN = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
SAMPLE_MS = 1000.0 / RATE_HZ


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a made recording."""
    return made(tmp_path_factory.mktemp("recording") / "annas_heart.soften")


@pytest.fixture(scope="module")
def exported(recording: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all its exports."""
    folder = tmp_path_factory.mktemp("exported") / "new"
    export(recording, list(ExportFormat), folder, OWN)
    return folder


def of(exported: Path, name: str) -> Path:
    """Return the folder of a format."""
    return exported / f"{STEM}_{name}"


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


def test_beats_edited_by_hand_are_a_layer_of_their_own(recording: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(recording, tmp_path / "edited.soften"))
    place = BeatPlace(1, 0.0)
    edit = HandEdit(kind=EditKind.DELETE, first=place, last=place)
    who = EditEntry(written=WRITTEN, who="Anna Doe", program_version="1.0", source=SOURCE, change=edit)
    add_edits(path, [who])
    tables, kubios = export(path, [ExportFormat.CSV, ExportFormat.KUBIOS], tmp_path / "out", OWN)
    layers = pandas.read_csv(tables / "beat_layers.csv")
    assert layers.layer.unique().tolist() == ["automatic", "hand"]
    assert 1 in layers[layers.layer == "automatic"]["index"].tolist()
    assert 1 not in layers[layers.layer == "hand"]["index"].tolist()
    assert pandas.read_csv(tables / "beats.csv").judged.dropna().unique().tolist() == ["live"]
    by_hand = np.loadtxt(kubios / f"{STEM}_rr_by_hand.txt")
    told = layers[layers.layer == "hand"].nn_ms.dropna().tolist()
    assert by_hand.tolist() == told
    assert not any(b"Anna Doe" in data for _, data in _all_bytes(tmp_path / "out"))
    assert json.loads((tables / "about.json").read_text("utf-8"))["layers_of_beats"] == ["live", "automatic", "hand"]
    assert (
        sessions.read(path).layers.of_layer("hand").nn_ms[~np.isnan(layers[layers.layer == "hand"].nn_ms)].tolist()
        == told
    )


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
    told = json.loads(ecg.with_name(ecg.name.replace(".tsv.gz", ".json")).read_text("utf-8"))
    samples = pandas.read_csv(ecg, sep="\t", names=told["Columns"], na_values=["n/a"])
    gap = samples.ecg_uV.isna().to_numpy()
    assert np.array_equal(samples.ecg_uV.dropna(), SENT_UV)
    seconds = (GAP_BLOCKS[1] - GAP_BLOCKS[0]) * A_BLOCK / RATE_HZ * CLOCK_RATIO
    assert abs(int(gap.sum()) / told["SamplingFrequency"] - seconds) * 1000.0 < SAMPLE_MS
    last_s = told["StartTime"] + (len(samples) - 1) / told["SamplingFrequency"]
    assert abs(last_s - (0.5 + (BLOCKS * A_BLOCK - 1) / RATE_HZ * CLOCK_RATIO)) * 1000.0 < 2.0 * SAMPLE_MS


def test_bids_tells_the_breaths_that_were_led(exported: Path) -> None:
    (path,) = of(exported, "bids").glob("sub-01/ses-*/beh/*_events.tsv")
    events = pandas.read_csv(path, sep="\t", na_values=["n/a"])
    breaths = events[events.trial_type == "breath"]
    assert breaths.onset.tolist() == [1.0, 11.0]
    assert breaths.duration.tolist() == [10.0, 8.75]
    (marker,) = events[events.trial_type == "marker"].name
    assert marker == '\'=HYPERLINK("http://x") one two,three'


def test_the_same_recording_is_the_same_bytes_at_any_time(recording: Path, exported: Path, tmp_path: Path) -> None:
    export(recording, [ExportFormat.BIDS, ExportFormat.XDF], tmp_path, OWN)
    for name in ("bids", "xdf"):
        again, before = of(tmp_path, name), of(exported, name)
        files = [each.relative_to(again) for each in again.rglob("*") if each.is_file()]
        equal, *others = filecmp.cmpfiles(again, before, files, shallow=False)
        assert (len(equal), others) == (len(files), [[], []])


def test_the_zip_explains_each_file(exported: Path) -> None:
    with zipfile.ZipFile(exported / f"{STEM}.zip") as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        told = packed.read(f"{STEM}/README.txt").decode()
    assert all(name.startswith(f"{STEM}/") and name.isascii() and ".." not in name for name in names)
    for name in names:
        last = name.rpartition("/")[2]
        if not last.endswith(("README.txt", ".json", ".bidsignore")):
            assert last in told, name
    folders = {name.split("/")[1] for name in names if name.count("/") > 1}
    assert folders == {each.value for each in ExportFormat} - {"all"}


def _all_bytes(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".zip":
            data = path.read_bytes()
            yield path, gzip.decompress(data) if path.suffix == ".gz" else data


def test_no_name_goes_out(exported: Path) -> None:
    for path, data in _all_bytes(exported):
        for name in (SOURCE, HOST, "Anna", "annas_heart", NOTE):
            assert name.encode() not in data, path
            assert name not in str(path.relative_to(exported))


def test_notes_go_out_where_that_is_asked(recording: Path, tmp_path: Path) -> None:
    (folder,) = export(recording, [ExportFormat.CSV], tmp_path, OWN, notes=True)
    events = pandas.read_csv(folder / "events.csv")
    assert json.loads(events[events.event == "note"].details.iloc[0]) == {"text": NOTE}
    assert "Notes and answers of the person are in it." in (folder / "README.txt").read_text("utf-8")


def test_every_export_names_what_made_it_and_every_version(exported: Path) -> None:
    abouts = list(exported.glob("*/about.json"))
    assert len(abouts) == len(ExportFormat) - 1, "a folder a format, and one zip of all"
    for path in abouts:
        about = json.loads(path.read_text("utf-8"))
        assert about["made_by"].startswith("soften ")
        assert about["versions_of_definitions"]["live_correction"] >= 1
        assert about["coverage_share"]["heart"] == pytest.approx(1.0, abs=0.001)
        assert about["holds_notes"] is False


def test_what_is_there_is_not_written_over(recording: Path, tmp_path: Path) -> None:
    (folder,) = export(recording, [ExportFormat.KUBIOS], tmp_path, OWN)
    (folder / "README.txt").write_text("mine", "utf-8")
    with pytest.raises(RecordingError) as refused:
        export(recording, [ExportFormat.XDF, ExportFormat.KUBIOS], tmp_path, OWN)
    assert refused.value.code is RecordingErrorCode.EXPORT_THERE
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]
    assert (folder / "README.txt").read_text("utf-8") == "mine"
    export(recording, [ExportFormat.KUBIOS], tmp_path, OWN, replace=True)
    assert (folder / "README.txt").read_text("utf-8") != "mine"
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]


def test_recordings_that_began_in_one_second_go_out_beside_each_other(tmp_path: Path) -> None:
    began, practice = datetime.fromisoformat(STARTED), "my own: practice/../x"
    paths = [made(Library(tmp_path).new_path(began, practice), waves=False) for _ in range(2)]
    paths.append(made(tmp_path / "2026-03-03_09-05-00_sealed_3.soften", waves=False))
    made_of = [export(path, [ExportFormat.CSV], tmp_path / "out", OWN)[0].name for path in paths]
    assert made_of == [f"{STEM}_csv", f"{STEM}_2_csv", f"{STEM}_3_csv"]
    for called in ("annas_heart_2", "2026-03-03_09-05-00_anna_2", "2026-03-03_09-05-00_anna_my-own-practice-x_2"):
        other = made(tmp_path / f"{called}.soften", waves=False)
        (folder,) = export(other, [ExportFormat.CSV], tmp_path / called, OWN)
        assert folder.name == f"{STEM}_csv"


def test_of_two_that_were_renamed_neither_takes_the_place_of_the_other(tmp_path: Path) -> None:
    paths = [made(tmp_path / f"{name}.soften", waves=False) for name in ("soft", "still", "Soft too")]
    for replace in (False, True):
        found = export_recordings(paths, ["csv", "kubios"], tmp_path / "out", replace=replace)
        names = [f"{STEM}{number}_{of}" for number in ("", "_2", "_3") for of in ("csv", "kubios")]
        assert [each.name for each in found] == names
        assert sorted(each.name for each in (tmp_path / "out").iterdir()) == sorted(names)


def test_nothing_is_left_of_what_cannot_be_written(
    recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sessions.exports.tidy.write_csv", full)
    with pytest.raises(RecordingError) as refused:
        export(recording, [ExportFormat.ALL], tmp_path, OWN)
    assert refused.value.code is RecordingErrorCode.EXPORT_NOT_MADE
    assert list(tmp_path.iterdir()) == []


def test_without_beats_there_is_nothing_for_kubios(tmp_path: Path) -> None:
    path = made(tmp_path / "words.soften", beats=False, waves=False)
    with pytest.raises(RecordingError) as refused:
        export(path, [ExportFormat.KUBIOS], tmp_path, OWN)
    assert refused.value.code is RecordingErrorCode.NO_INTERVALS
    (packed,) = export(path, [ExportFormat.ALL], tmp_path, OWN)
    with zipfile.ZipFile(packed) as all_of_it:
        assert not any("/kubios/" in name for name in all_of_it.namelist())


def test_two_hearts_have_files_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "two.soften"
    facts = {"started_at": "2026-03-03T09:05:00+01:00", "practice": "pause", "source": "a strap", "source_2": "another"}
    beats: list[Event] = []
    for index in range(4):
        for source, rr_ms in (("a strap", 800.0 + index), ("another", 900.0 + index)):
            t_s = rr_ms * (index + 1) / 1000.0
            beats.append(Beat(source=source, index=index, arrived_s=t_s, rr_ms=rr_ms))
            beats.append(BeatJudged(source=source, index=index, t_s=t_s, kind="normal", nn_ms=rr_ms))
    with closing(create(path, facts, {})) as connection:
        write(connection, [Numbered(number, event) for number, event in enumerate(beats, start=1)])
        mark_closed(connection)
        tidy(connection)
    formats = [ExportFormat.KUBIOS, ExportFormat.CSV, ExportFormat.HRV_LOGGER, ExportFormat.XDF, ExportFormat.BIDS]
    kubios, tables, logger, xdf, bids = export(path, formats, tmp_path / "out", OWN)
    stem = "2026-03-03_09-05-00_pause"
    assert np.loadtxt(kubios / f"{stem}_rr_raw.txt").tolist() == [800.0, 801.0, 802.0, 803.0]
    assert np.loadtxt(kubios / f"{stem}_rr_raw_2.txt").tolist() == [900.0, 901.0, 902.0, 903.0]
    assert pandas.read_csv(tables / "beats.csv").source.value_counts().to_dict() == {"heart": 4, "heart_2": 4}
    assert len(list(logger.glob("*_RR_*.csv"))) == 2
    streams, _ = pyxdf.load_xdf(xdf / f"{stem}.xdf")
    assert [each["info"]["source_id"] for each in streams if each["info"]["type"] == ["RR"]] == [["heart"], ["heart_2"]]
    assert len(list(bids.rglob("*_recording-heart2_physioevents.tsv.gz"))) == 1


@pytest.mark.parametrize("version", [1, 2, 3])
def test_recordings_of_before_go_out_as_well(version: int, tmp_path: Path) -> None:
    path = tmp_path / "older.soften"
    path.write_bytes(gzip.decompress((OLDER / f"version_{version}.soften.gz").read_bytes()))
    (tables,) = export(path, [ExportFormat.CSV], tmp_path / "out", OWN)
    with Recording(path) as recording:
        raw = [beat.rr_ms for beat in recording.beats() if not math.isnan(beat.rr_ms)]
    assert sorted(pandas.read_csv(tables / "beats.csv").rr_ms.dropna()) == sorted(raw)
    assert len(pandas.read_csv(tables / "steps.csv")) >= 3


def test_hostile_text_of_every_event_comes_out_whole(tmp_path: Path) -> None:
    path = tmp_path / "hostile.soften"
    with closing(create(path, {"started_at": "2026-03-03T09:05:00+01:00", "practice": HOSTILE}, {})) as connection:
        write(connection, [Numbered(number, event) for number, event in enumerate(events(), start=1)])
        mark_closed(connection)
        tidy(connection)
    formats = [ExportFormat.CSV, ExportFormat.PARQUET, ExportFormat.EDF, ExportFormat.XDF, ExportFormat.HRV_LOGGER]
    tables, parquet, edf, xdf, logger = export(path, formats, tmp_path / "out", OWN, notes=True)
    read = pandas.read_csv(tables / "events.csv")
    assert read[read.event == "marker"].name.tolist() == [HOSTILE]
    again = pyarrow.parquet.read_table(parquet / "events.parquet").to_pandas()
    assert again[again.event == "marker"].name.tolist() == [HOSTILE]
    assert len(again) == len(read)
    with pyedflib.EdfReader(str(next(edf.glob("*.edf")))) as annotated:
        assert not any(commands_in(text) for text in annotated.readAnnotations()[2])
    streams, _ = pyxdf.load_xdf(next(xdf.glob("*.xdf")))
    assert len(streams) == 4
    (pair,) = logger.glob("*_Events_*.csv")
    assert len(pair.read_text("utf-8").splitlines()) == 4  # the titles, a marker, a step and a flagged beat
    for made_there in (tmp_path / "out").iterdir():
        assert made_there.name.isascii()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd"])
def test_no_text_is_a_formula(text: str) -> None:
    assert csv_cell(text).startswith("'")
    assert tsv_cell(text).startswith("'")
    assert "\t" not in tsv_cell(text)


@pytest.mark.parametrize("value", [-1.5, 0.1 + 0.2, 1e-300, 1e22])
def test_numbers_are_exact(value: float) -> None:
    assert float(csv_cell(value)) == value


def test_what_is_no_number_is_empty_or_not_available() -> None:
    assert (csv_cell(math.nan), tsv_cell(math.nan), tsv_cell("a\tb\nc")) == ("", "n/a", "a b c")
