"""Writes the file `copyright` of the package: whose everything in it is, and under which licence."""

import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

from installers.contents import ROOT, distributions

TYPEFACES = ("inter", "hangul")

_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Soften
Comment:
 The package holds a Python interpreter and every library that Soften uses, as their makers built them. What each says
 of its licence lies in its folder *.dist-info below /usr/lib/soften/_internal. Qt, PySide6 and soxr are shared
 libraries and pebble a folder of modules, all of which can be replaced (LGPL); docs/installers.md says how.
 .
"""

_OF_SYSTEM = (
    ("CPython", "PSF-2.0"),
    ("OpenSSL", "Apache-2.0"),
    ("SQLite", "public-domain"),
    ("libffi, expat", "MIT"),
    ("bzip2", "bzip2-1.0.6"),
    ("zlib", "Zlib"),
    ("zstd, libuuid", "BSD-3-Clause"),
    ("xz (liblzma)", "0BSD"),
    ("Qt", "LGPL-3.0-only"),
    ("ICU", "Unicode-3.0"),
    ("libsndfile", "LGPL-2.1-or-later"),
    ("OpenBLAS", "BSD-3-Clause"),
    ("libgfortran, libquadmath", "GPL-3+ with GCC Runtime Library Exception"),
    ("liblsl", "MIT"),
    ("the bootloader of PyInstaller", "GPL-2+ with an exception for what it starts"),
)
"""What is in the folder beside distributions of Python, with its licence."""


def copyright_file(root: Path = ROOT) -> str:
    """Return the text in the form that Debian's policy asks for."""
    parts = [
        _HEAD + "".join(f" {each}\n" for each in _libraries()),
        f"Files: *\nCopyright: 2026, the Soften authors\nLicense: BSD-3-Clause\n{_indented(root / 'LICENSE')}",
    ]
    for name in TYPEFACES:
        rights = root / "ui/desktop/theme" / name / "OFL.txt"
        owner = (
            rights.read_text(encoding="utf-8")
            .partition("\n")[0]
            .removeprefix("Copyright")
            .removeprefix(" (c)")
            .strip(" ,")
        )
        files = f"usr/lib/soften/_internal/ui/desktop/theme/{name}/*"
        parts.append(f"Files: {files}\nCopyright: {owner}\nLicense: OFL-1.1-{name}\n{_indented(rights)}")
    return "\n".join(parts)


def licence(name: str) -> str:
    """Return what a distribution says of its licence, in a word or a few."""
    said = importlib.metadata.metadata(name)
    classifiers = [
        each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or [] if each.startswith("License ::")
    ]
    expression, written = (", ".join(said.get_all(field) or []) for field in ("License-Expression", "License"))
    return expression or ", ".join(classifiers) or written.partition("\n")[0] or "see its metadata"


def _libraries() -> Iterator[str]:
    for name in distributions():
        if name != "soften":
            yield f"{name} {importlib.metadata.version(name)}: {licence(name)}"
    for name, rights in _OF_SYSTEM:
        yield f"{name}: {rights}"


def _indented(path: Path) -> str:
    """Return a text as the body of a field: a space before each line, a dot for an empty one."""
    lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    return "".join(f" {line.rstrip() or '.'}\n" for line in lines)
