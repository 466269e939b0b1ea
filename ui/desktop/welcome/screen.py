"""Welcomes whoever starts Soften for the first time: a few words over the light at rest, then two breaths with it.

It can be left at any moment, takes less than a minute, and is not shown again by itself.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.clock import Clock
from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import BreathPlan
from ui.desktop.keys import WELCOME, bind
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.light_state import LightState
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import LIGHT, font, scaled
from ui.desktop.welcome.place_dots import PlaceDots
from ui.desktop.welcome.words import after_the_breaths, welcome_pages
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.controls.switch import Switch
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language

BREATHS = 2
"""How many breaths are led at the end; a choice: one is over before one has noticed, three are a practice."""

IN_S, OUT_S = 4.0, 6.0
"""Seconds of the led in-breath and out-breath: six breaths a minute, at which most practices arrive."""

_BEFORE_S = 1.5  # seconds from the last page to its first breath; a choice: long enough to see the light at rest
_WIDEST = 560  # px of a line of words; a choice: about 70 characters
_LOW, _LOWEST = 560, 470  # px; in a lower window letters are smaller, in the lowest ones the light is; choices by eye


class _Shares(NamedTuple):
    """Where the light is, how large its ring is, and where the words begin, as shares of the height: by eye."""

    middle: float
    ring: float
    words: float


_USUAL, _CLOSE = _Shares(0.30, 0.19, 0.55), _Shares(0.23, 0.15, 0.42)
"""Shares of the height, the second for the lowest windows: choices by eye."""


class WelcomeScreen(QWidget):
    """The welcome; ``left`` is sent when it was seen or skipped.

    Parameters
    ----------
    clock : Clock
        The time by which the breaths are led.
    still_light : bool
        Whether the light keeps its size, as it is now; `still_light` tells what the person chose.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    help_name = "welcome"

    left = Signal()

    def __init__(self, clock: Clock, tokens: Tokens, language: Language, *, still_light: bool) -> None:
        super().__init__()
        self._clock, self._tokens, self._language = clock, tokens, language
        self._pages = welcome_pages(language)
        self._plan = BreathPlan()
        self._ends_s: float | None = None
        self.page = 0
        self.setAccessibleName(language.gettext("Welcome"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.still = Switch(language.gettext("The light keeps its size"), tokens)
        self.still.setAccessibleDescription(language.gettext("Less motion: it breathes with its brightness alone"))
        self.still.setChecked(still_light)
        self.still.toggled.connect(self._make_light)
        self.title = Words("", font(30, LIGHT), tokens.ink, wrap=True)
        self.lines = [Words("", font(17), tokens.ink if row == 0 else tokens.muted, wrap=True) for row in range(2)]
        self.dots = PlaceDots(len(self._pages), tokens, language)
        self.go_on = Pill("", tokens, main=True)
        self.skip = Pill(language.gettext("Skip"), tokens)
        self.skip.set_presence(0.0)
        self.light: BreathWidget | None = None
        self._build()
        self._make_light()
        self.go_on.clicked.connect(self._next)
        self.skip.clicked.connect(self.left)
        bind(
            self,
            WELCOME,
            {
                KeyUse.CONTINUE: self._press,
                KeyUse.PAGE_ON: self._next,
                KeyUse.PAGE_BACK: lambda: self.show_page(self.page - 1),
                KeyUse.SKIP: self.left.emit,
            },
        )
        self.show_page(0)

    @property
    def still_light(self) -> bool:
        """Whether the light is to keep its size."""
        return self.still.isChecked()

    def show_page(self, page: int) -> None:
        """Show a page; the last one begins to lead."""
        if not 0 <= page < len(self._pages):
            return
        self.page = page
        title, lines = self._pages[page]
        self.title.setText(title)
        for words, text in zip(self.lines, (*lines, ""), strict=False):
            words.setText(text)
        self.still.setVisible(page == len(self._pages) - 2)
        self.dots.show_place(page)
        last = page == len(self._pages) - 1
        self.go_on.setText(self._language.gettext("Come in") if last else self._language.gettext("Go on"))
        self.go_on.setAccessibleDescription(" ".join((title, *lines)))
        self.go_on.updateGeometry()
        # At the end there is nothing left to skip but the breath, and the way in does that.
        self.skip.setHidden(last)
        self.go_on.setFocus()
        announce(self, " ".join((title, *lines)))
        self._lead(leads=last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the light above the words, and keep these in the middle."""
        super().resizeEvent(event)
        side = max(32, (self.width() - scaled(_WIDEST)) // 2)
        self._column.setContentsMargins(
            side, round(self._shares.words * self.height()), side, max(14, self.height() // 22)
        )
        low = self.height() < scaled(_LOW)
        self._column.setSpacing(4 if low else 10)
        self.title.setFont(font(24 if low else 30, LIGHT))
        for words in self.lines:
            words.setFont(font(15 if low else 17))
        self._place_light()

    def stop(self) -> None:
        """Stop leading."""
        self._lead(leads=False)

    def _press(self) -> None:
        focused = self.focusWidget()
        if focused is self.still or focused is self.skip:
            focused.click()
        else:
            self._next()

    def _next(self) -> None:
        if self.page == len(self._pages) - 1:
            self.left.emit()
        else:
            self.show_page(self.page + 1)

    def _lead(self, *, leads: bool) -> None:
        if self.light is None or leads == (self._ends_s is not None):
            return
        if not leads:
            self.light.stop()
            self._ends_s = None
            return
        begins_s = self._clock.now_s() + _BEFORE_S
        for breath in range(BREATHS):
            t_s = begins_s + breath * (IN_S + OUT_S)
            self._plan.apply(BreathPlanned(t_s=t_s, in_s=IN_S, hold_in_s=0.0, out_s=OUT_S, hold_out_s=0.0))
        self._ends_s = begins_s + BREATHS * (IN_S + OUT_S)
        self.light.start()

    def _follow(self) -> None:
        if self._ends_s is not None and self._clock.now_s() >= self._ends_s:
            said = after_the_breaths(self._language)
            self.lines[1].setText(said)
            announce(self, said)
            # The light stays as it is now: at rest.
            self._lead(leads=False)

    def _make_light(self) -> None:
        """Make the light anew, since it is still or moving from its making on."""
        before, self.light = self.light, None
        self.light = BreathWidget(
            LightState(self._plan, self._clock, self._tokens, self._language),
            self._language,
            self,
            still=self.still_light,
        )
        self.light.framed.connect(self._follow)
        self.light.lower()
        self._place_light()
        self.light.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _place_light(self) -> None:
        if self.light is not None:
            self.light.setGeometry(self.rect())
            middle = QPointF(self.width() / 2, self._shares.middle * self.height())
            self.light.set_circle(middle, self._shares.ring * self.height())

    @property
    def _shares(self) -> _Shares:
        return _CLOSE if self.height() < scaled(_LOWEST if scaled(100) == 100 else _LOW) else _USUAL

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self.title)
        for words in self.lines:
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(words)
        self._column.addWidget(self.still)
        self._column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.dots)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.go_on)
        self._column.addLayout(row)
        self.setTabOrder(self.still, self.go_on)
        self.setTabOrder(self.go_on, self.skip)
