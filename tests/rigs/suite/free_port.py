"""A port of this machine that is free, and that nobody else is given before it is opened."""

import itertools
import os
import socket

_FIRST, _LAST = 20_000, 32_000
"""Beneath what systems give to whoever asks for any port; they begin at 32768 or later."""

_OF_THIS_PROCESS = itertools.count(os.getpid())


def free_port() -> int:
    """Return one; each is another one, and those of programs that test beside this one are others too."""
    for number in _OF_THIS_PROCESS:
        port = _FIRST + number * 61 % (_LAST - _FIRST)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError
