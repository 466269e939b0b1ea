"""`soften analyse`: the numbers of a recording or of a file of intervals."""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from biofeedback.app.paths import means_recording
from biofeedback.cli.options import command, json_option
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import CommandErrorCode, RecordingErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.outside_text import shown
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.events import DeviceFact
    from biofeedback.reasons import Reason
    from biofeedback.sensor_timing import SensorTiming
    from biofeedback.signals.analysis import Analysis, Counts
    from biofeedback.signals.definitions import Definition
    from sessions.reader import Recording


_UNIT_WITHIN_S = 900.0
"""A strap's unit does not change, and shows within two minutes mostly: 15 min are ample, and read in no time."""


class Detrending(StrEnum):
    """What is taken out before the powers by frequency."""

    NONE = "none"
    LINEAR = "linear"
    SMOOTHNESS_PRIORS = "smoothness-priors"


class SpectrumMethod(StrEnum):
    """How the powers by frequency are found."""

    WELCH = "welch"
    LOMB = "lomb"


class _Beats(NamedTuple):
    """What was read, a sentence on how, and what the facts of the sensor say of its clock."""

    remark: str
    rr_ms: "list[float]"
    arrived_s: "list[float] | None"
    timing: "SensorTiming"


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    told = {
        "file": typer.Argument(help=language.gettext("A recording, or a text file with one RR interval a line.")),
        "as_json": json_option(language),
        "no_correction": typer.Option(
            "--no-correction",
            help=language.gettext("Take all intervals of {shortest} to {longest} ms as they came.").format(
                shortest=language.whole(300), longest=language.whole(2000)
            ),
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
    }
    app.command(
        "analyse",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Compute the numbers of a recording, or of RR intervals in a text file."),
            language.gettext(
                "Intervals may be in milliseconds or seconds, one a line, or in a CSV with the header {header}."
            ).format(header="`time,rr`"),
        ),
        epilog=examples(
            language,
            "`soften analyse 2026-11-22_07-30-00_compassionate_pause`",
            "`soften analyse rr.txt --json`",
            "`soften analyse rr.txt --window 60:360 --detrend smoothness-priors`",
        ),
    )(command(analyse, language, **told))


def analyse(
    language: Language,
    file: Path,
    as_json: bool = False,
    no_correction: bool = False,
    window: str | None = None,
    detrend: Detrending = Detrending.NONE,
    spectrum: SpectrumMethod = SpectrumMethod.WELCH,
    source: str | None = None,
) -> None:
    """Compute the numbers of a recording, or of RR intervals in a text file."""
    window_s = None if window is None else _window_s(window)
    beats = _of_recording(file, language, source) if means_recording(file) else _of_text(file, language)
    from biofeedback.signals.analysis import analyse as analyse_beats
    from ui.words.analysis_words import analysis_lines

    with Progress(language) as progress:
        result = analyse_beats(
            beats.rr_ms,
            arrived_s=beats.arrived_s,
            corrected=not no_correction,
            window_s=window_s,
            detrend=detrend.value,
            spectrum=spectrum.value,
            on_progress=progress,
        )
    if window_s is not None and not result.beats:
        raise UsageError(CommandErrorCode.WINDOW_WITHOUT_BEATS, window=str(window), file=file.name)
    if as_json:
        settings = {
            "correction": not no_correction,
            "window_s": window_s,
            "detrend": detrend.value,
            "spectrum": spectrum.value,
        }
        say_json(_json(result, settings, beats.timing))
    else:
        say("\n".join([beats.remark, *analysis_lines(result, beats.timing, language)]))


def _window_s(text: str) -> tuple[float, float]:
    parts = text.split(":")
    try:
        from_s, until_s = (float(part) for part in parts)
    except ValueError:
        from_s = until_s = math.nan
    if not 0.0 <= from_s < until_s < math.inf:
        raise UsageError(CommandErrorCode.WINDOW_NO_TIMES, window=text)
    return from_s, until_s


def _of_recording(file: Path, language: Language, source: str | None = None) -> _Beats:
    from biofeedback.app.paths import find_recording
    from biofeedback.cli.summary import say_remarks
    from biofeedback.events import DeviceFact
    from biofeedback.sensor_timing import SensorTiming
    from sessions.reader import Recording
    from ui.words.analysis_words import hearts_sentence, recording_sentence

    path = find_recording(file)
    with Recording(path) as recording:
        if recording.sources == ():
            raise RecordingError(RecordingErrorCode.WITHOUT_SENSOR, str(path))
        known = recording.sources or ()
        if source is not None and source not in known:
            raise UsageError(CommandErrorCode.SOURCE_UNKNOWN, source=source, known=list(known))
        wanted = source or next(iter(known), "")
        beats = recording.beats(wanted)
        timing = SensorTiming()
        for _, fact in recording.events(DeviceFact):
            if isinstance(fact, DeviceFact) and wanted in ("", fact.source):
                timing.apply(fact)
        if timing.caution is None:
            for fact in _clock_of_first_packets(recording, wanted):
                timing.apply(fact)
        say_remarks(recording, language)
    remark = [recording_sentence(shown(path.name), len(beats), language), hearts_sentence(known, wanted, language)]
    return _Beats(
        "\n".join(filter(None, remark)),
        [beat.rr_ms for beat in beats],
        [beat.arrived_s for beat in beats],
        timing,
    )


def _clock_of_first_packets(recording: "Recording", wanted: str) -> Iterator["DeviceFact"]:
    """Yield what a strap's packets say of its unit, for recordings from before that was looked for."""
    from biofeedback.events import DeviceFact, Packet
    from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL
    from devices.streams.decoder import Decoder

    decoder = Decoder(wanted)
    for _, packet in recording.events(Packet):
        if not isinstance(packet, Packet) or packet.channel != MEASUREMENT_CHANNEL or wanted not in ("", packet.source):
            continue
        if packet.arrived_s > _UNIT_WITHIN_S:
            return
        events = decoder.feed(packet.channel, packet.data, packet.arrived_s)
        yield from (event for event in events if isinstance(event, DeviceFact))


def _of_text(file: Path, language: Language) -> _Beats:
    from biofeedback.sensor_timing import SensorTiming
    from sessions.rr_text import read_rr_text
    from ui.words.interval_words import interval_text_sentence

    text = read_rr_text(file)
    if not len(text.rr_ms):
        raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(file), file=file.name)
    remark = interval_text_sentence(
        text.count,
        text.unit,
        language,
        interval_title=text.interval_title,
        time_title=text.time_title,
        backwards_line=text.backwards_line,
        lines_set_aside=text.lines_set_aside,
        decimal_commas=text.decimal_commas,
        unused_times_title=text.unused_times_title,
        unused_titles=text.unused_titles,
        shortened_breaks=text.shortened_breaks,
    )
    return _Beats(remark, list(text.rr_ms), None if text.t_s is None else list(text.t_s), SensorTiming())


def _json(result: "Analysis", settings: Mapping[str, object], timing: "SensorTiming") -> dict[str, object]:
    from biofeedback.signals.definitions import DEFINITIONS
    from ui.words.languages import english
    from ui.words.reason_words import reason_sentence
    from ui.words.version_words import analysis_versions

    numbers = result.numbers()
    cautions = [caution for caution in (timing.caution, result.caution) if caution]
    return {
        **{name: _json_value(value, DEFINITIONS[name]) for name, value in numbers.items()},
        "caution": " ".join(reason_sentence(caution, english()) for caution in cautions),
        "caution_code": _json_reason(cautions[-1]) if cautions else None,
        "reasons": {name: reason_sentence(reason, english()) for name, reason in result.reasons.items()},
        "reason_codes": {name: _json_reason(reason) for name, reason in result.reasons.items()},
        "settings": settings,
        "sensor": {
            "resolution_ms": _known(timing.resolution_ms),
            "rmssd_floor_ms": _known(timing.rmssd_floor_ms),
            "interval_unit_ms": _known(timing.interval_unit_ms),
        },
        "definitions": {name: _json_definition(DEFINITIONS[name]) for name in numbers},
        "versions": analysis_versions(numbers),
    }


def _json_reason(reason: "Reason") -> dict[str, str | float]:
    return {"code": reason.code, **dict(reason.facts)}


def _json_value(value: "float | Counts", definition: "Definition") -> float | dict[str, int] | None:
    if isinstance(value, Mapping):
        return {str(kind): count for kind, count in value.items()}
    return int(value) if definition.unit == "count" and not math.isnan(value) else _known(value)


def _known(value: float) -> float | None:
    """JSON has no nan; a number that cannot be known is null."""
    return None if math.isnan(value) else value


def _json_definition(definition: "Definition") -> dict[str, str]:
    words = dataclasses.asdict(definition)
    return {key: words[key] for key in ("title", "unit", "text", "cannot", "deviation", "source")}
