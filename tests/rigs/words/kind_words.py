"""The words that the product never says to a person, and every string in which it might.

What is read: every string of the source but docstrings (also the pieces of f-strings), the helps that the command line
shows, every text of every TOML file, every string of a firmware sketch.
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import typer.main

from tests.rigs.suite.source_trees import tree_of

BANNED = re.compile(
    r"""!|\b(?:
    scor(?:e|es|ed|ing)|points?|streaks?|ranks?|medals?|badges?|trophy|trophies|rewards?|levels?|goals?|targets?
    |fail(?:s|ed|ing|ure|ures)?|wrong(?:ly)?|bad(?:ly)?|poor(?:ly)?|worse|worst|weak|mistakes?|miss(?:ed|es|ing)?
    |only|merely|must|should|ought|overdue|don['’]t\ forget|remember\ to|try\ (?:harder|again|to)
    |(?:great|good|nice)\ (?:job|work)|well\ done|congratulations|keep\ it\ up|excellent|amazing|awesome
    |optimal(?:ly)?|perfect(?:ly|ion)?|ideal(?:ly)?|normal|abnormal|better|best|improve[sd]?|improvement|progress
    |perform(?:s|ed|ance)?|achieve[sd]?|achievement|succe(?:ss|ssful|ed|eded)|win|lose|lost|beat\ your
    |(?<!not\ )deep(?:ly|er)?|inhale|exhale|hold\ your\ breath|users?|subjects?|(?:red|green)\ zones?|zones?
    |treat(?:s|ed|ment|ments)?|therap(?:y|ies|eutic)|cur(?:e|es|ed)|heal(?:s|ed|ing)?|diagnos\w*|clinical(?:ly)?
    |patients?|disorders?|symptoms?|stress(?:ed)?|blood\ pressure|medical
    |color|colors|center|gray|realize|recognize
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What verdicts, games, orders, medicine and American spelling are made of."""

_C_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


class Said(NamedTuple):
    """A text and where it stands."""

    where: str
    text: str


def said_in_source(file: Path) -> Iterator[Said]:
    """Yield every string of a Python file but its docstrings."""
    tree = tree_of(file)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield Said(f"{file}:{node.lineno}", node.value)


def said_in_toml(file: Path) -> Iterator[Said]:
    """Yield every text of a TOML file."""
    yield from _values(str(file), tomllib.loads(file.read_text(encoding="utf-8")))


def said_in_sketch(file: Path) -> Iterator[Said]:
    """Yield every string of a file in C or C++."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        yield from (Said(f"{file}:{number}", text) for text in _C_STRING.findall(line))


def said_in_help(app: typer.Typer) -> Iterator[Said]:
    """Yield everything that the command line says of itself, paragraph by paragraph."""

    def helps(name: str, command: object) -> Iterator[Said]:
        for text in (getattr(command, "help", None), getattr(command, "epilog", None)):
            yield from (Said(name, paragraph) for paragraph in (text or "").split("\n\n"))
        for parameter in getattr(command, "params", ()):
            if text := getattr(parameter, "help", None):
                yield Said(f"{name} {parameter.name}", text)
        for below, each in getattr(command, "commands", {}).items():
            yield from helps(f"{name} {below}", each)

    yield from helps("soften", typer.main.get_command(app))


def unkind(said: Iterator[Said], allowed: Mapping[str, str]) -> list[str]:
    """Return where a banned word stands outside of an allowed text, with the word."""
    return [
        f"{each.where}: {found[0]!r} in {each.text!r}"
        for each in said
        if each.text not in allowed and (found := BANNED.search(each.text))
    ]


def _values(where: str, value: object) -> Iterator[Said]:
    match value:
        case str():
            yield Said(where, value)
        case Mapping():
            for key, each in value.items():
                yield from _values(f"{where}: {key}", each)
        case list():
            for number, each in enumerate(value, start=1):
                yield from _values(f"{where}[{number}]", each)
        case _:
            pass
