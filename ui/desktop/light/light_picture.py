"""Paints the breath light at one place of a window, for every window that has it at the same place.

Shown once, each frame is painted straight into the window. Shown more often, it is painted once into a picture, which
every window then copies: that costs a fifth of painting it again.
"""

from collections.abc import Mapping
from typing import NamedTuple
from weakref import WeakSet

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from biofeedback.practice.pacing.pattern import BreathMoment
from biofeedback.practice.warmth import HELD_SHARE
from ui.desktop.light.glow import BREATH_REACH, INNER_SHARE, REACH, Glow, Grain, make_glow
from ui.desktop.light.shade import Shade
from ui.desktop.light.transitions import ShadeTransition
from ui.desktop.theme.text_picture import TextPicture
from ui.desktop.theme.typeface import MEDIUM, fitting, font, scaled

# Looked up once, and not once a frame.
_CENTRE_IN_LINES = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_OVER = QPainter.CompositionMode.CompositionMode_SourceOver
_SMOOTH = QPainter.RenderHint.SmoothPixmapTransform

_SMALLEST_SCALE = 0.46  # of a full breath, for an empty one: its visible edge then lies on the inner ring
# A smaller change of warmth is not drawn, since each one makes the pictures anew: where all of warmth brings most, 40
# levels on the way from the held one to the full one, this is one level.
_WARMTH_STEP = 0.016
_STILL_POSITION = 0.7  # the breath, 0 to 1, at whose size a light stays that keeps its size; a choice by eye
_STILL_LEAST = 0.25  # share of its brightness that stays when the breath is empty; a choice by eye
_PLACES = 4  # digits of a share; the fifth is a hundredth of a pixel, or of a level of a colour
_WORDS_IN_S = 0.5  # seconds in which the words fade in; a choice
_LINES_REACH = 1.3  # sizes of the letters that two lines reach up and down from the middle: lines are 1.2 apart
_WORDS_OUT_S = 0.4  # seconds in which they fade out, before the breath turns; a choice


class Place(NamedTuple):
    """Where the light is: the size of its widget, its middle and the ring of a full breath, in logical pixels.

    ``scale`` is how many device pixels a logical one has; a ``still`` light breathes with its brightness alone. Its
    words are ``words_px`` high where that is not 0, and else as large as suits the light.
    """

    width: int
    height: int
    x: float
    y: float
    ring: float
    scale: float
    still: bool
    words_px: int = 0


class LightLook(NamedTuple):
    """How the light is at the moment ``now_s``."""

    now_s: float
    breath: BreathMoment
    warmth: float
    leading: float
    transition: ShadeTransition


class LightPicture:
    """The light at one place.

    Parameters
    ----------
    place : Place
        Where it is.
    background, ink : QColor
        The colours of what it shines on, and of its words.
    grain : Grain
        What is finer than a level of a colour.
    words : mapping of str to str
        What the light says in each phase.

    Attributes
    ----------
    shown_by : WeakSet of QWidget
        Who shows it.
    dirty : QRect or None
        What the latest frame changed; ``None`` is all of it.
    """

    def __init__(self, place: Place, background: QColor, ink: QColor, grain: Grain, words: Mapping[str, str]) -> None:
        self.shown_by: WeakSet[QWidget] = WeakSet()
        self.dirty: QRect | None = None
        self._place = place
        self._centre = QPointF(place.x, place.y)
        self._background = background
        self._ink = ink
        self._grain = grain
        self._words = words
        self._glow: Glow | None = None
        self._glow_before: Glow | None = None  # while the light glides from one shade to another
        self._glow_warmth = HELD_SHARE
        self._painted = QRect()
        self._asked: tuple[float, str, float] | None = None  # what the latest frame shows, beside its shades
        self._area_of: LightLook | None = None  # of which look `_area` is
        self._area = QRect()
        self._words_font: QFont | None = None  # measured once, and not once a frame
        self._words_area = QRectF()
        self._words_picture = TextPicture()
        self._copy: QPixmap | None = None
        self._copied: LightLook | None = None
        self._stale = QRegion()

    def forget(self) -> None:
        """Make its pictures anew when they are needed again."""
        self._glow = self._glow_before = self._copy = None

    def move_on(self, look: LightLook, *, shades_changed: bool) -> None:
        """Go on to the next frame."""
        if shades_changed:
            # Whatever the light was gliding to is what it glides from now, or stays.
            stays = look.transition.before == look.transition.after
            self._glow_before, self._glow = (None, self._glow) if stays else (self._glow, None)
        gliding = self._glow_before is not None
        if self._glow is not None and not gliding and abs(look.warmth - self._glow_warmth) >= _WARMTH_STEP:
            self._glow = self._glow_of(look.transition.after, look.warmth, self._glow)
            self._glow_warmth = look.warmth
            gliding = True
        asked, self._asked = self._asked, self._shown(look)
        if shades_changed or self._glow is None:
            self.dirty = None
        elif gliding:
            # Nothing beyond its reach changes.
            self.dirty = self._square(REACH * self._place.ring).toAlignedRect()
        elif asked == self._asked:
            self.dirty = QRect()
        else:
            self.dirty = self._breath_area(look).united(self._painted)
        if self._copy is not None:
            self._stale += self._whole if self.dirty is None else self.dirty

    def paint(self, painter: QPainter, region: QRegion, look: LightLook) -> bool:
        """Paint a region of it, and return whether the light itself was in there and not only what it shines on."""
        if self._glow is None:
            self._glow = self._glow_of(look.transition.after, look.warmth)
            self._glow_warmth = look.warmth
        if self._glow_before is None and look.transition.before != look.transition.after:
            self._glow_before = self._glow_of(look.transition.before, look.warmth)
        painter.setClipRegion(region)
        lit = self._glow_before is not None or region.intersects(self._breath_area(look).united(self._painted))
        if not lit:
            # A widget over the background is painted anew, away from the light.
            painter.drawPixmap(0, 0, self._glow.backdrop)
        elif len(self.shown_by) > 1:
            painter.drawPixmap(0, 0, self._copy_of(look))
        else:
            self._copy = None
            self._paint_light(painter, look)
        return lit

    @property
    def _whole(self) -> QRect:
        return QRect(0, 0, self._place.width, self._place.height)

    def _copy_of(self, look: LightLook) -> QPixmap:
        """Return the whole of it as it is, in which no more is painted than has changed."""
        if self._copy is None:
            scale = self._place.scale
            self._copy = QPixmap(round(self._place.width * scale), round(self._place.height * scale))
            self._copy.setDevicePixelRatio(scale)
            self._stale = QRegion(self._whole)
        elif look is not self._copied:
            self._stale += self._breath_area(look).united(self._painted)
        if look is not self._copied or not self._stale.isEmpty():
            with QPainter(self._copy) as painter:
                painter.setClipRegion(self._stale)
                self._paint_light(painter, look)
            self._copied, self._stale = look, QRegion()
        return self._copy

    def _glow_of(self, shade: Shade, warmth: float, before: Glow | None = None) -> Glow:
        place = self._place
        share = (warmth - HELD_SHARE) / (1.0 - HELD_SHARE)
        size = QSize(place.width, place.height)
        return make_glow(
            size, self._centre, place.ring, share, self._background, place.scale, self._grain, shade, before
        )

    def _breath_area(self, look: LightLook) -> QRect:
        """Return where the breath is drawn."""
        if look is not self._area_of:
            position = _STILL_POSITION if self._place.still else look.leading * look.breath.position
            self._area_of, self._area = look, self._breath_rect(position).toAlignedRect()
        return self._area

    def _breath_rect(self, position: float) -> QRectF:
        reach = BREATH_REACH * self._place.ring * (_SMALLEST_SCALE + (1.0 - _SMALLEST_SCALE) * position)
        return self._square(reach)

    def _square(self, reach: float) -> QRectF:
        return QRectF(self._place.x - reach, self._place.y - reach, 2 * reach, 2 * reach)

    def _paint_light(self, painter: QPainter, look: LightLook) -> None:
        position = look.leading * look.breath.position
        assert self._glow is not None
        if self._glow_before is None:
            self._paint_glow(painter, self._glow, position, 1.0)
        else:
            self._paint_glow(painter, self._glow_before, position, 1.0)
            self._paint_glow(painter, self._glow, position, look.transition.share(look.now_s))
        self._paint_words(painter, look)
        self._painted = self._breath_area(look)

    def _paint_glow(self, painter: QPainter, glow: Glow, position: float, share: float) -> None:
        """Paint ``share`` of a light over what is there.

        Each call of Qt from Python counts here: an opacity is set where it is another, and a mode once.
        """
        breaths = [(position, 1.0)]
        if self._place.still:
            # What a full breath adds lies at one size; the ground of the words keeps what an empty breath gives it.
            strength = _STILL_LEAST + (1.0 - _STILL_LEAST) * position
            breaths = [(_STILL_POSITION, strength), (0.0, 1.0 - strength)]
        opacity_before = 1.0
        if share < 1.0:
            painter.setOpacity(share)
            opacity_before = share
        painter.setRenderHint(_SMOOTH)
        painter.drawPixmap(0, 0, glow.backdrop)
        painter.setCompositionMode(glow.mode)
        for size, strength in breaths:
            opacity = share * strength
            if opacity != opacity_before:
                painter.setOpacity(opacity)
                opacity_before = opacity
            painter.drawPixmap(self._breath_rect(size), glow.breath, glow.breath_rect)
        painter.setCompositionMode(_OVER)
        if opacity_before < 1.0:
            painter.setOpacity(1.0)

    def _shown(self, look: LightLook) -> tuple[float, str, float]:
        """Return what can be seen of a look: the position of the breath, its words, and how visible they are."""
        return (round(look.leading * look.breath.position, _PLACES), *self._said(look))

    def _said(self, look: LightLook) -> tuple[str, float]:
        """Return the words of a look, and how visible they are, 0 to 1."""
        breath = look.breath
        text = self._words.get(breath.phase, "")
        if not text or breath.phase_share >= 1.0:
            return "", 0.0
        left_s = breath.next_turn_s - look.now_s
        passed_s = breath.phase_share * left_s / (1.0 - breath.phase_share)
        presence = look.leading * max(0.0, min(1.0, passed_s / _WORDS_IN_S, left_s / _WORDS_OUT_S))
        return text, round(presence, _PLACES)

    def _paint_words(self, painter: QPainter, look: LightLook) -> None:
        text, presence = self._said(look)
        if not presence:
            return
        if self._words_font is None:
            wide = 1.2 * INNER_SHARE * self._place.ring
            self._words_font = self._face_of_words(wide)
            wide, high = self._reach_of_words(wide), max(40.0, _LINES_REACH * self._words_font.pixelSize())
            self._words_area = QRectF(self._place.x - wide, self._place.y - high, 2 * wide, 2 * high)
        area = self._words_area
        self._words_picture.paint(painter, area, _CENTRE_IN_LINES, text, self._words_font, self._ink, presence)

    def _face_of_words(self, wide: float) -> QFont:
        """Return the typeface of the words, which are to be so wide at most unless they have a size of their own."""
        if self._place.words_px:
            face = font(self._place.words_px, MEDIUM, spacing_percent=102.0)
            face.setPixelSize(self._place.words_px)  # however large other words are
            return face
        face = font(max(12, round(0.12 * self._place.ring)), MEDIUM, spacing_percent=102.0)
        # However large other words are, these stay on their ground.
        return fitting(self._words["out"], wide, face, round(11 * 100 / scaled(100)))

    def _reach_of_words(self, wide: float) -> float:
        """Return how far from the middle a line of the words may reach: in a small light they stand below each other.

        Side by side they would leave the bright ground on which they are read.
        """
        assert self._words_font is not None
        metrics = QFontMetricsF(self._words_font)
        if metrics.horizontalAdvance(self._words["out"]) <= max(wide, 2 * INNER_SHARE * self._place.ring):
            return self._place.ring
        pieces = (piece for words in self._words.values() for piece in words.split())
        return 0.5 * max(wide, *map(metrics.horizontalAdvance, pieces)) + 1.0
