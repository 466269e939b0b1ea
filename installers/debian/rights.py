"""Writes the file `copyright` of the package: whose everything in it is, and under which licence."""

from collections.abc import Iterator
from pathlib import Path

from biofeedback.app.about.within import parts_within
from installers.contents import ROOT, bundled

TYPEFACES = ("inter", "hangul")

_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Soften
Comment:
 The package holds a Python interpreter and every library that Soften uses, as their makers built them. What each says
 of its licence lies in its folder *.dist-info below /usr/lib/soften/_internal, and the texts that lie in none of these
 in the folder licences there. Qt and PySide6 are shared libraries in PySide6/Qt/lib, with plug-ins in
 PySide6/Qt/plugins, soxr is one in soxr, and pebble a folder of modules. All of these can be replaced (LGPL) by others
 under the same names, Qt by one of the same minor version or a later one of Qt 6; the page About Soften in the help of
 the program says how.
 .
"""


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


def _libraries() -> Iterator[str]:
    for each in bundled()[1:]:
        yield f"{each.name} {each.version}: {each.licence}"
    for part in parts_within("linux", installed=True):
        yield f"{part.name}: {part.licence}"


def _indented(path: Path) -> str:
    """Return a text as the body of a field: a space before each line, a dot for an empty one."""
    lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    return "".join(f" {line.rstrip() or '.'}\n" for line in lines)
