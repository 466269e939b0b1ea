"""Analyses one file of a study: a pure function of what is in it, whoever asks for it, wherever and in which order.

It reads and never writes, and answers with plain data; what cannot be read is an answer too.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.study.result import Answer, Block, BlockNumber, FileProblem, FileResult, Heart, OfStudy, known
from biofeedback.error_codes import RecordingErrorCode, SealErrorCode, StudyErrorCode
from biofeedback.errors import RecordingError, SoftenError
from sessions.opened_file import looks_like_recording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from biofeedback.sensor_timing import SensorTiming
    from biofeedback.signals.analysed import Analysis
    from biofeedback.signals.analysis import Method
    from biofeedback.signals.variability.detrend import Detrend
    from sessions.importers.imported import ImportedFile
    from sessions.reader import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySettings:
    """How every file of a study is analysed: as `soften analyse` says it of one.

    ``notes`` says whether free words are taken from the recordings, which are the person's own.
    """

    detrend: Detrend = "none"
    spectrum: Method = "welch"
    notes: bool = False


class _Stretch(NamedTuple):
    """A block by its name, in seconds of the clock of the recording, and what a protocol calls it."""

    name: str
    from_s: float
    until_s: float
    kind: str = ""
    label: str = ""


class _Beats(NamedTuple):
    """The beats of a heart as an analysis takes them."""

    rr_ms: Sequence[float]
    arrived_s: Sequence[float] | None
    quality: Sequence[float]
    told_s: Sequence[float] | None
    timing: SensorTiming
    breaths_s: Sequence[tuple[float, float]] = ()


def analyse_file(path: Path, settings: StudySettings) -> FileResult:
    """Return what a recording, or a file of another program, comes to.

    Raises nothing of ours: what cannot be read is told in the result.
    """
    try:
        return _of_recording(path, settings) if looks_like_recording(path) else _of_file(path, settings)
    except SoftenError as error:
        return FileResult(problem=problem_of(error, path))


def problem_of(error: SoftenError, path: Path) -> FileProblem:
    """Return why a file has no numbers, in English, as tables for researchers are, and without its folder."""
    from ui.words.errors import error_sentence
    from ui.words.languages import english

    sentence = error_sentence(error, english()).replace(str(path), path.name)
    return FileProblem(code=str(error.code), sentence=sentence, may_pass=_may_pass(error))


def _may_pass(error: SoftenError) -> bool:
    """Return whether this is of the machine, or of what somebody gave, and not of what is in the file."""
    of_file = isinstance(error, RecordingError)
    return not of_file or isinstance(error.code, SealErrorCode) or error.code is RecordingErrorCode.FILE_UNREADABLE


def _of_recording(path: Path, settings: StudySettings) -> FileResult:
    from biofeedback.app.recordings.recorded_beats import recorded_beats
    from sessions.reader import Recording
    from ui.words.errors import error_sentence
    from ui.words.languages import english

    with Recording(path) as recording:
        stretches = tuple(_steps(recording))
        hearts: list[Heart] = []
        for source in recording.sources or ("",):
            beats = recorded_beats(recording, source or None)
            taken = _Beats(beats.rr_ms, beats.arrived_s, beats.quality, beats.told_s, beats.timing, beats.breaths_s)
            hearts.append(_heart(taken, settings, stretches, recording.facts, part=1, source=beats.source))
        said = tuple(error_sentence(each, english()).replace(str(path), path.name) for each in recording.remarks)
        described = OfStudy(**{each.name: recording.facts.get(each.name, "") for each in fields(OfStudy)})
        answers = tuple(_answers(recording, settings))
        return replace(_whole("recording", hearts, path, remarks=said), of=described, answers=answers)


def _steps(recording: Recording) -> Iterator[_Stretch]:
    """Yield the steps of a practice, each from its beginning to that of the next, or to the end of the practice."""
    from biofeedback.events import BlockBegan, PracticeEnded, StepBegan

    begun: _Stretch | None = None
    for _, event in recording.events(StepBegan, BlockBegan, PracticeEnded):
        if isinstance(event, BlockBegan):  # with the step that it is
            begun = None if begun is None else begun._replace(kind=event.kind, label=event.label)
        elif isinstance(event, StepBegan | PracticeEnded):
            if begun is not None and event.t_s > begun.from_s:
                yield begun._replace(until_s=event.t_s)
            begun = _Stretch(event.name, event.t_s, event.t_s) if isinstance(event, StepBegan) else None
    if begun is not None and recording.duration_s > begun.from_s:
        yield begun._replace(until_s=recording.duration_s)


def _answers(recording: Recording, settings: StudySettings) -> Iterator[Answer]:
    """Yield what was answered; without ``notes`` of words only that something was asked."""
    from biofeedback.events import FormAnswered
    from sessions.nameless import has_own_words

    for _, event in recording.events(FormAnswered):
        if isinstance(event, FormAnswered):
            is_kept = settings.notes or not has_own_words(event)
            yield Answer(
                form=event.form,
                moment=event.moment,
                question=event.question,
                kind=event.kind,
                value=event.value if is_kept else "",
                took_s=event.took_s,
            )


def _of_file(path: Path, settings: StudySettings) -> FileResult:
    from biofeedback.app.importing.several_files import read_all

    hearts: list[Heart] = []
    kinds: list[str] = []
    beside: list[str] = []
    said: list[str] = []
    part = 0
    with ExitStack() as unpacked:
        for read in read_all(path, unpacked):
            kinds.append(read.kind)
            beside += [name for name in (*read.beside, *read.belonging) if name != path.name]
            said += _remarks(read, path)
            for one in read.sessions:
                part += 1
                hearts += _hearts_of(one, settings, part)
    with_files = tuple(dict.fromkeys(beside))
    return _whole(" ".join(dict.fromkeys(kinds)), hearts, path, with_files=with_files, remarks=tuple(said))


def _remarks(read: ImportedFile, path: Path) -> Sequence[str]:
    from ui.words.languages import english
    from ui.words.recordings.import_words import file_sentences

    return file_sentences(path.name, read.kind, [(each.code, each.facts) for each in read.remarks], english())


def _hearts_of(file: ImportedFile, settings: StudySettings, part: int) -> Iterator[Heart]:
    from biofeedback.app.importing.file_beats import beats_of

    first = beats_of(file)
    started = "" if file.started_at is None else file.started_at.isoformat()
    for source in first.known:
        beats = first if source == first.source else beats_of(file, source)
        taken = _Beats(beats.rr_ms, beats.arrived_s, beats.quality, beats.told_s, beats.timing)
        yield _heart(taken, settings, (), {"started_at": started}, part=part, source=source)


def _whole(
    kind: str,
    hearts: Sequence[Heart],
    path: Path,
    *,
    with_files: tuple[str, ...] = (),
    remarks: tuple[str, ...] = (),
) -> FileResult:
    with_beats = tuple(heart for heart in hearts if heart.blocks)
    problem = None if with_beats else problem_of(RecordingError(StudyErrorCode.NO_BEATS, path.name), path)
    return FileResult(kind=kind, hearts=with_beats, with_files=with_files, remarks=remarks, problem=problem)


def _heart(
    beats: _Beats,
    settings: StudySettings,
    stretches: Sequence[_Stretch],
    facts: Mapping[str, str],
    *,
    part: int,
    source: str,
) -> Heart:
    described = {name: facts.get(name, "") for name in ("practice", "started_at")}
    blocks = tuple(_blocks(beats, settings, stretches)) if any(rr_ms > 0.0 for rr_ms in beats.rr_ms) else ()
    return Heart(part=part, source=source, simulated="yes" if "seed" in facts else "", blocks=blocks, **described)


def _blocks(beats: _Beats, settings: StudySettings, stretches: Sequence[_Stretch]) -> Iterator[Block]:
    from biofeedback.signals.timing.raw_record import raw_record

    began_s = raw_record(beats.rr_ms, beats.arrived_s, beats.told_s).began_s if stretches else 0.0
    whole = _analysed(beats, settings, None)
    yield _block(whole, beats.timing, 0, _Stretch("", 0.0, whole.duration_s))
    for index, stretch in enumerate(stretches, start=1):
        from_s, until_s = max(0.0, stretch.from_s - began_s), stretch.until_s - began_s
        if until_s > from_s:
            analysis = _analysed(beats, settings, (from_s, until_s))
            # An analysis ends with the last beat; the time after a heart was heard no more is of the block as well.
            beats_share = max(0.0, min(until_s, whole.duration_s) - from_s) / (until_s - from_s)
            coverage_share = analysis.coverage_share * beats_share if analysis.beats else 0.0
            yield _block(replace(analysis, coverage_share=coverage_share), beats.timing, index, stretch)


def _analysed(beats: _Beats, settings: StudySettings, window_s: tuple[float, float] | None) -> Analysis:
    from biofeedback.signals.analysis import analyse

    return analyse(
        beats.rr_ms,
        arrived_s=beats.arrived_s,
        told_s=beats.told_s,
        quality=beats.quality,
        window_s=window_s,
        detrend=settings.detrend,
        spectrum=settings.spectrum,
        breaths_s=beats.breaths_s,
    )


def _block(analysis: Analysis, timing: SensorTiming, place: int, stretch: _Stretch) -> Block:
    numbers = {name: value for name, value in analysis.numbers().items() if isinstance(value, int | float)}
    return Block(
        place=place,
        name=stretch.name,
        kind=stretch.kind,
        label=stretch.label,
        from_s=stretch.from_s,
        until_s=stretch.until_s,
        beats=analysis.beats,
        coverage_share=known(analysis.coverage_share),
        corrected_ratio=known(analysis.corrected_ratio),
        cautions=tuple(str(each.code) for each in timing.cautions_with(analysis.cautions, analysis.rmssd_ms)),
        numbers=tuple(
            BlockNumber(
                name=name,
                value=known(value),
                reason=str(analysis.reasons[name].code) if name in analysis.reasons else "",
            )
            for name, value in numbers.items()
        ),
    )
