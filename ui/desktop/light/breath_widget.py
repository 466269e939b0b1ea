"""Paints the breath light from the clock, at the display's own rate.

It reads the breath plan at the present moment for every frame, so that it can neither drift nor jump.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from biofeedback.clock import Clock
from biofeedback.practice.guide.vanishing import leading_share
from biofeedback.practice.pacing.breath import BreathMoment, BreathPlan
from biofeedback.practice.script.model import Practice
from biofeedback.practice.warmth import HELD_SHARE
from ui.desktop.light.glow import BREATH_REACH, INNER_SHARE, REACH, Glow, make_glow, make_grain
from ui.desktop.light.shade import Shade, colour_of
from ui.desktop.light.transitions import ShadeTransition
from ui.desktop.theme.typeface import MEDIUM, fitting, font
from ui.tokens import Tokens
from ui.words.language import Language

_FRAME_MS = 16  # between two frames: about 60 a second, the rate of a common display
# Qt hands 96 lines and more to threads of its own, and waking them for every frame costs more than they paint.
_STRIP_LINES = 88
_FRESH_S = 0.004  # a frame is painted within so many seconds of being asked for, mostly
_SMALLEST_SCALE = 0.46  # of a full breath, for an empty one: its visible edge then lies on the inner ring
_WARMTH_STEP = 0.01  # a smaller change of warmth is not drawn; a choice: each one makes the pictures anew
_WARMTH_EASE_S = 1.2  # seconds; warmth comes once a second, and is eased over a little more
_LEADING_EASE_S = 4.0  # seconds from leading wholly to not at all, where one step follows another; a choice
_STILL_POSITION = 0.7  # the breath, 0 to 1, at whose size a light stays that keeps its size; a choice by eye
_STILL_LEAST = 0.25  # share of its brightness that stays when the breath is empty; a choice by eye
_WORDS_IN_S = 0.5  # seconds in which the words fade in; a choice
_WORDS_OUT_S = 0.4  # seconds in which they fade out, before the breath turns; a choice


class BreathWidget(QWidget):
    """The light in the middle of the window; ``framed`` comes before each of its frames.

    Parameters
    ----------
    plan, clock
        Where the breath is, and what time it is.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    still : bool
        Whether the light keeps its size and breathes with its brightness alone.
    """

    framed = Signal()

    def __init__(
        self,
        plan: BreathPlan,
        clock: Clock,
        tokens: Tokens,
        language: Language,
        parent: QWidget | None = None,
        *,
        still: bool = False,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._clock = clock
        self._tokens = tokens
        self._background = QColor(tokens.background)
        self._centre = QPointF(320, 240)
        self._ring = 120.0
        self._warmth_aim = HELD_SHARE
        self._warmth = HELD_SHARE
        self._seen_s = clock.now_s()
        self._still = still
        self._leading_aim = 1.0
        self._leading = 1.0
        self._transition = ShadeTransition(Shade(tokens.honey))
        self._grain = make_grain()
        self._glow: Glow | None = None
        self._glow_before: Glow | None = None  # while the light glides from one shade to another
        self._glow_warmth = HELD_SHARE
        self._painted = QRect()
        self._now: tuple[float, BreathMoment] | None = None  # the moment of the frame that is about to be painted
        self._words_font: QFont | None = None  # measured once a size, and not once a frame
        self.frames = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # What the light says in each phase; in a hold it says nothing.
        self._words = {"in": language.gettext("breathe in"), "out": language.gettext("breathe out")}
        self.setAccessibleName(language.gettext("Breath light"))
        self.setAccessibleDescription(
            language.gettext("It brightens with the in-breath and settles with the out-breath.")
            if still
            else language.gettext("It grows with the in-breath and settles with the out-breath.")
        )
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._next_frame)

    def set_circle(self, centre: QPointF, ring: float) -> None:
        """Put the light at ``centre`` with the ring of a full breath at radius ``ring``, in logical pixels."""
        if (centre, ring) != (self._centre, self._ring):
            self._centre, self._ring = centre, ring
            self._words_font = None
            self._forget_pictures()
            self.update()

    def set_warmth(self, warmth_share: float) -> None:
        """Ease the glow to a warmth between the floor and 1; ``nan`` leaves it as it is."""
        if warmth_share == warmth_share:
            self._warmth_aim = min(1.0, max(HELD_SHARE, warmth_share))

    def show_step(self, practice: Practice, index: int, share: float) -> None:
        """Take the shade of a step of which ``share``, 0 to 1, has passed, and lead as strongly as it does."""
        step = practice.steps[index]
        self.set_shade(Shade(colour_of(practice.hue(index), self._tokens), step.light.brightness_share))
        self.set_leading_share(leading_share(step, share))

    def set_shade(self, shade: Shade) -> None:
        """Change the light to a shade, softly; before `start` at once."""
        if self._timer.isActive():
            self._transition.change_to(shade)
        elif shade != self._transition.after:
            self._transition = ShadeTransition(shade)
            self._forget_pictures()
            self.update()

    def set_leading_share(self, leading_share: float) -> None:
        """Set how strongly the light leads, 1 (wholly) to 0 (not at all): it moves and shows its words so much."""
        self._leading_aim = leading_share
        if not self._timer.isActive():
            self._leading = leading_share
            self.update()

    @property
    def leading_share(self) -> float:
        """How strongly the light leads now."""
        return self._leading

    @property
    def warmth_share(self) -> float:
        """The warmth painted now."""
        return self._warmth

    def moment(self) -> BreathMoment:
        """Return where the breath is now."""
        return self._plan.at(self._clock.now_s())

    def radius(self, position: float) -> float:
        """Return the visible radius of the light, in logical pixels, for a breath ``position`` of 0 to 1."""
        return self._ring * (INNER_SHARE + (1.0 - INNER_SHARE) * position)

    def words(self) -> str:
        """Return what the light says now."""
        return self._words.get(self.moment().phase, "") if self._leading > 0.0 else ""

    def start(self) -> None:
        """Start painting at the display's rate."""
        self._timer.start()

    def stop(self) -> None:
        """Stop painting."""
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the pictures of the old size."""
        self._forget_pictures()
        super().resizeEvent(event)

    def _next_frame(self) -> None:
        self.framed.emit()
        now_s = self._clock.now_s()
        passed_s, self._seen_s = max(0.0, now_s - self._seen_s), now_s
        self._warmth += (self._warmth_aim - self._warmth) * min(1.0, passed_s / _WARMTH_EASE_S)
        step = passed_s / _LEADING_EASE_S
        self._leading += max(-step, min(step, self._leading_aim - self._leading))
        if self._transition.advance(now_s):
            # Whatever the light was gliding to is what it glides from now, or stays.
            stays = self._transition.before == self._transition.after
            self._glow_before, self._glow = (None, self._glow) if stays else (self._glow, None)
            self.update()
        if self._glow is None:
            self.update()
        elif self._glow_before is None and abs(self._warmth - self._glow_warmth) >= _WARMTH_STEP:
            # Nothing beyond its reach changes.
            self._glow = self._glow_of(self._transition.after, self._glow)
            self._glow_warmth = self._warmth
            self.update(self._square(REACH * self._ring).toAlignedRect())
        elif self._glow_before is not None:
            self.update(self._square(REACH * self._ring).toAlignedRect())
        else:
            # The painting follows at once, at this very moment.
            self._now = self._at(now_s)
            self.update(self._dirty_rect(self._leading * self._now[1].position).united(self._painted))

    def _forget_pictures(self) -> None:
        self._glow = self._glow_before = None

    def _glow_of(self, shade: Shade, before: Glow | None = None) -> Glow:
        share = (self._warmth - HELD_SHARE) / (1.0 - HELD_SHARE)
        scale = self.devicePixelRatioF()
        return make_glow(
            self.size(), self._centre, self._ring, share, self._background, scale, self._grain, shade, before
        )

    def _at(self, now_s: float) -> tuple[float, BreathMoment]:
        return now_s, self._plan.at(now_s)

    def _dirty_rect(self, position: float) -> QRect:
        """Return what has to be painted anew for a breath drawn at ``position``."""
        return self._breath_rect(_STILL_POSITION if self._still else position).toAlignedRect()

    def _breath_rect(self, position: float) -> QRectF:
        reach = BREATH_REACH * self._ring * (_SMALLEST_SCALE + (1.0 - _SMALLEST_SCALE) * position)
        return self._square(reach)

    def _square(self, reach: float) -> QRectF:
        return QRectF(self._centre.x() - reach, self._centre.y() - reach, 2 * reach, 2 * reach)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, the light at this very moment, and its words."""
        if self._glow is None:
            self._glow = self._glow_of(self._transition.after)
            self._glow_warmth = self._warmth
        if self._glow_before is None and self._transition.before != self._transition.after:
            self._glow_before = self._glow_of(self._transition.before)
        now_s = self._clock.now_s()
        if self._now is None or now_s - self._now[0] > _FRESH_S:
            self._now = self._at(now_s)
        now_s, moment = self._now
        self._now = None
        position = self._leading * moment.position
        if self._glow_before is None and not event.region().intersects(
            self._dirty_rect(position).united(self._painted)
        ):
            # A widget over the background is painted anew, away from the light.
            with QPainter(self) as painter:
                painter.setClipRegion(event.region())
                painter.drawPixmap(0, 0, self._glow.backdrop)
            return
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            if self._glow_before is None:
                self._paint_glow(painter, event.region(), self._glow, position, 1.0)
            else:
                share = self._transition.share(now_s)
                self._paint_glow(painter, event.region(), self._glow_before, position, 1.0)
                self._paint_glow(painter, event.region(), self._glow, position, share)
            self._paint_words(painter, moment, now_s)
        self._painted = self._dirty_rect(position)
        self.frames += 1

    def _paint_glow(self, painter: QPainter, region: QRegion, glow: Glow, position: float, share: float) -> None:
        """Paint ``share`` of a light over what is there."""
        breaths = [(position, 1.0)]
        if self._still:
            # What a full breath adds lies at one size; the ground of the words keeps what an empty breath gives it.
            strength = _STILL_LEAST + (1.0 - _STILL_LEAST) * position
            breaths = [(_STILL_POSITION, strength), (0.0, 1.0 - strength)]
        painter.setOpacity(share)
        painter.drawPixmap(0, 0, glow.backdrop)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        for size, strength in breaths:
            painter.setOpacity(share * strength)
            where, whole = self._breath_rect(size), QRectF(glow.breath.rect())
            for strip in self._strips(where.toAlignedRect().intersected(region.boundingRect())):
                painter.setClipRegion(region.intersected(strip))
                painter.drawPixmap(where, glow.breath, whole)
        painter.setClipRegion(region)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setOpacity(1.0)

    def _strips(self, area: QRect) -> Iterator[QRect]:
        """Yield a rectangle from top to bottom in strips that Qt paints without its threads."""
        high = max(1, int(_STRIP_LINES / self.devicePixelRatioF()))
        for top in range(area.top(), area.bottom() + 1, high):
            yield QRect(area.left(), top, area.width(), min(high, area.bottom() + 1 - top))

    def _paint_words(self, painter: QPainter, moment: BreathMoment, now_s: float) -> None:
        text = self._words.get(moment.phase, "")
        left_s = moment.next_turn_s - now_s
        if not text or moment.phase_share >= 1.0:
            return
        passed_s = moment.phase_share * left_s / (1.0 - moment.phase_share)
        ink = QColor(self._tokens.on_honey)
        ink.setAlphaF(self._leading * max(0.0, min(1.0, passed_s / _WORDS_IN_S, left_s / _WORDS_OUT_S)))
        if self._words_font is None:
            wide = 1.2 * INNER_SHARE * self._ring
            size_px = max(12, round(0.12 * self._ring))
            self._words_font = fitting(self._words["out"], wide, font(size_px, MEDIUM, spacing_percent=102.0), 11)
        painter.setFont(self._words_font)
        painter.setPen(ink)
        area = QRectF(self._centre.x() - self._ring, self._centre.y() - 40, 2 * self._ring, 80)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
