"""Runs commands of `soften` in this process as a person would, in a language that a folder has the catalogue of.

``python -m tests.rigs.words.spoken_commands`` writes the help of every command in English, which a test compares with.
"""

import contextlib
import io
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from biofeedback.__main__ import main
from hatch_build import compile_catalogues
from scripts import messages
from tests.rigs.words.pseudo_language import pseudo_catalogue

ROOT = Path(__file__).resolve().parents[3]
HELP = ROOT / "tests" / "biofeedback" / "cli" / "help.json"
PRACTICES = ROOT / "biofeedback" / "practices"

WIDTH = 80
"""Characters of a line: as wide as terminals have been for long."""

COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    *(
        (name,)
        for name in (
            "begin",
            "demonstrate",
            "assess",
            "sensors",
            "capture",
            "analyse",
            "beats",
            "methods",
            "report",
            "import",
        )
    ),
    *((name,) for name in ("replay", "verify", "path", "care", "room", "completion")),
    ("practices",),
    *(("practices", name) for name in ("new", "check", "preview")),
    ("sessions",),
    *(("sessions", name) for name in ("list", "show", "share", "upgrade", "mend", "give", "delete", "seal", "unseal")),
    ("export",),
    ("people",),
    *(("people", name) for name in ("list", "add", "rename", "remove")),
    ("study",),
    *(("study", name) for name in ("run", "plan", "report", "init", "begin", "status", "open")),
)
"""Every command there is; the first is `soften` itself."""

_TRANSLATED = re.compile("\u2067[^\u2067\u2069]*\u2069")
_ENGLISH = re.compile("[A-Za-z]{2}")
_MACHINE = re.compile(
    r"--[\w-]+|<[^>]*>|\[[A-Za-z]+\](?:\.\.\.)?|\{\w+\}|\b[A-Z]{4,}(?::[A-Z]+)?\b"  # options, and kinds of values
    r"|^ {1,3}(?:soften\b.*|--?\w.*|\S+ —)"  # what is to be typed
    r"|^│ [ *] {1,4}\w+|^│ \w+ {2,}"  # arguments and commands, in their columns
    r"|\w+\|\w+\|\w+",  # words to choose from
    re.MULTILINE,
)
"""What is the same in every language, as help has it."""


class Printed(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


def run(*words: object, data: Path, locales: Path | None = None, language: str = "en_GB.UTF-8") -> Printed:
    """Run `soften` with these words, without a screen.

    Parameters
    ----------
    *words : object
        What is typed behind it.
    data : Path
        The folder of the person's data.
    locales : Path or None
        What holds a folder for each language; ``None`` takes those that come with Soften.
    language : str
        What ``LANG`` says.
    """
    settings = ("SOFTEN_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR")
    environment = {name: value for name, value in os.environ.items() if name not in settings}
    environment |= {"LANG": language, "SOFTEN_DATA": str(data), "COLUMNS": str(WIDTH)}
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with contextlib.ExitStack() as around:
        around.enter_context(patch.dict(os.environ, environment, clear=True))
        around.enter_context(patch.object(sys, "argv", ["soften", *map(str, words)]))
        # Else the usage names the package that was run, which is that of the tests.
        around.enter_context(patch.object(sys.modules["__main__"], "__package__", None))
        if locales is not None:
            around.enter_context(patch("ui.words.languages._folders", lambda _: locales))
        around.enter_context(contextlib.redirect_stdout(out))
        around.enter_context(contextlib.redirect_stderr(err))
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Printed(code, out.getvalue(), err.getvalue())


def write_pseudo_language(locales: Path, code: str) -> None:
    """Write the catalogue of the pseudo-language, compiled, into the folder of this language."""
    file = locales / code / "LC_MESSAGES" / "soften.po"
    file.parent.mkdir(parents=True)
    file.write_text(messages.written(pseudo_catalogue(messages.template(), code)), encoding="utf-8")
    compile_catalogues(locales)


def english_left(text: str, *names: str) -> list[str]:
    """Return what was not translated.

    Parameters
    ----------
    text : str
        What was printed in the pseudo-language.
    *names : str
        What is a name, and the same in every language; texts of practices are files of their own.
    """
    # What is part of another message lies within its marks; what stands in columns may be broken within them too.
    while text != (outside := _TRANSLATED.sub(lambda found: "\n" * found[0].count("\n"), text)):
        text = outside
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "|")
    # A practice's texts are broken into lines as they are printed.
    text = " ".join(_MACHINE.sub("|", text).split())
    text = _any_practice_text().sub("|", text)
    return [piece for piece in text.split("|") if _ENGLISH.search(piece)]


def cut_off(text: str) -> int:
    """Return how often something was cut off."""
    return len(re.findall(r"…(?=\s*(?:[│\u2069]|$))", text, re.MULTILINE))


@cache
def practice_texts() -> frozenset[str]:
    """Return every text of the practices and of the other files beside them, in every language."""
    values = (tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(PRACTICES.rglob("*.toml")))
    return frozenset(filter(_is_text, _strings(list(values))))


@cache
def _any_practice_text() -> re.Pattern[str]:
    longest_first = sorted((" ".join(own.split()) for own in practice_texts()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _is_text(value: str) -> bool:
    """Whether it is for people, or the name of a practice, and no word that the program reads."""
    return len(value) > 2 and (value[0].isupper() or " " in value or "_" in value)


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


def helps(data: Path) -> dict[str, list[str]]:
    """Return the help of every command in English, by its words."""
    return {" ".join(words): run(*words, "--help", data=data).out.splitlines() for words in COMMANDS}


if __name__ == "__main__":
    HELP.write_text(json.dumps(helps(Path("/nowhere")), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
