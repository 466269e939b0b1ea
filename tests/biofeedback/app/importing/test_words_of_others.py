"""What somebody wrote into a file of another program stays here, whatever importer read it, unless it is asked for."""

import gzip
import json
import warnings
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet
import pyedflib
import pytest

from biofeedback.app.importing.several_files import import_files
from biofeedback.app.recordings.exporting import export_recordings
from biofeedback.app.recordings.reporting import report_facts
from biofeedback.app.recordings.sharing import share_recording
from biofeedback.events import FROM_FILE, Marker, Note
from sessions.exports.names import ExportFormat
from sessions.importers.registry import IMPORTERS
from sessions.importers.waves.bounds import library as extra
from sessions.library import Library
from sessions.live.outlets import Outlets
from sessions.nameless import ELLIPSIS, nameless_marker
from sessions.reader import Recording
from tests.rigs.files import apple_export, foreign_files, wfdb_writer, xdf_writer
from tests.rigs.files.fit_writer import FitWriter, moment
from tests.rigs.hearts import made_waves
from ui.words.languages import english
from ui.words.report.methods import methods_paragraph
from ui.words.report.whole import report_document

NAME = "Quillfeather"
TOLD = f"Jane {NAME}, 12 Main Street"


def _text(content: str, name: str, *, beside: str = ""):
    def write(folder: Path) -> Path:
        folder.joinpath(name).write_text(content, "utf-8")
        if beside:
            folder.joinpath(name.replace("_RR", "_Events")).write_text(beside, "utf-8")
        return folder / name

    return write


def _edf(folder: Path) -> Path:
    path = folder / f"{NAME}.edf"
    with pyedflib.EdfWriter(str(path), 1, file_type=pyedflib.FILETYPE_EDFPLUS) as writer:
        writer.setSignalHeaders([pyedflib.highlevel.make_signal_header("ECG", "mV", 250)])
        writer.setPatientName(NAME)
        writer.setTechnician(NAME)
        writer.writeSamples([wfdb_writer.ECG_MV])
        writer.writeAnnotation(3.0, -1, TOLD)
        writer.writeAnnotation(4.0, -1, "baseline")
    return path


def _wfdb(folder: Path) -> Path:
    path = wfdb_writer.written(folder, NAME, labels=("MLII", f"RESP {NAME}"))
    at = (made_waves.beat_times(20) * wfdb_writer.RATE_HZ).astype(int)
    symbols, notes = ["N"] * len(at), [""] * len(at)
    symbols[3], notes[3] = '"', TOLD
    notes[5] = TOLD
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of its own libraries
        extra("wfdb").wrann(NAME, "atr", at, symbol=symbols, aux_note=notes, write_dir=str(folder))
    path.write_text(f"{path.read_text()}# {TOLD}\n")
    return path


def _xdf(folder: Path) -> Path:
    times = [5000.0 + end / 1000 for end in foreign_files.ENDS_MS]
    beats = xdf_writer.stream(
        1, f"H10 {NAME}", "RR", "double64", 0, [("rr", "ms")], times, [[rr] for rr in foreign_files.RR_MS]
    )
    marks = xdf_writer.stream(2, NAME, "Markers", "string", 0, [("m", "")], [5003.0, 5004.0], [[TOLD], ["baseline"]])
    path = folder / f"{NAME}.xdf"
    path.write_bytes(xdf_writer.xdf(beats, marks))
    return path


def _fit(folder: Path) -> Path:
    fit = FitWriter()
    fit.file_id(moment(1_772_694_614))
    fit.record(moment(1_772_694_614), 66)
    for at in range(0, 200, 5):
        fit.hrv(foreign_files.RR_MS[at : at + 5])
    (folder / f"{NAME}.fit").write_bytes(fit.finished)
    return folder / f"{NAME}.fit"


def _apple(folder: Path) -> Path:
    content = apple_export.export(apple_export.series("2026-03-05", 26_000, foreign_files.RR_MS[:60], source=NAME))
    (folder / f"{NAME}.xml").write_bytes(content)
    return folder / f"{NAME}.xml"


def _series(folder: Path) -> Path:
    beats = [{"timeSinceSeriesStart": end / 1000, "precededByGap": False} for end in foreign_files.ENDS_MS[:60]]
    told = {"sourceName": NAME, "startDate": "2026-03-05T07:10:14Z", "heartbeatSeries": beats}
    path = folder / f"{NAME}.json"
    path.write_text(json.dumps([told]))
    return path


def _goldencheetah() -> str:
    told = json.loads(foreign_files.goldencheetah())
    told["RIDE"]["TAGS"] = {"Athlete": NAME, "Notes": TOLD}
    return json.dumps(told)


def _polar_flow() -> str:
    return json.dumps(json.loads(foreign_files.polar_flow_training()) | {"name": TOLD, "note": TOLD})


_WAVES = "\n".join(str(round(1000 * each)) for each in wfdb_writer.ECG_MV)
_SIMPLE = f"# Simple Text Format\n# Sampling Rate (Hz):= 250.00\n# Labels:= ECG\n# {TOLD}\n{_WAVES}\n"
_OPENSIGNALS_HEAD = {
    NAME: {
        "column": ["nSeq", "A1"],
        "label": ["A1"],
        "sensor": ["ECG"],
        "channels": [1],
        "resolution": [10],
        "sampling rate": 250,
        "date": "2026-03-05",
        "time": "7:10:14.0",
        "device": "bitalino_rev",
        "comments": TOLD,
        "device name": NAME,
    }
}
_OPENSIGNALS = (
    f"# OpenSignals Text File Format\n# {json.dumps(_OPENSIGNALS_HEAD)}\n# EndOfHeader\n"
    + "\n".join(f"{at % 16}\t{round(512 + 200 * each)}" for at, each in enumerate(wfdb_writer.ECG_MV))
    + "\n"
)
_POLAR_ECG = "Phone timestamp;sensor timestamp [ns];timestamp [ms];ecg [uV]\n" + "\n".join(
    f"2026-03-05T07:10:{14 + at / 130:06.3f};{at * 7_692_308 + 599_616_000_000_000_000};{at * 1000 / 130};{at % 130}"
    for at in range(1300)
)
_MOVESENSE_ECG = json.dumps(
    {
        "data": [
            {"ecg": {"Timestamp": 64 * at, "Samples": [round(1000 * each) for each in block]}}
            for at, block in enumerate(wfdb_writer.ECG_MV[:4992].reshape(-1, 16))
        ],
        "name": TOLD,
    }
)

WRITERS = {
    "goldencheetah": _text(_goldencheetah(), f"{NAME}.json"),
    "fit": _fit,
    "apple_health": _apple,
    "heartbeat_series": _series,
    "edf": _edf,
    "xdf": _xdf,
    "opensignals": _text(_OPENSIGNALS, f"{NAME}.txt"),
    "simple_text": _text(_SIMPLE, f"{NAME}.txt"),
    "polar_waves": _text(_POLAR_ECG, f"{NAME}.txt"),
    "movesense_ecg": _text(_MOVESENSE_ECG, f"{NAME}.json"),
    "wfdb": _wfdb,
    "own_tables": _text(
        "source,index,time_s,arrived_s,rr_ms,nn_ms,kind,judged,quality\n"
        + "\n".join(
            f"{NAME},{at},{end / 1000},{end / 1000},{rr},{rr},normal,live,"
            for at, (end, rr) in enumerate(zip(foreign_files.ENDS_MS, foreign_files.RR_MS, strict=True))
        ),
        f"{NAME}.csv",
    ),
    "polar_flow": _text(_polar_flow(), f"{NAME}.json"),
    "movesense": _text(foreign_files.movesense("stamped"), f"{NAME}.json"),
    "emwave": _text(foreign_files.emwave_table().replace("emWave Pro", f"emWave Pro {TOLD}"), f"{NAME}.csv"),
    "kubios_report": _text(foreign_files.kubios_report().replace("somebody", NAME), f"{NAME}.csv"),
    "vns_analyse": _text(foreign_files.vns_analyse().replace("Start Ruhe", TOLD), f"{NAME}.txt"),
    "polar_hrm": _text(foreign_files.polar_hrm().replace("quiet morning", TOLD), f"{NAME}.hrm"),
    "empatica": _text(foreign_files.empatica_e4(), f"{NAME}.csv"),
    "polar_sensor_logger": _text(foreign_files.polar_sensor_logger_rr(), f"{NAME}.txt"),
    "hrv_logger": _text(
        foreign_files.hrv_logger_newer(),
        f"{NAME}_RR.csv",
        beside=foreign_files.hrv_logger_events_newer().replace("Ende; äöü", f"Jane {NAME}"),
    ),
    "plain_json": _text(
        json.dumps({"athlete": NAME, "comment": TOLD, "rrIntervals": foreign_files.RR_MS}), f"{NAME}.json"
    ),
    "rr_packets": _text(foreign_files.packet_table(), f"{NAME}.csv"),
    "rr_text": _text(f"# {TOLD}\n" + "\n".join(f"{rr}" for rr in foreign_files.RR_MS), f"{NAME}.txt"),
}
"""By importer: a file with a name of a person in every place that holds words, and in its own name."""

WITH_WORDS = {"edf", "xdf", "wfdb", "vns_analyse", "polar_hrm", "hrv_logger"}
"""The importers that keep words of a person, as a note or a label."""


@pytest.fixture(scope="module", params=[each.rpartition(".")[2] for each in IMPORTERS])
def kept(request, tmp_path_factory):
    """The kind of each importer there is, its file, and the recording made of it."""
    folder = tmp_path_factory.mktemp(request.param)
    return imported(request.param, folder)


def everything_in(folders) -> bytes:
    """Return all bytes of all files, with those that are packed unpacked, and all their names."""
    found = []
    for folder in folders:
        for path in [folder] if folder.is_file() else sorted(folder.rglob("*")):
            found.append(str(path.name).encode())
            if path.suffix == ".parquet":
                found.append(str(pyarrow.parquet.read_table(path).to_pylist()).encode())
            elif path.is_file():
                content = path.read_bytes()
                found.append(gzip.decompress(content) if path.suffix == ".gz" else content)
    return b"\n".join(found)


def test_no_export_names_anybody_unless_notes_are_asked_for(kept, tmp_path):
    formats = [*ExportFormat][:-1] if kept.kind in WITH_WORDS else ["csv"]
    without = everything_in(export_recordings([kept.recording], formats, tmp_path / "without"))
    assert NAME.encode() not in without
    assert b"Main Street" not in without
    if kept.kind in WITH_WORDS:
        assert NAME.encode() in everything_in(export_recordings([kept.recording], ["csv"], tmp_path / "w", notes=True))
        assert NAME in str([event for _, event in Recording(kept.recording).events(Note, Marker)])
    copy = tmp_path / "copy.soften"
    share_recording(kept.recording, copy)
    assert NAME.encode() not in copy.read_bytes()


def imported(kind: str, folder: Path) -> SimpleNamespace:
    """Write the file of a kind, and return it with the recording that is made of it."""
    path = WRITERS[kind](folder)
    (outcome,) = import_files([path], Library(folder / "library"))
    assert [file.kind for file, _ in outcome.sessions] == [kind]
    return SimpleNamespace(kind=kind, file=path, recording=outcome.sessions[0][1].path)


@pytest.mark.parametrize("kind", ["rr_text", "polar_hrm", "hrv_logger"])
def test_neither_the_methods_nor_a_report_names_anybody(kind, tmp_path):
    facts = report_facts(imported(kind, tmp_path).recording, english())
    assert NAME not in methods_paragraph(facts, english())
    text = str(report_document(facts, english(), "html", annex=True))
    notes = [note.text for note in facts.review.summary.notes]
    for own in (*notes, *(marker.label for marker in facts.review.markers)):
        text = text.replace(own, "")  # what somebody wrote is on their own page
    assert NAME not in text


def test_a_folder_of_our_own_tables_is_one_recording(tmp_path):
    first = imported("polar_hrm", tmp_path).recording
    (tables,) = export_recordings([first], ["csv"], tmp_path / "out")
    outcomes = list(import_files([tables], Library(tmp_path / "again")))
    (made,) = [recording for outcome in outcomes for _, recording in outcome.sessions]
    assert [outcome.path.name for outcome in outcomes] == ["beats.csv"]
    with Recording(first) as before, Recording(made.path) as after:
        beats = [[(beat.rr_ms, beat.arrived_s) for beat in each.beats()] for each in (before, after)]
    assert [rr_ms for rr_ms, _ in beats[1]] == [rr_ms for rr_ms, _ in beats[0]]
    assert [t_s for _, t_s in beats[1]] == pytest.approx([t_s for _, t_s in beats[0]], abs=0.002)


@pytest.mark.parametrize(
    "label", ["baseline", "Start", "trigger 12", "S  7", "42", "Sleep stage N2", "eyes_closed", "soften:step:2"]
)
def test_common_labels_of_a_file_are_kept(label):
    marker = Marker(t_s=1.0, label=label.replace("eyes_closed", "eyes closed"), origin=FROM_FILE)
    assert nameless_marker(marker) == marker


@pytest.mark.parametrize("label", [TOLD, "Jane", "Anna 3", "baseline of Jane", "jq", "1980-05-06", "0612345678"])
def test_any_other_label_of_a_file_is_not(label):
    assert nameless_marker(Marker(t_s=1.0, label=label, origin=FROM_FILE)).label == ELLIPSIS
    own = Marker(t_s=1.0, label=label)
    assert nameless_marker(own) == own


def test_a_live_stream_has_the_moment_without_the_words(monkeypatch):
    sent = []
    outlets = Outlets.__new__(Outlets)
    outlets._places = {}
    monkeypatch.setattr(Outlets, "_push", lambda self, kind, source, t_s, values: sent.append((t_s, values)))
    outlets.apply(Marker(t_s=1.0, label=TOLD, origin=FROM_FILE))
    outlets.apply(Note(t_s=2.0, kind="note", text=TOLD))
    outlets.apply(Marker(t_s=3.0, label="baseline", origin=FROM_FILE))
    assert sent == [(1.0, [ELLIPSIS]), (3.0, ["baseline"])]
