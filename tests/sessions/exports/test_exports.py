"""What goes out with a recording, of whichever format: whose words, which layers, hearts and versions."""

import filecmp
import gzip
import json
import math
import shutil
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
from biofeedback.events import Beat, BeatJudged, Event, Numbered
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditKind, HandEdit
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.later.edits import EditEntry, add_edits
from sessions.reader import Recording
from sessions.recording_file import create, mark_closed, tidy, write
from tests.rigs.files.exported_recording import STEM, of
from tests.rigs.files.hostile_text import HOSTILE, commands_in, events
from tests.rigs.files.made_recording import HOST, NOTE, OWN, SOURCE

OLDER = Path(__file__).parents[1] / "older"
WRITTEN = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


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
