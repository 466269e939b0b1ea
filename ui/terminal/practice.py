"""Runs a whole practice in the terminal, from begin to finish."""

import sys

from rich.console import Console

from ui.ports import Session
from ui.terminal.keys import single_keys
from ui.terminal.own_words import own_words
from ui.terminal.renderers import renderer_for
from ui.terminal.scene import Scene
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.own_words import AFTER, NOTE

FRAME_S = 1.0 / 12.0
"""Real seconds from picture to picture; a choice: breath looks smooth, and it costs little."""

_REQUESTS_UNTIL_LEAVING = 3  # gently, at once, and without waiting for the practice to agree


def run_terminal(session: Session, console: Console | None = None, *, ask_words: bool = False) -> None:
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
    console : Console or None
        Where to show it; ``None`` takes standard output.
    ask_words : bool
        Whether to ask for words of the person's own when the practice has ended.
    """
    console = console or Console()
    scene = Scene(session.practice)
    requests = _Requests(session)
    # Nothing may break in on the closing of the recording either.
    with on_signals(INTERRUPT, requests.end_gently), on_signals(TERMINATION, requests.leave):
        try:
            _follow(session, console, scene, requests)
            if ask_words and not requests.leaving:
                session.note("after", own_words(AFTER, console))
                session.note("note", own_words(NOTE, console))
        except OSError:
            # A terminal that was closed can no longer be written to; any other error is raised.
            if not requests.leaving:
                raise
        finally:
            session.finish()


def _follow(session: Session, console: Console, scene: Scene, requests: "_Requests") -> None:
    with single_keys(sys.stdin) as wait_for_keys, renderer_for(session, console) as renderer:
        while not requests.leaving:
            for item in session.inbox.drain():
                scene.apply(item.event)
                renderer.on_event(item.event)
            renderer.render(scene, session.clock.now_s())
            if scene.ended or session.inbox.ended:
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

    def _turn_breath(self) -> None:
        self._breathes_in = not self._breathes_in
        if self._breathes_in:
            self._session.breath_in()
        else:
            self._session.breath_out()

    def carry_out(self, keys: str) -> None:
        """Pass on what these keys mean, and the requests noted since the last time."""
        for key in keys.lower():
            match key:
                case " ":
                    self._session.toggle_pause()
                case "r":
                    self._session.toggle_pause_steps()
                case "m":
                    self._session.mark()
                case "b":
                    self._turn_breath()
                case "s":
                    self._session.stay_here()
                case "f":
                    self._session.quicker()
                case "l":
                    self._session.slower()
                case "t":
                    self._session.too_slow()
                case "g":
                    self._session.resume_ramp()
                case "w":
                    self._session.quieter()
                case "y":
                    self._session.accept_offer()
                case "q" | "\x1b":  # Esc
                    self.end_gently()
                case _:
                    pass
        while self._asked_to_end < self._to_end:
            self._asked_to_end += 1
            self._session.end_gently()
