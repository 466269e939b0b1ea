"""The picture of the history: lights on one axis of time, moved and zoomed with mouse and keys, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent

from ui.desktop.history.axis_painter import hours_wide, paint_axis
from ui.desktop.history.gliding import Gliding
from ui.desktop.history.near_course import NearCourse, is_near, paint_course
from ui.desktop.history.painter import Frame, LightPainter, nearest_light, paint_ring, scale_of
from ui.desktop.keys import HISTORY, pressed
from ui.desktop.review.plot_data import PlotData
from ui.desktop.review.span import Span
from ui.desktop.review.span_pointer import Drag, wheeled
from ui.desktop.theme.surfaces import PANEL_RADIUS, Panel
from ui.desktop.theme.typeface import scaled
from ui.presenter.history import DAY_S, Light, Lights
from ui.presenter.past import PastPractice
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.recordings.history_words import history_summary, spoken_light

_ZOOM = 1.6  # how many times as much a step of zoom shows; a choice: a dozen steps from a season to a practice
_REACH_PX = 12.0  # the pointer finds a light that is so near; a choice: a fingertip's half
_EDGE_SHARE = 0.06  # of what is shown that is free at either end of the whole; by eye


class Picture(Panel):
    """The lights.

    ``chosen`` carries the `Light` that is chosen, or None; ``opened`` one to look back on; ``span_changed`` the `Span`;
    ``neared`` a light so near that its heartbeats could be shown.

    Parameters
    ----------
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    still : bool
        Whether another stretch of time is shown at once, without moving there.
    """

    chosen = Signal(object)
    opened = Signal(object)
    span_changed = Signal(object)
    neared = Signal(object)

    def __init__(self, tokens: Tokens, language: Language, *, still: bool = True) -> None:
        super().__init__(tokens, language.gettext("What has been"))
        self._still = still
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self._tokens, self._language = tokens, language
        self._painter = LightPainter(tokens)
        self._hours_wide = hours_wide(language)
        self.lights = Lights(())
        self.found = self.lights
        self._shining = frozenset[int]()
        self.light: Light | None = None
        self.span = Span.whole(0.0, DAY_S)
        self._course = NearCourse()
        self._drag = Drag(_REACH_PX / 2.0)
        self._gliding = Gliding(self, self._glide_to)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def frame(self) -> Frame:
        """Where things lie just now."""
        side, over, foot = max(float(scaled(64)), self._hours_wide), scaled(20), scaled(34)
        return Frame(QRectF(self.rect()).adjusted(side, over, -scaled(26), -foot), self.span)

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(1320, 330)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the lights can be told apart."""
        return QSize(320, 180)

    def show_lights(self, lights: Lights, now_s: float) -> None:
        """Show these lights, and the same stretch of time where it still is one."""
        was_whole = self.span.is_whole or not len(self.lights)
        self.lights = lights
        first_s = min((lights.all[0].at_s if len(lights) else now_s), now_s)
        last_s = max(now_s, max((each.until_s for each in lights.all), default=now_s))
        edge_s = max(DAY_S, _EDGE_SHARE * (last_s - first_s))
        whole = Span.whole(first_s - edge_s, last_s + edge_s)
        if was_whole:
            self.show_span(whole)
        else:
            self.show_span(whole.around(self.span.middle_s, self.span.length_s))
        self.show_found(lights)
        if self.light is not None:
            place = lights.place_of(self.light.practice)
            self.choose(None if place is None else lights.all[place])

    def show_found(self, found: Lights) -> None:
        """Let these lights shine and the others step back; arrows go through these alone."""
        self.found = found
        self._shining = frozenset(id(each.practice) for each in found.all)
        self._say()
        self.update()

    @property
    def aim(self) -> Span:
        """What is shown, or is about to be where it moves just now."""
        return self._gliding.aim or self.span

    def go_to(self, span: Span) -> None:
        """Move softly to this stretch of time."""
        if self._still:
            self.show_span(span)
        elif span != self.aim:
            self._gliding.begin(self.span, span)

    def show_span(self, span: Span) -> None:
        """Show this stretch of time at once."""
        self._gliding.end()
        self._glide_to(span)

    def _glide_to(self, span: Span) -> None:
        if span == self.span:
            return
        self.span = span
        self._say()
        self.update()
        self.span_changed.emit(span)
        light = self.light
        if light is not None and is_near(light, self.span):
            self.neared.emit(light)

    def show_around(self, length_s: float) -> None:
        """Show so many seconds around the chosen light, or around the middle of what is shown."""
        light = self.light
        at_s = self.aim.middle_s if light is None else (light.at_s + light.until_s) / 2.0
        self.go_to(self.aim.around(at_s, length_s))

    def show_all(self) -> None:
        """Show everything."""
        self.go_to(Span.whole(self.span.first_s, self.span.last_s))

    def show_course(self, light: Light, data: PlotData) -> None:
        """Show the heartbeats of a light in its place, when one is near enough."""
        self._course.keep(light, data)
        self.update()

    def choose(self, light: Light | None) -> None:
        """Choose a light, and bring it into sight."""
        if light is not None:  # one of those found lies where it does among all
            place = self.lights.place_of(light.practice)
            light = light if place is None else self.lights.all[place]
        self.light = light
        if light is not None and not self.aim.from_s <= light.at_s <= self.aim.until_s:
            self.go_to(self.aim.around(light.at_s, self.aim.length_s))
        # Whoever hears the screen hears the light in place of the whole.
        self._say()
        self.update()
        self.chosen.emit(light)
        if light is not None and is_near(light, self.span):
            self.neared.emit(light)

    def choose_practice(self, practice: PastPractice) -> None:
        """Choose the light of a practice."""
        place = self.lights.place_of(practice)
        if place is not None:
            self.choose(self.lights.all[place])

    def step(self, by: int) -> None:
        """Go to a light after this one, or before it, among those found."""
        lights = self.found.all
        if not lights:
            return
        if self.light is None:
            self.choose(self.found.nearest(self.span.until_s if by < 0 else self.span.from_s))
            return
        place = self.found.place_of(self.light.practice)
        if place is None:
            self.choose(self.found.nearest(self.light.at_s))
            return
        self.choose(lights[max(0, min(place + by, len(lights) - 1))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from light to light, zoom, move by what is shown, and open."""
        light, span = self.light, self.aim
        at_s = span.middle_s if light is None else light.at_s
        match pressed(event, HISTORY):
            case KeyUse.ZOOM_IN:
                self.go_to(span.zoomed_in_sight(1.0 / _ZOOM, at_s))
            case KeyUse.ZOOM_OUT:
                self.go_to(span.zoomed_in_sight(_ZOOM, at_s))
            case KeyUse.SHOW_ALL:
                self.show_all()
            case KeyUse.LIGHT_BEFORE:
                self.step(-1)
            case KeyUse.NEXT_LIGHT:
                self.step(1)
            case KeyUse.STRETCH_BEFORE:
                self._turn_page(-1)
            case KeyUse.NEXT_STRETCH:
                self._turn_page(1)
            case KeyUse.LAST if self.found.all:
                self.choose(self.found.all[-1])
            case KeyUse.LOOK_BACK if light is not None:
                self.opened.emit(light)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; a wheel that turns sideways moves."""
        self.show_span(wheeled(self.span, event, self.frame.at_s(event.position().x()), _ZOOM))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the axis."""
        self._drag.take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; show a hand over a light."""
        moved = self._drag.moved(self.span, event.position().x(), self.frame.pixel_s)
        if moved is not None:
            self.show_span(moved)
        over = self.light_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a light that was clicked is chosen."""
        if self._drag.let_go():
            light = self.light_at(event.position())
            if light is not None:
                self.choose(light)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a light; beside them, show all."""
        light = self.light_at(event.position())
        if light is None:
            self.show_all()
        else:
            self.opened.emit(light)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what is shown anew."""
        super().resizeEvent(event)
        self.span_changed.emit(self.span)

    def light_at(self, place: QPointF) -> Light | None:
        """Return the light under the pointer."""
        frame = self.frame
        reach_s = 3.0 * _REACH_PX * frame.pixel_s
        at_s = frame.at_s(place.x())
        near = (
            each for each in self.lights.within(at_s - reach_s, at_s + reach_s) if id(each.practice) in self._shining
        )
        return nearest_light(near, place, frame, scale_of(len(self._shown()), frame.area), _REACH_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis, the lights and the ring around the chosen one."""
        super().paintEvent(event)
        frame, shown = self.frame, self._shown()
        self._painter.set_ratio(self.devicePixelRatioF())
        scale = scale_of(len(shown), frame.area)
        course = self._course.shown(self.light, self.span)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_axis(painter, frame, self._tokens, self._language, hours=course is None)
            painter.setClipRect(frame.area.adjusted(-20.0, -12.0, 20.0, 12.0))
            if course is not None:
                paint_course(painter, frame, *course, self._tokens, self._language)
            else:
                self._painter.paint(painter, shown, frame, scale, self._shining)
                if self.light is not None:
                    paint_ring(painter, self.light, frame, scale, self._tokens)
            painter.setClipping(False)
            if self.hasFocus():
                painter.setPen(QPen(QColor(self._tokens.amber), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                around = QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0)
                painter.drawRoundedRect(around, PANEL_RADIUS, PANEL_RADIUS)

    def shown(self) -> list[PastPractice]:
        """Return the practices that are found and lie in what is shown."""
        return [each.practice for each in self.found.within(self.span.from_s, self.span.until_s)]

    def _shown(self) -> Sequence[Light]:
        margin_s = 30.0 * self.frame.pixel_s
        return self.lights.within(self.span.from_s - margin_s, self.span.until_s + margin_s)

    def _turn_page(self, by: int) -> None:
        span = self.aim.moved(by * self.aim.length_s)
        self.go_to(span)
        nearest = self.found.nearest(span.middle_s)
        if nearest is not None and span.from_s <= nearest.at_s <= span.until_s:
            self.choose(nearest)

    def _say(self) -> None:
        within = self.found.within(self.span.from_s, self.span.until_s)
        if self.light is not None:
            self.setAccessibleDescription(spoken_light(self.light.practice, self._language))
        else:
            self.setAccessibleDescription(history_summary(within, self._language))
