"""Reads a whole recording as arrays: what `sessions.read` does."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from sessions.arrays.rows import answer_rows, beat_rows, breath_rows, event_rows, layer_rows, metric_rows, step_rows
from sessions.arrays.tables import Answers, BeatLayers, Beats, Breaths, Events, Metrics, Steps
from sessions.arrays.waves import Wave, read_wave, waves_found
from sessions.reader import Recording


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordingArrays:
    """All of a recording as arrays.

    Attributes
    ----------
    facts : mapping of str to str
        What is true of the whole session: ``started_at``, ``practice``, ``program_version`` and others.
    versions : mapping of str to int
        The version of every definition and stage that its numbers rest on.
    sources : tuple of str
        The hearts, the primary one first.
    duration_s : float
        The time of the last event in seconds.
    beats : Beats
        Raw and corrected intervals side by side, with what was thought of each beat.
    layers : BeatLayers
        The same corrected by rule from both sides, and as somebody edited them by hand.
    waves : tuple of Wave
        The samples of ECG, pulse and acceleration.
    events, steps, breaths, metrics : Events, Steps, Breaths, Metrics
        What happened, the steps, the breaths as they were led, and the numbers as they were computed live.
    answers : Answers
        What was answered to forms before the practice and after it.
    """

    facts: Mapping[str, str]
    versions: Mapping[str, int]
    sources: tuple[str, ...]
    duration_s: float
    beats: Beats
    layers: BeatLayers
    waves: tuple[Wave, ...]
    events: Events
    steps: Steps
    breaths: Breaths
    metrics: Metrics
    answers: Answers


def read(file: str | PathLike[str]) -> RecordingArrays:
    """Read a recording as arrays; the file stays as it is.

    Parameters
    ----------
    file : path
        The recording.

    Returns
    -------
    RecordingArrays
        Tables of numpy arrays; times are seconds after the recording began, units are in the names.

    Raises
    ------
    RecordingError
        The recording cannot be read.
    """
    with Recording(Path(file)) as recording:
        names = sorted({*(recording.versions or ()), *recording.metric_names()})
        return RecordingArrays(
            facts=dict(recording.facts),
            versions={name: recording.version_of(name) for name in names},
            sources=recording.sources or (),
            duration_s=recording.duration_s,
            beats=Beats.of(beat_rows(recording)),
            layers=BeatLayers.of(layer_rows(recording)),
            waves=tuple(read_wave(recording, found) for found in waves_found(recording)),
            events=Events.of(event_rows(recording)),
            steps=Steps.of(step_rows(recording)),
            breaths=Breaths.of(breath_rows(recording)),
            metrics=Metrics.of(metric_rows(recording)),
            answers=Answers.of(answer_rows(recording)),
        )
