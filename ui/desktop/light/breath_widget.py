"""The breath light: painted from the clock, at the display's own rate.

It reads the breath plan at the present moment for every frame, so that it can neither drift nor jump. It keeps no
account of the practice and decides nothing.
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

WORDS = {"in": "breathe in", "out": "breathe out"}
"""What the light says in each phase; in a rest it says nothing."""

_FRAME_MS = 16
# Qt hands 96 lines and more to threads of its own, and waking them for every frame costs more than they paint.
_STRIP_LINES = 88
_FRESH_S = 0.004  # a frame is painted within so many seconds of being asked for, mostly
_SMALLEST_SCALE = 0.46  # the breathing part of an empty breath: its visible edge then lies on the inner ring
_WARMTH_STEP = 0.01  # a finer change cannot be seen, and each one repaints the pictures
_WARMTH_EASE_S = 1.2  # warmth comes once a second: it is eased over a little more
_LEADING_EASE_S = 4.0  # from leading wholly to not at all, where one step follows another
_STILL_POSITION = 0.7  # the size of a light that keeps it
_STILL_LEAST = 0.25  # how much of it stays when the breath is empty
_WORDS_IN_S = 0.5
_WORDS_OUT_S = 0.4


class BreathWidget(QWidget):
    """The light in the middle of the room; ``framed`` comes before each of its frames.

    Parameters
    ----------
    plan, clock
        Where the breath is, and what time it is.
    tokens : Tokens
        The colours of the window.
    still : bool
        Whether the light keeps its size and breathes with its brightness alone.
    """

    framed = Signal()

    def __init__(
        self,
        plan: BreathPlan,
        clock: Clock,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        still: bool = False,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._clock = clock
        self._tokens = tokens
        self._room = QColor(tokens.background)
        self._centre = QPointF(320, 240)
        self._ring = 120.0
        self._warmth_aim = HELD_SHARE
        self._warmth = HELD_SHARE
        self._seen_s = clock.now_s()
        self._still = still
        self._leading_aim = 1.0
        self._leading = 1.0
        self._gliding = ShadeTransition(Shade(tokens.honey))
        self._grain = make_grain()
        self._glow: Glow | None = None
        self._glow_before: Glow | None = None  # while the light glides from one shade to another
        self._glow_warmth = HELD_SHARE
        self._painted = QRect()
        self._now: tuple[float, BreathMoment] | None = None  # the moment of the frame that is about to be painted
        self._words_font: QFont | None = None  # measured once a size, and not once a frame
        self.frames = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Breath light")
        self.setAccessibleDescription(
            "It brightens with the in-breath and settles with the out-breath."
            if still
            else "It grows with the in-breath and settles with the out-breath."
        )
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._next_frame)

    def place(self, centre: QPointF, ring: float) -> None:
        """Put the light at ``centre`` with the ring of a full breath at radius ``ring``, in logical pixels."""
        if (centre, ring) != (self._centre, self._ring):
            self._centre, self._ring = centre, ring
            self._words_font = None
            self._forget_pictures()
            self.update()

    def warm(self, warmth_share: float) -> None:
        """Let the glow ease to a warmth between the floor and 1; ``nan`` leaves it as it is."""
        if warmth_share == warmth_share:
            self._warmth_aim = min(1.0, max(HELD_SHARE, warmth_share))

    def show_step(self, practice: Practice, index: int, share: float) -> None:
        """Take the shade of a step that has gone by ``share``, 0 to 1, and lead as strongly as it does."""
        step = practice.steps[index]
        self.become(Shade(colour_of(practice.hue(index), self._tokens), step.light.brightness_share))
        self.lead(leading_share(step, share))

    def become(self, shade: Shade) -> None:
        """Let the light glide to a shade; one that was not started yet has it at once."""
        if self._timer.isActive():
            self._gliding.change_to(shade)
        elif shade != self._gliding.after:
            self._gliding = ShadeTransition(shade)
            self._forget_pictures()
            self.update()

    def lead(self, leading_share: float) -> None:
        """Let the light lead as strongly as this, 1 (whole) to 0 (not at all): it then moves and speaks so much."""
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
        return WORDS.get(self.moment().phase, "") if self._leading > 0.0 else ""

    def start(self) -> None:
        """Begin to paint at the display's rate."""
        self._timer.start()

    def stop(self) -> None:
        """Paint no more."""
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget the pictures of the old size."""
        self._forget_pictures()
        super().resizeEvent(event)

    def _next_frame(self) -> None:
        self.framed.emit()
        now_s = self._clock.now_s()
        passed_s, self._seen_s = max(0.0, now_s - self._seen_s), now_s
        self._warmth += (self._warmth_aim - self._warmth) * min(1.0, passed_s / _WARMTH_EASE_S)
        step = passed_s / _LEADING_EASE_S
        self._leading += max(-step, min(step, self._leading_aim - self._leading))
        if self._gliding.advance(now_s):
            # Whatever the light was gliding to is what it glides from now, or stays.
            stays = self._gliding.before == self._gliding.after
            self._glow_before, self._glow = (None, self._glow) if stays else (self._glow, None)
            self.update()
        if self._glow is None:
            self.update()
        elif self._glow_before is None and abs(self._warmth - self._glow_warmth) >= _WARMTH_STEP:
            # Nothing beyond its reach changes.
            self._glow = self._made(self._gliding.after, self._glow)
            self._glow_warmth = self._warmth
            self.update(self._square(REACH * self._ring).toAlignedRect())
        elif self._glow_before is not None:
            self.update(self._square(REACH * self._ring).toAlignedRect())
        else:
            # The painting follows at once, at this very moment.
            self._now = self._at(now_s)
            self.update(self._lit(self._leading * self._now[1].position).united(self._painted))

    def _forget_pictures(self) -> None:
        self._glow = self._glow_before = None

    def _made(self, shade: Shade, before: Glow | None = None) -> Glow:
        share = (self._warmth - HELD_SHARE) / (1.0 - HELD_SHARE)
        scale = self.devicePixelRatioF()
        return make_glow(self.size(), self._centre, self._ring, share, self._room, scale, self._grain, shade, before)

    def _at(self, now_s: float) -> tuple[float, BreathMoment]:
        return now_s, self._plan.at(now_s)

    def _lit(self, position: float) -> QRect:
        """Return what has to be painted anew for a breath drawn at ``position``."""
        return self._breath_rect(_STILL_POSITION if self._still else position).toAlignedRect()

    def _breath_rect(self, position: float) -> QRectF:
        reach = BREATH_REACH * self._ring * (_SMALLEST_SCALE + (1.0 - _SMALLEST_SCALE) * position)
        return self._square(reach)

    def _square(self, reach: float) -> QRectF:
        return QRectF(self._centre.x() - reach, self._centre.y() - reach, 2 * reach, 2 * reach)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room, the light at this very moment, and its words."""
        if self._glow is None:
            self._glow = self._made(self._gliding.after)
            self._glow_warmth = self._warmth
        if self._glow_before is None and self._gliding.before != self._gliding.after:
            self._glow_before = self._made(self._gliding.before)
        now_s = self._clock.now_s()
        if self._now is None or now_s - self._now[0] > _FRESH_S:
            self._now = self._at(now_s)
        now_s, moment = self._now
        self._now = None
        position = self._leading * moment.position
        if self._glow_before is None and not event.region().intersects(self._lit(position).united(self._painted)):
            # Somebody who lies over the room is painted anew, away from the light.
            with QPainter(self) as painter:
                painter.setClipRegion(event.region())
                painter.drawPixmap(0, 0, self._glow.backdrop)
            return
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            if self._glow_before is None:
                self._paint_glow(painter, event.region(), self._glow, position, 1.0)
            else:
                share = self._gliding.share(now_s)
                self._paint_glow(painter, event.region(), self._glow_before, position, 1.0)
                self._paint_glow(painter, event.region(), self._glow, position, share)
            self._paint_words(painter, moment, now_s)
        self._painted = self._lit(position)
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

    def _strips(self, room: QRect) -> Iterator[QRect]:
        """Yield a rectangle from top to bottom in strips that Qt paints without its threads."""
        high = max(1, int(_STRIP_LINES / self.devicePixelRatioF()))
        for top in range(room.top(), room.bottom() + 1, high):
            yield QRect(room.left(), top, room.width(), min(high, room.bottom() + 1 - top))

    def _paint_words(self, painter: QPainter, moment: BreathMoment, now_s: float) -> None:
        text = WORDS.get(moment.phase, "")
        left_s = moment.next_turn_s - now_s
        if not text or moment.phase_share >= 1.0:
            return
        passed_s = moment.phase_share * left_s / (1.0 - moment.phase_share)
        ink = QColor(self._tokens.on_honey)
        ink.setAlphaF(self._leading * max(0.0, min(1.0, passed_s / _WORDS_IN_S, left_s / _WORDS_OUT_S)))
        if self._words_font is None:
            wide = 1.2 * INNER_SHARE * self._ring
            size_px = max(12, round(0.12 * self._ring))
            self._words_font = fitting(WORDS["out"], wide, font(size_px, MEDIUM, spacing_percent=102.0), 11)
        painter.setFont(self._words_font)
        painter.setPen(ink)
        place = QRectF(self._centre.x() - self._ring, self._centre.y() - 40, 2 * self._ring, 80)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
