"""`soften import`: recordings made of files of other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.options import command, person_option
from biofeedback.cli.progress import Progress
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.app.importing.several_files import Outcome


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "files": typer.Argument(
            metavar=language.pgettext("in the place of file names", "FILE..."),
            help=language.gettext("Files of other programs, zips of them, or folders."),
        ),
        "person": person_option(language, language.gettext("Whose recordings they become; else your own.")),
    }
    app.command(
        "import",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Make recordings of files of other programs."),
            language.gettext(
                "Each is known by what is in it. The file stays as it is; what was read of it, and what was not, is "
                "said."
            ),
        ),
        epilog=examples(
            language,
            "`soften import morning.txt`",
            "`soften import 2026-03-05_RR.csv export.zip ~/Downloads/hrv --person Fern`",
        ),
    )(command(import_files, language, **parameters))


def import_files(language: Language, files: list[Path], person: str | None = None) -> None:
    """Make recordings of files of other programs."""
    from biofeedback.app.importing import several_files
    from biofeedback.app.recordings.seals import LiveSeals
    from biofeedback.cli.passphrase import ask_for_seal
    from biofeedback.cli.practising.person import library_of

    library = library_of(person, language)
    seals = LiveSeals(lambda: library)
    if seals.wanted:
        ask_for_seal(seals, language, once=False)
    seal = seals.for_new()
    made = failed = 0
    with Progress(language) as progress:
        for outcome in several_files.import_files([from_home(file) for file in files], library, progress, seal):
            made += len(outcome.sessions)
            failed += outcome.error is not None and outcome.was_named
            _say(outcome, language)
    if failed or not made:
        raise typer.Exit(1)


def _say(outcome: "Outcome", language: Language) -> None:
    from biofeedback.cli.summary import recording_line
    from ui.words.recordings.import_remarks import remark_sentence
    from ui.words.recordings.import_words import before_sentence, began_sentence, file_sentences

    if outcome.error is not None:
        say(error_sentence(outcome.error, language), err=True)
    for file, imported in outcome.sessions:
        remarks = [(remark.code, remark.facts) for remark in file.remarks]
        said = file_sentences(shown(outcome.name), file.kind, remarks, language)
        said.append(began_sentence(imported.began.at, language))
        if imported.began.remark is not None:
            said.append(remark_sentence(imported.began.remark.code, imported.began.remark.facts, language))
        say(" ".join(said))
        if imported.is_new:
            say(recording_line(imported.path, language))
        else:
            say(before_sentence(shown(imported.path.stem), language))
