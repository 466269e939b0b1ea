"""The page of the eight weeks: a list of chapters, something to read, and the practices that go with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from biofeedback.practice.script.model import Practice
from biofeedback.practice.script.path import Chapter, PracticePath
from ui.desktop.screens.reading import QuietPage
from ui.desktop.theme.surfaces import Pill, Words, at_start, mirrored
from ui.desktop.theme.typeface import MEDIUM, fitting, font, scaled
from ui.desktop.widgets.quiet_scroll import BAR_WIDE, QuietScroll
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.lengths import length_words

_LIST_WIDE, _LIST_WIDEST = 250, 320  # px, the latter for larger words; a choice: a longer title is written smaller


class PathPage(QuietPage):
    """The path; ``begin_requested`` carries the `Practice` to begin.

    Parameters
    ----------
    path : PracticePath
        The chapters.
    practices : sequence of Practice
        The practices that can be begun.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    begin_requested = Signal(object)

    def __init__(self, path: PracticePath, practices: Sequence[Practice], tokens: Tokens, language: Language) -> None:
        self.chapters = [_ChapterRow(chapter, tokens) for chapter in path.chapters]
        super().__init__(path.title, tokens, language, _listed(self.chapters, tokens))
        self._path = path
        self._practices = {practice.name: practice for practice in practices}
        self._said: list[QWidget] = []
        self.begins: list[Pill] = []
        self._group = QButtonGroup(self)
        for row in self.chapters:
            self._group.addButton(row)
            row.toggled.connect(self._read)
        self.back = self.back_button()
        self.foot.addWidget(Words(path.note, font(13), tokens.muted, wrap=True), 1)
        self.chapters[0].setChecked(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the chapter that is read."""
        super().focusInEvent(event)
        next(row for row in self.chapters if row.isChecked()).setFocus()

    def _read(self, checked: bool) -> None:
        if not checked:
            return
        for widget in self._said:
            self.column.removeWidget(widget)
            widget.deleteLater()
        while self.column.takeAt(0) is not None:
            continue
        chapter = next(row.chapter for row in self.chapters if row.isChecked())
        self._said = [self.say(paragraph) for paragraph in chapter.reading]
        self.column.addSpacing(6)
        self._said.append(self.say(chapter.invitation, colour=self._tokens.amber))
        self.column.addSpacing(12)
        practices = [self._practices[name] for name in chapter.practices if name in self._practices]
        self.begins = [self._offer(practice) for practice in practices]
        self._said += self.begins
        self.column.addStretch(1)
        self.view.verticalScrollBar().setValue(0)

    def _offer(self, practice: Practice) -> Pill:
        length = length_words(practice, self._language)
        pill = Pill(f"{practice.title}  ·  {length}", self._tokens, size_px=15)
        name = self._language.gettext("Begin {title}, {length}").format(title=practice.title, length=length)
        pill.setAccessibleName(name)
        pill.clicked.connect(self._requester(practice))
        self.column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        return pill

    def _requester(self, practice: Practice) -> Callable[[], None]:
        return lambda: self.begin_requested.emit(practice)


def _listed(rows: Sequence[QWidget], tokens: Tokens) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for row in rows:
        column.addWidget(row)
    column.addStretch(1)
    view = QuietScroll(holder, tokens, tokens.background)
    view.setFixedWidth(_list_wide() + BAR_WIDE)
    return view


def _list_wide() -> int:
    return min(scaled(_LIST_WIDE), _LIST_WIDEST)


class _ChapterRow(QAbstractButton):
    """A chapter's title; raised while it is read."""

    def __init__(self, chapter: Chapter, tokens: Tokens) -> None:
        super().__init__()
        self.chapter = chapter
        self._tokens = tokens
        self.setText(chapter.title)
        self.setAccessibleName(chapter.title)
        self.setCheckable(True)
        self.setFont(font(15, MEDIUM))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(_list_wide(), scaled(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(_list_wide(), scaled(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, on = self._tokens, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            if on or self.underMouse():
                ground = QColor(colours.raised)
                ground.setAlphaF(1.0 if on else 0.45)
                painter.setBrush(ground)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawRoundedRect(area, 10, 10)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.amber), 1.5))
                painter.drawRoundedRect(area, 10, 10)
            words = mirrored(self, area.adjusted(16, 0, -12, 0))
            painter.setFont(fitting(self.text(), words.width(), self.font(), 12))
            painter.setPen(QColor(colours.ink if on else colours.muted))
            painter.drawText(words, at_start(right_to_left=self.isRightToLeft()), self.text())
