"""Writes a document as one HTML file that asks for nothing outside itself."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from xml.etree.ElementTree import Element, SubElement, tostring

from biofeedback.document import Block, Chart, Document, DotChart, Heading, NewPage, Paragraph, Table, Tone
from sessions.reports.chart_svg import PAPER
from sessions.reports.pictures import picture_svg

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the browser is told: nothing may be fetched, and nothing may run."""

_STYLE = Path(__file__).with_name("report.css")
_DOCTYPE = b"<\x21DOCTYPE html>\n"


def html_of(document: Document) -> bytes:
    """Return the whole file."""
    colours = dict(document.colours)
    direction = "rtl" if document.right_to_left else "ltr"
    page = Element("html", {"lang": document.language.replace("_", "-"), "dir": direction})
    head = SubElement(page, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = document.title
    style = Template(_STYLE.read_text(encoding="utf-8"))
    SubElement(head, "style").text = style.substitute(
        {str(tone): colour for tone, colour in document.colours}, paper=PAPER
    )
    main = SubElement(SubElement(page, "body"), "main")
    section = SubElement(main, "section")
    for block in document.blocks:
        if isinstance(block, NewPage):
            section = SubElement(main, "section")
        else:
            _put(block, section, colours)
    _say(SubElement(main, "footer"), document.foot)
    return _DOCTYPE + tostring(page, encoding="unicode", method="html").encode("utf-8") + b"\n"


def _put(block: Block, section: Element, colours: Mapping[Tone, str]) -> None:
    match block:
        case Heading(text, level):
            _say(SubElement(section, f"h{level}"), text)
        case Paragraph(text, style):
            _say(SubElement(section, "p", {} if style == "plain" else {"class": style}), text)
        case Table():
            _put_table(block, section)
        case Chart(alt=alt) | DotChart(alt=alt):
            if not alt.strip():
                raise ValueError("a picture says in words what it shows")
            drawn = picture_svg(block, colours)
            drawn.set("role", "img")
            drawn.set("aria-label", alt)
            SubElement(section, "figure").append(drawn)
        case NewPage():
            pass


def _put_table(table: Table, section: Element) -> None:
    put = SubElement(section, "table")
    if table.widths:
        columns = SubElement(put, "colgroup")
        for width in table.widths:
            SubElement(columns, "col", {"style": f"width:{100 * width / sum(table.widths):.0f}%"})
    row = SubElement(SubElement(put, "thead"), "tr")
    for column, name in enumerate(table.head):
        _say(SubElement(row, "th", {"scope": "col", **_numbers(table, column)}), name)
    body = SubElement(put, "tbody")
    for cells in table.rows:
        row = SubElement(body, "tr")
        for column, cell in enumerate(cells):
            _say(SubElement(row, "td", _numbers(table, column)), cell)


def _numbers(table: Table, column: int) -> dict[str, str]:
    return {"class": "n"} if column >= table.numbers_from else {}


def _say(element: Element, text: str) -> None:
    """Put words into an element; their direction is their own and goes no further."""
    SubElement(element, "bdi").text = text
