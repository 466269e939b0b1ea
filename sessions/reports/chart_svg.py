"""Draws a chart as SVG, without any drawing library and without anything from outside."""

import math
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from biofeedback.document import Chart, Curve, Panel, Tone

# In pixels of the picture, a choice: it is as wide as a page of A4 between its margins, and scales with it.
_WIDTH = 720
_LEFT, _RIGHT = 46, 10
_TOP, _FIRST_TOP, _BETWEEN, _BOTTOM = 20, 38, 30, 24  # of the grounds, of the first panel, between two, below all
_PANEL_HEIGHTS = (150, 70)  # the first panel, and each below it
_LETTERS = 11
_LETTER_WIDTH = 6.2  # of a letter of that size, on the mean
_GROUND_OPACITY = "0.18"  # of every other band
_LINE_OPACITY = "0.5"  # of the lines of an axis

PAPER = "#FFFFFF"

TYPEFACES = "Inter, SoftenHangul, Pretendard, sans-serif"
"""Of the words in a picture: those of the window, and where there is no such file, the next that a reader has."""


def chart_svg(chart: Chart, colours: Mapping[Tone, str]) -> Element:
    """Return the chart as one SVG element; what it shows in words is said by whoever puts it on a page.

    Parameters
    ----------
    chart : Chart
        What to draw.
    colours : mapping of Tone to str
        Each tone as ``#rrggbb``.
    """
    return _Drawing(chart, colours).drawn()


class _Drawing:
    def __init__(self, chart: Chart, colours: Mapping[Tone, str]) -> None:
        self._chart, self._colours = chart, colours
        heights = sum(_height(at) for at in range(len(chart.panels))) + _BETWEEN * max(0, len(chart.panels) - 1)
        self._bottom = _FIRST_TOP + heights
        self._svg = Element(
            "svg",
            {
                "viewBox": f"0 0 {_WIDTH} {self._bottom + _BOTTOM}",
                "font-family": TYPEFACES,
                "font-size": str(_LETTERS),
                "fill": colours["muted"],
            },
        )

    def drawn(self) -> Element:
        for at, band in enumerate(self._chart.bands):
            self._band(*band, ground=bool(at % 2))
        top = _FIRST_TOP
        for at, panel in enumerate(self._chart.panels):
            self._panel(panel, top, _height(at))
            top += _height(at) + _BETWEEN
        for mark_s in self._chart.marks:
            line = self._path(f"M{self._x(mark_s):.1f} {_TOP}V{self._bottom}", self._colours["sage"])
            line.set("stroke-dasharray", "2 3")
        for tick in self._chart.ticks:
            self._text(self._x(tick.at), self._bottom + 16, tick.label, "middle")
        return self._svg

    def _band(self, from_s: float, until_s: float, name: str, *, ground: bool) -> None:
        x, width = self._x(from_s), max(0.0, self._x(until_s) - self._x(from_s))
        if ground:
            shape = {"x": f"{x:.1f}", "y": str(_TOP), "width": f"{width:.1f}", "height": str(self._bottom - _TOP)}
            SubElement(self._svg, "rect", shape | {"fill": self._colours["wave"], "fill-opacity": _GROUND_OPACITY})
        # A name that has no room is left to the table.
        if _LETTER_WIDTH * len(name) + 4 <= width:
            self._text(x + 3, _TOP - 7, name)

    def _panel(self, panel: Panel, top: int, height: int) -> None:
        for tick in panel.ticks:
            y = _y(tick.at, panel, top, height)
            line = self._path(f"M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}", self._colours["wave"], width="0.6")
            line.set("opacity", _LINE_OPACITY)
            self._text(_LEFT - 6, y + 4, tick.label, "end")
        for curve in panel.curves:
            if drawn := self._course(curve, panel, top, height):
                self._path(drawn, self._colours[curve.tone], width="1.2").set("stroke-linejoin", "round")
        self._text(_LEFT + 3, top - 8 if top > _FIRST_TOP else top - 4, panel.title)

    def _course(self, curve: Curve, panel: Panel, top: int, height: int) -> str:
        """Return the way of a curve; where nothing is known it breaks off."""
        drawn: list[str] = []
        is_drawing, last_y = False, math.nan
        for t_s, value in curve.points:
            if math.isnan(value):
                is_drawing = False
                continue
            x, y = self._x(t_s), _y(value, panel, top, height)
            if not is_drawing:
                drawn.append(f"M{x:.1f} {y:.1f}")
            elif not curve.steps:
                drawn.append(f"L{x:.1f} {y:.1f}")
            else:
                drawn.append(f"H{x:.1f}" if y == last_y else f"H{x:.1f}V{y:.1f}")
            is_drawing, last_y = True, y
        return "".join(drawn)

    def _x(self, t_s: float) -> float:
        within = min(max(t_s, self._chart.from_s), self._chart.until_s)
        share = (within - self._chart.from_s) / max(1e-9, self._chart.until_s - self._chart.from_s)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def _path(self, way: str, colour: str, width: str = "1") -> Element:
        return SubElement(self._svg, "path", {"d": way, "fill": "none", "stroke": colour, "stroke-width": width})

    def _text(self, x: float, y: float, words: str, anchor: str = "start") -> None:
        SubElement(self._svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}).text = words


def _height(at: int) -> int:
    return _PANEL_HEIGHTS[min(at, len(_PANEL_HEIGHTS) - 1)]


def _y(value: float, panel: Panel, top: int, height: int) -> float:
    within = min(max(value, panel.low), panel.high)
    return top + height * (1.0 - (within - panel.low) / max(1e-9, panel.high - panel.low))
