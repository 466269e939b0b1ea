"""`soften analyse`: the numbers of a recording or of a file of another program."""

import math
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import typer

from biofeedback.app.paths import from_home, means_recording
from biofeedback.cli.options import command, json_option
from biofeedback.cli.progress import Progress, no_progress
from biofeedback.cli.recordings.analyse_group import analyse_group
from biofeedback.cli.recordings.json_numbers import json_definition, json_known, json_reason
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import BeatEditErrorCode, CommandErrorCode
from biofeedback.errors import UsageError
from biofeedback.outside_text import shown
from biofeedback.signals.progress import part_of
from ui.words.errors import error_sentence
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.codes import ImportRemarkCode
    from biofeedback.facts import Facts
    from biofeedback.sensor_timing import SensorTiming
    from biofeedback.signals.analysed import Analysis, Counts
    from biofeedback.signals.artefacts.hand_edits import HandEdit
    from biofeedback.signals.definitions import Definition
    from sessions.reader import Recording


T = TypeVar("T")

_READ_SHARE = 0.1
"""Of the time that a long text of intervals takes, when it is read: as it was once measured."""


class Detrending(StrEnum):
    """What is taken out before the powers by frequency."""

    NONE = "none"
    LINEAR = "linear"
    SMOOTHNESS_PRIORS = "smoothness-priors"


class LayerChoice(StrEnum):
    """Of which beats the numbers are."""

    RAW = "raw"
    AUTOMATIC = "automatic"
    HAND = "hand"


class SpectrumMethod(StrEnum):
    """How the powers by frequency are found."""

    WELCH = "welch"
    LOMB = "lomb"


class _Beats(NamedTuple):
    """What was read, how, how far beats can be trusted, the sensor's clock, breaths led, edits, remarks on a file."""

    remark: str
    rr_ms: "list[float]"
    arrived_s: "list[float] | None"
    quality: "list[float]"
    timing: "SensorTiming"
    told_s: "list[float] | None" = None
    breaths_s: tuple[tuple[float, float], ...] = ()
    edits: "tuple[HandEdit, ...] | None" = None
    remarks: "tuple[tuple[ImportRemarkCode, Facts], ...]" = ()


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "file": typer.Argument(help=language.gettext("A recording, or a file of another program.")),
        "as_json": json_option(language),
        "no_correction": typer.Option(
            "--no-correction",
            help=language.gettext("Take all intervals of {shortest} to {longest} ms as they came.").format(
                shortest=language.whole(300), longest=language.whole(2000)
            ),
        ),
        "layer": typer.Option(
            "--layer",
            help=language.gettext("Of which beats: as they came, corrected by rule, or as they were edited by hand."),
        ),
        "window": typer.Option(
            "--window",
            metavar="START:END",
            help=language.gettext("This stretch alone, in seconds from the beginning."),
        ),
        "detrend": typer.Option("--detrend", help=language.gettext("What to take out before the powers by frequency.")),
        "spectrum": typer.Option("--spectrum", help=language.gettext("How to find the powers by frequency.")),
        "source": typer.Option(
            "--source", metavar="NAME", help=language.gettext("Which of several recorded hearts; else the first.")
        ),
        "group": typer.Option(
            "--group",
            help=language.gettext("All hearts together, of a recording or of a folder of recordings of one time."),
        ),
    }
    app.command(
        "analyse",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Compute the numbers of a recording, or of a file of another program."),
            language.gettext(
                "A file of another program is known by what is in it; a text of intervals may have any layout."
            ),
        ),
        epilog=examples(
            language,
            "`soften analyse 2026-11-22_07-30-00_compassionate_pause`",
            "`soften analyse rr.txt --json`",
            "`soften analyse 2026-11-22 --layer hand`",
            "`soften analyse evening_in_the_hall --group`",
            "`soften analyse rr.txt --window 60:360 --detrend smoothness-priors`",
        ),
    )(command(analyse, language, **parameters))


def analyse(
    language: Language,
    file: Path,
    as_json: bool = False,
    no_correction: bool = False,
    layer: LayerChoice | None = None,
    window: str | None = None,
    detrend: Detrending = Detrending.NONE,
    spectrum: SpectrumMethod = SpectrumMethod.WELCH,
    source: str | None = None,
    group: bool = False,
) -> None:
    """Compute the numbers of a recording, or of a file of another program."""
    if group:
        said = {"--no-correction": no_correction, "--layer": layer, "--window": window, "--source": source}
        said |= {"--detrend": detrend is not Detrending.NONE, "--spectrum": spectrum is not SpectrumMethod.WELCH}
        return analyse_group(language, file, as_json=as_json, beside=[name for name, value in said.items() if value])
    window_s = None if window is None else _window_s(window)
    if no_correction and layer not in (None, LayerChoice.RAW):
        raise UsageError(BeatEditErrorCode.LAYERS_AT_ODDS)
    by_hand = layer is LayerChoice.HAND
    if by_hand and not means_recording(file):
        raise UsageError(BeatEditErrorCode.LAYER_OF_TEXT, file=file.name)
    # The longest spectrum, the breath and entropies on a core of their own: half of the time of a day's beats.
    with Progress(language) as progress, ThreadPoolExecutor(max_workers=1) as beside:
        beats = (
            _of_recording(file, language, source, by_hand=by_hand)
            if means_recording(file)
            else _of_file(file, language, source)
        )
        progress(_READ_SHARE)
        from biofeedback.signals.analysis import analyse as analyse_beats

        result = analyse_beats(
            beats.rr_ms,
            arrived_s=beats.arrived_s,
            told_s=beats.told_s,
            quality=beats.quality,
            corrected=not (no_correction or layer is LayerChoice.RAW),
            edits=beats.edits,
            window_s=window_s,
            detrend=detrend.value,
            spectrum=spectrum.value,
            breaths_s=beats.breaths_s,
            on_progress=part_of(progress, _READ_SHARE, 1.0),
            begin=partial(_begun, beside),
        )
    from ui.words.analysis_words import analysis_lines

    if window_s is not None and not result.beats:
        raise UsageError(CommandErrorCode.WINDOW_WITHOUT_BEATS, window=str(window), file=file.name)
    if as_json:
        settings = {
            "correction": result.layer != "raw",
            "layer": result.layer,
            "window_s": window_s,
            "detrend": detrend.value,
            "spectrum": spectrum.value,
        }
        say_json(_json(result, settings, beats.timing) | {"file": _json_remarks(beats.remarks)})
    else:
        say("\n".join([beats.remark, *analysis_lines(result, beats.timing, language)]))


def _begun(beside: ThreadPoolExecutor, part: Callable[[], T]) -> Callable[[], T]:
    """Begin a part of an analysis beside the rest; what has not begun when it is asked for is computed here."""
    begun = beside.submit(part)
    return lambda: part() if begun.cancel() else begun.result()


def _window_s(text: str) -> tuple[float, float]:
    parts = text.split(":")
    try:
        from_s, until_s = (float(part) for part in parts)
    except ValueError:
        from_s = until_s = math.nan
    if not 0.0 <= from_s < until_s < math.inf:
        raise UsageError(CommandErrorCode.WINDOW_NO_TIMES, window=text)
    return from_s, until_s


def _of_recording(file: Path, language: Language, source: str | None = None, *, by_hand: bool = False) -> _Beats:
    from biofeedback.app.paths import find_recording
    from biofeedback.app.recordings.recorded_beats import recorded_beats
    from biofeedback.cli.summary import say_remarks
    from sessions.reader import Recording
    from ui.words.analysis_words import hearts_sentence, recording_sentence

    path = find_recording(file)
    with Recording(path) as recording:
        beats = recorded_beats(recording, source)
        edits = _edits(recording, beats.source, language) if by_hand else None
        with no_progress():
            say_remarks(recording, language)
        known = recording.sources or ()
    remark = [
        recording_sentence(shown(path.name), len(beats.rr_ms), language),
        hearts_sentence(known, beats.source, language),
    ]
    said = "\n".join(filter(None, remark))
    return _Beats(said, beats.rr_ms, beats.arrived_s, beats.quality, beats.timing, beats.told_s, beats.breaths_s, edits)


def _edits(recording: "Recording", source: str, language: Language) -> "tuple[HandEdit, ...]":
    """Return what was edited by hand, by the place of the beats, and say how many edits name none of them."""
    from sessions.beat_layers import edits_by_position
    from sessions.later.edits import hand_edits

    known, unknown = edits_by_position(hand_edits(recording.beat_edits(), source), recording.beats(source))
    if unknown:
        with no_progress():
            say(error_sentence(UsageError(BeatEditErrorCode.PASSED_OVER, count=len(unknown)), language), err=True)
    return tuple(known)


def _of_file(file: Path, language: Language, source: str | None = None) -> _Beats:
    from biofeedback.app.importing.file_beats import beats_of
    from biofeedback.app.importing.several_files import read_one
    from ui.words.analysis_words import hearts_sentence
    from ui.words.recordings.import_words import file_sentences, later_sentence

    read = read_one(from_home(file))
    beats = beats_of(read, source)
    remarks = [(remark.code, remark.facts) for remark in (*read.remarks, *beats.remarks)]
    # What is said of a text or a table begins with what was found in it.
    said = file_sentences(shown(file.name), read.kind, remarks, language)[read.kind == "rr_text" :]
    lines = [" ".join(filter(None, [*said, later_sentence(len(read.later), language)]))]
    if read.hearts:
        lines.append(hearts_sentence(beats.known, beats.source, language))
    said_of_file = "\n".join(filter(None, lines))
    found = beats.rr_ms, beats.arrived_s, beats.quality, beats.timing, beats.told_s
    return _Beats(said_of_file, *found, remarks=tuple(remarks))


def _json(result: "Analysis", settings: Mapping[str, object], timing: "SensorTiming") -> dict[str, object]:
    from biofeedback.signals.definitions import DEFINITIONS
    from ui.words.languages import english
    from ui.words.reason_words import reason_sentence
    from ui.words.recordings.version_words import analysis_versions

    numbers = result.numbers()
    cautions = timing.cautions_with(result.cautions, result.rmssd_ms)
    return {
        **{name: _json_value(value, DEFINITIONS[name]) for name, value in numbers.items()},
        "layer": result.layer,
        "caution": " ".join(reason_sentence(caution, english()) for caution in cautions),
        "caution_code": json_reason(cautions[0]) if cautions else None,
        "caution_codes": [json_reason(caution) for caution in cautions],
        "reasons": {name: reason_sentence(reason, english()) for name, reason in result.reasons.items()},
        "reason_codes": {name: json_reason(reason) for name, reason in result.reasons.items()},
        "settings": settings,
        "sensor": {
            "resolution_ms": json_known(timing.resolution_ms),
            "rmssd_floor_ms": json_known(timing.rmssd_floor_ms),
            "rmssd_noise_ms": json_known(timing.rmssd_noise_ms),
            "interval_unit_ms": json_known(timing.interval_unit_ms),
        },
        "definitions": {name: json_definition(DEFINITIONS[name]) for name in numbers},
        "versions": analysis_versions(numbers),
    }


def _json_remarks(remarks: "tuple[tuple[ImportRemarkCode, Facts], ...]") -> list[dict[str, object]]:
    from ui.words.languages import english
    from ui.words.recordings.import_remarks import remark_sentence

    return [
        {"code": code.value, "facts": [list(fact) for fact in facts], "said": remark_sentence(code, facts, english())}
        for code, facts in remarks
    ]


def _json_value(value: "float | Counts", definition: "Definition") -> float | dict[str, int] | None:
    if isinstance(value, Mapping):
        return {str(kind): count for kind, count in value.items()}
    return int(value) if definition.unit == "count" and not math.isnan(value) else json_known(value)
