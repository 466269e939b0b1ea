"""A strip of single beats below the curves, in the same time: chosen by mouse and keys, and edited."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent

from biofeedback.errors import SoftenError
from biofeedback.signals.artefacts.hand_edits import EditKind, HandEdit
from ui.by_hand import EditedHeart
from ui.desktop.keys import BEATS, PLOT, pressed, pressed_together
from ui.desktop.review.beat_choice import BeatChoice
from ui.desktop.review.plot import ReviewPlot
from ui.desktop.review.strip_painter import LEAST_PX, StripPainter
from ui.desktop.theme.surfaces import PANEL_RADIUS, Panel
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.announce import announce
from ui.presenter.hand_beat import HandBeat
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.recordings.layer_words import beat_sentence, edit_sentence, span_sentence

_HIGH_PX = 72  # of the strip: a number, a shape and a word above one another; by eye
_LOOKED_AT_S = 20.0  # what is shown at most when a beat is gone to with a key; as the plot does with marks
_LONGEST_READ_S = 60.0  # a longer stretch is zoomed into when a key goes to a beat; a choice: single beats are made out
_DRAGGED_PX = 4.0  # the pointer moves so far before a click is a drag; a choice, a little less than Qt's own 10

_EDITS = {
    KeyUse.DELETE_BEATS: EditKind.DELETE,
    KeyUse.LEAVE_BREAK: EditKind.DELETE,
    KeyUse.INSERT_BEAT: EditKind.INSERT,
    KeyUse.SPLIT_INTERVAL: EditKind.SPLIT,
    KeyUse.MERGE_INTERVALS: EditKind.MERGE,
    KeyUse.DISTRUST_BEATS: EditKind.DISTRUST,
    KeyUse.KEEP_BEATS: EditKind.KEEP,
}

_ZOOMS = (KeyUse.ZOOM_IN, KeyUse.ZOOM_OUT, KeyUse.SHOW_ALL)


class BeatStrip(Panel):
    """The beats of what a plot shows.

    ``said`` carries what there is to say of the chosen beats, or of what was done or could not be; ``edited`` tells
    that the beats are others now.
    """

    said = Signal(str)
    edited = Signal()

    def __init__(self, heart: EditedHeart, plot: ReviewPlot, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("Single beats"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self._heart, self._plot, self._tokens, self._language = heart, plot, tokens, language
        self._painter = StripPainter(tokens, language)
        self.choice = BeatChoice(heart.beats)
        self._pressed_x: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plot.span_changed.connect(lambda _: self.update())
        self._say("")

    def sizeHint(self) -> QSize:
        """Return the width of the plot and the height of a strip."""
        return QSize(1320, scaled(_HIGH_PX))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which beats can be told apart."""
        return QSize(320, scaled(_HIGH_PX))

    @property
    def seen(self) -> list[HandBeat]:
        """The beats that are shown, and one beyond either end."""
        span = self._plot.span
        first, last = self.choice.first_from(span.from_s), self.choice.first_from(span.until_s)
        return list(self.choice.beats[max(0, first - 1) : last + 1])

    @property
    def is_close(self) -> bool:
        """Whether single beats can be seen at this zoom."""
        return len(self.seen) * LEAST_PX <= self._area.width()

    def do(self, use: KeyUse) -> None:
        """Do what a key is for, however it was asked for."""
        if use in _EDITS:
            self._edit(self.choice.edit(_EDITS[use], leaves_break=use is KeyUse.LEAVE_BREAK))
        elif use in (KeyUse.UNDO, KeyUse.REDO):
            self._step_back(use)
        else:
            self._go(use)

    def _go(self, use: KeyUse) -> None:
        choice, middle_s = self.choice, self._plot.span.middle_s
        match use:
            case KeyUse.BEAT_BEFORE | KeyUse.SPAN_BEFORE:
                choice.move(-1, middle_s, span=use is KeyUse.SPAN_BEFORE)
            case KeyUse.NEXT_BEAT | KeyUse.SPAN_ON:
                choice.move(1, middle_s, span=use is KeyUse.SPAN_ON)
            case KeyUse.FIRST_BEAT:
                choice.choose(0)
            case KeyUse.LAST_BEAT:
                choice.choose(len(choice.beats) - 1)
            case KeyUse.NEXT_ODD_BEAT:
                choice.to_odd(1, middle_s)
            case _:
                choice.to_odd(-1, middle_s)
        self._show_choice()

    def _show_choice(self) -> None:
        """Bring the chosen beat into sight, and say it."""
        if self.choice.at is not None:
            span, t_s = self._plot.span, self.choice.beats[self.choice.at].t_s
            if span.length_s > _LONGEST_READ_S or not span.from_s <= t_s <= span.until_s:
                self._plot.show_span(self._plot.data.whole.around(t_s, min(span.length_s, _LOOKED_AT_S)))
            self._plot.look_at(t_s)
        self._say(self._chosen_words())

    def _chosen_words(self) -> str:
        chosen, from_s = self.choice.chosen, self._plot.data.review.from_s
        if not chosen:
            return ""
        if len(chosen) > 1:
            return span_sentence(chosen, chosen[0].t_s - from_s, self._language)
        return beat_sentence(chosen[0], chosen[0].t_s - from_s, self._language)

    def _say(self, words: str) -> None:
        hint = self._language.gettext("The arrows go from beat to beat; ? tells every key.")
        self.setAccessibleDescription(words or hint)
        self.said.emit(words or hint)
        announce(self, words)
        self.update()

    def _edit(self, edit: HandEdit | None) -> None:
        if edit is None:
            self._say(self._language.gettext("Please choose a beat first."))
            return
        try:
            self._heart.edit(edit)
        except SoftenError as error:
            self._say(error_sentence(error, self._language))
            return
        self._take_anew(edit_sentence(edit, self._language))

    def _step_back(self, use: KeyUse) -> None:
        language = self._language
        try:
            about = self._heart.undo() if use is KeyUse.UNDO else self._heart.redo()
        except SoftenError as error:
            self._say(error_sentence(error, language))
            return
        done = language.gettext("Taken back.") if use is KeyUse.UNDO else language.gettext("Brought back.")
        self._take_anew(" ".join(filter(None, [done, edit_sentence(about, language) if about else ""])))

    def _take_anew(self, words: str) -> None:
        self.choice.show(self._heart.beats)
        self._say(words)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from beat to beat, edit what is chosen, and zoom as the plot does."""
        use = pressed_together(event, BEATS)
        if use is not None:
            self.do(use)
        elif pressed(event, PLOT) in _ZOOMS:
            self._plot.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom and move as over the plot."""
        self._plot.wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the beat under the pointer; with Shift all up to it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed_x = event.position().x()
        span = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.choice.choose(self._row_at(self._pressed_x), span=span)
        self._say(self._chosen_words())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose all that the pointer is drawn over."""
        x = event.position().x()
        if self._pressed_x is not None and abs(x - self._pressed_x) >= _DRAGGED_PX:
            row = self._row_at(x)
            if row != self.choice.at:
                self.choice.choose(row, span=True)
                self._say(self._chosen_words())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._pressed_x = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Put a beat in where the pointer is."""
        if self.is_close:
            self._edit(self.choice.put_in_at(self._plot.frame.t_s(event.position().x())))

    def _row_at(self, x: float) -> int | None:
        return self.choice.nearest(self._plot.frame.t_s(x)) if self.is_close else None

    @property
    def _area(self) -> QRectF:
        across = self._plot.frame.area
        return QRectF(across.left(), 4.0, across.width(), self.height() - 8.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the beats, and which of them are chosen."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            if self.is_close:
                self._paint_choice(painter)
                self._painter.paint(painter, self._area, self.seen, self._plot.frame.x)
            else:
                painter.setFont(font(13))
                painter.setPen(QColor(self._tokens.muted))
                words = self._language.gettext("Zoom in with + to see single beats.")
                painter.drawText(self._area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
            painter.setClipping(False)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(self._tokens.amber), 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0), PANEL_RADIUS, PANEL_RADIUS)

    def _paint_choice(self, painter: QPainter) -> None:
        chosen = self.choice.chosen
        if not chosen:
            return
        frame, area = self._plot.frame, self._area
        from_x = frame.x(chosen[0].t_s - max(0.0, chosen[0].interval_ms) / 1000.0)
        left, right = max(area.left(), from_x), min(area.right(), frame.x(chosen[-1].t_s))
        if right < left:
            return
        around = QRectF(QPointF(left, area.top()), QPointF(right, area.bottom())).adjusted(-1.0, 0.0, 8.0, 0.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._tokens.raised))
        painter.setPen(QPen(QColor(self._tokens.amber), 1.0))
        painter.drawRoundedRect(around, 6.0, 6.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
