"""Reads Python sources as trees, for the tests that look at how the code is written."""

import ast
from pathlib import Path


def tree_of(file: Path) -> ast.Module:
    """Return the syntax tree of a file; see `parsed`."""
    return parsed(file.read_text(encoding="utf-8"))


def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a source.

    Python before 3.11.8 counts the depth of a tree for all threads at once. It refuses a sound source when another
    thread writes a traceback meanwhile, for which it parses too (python/cpython issue 106905).
    """
    while True:
        try:
            return ast.parse(source)
        except SystemError as error:
            if "recursion depth mismatch" not in str(error):
                raise
