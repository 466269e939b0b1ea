"""Writes a document as PDF/UA-1, set by typst in the typefaces of the window, with nothing fetched."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from biofeedback.document import Block, Chart, Document, DotChart, Heading, NewPage, Paragraph, Table
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from sessions.extras import needed
from sessions.reports.pictures import svg_file

STANDARD = "ua-1"
"""PDF/UA-1, ISO 14289-1: a picture without words of its own, or a sign that no typeface has, makes no file."""

_TEMPLATE = Path(__file__).with_name("report.typ")
_NO_GLYPH = re.compile(r"the text `\"(?P<sign>.+?)\"` could not be displayed", re.DOTALL)
_ESCAPED = re.compile(r"\\u\{(?P<hex>[0-9a-f]+)\}")
"""How typst writes what cannot be printed."""

_MOST_ROUNDS = 8
"""So often signs without a shape are replaced; every round names all that are left, so that one or two do. A choice."""


def pdf_of(document: Document, typefaces: Sequence[Path]) -> bytes:
    """Return the document as PDF.

    Parameters
    ----------
    document : Document
        What it says.
    typefaces : sequence of Path
        The folders with the files of the typefaces.

    Raises
    ------
    UsageError
        typst is not installed here.
    SoftenError
        It cannot be set, or would not be PDF/UA-1.

    Notes
    -----
    A sign that these typefaces have no shape for is looked for in the typefaces of this machine; where none has it, its
    code stands in its place, as elsewhere for what cannot be seen.
    """
    typst = needed("report", "typst")
    said = json.dumps(_data(document), ensure_ascii=False)
    system_fonts = False
    for _ in range(_MOST_ROUNDS):
        try:
            return _compiled(typst, said, typefaces, system_fonts=system_fonts)
        except typst.TypstError as error:
            complaint = f"{error} {error.diagnostic}"
            unseen = {_ESCAPED.sub(_unescaped, each["sign"]) for each in _NO_GLYPH.finditer(complaint)}
            if not unseen:
                raise SoftenError(CommandErrorCode.REPORT_NOT_SET, problem=str(error)) from error
            if system_fonts:
                said = _with_codes(said, unseen)
            system_fonts = True
    raise SoftenError(CommandErrorCode.REPORT_NOT_SET, problem=", ".join(sorted(unseen)))


def _compiled(typst: ModuleType, said: str, typefaces: Sequence[Path], *, system_fonts: bool) -> bytes:
    made: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=[str(folder) for folder in typefaces],
        ignore_system_fonts=not system_fonts,
        sys_inputs={"document": said},
        pdf_standards=[STANDARD],
    )
    return made


def _unescaped(code: re.Match[str]) -> str:
    return chr(int(code["hex"], 16))


def _with_codes(said: str, signs: set[str]) -> str:
    for sign in sorted(signs, key=len, reverse=True):
        codes = "".join(f"<U+{ord(each):04X}>" for each in sign)
        said = said.replace(json.dumps(sign, ensure_ascii=False)[1:-1], codes)
    return said


def _data(document: Document) -> dict[str, object]:
    colours = dict(document.colours)
    return {
        "title": document.title,
        "lang": document.language.partition("_")[0],
        "region": document.language.partition("_")[2] or None,
        "right_to_left": document.right_to_left,
        "foot": document.foot,
        "colours": colours,
        "blocks": [_block(block, document) for block in document.blocks],
    }


def _block(block: Block, document: Document) -> dict[str, object]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "depth": level}
        case Paragraph(text, style):
            return {"kind": "paragraph", "text": text, "style": style}
        case Table():
            return {
                "kind": "table",
                "head": block.head,
                "rows": block.rows,
                "numbers_from": block.numbers_from,
                "widths": block.widths,
            }
        case Chart() | DotChart():
            return {
                "kind": "chart",
                "svg": svg_file(block, dict(document.colours)),
                "alt": block.alt if block.alt.strip() else None,
            }
        case NewPage():
            return {"kind": "new-page"}
