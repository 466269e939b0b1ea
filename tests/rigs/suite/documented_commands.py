"""Finds every command, option and example of Python that the pages for people name."""

import re
import shlex
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}(soften\b.*)$", re.MULTILINE)
"""A command that stands in a block by its indent, with what it does a few spaces behind it."""

_INLINE = re.compile(r"`([^`]+)`")
_COMMAND = re.compile(
    r"(?:SOFTEN_\w+=\S+ )?(?:\.venv/bin/)?(?:(?:soften|make)(?: |$)|(?:uv|pipx|pip|git|python|ruff|arduino-cli) )"
)
"""The name of another program by itself is none."""

_REMARK = re.compile(r" {2,}[^ ].*$")


def pages() -> list[Path]:
    """Return the pages whose commands somebody may type."""
    at_the_root = [ROOT / name for name in ("README.md", "README.de.md", "README.ko.md", "CONTRIBUTING.md")]
    return [*at_the_root, *sorted((ROOT / "docs").rglob("*.md"))]


def commands_in(text: str) -> list[str]:
    """Return the commands that a page names, each as it would be typed, without ``.venv/bin/`` and remarks."""
    found: list[str] = []
    for fence in _FENCE.finditer(text):
        if fence["language"] == "sh":
            found += [line.partition("#")[0] for line in fence["text"].splitlines()]
    prose = _FENCE.sub("", text)
    found += [_REMARK.sub("", line) for line in _INDENTED.findall(prose)]
    found += [inline for inline in _inline(prose) if _COMMAND.match(inline)]
    return [typed for line in found if (typed := " ".join(line.split()).removeprefix(".venv/bin/"))]


def options_in(text: str) -> list[str]:
    """Return the options that a page names by themselves, with their values."""
    return [inline for inline in _inline(_FENCE.sub("", text)) if inline.startswith("--")]


def python_in(text: str) -> list[str]:
    """Return the examples of Python on a page."""
    return [textwrap.dedent(fence["text"]) for fence in _FENCE.finditer(text) if fence["language"] == "python"]


def languages_in(text: str) -> list[str]:
    """Return the languages of the blocks on a page; that of one that names none is empty."""
    return [fence["language"] for fence in _FENCE.finditer(text)]


def windows_words() -> list[str]:
    """Return the words of all commands that are for Windows alone."""
    texts = (page.read_text(encoding="utf-8") for page in pages())
    blocks = (fence for text in texts for fence in _FENCE.finditer(text) if fence["language"] == "bat")
    return [word for fence in blocks for word in fence["text"].split()]


@cache
def documented() -> dict[str, tuple[str, ...]]:
    """Return every command there is on a page, with the pages that name it."""
    return _by_page(commands_in)


@cache
def documented_options() -> dict[str, tuple[str, ...]]:
    """Return every option that a page names by itself, with the pages that name it."""
    return _by_page(options_in)


@cache
def documented_python() -> dict[str, tuple[str, ...]]:
    """Return every example of Python, with the pages that show it."""
    return _by_page(python_in)


def words_of(command: str) -> list[str]:
    """Return the words of a command, without what it sets for itself alone (``SOFTEN_LANGUAGE=de``)."""
    words = shlex.split(command)
    return words[1:] if re.match(r"[A-Z_]+=", words[0]) else words


def _inline(prose: str) -> Iterator[str]:
    for inline in _INLINE.findall(prose):
        yield " ".join(inline.split())


def _by_page(find) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for page in pages():
        name = page.relative_to(ROOT).as_posix()
        for each in dict.fromkeys(find(page.read_text(encoding="utf-8"))):
            found.setdefault(each, []).append(name)
    return {each: tuple(names) for each, names in found.items()}
