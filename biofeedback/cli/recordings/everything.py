"""`soften everything`: all that is kept on this machine, to look at, to take along, or to delete."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.app.paths import sessions_folder
from biofeedback.cli.options import command
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, family, paragraphs
from biofeedback.outside_text import shown
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.recordings.everything_words import kind_sentence, readme, taken_along_sentence

if TYPE_CHECKING:
    from biofeedback.files.kept import FilesDone

NOT_ALL = 1
"""With what a command ends that left something out, and said so."""


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this family of commands."""
    within = family(
        language,
        help_=language.gettext("All that Soften keeps on this machine: look at it, take it along, or delete it."),
        no_args_is_help=True,
    )
    file = typer.Argument(help=language.gettext("The zip to make; nothing is written over."))
    yes = typer.Option("--yes", help=language.gettext("Do not ask again."))
    for called, act, help_, example in (
        (
            "list",
            command(list_everything, language),
            language.gettext("Say what is kept, by kind and by place."),
            "`soften everything list`",
        ),
        (
            "export",
            command(export, language, file=file),
            language.gettext("Copy all of it, as it is, into one zip with a README."),
            "`soften everything export ~/all_of_soften.zip`",
        ),
        (
            "delete",
            command(delete, language, yes=yes),
            language.gettext("Delete all of it; nobody can bring it back."),
            "`soften everything delete`",
        ),
    ):
        below = language.gettext("Example: {command}").format(command=example)
        within.command(called, cls=command_class(language), help=paragraphs(help_, below))(act)
    app.add_typer(within, name="everything")


def list_everything(language: Language) -> None:
    """Say what is kept, by kind and by place."""
    from biofeedback.app.recordings.everything import kept_by_kind

    counts = kept_by_kind(sessions_folder())
    if not counts:
        say(language.gettext("Soften keeps nothing on this machine."))
        return
    for kind, count in counts.items():
        say(kind_sentence(kind, count, language))
    _say_places(language)


def export(language: Language, file: Path) -> None:
    """Copy all of it, as it is, into one zip with a README."""
    from biofeedback.app.recordings.everything import export_everything, kept_by_kind

    done = export_everything(sessions_folder(), file, readme(kept_by_kind(sessions_folder()), language))
    say(taken_along_sentence(done.done, shown(str(file)), language))
    _say_left(done, language)


def delete(language: Language, yes: bool = False) -> None:
    """Delete all of it; nobody can bring it back."""
    from biofeedback.app.kept_data import delete_everything

    list_everything(language)
    if not yes:
        typer.confirm(language.gettext("Delete everything? Nobody can bring it back."), abort=True)
    done = delete_everything(sessions_folder())
    message = language.ngettext("{count} file is deleted.", "{count} files are deleted.", done.done)
    say(message.format(count=language.whole(done.done)))
    _say_left(done, language)


def _say_places(language: Language) -> None:
    from biofeedback.app.paths import data_folder

    say(language.gettext("Recordings lie in {folder}.").format(folder=shown(str(sessions_folder()))))
    say(language.gettext("Everything else lies in {folder}.").format(folder=shown(str(data_folder()))))


def _say_left(done: "FilesDone", language: Language) -> None:
    for error in done.left:
        say(error_sentence(error, language), err=True)
    if done.left:
        raise typer.Exit(NOT_ALL)
