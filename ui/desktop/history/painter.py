"""Paints the lights of a history: each a small picture that is made once for its size and its brightness."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from ui.desktop.review.span import Span
from ui.presenter.history import Light
from ui.tokens import Tokens

_LEAST_PX, _GREATEST_PX = 3.5, 15.0  # radius of the shortest and of the longest practice; by eye, after the design
_BENEATH_PX = 9.0  # px from one light to the next of those that began together; by eye: each is met by a click
_HALO = 1.9  # radii of the soft ring around a light; by eye, after the design
_HALO_ALPHA = 0.16  # opacity of that ring; by eye
_DIMMEST_ALPHA = 0.3  # opacity of a light without warmth; a choice: it stays seen, and is far from the brightest
_ASIDE_ALPHA = 0.1  # opacity of a light that is not among those found; a choice: one sees that it is there
_RING_PX = 5.0  # between a light and the ring around it; by eye
_OUTSIDE_PX = 100  # px beyond the picture up to which what is long is painted; a choice: no end of it is seen
_UNKNOWN, _UNREAD = -1, -2  # in place of a step of brightness: warmth not known, recording not read
_STEPS = 8  # of brightness that are told apart; a choice: the eye tells no more on a small disc
_AREA_A_LIGHT_PX = 3000.0  # px² a light has where it is shown at its full size; by eye: they hardly touch
_SMALLEST_SCALE = 0.34  # of their full size that lights have where there are thousands; by eye: none vanishes


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a moment and a time of day lie in a widget."""

    area: QRectF
    span: Span

    @property
    def pixel_s(self) -> float:
        """Seconds that a pixel shows."""
        return self.span.length_s / max(1.0, self.area.width())

    def x(self, at_s: float) -> float:
        """Return where a moment lies."""
        return self.area.left() + (at_s - self.span.from_s) / self.pixel_s

    def at_s(self, x: float) -> float:
        """Return the moment that lies there."""
        return self.span.from_s + (x - self.area.left()) * self.pixel_s

    def y(self, day_share: float) -> float:
        """Return where a time of day lies: midnight below, the end of the day above."""
        return self.area.bottom() - day_share * self.area.height()

    def height_of(self, light: Light) -> float:
        """Return how high a light lies: by the time of day, and those that began together one beneath the other."""
        y = self.y(light.day_share)
        if light.together == 1:
            return y
        step = min(_BENEATH_PX, self.area.height() / light.together)
        half = step * (light.together - 1) / 2.0
        return min(max(y, self.area.top() + half), self.area.bottom() - half) - half + step * light.place

    def middle(self, light: Light) -> QPointF:
        """Return the middle of a light."""
        return QPointF(self.x((light.at_s + light.until_s) / 2.0), self.height_of(light))


class LightPainter:
    """Paints lights in the colours of a window.

    Parameters
    ----------
    tokens : Tokens
        The colours of the window.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._ratio = 1.0
        self._pictures: dict[tuple[int, int], tuple[QPixmap, float]] = {}

    def set_ratio(self, ratio: float) -> None:
        """Say how many pixels of the screen a logical one has."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._pictures.clear()

    def paint(
        self, painter: QPainter, lights: Sequence[Light], frame: Frame, scale: float, shining: Collection[int]
    ) -> None:
        """Paint lights; a practice that is wider than its light is a bar as long as it was.

        Those of which the ``id`` of the practice is not among the ``shining`` step back.
        """
        # Thousands are painted in a frame, so nothing is asked twice here.
        pictures, pixel_s = self._pictures, frame.pixel_s
        left, from_s = frame.area.left(), frame.span.from_s
        bottom, high = frame.area.bottom(), frame.area.height()
        least, more = scale * _LEAST_PX, scale * (_GREATEST_PX - _LEAST_PX)
        aside = False
        for light in lights:
            practice = light.practice
            if (id(practice) not in shining) is not aside:
                aside = not aside
                painter.setOpacity(_ASIDE_ALPHA if aside else 1.0)
            warmth = light.warmth_share
            step = _UNREAD if practice.error is not None else _UNKNOWN if warmth != warmth else round(warmth * _STEPS)
            radius = least + more * light.size_share
            y = bottom - light.day_share * high if light.together == 1 else frame.height_of(light)
            wide = (light.until_s - light.at_s) / pixel_s
            x = left + (light.at_s - from_s) / pixel_s + wide / 2.0
            if wide > 2.0 * radius:
                self._paint_bar(painter, QRectF(x - wide / 2.0, y - radius, wide, 2.0 * radius), step)
                continue
            key = (int(2.0 * radius + 0.5), step)
            made = pictures.get(key)
            if made is None:
                picture = self._picture(key[0] / 2.0, step)
                made = pictures[key] = (picture, picture.width() / picture.devicePixelRatio() / 2.0)
            painter.drawPixmap(QPointF(x - made[1], y - made[1]), made[0])
        painter.setOpacity(1.0)

    def _picture(self, radius: float, step: int) -> QPixmap:
        side = math.ceil(2.0 * _HALO * radius) + 2
        picture = QPixmap(math.ceil(side * self._ratio), math.ceil(side * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        middle = QPointF(side / 2.0, side / 2.0)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._prepare(painter, step)
            if step >= 0:
                core = QColor(colour)
                colour.setAlphaF(_HALO_ALPHA * core.alphaF())
                painter.setBrush(colour)
                painter.drawEllipse(middle, _HALO * radius, _HALO * radius)
                painter.setBrush(core)
            painter.drawEllipse(middle, radius, radius)
        return picture

    def _paint_bar(self, painter: QPainter, bar: QRectF, step: int) -> None:
        self._prepare(painter, step)
        # What lies far outside costs time, and nobody sees it.
        seen = bar.intersected(QRectF(painter.viewport()).adjusted(-_OUTSIDE_PX, 0, _OUTSIDE_PX, 0))
        painter.drawRoundedRect(seen, bar.height() / 2.0, bar.height() / 2.0)

    def _prepare(self, painter: QPainter, step: int) -> QColor:
        """Set pen and brush: a light by its warmth, a ring where that is not known, a dull one of no recording."""
        colour = QColor(self._tokens.honey if step != _UNREAD else self._tokens.muted)
        if step < 0:
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            colour.setAlphaF(_DIMMEST_ALPHA + (1.0 - _DIMMEST_ALPHA) * step / _STEPS)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
        return colour


def scale_of(count: int, area: QRectF) -> float:
    """Return how large lights are shown, of their full size, where there are so many of them."""
    share = area.width() * area.height() / (_AREA_A_LIGHT_PX * max(1, count))
    return max(_SMALLEST_SCALE, min(1.0, math.sqrt(share)))


def radius_px(light: Light, scale: float) -> float:
    """Return the radius of a light in px."""
    return scale * (_LEAST_PX + (_GREATEST_PX - _LEAST_PX) * light.size_share)


def nearest_light(lights: Iterable[Light], place: QPointF, frame: Frame, scale: float, reach_px: float) -> Light | None:
    """Return the light that is nearest to a place, if its edge is within reach."""

    def away_px(light: Light) -> float:
        left, right = frame.x(light.at_s), frame.x(light.until_s)
        x = min(max(place.x(), left), right)
        return math.hypot(place.x() - x, place.y() - frame.height_of(light)) - radius_px(light, scale)

    nearest = min(lights, key=away_px, default=None)
    return nearest if nearest is not None and away_px(nearest) <= reach_px else None


def paint_ring(painter: QPainter, light: Light, frame: Frame, scale: float, tokens: Tokens) -> None:
    """Paint the ring around the light that is chosen."""
    painter.setPen(QPen(QColor(tokens.ink), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius, middle = radius_px(light, scale) + _RING_PX, frame.middle(light)
    half = max(radius, (light.until_s - light.at_s) / frame.pixel_s / 2.0 + _RING_PX)
    left = max(middle.x() - half, frame.area.left() - _OUTSIDE_PX)
    right = min(middle.x() + half, frame.area.right() + _OUTSIDE_PX)
    painter.drawRoundedRect(QRectF(left, middle.y() - radius, right - left, 2.0 * radius), radius, radius)
