"""Lists what comes within libraries of Python, beside them, or with Soften itself, each under its licence.

The About page, the list for machines (SBOM) and the rights of the Debian package all read this.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

_EVERYWHERE = ("linux", "darwin", "win32")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is no distribution of Python.

    Attributes
    ----------
    name : str
        What its makers call it.
    licence : str
        An expression of SPDX.
    texts : tuple of str
        The files of ``installers/licences`` that hold what the licence asks to be handed on; none where the text lies
        with the library or the typeface that it comes in, or where nothing is asked.
    systems : tuple of str
        The systems on which it comes along, as `sys` names them; elsewhere it is the machine's own, or not needed.
    installed : bool
        Whether it is in a program that was installed and not beside the sources, where it is the machine's own.
    """

    name: str
    licence: str
    texts: tuple[str, ...] = ()
    systems: tuple[str, ...] = _EVERYWHERE
    installed: bool = False


_GNU = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The first is written as an addition to the second."""

PARTS = (
    Part("Qt", "LGPL-3.0-only", (*_GNU, "Qt-third-parties.txt")),
    Part("ICU", "Unicode-DFS-2016", ("ICU.txt",), systems=("linux",)),
    Part("Python", "PSF-2.0", ("Python.txt",)),
    Part("SQLite", "blessing"),
    Part("SQLite3 Multiple Ciphers", "MIT", ("SQLite3MultipleCiphers.txt",)),
    Part("PortAudio", "MIT", ("PortAudio.txt",), systems=("darwin", "win32")),
    Part("libsndfile", "LGPL-2.1-or-later", ("LGPL-2.1.txt",)),
    Part("FLAC", "BSD-3-Clause", ("FLAC.txt",)),
    Part("Ogg", "BSD-3-Clause", ("Ogg.txt",)),
    Part("Vorbis", "BSD-3-Clause", ("Vorbis.txt",)),
    Part("Opus", "BSD-3-Clause", ("Opus.txt",)),
    Part("mpg123", "LGPL-2.1-only", ("mpg123.txt", "LGPL-2.1.txt")),
    Part("LAME", "LGPL-2.0-or-later", ("LAME.txt", "LGPL-2.txt")),
    Part("libsoxr", "LGPL-2.1-or-later", ("LGPL-2.1.txt",)),
    Part("liblsl", "MIT", ("liblsl.txt",)),
    Part("OpenBLAS", "BSD-3-Clause"),
    Part("libgfortran", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    Part("libquadmath", "LGPL-2.1-or-later"),
    Part("Inter", "OFL-1.1"),
    Part("Pretendard", "OFL-1.1"),
    Part("OpenSSL", "Apache-2.0", ("OpenSSL.txt", "Apache-2.0.txt"), installed=True),
    Part("libffi", "MIT", ("libffi.txt",), installed=True),
    Part("expat", "MIT", ("expat.txt",), installed=True),
    Part("bzip2", "bzip2-1.0.6", ("bzip2.txt",), installed=True),
    Part("zlib", "Zlib", ("zlib.txt",), installed=True),
    Part("xz", "0BSD", ("xz.txt",), installed=True),
    Part("Zstandard", "BSD-3-Clause", ("Zstandard.txt",), systems=("linux",), installed=True),
    Part("libuuid", "BSD-3-Clause", ("libuuid.txt",), systems=("linux",), installed=True),
    Part(
        "PyInstaller (bootloader)",
        "GPL-2.0-or-later WITH Bootloader-exception",
        ("PyInstaller.txt",),
        installed=True,
    ),
)
"""The texts of OpenBLAS and of the two libraries of GCC lie with numpy, and those of the typefaces beside them."""

TEXTS_OF: Mapping[str, tuple[str, ...]] = {
    "pylsl": ("pylsl.txt",),
    "pyobjc-core": ("pyobjc-core.txt",),
    "pyserial": ("pyserial.txt",),
    "pyside6-addons": _GNU,
    "pyside6-essentials": _GNU,
    "python-osc": ("python-osc.txt",),
    "shiboken6": _GNU,
}
"""By distribution, the texts of those that bring none themselves."""


def parts_within(system: str, *, installed: bool) -> tuple[Part, ...]:
    """Return what comes along on a system, in a program that was ``installed`` or beside the sources."""
    return tuple(each for each in PARTS if system in each.systems and (installed or not each.installed))


def is_installed() -> bool:
    """Tell whether this runs as a program that was built to be installed, which has its libraries within it."""
    return bool(getattr(sys, "frozen", False))
