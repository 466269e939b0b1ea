"""The practice screen: the light, one line of words, the heart, and numbers on request.

It lets its feed read the session on a timer of the main thread, and paints what the view model then holds. Every
request goes to the session, and what comes of it arrives as an event.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from biofeedback.requests import TogglePauseSteps
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.hand import Hand
from ui.desktop.light.inner_parts_ring import InnerPartsRing
from ui.desktop.light.others_ring import OthersRing
from ui.desktop.light.petals import Petals
from ui.desktop.screens.feed import PracticeFeed
from ui.desktop.screens.pause_button import PauseButton
from ui.desktop.screens.practice_answers import PracticeAnswers
from ui.desktop.screens.practice_arrangement import PracticeArrangement
from ui.desktop.screens.practice_keys import add_keys
from ui.desktop.screens.practice_lines import PracticeLines
from ui.desktop.screens.ribbon import Ribbon
from ui.desktop.widgets.announce import Announcements
from ui.desktop.widgets.answer_line import AnswerLine
from ui.desktop.widgets.prompt_line import PromptLine, prompt_presence
from ui.desktop.widgets.step_bar import StepBar
from ui.session import Session
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.practice_words import pause_steps_label

if TYPE_CHECKING:
    from ui.desktop.screens.details import Details, DetailsWithoutHeart

_READ_LATEST_MS = 50  # between two looks into the inbox where no frame comes; a choice: as soon as it is noticed
_PLOT_MS = 100  # between two drawings of plots and texts; a choice: ten a second look alive at little cost
_PLOT_LATEST_MS = 150  # between two drawings where no frame comes; a choice: half as long again as with frames


class PracticeScreen(QWidget):
    """A running practice.

    Parameters
    ----------
    session : Session
        The practice to show.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    from_own_pace : bool
        Whether the person may show by hand where leading begins.
    still_light : bool
        Whether the light keeps its size and breathes with its brightness alone.
    feed : PracticeFeed or None
        What a window shares with others that show the same session; ``None`` follows it alone.
    """

    help_name = "practice"

    ended = Signal()
    """The practice came to its end."""

    full_screen_requested = Signal()
    """The person asks to switch full screen on or off."""

    audience_requested = Signal()
    """The person asks to show the practice to others, or to end that."""

    prompted = Signal(str)
    """These words were shown while sound is not muted."""

    def __init__(
        self,
        session: Session,
        tokens: Tokens,
        language: Language,
        *,
        from_own_pace: bool = True,
        still_light: bool = False,
        feed: PracticeFeed | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.feed = PracticeFeed(session, tokens, language, self) if feed is None else feed
        self.feed.follow()
        self.view = self.feed.view
        self._tokens = tokens
        self._language = language
        self._from_own_pace = from_own_pace
        self._others_look_on = False  # then the key of the hand is one for their wall
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(language.gettext("Practice: {title}").format(title=session.practice.title))

        self.light = BreathWidget(self.feed.light, language, self, still=still_light)
        if feed is None:
            self.light.show_step(session.practice, 0, 0.0)
        self.inner_parts_ring = InnerPartsRing(self.view.inner_parts, tokens, language)
        self.others = OthersRing(language)
        self.petals = None if self.feed.room is None else Petals(self.feed.room, self.feed.light, language)
        self.steps = StepBar(session.practice.steps, tokens, language)
        self.lines = PracticeLines(session, self.view, tokens, language)
        self.prompt = PromptLine(tokens, language)
        self.answer = AnswerLine(tokens)
        self._answers = PracticeAnswers(session, self.feed, language)
        self.ribbon = Ribbon(self.feed.ribbon, tokens, language)
        self.pause_steps = PauseButton(tokens, language, in_assessment=session.practice.assesses)
        self.details: Details | DetailsWithoutHeart | None = None
        placed = self._placed()
        petals = () if self.petals is None else (self.petals,)
        for widget in (self.others, *petals, self.inner_parts_ring, *placed.values()):
            widget.setParent(self)
            widget.setMouseTracking(True)
        rings = (self.inner_parts_ring, self.others)
        self._arrangement = PracticeArrangement(self, self.lines, self.prompt, placed, self.light, rings, self.petals)
        self.setMouseTracking(True)
        self.light.setMouseTracking(True)
        self.pause_steps.clicked.connect(lambda: session.request(TogglePauseSteps()))
        self.answer.taken_up.connect(self._answers.take_up)
        add_keys(self, self.feed.request, self._own_keys(), self.pause_steps.wake)
        self.hand = Hand(self, session, lambda: self.accepts_hand)

        self._drawn = 0
        self._fades_next = False
        self._moment = self.view.progress.at(session.clock.now_s())
        self._told = Announcements(self)
        self._reading = QTimer(self, interval=_READ_LATEST_MS)
        self._reading.timeout.connect(self.read)
        self.light.framed.connect(self._read_with_frame)
        self.feed.prompted.connect(self.prompted)

    @property
    def details_open(self) -> bool:
        """Whether the numbers are shown."""
        return self.details is not None and not self.details.isHidden()

    def start(self) -> None:
        """Begin to read and to paint."""
        self._reading.start()
        self.light.start()
        self.pause_steps.begin()
        self.read()

    def stop(self) -> None:
        """Stop reading and painting."""
        self.hand.let_go()
        self._reading.stop()
        self.light.stop()

    def leave(self) -> None:
        """Stop, and take in no more; for a window that is closed while the practice goes on."""
        self.stop()
        self.feed.leave()

    def read(self) -> None:
        """Take everything that arrived and draw it once."""
        self.feed.read()
        self._draw(_PLOT_LATEST_MS)

    def _read_with_frame(self) -> None:
        """Draw with the frames of the light, so that the window is painted once, and wakes for nothing else.

        What fades goes on with every other frame, and the rest with the plots.
        """
        if not self._reading.isActive():
            return
        # What came since the frame before, a heartbeat for one, is painted with this one.
        self.feed.read()
        self._fades_next = not self._fades_next
        if self.feed.draws(_PLOT_MS) != self._drawn:
            self._reading.start()
            self._draw(_PLOT_MS)
        elif self._fades_next:
            self._reading.start()
            self._fade(self.session.clock.now_s())

    def _draw(self, plots_after_ms: int) -> None:
        now_s = self.session.clock.now_s()
        moment = self._moment = self.view.progress.at(now_s)
        self.light.show_step(self.session.practice, moment.step_index, moment.step_share)
        self.light.set_warmth(self.feed.warmth_share)
        self._fade(now_s)
        self._told.tell("step", self.session.practice.steps[moment.step_index].title)
        self._told.tell("words", self.view.prompt.text if self.view.prompt else "")
        if self.feed.draws(plots_after_ms) != self._drawn:
            self._refresh(self.feed.drawing_s)
        if self.view.ended:
            self.stop()
            self.ended.emit()

    def _fade(self, now_s: float) -> None:
        """Go on with what comes and goes: small lights, words, the button."""
        others = self.session.practice.steps[self._moment.step_index].light.others
        if self.petals is None:
            self.others.refresh(now_s, others)
        else:
            self.petals.refresh(now_s)
        self.inner_parts_ring.refresh(now_s)
        prompt = self.view.prompt
        self.prompt.say(prompt.text if prompt else "", round(prompt_presence(prompt, now_s), 2))
        self.pause_steps.fade(waiting=self._moment.waiting is not None)

    @property
    def accepts_hand(self) -> bool:
        """Whether the person may show their breath by hand now."""
        return self._from_own_pace and self.waiting is None and self.view.accepts_hand

    def take_onlookers(self, there: bool) -> None:
        """Take in whether others look on from now on."""
        self._others_look_on = there

    def toggle_details(self) -> None:
        """Show the numbers, or hide them; there are none where nobody is to see them."""
        if not self.session.practice.shows_numbers:
            return
        if self.details is None:
            # Late: numpy and pyqtgraph are not needed before somebody asks for numbers.
            from ui.desktop.screens.details import details_of

            self.details = details_of(self.view, self.session, self._tokens, self._language)
            self.details.setParent(self)
            self.details.setMouseTracking(True)
            self.details.show()
        else:
            self.details.setVisible(self.details.isHidden())
        self.arrange()
        self._refresh(self.session.clock.now_s())

    def arrange(self) -> None:
        """Put everything into its place, when sizes that places follow from are others."""
        self._arrangement.arrange(self.details if self.details_open else None)

    def _placed(self) -> dict[str, QWidget]:
        """Return what the layout has a place for, by the name of the place, from the back to the front."""
        lines = self.lines
        return {
            "steps": self.steps,
            "prompt": self.prompt,
            "ribbon": self.ribbon,
            "pause_steps": self.pause_steps,
            "title": lines.title,
            "left": lines.left,
            "answer": self.answer,
            "heart_legend": lines.heart_legend,
            "breath_legend": lines.breath_legend,
            "hints": lines.hints,
            "status": lines.status,
        }

    def _own_keys(self) -> dict[KeyUse, Callable[[], None]]:
        return {
            KeyUse.TAKE_UP: self._answers.take_up,
            KeyUse.DETAILS: self.toggle_details,
            KeyUse.FULL_SCREEN: self.full_screen_requested.emit,
            KeyUse.AUDIENCE: self.audience_requested.emit,
        }

    @property
    def waiting(self) -> str | None:
        """How the practice is paused now: ``pause`` or ``rest``; ``None`` while it goes on."""
        return self.view.progress.at(self.session.clock.now_s()).waiting

    def _refresh(self, now_s: float) -> None:
        self._drawn = self.feed.drawing
        moment = self.view.progress.at(now_s)
        self.steps.show_moment(moment.step_index, moment.step_share)
        self.pause_steps.setText(pause_steps_label(moment.waiting, self._language))
        answer, offers = self._answers.at(now_s)
        self.answer.say(answer, offers=offers)
        self._told.tell("answer", answer)
        self.lines.refresh(
            now_s,
            hand=self.accepts_hand and not self._others_look_on,
            details_open=self.details_open,
            awake=self.pause_steps.is_shown,
        )
        if self.details is not None and self.details_open:
            self.details.refresh(now_s)
        else:
            self.ribbon.refresh(now_s)
        self.arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Wake."""
        self.pause_steps.wake()
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wake."""
        self.pause_steps.wake()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        self.arrange()
        super().resizeEvent(event)
