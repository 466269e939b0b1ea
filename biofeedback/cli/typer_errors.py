"""Says the errors of Typer in the person's language; it has them in English alone, and without their parts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from biofeedback.outside_text import shortened
from ui.words.language import Language

if TYPE_CHECKING:
    from re import Pattern

MESSAGES = (
    "No such command {command}. Did you mean {others}?",
    "No such command {command}.",
    "Missing command.",
    "No such option: {option} (Possible options: {others})",
    "No such option: {option}",
    "Option {option} does not take a value.",
    "Option {option} requires an argument.",
    "Got unexpected extra argument(s) ({arguments})",
    "Missing argument {name}. Choose from:\n\t{choices}",
    "Missing argument {name}.",
    "Missing option {name}.",
    "Invalid value for {name}: {value} is not a valid int.",
    "Invalid value for {name}: {value} is not a valid int range.",
    "Invalid value for {name}: {value} is not a valid float.",
    "Invalid value for {name}: {value} is not a valid float range.",
    "Invalid value for {name}: {value} is not a valid boolean. Recognized values: {choices}",
    "Invalid value for {name}: {value} is not one of {choices}.",
    "Invalid value for {name}: {value} is not in the range {range}.",
    "Invalid value for {name}: File {path} does not exist.",
    "Invalid value for {name}: File {path} is a directory.",
    "Invalid value for {name}: File {path} is not readable.",
    "Invalid value for {name}: File {path} is not writable.",
    "Invalid value for {name}: Path {path} does not exist.",
    "Invalid value for {name}: Path {path} is not readable.",
    "Invalid value for {name}: Path {path} is not writable.",
)
"""What Typer says of a command line, the longer before what begins alike; `said_by_typer` asks a language for them."""


_WITH_COMMA = re.compile(r"'(-?\d+),(\d+)'")
"""A number as most of the world writes it."""

_FRACTION = "float"
"""What Typer calls a number that may have a decimal sign."""


def said_by_typer(sentence: str, language: Language) -> str:
    """Return what Typer said in the language; as it is where it is none of its usual messages."""
    for message, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            parts = {name: shortened(part) for name, part in found.groupdict().items()}
            said = language.gettext(message).format(**parts)
            with_comma = _WITH_COMMA.fullmatch(found.groupdict().get("value", ""))
            if with_comma is None or _FRACTION not in message:
                return said
            # As in practice files, so that what a document says can be typed anywhere.
            point = language.gettext("The decimal sign is a point here: {number}.")
            return f"{said} {point.format(number='.'.join(with_comma.groups()))}"
    return shortened(sentence)


@contextmanager
def translated(language: Language) -> Iterator[None]:
    """Let what Typer has against a command line be said in the language."""
    from typer._click.exceptions import UsageError

    try:
        yield
    except UsageError as error:
        sentence = said_by_typer(error.format_message(), language)
        vars(error)["format_message"] = lambda: sentence  # asked when the error is printed
        raise


@cache
def _patterns() -> "tuple[tuple[str, Pattern[str]], ...]":
    """Return each message with what finds its parts."""
    return tuple((message, re.compile(_pattern(message), re.DOTALL)) for message in MESSAGES)


def _pattern(message: str) -> str:
    return "".join(
        f"(?P<{piece[1:-1]}>.+?)" if piece.startswith("{") else re.escape(piece)
        for piece in re.split(r"(\{\w+\})", message)
    )
