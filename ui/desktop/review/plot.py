"""The plot of a practice: zoomed and moved with mouse and keys, and read out at the pointer or at the cursor."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)

from ui.desktop.keys import PLOT, pressed
from ui.desktop.review.marks import next_mark
from ui.desktop.review.plot_data import PlotData
from ui.desktop.review.plot_frame import Frame, frame_of
from ui.desktop.review.plot_painter import PlotPainter
from ui.desktop.review.plot_words import PlotWords
from ui.desktop.review.span import Span
from ui.desktop.review.span_pointer import MOVE_SHARE, Drag, wheeled
from ui.desktop.theme.surfaces import PANEL_RADIUS, Panel
from ui.desktop.widgets.announce import announce
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.recordings.review_words import heart_summary, shares_summary

_ZOOM = 1.5  # how many times as much a step of zoom shows; a choice: three steps for a minute of three
_NEAR_PX = 8.0  # the pointer finds a mark that is so near; a choice: as wide as a ring
_LOOKED_AT_S = 20.0  # what is shown at most when a mark is looked at with a key; a choice: some twenty beats


class ReviewPlot(Panel):
    """The curves of one practice.

    ``read_out`` carries what there is to say of the moment under the pointer or the cursor; empty when there is none.
    ``span_changed`` carries the new `Span` whenever it was zoomed or moved.
    """

    read_out = Signal(str)
    span_changed = Signal(object)

    def __init__(self, data: PlotData, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("The course of the practice"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self._tokens, self._language = tokens, language
        self._words = PlotWords(language)
        self._cursor_s: float | None = None
        self._drag = Drag()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.span = data.whole
        self.show_data(data)

    def show_data(self, data: PlotData) -> None:
        """Draw these curves, at the same zoom."""
        self.data = data
        self._painter = PlotPainter(data, self._tokens, self._words)
        self._picture: QPixmap | None = None
        said = heart_summary(data.review, self._language), shares_summary(data.review, self._language)
        self._spoken = " ".join(filter(None, said))
        self.setAccessibleDescription(self._spoken)
        self.update()

    @property
    def frame(self) -> Frame:
        """Where things lie just now."""
        return frame_of(QRectF(self.rect()), self.span)

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(1320, 330)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the curves can be read."""
        return QSize(320, 200)

    def show_span(self, span: Span) -> None:
        """Show this stretch of time."""
        if span != self.span:
            self.span = span
            self._picture = None
            self.update()
            self.span_changed.emit(span)

    def look_at(self, t_s: float | None) -> None:
        """Put the cursor at a moment and read it out; ``None`` takes it away."""
        self._cursor_s = t_s
        near_s = _NEAR_PX * self.frame.pixel_s
        said = "" if t_s is None else self._words.moment(self.data, t_s, near_s)
        # Whoever hears the screen hears the moment in place of the whole.
        self.setAccessibleDescription(said or self._spoken)
        self.read_out.emit(said)
        self.update()

    def to_mark(self, step: int) -> None:
        """Go to the next thing to find (1), or to the one before (-1)."""
        from_s = self.span.from_s - 1.0 if step > 0 else self.span.until_s + 1.0
        mark = next_mark(self.data.marks, from_s if self._cursor_s is None else self._cursor_s, step)
        if mark is None:
            return
        wide_s = min(self.span.length_s, max(_LOOKED_AT_S, 2.0 * (mark.until_s - mark.from_s)))
        self.show_span(self.span.around(mark.at_s, wide_s))
        self.look_at(mark.at_s)

    def _say_cursor(self) -> None:
        """Have a screen reader say where a key has brought the cursor."""
        if self._cursor_s is not None:
            announce(self, self.accessibleDescription())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + and -, move with the arrows, go to the ends, and from mark to mark with the page keys."""
        span, at_s = self.span, self.span.middle_s if self._cursor_s is None else self._cursor_s
        match pressed(event, PLOT):
            case KeyUse.ZOOM_IN:
                self.show_span(span.zoomed(1.0 / _ZOOM, at_s))
            case KeyUse.ZOOM_OUT:
                self.show_span(span.zoomed(_ZOOM, at_s))
            case KeyUse.SHOW_ALL:
                self.show_span(self.data.whole)
            case KeyUse.EARLIER:
                self._step(-1.0)
            case KeyUse.LATER:
                self._step(1.0)
            case KeyUse.FIRST:
                self._go_to(self.data.whole.first_s)
            case KeyUse.LAST:
                self._go_to(self.data.whole.last_s)
            case KeyUse.NEXT_MARK:
                self.to_mark(1)
            case KeyUse.MARK_BEFORE:
                self.to_mark(-1)
            case _:
                super().keyPressEvent(event)
                return
        self._say_cursor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; a wheel that turns sideways moves."""
        self.show_span(wheeled(self.span, event, self.frame.t_s(event.position().x()), _ZOOM))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the curves."""
        self._drag.take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the moment under the pointer, or move what is held."""
        x = event.position().x()
        moved = self._drag.moved(self.span, x, self.frame.pixel_s)
        if moved is not None:
            self.show_span(moved)
        inside = self.frame.area.left() <= x <= self.frame.area.right()
        self.look_at(self.frame.t_s(x) if inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._drag.let_go()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Show the whole practice again."""
        self.show_span(self.data.whole)

    def leaveEvent(self, event: QEvent) -> None:
        """Read nothing out any more."""
        super().leaveEvent(event)
        self.look_at(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture of this stretch, made once, and what follows the pointer over it."""
        super().paintEvent(event)
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != self.size() * ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                self._painter.paint(painter, self.frame)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            frame = self.frame
            if self._cursor_s is not None:
                x = frame.x(self._cursor_s)
                painter.setPen(QPen(QColor(self._tokens.amber), 1.0))
                painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()))
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(self._tokens.amber), 1.5))
                around = QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0)
                painter.drawRoundedRect(around, PANEL_RADIUS, PANEL_RADIUS)

    def _step(self, sign: float) -> None:
        """Move what is shown; where all of it is shown, move the cursor."""
        by_s = sign * MOVE_SHARE * self.span.length_s
        before = self.span
        self.show_span(self.span.moved(by_s))
        if self.span == before:
            at_s = self.span.middle_s if self._cursor_s is None else self._cursor_s
            by_s = sign * self.span.length_s / 100.0
            self.look_at(max(self.span.from_s, min(at_s + by_s, self.span.until_s)))
        else:
            self.look_at(self.span.middle_s)

    def _go_to(self, t_s: float) -> None:
        self.show_span(self.span.around(t_s, self.span.length_s))
        self.look_at(max(self.span.from_s, min(t_s, self.span.until_s)))
