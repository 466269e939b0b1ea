"""A whole practice in the terminal, from begin to finish.

This module must not draw; `tellers` does.
"""

import sys

from rich.console import Console

from ui.ports import Sitting
from ui.terminal.keys import interrupts, single_keys
from ui.terminal.scene import Scene
from ui.terminal.tellers import telling

FRAME_S = 1.0 / 12.0
"""Real seconds from picture to picture: breath looks smooth, a core hardly notices."""

_WISHES_UNTIL_LEAVING = 3


def run_terminal(sitting: Sitting, console: Console | None = None) -> None:
    """Follow a practice to its end and finish it.

    A terminal gets a living picture that fills it while the practice lasts; anything else (a pipe, a log) gets plain
    lines. With a keyboard, space pauses and goes on, R rests here, M marks, and Q, Esc or Ctrl-C end gently; asked a
    second time they end at once, a third time without waiting for the practice to agree.

    Parameters
    ----------
    sitting : Sitting
        The practice; it is finished whatever happens.
    console : Console or None
        Where to tell it; ``None`` takes standard output.
    """
    scene = Scene(sitting.practice)
    wishes = _Wishes(sitting)
    try:
        with (
            interrupts(wishes.end_gently),
            single_keys(sys.stdin) as wait_for_keys,
            telling(sitting, console or Console()) as teller,
        ):
            while True:
                for item in sitting.inbox.drain():
                    scene.apply(item.event)
                    teller.hear(item.event)
                now_s = sitting.clock.now_s()
                teller.show(scene, now_s)
                if scene.ended or sitting.inbox.ended or wishes.leaving:
                    break
                wishes.carry_out(wait_for_keys(FRAME_S), waiting=scene.at(now_s).waiting is not None)
    finally:
        sitting.finish()


class _Wishes:
    """What the person asks for with the keyboard.

    An interrupt may come in the middle of anything, so it is noted first and carried out from the loop.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._to_end = 0
        self._asked_to_end = 0

    @property
    def leaving(self) -> bool:
        """Whether the person asked so often that nothing should hold them."""
        return self._asked_to_end >= _WISHES_UNTIL_LEAVING

    def end_gently(self) -> None:
        """Note the wish to end."""
        self._to_end += 1

    def carry_out(self, keys: str, *, waiting: bool) -> None:
        """Pass on what these keys mean, and the wishes noted since the last time."""
        for key in keys.lower():
            match key:
                case " ":
                    (self._sitting.resume if waiting else self._sitting.pause)()
                case "r":
                    (self._sitting.resume if waiting else self._sitting.rest)()
                case "m":
                    self._sitting.mark()
                case "q" | "\x1b":  # Esc
                    self.end_gently()
                case _:
                    pass
        while self._asked_to_end < self._to_end:
            self._asked_to_end += 1
            self._sitting.end_gently()
