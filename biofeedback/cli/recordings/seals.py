"""`soften sessions seal` and `unseal`: recordings are sealed with a passphrase, or their seal is opened for good."""

from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import command, person_option
from biofeedback.cli.passphrase import ask_for_change, ask_for_seal
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, paragraphs
from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import UsageError
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.recordings.seal_words import resealed_sentence, traces_left, unsealed_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from biofeedback.app.recordings.seals import LiveSeals
    from biofeedback.errors import SoftenError
    from biofeedback.files.kept import FilesDone
    from sessions.library import Library


def add_seals(within: typer.Typer, language: Language) -> None:
    """Give the family of commands of recordings these two."""
    names = typer.Argument(help=language.gettext("Recordings, each by path, name or the beginning of its name."))
    whose = person_option(language, language.gettext("Whose recordings; your own where nobody is named."))
    all_sealed = typer.Option("--all", help=language.gettext("All of them, and new ones from now on."))
    all_plain = typer.Option("--all", help=language.gettext("All of them; new ones are not sealed any more."))
    change = typer.Option("--change", help=language.gettext("Choose another passphrase."))
    for called, act, help_, example in (
        (
            "seal",
            command(seal, language, names=names, everything=all_sealed, change=change, person=whose),
            language.gettext("Seal recordings with a passphrase; nobody can bring a forgotten passphrase back."),
            "`soften sessions seal --all`",
        ),
        (
            "unseal",
            command(unseal, language, names=names, everything=all_plain, person=whose),
            language.gettext("Open the seal of recordings for good; they are plain files then."),
            "`soften sessions unseal 2026-11-22`",
        ),
    ):
        below = language.gettext("Example: {command}").format(command=example)
        within.command(called, cls=command_class(language), help=paragraphs(help_, below))(act)


def seal(
    language: Language,
    names: list[str] | None = None,
    everything: bool = False,
    change: bool = False,
    person: str | None = None,
) -> None:
    """Seal recordings with a passphrase, also those with another one."""
    seals, library = _seals_of(language, names, everything, person)
    paths = library.paths() if everything else [library.find(name) for name in names or ()]
    closed: dict[Path, SoftenError] = {}
    if change:
        closed = ask_for_change(seals, language, paths, everything=everything)
    else:
        ask_for_seal(seals, language, once=not everything)
    if everything:
        seals.want()
    done = seals.reseal([path for path in paths if path not in closed])
    say(resealed_sentence(done.done, language))
    if done.done:
        say(traces_left(language))
    _say_left(done, language)
    if closed:
        raise typer.Exit(1)


def unseal(
    language: Language, names: list[str] | None = None, everything: bool = False, person: str | None = None
) -> None:
    """Open the seal of recordings for good."""
    seals, library = _seals_of(language, names, everything, person)
    done = seals.unseal_all() if everything else seals.reseal([library.find(name) for name in names or ()], plain=True)
    say(unsealed_sentence(done.done, language))
    if everything and seals.wanted:
        say(language.gettext("New recordings are sealed as before."), err=True)
    _say_left(done, language)


def _seals_of(
    language: Language, names: list[str] | None, everything: bool, person: str | None
) -> "tuple[LiveSeals, Library]":
    from biofeedback.app.recordings.seals import LiveSeals
    from biofeedback.cli.practising.person import library_of

    if not names and not everything:
        raise UsageError(SealErrorCode.WHICH_RECORDINGS)
    library = library_of(person, language)
    return LiveSeals(lambda: library), library


def _say_left(done: "FilesDone", language: Language) -> None:
    for error in done.left:
        say(error_sentence(error, language), err=True)
    if done.left:
        raise typer.Exit(1)
