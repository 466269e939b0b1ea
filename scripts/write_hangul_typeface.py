"""Write the typeface of Hangul that comes with Soften: what Pretendard has for Korean and Inter has not.

Run it with the folder of the npm package ``pretendard`` (``npm pack pretendard``, unpacked; 1.3.9 it was). Its licence
reserves the name Pretendard, so what is cut out of it has a name of its own.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
THEME = ROOT / "ui" / "desktop" / "theme"
TARGET = THEME / "hangul"
FAMILY = "SoftenHangul"
WEIGHTS = ("Light", "Regular", "Medium", "SemiBold")

_KOREAN = (
    (0x1100, 0x11FF),  # jamo that join
    (0x3000, 0x303F),  # brackets, the wide space and full stop
    (0x3130, 0x318F),  # jamo that stand alone, as they are typed
    (0xAC00, 0xD7A3),  # all 11,172 syllables
    (0xFF01, 0xFF60),  # wide forms of ASCII
    (0xFFE0, 0xFFE6),  # wide signs of currencies
)
"""Of Unicode, first and last."""

_NAMES = {1: FAMILY, 4: f"{FAMILY} {{weight}}", 3: f"{FAMILY}-{{weight}}", 6: f"{FAMILY}-{{weight}}", 16: FAMILY}
"""Those of the table ``name`` that say what a typeface is called (OpenType, name identifiers)."""


def main(package: Path) -> None:
    """Cut each weight, and lay the licence beside them."""
    public = package / "dist" / "public" / "static"
    TARGET.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        _cut(public / f"Pretendard-{weight}.otf", weight).save(TARGET / f"{FAMILY}-{weight}.otf")
    shutil.copyfile(package / "dist" / "LICENSE.txt", TARGET / "OFL.txt")


def _cut(file: Path, weight: str) -> TTFont:
    inter = TTFont(THEME / "inter" / f"Inter-{weight}.otf")
    options = subset.Options(hinting=False, name_IDs=["*"], notdef_outline=True)
    # Hangul as it is typed needs no rules of shaping; those that are there are for letters of Inter.
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    options.recalc_timestamp = False
    face = subset.load_font(str(file), options)
    here = {code for first, last in _KOREAN for code in range(first, last + 1)} - set(inter.getBestCmap())
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=here)
    cutter.subset(face)
    for number, name in _NAMES.items():
        face["name"].setName(name.format(weight=weight), number, 3, 1, 0x409)
    cff = face["CFF "].cff
    cff.fontNames = [f"{FAMILY}-{weight}"]
    cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = FAMILY, f"{FAMILY} {weight}"
    # As high as a line of Inter, so that a line with both is no higher.
    share = face["head"].unitsPerEm / inter["head"].unitsPerEm
    for table, up, down, gap in (
        ("hhea", "ascent", "descent", "lineGap"),
        ("OS/2", "sTypoAscender", "sTypoDescender", "sTypoLineGap"),
    ):
        setattr(face[table], up, round(inter["hhea"].ascent * share))
        setattr(face[table], down, round(inter["hhea"].descent * share))
        setattr(face[table], gap, 0)
    # Systems look here for whom a typeface is made: Hangul Wansung, of code page 949.
    face["OS/2"].ulCodePageRange1 = 1 << 19
    face["OS/2"].usWinAscent, face["OS/2"].usWinDescent = face["hhea"].ascent, -face["hhea"].descent
    return face


if __name__ == "__main__":
    main(Path(sys.argv[1]))
