"""Prints what a command says: the one way out to the terminal of every command.

Text of others in it (notes, names of files, facts of recordings) can do nothing there, and what is for other programs
stays exact.
"""

import json
import sys

from biofeedback.outside_text import escaped, shown_lines


def say(words: str = "", *, err: bool = False) -> None:
    """Print words for people, control codes in them as marks; with ``err`` where errors go."""
    from typer import echo  # only now: Typer takes a tenth of a start, and no first picture says anything

    echo(shown_lines(words), err=err)


def say_json(found: object, *, indent: int | None = 2) -> None:
    """Print something for other programs; what cannot be seen or written here is escaped, so all of it is kept."""
    from typer import echo

    everything = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    echo(escaped(json.dumps(found, indent=indent, ensure_ascii=not everything)))
