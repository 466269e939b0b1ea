"""Write the table of files in ARCHITECTURE.md from the first line of each file's docstring.

Run it with ``make docs``; a test sees to it that the page is what this writes. What stands outside the two marks is
written by hand and stays.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "ARCHITECTURE.md"

BEGIN = "<!-- Written by `make docs` from the first line of each docstring: change those. -->\n"
END = "<!-- End of what `make docs` writes. -->\n"

FOLDERS = ("biofeedback", "devices", "sessions", "ui", "installers", "scripts", "tests/rigs")
"""Where every file is in the table; the other tests mirror the first four."""

_COMMENTS = {".h": "//", ".ino": "//"}
"""How the first line of a file begins that is no Python: the firmware of the pulse sensor."""


def page() -> str:
    """Return the whole page, with the table as it has to be."""
    text = PAGE.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        message = f"{PAGE.name} holds no table: the two marks {BEGIN.strip()} and {END.strip()} are needed."
        raise ValueError(message)
    return f"{before}{begin}\n{table()}\n{end}{after}"


def table() -> str:
    """Return a heading a folder, with the line of its package, and beneath it a row a file."""
    return "\n".join(line for folder in FOLDERS for line in _tree(ROOT / folder))


def purpose(file: Path) -> str:
    """Return what a file says it is for: the first line of its docstring, or of the comment it begins with."""
    text = file.read_text(encoding="utf-8")
    if file.suffix in _COMMENTS:
        line = text.partition("\n")[0].removeprefix(_COMMENTS[file.suffix])
    else:
        line = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    return line.strip().replace("|", "\\|")


def _tree(folder: Path) -> Iterator[str]:
    """Yield the lines of a folder, then those of the folders in it."""
    files = sorted(file for file in folder.iterdir() if file.suffix in {".py", *_COMMENTS})
    if files:
        yield f"### `{folder.relative_to(ROOT).as_posix()}/`\n"
        rows = [f"| `{file.name}` | {purpose(file)} |" for file in files if file.name != "__init__.py"]
        if folder / "__init__.py" in files:
            yield f"{purpose(folder / '__init__.py')}\n"
        if rows:
            yield "\n".join(["| file | what it is for |", "|---|---|", *rows, ""])
    for inner in sorted(each for each in folder.iterdir() if each.is_dir() and each.name != "__pycache__"):
        yield from _tree(inner)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
