"""Takes every screen and says where it is not as its reference: ``python -m tests.ui.pictures [--renew|LANGUAGE]``.

With ``--renew`` what was taken becomes the references. Screens in a language are there to be looked at, and have none.
"""

import shutil
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from hatch_build import LOCALES, compile_catalogues
from tests.ui.pictures.likeness import LEAST_LIKENESS, STAYS_LIKENESS, keep, kept, least_alike, small
from tests.ui.pictures.screens import Shot, all_shots, has_reference, shots_in
from tests.ui.pictures.taking import ROOT, pictures
from ui.words.languages import available_languages

REFERENCES = Path(__file__).with_name("references")
TAKEN = ROOT / "screens"
"""Where the pictures lie to be looked at; git ignores it."""


def unlike(shots: list[Shot], taken: Path) -> list[str]:
    """Return of each picture that is not as its reference which it is, how alike, and where on the screen."""
    found = []
    for shot in shots:
        before = kept(REFERENCES / shot.file)
        if before is None:
            found.append(f"{shot.file}: there is no reference")
            continue
        place = least_alike(before, small(QImage(str(taken / shot.file))))
        if place.likeness < LEAST_LIKENESS:
            found.append(f"{shot.file}: {place.likeness:.2f} alike at {place.x}, {place.y}")
    return found


def renew(shots: list[Shot], taken: Path) -> None:
    """Make what was taken the references; one that shows the same stays as it is."""
    REFERENCES.mkdir(exist_ok=True)
    for file in {file.name for file in REFERENCES.iterdir()} - {shot.file for shot in shots}:
        (REFERENCES / file).unlink()
    for shot in shots:
        picture, before = small(QImage(str(taken / shot.file))), kept(REFERENCES / shot.file)
        if before is None or least_alike(before, picture).likeness < STAYS_LIKENESS:
            keep(picture, REFERENCES / shot.file)


def main(arguments: list[str]) -> int:
    """Take every screen; return 1 where one is not as its reference."""
    if arguments and arguments[0] in available_languages():
        return _in_language(arguments[0])
    shutil.rmtree(TAKEN, ignore_errors=True)
    pictures(TAKEN, "all")
    compared = [shot for shot in all_shots() if has_reference(shot)]
    _say(f"{len(all_shots())} pictures are in {TAKEN.name}/")
    if arguments == ["--renew"]:
        renew(compared, TAKEN)
        size = sum(file.stat().st_size for file in REFERENCES.iterdir())
        _say(f"{len(compared)} of them are the references now, {size / 1e6:.1f} MB")
        return 0
    found = unlike(compared, TAKEN)
    _say("\n".join(found) or f"{len(compared)} were compared, and each is as its reference.")
    return int(bool(found))


def _in_language(code: str) -> int:
    """Take every screen in a language, into a folder of its own."""
    folder = TAKEN / code
    shutil.rmtree(folder, ignore_errors=True)
    compile_catalogues(ROOT / LOCALES)
    pictures(folder, code)
    _say(f"{len(shots_in(code))} pictures are in {TAKEN.name}/{code}/")
    return 0


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
