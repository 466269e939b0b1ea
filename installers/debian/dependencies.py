"""Finds the packages of Debian without which the installed program, or a part of it, would not run."""

import subprocess
import tempfile
from pathlib import Path

from installers.elf import elf_files

LOADED_BY_NAME = ("libportaudio2",)
"""What no library is linked against, since it is looked for when it is wanted: sound goes through it."""

RECOMMENDED = ("bluez", "libspeechd2", "speech-dispatcher", "xdg-utils")
"""Without these there is a practice, but no strap, no voice of the system, and no browser for a report."""

SUGGESTED = ("espeak-ng",)

_OPTIONAL = ("libqtexttospeech_speechd.so",)
"""Plug-ins that may lack their library: Qt then goes without them."""

_CONTROL = "Source: soften\n\nPackage: soften\nArchitecture: any\n"


def required(folder: Path) -> list[str]:
    """Return the packages that the libraries of a folder are linked against, with the versions that have their symbols.

    Parameters
    ----------
    folder : Path
        What PyInstaller built, on the Debian for which the package is.
    """
    files = [path for path in elf_files(folder) if path.name not in _OPTIONAL]
    own = sorted({path.parent for path in files})
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "debian").mkdir()
        (Path(scratch) / "debian" / "control").write_text(_CONTROL, encoding="ascii")
        command = [
            "dpkg-shlibdeps",
            "-O",
            "--ignore-missing-info",
            "--warnings=0",
            *(f"-l{each}" for each in own),
            *(f"-x{package}" for package in _packages_of(files)),
            *(f"-e{each}" for each in files),
        ]
        done = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
    _, _, listed = done.stdout.strip().partition("shlibs:Depends=")
    return sorted({*listed.split(", "), *LOADED_BY_NAME})


def _packages_of(files: list[Path]) -> list[str]:
    """Return the packages whose libraries lie in the folder already, as they were on the machine that built it."""
    names = sorted({f"*/{path.name}" for path in files if ".so." in path.name})
    done = subprocess.run(["dpkg-query", "--search", *names], check=False, capture_output=True, text=True)
    return sorted({line.partition(":")[0] for line in done.stdout.splitlines()})
