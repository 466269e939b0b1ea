"""`soften study open`: open the key of a study, once and for all."""

import sys
from pathlib import Path

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.options import command
from biofeedback.cli.say import say
from biofeedback.cli.study.status import status
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import UsageError
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.studies.sealed_study_words import opening_line


def add(within: typer.Typer, language: Language) -> None:
    """Give the family this command."""
    parameters = {
        "folder": typer.Argument(help=language.gettext("The folder of the study.")),
        "key": typer.Option(
            "--key", metavar="FILE", help=language.gettext("Where the key lies; else in the folder of the study.")
        ),
        "by": typer.Option("--by", metavar="NAME", help=language.gettext("Who opens it, to be kept.")),
        "why": typer.Option("--why", metavar="TEXT", help=language.gettext("Why it is opened, to be kept.")),
        "yes": typer.Option("--yes", help=language.gettext("Do not ask again.")),
    }
    within.command(
        "open",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Open the key of a study, and write who was in which condition."),
            language.gettext(
                "It is kept when, by whom and why that was. It cannot be undone: every later session is kept as not "
                "blinded."
            ),
        ),
        epilog=examples(language, "`soften study open ~/study --by AB --why 'all sessions are done'`"),
    )(command(open_key, language, **parameters))


def open_key(
    language: Language, folder: Path, key: Path | None = None, by: str = "", why: str = "", yes: bool = False
) -> None:
    """Open the key of a study, and write who was in which condition."""
    from biofeedback.app.study.sealed.study_file import KEY, read_study
    from biofeedback.app.study.sealed.unsealing import check_key, unseal

    study = read_study(from_home(folder).absolute())
    path = study.folder / KEY if key is None else from_home(key).absolute()
    check_key(path)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError(AllocationErrorCode.NOT_CONFIRMED, option="--yes")
        status(language, folder)
        question = language.gettext("Open the key? It is kept that it was opened, and that cannot be undone.")
        typer.confirm(question, abort=True)
    opened = unseal(study, path, told_by=by, why=why)
    for each in opened.openings:
        say(opening_line(each, language))
    say(
        language.gettext("Drawn from the seed {seed}, in blocks of {sizes}.").format(
            seed=opened.facts.get("seed", ""), sizes=opened.facts.get("block_sizes", "").replace(" ", ", ")
        )
    )
    if opened.missed is not None:
        say(error_sentence(opened.missed, language), err=True)
    say(shown(str(opened.table)))
