"""Makes the page that follows a practice, of what its screen and its session know at the end."""

from biofeedback.signals.coupling.two_waves import TwoWaves, two_waves
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.after.waves import WavesScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.ports import Application
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language


def summary_of(
    practice: PracticeScreen, application: Application, error_message: str, tokens: Tokens, language: Language
) -> SummaryScreen:
    """Return the summary of a practice; ``error_message`` says why its recording is not whole, or is empty."""
    session = practice.session
    return SummaryScreen(
        practice.view,
        session,
        session.path,
        error_message,
        tokens,
        language,
        own_words=application.preferences.own_words,
        findings=session.findings(),
        people=application.people,
    )


def waves_of(
    practice: PracticeScreen, application: Application, error_message: str, tokens: Tokens, language: Language
) -> WavesScreen:
    """Return both waves of a demonstration; ``error_message`` says why its recording is not whole, or is empty."""
    session = practice.session
    waves = _waves_heard(session)
    return WavesScreen(waves, session, practice.feed, application.people, error_message, tokens, language)


def _waves_heard(session: Session) -> TwoWaves:
    inbox = session.subscribe()
    waves = two_waves((item.event for item in inbox.drain()), next(iter(session.sources), ""))
    session.unsubscribe(inbox)
    return waves
