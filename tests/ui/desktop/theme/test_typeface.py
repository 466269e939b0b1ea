"""The typefaces that come with Soften have every letter of Inter and of Hangul, and Korean is broken between words."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QTextLayout, QTextOption

from ui.desktop.theme import typeface
from ui.desktop.theme.typeface import HANGUL, LIGHT, MEDIUM, REGULAR, STRONG, font

THEME = Path(typeface.__file__).parent
WEIGHTS = {LIGHT: "Light", REGULAR: "Regular", MEDIUM: "Medium", STRONG: "SemiBold"}
KIND_WORDS = "자신에게 따뜻한 마음을 보내는"


def laid_out(text: str, face: QFont, width_px: float) -> tuple[list[str], list[QGlyphRun]]:
    """Return the lines of a text, and the shapes that it is painted with."""
    layout = QTextLayout(text, face)
    layout.setTextOption(QTextOption())
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width_px)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines, layout.glyphRuns()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_hangul_is_drawn_in_the_typeface_that_comes_with_soften(qapp: QCoreApplication, weight):
    face = font(20, weight)
    _, runs = laid_out("soft 부드럽게 뷁 ㄱㅏ", face, 1000.0)
    families = {run.rawFont().familyName() for run in runs}
    assert families == {"Inter", HANGUL}
    assert all(all(run.glyphIndexes()) for run in runs)
    assert {run.rawFont().weight() for run in runs} == {weight}


def test_a_line_with_hangul_is_as_high_as_one_without(qapp):
    def height(text: str) -> float:
        layout = QTextLayout(text, font(40))
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        return line.height()

    assert height("soft 부드럽게") == pytest.approx(height("soft"), abs=0.6)  # px; both round to their own grid


@pytest.mark.parametrize("name", WEIGHTS.values())
def test_each_weight_has_all_of_hangul_and_nothing_that_inter_has(name):
    hangul = TTFont(THEME / "hangul" / f"{HANGUL}-{name}.otf")
    here, inter = set(hangul.getBestCmap()), set(TTFont(THEME / "inter" / f"Inter-{name}.otf").getBestCmap())
    assert set(range(0xAC00, 0xD7A4)) <= here
    assert set(range(0x3131, 0x3164)) <= here
    assert set(map(ord, "「」『』《》〈〉、。")) <= here | inter
    assert not here & inter


def test_the_name_that_the_licence_reserves_is_not_used():
    licence = (THEME / "hangul" / "OFL.txt").read_text(encoding="utf-8")
    assert "Reserved Font Name Pretendard" in licence
    for file in (THEME / "hangul").glob("*.otf"):
        face = TTFont(file)
        shown = [str(name) for name in face["name"].names if name.nameID in (1, 3, 4, 6, 16, 17)]
        assert not any("Pretendard" in name for name in (*shown, *face["CFF "].cff.fontNames))
        assert "Kil Hyung-jin" in face["name"].getDebugName(0)


def test_korean_is_broken_between_words(qapp):
    face = font(28)
    whole = QFontMetricsF(face).horizontalAdvance(KIND_WORDS)
    for share in (0.9, 0.6, 0.45, 0.35):
        lines, _ = laid_out(KIND_WORDS, face, share * whole)
        assert len(lines) > 1
        assert " ".join(lines) == KIND_WORDS
