"""Fuzz targets for the files of other programs that hold waves, or are none of text."""

import json
import math
import random
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np

from biofeedback.errors import SoftenError
from sessions.importers.registry import read_file
from tests.fuzz.mutations import changed_bytes, changed_tokens, encoded
from tests.fuzz.target import Target, expect_sentence
from tests.rigs.files import foreign_files
from tests.rigs.files.apple_export import clock_12, export, series
from tests.rigs.files.fit_writer import FitWriter
from tests.rigs.files.wfdb_writer import written
from tests.rigs.files.xdf_writer import stream, xdf
from tests.rigs.hearts.made_waves import beat_times, wave
from ui.words.languages import english
from ui.words.recordings.import_remarks import remark_sentence

_RATE_HZ, _LENGTH_S = 100, 6
_T_S = np.arange(_RATE_HZ * _LENGTH_S) / _RATE_HZ
_ECG = wave("ecg", _T_S, beat_times(_LENGTH_S))
_RR_MS = [812, 806, 795, 840, 871, 866, 832, 799, 801]


def _fit() -> bytes:
    fit = FitWriter()
    fit.file_id(1_141_542_000)
    fit.developer_field("RR interval", "ms")
    for at in range(0, 9, 3):
        own = np.array(_RR_MS[at : at + 3], dtype="<u2").tobytes()
        fit.record(1_141_542_000 + at, 74, [(0, own)])
        fit.hrv(_RR_MS[at : at + 3])
        fit.event(1_141_542_000 + at, 0, 0)
    return fit.finished


def _apple() -> bytes:
    intervals = [float(rr) for rr in _RR_MS]
    return export(series("2026-03-05", 3600, intervals), series("2026-03-05", 50_000, intervals, clock_12))


def _edf() -> bytes:
    head = [
        "0".ljust(168),
        "05.03.26",
        "07.10.15",
        "768".ljust(8),
        "EDF+C".ljust(44),
        "6".ljust(8),
        "1".ljust(8),
        "2   ",
    ]
    fields = [["ECG", "EDF Annotations"], ["", ""], ["mV", ""], ["-5", "-1"], ["5", "1"], ["-32768", "-32768"]]
    fields += [["32767", "32767"], ["", ""], ["100", "20"], ["", ""]]
    widths = (16, 80, 8, 8, 8, 8, 8, 80, 8, 32)
    text = "".join(head) + "".join(each.ljust(width) for two, width in zip(fields, widths, strict=True) for each in two)
    data = text.encode()
    for record in range(_LENGTH_S):
        data += np.round(_ECG[record * 100 : record * 100 + 100] * 6000).astype("<i2").tobytes()
        data += f"+{record}\x14\x14\0+{record}.3\x14R\x14\0".encode().ljust(40, b"\0")
    return data


def _xdf() -> bytes:
    times = (5.0 + _T_S).tolist()
    ecg = stream(1, "H10", "ECG", "float32", _RATE_HZ, [("ECG", "mV")], times, _ECG[:, None].tolist(), [(5.0, 1.0)] * 3)
    beats = [5.0 + 0.8 * at for at in range(9)]
    rr = stream(2, "RR", "RR", "double64", 0, [("rr", "ms")], beats, [[float(each)] for each in _RR_MS])
    return xdf(ecg, rr, stream(3, "m", "Markers", "string", 0, [("m", "")], [6.0, 7.0], [["a"], ["b"]]))


def _opensignals() -> str:
    device = {"sensor": ["ECG"], "column": ["nSeq", "A1"], "label": ["A1"], "sampling rate": 100, "date": "2018-5-28"}
    rows = "".join(f"{at % 16}\t{value:.0f}\t\n" for at, value in enumerate(500 + 200 * _ECG[:200]))
    return f"# OpenSignals Text File Format\n# {json.dumps({'x': device})}\n# EndOfHeader\n{rows}"


def _polar() -> str:
    rows = "".join(
        f"2026-03-05T07:10:15.000;{599_636_646_177_065_964 + at * 10_000_000};{at * 10.0};{value:.0f}\n"
        for at, value in enumerate(500 * _ECG[:200])
    )
    return f"Phone timestamp;sensor timestamp [ns];timestamp [ms];ecg [uV]\n{rows}"


def _movesense() -> str:
    packets = [
        {"ecg": {"Samples": [round(each) for each in 500 * _ECG[at : at + 16]], "Timestamp": at * 10}}
        for at in range(0, 200, 16)
    ]
    return json.dumps({"data": packets})


def _heartbeats() -> str:
    beats = [{"timeSinceSeriesStart": round(0.8 * at, 2), "precededByGap": at == 4} for at in range(9)]
    return json.dumps([{"sourceName": "Watch", "startDate": "2026-03-05T08:55:31+01:00", "heartbeatSeries": beats}])


@cache
def _wfdb() -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder))
        return {each.name: each.read_bytes() for each in Path(folder).iterdir()}


def _of_bytes(make: Callable[[], bytes], header: int) -> Callable[[Path, random.Random], None]:
    seed = cache(make)

    def change(folder: Path, chance: random.Random) -> None:
        data = seed()
        if chance.random() < 0.15:
            data = data[: chance.randrange(len(data))]
        (folder / "file").write_bytes(changed_bytes(data, chance, header=header))

    return change


def _of_text(makes: tuple[Callable[[], str], ...], marks: str) -> Callable[[Path, random.Random], None]:
    def change(folder: Path, chance: random.Random) -> None:
        text = chance.choice(makes)()
        if chance.random() < 0.6:
            text = changed_tokens(text, chance, marks)
        made = encoded(text, chance) if chance.random() < 0.2 else text.encode("utf-8", "replace")
        (folder / "file").write_bytes(changed_bytes(made, chance, header=300) if chance.random() < 0.5 else made)

    return change


def _record(folder: Path, chance: random.Random) -> None:
    files = dict(_wfdb())
    name = chance.choice(sorted(files))
    if name.endswith(".hea") and chance.random() < 0.7:
        files[name] = changed_tokens(files[name].decode(), chance, " /(x+:").encode("utf-8", "replace")
    else:
        files[name] = changed_bytes(files[name], chance)
    for each, data in files.items():
        (folder / each).write_bytes(data)


def _read(folder: Path) -> bool:
    path = folder / "file"
    try:
        file = read_file(path if path.exists() else folder / "r1.hea")
    except SoftenError as error:
        expect_sentence(error)
        return False
    assert file.hearts or file.waves
    for heart in file.hearts:
        assert all(math.isnan(rr) or rr > 0 for rr in heart.rr_ms)
        assert heart.t_s is None or all(before <= after for before, after in pairwise(heart.t_s))
    for each in file.waves:
        assert each.values.ndim == 2
        assert each.rate_hz > 0
        assert len(each.times_s) == len(each.values)
        assert bool(np.all(np.diff(each.times_s) >= 0))
        assert bool(np.all(np.isfinite(each.times_s)))
    assert all(math.isfinite(event.t_s) for event in file.events)
    for remark in file.remarks:
        assert remark_sentence(remark.code, remark.facts, english())
    return True


SEEDS: Mapping[str, Callable[[], bytes]] = MappingProxyType({"fit": _fit, "apple": _apple, "edf": _edf, "xdf": _xdf})
"""Whole files of the formats that are no text, by the names of their targets."""

FOREIGN: tuple[Callable[[], str], ...] = (
    foreign_files.hrv_logger_older,
    foreign_files.hrv_logger_newer,
    foreign_files.polar_sensor_logger_rr,
    foreign_files.polar_sensor_logger_ppi,
    foreign_files.polar_hrm,
    foreign_files.goldencheetah,
    foreign_files.empatica_e4,
    foreign_files.empatica_embrace,
    foreign_files.kubios_report,
    foreign_files.vns_analyse,
    foreign_files.polar_flow_training,
    foreign_files.polar_flow_days,
    lambda: foreign_files.movesense("lines"),
    lambda: foreign_files.movesense("converted"),
    foreign_files.emwave_table,
    foreign_files.emwave_json,
    foreign_files.packet_table,
    lambda: foreign_files.plain_json("rows"),
    lambda: foreign_files.plain_json("lists"),
)
"""Texts of apps and of watches, in one layout of each at least."""

_TEXTS = (_opensignals, _polar, _movesense, _heartbeats)

IMPORT_TARGETS = (
    Target(name="fit", make=_of_bytes(_fit, 100), read=_read),
    Target(name="apple", make=_of_bytes(_apple, 700), read=_read),
    Target(name="edf", make=_of_bytes(_edf, 768), read=_read),
    Target(name="xdf", make=_of_bytes(_xdf, 600), read=_read),
    Target(name="wfdb", make=_record, read=_read),
    Target(name="device-texts", make=_of_text(FOREIGN, '\t;,:"[]{} \n='), read=_read),
    Target(name="wave-texts", make=_of_text(_TEXTS, '\t;,:"[]{} '), read=_read),
)
