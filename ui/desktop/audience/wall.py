"""The wall: light, breath and words of a practice as others see them, in their window and in a small picture of it.

No number, no sensor and no error ever comes here, and nothing that is here takes the pointer.
"""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.desktop.audience.in_turn import in_turn
from ui.desktop.audience.waves import WavesForOthers, WavesView
from ui.desktop.audience.words_area import words_area
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.glow import BREATH_REACH
from ui.desktop.light.others_ring import OthersRing
from ui.desktop.light.petal_names import PetalNames
from ui.desktop.light.petal_places import LIGHT_SHARE
from ui.desktop.light.petals import Petals
from ui.desktop.screens.feed import PracticeFeed
from ui.desktop.widgets.prompt_line import PromptLine, prompt_presence
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.care_words import grounding_words

_FADE_S = 1.2
"""Real seconds in which the light goes to black and comes back: a choice, soft and still at once."""

_LONGEST_STEP_S = 0.1
"""Seconds by which it goes on at most from one picture to the next: a choice, so that no machine that was busy for a
while has the light leap."""

_MARGIN_SHARE = 0.06  # of the width, left and right of the words; a choice: none of them meets an edge
_FOOT_SHARE = 0.03  # of the height, beneath the words; a choice
_IN_LIGHT = 0.165  # of its ring, the letters in the light at most, so that its word lies on it; by eye


class Wall(QObject):
    """What who leads has chosen to be seen there; every picture of the wall follows it.

    Attributes
    ----------
    black : bool
        Whether it is black, or going to be.
    shows_words : bool
        Whether the words of the practice are shown, or the light alone.
    shows_names : bool
        Whether the names of the seats are written on the petals of a room; at the beginning they are not.
    waves : WavesForOthers or None
        What can be shown of a demonstration; ``None`` before its end.
    """

    changed = Signal()
    """Something else is chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.black = False
        self.shows_words = True
        self.waves: WavesForOthers | None = None
        self._waves = QElapsedTimer()  # runs while they are shown
        self._grounding = QElapsedTimer()  # runs while words that ground are shown
        self.shows_names = False

    def toggle_black(self) -> None:
        """Go softly to black, or come back."""
        self.black = not self.black
        self.changed.emit()

    def toggle_words(self) -> None:
        """Show the words of the practice, or the light alone."""
        self.shows_words = not self.shows_words
        self.changed.emit()

    def toggle_grounding(self) -> None:
        """Show words that ground, through the black as well, or those of the practice again."""
        if self.grounds:
            self._grounding.invalidate()
        else:
            self._grounding.start()
            self.black = False
        self.changed.emit()

    def toggle_waves(self) -> None:
        """Show both waves of a demonstration, or the light again; nothing where there are none."""
        if self.shows_waves:
            self._waves.invalidate()
        elif self.waves is not None:
            self._waves.start()
        self.changed.emit()

    @property
    def shows_waves(self) -> bool:
        """Whether both waves of a demonstration are shown."""
        return self._waves.isValid()

    @property
    def shows_waves_for_s(self) -> float:
        """For how long they have been shown, in real seconds."""
        return self._waves.elapsed() / 1000.0

    @property
    def grounds(self) -> bool:
        """Whether words that ground stand in place of those of the practice."""
        return self._grounding.isValid()

    @property
    def grounds_for_s(self) -> float:
        """For how long they have stood there, in real seconds."""
        return self._grounding.elapsed() / 1000.0

    def toggle_names(self) -> None:
        """Write the names of the seats on their petals, or take them away."""
        self.shows_names = not self.shows_names
        self.changed.emit()

    def take_names_away(self) -> None:
        """Let no name be seen any more."""
        if self.shows_names:
            self.toggle_names()


class WallView(QWidget):
    """The wall at whatever size it has: each is the others made smaller or larger.

    Parameters
    ----------
    session : Session
        The practice.
    feed : PracticeFeed
        What all windows on it share.
    wall : Wall
        What is chosen to be seen.
    tokens : Tokens
        The colours of the window.
    language : Language
        The language of the room.
    still_light : bool
        Whether the light keeps its size and breathes with its brightness alone.

    Attributes
    ----------
    light : BreathWidget
        The light.
    petals, names : Petals, PetalNames or None
        Those of a room of people, and the names of its seats.
    words : PromptLine
        The words of the practice, or those that ground.
    """

    def __init__(
        self,
        session: Session,
        feed: PracticeFeed,
        wall: Wall,
        tokens: Tokens,
        language: Language,
        *,
        still_light: bool = False,
    ) -> None:
        super().__init__()
        self._session = session
        self._feed = feed
        self._wall = wall
        self._language = language
        self._grounding = grounding_words(language)
        self._runs = False
        self.setAccessibleName(language.gettext("What the room sees"))
        self.light = BreathWidget(feed.light, language, self, still=still_light)
        self.others = OthersRing(language)
        self.petals = None if feed.room is None else Petals(feed.room, feed.light, language)
        self.names = None if feed.room is None else PetalNames(tokens)
        self.words = PromptLine(tokens, language)
        self._tokens = tokens
        self._waves: WavesView | None = None
        self._black = _Black(black=wall.black)
        for over in (self.others, self.petals, self.names, self.words, self._black):
            if over is not None:
                over.setParent(self)
        feed.follow()
        self.light.framed.connect(self._refresh)
        wall.changed.connect(self._choose)
        self._show_waves()

    def start(self) -> None:
        """Begin to paint."""
        self._runs = True
        self.light.start()
        self._refresh()

    def leave(self) -> None:
        """Stop, and follow no more."""
        if self._runs:
            self._runs = False
            self.light.stop()
            self._feed.leave()

    def _show_waves(self) -> None:
        waves = self._wall.waves
        if self._wall.shows_waves and self._waves is None and waves is not None:
            self._waves = WavesView(waves, self._tokens, self._language)
            self._waves.setParent(self)
            self._waves.stackUnder(self.words)
            self._arrange()
        if self._waves is not None:
            self._waves.setVisible(self._wall.shows_waves)

    def _choose(self) -> None:
        self._show_waves()
        if self._black.wanted != self._wall.black:
            self._black.want(black=self._wall.black)
        self._refresh()

    def _refresh(self) -> None:
        now_s = self._session.clock.now_s()
        view, steps = self._feed.view, self._session.practice.steps
        moment = view.progress.at(now_s)
        self.light.show_step(self._session.practice, moment.step_index, moment.step_share)
        self.light.set_warmth(self._feed.warmth_share)
        if self.petals is None or self.names is None:
            self.others.refresh(now_s, steps[moment.step_index].light.others)
        else:  # whoever sits there is more than a light that stands for others
            self.petals.refresh(now_s)
            self.names.refresh(now_s, self.petals.named, wanted=self._wall.shows_names)
        self._black.go_on()
        if self._wall.grounds:
            self.words.say(*in_turn(self._grounding, self._wall.grounds_for_s))
        elif self._wall.waves is not None and self._wall.shows_waves:
            words = in_turn(self._wall.waves.sentences, self._wall.shows_waves_for_s)
            self.words.say(*(words if self._wall.shows_words else ("", 0.0)))
        elif view.prompt is not None and self._wall.shows_words:
            self.words.say(view.prompt.text, round(prompt_presence(view.prompt, now_s), 2))
        else:
            self.words.say("", 0.0)

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        margin = round(_MARGIN_SHARE * width)
        said = [prompt.text for step in self._session.practice.steps for prompt in step.prompts]
        if self._wall.waves is not None:
            said += self._wall.waves.sentences
        face, letters_px, words_high = words_area((*said, *self._grounding), width - 2 * margin, height)
        words_top = height - words_high - round(_FOOT_SHARE * height)
        self.words.setFont(face)
        self.words.setGeometry(QRect(margin, words_top, width - 2 * margin, words_high))
        for over in (self.light, self.others, self.petals, self.names, self._black):
            if over is not None:
                over.setGeometry(self.rect())
        if self._waves is not None:
            self._waves.setGeometry(self.rect())
            self._waves.arrange(QRect(margin, margin // 2, width - 2 * margin, words_top - margin), face)
        centre, ring = QPointF(width / 2, words_top / 2), min(words_top / (2 * BREATH_REACH), 0.36 * width)
        self.light.words_px = min(letters_px, round(_IN_LIGHT * ring))
        if self.petals is not None and self.names is not None:
            self.petals.set_circle(centre, BREATH_REACH * ring)
            above = QRectF(0.0, 0.0, width, words_top)
            self.names.set_letters(letters_px, BREATH_REACH * ring, above, self.petals.named)
            ring *= BREATH_REACH * LIGHT_SHARE
        for around in (self.light, self.others):
            around.set_circle(centre, ring)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        self._arrange()
        super().resizeEvent(event)


class _Black(QWidget):
    """Black over everything, which comes and goes softly."""

    def __init__(self, *, black: bool) -> None:
        super().__init__()
        self.wanted = black
        self._share = 1.0 if black else 0.0
        self._since = QElapsedTimer()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if not black:
            self.hide()

    def want(self, *, black: bool) -> None:
        """Go to black from now on, or away from it."""
        self.wanted = black
        self._since.start()

    def go_on(self) -> None:
        """Move on to now."""
        if not self._since.isValid():
            return
        step = min(_LONGEST_STEP_S, self._since.restart() / 1000.0) / _FADE_S
        self._share = min(1.0, self._share + step) if self.wanted else max(0.0, self._share - step)
        self.setVisible(self._share > 0.0)
        self.update()
        if self._share == (1.0 if self.wanted else 0.0):
            self._since.invalidate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as strongly as it is there."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(0, 0, 0, round(255 * self._share)))
