"""The list of sensors in reach, which fills as they are found; behind them the simulated heart, and none at all."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from biofeedback.sensors import SIMULATED_HEART, WITHOUT_SENSOR, SensorSeen
from ui.desktop.theme.surfaces import Panel, Words, at_start, explain
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.quiet_scroll import bar_style
from ui.tokens import Tokens
from ui.words.language import Language

ALWAYS = (SIMULATED_HEART, WITHOUT_SENSOR)
"""What stays behind what is in reach, in this order."""

_SEEN = Qt.ItemDataRole.UserRole
_ROW = 58  # px, the height of a row; a choice: two lines and easy to hit
_CLOSE_ROW = 42  # px, its height in a low window; a choice: two rows are seen in one of 480 px
_INDENT = 10  # px that words stand in; by eye


class SensorList(Panel):
    """The list, with one line beneath that says what is going on.

    Parameters
    ----------
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    first : str
        The specification of the sensor that is chosen when it is found, before any other.
    title : str
        What stands above the list; empty for the one sensor of a practice.
    always : sequence of SensorSeen
        What stays behind what is in reach.
    """

    def __init__(
        self,
        tokens: Tokens,
        language: Language,
        *,
        first: str = "",
        title: str = "",
        always: Sequence[SensorSeen] = ALWAYS,
    ) -> None:
        title = title or language.gettext("Sensor")
        super().__init__(tokens, title)
        self._language, self._always = language, tuple(always)
        self._chosen_by_hand = False
        self._first = first
        self.list = QListWidget()
        self.list.setAccessibleName(language.gettext("Sensors in reach"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._row = _Row(tokens, self.list)
        self.list.setItemDelegate(self._row)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet(f"QListWidget {{ background: transparent; outline: none; }} {bar_style(tokens)}")
        self.list.itemPressed.connect(self._hand)
        self.remark = Words("", font(13), tokens.muted, wrap=True)
        self._said, self._close = "", False
        self.heading = Words(title, font(13), tokens.muted)
        column = QVBoxLayout(self)
        self._column = column
        self.stand_close(close=False)
        self.heading.setIndent(_INDENT)
        self.remark.setIndent(_INDENT)
        self.say_looking()
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addWidget(self.remark)
        for each in self._always:
            self._add(each, self.list.count())
        self.list.setCurrentRow(next((row for row, each in enumerate(self._always) if each.spec == first), 0))

    def stand_close(self, *, close: bool) -> None:
        """Stand closer together, for a low window, or as far apart as in the design.

        Close, two sensors are seen: there is no heading, and one line of what is said, the rest where it is pointed at.
        """
        self._column.setContentsMargins(16, 8 if close else 20, 16, 8 if close else 16)
        self._column.setSpacing(4 if close else 8)
        if close != self._close:
            self._close = close
            self.heading.setHidden(close)
            self._row.stand_close(close=close)
            self.list.scheduleDelayedItemsLayout()
            self._show_said()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as much of what is said as there is room for."""
        super().resizeEvent(event)
        self._show_said()

    def hasHeightForWidth(self) -> bool:
        """Scroll the list in a small window, rather than ask for its usual height."""
        return False

    @property
    def chosen(self) -> SensorSeen:
        """The sensor that is chosen now."""
        item = self.list.currentItem()
        seen = item.data(_SEEN) if item is not None else None
        return seen if isinstance(seen, SensorSeen) else SIMULATED_HEART

    def see(self, seen: SensorSeen) -> None:
        """Add the row of a sensor, or update it.

        The one to look for first becomes the chosen one, else the first real sensor that is not known by its name
        alone, unless the person has already chosen. A strap in sight shows that Bluetooth works by now, whatever was
        said of it before.
        """
        if seen.kind == "bluetooth":
            self.say_looking()
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_SEEN).spec == seen.spec:
                self._fill(item, seen)
                return
        item = self._add(seen, self.list.count() - len(self._always))
        if self._chosen_by_hand or self.list.hasFocus():
            return
        any_other = self.chosen.spec == SIMULATED_HEART.spec != self._first and not seen.by_name_alone
        if seen.spec == self._first or any_other:
            self.list.setCurrentItem(item)

    def say(self, sentence: str) -> None:
        """Say what is going on, or what is in the way, in one sentence."""
        self._said = sentence
        self._show_said()

    def say_looking(self) -> None:
        """Say that sensors are being looked for."""
        self.say(self._language.gettext("Looking for sensors…"))

    def _show_said(self) -> None:
        shown = self._said
        if self._close:
            margins = self._column.contentsMargins()
            room = self.width() - margins.left() - margins.right() - 2 * _INDENT
            shown = self.remark.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self.remark.setText(shown)
        whole = "" if shown == self._said else self._said
        self.remark.setAccessibleName(whole)
        explain(self.remark, whole)

    def _add(self, seen: SensorSeen, row: int) -> QListWidgetItem:
        item = QListWidgetItem()
        self._fill(item, seen)
        self.list.insertItem(row, item)
        return item

    def _hand(self) -> None:
        self._chosen_by_hand = True

    def _fill(self, item: QListWidgetItem, seen: SensorSeen) -> None:
        if seen in self._always:
            gettext = self._language.gettext
            seen = replace(seen, label=gettext(seen.label), detail=gettext(seen.detail))
        item.setData(_SEEN, seen)
        item.setText(seen.label)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self._language.listed((seen.label, seen.detail)))
        explain(item, f"{seen.spec}\n{seen.detail}")


class _Row(QStyledItemDelegate):
    """Paints a sensor: a dot, its name, and a remark beneath."""

    def __init__(self, tokens: Tokens, owner: QListWidget) -> None:
        super().__init__(owner)
        self._tokens = tokens
        self._close = False

    def stand_close(self, *, close: bool) -> None:
        """Let the two lines of a row stand closer together."""
        self._close = close

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, scaled(_CLOSE_ROW if self._close else _ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        seen = index.data(_SEEN)
        if not isinstance(seen, SensorSeen):
            return
        colours, area = self._tokens, QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        near = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or near:
            ground = QColor(colours.raised)
            ground.setAlphaF(1.0 if chosen else 0.45)
            painter.setBrush(ground)
            painter.setPen(QPen(QColor(colours.amber), 1.5) if focused and chosen else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sage if chosen else colours.line))
        from_right = option.direction == Qt.LayoutDirection.RightToLeft
        dot = area.right() - 32 if from_right else area.left() + 20
        painter.drawEllipse(QRectF(dot, area.center().y() - 6, 12, 12))
        words = area.adjusted(10, 0, -48, 0) if from_right else area.adjusted(48, 0, -10, 0)
        middle = area.center().y()
        painter.setFont(font(16))
        painter.setPen(QColor(colours.ink))
        label = painter.fontMetrics().elidedText(seen.label, Qt.TextElideMode.ElideRight, round(words.width()))
        start = at_start(right_to_left=from_right)
        above, high = (20, 22) if self._close else (24, 26)  # px of the upper line; by eye
        painter.drawText(QRectF(words.left(), middle - scaled(above), words.width(), scaled(high)), start, label)
        painter.setFont(font(12))
        painter.setPen(QColor(colours.muted))
        detail = painter.fontMetrics().elidedText(seen.detail, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(
            QRectF(words.left(), middle + 2, words.width(), scaled(17 if self._close else 20)), start, detail
        )
        painter.restore()
