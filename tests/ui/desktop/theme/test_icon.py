"""The icon is seen at every size on any ground, and the entry for the desktop's menu is in order."""

import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from scripts.write_icon import drawing, paint
from tests.rigs.screens.flashes import luminance
from tests.rigs.suite import programs
from ui.desktop.theme.icon import FOLDER, SIZES, icon

ROOT = Path(__file__).resolve().parents[4]
ENTRY = FOLDER.with_name("soften.desktop")


def pixels(picture: QImage) -> np.ndarray:
    shown = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), shown.width(), 4).astype(int)


@pytest.mark.parametrize("side", SIZES)
def test_each_size_is_as_it_is_painted(qapp: QApplication, side: int) -> None:
    kept = QImage(str(FOLDER / f"soften-{side}.png"))
    assert kept.size() == QSize(side, side)
    # Another version of Qt may round a gradient otherwise.
    assert np.abs(pixels(kept) - pixels(paint(side))).max() <= 3


def test_the_drawing_is_as_it_is_written() -> None:
    assert (FOLDER / "soften.svg").read_text(encoding="utf-8") == drawing()


@pytest.mark.parametrize("ground", ["#ffffff", "#808080", "#191512", "#000000"])
@pytest.mark.parametrize("side", [*SIZES[:5], 40])
def test_it_is_seen_on_any_ground(qapp: QApplication, side: int, ground: str) -> None:
    shown = QImage(8 * side, 8 * side, QImage.Format.Format_RGB32)
    shown.fill(QColor(ground))
    bare = luminance(shown)[0, 0]
    with QPainter(shown) as painter:
        painter.scale(8.0, 8.0)
        painter.drawPixmap(0, 0, icon().pixmap(QSize(side, side)))
    found = luminance(shown)
    contrast = (np.maximum(found, bare) + 0.05) / (np.minimum(found, bare) + 0.05)
    # 3:1 for what is no text (WCAG 1.4.11), over a sixth of its area at least.
    assert (contrast >= 3.0).mean() >= 1 / 6


def test_the_entry_names_a_program_and_an_icon_that_are_there() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(ENTRY, encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert entry["Desktop Entry"]["Exec"] in project["project"]["scripts"]
    name = entry["Desktop Entry"]["Icon"]
    assert {file.name for file in FOLDER.iterdir()} == {f"{name}.svg", *(f"{name}-{side}.png" for side in SIZES)}


@pytest.mark.skipif(sys.platform != "linux", reason="the menus of Linux alone have such entries")
def test_the_entry_is_valid() -> None:
    done = programs.run(["desktop-file-validate", str(ENTRY)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
