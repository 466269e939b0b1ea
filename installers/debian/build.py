"""Makes the Debian package of a built folder: ``python -m installers.debian.build`` (`make deb`)."""

import argparse
import datetime
import gzip
import importlib.metadata
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installers.contents import ROOT
from installers.debian.completions import PLACES, completion
from installers.debian.dependencies import RECOMMENDED, SUGGESTED, required
from installers.debian.man_page import man_page
from installers.debian.rights import copyright_file
from installers.elf import elf_files, glibc_floor
from ui.desktop.theme.icon import FOLDER as ICONS
from ui.desktop.theme.icon import SIZES
from ui.words.languages import first_language

HOME = Path("usr/lib/soften")
"""Where the folder of PyInstaller lies: a program of its own with private libraries, as the FHS has it."""

_REVISION = 1  # of the package, where the program stays the same
_MAINTAINER = "The Soften authors <maintainers@soften.invalid>"  # no mailbox of ours exists yet

_CONTROL = """\
Package: soften
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {installed_kib}
Depends: {depends}
Recommends: {recommends}
Suggests: {suggests}
Section: education
Priority: optional
Description: practise self-compassion with your own heart for company
 Soften listens to your heartbeat through a common Bluetooth strap or a serial
 pulse sensor, shows heart and breath as one wave, and leads you through
 practices of self-compassion with a light that breathes. A simulated heart
 comes with it, so that no sensor is needed to begin.
 .
 Every practice is one file whose every number can be replayed. Taking the
 package away leaves them.
 .
 It has Python and all its libraries in it, and runs with glibc {glibc} or a
 newer one.
"""

_CHANGES = """\
soften ({version}) stable; urgency=medium

  * The program as CHANGELOG.md of its sources tells it.

 -- {maintainer}  {date}
"""


def main() -> None:
    """Build the package and say where it is."""
    parser = argparse.ArgumentParser(prog="installers.debian.build", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "dist" / "soften", help="what PyInstaller built")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="where the package goes")
    parser.add_argument("--compression", choices=("zstd", "xz"), default="zstd", help="zstd is quick, xz small")
    options = parser.parse_args()
    package = build(options.folder, options.to, options.compression)
    sys.stdout.write(f"{package} ({package.stat().st_size / 1e6:.0f} MB)\n")


def build(folder: Path, to: Path, compression: str) -> Path:
    """Return the package, made of what PyInstaller built.

    Parameters
    ----------
    folder : Path
        That; built on the oldest Debian for which the package is.
    to : Path
        The folder for the package.
    compression : {"zstd", "xz"}
        How it is packed: zstd in seconds, which dpkg reads since Debian 12; xz in minutes, and smaller.
    """
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    moment = _moment()
    version = f"{importlib.metadata.version('soften')}-{_REVISION}"
    shutil.copytree(folder, tree / HOME, symlinks=True)
    write_shared_files(tree, moment)
    _put(tree / "usr/share/doc/soften/changelog.Debian.gz", _packed(_changes(version, moment)))
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/soften").symlink_to("../lib/soften/soften")
    settle_modes(tree)
    control = control_file(tree, version, required(folder), glibc_floor(folder))
    _put(tree / "DEBIAN/control", control.encode())
    package = to / f"soften_{version}_{_architecture()}.deb"
    command = ["dpkg-deb", f"-Z{compression}", "--root-owner-group", "--build", str(tree), str(package)]
    dated = os.environ | {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=dated)
    return package


def write_shared_files(tree: Path, moment: datetime.datetime) -> None:
    """Write all that other programs read: the entry of the menu, icons, metadata, the manual page, completions."""
    share = tree / "usr/share"
    version = importlib.metadata.version("soften")
    day = moment.date().isoformat()
    _put(share / "applications/soften.desktop", ICONS.with_name("soften.desktop").read_bytes())
    for side in SIZES:
        icon = share / f"icons/hicolor/{side}x{side}/apps/soften.png"
        _put(icon, (ICONS / f"soften-{side}.png").read_bytes())
    _put(share / "icons/hicolor/scalable/apps/soften.svg", (ICONS / "soften.svg").read_bytes())
    metadata = Path(__file__).with_name("soften.metainfo.xml").read_text(encoding="utf-8")
    metadata = metadata.replace("@VERSION@", version).replace("@DATE@", day)
    _put(share / "metainfo/org.soften.soften.metainfo.xml", metadata.encode())
    _put(share / "man/man1/soften.1.gz", _packed(man_page(version, day, first_language(["en"]))))
    _put(share / "doc/soften/copyright", copyright_file().encode())
    for shell, place in PLACES.items():
        _put(tree / place, completion(shell).encode())


def control_file(tree: Path, version: str, depends: list[str], glibc: tuple[int, int]) -> str:
    """Return what dpkg knows of the package; its size is that of the tree as it is."""
    files = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    return _CONTROL.format(
        version=version,
        architecture=_architecture(),
        maintainer=_MAINTAINER,
        installed_kib=sum(-(-path.stat().st_size // 1024) for path in files),
        depends=", ".join(depends),
        recommends=", ".join(RECOMMENDED),
        suggests=", ".join(SUGGESTED),
        glibc=".".join(map(str, glibc)),
    )


def settle_modes(tree: Path) -> None:
    """Let everybody read everything, and run nothing but programs, whatever the build machine had."""
    programs = {path for path in elf_files(tree) if ".so" not in path.name}
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)
    tree.chmod(0o755)


def _moment() -> datetime.datetime:
    """Return when the sources were last changed, so that the same sources make the same package."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said is None:
        command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        said = done.stdout.strip() or str(int((ROOT / "pyproject.toml").stat().st_mtime))
    return datetime.datetime.fromtimestamp(int(said), datetime.UTC)


def _changes(version: str, moment: datetime.datetime) -> str:
    date = moment.strftime("%a, %d %b %Y %H:%M:%S +0000")
    return _CHANGES.format(version=version, maintainer=_MAINTAINER, date=date)


def _architecture() -> str:
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
