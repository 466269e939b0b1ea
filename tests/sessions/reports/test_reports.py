"""Documents as PDF/UA-1 and as HTML: nothing without words, nothing from outside, nothing read as markup."""

import math
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typst

from biofeedback.app.recordings.reporting import typeface_folders
from biofeedback.document import (
    Chart,
    Curve,
    Document,
    DotChart,
    DotGroup,
    Heading,
    NewPage,
    Panel,
    Paragraph,
    Table,
    Tick,
)
from biofeedback.errors import SoftenError
from sessions.reports.chart_svg import TYPEFACES
from sessions.reports.html import html_of
from sessions.reports.pdf import pdf_of
from sessions.reports.pictures import svg_file
from tests.rigs.words.said_errors import raises_saying

HOSTILE = "<script src='https://example.org/x.js'></script> #set page(fill: red) *b* $x$ & \"q\" שלום \\u{1b}"
COLOURS = (("ink", "#000000"), ("muted", "#444444"), ("amber", "#734600"), ("sage", "#2f5546"), ("wave", "#d3ae6b"))


def chart(alt: str = "A wave that rises and falls.") -> Chart:
    points = tuple((float(t_s), math.nan if t_s == 5 else 60.0 + t_s) for t_s in range(10))
    panel = Panel("Heart rate, bpm", 50.0, 80.0, (Tick(60.0, "60"),), (Curve(points, "ink"),))
    return Chart(alt, 0.0, 10.0, (Tick(0.0, "0:00"),), ((0.0, 5.0, "One"), (5.0, 10.0, HOSTILE)), (3.0,), (panel,))


def document(*blocks, language: str = "en", right_to_left: bool = False) -> Document:
    return Document(
        title="A page",
        language=language,
        right_to_left=right_to_left,
        foot="Soften",
        blocks=(Heading("A page", 1), *blocks),
        colours=COLOURS,
    )


class _Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def everything() -> Iterator[object]:
    yield Paragraph(HOSTILE, "lead")
    yield Heading(HOSTILE)
    yield chart()
    yield Table((HOSTILE, "Value"), (("a", "1"), (HOSTILE, "2")), widths=(2, 1))
    yield NewPage()
    yield Heading("Annex", 1)
    yield Paragraph("Quiet.", "quiet")


def test_a_pdf_says_that_it_is_made_as_ua_1_and_holds_the_typeface_of_the_window_alone():
    made = pdf_of(document(*everything()), typeface_folders())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(en)" in made
    assert b"/StructTreeRoot" in made
    names = {name.partition(b"+")[2] for name in re.findall(rb"/FontName/([A-Z]+\+[\w-]+)", made)}
    assert any(name.startswith(b"Inter-") for name in names)
    assert b"/JavaScript" not in made


def test_a_picture_without_words_makes_no_file():
    with raises_saying(SoftenError, "missing alt text"):
        pdf_of(document(chart(alt="")), typeface_folders())
    with pytest.raises(ValueError, match="says in words"):
        html_of(document(chart(alt=" ")))


def test_a_sign_without_a_shape_is_its_code_where_no_typeface_has_it(monkeypatch):
    compiled, said = typst.compile, []

    def without_system_fonts(*given, **named):
        said.append(named["sys_inputs"]["document"])
        return compiled(*given, **named | {"ignore_system_fonts": True})

    monkeypatch.setattr(typst, "compile", without_system_fonts)
    made = pdf_of(document(Paragraph("A note: 你, \U0001f600 and \u241b.")), typeface_folders())
    assert made.startswith(b"%PDF-")
    assert "你" in said[0]
    assert "A note: <U+4F60>, <U+1F600> and " in said[-1]


def test_korean_is_set_in_the_typeface_that_comes_with_soften_and_broken_between_words(monkeypatch):
    words = "자신에게 따뜻한 마음을 보내는 짧은 시간입니다. 숨이 들어오고 나갑니다."
    compiled, system_fonts = typst.compile, []

    def watched(*given, **named):
        system_fonts.append(not named["ignore_system_fonts"])
        return compiled(*given, **named)

    monkeypatch.setattr(typst, "compile", watched)
    page = document(Paragraph(words * 3), Table(("마음", "값"), (("숨", "1"),)), chart(alt="마음"), language="ko")
    made = pdf_of(page, typeface_folders())
    names = {name.partition(b"+")[2] for name in re.findall(rb"/FontName/([A-Z]+\+[\w-]+)", made)}
    assert any(name.startswith(b"SoftenHangul-") for name in names)
    assert system_fonts == [False]
    assert "word-break: keep-all" in html_of(page).decode()


def test_a_page_and_its_pictures_are_set_in_the_same_typefaces():
    page = html_of(document(Paragraph("숨"), chart(alt="숨"), language="ko")).decode()
    (of_page,) = re.findall(r"font: 16px/1\.5 ([^;]+);", page)
    assert of_page.replace(" system-ui,", "") == TYPEFACES


def test_what_typst_refuses_is_said():
    with raises_saying(SoftenError, "cannot be set as PDF"):
        pdf_of(document(language="not a language"), typeface_folders())


def test_html_asks_for_nothing_and_reads_no_text_as_markup():
    text = html_of(document(*everything())).decode()
    seen = _Seen(text)
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "bdi", "figure"}
    allowed |= {"svg", "rect", "path", "text", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "footer"}
    assert set(seen.tags) <= allowed
    assert not seen.attributes & {"src", "href", "srcset", "xlink:href", "onload", "onclick", "data", "action"}
    # Nothing outside is named but in the words of somebody else, where it is words.
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert seen.words.count(HOSTILE) == 4
    assert text.count('aria-label="A wave that rises and falls."') == 1


def test_html_is_written_in_the_direction_of_the_language():
    assert '<html lang="pt-BR" dir="ltr">' in html_of(document(language="pt_BR")).decode()
    assert '<html lang="he" dir="rtl">' in html_of(document(language="he", right_to_left=True)).decode()


def test_a_chart_breaks_off_where_nothing_is_known_and_holds_no_markup_of_others():
    drawn = svg_file(chart(), dict(COLOURS))
    (curve,) = re.findall(r'<path d="(M[^"]+)"[^>]+stroke-linejoin', drawn)
    assert curve.count("M") == 2
    assert curve.count("L") == 7
    assert "<script" not in drawn
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]


def test_a_led_pace_is_drawn_in_steps():
    curve = Curve(((0.0, 6.0), (5.0, 6.0), (5.0, 8.0), (9.0, 8.0)), "amber", steps=True)
    panel = Panel("Breaths", 5.0, 9.0, (), (curve,))
    drawn = svg_file(Chart("Steps.", 0.0, 10.0, (), (), (), (panel,)), dict(COLOURS))
    (path,) = re.findall(r'<path d="(M[^"]+)"[^>]+stroke-linejoin', drawn)
    assert re.fullmatch(r"M[\d.]+ [\d.]+H[\d.]+H[\d.]+V[\d.]+H[\d.]+", path)


def test_people_are_lines_of_dots_that_break_off_and_medians_bars_with_an_interval():
    group = DotGroup(
        "All", ((1.0, math.nan, 3.0), (2.0, 4.0, 5.0)), (1.5, 4.0, 4.0), ((1.0, 2.0), (math.nan, math.nan), (3.0, 5.0))
    )
    chart = DotChart("Dots.", "RMSSD", ("A", "B", "C"), 0.0, 5.0, (Tick(0.0, "0"),), (group,))
    drawn = svg_file(chart, dict(COLOURS))
    assert drawn.count("<circle") == 5, "a dot for every value that is known"
    lines = re.findall(r'<path d="([^"]+)"[^>]+opacity="0.45"', drawn)
    assert [line.count("M") for line in lines] == [1], "nobody is drawn across what is not known"
    assert len(re.findall(r'<path d="M[^"]+h30.0"', drawn)) == 3, "a bar for each median"
    assert len(re.findall(r'<path d="M[^"V]+V[^"]+h12.0', drawn)) == 2, "a line for each interval that is told"
    made = html_of(document(chart)).decode()
    assert 'aria-label="Dots."' in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf_of(document(chart), typeface_folders())


def test_the_form_of_a_pdf_comes_along():
    assert (Path(pdf_of.__code__.co_filename).parent / "report.typ").is_file()


def test_a_table_has_as_many_cells_as_columns():
    with pytest.raises(ValueError, match="as many cells"):
        Table(("a", "b"), (("1",),))
