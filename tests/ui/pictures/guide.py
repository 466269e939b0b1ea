"""Takes the pictures of docs/guide: ``python -m tests.ui.pictures.guide``, which `make guide` does.

One that shows the same as before stays as it is.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtGui import QImage

from tests.ui.pictures.likeness import STAYS_LIKENESS, least_alike, small
from tests.ui.pictures.screens import Shot, guide_shots
from tests.ui.pictures.taking import ROOT, pictures

FOLDER = ROOT / "docs" / "guide" / "pictures"

_FORMAT = "webp"
_QUALITY = 65  # of 100: letters stay clear, and no picture takes 60 kB


def changed(folder: Path = FOLDER) -> list[str]:
    """Take every picture anew, write those that show something else into the folder, and return which."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = {f"{shot.screen}.{_FORMAT}": shot for shot in guide_shots()}
    for name in {file.name for file in folder.iterdir()} - set(shots):
        (folder / name).unlink()
    with tempfile.TemporaryDirectory() as beside:
        pictures(Path(beside), "guide")
        return [name for name, shot in shots.items() if _renewed(Path(beside), shot, folder / name)]


def _renewed(taken: Path, shot: Shot, file: Path) -> bool:
    """Write one picture unless the file shows it; they are compared as the format leaves them."""
    lossy = taken / file.name
    picture = QImage(str(taken / shot.file)).convertToFormat(QImage.Format.Format_RGB888)
    assert picture.save(str(lossy), _FORMAT, _QUALITY), lossy
    before = QImage(str(file))
    if not before.isNull() and least_alike(small(before), small(QImage(str(lossy)))).likeness >= STAYS_LIKENESS:
        return False
    file.write_bytes(lossy.read_bytes())
    return True


if __name__ == "__main__":
    renewed = changed()
    sys.stdout.write(f"{len(renewed)} of {len(guide_shots())} pictures of the guide are new: {', '.join(renewed)}\n")
