"""EDF+: a file for each wave, with beats, steps, breaths, markers and gaps as annotations; or for these alone."""

import math
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

import numpy as np

from biofeedback.event_kinds import SampleKind
from biofeedback.files.private import open_private
from sessions.arrays.table import FloatArray
from sessions.arrays.tables import Beats, Breaths, Events, Steps
from sessions.arrays.waves import WaveFound
from sessions.exports.cells import line
from sessions.exports.content import Content
from sessions.exports.grid import Grid, grid_of, has_grid, on_grid
from sessions.exports.tidy import named_waves
from sessions.extras import needed

if TYPE_CHECKING:
    from edfio import EdfAnnotation, EdfSignal, Recording

_LEAST, _MOST = -32768, 32767  # what 16 bits hold
_LONGEST_TEXT = 200  # characters of an annotation; a choice: viewers write them beside the wave
_LONGEST_UNIT = 8  # characters of the unit of a signal in the header of EDF
_PARTS_A_SECOND = 32
"""Data records last a whole number of these parts: their beginnings are then exact in few decimals, as readers want
them, and eight characters hold any length up to 100 s."""
_MOST_PARTS = 3199  # 99.97 s: the longest record that eight characters hold
_LATEST_S = 0.005  # by which the last sample may be off for its rate to be near enough: less than one of an ECG
_LABELS: Mapping[SampleKind, str] = MappingProxyType(
    {"ecg": "ECG", "pulse": "Pleth", "acceleration": "Acc", "breath": "Resp"}
)
"""What signals are called: the standard texts of EDF+ where there is one."""
_NOTHING = 0.0  # what stands in a gap, which is annotated
_GAP = "no samples"


def write_edf(content: Content, folder: Path) -> dict[str, str]:
    """Write EDF+ into a folder, and return what is in each file, by its name.

    Raises
    ------
    UsageError
        edfio is not installed.
    """
    edfio = needed("files", "edfio")
    late_s = 0.0 if content.dated is None else content.dated.microsecond * 1e-6
    annotations = list(_annotations(content, edfio, late_s))
    described: dict[str, str] = {}
    for wave, called in named_waves([each for each in content.waves if has_grid(each)]):
        name = f"{content.stem}_{called.removeprefix('wave_')}.edf"
        grid, lasts_s = _recorded_grid(wave)
        rows = np.concatenate(list(on_grid(content.blocks(wave), grid)))
        gaps = list(_gaps(rows, grid, late_s, edfio))
        before = round((grid.start_s + late_s) * grid.rate_hz)
        a_record = round(lasts_s * grid.rate_hz)
        behind = -(before + len(rows)) % a_record
        if before > 0:
            rows = np.concatenate([np.full((before, rows.shape[1]), np.nan), rows])
        rows = np.pad(rows, ((0, behind), (0, 0)), constant_values=np.nan)
        signals = [
            _signal(edfio, rows[:, channel], wave, f"{_LABELS[wave.key.kind]} {axis}".strip(), a_record / lasts_s)
            for channel, axis in enumerate(wave.axes)
        ]
        _write(content, edfio, signals, [*annotations, *gaps], folder / name, lasts_s)
        described[name] = (
            "A wave with annotations: a beat has its kind, its raw and its corrected interval in ms. Where "
            "there are “no samples” the wave is 0, as before its first sample."
        )
    if not described:
        name = f"{content.stem}.edf"
        _write(content, edfio, [], annotations, folder / name, None)
        described[name] = "Annotations alone, for there is no wave: a beat has its kind and its intervals in ms."
    return described


def _recorded_grid(wave: WaveFound) -> tuple[Grid, float]:
    """Return the grid of a wave and the length of a data record in s, which holds a whole number of samples."""
    grid = grid_of(wave)
    whole_s = max(0.0, wave.last_s - wave.first_s)
    best = (math.inf, grid.rate_hz, 1.0)
    for parts in (_PARTS_A_SECOND, *range(1, _MOST_PARTS + 1)):
        lasts_s = parts / _PARTS_A_SECOND
        rate_hz = round(grid.rate_hz * lasts_s) / lasts_s
        late_s = abs(rate_hz / grid.rate_hz - 1.0) * whole_s
        if rate_hz > 0.0:
            best = min(best, (late_s, rate_hz, lasts_s))
        if best[0] < _LATEST_S:
            break
    _, rate_hz, lasts_s = best
    return Grid(grid.start_s, rate_hz), lasts_s


def _signal(edfio: ModuleType, values: FloatArray, wave: WaveFound, name: str, rate_hz: float) -> "EdfSignal":
    known = np.where(np.isfinite(values), values, _NOTHING)
    exact = wave.whole and wave.lowest >= _LEAST and wave.highest <= _MOST
    lowest, highest = min(wave.lowest, _NOTHING), max(wave.highest, _NOTHING)
    range_of = (_LEAST, _MOST) if exact or highest <= lowest else (_rounded(lowest, -1), _rounded(highest, 1))
    signal: EdfSignal = edfio.EdfSignal(
        known,
        rate_hz,
        label=name,
        physical_dimension=("" if wave.key.unit == "1" else wave.key.unit)[:_LONGEST_UNIT],
        physical_range=range_of,
    )
    return signal


def _rounded(value: float, way: int) -> float:
    """Return a number that eight characters hold, no further inward: 4 significant digits."""
    if value == 0.0:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(value))) - 3)
    return round((math.ceil(value / step) if way > 0 else math.floor(value / step)) * step, 6)


def _gaps(rows: FloatArray, grid: Grid, late_s: float, edfio: ModuleType) -> "Iterator[EdfAnnotation]":
    empty = np.concatenate([[False], np.isnan(rows[:, 0]), [False]])
    edges = np.flatnonzero(empty[1:] != empty[:-1])
    for begin, end in edges.reshape(-1, 2):
        onset_s = late_s + grid.start_s + float(begin) / grid.rate_hz
        yield edfio.EdfAnnotation(max(0.0, onset_s), float(end - begin) / grid.rate_hz, _GAP)


def _annotations(content: Content, edfio: ModuleType, late_s: float) -> "Iterator[EdfAnnotation]":
    for onset_s, lasts_s, text in _texts(content):
        if math.isfinite(onset_s) and onset_s + late_s >= 0.0:
            yield edfio.EdfAnnotation(onset_s + late_s, lasts_s, _clean(text))


def _texts(content: Content) -> Iterator[tuple[float, float | None, str]]:
    several = len(content.hearts) > 1
    for source, _, time_s, _, rr_ms, nn_ms, kind, judged, _, flag in content.rows(Beats):
        if judged:
            whose = [str(source)] if several else []
            words = ["beat", *whose, str(kind), f"rr_ms={_short(rr_ms)}", f"nn_ms={_short(nn_ms)}"]
            words += [f"flag={flag}"] if flag else []
            yield float(str(time_s)), None, " ".join(words)
    for _, name, title, begins_s, ends_s, _ in content.rows(Steps):
        begins = float(str(begins_s))
        yield begins, float(str(ends_s)) - begins, " ".join(["step", f"{name}: {title}"])
    for begins_s, *lengths_s in content.rows(Breaths):
        yield float(str(begins_s)), sum(float(str(each)) for each in lengths_s), "breath"
    for time_s, duration_s, _, event, name, _, details in content.rows(Events):
        if event in ("marker", "gap", "paused", "resumed", "bell_rang", "practice_ended", "note", "answer_kept"):
            lasts_s = float(str(duration_s))
            own = f": {details}" if event in ("note", "answer_kept") else ""
            yield float(str(time_s)), lasts_s if math.isfinite(lasts_s) else None, f"{event} {name}{own}"


def _short(value: object) -> str:
    number = float(str(value))
    return f"{number:.4f}".rstrip("0").rstrip(".") if math.isfinite(number) else "n/a"


def _clean(text: str) -> str:
    """Return a text without the signs by which EDF+ tells annotations apart."""
    sound = "".join(sign if sign.isprintable() else " " for sign in line(text))
    return sound.strip()[:_LONGEST_TEXT] or "event"


def _write(
    content: Content,
    edfio: ModuleType,
    signals: "list[EdfSignal]",
    annotations: "list[EdfAnnotation]",
    path: Path,
    lasts_s: float | None,
) -> None:
    began = content.dated
    whole = None if began is None else began - timedelta(microseconds=began.microsecond)
    made_by = str(content.about()["made_by"]).replace(" ", "_")
    recording: Recording = edfio.Recording(startdate=None if whole is None else whole.date(), equipment_code=made_by)
    edf = edfio.Edf(
        signals,
        recording=recording,
        starttime=None if whole is None else whole.time().replace(tzinfo=None),
        data_record_duration=lasts_s,
        annotations=annotations,
    )
    with open_private(path) as file:
        edf.write(file)
