"""What every screen shows of a practice: one pure view model, made from the events of its session alone.

It holds facts: states, numbers, events. Whoever paints puts them into words and colours.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from biofeedback.codes import QUIET_LINK_CODES
from biofeedback.events import (
    Battery,
    Beat,
    BeatJudged,
    BreathPlanned,
    ClosingBegan,
    Contact,
    DeviceFact,
    Event,
    Gap,
    LinkChanged,
    Marker,
    Metric,
    Notice,
    Offer,
    OfferMade,
    PaceChanged,
    Packet,
    PracticeEnded,
    PromptShown,
    SampleBlock,
    SoundMuted,
    StepBegan,
    Tick,
    WordsSpared,
)
from biofeedback.practice.after.progress import Progress
from biofeedback.practice.after.summariser import Summariser
from biofeedback.practice.guide.inner_parts import InnerParts
from biofeedback.practice.guide.offers import OFFER_S
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.breath_position import BreathPosition
from biofeedback.practice.script.model import Practice
from biofeedback.practice.warmth import ALONE_SHARE
from biofeedback.sensors import ROOM_SOURCE
from ui.presenter.course_ahead import CourseAhead
from ui.presenter.heart_view import WINDOW_S, HeartView

PASSING_S = 12.0
"""Session seconds for which something passing, such as a notice, stands; a choice: read twice at leisure."""

# Session seconds for which a mark and another request are answered; a choice: long enough to be read, and no longer.
_MARKED_S = 2.5
_ANSWER_S = 5.0

_REMEMBERED_BREATHS = 8
"""So many breaths are kept to tell the pace: more than are ever announced ahead; a choice."""

_LASTING_LINK_STATES = ("searching", "connecting", "weak", "lost", "unavailable")

Change: TypeAlias = PaceChanged | WordsSpared | SoundMuted
"""What a request of the person changed."""

Answered: TypeAlias = Marker | Change
"""What came of a request of the person."""

Passing: TypeAlias = LinkChanged | Notice | OfferMade | Marker
"""What is said once, and stands for a while."""


class PracticeViewModel:
    """The latest of everything in one practice, kept by feeding it every event once and in order.

    Parameters
    ----------
    practice : Practice
        What is practised.
    sources : sequence of str or None
        The sources of its hearts, the primary one first; empty when nobody listens. ``None`` takes the first that is
        met for the primary one.

    Attributes
    ----------
    practice : Practice
        What is practised.
    breath : BreathPosition
        Where breath is at any moment: led, or following the hand.
    progress, course, summariser, inner_parts
        The pure readers of the practice, fed with the same events.
    hearts : dict of str to HeartView
        Every heart, by its source.
    heart : HeartView
        The primary heart; an empty one while there is none. Numbers of a practice are of this heart.
    listened : bool
        Whether there is a sensor; without one there is no heart to wait for.
    prompt : PromptShown or None
        The latest words, with what the person answered in their places.
    ended, heart_hidden, muted : bool
        Whether the practice has ended, whether the heart is hidden, and whether sound is muted.
    """

    def __init__(self, practice: Practice, sources: Sequence[str] | None = None) -> None:
        self.practice = practice
        self.listened = sources is None or bool(sources)
        self.breath = BreathPosition()
        self.progress = Progress(practice)
        self.course = CourseAhead(practice)
        self.summariser = Summariser(practice.title, sources)
        self.inner_parts = InnerParts(practice)
        self.heart = HeartView()
        self.hearts: dict[str, HeartView] = {}
        for source in sources or ():
            self._heart_of(source)
        self.prompt: PromptShown | None = None
        self.ended = False
        self.heart_hidden = False
        self.muted = False
        self._breaths: deque[BreathPlanned] = deque(maxlen=_REMEMBERED_BREATHS)
        self._pacing = practice.steps[0].pacing
        self._notice: Notice | None = None
        self._answered: Answered | None = None
        self._offer: OfferMade | None = None
        self._passing: Passing | None = None

    def apply(self, event: Event) -> None:
        """Take in an event; what a sensor sent raw is shown nowhere and changes nothing."""
        if isinstance(event, Packet | Beat | SampleBlock):
            return
        self.breath.apply(event)
        self.progress.apply(event)
        self.course.apply(event)
        self.summariser.apply(event)
        self.inner_parts.apply(event)
        match event:
            case Metric(source=source) if source == ROOM_SOURCE:
                pass  # it is of all hearts of a room together
            case Metric() | BeatJudged() | Gap() | LinkChanged() | Contact() | Battery() | DeviceFact():
                self._heart_of(event.source).apply(event)
            case Tick(t_s=t_s):
                for heart in self.hearts.values():
                    heart.forget_before(t_s - WINDOW_S)
            case BreathPlanned():
                self._breaths.append(event)
                self._close_offer("own_pace")
            case PromptShown(text=text):
                self.prompt = replace(event, text=self.practice.said(text))
            case StepBegan():
                self.heart_hidden = event.heart_display == "resting"
                self._pacing = self.practice.steps[event.index].pacing
            case Notice():
                self._notice = event
            case Marker(origin=""):
                self._answered = event
            case PaceChanged() | WordsSpared() | SoundMuted():
                self._on_change(event)
            case ClosingBegan():
                self._offer = None
            case OfferMade():
                self._offer = event
            case PracticeEnded():
                self.ended = True
            case _:
                pass
        match event:
            case LinkChanged(state=state, code=code) if state in _LASTING_LINK_STATES or code in QUIET_LINK_CODES:
                pass  # It is shown for as long as it lasts, or was said not long ago.
            case LinkChanged() | Notice() | OfferMade() | Marker(origin=""):
                self._passing = event
            case _:
                pass

    def breaths_per_min(self, now_s: float) -> float | None:
        """Return the pace of the breath that is led now; None when none is."""
        for breath in reversed(self._breaths):
            if breath.t_s <= now_s:
                end_s = ends_s(breath)
                return 60.0 / (end_s - breath.t_s) if now_s < end_s else None
        return None

    def acknowledged(self, now_s: float) -> Answered | Notice | None:
        """Return what answers the person just now: what came of a request, or else a notice; mostly ``None``."""
        answered = self._answered
        if answered is not None:
            stands_s = _MARKED_S if isinstance(answered, Marker) else _ANSWER_S
            if now_s < answered.t_s + stands_s:
                return answered
        if self._notice is not None and now_s - self._notice.t_s < PASSING_S:
            return self._notice
        return None

    def offered(self, now_s: float) -> OfferMade | None:
        """Return what is offered just now and was not taken up yet."""
        return None if self._offer is None or now_s - self._offer.t_s > OFFER_S else self._offer

    def remarked(self, now_s: float) -> Passing | None:
        """Return what a screen with one line for everything says now: the latest that passes, or what lasts."""
        if self._passing is not None and now_s < self._passing.t_s + PASSING_S:
            return self._passing
        link = self.heart.link
        return link if link is not None and link.state in _LASTING_LINK_STATES else None

    @property
    def warmth_share(self) -> float:
        """How warm the light is: as the primary heart says, or calmly the same where there is none."""
        return self.heart.warmth_share if self.listened else ALONE_SHARE

    @property
    def accepts_hand(self) -> bool:
        """Whether the person may show their breath by hand: none was led yet, and none is about to be."""
        return not self._breaths and not self.ended and self._pacing in ("listen", "follow")

    def _heart_of(self, source: str) -> HeartView:
        """Return the heart of a source; the first that is asked for is the primary one, in a room none is."""
        heart = self.hearts.get(source)
        if heart is None:
            heart = HeartView() if self.hearts or not self.listened else self.heart
            heart.source = source
            self.hearts[source] = heart
        return heart

    def _on_change(self, change: Change) -> None:
        self._answered = change
        match change:
            case PaceChanged():
                self._close_offer("stay")
            case SoundMuted(muted=muted):
                self.muted = muted
            case WordsSpared():
                pass

    def _close_offer(self, offer: Offer) -> None:
        if self._offer is not None and self._offer.offer == offer:
            self._offer = None
