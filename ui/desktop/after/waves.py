"""The end of a demonstration: both waves side by side, told in three sentences, with numbers when asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.sensors import SIMULATED_HEART
from biofeedback.signals.coupling.two_waves import TwoWaves
from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.screens.feed import PracticeFeed
from ui.desktop.screens.practice_keys import WAVES
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import LIGHT, font
from ui.desktop.widgets.give_to import GiveTo
from ui.desktop.widgets.waves_picture import WavesPicture
from ui.people import People
from ui.session import Session
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.rooms.demonstration_words import facts_line, waves_sentences
from ui.words.sensors.sensor_words import sensor_name

_LOW = 560  # px; in a lower window all stands closer, in smaller letters; a choice by eye


class WavesScreen(QWidget):
    """Both waves; they stay until they are left. Others see them when that is asked for, and never a number.

    Parameters
    ----------
    waves : TwoWaves
        What was heard.
    session : Session
        The demonstration.
    feed : PracticeFeed
        What the windows on it share.
    people : People
        Those who practise here.
    error_message : str
        One sentence when the recording is not whole, else empty.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    help_name = "waves"

    home_requested = Signal()
    """The person asks to go back to the first screen."""

    audience_requested = Signal()
    """The person asks to show it to others, or to end that."""

    waves_requested = Signal()
    """The person asks to show both waves to others, or the light again."""

    own_words = ()
    """Nothing is written here."""

    def __init__(
        self,
        waves: TwoWaves,
        session: Session,
        feed: PracticeFeed,
        people: People,
        error_message: str,
        tokens: Tokens,
        language: Language,
    ) -> None:
        super().__init__()
        self.session, self.feed = session, feed
        self.waves, self._tokens, self._language = waves, tokens, language
        self._simulated = session.simulated or feed.view.heart.simulated
        self._listened = feed.view.listened
        self._follows = True
        feed.follow()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(session.practice.title)
        self.title = Words(session.practice.title, font(24, LIGHT), tokens.ink)
        self.picture = WavesPicture(waves, tokens, language, label=self.label, shows_heart=self._listened)
        self.lines = [Words(line, font(19, LIGHT), tokens.ink, wrap=True) for line in self.sentences(numbers=False)]
        self.facts = Words(facts_line(waves, language), font(14), tokens.muted, wrap=True)
        self.facts.hide()
        self.error_message = Words(error_message, font(14), tokens.rose, wrap=True)
        self.error_message.setHidden(not error_message)
        self.home = Pill(language.gettext("Back home"), tokens, main=True)
        self.numbers = Pill("", tokens, size_px=14)
        self.others = Pill("", tokens, size_px=14)
        self.give = GiveTo(people, session.path, tokens, language)
        self.home.clicked.connect(self.home_requested)
        self.numbers.clicked.connect(self.toggle_numbers)
        self.others.clicked.connect(self.waves_requested)
        self.show_others(there=False, waves=False)
        self._build()
        self._numbers = True
        self.toggle_numbers()
        acts = {
            KeyUse.DETAILS: self.toggle_numbers,
            KeyUse.AUDIENCE: self.audience_requested.emit,
        }
        bind(self, WAVES, acts)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.home_requested.emit})

    @property
    def label(self) -> str:
        """What the picture says plainly of its heart; empty for one that is somebody's."""
        return sensor_name(SIMULATED_HEART.label, self._language, simulated=True) if self._simulated else ""

    @property
    def tells(self) -> bool:
        """Whether anything can be told of the heart; else others are not shown it."""
        return self.waves.known

    def sentences(self, *, numbers: bool) -> tuple[str, str, str]:
        """Return what is told, with numbers or without."""
        return waves_sentences(
            self.waves, self._language, listened=self._listened, simulated=self._simulated, numbers=numbers
        )

    def toggle_numbers(self) -> None:
        """Tell it with numbers, or without."""
        self._numbers = not self._numbers
        for line, sentence in zip(self.lines, self.sentences(numbers=self._numbers), strict=True):
            line.setText(sentence)
        self.picture.show_numbers(shown=self._numbers)
        self.picture.setAccessibleDescription(" ".join(line.text() for line in self.lines))
        self.facts.setVisible(self._numbers and bool(self.facts.text()))
        words = self._language.gettext("Without numbers") if self._numbers else self._language.gettext("With numbers")
        self.numbers.setText(words)
        self.numbers.updateGeometry()

    def show_others(self, *, there: bool, waves: bool) -> None:
        """Take in whether others look on, and whether they see both waves."""
        words = self._language.gettext("Show others the light") if waves else self._language.gettext("Show others this")
        self.others.setText(words)
        self.others.updateGeometry()
        self.others.setHidden(not there)

    def show_error(self, error_message: str) -> None:
        """Say why the recording is not whole."""
        self.error_message.setText(error_message)
        self.error_message.setVisible(bool(error_message))

    def leave(self) -> None:
        """Follow the session no more."""
        if self._follows:
            self._follows = False
            self.feed.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins in proportion; in a low window all stands closer."""
        low = self.height() < _LOW
        side, over = max(24, min(round(0.039 * self.width()), 96)), 10 if low else 30
        self._column.setContentsMargins(side, over, side, over)
        self._column.setSpacing(4 if low else 12)
        for line in self.lines:
            line.setFont(font(15 if low else 19, LIGHT))
        super().resizeEvent(event)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.picture, 1)
        for line in (*self.lines, self.facts, self.error_message):
            self._column.addWidget(line)
        row = QHBoxLayout()
        for each in (self.home, self.numbers, self.others):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addWidget(self.give, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
