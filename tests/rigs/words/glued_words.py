"""Finds words for people that no translator can reach: f-strings with words, templates that are no messages, pieces.

A piece of text counts as words when it holds two letters in a row beside a space: names, keys, paths and channels
(``wave;kind=ecg``) have none. Exempt is what no person is told:

* what goes to a log, and the messages of faults of ours (`ValueError` and other built-in exceptions) and of bytes that
  cannot be read (`MalformedDataError`): for developers;
* ``__repr__``, ``__str__`` and what they return, and the names of threads: for developers as well;
* SQL, style sheets and what is encoded to bytes: for machines;
* docstrings, which nobody formats.

``python -m tests.rigs.words.glued_words`` lists what there is and writes the file of how often each module does so.
"""

import ast
import builtins
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.suite.source_trees import tree_of

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("biofeedback", "devices", "sessions", "ui")
BASELINE = ROOT / "tests" / "ui" / "words" / "glued_words.json"

_WORDS = re.compile(r"[^\W\d_]{2,}\s|\s[^\W\d_]{2,}|(?<=\x00) [a-z]$")
_HOLE = "\x00"
"""Stands for what is filled in."""

_FOR_MACHINES = re.compile(
    r"\s*(SELECT|WHERE|INSERT|CREATE|UPDATE|DELETE|DROP|ALTER|PRAGMA|ATTACH|DETACH|VACUUM|BEGIN|WITH)\b"
)
_STYLE_SHEET = re.compile(r"[{;]\s*[\w-]+\s*:|^[\w-]+\s*:[^.]*;")
_TRANSLATED = {"gettext", "ngettext", "pgettext", "npgettext"}
_LOGGED = {"debug", "info", "warning", "error", "exception", "critical", "log"}


@dataclass(frozen=True, slots=True)
class Glued:
    """Words at a line of a file that are put together where no translator can order them."""

    path: Path
    line: int
    text: str


def glued_words(path: Path) -> Iterator[Glued]:
    """Yield what a file holds of them."""
    tree = tree_of(path)
    for node, text in _found(tree):
        yield Glued(path, node.lineno, text.replace(_HOLE, "{}"))


def _found(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if _is_exempt(node):
        return
    text = _glued_text(node)
    if text and _is_for_people(text):
        yield node, text
        return
    for child in ast.iter_child_nodes(node):
        yield from _found(child)


def _glued_text(node: ast.AST) -> str:
    """Return what a node puts together, with a hole for what is filled in; empty when it does not."""
    match node:
        case ast.JoinedStr():
            return _text(node)
        case ast.BinOp(op=ast.Add() | ast.Mod()) | ast.AugAssign(op=ast.Add()):
            return _text(node) if any(map(_is_text, _sides(node))) else ""
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(separator)), attr="join")):
            return separator
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(template)), attr="format")):
            return re.sub(r"\{[^{}]*\}", _HOLE, template)
        case _:
            return ""


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(map(_text, values))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _text(left) + _text(right)
        case ast.BinOp(op=ast.Mod(), left=template):
            return _text(template)
        case ast.AugAssign(value=value):
            return _HOLE + _text(value)
        case _:
            return _HOLE


def _sides(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left=left, right=right):
            yield from _sides(left) if isinstance(left, ast.BinOp) else (left,)
            yield right
        case ast.AugAssign(value=value):
            yield value


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_for_people(text: str) -> bool:
    return bool(_WORDS.search(text)) and not _FOR_MACHINES.match(text) and not _STYLE_SHEET.search(text)


def _is_exempt(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) if name in _TRANSLATED:
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="logger" | "_logger"), attr=name)):
            return name in _LOGGED
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))):
            return hasattr(builtins, name) or name == "MalformedDataError"
        case ast.Call(func=ast.Attribute(value=ast.JoinedStr() | ast.BinOp(), attr="encode")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="threading"), attr="Thread")):
            return True
        case ast.FunctionDef(name="__repr__" | "__str__"):
            return True
        case _:
            return False


def glued_by_file() -> dict[str, int]:
    """Return how often each file does so, of those that do."""
    files = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    counts = Counter(each.path.relative_to(ROOT).as_posix() for path in files for each in glued_words(path))
    return dict(sorted(counts.items()))


if __name__ == "__main__":
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            sys.stdout.writelines(
                f"{path.relative_to(ROOT)}:{each.line}: {each.text!r}\n" for each in glued_words(path)
            )
    BASELINE.write_text(json.dumps(glued_by_file(), indent=1) + "\n", encoding="utf-8")
