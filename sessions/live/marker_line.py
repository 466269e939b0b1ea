"""Takes markers at a TCP port of this machine, a line each: for a button box or a program without LSL."""

import re
import selectors
import socket
import threading
from collections.abc import Callable

from biofeedback.clock import Clock
from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import SoftenError, UsageError, of_system
from biofeedback.requests import Mark
from sessions.live.marker_gate import LONGEST_WAIT_S, MarkerGate

ORIGIN = "line"
"""What the markers of a line say of where they come from."""

HOST = "127.0.0.1"
"""Programs of this machine alone."""

MOST_CALLERS = 4
"""Programs that can be connected at once: a choice, more than an experiment has."""

LONGEST_LINE = 1024
"""Bytes of a line: a choice, some times the longest label in any script; a longer one is left out."""

_AT_ONCE = 4096  # bytes that are read together: a choice
_LOOK_S = 0.2  # real seconds between two looks whether the session has ended: a choice

_WEB = re.compile(rb"[A-Z]+ \S* HTTP/\d")
"""How a web page begins that tries the ports of this machine: nothing of it is a marker."""


class MarkerLine:
    """The port, open from its making until `close`.

    Parameters
    ----------
    port : int
        Its number.

    Raises
    ------
    UsageError
        It cannot be had.
    """

    def __init__(self, port: int) -> None:
        try:
            self._server = socket.create_server((HOST, port), backlog=MOST_CALLERS)
        except OSError as error:
            raise UsageError(LiveErrorCode.PORT_TAKEN, port=port, **of_system(error)) from error
        self._server.setblocking(False)
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()

    def listen(self, clock: Clock, request: Callable[[Mark], None], on_error: Callable[[SoftenError], None]) -> None:
        """Begin to take lines, on a thread of its own."""
        gate = MarkerGate(ORIGIN, clock.now_s, request, on_error)
        self._thread = threading.Thread(target=self._listen, args=(gate,), name="marker line", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Close the port, a moment later where it is listened to; what was not read is gone."""
        self._ended.set()
        if self._thread is None:
            self._server.close()

    def settle(self) -> None:
        """Close the port, and wait until it is said how many lines were left out."""
        self.close()
        if self._thread is not None:
            self._thread.join(LONGEST_WAIT_S)

    def _listen(self, gate: MarkerGate) -> None:
        with self._server, selectors.DefaultSelector() as selector:
            selector.register(self._server, selectors.EVENT_READ)
            while not self._ended.is_set():
                for key, _ in selector.select(_LOOK_S):
                    if key.fileobj is self._server:
                        self._accept(selector, gate)
                    else:
                        self._read(selector, key.data)
            for caller in selector.get_map().values():
                if isinstance(caller.data, _Caller):
                    caller.data.connection.close()
        gate.close()

    def _accept(self, selector: selectors.BaseSelector, gate: MarkerGate) -> None:
        try:
            connection, _ = self._server.accept()
        except OSError:  # whoever called is gone again
            return
        if len(selector.get_map()) > MOST_CALLERS:
            connection.close()
            return
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ, _Caller(connection, gate))

    @staticmethod
    def _read(selector: selectors.BaseSelector, caller: "_Caller") -> None:
        if not caller.read():
            selector.unregister(caller.connection)
            caller.connection.close()


class _Caller:
    """One program that is connected, and the line it is in."""

    def __init__(self, connection: socket.socket, gate: MarkerGate) -> None:
        self.connection = connection
        self._gate = gate
        self._begun = b""
        self._is_first = True
        self._is_too_long = False

    def read(self) -> bool:
        """Take what came; return whether more may come."""
        try:
            came = self.connection.recv(_AT_ONCE)
        except BlockingIOError:
            return True
        except OSError:
            came = b""
        if not came:
            self._take(self._begun)  # a last line without its end
            return False
        *lines, self._begun = (self._begun + came).split(b"\n")
        for line in lines:
            if not self._take(line):
                return False
        if len(self._begun) > LONGEST_LINE:
            self._is_too_long, self._begun = True, self._begun[:1]
        return True

    def _take(self, line: bytes) -> bool:
        """Mark the moment of a line; return whether whoever sent it is one of those we listen to."""
        if self._is_first and _WEB.match(line):
            return False
        self._is_first = False
        if self._is_too_long or len(line) > LONGEST_LINE:
            self._is_too_long = False
            self._gate.leave_out()
        else:
            self._gate.take(line.decode("utf-8", "replace"))
        return True
