"""`soften verify`: whether recordings are as they should be."""

import math
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import command
from biofeedback.cli.progress import Progress
from biofeedback.cli.recordings.replay_words import difference_words, partly_lines
from biofeedback.cli.say import say, say_json
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import VerifyErrorCode
from biofeedback.errors import RecordingError
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.languages import english

if TYPE_CHECKING:
    from biofeedback.app.recordings.verifying import Verdict
    from sessions.verifying.verify import Looked

NOT_AS_IT_SHOULD_BE, CANNOT_BE_READ = 1, 2
"""With what the command ends when it is so of any file; 0 when all are sound."""


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "files": typer.Argument(help=language.gettext("Recordings, by path or by name, or folders of them.")),
        "as_json": typer.Option("--json", help=language.gettext("Print one JSON array.")),
        "quick": typer.Option(
            "--quick", help=language.gettext("Look at the files alone, without computing the numbers anew.")
        ),
    }
    app.command(
        "verify",
        cls=command_class(language),
        help=paragraphs(
            language.gettext(
                "Look whether recordings are whole and in order, and come out again; they stay as they are."
            ),
            language.gettext(
                "It ends with 0 when all are sound, with 1 when not all is well with one, and with 2 when one cannot "
                "be read."
            ),
        ),
        epilog=examples(
            language,
            "`soften verify 2026-11-22_07-30-00_compassionate_pause`",
            "`soften verify ~/recordings --quick`",
            "`soften verify morning.soften --json`",
        ),
    )(command(verify, language, **parameters))


def verify(language: Language, files: list[Path], as_json: bool = False, quick: bool = False) -> None:
    """Look whether recordings are whole and in order, and come out again."""
    from biofeedback.app.paths import find_recording
    from biofeedback.app.recordings.verifying import files_in
    from biofeedback.app.recordings.verifying import verify as look_whether_sound

    paths = files_in(files, find_recording)
    verdicts: list[Verdict] = []
    for done, path in enumerate(paths):
        with Progress(language) as progress:
            share_done = partial(_share_done, progress, done, len(paths))
            verdicts.append(look_whether_sound(path, quick=quick, on_progress=share_done))
        if not as_json:
            for line in _lines(verdicts[-1], language):
                say(line)
    if as_json:
        say_json([_json(verdict) for verdict in verdicts])
    elif not paths:
        say(language.gettext("There is no recording in there."))
    if any(verdict.looked is None for verdict in verdicts):
        raise typer.Exit(CANNOT_BE_READ)
    if not all(verdict.sound for verdict in verdicts):
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _lines(verdict: "Verdict", language: Language) -> list[str]:
    name = shown(verdict.path.name)
    if verdict.looked is None:
        return [language.gettext("{file}: cannot be read.").format(file=name), *_found_lines(verdict, language)]
    about = _about(verdict, verdict.looked, language)
    if verdict.sound:
        return [language.gettext("{file}: sound ({about}).").format(file=name, about=about)]
    heading = language.gettext("{file}: not all is well ({about}).").format(file=name, about=about)
    return [heading, *_found_lines(verdict, language)]


def _share_done(progress: Progress, done: int, of: int, share: float) -> None:
    progress((done + share) / of)


def _found_lines(verdict: "Verdict", language: Language) -> list[str]:
    return [f"  - {error_sentence(each, language)}" for each in _found(verdict, language)]


def _found(verdict: "Verdict", language: Language) -> list[RecordingError]:
    """Return all that is not as it should be, the replay among it."""
    if verdict.looked is None:
        return [] if verdict.refused is None else [verdict.refused]
    found = list(verdict.looked.found)
    if verdict.report is not None and not verdict.sound and (partly := partly_lines(verdict.report, language)):
        found.append(RecordingError(VerifyErrorCode.NOT_COMPARED, str(verdict.path), said=" ".join(partly)))
    if verdict.difference is None:
        return found
    said = difference_words(verdict.difference, language)
    otherwise = RecordingError(VerifyErrorCode.COMES_OUT_OTHERWISE, str(verdict.path), difference=said)
    return [*found, otherwise]


def _about(verdict: "Verdict", looked: "Looked", language: Language) -> str:
    """Return what is said of every file: its version, its events, and what there is to know beside."""
    events = language.ngettext("{count} event", "{count} events", looked.events)
    parts = [
        language.gettext("version {version}").format(version=language.whole(looked.version)),
        language.gettext("closed") if looked.closed else language.gettext("not closed"),
        language.gettext("sealed") if looked.sealed else "",
        language.gettext("a shared copy") if looked.shared else "",
        language.gettext("a mended copy") if looked.mended else "",
        events.format(count=language.whole(looked.events)),
    ]
    if not math.isnan(looked.length_s):
        parts.append(language.gettext("{minutes} min").format(minutes=language.number(looked.length_s / 60, 1)))
    if looked.quiet_count:
        message = language.ngettext(
            "{count} stretch of {seconds} s without beats",
            "{count} stretches of {seconds} s in all without beats",
            looked.quiet_count,
        )
        seconds = language.number(looked.quiet_s)
        parts.append(message.format(count=language.whole(looked.quiet_count), seconds=seconds))
    parts.append(_replay_words(verdict, language))
    return language.listed([part for part in parts if part])


def _replay_words(verdict: "Verdict", language: Language) -> str:
    if verdict.report is None:
        return language.gettext("not computed anew")
    if not verdict.report.equal:
        return language.gettext("does not come out again")
    if verdict.report.identical and verdict.report.nothing_compared:
        return language.gettext("nothing to compare")
    if not math.isnan(verdict.report.stopped_s):
        message = language.gettext("comes out again up to {seconds} s")
        return message.format(seconds=language.number(verdict.report.stopped_s))
    if verdict.report.aside:
        return language.gettext("what was compared comes out again")
    if not verdict.report.numbers:
        return language.gettext("without numbers")
    if verdict.report.changed_definitions:
        count = len(verdict.report.changed_definitions)
        message = language.ngettext(
            "comes out again but for {count} definition that changed since",
            "comes out again but for {count} definitions that changed since",
            count,
        )
        return message.format(count=language.whole(count))
    return language.gettext("comes out again")


def _json(verdict: "Verdict") -> dict[str, object]:
    looked, report = verdict.looked, verdict.report
    found: dict[str, object] = {
        "file": str(verdict.path),
        "readable": looked is not None,
        "sound": verdict.sound,
        "found": [
            {
                "code": str(each.code),
                "facts": [list(fact) for fact in each.facts],
                "sentence": error_sentence(each, english()),
            }
            for each in _found(verdict, english())
        ],
    }
    if looked is not None:
        found |= {
            "version": looked.version,
            "closed": looked.closed,
            "sealed": looked.sealed,
            "shared": looked.shared,
            "mended": looked.mended,
            "events": looked.events,
            "length_s": None if math.isnan(looked.length_s) else looked.length_s,
            "quiet_count": looked.quiet_count,
            "quiet_s": looked.quiet_s,
            "replayed": report is not None,
            "comes_out_again": None if report is None else report.equal,
            "changed_definitions": [] if report is None else [each.name for each in report.changed_definitions],
        }
    return found
