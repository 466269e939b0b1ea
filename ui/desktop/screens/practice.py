"""The practice screen: the light, one line of words, the heart, and numbers on request.

It lets its feed read the session on a timer of the main thread, and paints what the view model then holds. Every
request goes to the session, and what comes of it arrives as an event.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from biofeedback.events import Notice, OfferMade
from biofeedback.requests import AcceptOffer, TogglePauseSteps
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.light.glow import BREATH_REACH
from ui.desktop.light.hand import Hand
from ui.desktop.light.inner_parts_ring import InnerPartsRing
from ui.desktop.light.others_ring import OthersRing
from ui.desktop.light.petal_places import LIGHT_SHARE
from ui.desktop.light.petals import Petals
from ui.desktop.screens.feed import PracticeFeed, is_room
from ui.desktop.screens.practice_keys import add_keys
from ui.desktop.screens.practice_layout import Sizes, arrange
from ui.desktop.screens.ribbon import Ribbon
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import fitting_lines, font, scaled
from ui.desktop.widgets.announce import Announcements
from ui.desktop.widgets.answer_line import AnswerLine
from ui.desktop.widgets.prompt_line import PromptLine, prompt_presence
from ui.desktop.widgets.step_bar import StepBar
from ui.session import Session
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.practice_words import (
    acknowledgement_words,
    hints,
    left_words,
    offer_words,
    pause_steps_help,
    pause_steps_label,
    room_line,
    usual_hints,
)
from ui.words.rooms.operator_words import asked_ending_words
from ui.words.sensors.sensor_words import among, heart_legend, of_source, status_words

if TYPE_CHECKING:
    from ui.desktop.screens.details import Details, DetailsWithoutHeart

_LINE_PX, _SMALLEST_LINE_PX = 13, 10  # px of the keys and the sensor; a choice: small, and still to be read
_READ_LATEST_MS = 50  # between two looks into the inbox where no frame comes; a choice: as soon as it is noticed
_PLOT_MS = 100  # between two drawings of plots and texts; a choice: ten a second look alive at little cost
_PLOT_LATEST_MS = 150  # between two drawings where no frame comes; a choice: half as long again as with frames
_AWAKE_MS = 4000  # for which button and keys stay after the last movement; a choice
_FIRST_AWAKE_MS = 12_000  # for which they stay at the beginning; a choice: long enough to read them all
_WAKE_STEP = 0.12  # share by which the button appears at each look, so within 0.3 s; it fades half as fast; a choice


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
    attuned : bool
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
        attuned: bool = True,
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
        self._attuned = attuned
        self._takes_requests = not session.practice.assesses and session.practice.protocol is None
        self._button_presence = 1.0
        self._others_look_on = False  # then the key of the hand is one for their wall
        self._taken_up: OfferMade | None = None  # until its events say so
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(language.gettext("Practice: {title}").format(title=session.practice.title))

        self.light = BreathWidget(self.feed.light, language, self, still=still_light)
        if feed is None:
            self.light.show_step(session.practice, 0, 0.0)
        self.inner_parts_ring = InnerPartsRing(self.view.inner_parts, tokens, language)
        self.others = OthersRing(language)
        self.petals = None if self.feed.room is None else Petals(self.feed.room, self.feed.light, language)
        self.steps = StepBar(session.practice.steps, tokens, language)
        self.title = Words(session.practice.title, font(15), tokens.muted)
        self.left = Words("", font(15), tokens.muted)
        self.prompt = PromptLine(tokens, language)
        self.answer = AnswerLine(tokens)
        self.ribbon = Ribbon(self.feed.ribbon, tokens, language)
        self.heart_legend = Words(heart_legend(self.view, language), font(13), tokens.ink)
        self.breath_legend = Words(language.gettext("the breath"), font(13), tokens.honey)
        self.hints = Words(usual_hints(language, details=session.practice.shows_numbers), font(_LINE_PX), tokens.muted)
        self.status = Words("", font(_LINE_PX), tokens.muted, wrap=True)
        self.pause_steps = Pill(pause_steps_label(None, language), tokens, size_px=17)
        self.pause_steps.setAccessibleDescription(pause_steps_help(language, in_assessment=session.practice.assesses))
        self._arranged_for: Sizes | None = None
        self._measured = ("", 4)  # the line of the keys, and its width
        self.details: Details | DetailsWithoutHeart | None = None
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for widget in self._over_the_light():
            widget.setParent(self)
            widget.setMouseTracking(True)
        self.setMouseTracking(True)
        self.light.setMouseTracking(True)
        self.pause_steps.clicked.connect(lambda: session.request(TogglePauseSteps()))
        self.pause_steps.installEventFilter(self)
        self.answer.taken_up.connect(self.take_up_offer)
        add_keys(self, self.feed.request, self._own_keys(), self.wake)
        self.hand = Hand(self, session, lambda: self.accepts_hand)

        self._drawn = 0
        self._draws_next = False
        self._told = Announcements(self)
        self._sleep = QTimer(self, singleShot=True, interval=_AWAKE_MS)
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
        self._sleep.start(_FIRST_AWAKE_MS)
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
        """Draw with every other frame of the light, so that the window is painted once, and wakes for nothing else."""
        if not self._reading.isActive():
            return
        # What came since the frame before, a heartbeat for one, is painted with this one.
        self.feed.read()
        self._draws_next = not self._draws_next
        if self._draws_next or self.feed.draws(_PLOT_MS) != self._drawn:
            self._reading.start()
            self._draw(_PLOT_MS)

    def _draw(self, plots_after_ms: int) -> None:
        now_s = self.session.clock.now_s()
        moment = self.view.progress.at(now_s)
        self.light.show_step(self.session.practice, moment.step_index, moment.step_share)
        if self.petals is None:
            self.others.refresh(now_s, self.session.practice.steps[moment.step_index].light.others)
        else:
            self.petals.refresh(now_s)
        self.inner_parts_ring.refresh(now_s)
        self.light.set_warmth(self.feed.warmth_share)
        prompt = self.view.prompt
        self.prompt.say(prompt.text if prompt else "", round(prompt_presence(prompt, now_s), 2))
        self._told.tell("step", self.session.practice.steps[moment.step_index].title)
        self._told.tell("words", prompt.text if prompt else "")
        self._fade_button(waiting=moment.waiting is not None)
        if self.feed.draws(plots_after_ms) != self._drawn:
            self._refresh(self.feed.drawing_s)
        if self.view.ended:
            self.stop()
            self.ended.emit()

    def wake(self) -> None:
        """Show the button and the keys for a few seconds."""
        self._sleep.start(max(_AWAKE_MS, self._sleep.remainingTime()))

    def take_up_offer(self) -> None:
        """Take up what is offered."""
        self.session.request(AcceptOffer())
        self._taken_up = self._offered(self.session.clock.now_s())

    def _offered(self, now_s: float) -> OfferMade | None:
        """Return what is offered just now and was not taken up here."""
        offered = self.view.offered(now_s)
        return None if offered is self._taken_up else offered

    @property
    def accepts_hand(self) -> bool:
        """Whether the person may show their breath by hand now."""
        return self._attuned and self.waiting is None and self.view.accepts_hand

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
        sizes = Sizes(
            width=self.width(),
            height=self.height(),
            details_open=self.details_open,
            title_width=self.title.sizeHint().width(),
            left_width=self.left.sizeHint().width() if self.details_open else 0,
            hints_width=self._hints_width(self.hints.text()),
            heart_legend_width=self.heart_legend.sizeHint().width() if self.heart_legend.text() else 0,
        )
        if sizes == self._arranged_for:
            return
        self._arranged_for = sizes
        places = arrange(sizes)
        if self.prompt.font().pixelSize() != places.prompt_px:
            self.prompt.setFont(PromptLine.font_at(places.prompt_px))
        self.hints.setWordWrap(places.wrap_hints)
        for widget, rectangle in (
            (self.light, self.rect()),
            (self.inner_parts_ring, places.over_light),
            (self.others, places.over_light),
            (self.petals, places.over_light),
            (self.steps, places.steps),
            (self.prompt, places.prompt),
            (self.answer, places.answer),
            (self.pause_steps, places.pause_steps),
            (self.hints, places.hints),
            (self.status, places.status),
            (self.heart_legend, places.heart_legend),
            (self.breath_legend, places.breath_legend),
            (self.details, places.details),
        ):
            if widget is not None and rectangle is not None:
                widget.setGeometry(self._mirrored(rectangle))
        for shown, place in ((self.title, places.title), (self.left, places.left), (self.ribbon, places.ribbon)):
            shown.setVisible(place is not None)
            if place is not None:
                shown.setGeometry(self._mirrored(place))
        centre = self._mirrored(QRect(places.centre.toPoint(), QSize(1, 1))).topLeft() if self.isRightToLeft() else None
        middle, ring = places.centre if centre is None else QPointF(centre), places.ring
        if self.petals is not None:
            self.petals.set_circle(middle - self.petals.pos(), BREATH_REACH * ring)
            ring *= BREATH_REACH * LIGHT_SHARE
        for around in (self.light, self.inner_parts_ring, self.others):
            around.set_circle(middle - around.pos(), ring)
        self._fit_lines()

    def _hints_width(self, hints: str) -> int:
        """Return how wide the line of the keys is, in logical pixels; measured once, and not ten times a second."""
        if hints != self._measured[0]:
            self._measured = hints, QFontMetrics(font(_LINE_PX)).horizontalAdvance(hints) + 4
        return self._measured[1]

    def _mirrored(self, place: QRect) -> QRect:
        """Return a place as it is where one reads from right to left; unchanged where one does not."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _fit_lines(self) -> None:
        """Write smaller what would be cut off otherwise, as it may be in a language of long words."""
        for line in (self.hints, self.status):
            face = font(_LINE_PX)
            if line.wordWrap():
                # However large other words are, none of these is cut off.
                least_px = round(_SMALLEST_LINE_PX * 100 / scaled(100))
                face = fitting_lines(line.text(), line.size(), face, least_px)
            line.setFont(face)

    def _over_the_light(self) -> tuple[QWidget, ...]:
        texts = (self.title, self.left, self.answer, self.heart_legend, self.breath_legend, self.hints, self.status)
        petals = () if self.petals is None else (self.petals,)
        return (
            self.others,
            *petals,
            self.inner_parts_ring,
            self.steps,
            self.prompt,
            self.ribbon,
            self.pause_steps,
            *texts,
        )

    def _own_keys(self) -> dict[KeyUse, Callable[[], None]]:
        return {
            KeyUse.TAKE_UP: self.take_up_offer,
            KeyUse.DETAILS: self.toggle_details,
            KeyUse.FULL_SCREEN: self.full_screen_requested.emit,
            KeyUse.AUDIENCE: self.audience_requested.emit,
        }

    @property
    def waiting(self) -> str | None:
        """How the practice is paused now: ``pause`` or ``rest``; ``None`` while it goes on."""
        return self.view.progress.at(self.session.clock.now_s()).waiting

    def _fade_button(self, *, waiting: bool) -> None:
        shown = waiting or self._sleep.isActive() or self.pause_steps.hasFocus()
        self._button_presence = min(1.0, max(0.0, self._button_presence + (_WAKE_STEP if shown else -_WAKE_STEP / 2)))
        self.pause_steps.set_presence(self._button_presence)

    def _status(self) -> str:
        """Return how it stands with the sensor, or of a room how many hearts are in it."""
        session = self.session
        if is_room(session):
            return room_line(sum(seat.present for seat in session.seats), self._language)
        which = among(next(iter(session.sources), ""), session.sources, session.label_of)
        label, simulated = session.sensor_label, session.simulated
        return status_words(self.view.heart, label, self._language, simulated=simulated, which=which)

    def _refresh(self, now_s: float) -> None:
        self._drawn = self.feed.drawing
        moment = self.view.progress.at(now_s)
        self.steps.show_moment(moment.step_index, moment.step_share)
        self.left.setText(left_words(moment.left_s, moment.waiting, self._language))
        self.pause_steps.setText(pause_steps_label(moment.waiting, self._language))
        status = self._status()
        if status != self.status.text():
            self.status.setText(status)
            self._fit_lines()
        acknowledged = self.view.acknowledged(now_s)
        answer = acknowledgement_words(acknowledged, self._language)
        if isinstance(acknowledged, Notice):
            session = self.session
            answer = of_source(answer, acknowledged.source, session.sources, session.label_of, self._language)
        answer = asked_ending_words(self.feed.ending.left_s(now_s), self._language) or answer
        offer = offer_words(self._offered(now_s), self._language)
        self.answer.say(answer or offer, offers=bool(offer and not answer))
        self._told.tell("answer", answer or offer)
        self.heart_legend.setText(heart_legend(self.view, self._language))
        shown = self.view.listened and not self.view.heart_hidden
        self.heart_legend.set_colour(self._tokens.ink if shown else self._tokens.muted)
        awake = self._button_presence > 0.5
        led = self.view.breath.led_at(now_s).phase != "still"
        led = led and self._takes_requests
        hand = self.accepts_hand and not self._others_look_on
        details = self.session.practice.shows_numbers
        self.hints.setText(hints(self._language, hand=hand, led=led, whole=self.details_open, details=details))
        self.hints.setVisible(self.details_open or awake)
        for legend in (self.heart_legend, self.breath_legend):
            legend.setVisible(bool(legend.text()) and not self.details_open and not awake)
        if self.details is not None and self.details_open:
            self.details.refresh(now_s)
        else:
            self.ribbon.refresh(now_s)
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wake when the pointer or the focus comes to the button."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.wake()
        return super().eventFilter(watched, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Wake."""
        self.wake()
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wake."""
        self.wake()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        self.arrange()
        super().resizeEvent(event)
