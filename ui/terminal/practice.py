"""Runs a whole practice in the terminal, from begin to finish."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from rich.console import Console

from biofeedback.clock import HostClock
from biofeedback.events import Notice
from biofeedback.hub import Inbox
from biofeedback.practice.forms.model import Form
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    EndGently,
    KeepAnswers,
    Mark,
    MoveHand,
    Request,
    ToggleFewerWords,
    TogglePause,
    TogglePauseSteps,
    WriteNote,
)
from ui.presenter.view_model import PracticeViewModel
from ui.session import Session
from ui.terminal.console import SafeConsole
from ui.terminal.forms import ask_forms
from ui.terminal.keys import single_keys
from ui.terminal.moment_words import passing_words
from ui.terminal.own_words import own_words
from ui.terminal.renderers import renderer_for
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.language import Language
from ui.words.own_words import own_note, words_after

FRAME_S = 1.0 / 12.0
"""Real seconds from picture to picture; a choice: breath looks smooth, and it costs little."""

REQUESTS: Mapping[str, Request] = MappingProxyType(
    {
        " ": TogglePause(),
        "r": TogglePauseSteps(),
        "m": Mark(),
        "s": ChangePace("stay"),
        "f": ChangePace("quicker"),
        "l": ChangePace("slower"),
        "t": ChangePace("too_slow"),
        "g": ChangePace("go_on"),
        "e": ToggleFewerWords(),
        "w": ToggleFewerWords(),
        "y": AcceptOffer(),
    }
)
"""What each key asks of the session, beside those that end and the one of the breath."""

_BREATH_KEY = "b"
_END_KEYS = ("q", "\x1b")  # the second is Esc
_REQUESTS_UNTIL_LEAVING = 3  # gently, at once, and without waiting for the practice to agree


def run_terminal(
    session: Session,
    language: Language,
    console: Console | None = None,
    *,
    ask_words: bool = False,
    forms: Sequence[Form] = (),
    asked_to_end: Callable[[], bool] = lambda: False,
) -> None:
    """Follow a practice to its end and finish it.

    A terminal gets a living picture that fills it while the practice lasts; anything else (a pipe, a log) gets plain
    lines. With a keyboard, space pauses and goes on, R rests here, M marks, and Q, Esc or Ctrl-C end gently; asked a
    second time they end at once, a third time without waiting for the practice to agree. A signal that asks the program
    to end does the same, at once.

    A terminal does not say when a key is released, so B says that breathing in begins, and the next B that it turns. S
    stays at this pace, F goes a little quicker, L slower, T back because it is too slow, G on toward the aim. W leaves
    out every second of the words, and Y takes up what was offered.

    Parameters
    ----------
    session : Session
        The practice; it is finished whatever happens.
    language : Language
        The person's language.
    console : Console or None
        Where to show it; ``None`` takes standard output.
    ask_words : bool
        Whether to ask for words of the person's own when the practice has ended.
    forms : sequence of Form
        What is asked when the practice has ended.
    asked_to_end : callable
        Whether a signal asked us to end before this began to listen.
    """
    console = console or SafeConsole()
    view = PracticeViewModel(session.practice, session.sources)
    requests = _Requests(session)
    inbox = session.subscribe()
    # Nothing may break in on the closing of the recording either.
    with on_signals(INTERRUPT, requests.end_gently), on_signals(TERMINATION, requests.leave):
        try:
            if asked_to_end():
                requests.leave()
            _follow(session, language, console, view, requests, inbox)
            if forms and not requests.leaving:
                session.request(KeepAnswers(ask_forms(forms, "after", HostClock(), language, console)))
            if ask_words and not requests.leaving:
                session.request(WriteNote("after", own_words(words_after(language), language, console)))
                session.request(WriteNote("note", own_words(own_note(language), language, console)))
        except OSError:
            # A terminal that was closed can no longer be written to; any other error is raised.
            if not requests.leaving:
                raise
        finally:
            session.finish()
    _say_last(session, inbox, language, console)


def _say_last(session: Session, inbox: Inbox, language: Language, console: Console) -> None:
    """Say what was to be said as the session closed, such as how many markers were left out."""
    with suppress(OSError):  # a terminal that was closed
        for item in inbox.drain():
            if isinstance(item.event, Notice) and (words := passing_words(item.event, session, language)):
                console.print(words)


def _follow(
    session: Session,
    language: Language,
    console: Console,
    view: PracticeViewModel,
    requests: "_Requests",
    inbox: Inbox,
) -> None:
    with single_keys(sys.stdin) as wait_for_keys, renderer_for(session, console, language) as renderer:
        while not requests.leaving:
            for item in inbox.drain():
                view.apply(item.event)
                renderer.on_event(item.event)
            renderer.render(view, session.clock.now_s())
            if view.ended or inbox.ended:
                break
            requests.carry_out(wait_for_keys(FRAME_S))


class _Requests:
    """What the person asks for with the keyboard.

    An interrupt may come in the middle of anything, so it is noted first and carried out from the loop.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._to_end = 0
        self._to_leave = False
        self._asked_to_end = 0
        self._breathes_in = False

    @property
    def leaving(self) -> bool:
        """Whether the person asked so often, or the system asks, that nothing should hold them."""
        return self._to_leave or self._asked_to_end >= _REQUESTS_UNTIL_LEAVING

    def end_gently(self) -> None:
        """Note the request to end."""
        self._to_end += 1

    def leave(self) -> None:
        """Note the request to go at once."""
        self._to_leave = True

    def carry_out(self, keys: str) -> None:
        """Pass on what these keys mean, and the requests noted since the last time."""
        for key in keys.lower():
            if key in _END_KEYS:
                self.end_gently()
            elif key == _BREATH_KEY:
                self._breathes_in = not self._breathes_in
                self._session.request(MoveHand(inward=self._breathes_in))
            elif key in REQUESTS:
                self._session.request(REQUESTS[key])
        while self._asked_to_end < self._to_end:
            self._asked_to_end += 1
            self._session.request(EndGently())
