"""`soften replay`: whether the recorded numbers come out again."""

import dataclasses
import math
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import command, json_option
from biofeedback.cli.progress import Progress
from biofeedback.cli.recordings.replay_words import change_lines, difference_words, partly_lines
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.languages import english
from ui.words.summary_words import broken_off_line

if TYPE_CHECKING:
    from biofeedback.app.replaying.replay import ReplayReport


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "file": typer.Argument(help=language.gettext("A recording, by path or by name.")),
        "as_json": json_option(language),
    }
    app.command(
        "replay",
        cls=command_class(language),
        help=language.gettext(
            "Recompute every number of a recording from its raw packets or beats, and say whether they are equal."
        ),
        epilog=examples(
            language,
            "`soften replay 2026-11-22_07-30-00_compassionate_pause`",
            "`soften replay morning.soften --json`",
        ),
    )(command(replay, language, **parameters))


def replay(language: Language, file: Path, as_json: bool = False) -> None:
    """Recompute every number of a recording from its raw packets or beats, and say whether they are equal."""
    from biofeedback.app.paths import find_recording
    from biofeedback.app.replaying import replay as replaying
    from sessions.reader import Recording

    path = find_recording(file)
    with Recording(path) as recording, Progress(language) as progress:
        report = replaying.replay(recording, progress)
        remarks, partly_there = recording.remarks, recording.partly_there
    if as_json:
        difference = report.first_difference
        found = dataclasses.asdict(report) | {
            "first_difference": "" if difference is None else difference_words(difference, english()),
            "equal": report.equal,
        }
        say_json(_without_nan(found))
    else:
        # One that is not all there is said to be so below.
        shown = report if not remarks else dataclasses.replace(report, ended_unexpectedly=False)
        for line in _in_words(shown, language):
            say(line)
    for remark in remarks:
        say(error_sentence(remark, language), err=True)
    if not report.equal:
        raise SoftenError(CommandErrorCode.REPLAY_DIFFERS, file=path.name)
    if report.nothing_compared and partly_there:
        raise typer.Exit(1)  # as `soften verify` does: what is damaged has not come out again


def _without_nan(value: object) -> object:
    """JSON has neither nan nor infinity; a number that cannot be known is null."""
    if isinstance(value, dict):
        return {name: _without_nan(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _in_words(report: "ReplayReport", language: Language) -> list[str]:
    lines = []
    if report.ended_unexpectedly:
        lines.append(broken_off_line(language))
    partly = partly_lines(report, language)
    if report.identical and report.without_sensor and not partly:
        without = language.gettext("This practice was without a sensor; there is no number to compute anew.")
        of_room = language.gettext(
            "This is the course of a whole room, in which there is no number to compute anew; "
            "whose heart was kept has a recording of its own."
        )
        return [*lines, of_room if report.of_room else without]
    if report.identical and report.nothing_compared:
        nothing = language.gettext("There is nothing in it that could be computed anew, so nothing was compared.")
        return [*lines, *partly, nothing]
    lines.append(_replayed_line(report, language))
    lines += [*partly, *change_lines(report, language)]
    same_bits = report.largest_relative_difference == 0
    if report.identical and partly:
        lines.append(language.gettext("All that was compared equals what was recorded, bit for bit."))
    elif report.identical:
        lines.append(language.gettext("Every one equals what was recorded, bit for bit."))
    elif same_bits:
        lines.append(language.gettext("Everything else equals what was recorded, bit for bit."))
    elif report.equal or report.first_difference is None:
        lines.append(
            language.gettext(
                "Every number equals what was recorded within {difference} (relative), "
                "as expected from another machine or version."
            ).format(difference=f"{report.largest_relative_difference:.1e}")
        )
    else:
        lines.append(
            language.gettext("The first that differs: {difference}").format(
                difference=difference_words(report.first_difference, language)
            )
        )
    return lines


def _replayed_line(report: "ReplayReport", language: Language) -> str:
    packets = language.ngettext("{count} packet", "{count} packets", report.packets)
    beats = language.ngettext("{count} beat", "{count} beats", report.beats)
    blocks = language.ngettext("{count} block of samples", "{count} blocks of samples", report.sample_blocks)
    numbers = language.ngettext("{count} computed event", "{count} computed events", report.numbers)
    if report.sample_blocks:
        # Translators: each placeholder is a count with its noun, such as "12 packets".
        message = language.gettext("{packets}, {beats}, {blocks} and {numbers} were replayed.")
    else:
        # Translators: each placeholder is a count with its noun, such as "12 packets".
        message = language.gettext("{packets}, {beats} and {numbers} were replayed.")
    return message.format(
        packets=packets.format(count=language.whole(report.packets)),
        beats=beats.format(count=language.whole(report.beats)),
        blocks=blocks.format(count=language.whole(report.sample_blocks)),
        numbers=numbers.format(count=language.whole(report.numbers)),
    )
