"""Reads single keys from the terminal, without Enter, and leaves the terminal as it was."""

import contextlib
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from ui.letters import keys_of

_SEQUENCE = re.compile(r"\x1b(?:[\[O][0-?]*[ -/]*[@-~]|[^\x1b])")
"""What an arrow or a function key sends: it begins like the Escape key."""

WaitForKeys = Callable[[float], str]
"""Waits up to so many real seconds for keys; returns those that were pressed, in order, or nothing."""


def plain_keys(text: str) -> str:
    """Return the keys in what a terminal sent, without the sequences of keys that have no letter.

    A letter of another script is the Latin one on its key, and a syllable of Hangul those on which it was typed.
    """
    return keys_of(_SEQUENCE.sub("", text))


@contextmanager
def single_keys(stdin: TextIO) -> Iterator[WaitForKeys]:
    """Give single keys for as long as the context lasts.

    Without a keyboard (a pipe, a job in the background) the function waits its time and returns nothing.
    """
    if not stdin.isatty():
        yield _no_keys
    elif sys.platform == "win32":
        yield _console_keys
    else:
        with _terminal_keys(stdin) as wait_for_keys:
            yield wait_for_keys


def _no_keys(timeout_s: float) -> str:
    time.sleep(timeout_s)
    return ""


if sys.platform == "win32":
    import msvcrt

    def _console_keys(timeout_s: float) -> str:
        time.sleep(timeout_s)
        pressed = ""
        while msvcrt.kbhit():
            key = msvcrt.getwch()
            if key in "\x00\xe0":  # the first half of a key without a letter
                msvcrt.getwch()
            else:
                pressed += keys_of(key)
        return pressed

else:
    import os
    import select
    import termios
    import tty

    @contextmanager
    def _terminal_keys(stdin: TextIO) -> Iterator[WaitForKeys]:
        descriptor = stdin.fileno()
        try:
            in_front = os.tcgetpgrp(descriptor) == os.getpgrp()
        except OSError:  # not the terminal of this process: nobody else claims it
            in_front = True
        if not in_front:  # touching the terminal from the background would stop the process
            yield _no_keys
            return

        def wait_for_keys(timeout_s: float) -> str:
            ready, _, _ = select.select([descriptor], [], [], timeout_s)
            if not ready:
                return ""
            sent = os.read(descriptor, 1024)
            if not sent:  # hung up: there is always an end to read, so wait as if there were nothing
                return _no_keys(timeout_s)
            return plain_keys(sent.decode(errors="ignore"))

        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor)
            yield wait_for_keys
        finally:
            with contextlib.suppress(termios.error):  # hung up: nobody is there to be given it back
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
