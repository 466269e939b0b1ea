"""Paints the petals of a room around the breath light: one for each person, all of them equally bright.

They breathe with the led breath, and with nothing that a sensor says: from across the room nobody can tell whose heart
is heard and whose is not. Only the one that answers its person swells, and only who chose to show their warmth has it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from biofeedback.practice.warmth import HELD_SHARE
from ui.desktop.light.light_state import LightState
from ui.desktop.light.petal_names import Named
from ui.desktop.light.petal_places import GROWTH, petal_places
from ui.desktop.light.petal_sprites import Sprites
from ui.presenter.room import Petal, RoomView
from ui.words.language import Language

_EMPTY_SHARE = 0.76  # of its brightness that a petal has when the breath is empty; a choice: a gentle breathing
_BREATH_STEPS = 40  # of brightness in a breath: each is about one level of a colour, which nobody sees
_SHARE_STEPS = 120  # of presence, of an answer and of warmth: finer ones are not drawn
_EDGE_PX = 2  # what a picture drawn at another size takes from its neighbours


_PLAIN = (_SHARE_STEPS, 0, 0)
"""The steps of a petal as most are: wholly there, without an answer and without warmth of its own."""


class _Drawn(NamedTuple):
    """How a petal is painted: its middle in logical pixels, and how many of the steps of a share it has of each."""

    x: float
    y: float
    presence: int
    hello: int
    warmth: int


class Petals(QWidget):
    """The petals, laid over the light; the pointer goes through them.

    Parameters
    ----------
    room : RoomView
        Who is there.
    state : LightState
        How the light is; everyone who shows it has the same.
    language : Language
        The language of the room.

    Attributes
    ----------
    radius : float
        Of each, in logical pixels.
    named : tuple of Named
        Where each is, for its name; another tuple when anything of them changed.
    """

    def __init__(self, room: RoomView, state: LightState, language: Language) -> None:
        super().__init__()
        self._room = room
        self._state = state
        self._centre = QPointF()
        self._reach = 0.0
        self._petals: tuple[Petal, ...] = ()
        self._drawn: list[_Drawn] = []
        self._areas: list[QRect] = []
        self._breath = 0
        self._glides = False
        self.named: tuple[Named, ...] = ()
        self.radius = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(language.pgettext("lights of the people in a room", "Petals"))
        self.hide()

    def set_circle(self, centre: QPointF, reach: float) -> None:
        """Lay them around ``centre``, within ``reach`` of it, in logical pixels."""
        if (centre, reach) != (self._centre, self._reach):
            self._centre, self._reach = centre, reach
            self._place(self._petals)
            self.update()

    def middle(self, number: int) -> QPointF:
        """Return where a petal, counted from 1 in the order of seats, lies now."""
        return QPointF(self._drawn[number - 1].x, self._drawn[number - 1].y)

    def refresh(self, now_s: float) -> None:
        """Move them on to ``now_s``."""
        petals = self._room.petals(now_s)
        breath = round(_BREATH_STEPS * self._state.leading * self._state.breath().position)
        glides = self._state.transition.before != self._state.transition.after
        if petals is not self._petals:
            self.update(self._change(petals))
            self.setVisible(bool(petals))
        if glides or breath != self._breath:
            self._breath = breath
            self.update(_together(self._areas))

    def _change(self, petals: tuple[Petal, ...]) -> QRegion:
        """Take what is there now for what was, and return where that is to be painted."""
        before = self._petals
        if len(petals) != len(before) or any(
            one is not other and one[:4] != other[:4] for one, other in zip(petals, before, strict=True)
        ):
            return self._place(petals)
        # All are where they were: one answers, or shows its own warmth.
        self._petals = petals
        changed = []
        for at, (petal, was) in enumerate(zip(petals, before, strict=True)):
            if petal is not was:
                drawn = _drawn(petal, self._drawn[at].x, self._drawn[at].y)
                if drawn != self._drawn[at]:
                    area = self._area(drawn)
                    changed.append(area.united(self._areas[at]))
                    self._drawn[at], self._areas[at] = drawn, area
        return _together(changed)

    def _place(self, petals: tuple[Petal, ...]) -> QRegion:
        """Put every petal where it is now, and return where all of them were and are."""
        found = petal_places([petal.opening for petal in petals], mirrored=self.isRightToLeft())
        scale = self.devicePixelRatioF()
        # In whole pixels of the device a petal is copied, and not drawn at another size; while they move they glide.
        self._glides = any(petal.opening not in (0.0, 1.0) for petal in petals)
        before = self._areas
        self._petals, self._drawn = petals, []
        self.radius = max(2, int(found.radius * self._reach * scale)) / scale
        for petal, (x, y) in zip(petals, found.middles, strict=True):
            x, y = self._centre.x() + self._reach * x, self._centre.y() + self._reach * y
            if not self._glides:
                x, y = round(x * scale) / scale, round(y * scale) / scale
            self._drawn.append(_drawn(petal, x, y))
        self._areas = [self._area(drawn) for drawn in self._drawn]
        self.named = tuple(
            Named(petal.source, petal.name, QPointF(each.x, each.y), self.radius, petal.presence)
            for petal, each in zip(petals, self._drawn, strict=True)
        )
        return _together((*before, *self._areas))

    def _area(self, drawn: _Drawn) -> QRect:
        half = GROWTH * self.radius if drawn.hello else self.radius
        return _square(drawn, half).toAlignedRect().adjusted(-_EDGE_PX, -_EDGE_PX, _EDGE_PX, _EDGE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the petals that lie in what is to be painted anew."""
        state, region = self._state, event.region()
        scale = self.devicePixelRatioF()
        radius_px = round(self.radius * scale)
        shades = state.transition
        looks = [(shades.after, 1.0)]
        if shades.before != shades.after:
            share = shades.share(state.look(shared=True).now_s)
            looks = [(shades.before, 1.0 - share), (shades.after, share)]
        breath = _EMPTY_SHARE + (1.0 - _EMPTY_SHARE) * self._breath / _BREATH_STEPS
        there = [drawn for drawn, area in zip(self._drawn, self._areas, strict=True) if region.intersects(area)]
        with QPainter(self) as painter:
            for shade, share in looks:
                sprites = state.petal_sprites.of(radius_px, shade.colour, scale)
                painter.setCompositionMode(sprites.mode)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._glides)
                painter.setOpacity(share * breath)
                for drawn in there:
                    if drawn[2:] == _PLAIN:
                        painter.drawPixmap(QPointF(drawn.x - self.radius, drawn.y - self.radius), sprites.light)
                for drawn in there:
                    if drawn.presence and drawn[2:] != _PLAIN:
                        self._paint(painter, sprites, drawn, breath, share)

    def _paint(self, painter: QPainter, sprites: Sprites, drawn: _Drawn, breath: float, share: float) -> None:
        """Paint ``share`` of a petal that is not as most are."""
        hello = drawn.hello / _SHARE_STEPS
        share *= drawn.presence / _SHARE_STEPS
        where = _square(drawn, self.radius * (1.0 + (GROWTH - 1.0) * hello))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._glides or drawn.hello > 0)
        for picture, strength in (
            (sprites.light, max(breath, hello)),
            (sprites.warmth, max(breath * drawn.warmth / _SHARE_STEPS, hello)),
        ):
            if strength:
                painter.setOpacity(share * strength)
                painter.drawPixmap(where, picture, QRectF(picture.rect()))


def _drawn(petal: Petal, x: float, y: float) -> _Drawn:
    warmth = HELD_SHARE if petal.warmth is None else petal.warmth
    shares = (petal.presence, petal.hello, (warmth - HELD_SHARE) / (1.0 - HELD_SHARE))
    return _Drawn(x, y, *(round(_SHARE_STEPS * share) for share in shares))


def _square(drawn: _Drawn, half: float) -> QRectF:
    return QRectF(drawn.x - half, drawn.y - half, 2.0 * half, 2.0 * half)


def _together(areas: Iterable[QRect]) -> QRegion:
    region = QRegion()
    for area in areas:
        region += area
    return region
