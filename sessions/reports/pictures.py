"""Draws whatever picture a document holds, as one SVG element or as the text of a file of its own."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

from biofeedback.document import Chart, Picture, Tone
from sessions.reports.chart_svg import chart_svg
from sessions.reports.dots_svg import dots_svg


def picture_svg(picture: Picture, colours: Mapping[Tone, str]) -> Element:
    """Return a picture as one SVG element; what it shows in words is said by whoever puts it on a page."""
    return chart_svg(picture, colours) if isinstance(picture, Chart) else dots_svg(picture, colours)


def svg_file(picture: Picture, colours: Mapping[Tone, str]) -> str:
    """Return a picture as the text of a file of its own."""
    drawn = picture_svg(picture, colours)
    drawn.set("xmlns", "http://www.w3.org/2000/svg")
    return tostring(drawn, encoding="unicode")
