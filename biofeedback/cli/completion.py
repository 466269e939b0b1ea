"""`soften completion`: what lets a shell complete the words of `soften`, for whoever installed it without a package."""

from enum import StrEnum

import typer

from biofeedback.cli.options import command
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from ui.words.language import Language

VARIABLE = "_SOFTEN_COMPLETE"
"""The variable by which a shell asks for words that would complete a line, as Typer has it."""


class Shell(StrEnum):
    """A shell that completes words."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    shell = typer.Argument(help=language.gettext("Which shell."))
    app.command(
        "completion",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Print what lets a shell complete the words of Soften; the Debian package brings it."),
            language.gettext("Nothing is changed: you put it where your shell looks for it, and open a new shell."),
        ),
        epilog=examples(
            language,
            "`soften completion bash > ~/.local/share/bash-completion/completions/soften`",
            language.gettext("{command} — a line of your {file}, below the one with {name}").format(
                command='`eval "$(soften completion zsh)"`', file="`~/.zshrc`", name="`compinit`"
            ),
            "`soften completion fish > ~/.config/fish/completions/soften.fish`",
        ),
    )(command(completion, language, shell=shell))


def completion(language: Language, shell: Shell) -> None:  # noqa: ARG001  # every command is given it
    """Print what lets a shell complete the words of Soften."""
    say(completion_script(shell))


def completion_script(shell: str) -> str:
    """Return the script of a shell, one of those of `Shell`, as Typer has it."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # Typer's own way to have it

    return get_completion_script(prog_name="soften", complete_var=VARIABLE, shell=shell)
