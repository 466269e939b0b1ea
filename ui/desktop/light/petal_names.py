"""Writes the names of the seats on their petals or beside them, where whoever leads wants them there.

Letters that a room can read are large: where all names together would not fit, they take turns.
"""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from ui.desktop.light.name_places import Box, Offset, Spot, box_of, line_to, name_places
from ui.desktop.theme.typeface import MEDIUM, font
from ui.tokens import Tokens

_TURN_S = 6.0  # seconds in which some of the names stand; a choice: one finds one's own and reads it at leisure
_FADE_S = 0.9  # seconds in which a name comes, and in which it goes before the next ones come; a choice
_OUTLINE = 0.26  # of the size of the letters, how wide the dark around them is: they are read on light and beside it
_OUTLINE_SHARE = 0.86  # of its opacity; a choice by eye
_LINE = 1.3  # heights of a name, in sizes of its letters
_TIGHT = 0.25  # of the size of the letters, from the edge of a name to where a line from it begins; by eye
_STROKE = 0.05  # of the size of the letters, how wide that line is; by eye: about as a stroke of them
_WIDEST = 0.9  # of the reach of the petals, how wide a name is at most: it never comes near the words in the light
_APART = 0.25  # of the size of the letters, between two names; a choice
_SHARE_STEPS = 60  # of the presence of a name: finer ones are not drawn


class Named(NamedTuple):
    """A petal that has a name, and its source: where its middle is, its radius, and how visible it is, 0 to 1."""

    source: str
    name: str
    middle: QPointF
    radius: float
    presence: float


class PetalNames(QWidget):
    """The names, laid over the petals; the pointer goes through them.

    Attributes
    ----------
    turns : int
        In how many turns they stand there.
    """

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._ink, self._ground = QColor(tokens.ink), QColor(tokens.background)
        self._ground.setAlphaF(_OUTLINE_SHARE)
        self._px = 0
        self._reach = 0.0
        self._seen_s = math.nan
        self._shares: dict[str, float] = {}
        self.turns = 1
        self._of: Sequence[Named] = ()
        self._areas: dict[str, QRectF] = {}
        self._lines: dict[str, QLineF] = {}  # from the names that stand beside their petal
        self._within = QRectF()
        self._offsets: dict[str, Offset] = {}  # of the names from their petals
        self._pictures: dict[tuple[str, float], QPixmap] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_letters(self, letters_px: int, reach: float, within: QRectF, named: Sequence[Named]) -> None:
        """Write in letters of this size, in logical pixels, on petals that lie within ``reach`` of the light.

        No name leaves ``within``.
        """
        self._px, self._reach, self._within, self._pictures, self._offsets = letters_px, reach, within, {}, {}
        self._place(named)
        self.update()

    @property
    def shown(self) -> dict[str, QRectF]:
        """Where every name that is visible now stands, in logical pixels."""
        return {each.name: self._areas[each.source] for each in self._of if self._shares.get(each.source)}

    def refresh(self, now_s: float, named: Sequence[Named], *, wanted: bool) -> None:
        """Move them on to ``now_s``; ``wanted`` is whether any are to be seen."""
        passed_s = 0.0 if math.isnan(self._seen_s) else max(0.0, now_s - self._seen_s)
        self._seen_s = now_s
        if not wanted and not self._shares:
            return
        changed = QRegion()
        if named is not self._of:
            changed = self._place(named)
        turn, into_s = divmod(now_s, _TURN_S)
        between = self.turns > 1 and into_s < _FADE_S
        for at, each in enumerate(named):
            share = self._shares.get(each.source, 0.0)
            stands = wanted and not between and at % self.turns == int(turn) % self.turns
            aim = each.presence if stands else 0.0
            moved = share + max(-passed_s / _FADE_S, min(passed_s / _FADE_S, aim - share))
            if moved != share:
                changed += self._drawn(each.source).toAlignedRect()
            self._shares[each.source] = moved
        there = {each.source for each in named}
        self._shares = {
            source: share for source, share in self._shares.items() if source in there and (wanted or share)
        }
        self.setVisible(any(self._shares.values()))
        if not changed.isEmpty():
            self.update(changed)

    def _place(self, named: Sequence[Named]) -> QRegion:
        """Put each name on its petal, or beside it; return what changes."""
        before = [self._drawn(source) for source in self._areas]
        metrics = QFontMetricsF(self._face)
        widest = min(_WIDEST * self._reach, float(self.width()))
        spots = {}
        for each in named:
            wide = min(widest, metrics.horizontalAdvance(each.name) + _OUTLINE * self._px + 2.0)
            at = (each.middle.x(), each.middle.y())
            spots[each.source] = Spot(*at, each.radius, wide, _LINE * self._px)
        where = self._within
        within = Box(where.left(), where.top(), where.right(), where.bottom())
        self._offsets = name_places(spots, within, self._offsets)
        self._of, self._areas, self._lines = named, {}, {}
        for source, spot in spots.items():
            box = box_of(spot, self._offsets[source])
            area = QRectF(QPointF(box.left, box.top), QPointF(box.right, box.bottom))
            area.moveLeft(min(max(area.left(), 0.0), self.width() - area.width()))
            area.moveTop(min(max(area.top(), 0.0), self.height() - area.height()))
            self._areas[source] = area
            inner = area.adjusted(0.0, _TIGHT * self._px, 0.0, -_TIGHT * self._px)
            line = line_to(Box(inner.left(), inner.top(), inner.right(), inner.bottom()), spot)
            if line is not None:
                self._lines[source] = QLineF(*line[0], *line[1])
        self.turns = _fewest_turns(list(self._areas.values()), _APART * self._px)
        region = QRegion()
        for area in (*before, *(self._drawn(source) for source in self._areas)):
            region += area.toAlignedRect()
        return region

    def _drawn(self, source: str) -> QRectF:
        """Return where a name is drawn, with the line to its petal."""
        area, line = self._areas[source], self._lines.get(source)
        if line is None:
            return area
        edge = _OUTLINE * self._px
        return area.united(QRectF(line.p1(), line.p2()).normalized().adjusted(-edge, -edge, edge, edge))

    @property
    def _face(self) -> QFont:
        face = font(self._px, MEDIUM)
        face.setPixelSize(self._px)  # it goes with the room, and not with the eyes of who leads
        return face

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names that lie in what is to be painted anew."""
        with QPainter(self) as painter:
            for each in self._of:
                share = round(_SHARE_STEPS * self._shares.get(each.source, 0.0)) / _SHARE_STEPS
                area = self._areas[each.source]
                if share and event.region().intersects(self._drawn(each.source).toAlignedRect()):
                    painter.setOpacity(share)
                    if each.source in self._lines:
                        self._draw_line(painter, self._lines[each.source])
                    painter.drawPixmap(area.topLeft(), self._picture(each.name, area))

    def _draw_line(self, painter: QPainter, line: QLineF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, wide in ((self._ground, 3.0 * _STROKE), (self._ink, _STROKE)):
            painter.setPen(QPen(colour, wide * self._px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(line)

    def _picture(self, name: str, area: QRectF) -> QPixmap:
        scale = self.devicePixelRatioF()
        picture = self._pictures.get((name, scale))
        if picture is None:
            picture = QPixmap((area.size() * scale).toSize())
            picture.setDevicePixelRatio(scale)
            picture.fill(Qt.GlobalColor.transparent)
            face = self._face
            metrics = QFontMetricsF(face)
            edge = _OUTLINE * self._px / 2.0
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, area.width() - 2.0 * edge)
            path = QPainterPath()
            left = (area.width() - metrics.horizontalAdvance(text)) / 2.0
            path.addText(left, (area.height() + metrics.capHeight()) / 2.0, face, text)
            pen = QPen(self._ground, 2.0 * edge)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            with QPainter(picture) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.strokePath(path, pen)
                painter.fillPath(path, self._ink)
            self._pictures[name, scale] = picture
        return picture


def _fewest_turns(areas: Sequence[QRectF], apart: float) -> int:
    """Return in how many turns, each of every so many-th area, none comes nearer to another than ``apart``."""
    around = [area.adjusted(-apart, -apart, apart, apart) for area in areas]
    for turns in range(1, len(areas)):
        each = (combinations(range(first, len(areas), turns), 2) for first in range(turns))
        if not any(around[one].intersects(areas[other]) for pairs in each for one, other in pairs):
            return turns
    return max(1, len(areas))
