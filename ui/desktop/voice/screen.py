"""The page on which somebody reads out the words of a practice: one key a take, then it is heard."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from biofeedback.practice.script.model import Practice
from ui.desktop.keys import VOICE, bind
from ui.desktop.screens.reading import QuietPage
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import LIGHT, font
from ui.desktop.voice.level_bar import LevelBar
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.flow_row import FlowRow
from ui.sound.takes.reading import Reading, ReadingState
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.voice_words import invitation, place_words, state_words, take_button, what_is_kept

_LOOK_MS = 50  # between two looks at level and loudspeaker: a choice, calm and still alive


class VoiceScreen(QuietPage):
    """The page; ``left`` is sent when the person leaves it.

    Parameters
    ----------
    practice : Practice
        Whose words are read out.
    reading : Reading
        The words with their takes; microphone and loudspeaker are let go when the page is hidden.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    help_name = "voice"

    def __init__(self, practice: Practice, reading: Reading, tokens: Tokens, language: Language) -> None:
        title = language.gettext("Your voice in {title}").format(title=practice.title)
        super().__init__(title, tokens, language)
        self.reading = reading
        self.place = Words("", font(13), tokens.muted)
        self.invitation = Words(invitation(language), font(14), tokens.muted, wrap=True)
        self.words = Words("", font(24, LIGHT), tokens.ink, wrap=True)
        self.bar = LevelBar(tokens, language.gettext("How loud the microphone hears"))
        self.state = Words("", font(14), tokens.ink, wrap=True)
        self.kept = Words(what_is_kept(language), font(12), tokens.muted, wrap=True)
        self.take = Pill("", tokens, main=True, size_px=16)
        self.listen = Pill(language.gettext("Listen"), tokens, size_px=14)
        self.before = Pill(language.gettext("Words before"), tokens, size_px=14)
        self.after = Pill(language.gettext("Next words"), tokens, size_px=14)
        self.forget = Pill(language.gettext("Delete the take"), tokens, size_px=14)
        self.back = self.back_button()
        self._build()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._said = ""
        self._show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the one key of a take."""
        super().focusInEvent(event)
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let microphone and loudspeaker go; a take that was being made is not kept."""
        super().hideEvent(event)
        self.reading.close()
        self._show()

    def _build(self) -> None:
        panel = Panel(self._tokens, self._language.gettext("The words to read"))
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(24, 18, 24, 20)
        inside.setSpacing(12)
        inside.addWidget(self.place)
        inside.addWidget(self.words)
        inside.addWidget(self.bar)
        inside.addWidget(self.state)
        others = FlowRow()
        for pill in (self.before, self.after, self.forget):
            others.add(pill)
        for widget in (panel, others, self.invitation, self.kept):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        # In the foot, what is pressed again and again stays in reach, and the words in sight.
        self.foot.addWidget(self.take)
        self.foot.addWidget(self.listen)
        self.foot.addStretch(1)

    def _connect(self) -> None:
        self.take.clicked.connect(lambda: self._do(self.reading.press))
        self.listen.clicked.connect(lambda: self._do(self.reading.listen))
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        self.forget.clicked.connect(lambda: self._do(self.reading.forget))
        stops: tuple[QWidget, ...] = (self.take, self.listen, self.before, self.after, self.forget, self.back)
        for earlier, later in pairwise(stops):
            QWidget.setTabOrder(earlier, later)
        acts = {
            KeyUse.TAKE: self.take.click,
            KeyUse.LISTEN: self.listen.click,
            KeyUse.PAGE_BACK: self.before.click,
            KeyUse.PAGE_ON: self.after.click,
            KeyUse.FORGET: self.forget.click,
        }
        bind(self, VOICE, acts)

    def _go(self, step: int) -> None:
        self.reading.go(step)
        self._show()
        announce(self, self.reading.text)

    def _do(self, request: Callable[[], None]) -> None:
        request()
        self._show()
        if not self.forget.isEnabled() or not self.listen.isEnabled():
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)  # whatever had it may not be there to press

    def _look(self) -> None:
        before = self.reading.state
        self.reading.look()
        self.bar.show_level(self.reading.level)
        if self.reading.state is not before:
            self._show()

    def _show(self) -> None:
        reading, language = self.reading, self._language
        taking = reading.state is ReadingState.TAKING
        self.place.setText(place_words(reading, language))
        self.words.setText(reading.text)
        said = state_words(reading, language)
        if said != self._said:
            self._said = said
            self.state.setText(said)
            announce(self, said)
        self.take.setText(take_button(reading, language))
        self.take.updateGeometry()
        self.listen.setEnabled(reading.taken and not taking)
        self.forget.setEnabled(reading.taken and not taking)
        self.before.setEnabled(reading.index > 0)
        self.after.setEnabled(reading.index < len(reading.words) - 1)
        if not taking:
            self.bar.empty()
        if reading.state is ReadingState.WAITING:
            self._timer.stop()
        else:
            self._timer.start()
