"""The panel of the breath on the home page: pace, shape, length, Begin, and the settings behind More."""

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from biofeedback.codes import NoticeCode
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.file import DEFAULT_BREATH
from biofeedback.practice.script.model import Practice
from biofeedback.practice.script.presets import is_very_slow
from ui.desktop.home.breath_settings import BreathSettings, shape_words
from ui.desktop.theme.surfaces import FittedWords, Panel, Pill, Words, explain
from ui.desktop.theme.typeface import MEDIUM, font, scaled
from ui.desktop.widgets.controls.choice_row import ChoiceRow
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.preferences import Preferences
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.lengths import minutes_words

if TYPE_CHECKING:
    from ui.desktop.home.settings_panel import SettingsPanel


_SMALLEST_PACE_PX = 13  # px; a choice: as large as most around it
_FINGER, _EASY = 44, 52  # px, the least heights of Begin in a low window (WCAG 2.5.5 asks for 44) and in any other
_START_WIDE = 360  # px; as much as the panel has within its margins in the smallest window


class BreathPanel(Panel):
    """The breath of the practice.

    ``begin_requested`` is sent when Begin is pressed, ``assess_requested`` when the pace of today is to be looked for
    (with whether in one slide), ``settings_opened`` when More is opened or closed, ``length_chosen`` with the minutes
    when another length is chosen, ``preferred`` with new `Preferences`.
    """

    begin_requested = Signal()
    settings_opened = Signal(bool)
    length_chosen = Signal(int)
    preferred = Signal(object)
    assess_requested = Signal(bool)

    def __init__(self, tokens: Tokens, language: Language, preferences: Preferences) -> None:
        super().__init__(tokens, language.gettext("Breath"))
        self._tokens = tokens
        self._language = language
        self._settings = BreathSettings.of(DEFAULT_BREATH)
        self._preferences = preferences
        self._led = True
        self.start = Words("", font(15), tokens.ink, wrap=True)
        self.pace = FittedWords("", font(19, MEDIUM), tokens.amber, _SMALLEST_PACE_PX)
        self.shape = Words("", font(13), tokens.muted)
        self.today = Pill("", tokens, size_px=12)
        self.today.setAccessibleName(language.gettext("The pace that was easy today"))
        self.today.setFixedHeight(scaled(34))
        self.today.set_presence(0.0)
        self.sentence = Words("", font(13), tokens.amber, wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.slower = Pill("−", tokens, size_px=17)
        self.faster = Pill("+", tokens, size_px=17)
        names = (language.gettext("A little slower"), language.gettext("A little faster"))
        for button, name in zip((self.slower, self.faster), names, strict=True):
            button.setAccessibleName(name)
            explain(button, name)
            button.setFixedSize(scaled(44), scaled(40))
            button.setAutoRepeat(True)
        self.lengths: ChoiceRow | None = None
        self.settings_button = Pill(language.pgettext("settings", "More"), tokens, size_px=13)
        self.settings_button.setFixedHeight(scaled(34))
        self.settings_button.setAccessibleDescription(
            language.gettext("How leading begins, and the shape of the breath")
        )
        self.begin = Pill(language.gettext("Begin"), tokens, main=True, size_px=18)
        self.begin.setMaximumHeight(scaled(66))
        self.begin.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        self.sentence.hide()
        self._refusal = ""
        self._today_per_min: float | None = None
        self._build()
        self.slower.clicked.connect(lambda: self._turn(self._settings.by_pace_step(-1)))
        self.faster.clicked.connect(lambda: self._turn(self._settings.by_pace_step(1)))
        self.today.clicked.connect(self._take_today)
        self.settings_button.clicked.connect(self._open_or_close)
        self.begin.clicked.connect(self.begin_requested)

    @property
    def breaths_per_min(self) -> float:
        """The pace to ease to."""
        return self._settings.pattern.breaths_per_min

    @cached_property
    def settings_panel(self) -> "SettingsPanel":
        """The settings behind More, made when they are first asked for, or soon after the first picture."""
        # The first picture does not wait for what it does not show.
        from ui.desktop.home.settings_panel import SettingsPanel

        panel = SettingsPanel(self._tokens, self._language, self._settings, self._preferences)
        panel.show_settings(self._settings, led=self._led)
        panel.turned.connect(self._turn)
        panel.preferred.connect(self._prefer)
        panel.assess_requested.connect(self.assess_requested)
        return panel

    @cached_property
    def settings_view(self) -> QuietScroll:
        """The settings where they can be scrolled; hidden until More is pressed."""
        view = QuietScroll(self.settings_panel, self._tokens, self._tokens.panel)
        view.hide()
        self._settings_holder.addWidget(view)
        for before, after in pairwise((self.settings_button, *self.settings_panel.stops)):
            self.setTabOrder(before, after)
        return view

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops, in order; the lengths come and go with the practices, the settings come later."""
        made = self.settings_panel.stops if "settings_view" in vars(self) else ()
        return (self.today, self.slower, self.faster, self.begin, self.settings_button, *made)

    @property
    def choice(self) -> BreathChoice:
        """What to begin with; where no breath is led, there is nothing to choose."""
        return self._settings.choice(from_own_pace=self._preferences.attuned) if self._led else BreathChoice()

    def make_ready(self) -> None:
        """Make the settings behind More, so that they open at once."""
        self.settings_view.ensurePolished()

    def offer(self, practice: Practice, minutes: int) -> None:
        """Show the pace and the shape that a practice suggests, and the lengths it comes in."""
        self._led = any(step.pacing in ("lead", "vanish") for step in practice.steps)
        if practice.breath != self._settings.own:
            self._settings = BreathSettings.of(practice.breath)
        self._offer_lengths(practice.minutes, minutes)
        self._show()

    def aim_at(self, breaths_per_min: float) -> None:
        """Ease to this pace, in tenths and within what can be led."""
        self._turn(self._settings.at_pace(breaths_per_min))

    def offer_today(self, breaths_per_min: float | None) -> None:
        """Offer the pace that was found to be easy today, if one was; it is taken up by hand alone."""
        self._today_per_min = breaths_per_min
        self._show()

    def say(self, sentence: str) -> None:
        """Say why it could not begin; an empty sentence takes it back."""
        self._refusal = sentence
        self._show()

    def stand_close(self, *, close: bool) -> None:
        """Stand closer together, for a low window, or as far apart as in the design."""
        self._column.setContentsMargins(26, 6 if close else 14, 22, 10 if close else 18)
        self._column.setSpacing(1 if close else 4)
        self.begin.setMinimumHeight(scaled(_FINGER if close else _EASY))

    def hasHeightForWidth(self) -> bool:
        """Leave it to `minimumSizeHint`; a height for a width would be taken for the least height too."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Return a size that holds everything, however many lines a sentence takes at this width."""
        least = self._column.minimumSize()
        if not self._column.hasHeightForWidth():
            return least
        return QSize(least.width(), self._column.minimumHeightForWidth(max(least.width(), self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _turn(self, settings: BreathSettings | None) -> None:
        if settings is not None:
            self._settings = settings
            self._show()

    def _take_today(self) -> None:
        if self._today_per_min is not None:
            self.aim_at(self._today_per_min)
            self.slower.setFocus()

    def _prefer(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._show()
        self.preferred.emit(preferences)

    def _show(self) -> None:
        pattern, language = self._settings.pattern, self._language
        self.start.setText(self._start_words())
        # It takes a second line where it is longer than the smallest window is wide.
        one_line = self.start.fontMetrics().horizontalAdvance(self.start.text()) + 1
        self.start.setMinimumWidth(min(one_line, _START_WIDE))
        # Translators: beneath "Start where my breath is, then ease to".
        pace = language.gettext("{pace} breaths a minute")
        self.pace.setText(pace.format(pace=language.number(pattern.breaths_per_min, 1)))
        self.shape.setText(shape_words(pattern, language))
        self.slower.setEnabled(self._settings.by_pace_step(-1) is not None)
        self.faster.setEnabled(self._settings.by_pace_step(1) is not None)
        sentence = self._refusal or (self._care(pattern) if self._led else "")
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        for widget in (self.pace, self.slower, self.faster):
            widget.setVisible(self._led)
        self.shape.setVisible(self._led and not sentence)
        self._show_today()
        if "settings_panel" in vars(self):
            self.settings_panel.show_settings(self._settings, led=self._led)

    def _care(self, pattern: BreathPattern) -> str:
        if not is_very_slow(pattern):
            return ""
        # The first picture mostly has nothing to tell of, and does not wait for the words.
        from ui.words.notice_words import notice_sentence

        return notice_sentence(NoticeCode.VERY_SLOW_BREATH, (), self._language)

    def _start_words(self) -> str:
        language = self._language
        if not self._led:
            return language.gettext("Your breath is left alone in this one.")
        if self._preferences.attuned:
            return language.gettext("Start where my breath is, then ease to")
        pace = language.short_number(self._settings.own.start.breaths_per_min)
        return language.gettext("Start at {pace}, then ease to").format(pace=pace)

    def _show_today(self) -> None:
        per_min = self._today_per_min
        offered = self._led and per_min is not None and round(per_min, 1) != round(self.breaths_per_min, 1)
        if offered and per_min is not None:
            pace = self._language.number(per_min, 1)
            self.today.setText(self._language.gettext("Easy today: {pace}").format(pace=pace))
            name = self._language.gettext("Ease to {pace} breaths a minute, which was easy today")
            self.today.setAccessibleName(name.format(pace=pace))
            self.today.updateGeometry()
        self.today.setVisible(offered)

    def _open_or_close(self) -> None:
        opened = self.settings_view.isHidden()
        self.settings_view.setVisible(opened)
        less, more = self._language.pgettext("settings", "Less"), self._language.pgettext("settings", "More")
        self.settings_button.setText(less if opened else more)
        self._column.setStretchFactor(self.begin, 0 if opened else 2)
        self.settings_opened.emit(opened)

    def _offer_lengths(self, offered: tuple[int, ...], minutes: int) -> None:
        if self.lengths is not None and tuple(map(int, self.lengths.buttons)) == offered:
            self.lengths.choose(str(minutes))
            return
        if self.lengths is not None:
            self._column.removeWidget(self.lengths)
            self.lengths.hide()
            self.lengths.deleteLater()
            self.lengths = None
        if len(offered) > 1:
            choices = [(str(each), minutes_words(each, self._language)) for each in offered]
            self.lengths = ChoiceRow(self._language.gettext("Length"), choices, self._tokens, self._language)
            self.lengths.choose(str(minutes))
            self.lengths.chosen.connect(lambda key: self.length_chosen.emit(int(key)))
            self._column.insertWidget(self._lengths_place, self.lengths)
            for before, after in pairwise((self.faster, *self.lengths.buttons.values())):
                self.setTabOrder(before, after)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        self._column = column
        self.stand_close(close=False)
        top = QHBoxLayout()
        top.addWidget(Words(self._language.gettext("Breath"), font(13), self._tokens.muted))
        top.addStretch(1)
        top.addWidget(self.today)
        top.addWidget(self.settings_button)
        column.addLayout(top)
        column.addWidget(self.start)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.pace)
        row.addStretch(1)
        row.addWidget(self.slower)
        row.addWidget(self.faster)
        column.addLayout(row)
        column.addWidget(self.shape)
        column.addSpacing(4)
        self._lengths_place = column.count()
        self._settings_holder = QVBoxLayout()
        column.addLayout(self._settings_holder, 10)
        column.addStretch(1)
        column.addWidget(self.sentence)
        column.addSpacing(4)
        column.addWidget(self.begin, 2)
