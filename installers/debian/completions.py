"""Writes what lets bash, zsh and fish complete the words of `soften`, as Typer has it for each."""

from collections.abc import Mapping

from biofeedback.cli.completion import completion_script

PLACES: Mapping[str, str] = {
    "bash": "usr/share/bash-completion/completions/soften",
    "zsh": "usr/share/zsh/vendor-completions/_soften",
    "fish": "usr/share/fish/vendor_completions.d/soften.fish",
}
"""Where Debian keeps the completions of each shell that come with packages."""

# Zsh loads the file when the first word is completed, and asks it for that one too.
_FIRST_OF_ZSH = '\n_soften_completion "$@"'


def completion(shell: str) -> str:
    """Return the script of a shell, one of those in `PLACES`."""
    return f"{completion_script(shell)}{_FIRST_OF_ZSH if shell == 'zsh' else ''}\n"
