"""Writes the icon as Windows and macOS want it: ``python -m installers.icons build``."""

import sys
from pathlib import Path

from PIL import Image

from installers.contents import ROOT

_PICTURES = ROOT / "ui/desktop/theme/icon"
_OF_WINDOWS = (16, 24, 32, 48, 64, 128, 256)
"""px of a side: what the taskbar, the start menu and the explorer ask for, up to what an .ico can hold."""

_OF_MACOS = (16, 32, 64, 128, 256, 512)
"""px of a side; the Finder makes what lies between."""


def write_icons(folder: Path) -> list[Path]:
    """Write ``soften.ico`` and ``soften.icns`` and return them; each size is the picture that was painted for it."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, sides in (("soften.ico", _OF_WINDOWS), ("soften.icns", _OF_MACOS)):
        pictures = [_painted(side) for side in sides]
        path = folder / name
        pictures[-1].save(path, sizes=[(side, side) for side in sides], append_images=pictures[:-1])
        made.append(path)
    return made


def _painted(side: int) -> Image.Image:
    with Image.open(_PICTURES / f"soften-{side}.png") as picture:
        return picture.copy()


if __name__ == "__main__":
    for path in write_icons(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
