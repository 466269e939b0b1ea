"""A dataset as BIDS 1.11 has it: waves as physiological recordings, beats as their events, steps and markers beside."""

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path

from biofeedback.files.private import make_private_folder, open_private, open_private_text
from sessions.arrays.tables import Answers, Beats, Breaths, Events, Steps
from sessions.exports.cells import line, write_tsv
from sessions.exports.content import Content
from sessions.exports.grid import grid_of, has_grid, on_grid
from sessions.exports.tidy import named_waves

VERSION = "1.11.0"
_SUBJECT = "sub-01"
_TASK = "practice"
_BEAT_COLUMNS = (
    "onset",
    "duration",
    "trial_type",
    "rr_ms",
    "nn_ms",
    "judged",
    "quality",
    "flag",
    "heart",
    "beat_index",
)
_EVENT_COLUMNS = ("onset", "duration", "trial_type", "name", "value", "details")
_HEART_HZ = 4.0  # samples a second of the held intervals: the even series that heart rate variability mostly uses
_TITLE = "A practice of self-compassion with one's own heart for company"
_NO_DURATION = 0  # an impulse, as BIDS says it


def write_bids(content: Content, folder: Path) -> dict[str, str]:
    """Write a dataset of one session into a folder, and return what is in each file, by its name."""
    session = re.sub(r"\W|_", "", "unknown" if content.started is None else content.started.strftime("%Y%m%dT%H%M%S"))
    inner = Path(_SUBJECT) / f"ses-{session}"
    make_private_folder(folder / inner / "beh")
    stem = f"{_SUBJECT}_ses-{session}_task-{_TASK}"
    writer = _Writer(content, folder, inner / "beh", stem)
    writer.events()
    writer.beats()
    writer.waves()
    if Answers in content.tables:
        writer.answers()
    scans = inner / f"{_SUBJECT}_ses-{session}_scans.tsv"
    began = None if content.dated is None else content.dated.replace(tzinfo=None).isoformat()
    with open_private_text(folder / scans) as file:
        rows = [
            (f"beh/{Path(name).name}", began or "n/a") for name in writer.described if name.endswith("physio.tsv.gz")
        ]
        write_tsv(file, [("filename", "acq_time"), *rows])
    writer.described[scans.as_posix()] = "When the recordings began, by the clock where it was."
    _write_dataset(content, folder)
    writer.described |= {
        "dataset_description.json": "What this dataset is, and what made it.",
        "participants.tsv": "One person without a name, with its columns told in participants.json.",
        "about.json": "Versions of all definitions, coverage, and what was left out.",
    }
    return writer.described


class _Writer:
    """Writes the files of one session."""

    def __init__(self, content: Content, folder: Path, inner: Path, stem: str) -> None:
        self._content = content
        self._folder, self._inner, self._stem = folder, inner, stem
        self.described: dict[str, str] = {}

    def events(self) -> None:
        """Write what happened beside the beats."""
        name = self._place(f"{self._stem}_events.tsv")
        with open_private_text(self._folder / name) as file:
            write_tsv(file, [_EVENT_COLUMNS])
            write_tsv(file, _happened(self._content))
        self._sidecar(
            f"{self._stem}_events.json",
            {
                "TaskName": _TASK,
                "TaskDescription": _TITLE,
                "Practice": line(self._content.practice),
                "trial_type": {"Description": "What kind of event it is; step and breath last, others are moments."},
                "name": {"Description": "Its name or word: the label of a marker, the name of a step, a code."},
                "value": {"Description": "Its number, where it has one."},
                "details": {"Description": "All else that it says, as a JSON object."},
            },
        )
        self.described[name] = (
            "Steps, breaths as they were led, markers and all else that happened; explained in its JSON."
        )

    def beats(self) -> None:
        """Write the heartbeats, as events of an even series of the intervals that were held."""
        content = self._content
        for index, heart in enumerate(content.hearts):
            called = f"{self._stem}_recording-heart{index + 1 if index else ''}"
            rate = {"SamplingFrequency": _HEART_HZ, "StartTime": 0.0, "PhysioType": "generic", "TaskName": _TASK}
            held = self._physio(f"{called}_physio", _held(content, heart))
            self._sidecar(
                f"{called}_physio.json",
                rate
                | {
                    "Columns": ["timestamp", "nn"],
                    "timestamp": {"Description": "Seconds after the recording began.", "Units": "s"},
                    "nn": {"Description": "The corrected interval in which this moment lies.", "Units": "ms"},
                },
            )
            self.described[held] = "The corrected intervals of a heart, held at 4 Hz: the time axis of its beats."
            events = self._physio(f"{called}_physioevents", _beat_events(content, heart))
            meanings = {each.name: each for each in Beats.columns()}
            self._sidecar(
                f"{called}_physioevents.json",
                {
                    "Columns": list(_BEAT_COLUMNS),
                    "OnsetSource": "timestamp",
                    "Description": "Every heartbeat, its raw and its corrected interval, and what was thought of it.",
                    "TaskName": _TASK,
                    "onset": {"Description": meanings["time_s"].what, "Units": "s"},
                    "duration": {"Description": "Nothing: a beat is a moment.", "Units": "s"},
                    "trial_type": {"Description": meanings["kind"].what},
                    "rr_ms": {"Description": meanings["rr_ms"].what, "Units": "ms"},
                    "nn_ms": {"Description": meanings["nn_ms"].what, "Units": "ms"},
                    "judged": {"Description": meanings["judged"].what},
                    "quality": {"Description": meanings["quality"].what},
                    "flag": {"Description": meanings["flag"].what},
                    "heart": {"Description": meanings["source"].what},
                    "beat_index": {"Description": meanings["index"].what},
                },
            )
            self.described[events] = "The beats of a heart: raw and corrected intervals, and what was thought of each."

    def waves(self) -> None:
        """Write the waves, each on an even grid."""
        for wave, called in named_waves(self._content.waves):
            if not has_grid(wave):
                continue
            grid = grid_of(wave)
            label = called.removeprefix("wave_").replace("_", "")
            stem = f"{self._stem}_recording-{label}"
            rows = (row for block in on_grid(self._content.blocks(wave), grid) for row in block.tolist())
            name = self._physio(f"{stem}_physio", rows)
            units = {"1": "arbitrary"}
            self._sidecar(
                f"{stem}_physio.json",
                {
                    "SamplingFrequency": grid.rate_hz,
                    "StartTime": grid.start_s,
                    "PhysioType": "generic",
                    "TaskName": _TASK,
                    "Columns": list(wave.columns),
                }
                | {
                    column: {
                        "Description": "The sample, as the sensor sent it.",
                        "Units": units.get(wave.key.unit, wave.key.unit),
                    }
                    for column in wave.columns
                },
            )
            self.described[name] = "A wave on an even grid, every sample as it was sent; n/a in gaps."

    def answers(self) -> None:
        """Write what was answered to forms, as the behaviour that it is."""
        name = self._place(f"{self._stem}_beh.tsv")
        columns = Answers.columns()
        with open_private_text(self._folder / name) as file:
            write_tsv(file, [tuple(each.name for each in columns)])
            write_tsv(file, self._content.rows(Answers))
        described: dict[str, object] = {"TaskName": _TASK, "TaskDescription": _TITLE}
        for each in columns:
            described[each.name] = {"Description": each.what} | ({"Units": each.unit} if each.unit else {})
        self._sidecar(f"{self._stem}_beh.json", described)
        self.described[name] = "What was answered to forms before the practice and after it, a row for each question."

    def _place(self, name: str) -> str:
        return (self._inner / name).as_posix()

    def _physio(self, stem: str, rows: Iterable[Sequence[object]]) -> str:
        """Write rows into a compressed TSV without titles; the same rows are the same bytes at any time."""
        name = self._place(f"{stem}.tsv.gz")
        with (
            open_private(self._folder / name) as file,
            gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
            TextIOWrapper(packed, encoding="utf-8", errors="replace", newline="") as text,
        ):
            write_tsv(text, rows)
        return name

    def _sidecar(self, name: str, described: Mapping[str, object]) -> None:
        _write_json(self._folder / self._inner / name, described)


def _happened(content: Content) -> Iterator[Sequence[object]]:
    rows: list[tuple[float, object, str, str, object, str]] = []
    for time_s, duration_s, _, event, name, value, details in content.rows(Events):
        when_s, lasts_s = float(str(time_s)), float(str(duration_s))
        if event not in ("breath_planned", "step_began") and math.isfinite(when_s):
            lasts = lasts_s if math.isfinite(lasts_s) else _NO_DURATION
            rows.append((when_s, lasts, str(event), str(name), value, str(details)))
    for _, name, title, begins_s, ends_s, _ in content.rows(Steps):
        begins = float(str(begins_s))
        rows.append((begins, float(str(ends_s)) - begins, "step", str(name), math.nan, str(title)))
    for begins_s, *lengths_s in content.rows(Breaths):
        inhaled, held, exhaled, held_after = (float(str(each)) for each in lengths_s)
        details = json.dumps({"in_s": inhaled, "hold_in_s": held, "out_s": exhaled, "hold_out_s": held_after})
        whole_s = inhaled + held + exhaled + held_after
        rows.append((float(str(begins_s)), whole_s, "breath", "", math.nan, details))
    yield from sorted(rows, key=lambda row: row[0])


def _beat_events(content: Content, heart: str) -> Iterator[Sequence[object]]:
    for source, index, time_s, arrived_s, rr_ms, nn_ms, kind, judged, quality, flag in content.rows(Beats):
        if source == heart:
            when = time_s if math.isfinite(float(str(time_s))) else arrived_s
            yield when, _NO_DURATION, kind or "not judged", rr_ms, nn_ms, judged, quality, flag, source, index


def _held(content: Content, heart: str) -> Iterator[Sequence[object]]:
    """Yield moments in s, `_HEART_HZ` of them a second from 0, each with the corrected interval it lies in."""
    place = 0
    for source, _, time_s, _, _, nn_ms, *_ in content.rows(Beats):
        until_s, interval_ms = float(str(time_s)), float(str(nn_ms))
        if source != heart or not math.isfinite(until_s):
            continue
        since_s = until_s - interval_ms / 1e3  # ms to s; nan where there is no interval
        while (moment_s := place / _HEART_HZ) <= until_s:
            yield moment_s, interval_ms if moment_s > since_s else math.nan
            place += 1


def _write_dataset(content: Content, folder: Path) -> None:
    about = content.about()
    program, version = str(about["made_by"]).split(" ")
    _write_json(
        folder / "dataset_description.json",
        {
            "Name": line(content.practice) or _TITLE,
            "BIDSVersion": VERSION,
            "DatasetType": "raw",
            "GeneratedBy": [
                {
                    "Name": program.capitalize(),
                    "Version": version,
                    "Description": "Recorded and exported; about.json has the version of every definition.",
                }
            ],
        },
    )
    with open_private_text(folder / "participants.tsv") as file:
        write_tsv(file, [("participant_id",), (_SUBJECT,)])
    _write_json(folder / "participants.json", {"participant_id": {"Description": "One person, without a name."}})
    _write_json(folder / ".bidsignore", None)


def _write_json(path: Path, described: Mapping[str, object] | None) -> None:
    with open_private_text(path) as file:
        # Nothing of ours but the two files that explain it is beside what BIDS knows.
        file.write("about.json\n" if described is None else json.dumps(described, indent=2, ensure_ascii=False) + "\n")
