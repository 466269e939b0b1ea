"""The settings: the subjects at the side, and the page of one of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.settings.end import EndPage
from ui.desktop.settings.kept import KeptPage
from ui.desktop.settings.languages import LanguagesPage
from ui.desktop.settings.live import LivePage
from ui.desktop.settings.looks import LooksPage
from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.settings.places import PlacesPage
from ui.desktop.settings.seals import SealsPage
from ui.desktop.settings.sensors import SensorsPage
from ui.desktop.settings.sounds import SoundsPage
from ui.desktop.theme.enter_button import EnterButton
from ui.desktop.theme.surfaces import Panel, Pill, Words, at_start, mirrored
from ui.desktop.theme.typeface import LIGHT, fitting, font, scaled
from ui.desktop.widgets.controls.shape import make_checkable
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language

_NARROW = 700  # px, below which the page has the whole width and the subjects lie above it; a choice by eye
_SIDE = 220  # px, the width of the subjects, as in the design
_ROW, _LOW_ROW = 44, 36  # px, the height of a subject, and in a low window; the former is WCAG 2.5.5's
_LOW = 600  # px, below which all stands closer; a choice by eye
_TITLE_PX, _LOW_TITLE_PX = 34, 24  # px of the title; as in the design, and in a low window


class SettingsScreen(QWidget):
    """The settings.

    ``preferred`` carries new `Preferences`, ``left`` is sent when the person goes back, ``emptied`` when everything was
    deleted.

    Parameters
    ----------
    setting : Setting
        What every page knows.
    subject : str
        The page to begin with, a key of `pages`.
    """

    preferred = Signal(object)
    help_name = "settings"

    left = Signal()
    emptied = Signal()
    people_requested = Signal()
    """The person asks for the page of those who practise here."""

    def __init__(self, setting: Setting, subject: str = "") -> None:
        super().__init__()
        language, tokens = setting.language, setting.tokens
        self.setAccessibleName(language.gettext("Settings"))
        self.pages: dict[str, SettingsPage] = {}
        self.subjects: dict[str, QAbstractButton] = {}
        self.title = Words(language.gettext("As you like it"), font(_TITLE_PX, LIGHT), tokens.ink, wrap=True)
        self.back = Pill(language.gettext("Back"), tokens, size_px=14)
        self.back.clicked.connect(self.left)
        self.said = Words("", font(14), tokens.rose, wrap=True)
        self.said.hide()
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._setting = setting
        self._names = _subject_names(language)
        for key, name in self._names.items():
            button = _Subject(name, tokens)
            button.toggled.connect(self._shower(key))
            self._group.addButton(button)
            self.subjects[key] = button
        self._build(tokens)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.left.emit})
        self.show_subject(subject if subject in self.subjects else next(iter(self.subjects)))

    @property
    def subject(self) -> str:
        """The key of the page that is shown."""
        return next(key for key, button in self.subjects.items() if button.isChecked())

    @property
    def page(self) -> SettingsPage:
        """The page that is shown."""
        return self.pages[self.subject]

    def show_subject(self, subject: str) -> None:
        """Show a page."""
        self.subjects[subject].setChecked(True)

    def say(self, sentence: str) -> None:
        """Say what could not be kept; an empty sentence takes it back."""
        self.said.setText(sentence)
        self.said.setHidden(not sentence)

    def focus_on(self, place: int) -> None:
        """Give the focus to the widget at a place among those where the keyboard stops; to the subject at none."""
        stops = self._stops()
        (stops[place] if 0 <= place < len(stops) else self.subjects[self.subject]).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def focus_place(self) -> int:
        """Return the place of what has the focus, for `focus_on`."""
        focused = self.focusWidget()
        stops = self._stops()
        return stops.index(focused) if focused in stops else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the proportions of the design; in a narrow window the subjects lie above."""
        super().resizeEvent(event)
        wide, low = self.width(), self.height() < scaled(_LOW)
        narrow = wide < scaled(_NARROW)
        side = max(16, min(round(0.039 * wide), 96))
        self._outer.setContentsMargins(side, 10 if low else scaled(32), side, 10 if low else scaled(32))
        self._outer.setSpacing(6 if low else scaled(20))
        self.title.setFont(font(_LOW_TITLE_PX if low else _TITLE_PX, LIGHT))
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(8 if narrow else scaled(28))
        self._inner.setContentsMargins(*((scaled(12), 4) * 2 if low or narrow else (scaled(34), scaled(20)) * 2))
        for button in self.subjects.values():
            button.setFixedHeight(scaled(_LOW_ROW if low else _ROW))
        self._list.setMaximumHeight(scaled(_LOW_ROW) * 2 if narrow else _UNBOUNDED)
        self._list.setFixedWidth(wide - 2 * side if narrow else scaled(_SIDE))

    def _stops(self) -> list[QWidget]:
        inside = self.page.findChildren(QWidget)
        return [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.isHidden()]

    def _shower(self, key: str) -> Callable[[bool], None]:
        def show(checked: bool) -> None:
            button = self.subjects[key]
            # The keyboard stops once in the list, at the subject that is shown; the arrows go on from there.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus)
            if checked:
                self._stack.setCurrentWidget(self._view_of(key))

        return show

    def _view_of(self, key: str) -> QWidget:
        if key not in self.pages:
            page = _PAGES[key](self._setting, self._names[key])
            page.preferred.connect(self.preferred)
            if isinstance(page, EndPage):
                page.emptied.connect(self.emptied)
            if isinstance(page, KeptPage):
                page.people_requested.connect(self.people_requested)
            page.column.addStretch(1)
            self.pages[key] = page
            tokens = self._setting.tokens
            self._views[key] = QuietScroll(page, tokens, tokens.panel)
            self._stack.addWidget(self._views[key])
        return self._views[key]

    def _build(self, tokens: Tokens) -> None:
        self._views: dict[str, QWidget] = {}
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        subjects = QWidget()
        column = QVBoxLayout(subjects)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for button in self.subjects.values():
            column.addWidget(button)
        column.addStretch(1)
        self._list = QuietScroll(subjects, tokens, tokens.background)
        panel = Panel(tokens, "")
        self._inner = QVBoxLayout(panel)
        self._inner.addWidget(self.said)
        self._inner.addWidget(self._stack, 1)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addWidget(self._list)
        self._middle.addWidget(panel, 1)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(top)
        self._outer.addLayout(self._middle, 1)
        for before, after in pairwise((*self.subjects.values(), self._stack, self.back)):
            QWidget.setTabOrder(before, after)


class _Subject(EnterButton):
    """A subject at the side."""

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        make_checkable(self, name, font(15), QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIDE), scaled(_ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, on = self._tokens, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = self.rect().toRectF().adjusted(1.5, 1.5, -1.5, -1.5)
            if on or self.underMouse():
                painter.setBrush(QColor(colours.chosen if on else colours.panel))
                line = colours.amber if self.hasFocus() else colours.honey
                painter.setPen(QPen(QColor(line), 2.0 if self.hasFocus() else 1.0) if on else Qt.PenStyle.NoPen)
                painter.drawRoundedRect(area, 10, 10)
            words = mirrored(self, area.adjusted(14, 0, -10, 0))
            painter.setFont(fitting(self.text(), words.width(), self.font(), 11))
            painter.setPen(QColor(colours.ink if on or self.underMouse() else colours.muted))
            painter.drawText(words, at_start(right_to_left=self.isRightToLeft()), self.text())


_UNBOUNDED = 16_777_215  # px: QWIDGETSIZE_MAX, which Qt takes for no bound

_PAGES: dict[str, Callable[[Setting, str], SettingsPage]] = {
    "looks": LooksPage,
    "sounds": SoundsPage,
    "sensors": SensorsPage,
    "languages": LanguagesPage,
    "places": PlacesPage,
    "kept": KeptPage,
    "seals": SealsPage,
    "live": LivePage,
    "end": EndPage,
}


def _subject_names(language: Language) -> dict[str, str]:
    """Return what each page is called, in their order."""
    return {
        "looks": language.pgettext("settings", "How it looks"),
        "sounds": language.pgettext("settings", "How it sounds"),
        "sensors": language.pgettext("settings", "Sensors"),
        "languages": language.pgettext("settings", "Language"),
        "places": language.pgettext("settings", "Where it is kept"),
        "kept": language.pgettext("settings", "What is kept"),
        "seals": language.pgettext("settings", "Privacy"),
        "live": language.pgettext("settings", "Live, for research"),
        "end": language.pgettext("settings", "Delete everything"),
    }
