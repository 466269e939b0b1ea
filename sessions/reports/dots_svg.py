"""Draws the changes of people as SVG: a thin line of dots a person, and a bar for the median with its interval."""

import math
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from biofeedback.document import DotChart, DotGroup, Tone
from sessions.reports.chart_svg import TYPEFACES

# In pixels of the picture, a choice: it is as wide as a page of A4 between its margins, and scales with it.
_WIDTH, _HEIGHT = 720, 220
_LEFT, _RIGHT = 52, 10
_TOP, _BOTTOM = 42, 30  # for the titles above, and for the names of the columns below
_BETWEEN = 24  # two groups
_LETTERS = 11
_DOT = "2.2"  # the radius of a dot of one person
_BAR, _CAP = 15.0, 6.0  # half the width of the bar of a median, and of the ends of its interval
_LINE_OPACITY = "0.5"  # of the lines of an axis
_PERSON_OPACITY = "0.45"  # of the line of a person, so that many of them are seen through


def dots_svg(chart: DotChart, colours: Mapping[Tone, str]) -> Element:
    """Return the chart as one SVG element; what it shows in words is said by whoever puts it on a page.

    People are told from medians by their form, so that no colour is needed to read it.
    """
    drawing = _Drawing(chart, colours)
    return drawing.drawn()


class _Drawing:
    def __init__(self, chart: DotChart, colours: Mapping[Tone, str]) -> None:
        self._chart, self._colours = chart, colours
        shape = {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "font-family": TYPEFACES}
        self._svg = Element("svg", shape | {"font-size": str(_LETTERS), "fill": colours["muted"]})

    def drawn(self) -> Element:
        self._text(_LEFT, 14, self._chart.title)
        for tick in self._chart.ticks:
            y = self._y(tick.at)
            thick = "1.2" if tick.at == 0.0 else "0.6"
            line = self._path(f"M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}", self._colours["wave"], thick)
            line.set("opacity", "1" if tick.at == 0.0 else _LINE_OPACITY)
            self._text(_LEFT - 6, y + 4, tick.label, "end")
        count = len(self._chart.groups)
        width = (_WIDTH - _RIGHT - _LEFT - _BETWEEN * (count - 1)) / max(1, count)
        for at, group in enumerate(self._chart.groups):
            self._group(group, _LEFT + at * (width + _BETWEEN), width)
        return self._svg

    def _group(self, group: DotGroup, left: float, width: float) -> None:
        places = [left + width * (at + 0.5) / len(self._chart.columns) for at in range(len(self._chart.columns))]
        self._text(left, _TOP - 10, group.title)
        for x, name in zip(places, self._chart.columns, strict=True):
            self._text(x, _HEIGHT - 10, name, "middle")
        for person in group.people:
            self._person(person, places)
        for x, middle, bounds in zip(places, group.medians, group.intervals, strict=True):
            self._median(x, middle, bounds)

    def _person(self, values: Sequence[float], places: Sequence[float]) -> None:
        ways: list[str] = []
        is_drawing = False
        for x, value in zip(places, values, strict=True):
            if is_known := not math.isnan(value):
                y = self._y(value)
                ways.append(f"{'L' if is_drawing else 'M'}{x:.1f} {y:.1f}")
                shape = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": _DOT, "fill": self._colours["sage"]}
                SubElement(self._svg, "circle", shape)
            is_drawing = is_known  # it breaks off where nothing is known
        if any(way.startswith("L") for way in ways):
            self._path("".join(ways), self._colours["sage"], "0.8").set("opacity", _PERSON_OPACITY)

    def _median(self, x: float, middle: float, bounds: tuple[float, float]) -> None:
        if math.isnan(middle):
            return
        ink = self._colours["ink"]
        self._path(f"M{x - _BAR:.1f} {self._y(middle):.1f}h{2 * _BAR:.1f}", ink, "3")
        if not math.isnan(bounds[0]):
            low, high = map(self._y, bounds)
            caps = "".join(f"M{x - _CAP:.1f} {y:.1f}h{2 * _CAP:.1f}" for y in (low, high))
            self._path(f"M{x:.1f} {low:.1f}V{high:.1f}{caps}", ink, "1.4")

    def _y(self, value: float) -> float:
        within = min(max(value, self._chart.low), self._chart.high)
        share = (within - self._chart.low) / max(1e-9, self._chart.high - self._chart.low)
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1.0 - share)

    def _path(self, way: str, colour: str, width: str) -> Element:
        return SubElement(self._svg, "path", {"d": way, "fill": "none", "stroke": colour, "stroke-width": width})

    def _text(self, x: float, y: float, words: str, anchor: str = "start") -> None:
        SubElement(self._svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}).text = words
