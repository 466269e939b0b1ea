"""Numeric constants that do not say what they are: ``python -m tests.rigs.suite.bare_constants FOLDER`` lists them.

A constant is a name in capitals at the top of a module or a class, or the default of a field there, whose value holds a
number. It says its unit and its reason or source in a comment on one of its lines or right above them, or in the string
right below. A group of constants without an empty line between them may share what stands above the first.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.rigs.suite.source_trees import parsed

EXEMPT = frozenset({0, 1, 2, -1, 1000, 3600, 1024, 1_000_000, 1_000_000_000})
"""Numbers that speak for themselves: counting, and conversions of units (s, ms, us, ns, h, 1/1024 s)."""

LEAST_WORDS = 3
"""A remark of fewer words only repeats the name; found by reading those there were."""


class Bare(NamedTuple):
    """A constant without a remark."""

    path: Path
    line: int
    name: str


def bare_constants(path: Path) -> Iterator[Bare]:
    """Yield the constants of a module that say neither unit nor reason."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    tree = parsed(source)
    for body in [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]:
        shared_until = -1
        for node, following in zip(body, [*body[1:], None], strict=True):
            name = _constant_name(node)
            if name is None:
                continue
            above = _comment_above(lines, node.lineno) or node.lineno - 1 == shared_until
            told = above or _comment_beside(lines, node) or _string_below(following)
            if above:
                shared_until = node.end_lineno or node.lineno
            if not told and _has_a_number(node):
                yield Bare(path, node.lineno, name)


def _constant_name(node: ast.stmt) -> str | None:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return name if name.strip("_").isupper() else None
        case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id=name), *_])]):
            return name if name.strip("_").isupper() else None
        case _:
            return None


def _has_a_number(node: ast.stmt) -> bool:
    return any(
        isinstance(each, ast.Constant) and type(each.value) in (int, float) and each.value not in EXEMPT
        for each in ast.walk(node)
    )


def _comment_above(lines: list[str], line: int) -> bool:
    return (
        line >= 2 and _says_something(lines[line - 2].strip().removeprefix("#")) and lines[line - 2].strip()[0] == "#"
    )


def _comment_beside(lines: list[str], node: ast.stmt) -> bool:
    return any(
        _says_something(line.rsplit("  # ", 1)[1])
        for line in lines[node.lineno - 1 : node.end_lineno]
        if "  # " in line
    )


def _string_below(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _says_something(remark: str) -> bool:
    return len(remark.split()) >= LEAST_WORDS


if __name__ == "__main__":
    found = [
        each for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.py")) for each in bare_constants(path)
    ]
    sys.stdout.writelines(f"{each.path}:{each.line}: {each.name}\n" for each in found)
    sys.stdout.write(f"{len(found)} without a word\n")
