"""Receives OSC as a program for art does, in a thread or (``python -m tests.rigs.live.osc_receiver``) in a process."""

import json
import sys
import threading
import time
from collections.abc import Callable
from typing import NamedTuple, Self

from pythonosc.osc_message import OscMessage
from pythonosc.osc_server import BlockingOSCUDPServer

from biofeedback.clock import awake_or_asleep_ns

PATIENCE_S = 60.0
"""Real seconds for what must come; reached only when it does not."""


class Received(NamedTuple):
    """One message, with when it came, in nanoseconds that all processes of a machine share."""

    ns: int
    address: str
    values: tuple
    types: str


class Receiver:
    """Listens at a free port from its making until it is left, and tells ``on_message`` of each message."""

    def __init__(self, host: str = "127.0.0.1", on_message: Callable[[Received], None] = lambda _: None) -> None:
        self.messages: list[Received] = []
        self._on_message = on_message
        self._server = BlockingOSCUDPServer((host, 0), self)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def call_handlers_for_packet(self, data: bytes, _client: object) -> list[object]:
        """Note a packet; the server asks its dispatcher for this."""
        ns = awake_or_asleep_ns()
        message = OscMessage(data)
        types = data[data.index(b",") + 1 :].partition(b"\0")[0].decode()
        self.messages.append(Received(ns, message.address, tuple(message.params), types))
        self._on_message(self.messages[-1])
        return []

    def of(self, address: str) -> list[Received]:
        """Return what came to an address."""
        return [each for each in self.messages if each.address == address]

    def wait_for(self, address: str) -> Received:
        """Return the first message of an address, when it has come."""
        until_s = time.monotonic() + PATIENCE_S
        while not (came := self.of(address)):
            assert time.monotonic() < until_s, f"nothing came to {address}"
            time.sleep(0.01)
        return came[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def main() -> None:
    """Say the port, and each message as it comes, until the end of the input."""

    def say(words: object) -> None:
        sys.stdout.write(f"{json.dumps(words)}\n")
        sys.stdout.flush()

    with Receiver(on_message=say) as receiver:
        say(receiver.port)
        sys.stdin.read()


if __name__ == "__main__":
    main()
