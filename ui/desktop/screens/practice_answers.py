"""What the practice screen answers the person: what became of a request, a notice about a sensor, or else an offer."""

from biofeedback.events import Notice, OfferMade
from biofeedback.requests import AcceptOffer
from ui.desktop.screens.feed import PracticeFeed
from ui.session import Session
from ui.words.language import Language
from ui.words.practice_words import acknowledgement_words, offer_words
from ui.words.rooms.operator_words import asked_ending_words
from ui.words.sensors.sensor_words import of_source


class PracticeAnswers:
    """Answers one window.

    Parameters
    ----------
    session : Session
        The practice.
    feed : PracticeFeed
        What came of it so far.
    language : Language
        The person's language.
    """

    def __init__(self, session: Session, feed: PracticeFeed, language: Language) -> None:
        self._session = session
        self._feed = feed
        self._language = language
        self._taken_up: OfferMade | None = None  # until its events say so

    def take_up(self) -> None:
        """Take up what is offered."""
        self._session.request(AcceptOffer())
        self._taken_up = self._offered(self._session.clock.now_s())

    def at(self, now_s: float) -> tuple[str, bool]:
        """Return the words to show at this moment of the session, and whether they are an offer."""
        acknowledged = self._feed.view.acknowledged(now_s)
        answer = acknowledgement_words(acknowledged, self._language)
        if isinstance(acknowledged, Notice):
            session = self._session
            answer = of_source(answer, acknowledged.source, session.sources, session.label_of, self._language)
        answer = asked_ending_words(self._feed.ending.left_s(now_s), self._language) or answer
        if answer:
            return answer, False
        offer = offer_words(self._offered(now_s), self._language)
        return offer, bool(offer)

    def _offered(self, now_s: float) -> OfferMade | None:
        """Return what is offered at this moment and was not taken up here."""
        offered = self._feed.view.offered(now_s)
        return None if offered is self._taken_up else offered
