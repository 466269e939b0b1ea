"""A loudspeaker that plays into memory: with a latency, a clock that drifts, and an end that comes without a word."""

import threading
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ui.sound.speaker import Fill

PATIENCE_S = 60.0


class PretendSpeaker:
    """Asks for blocks whenever a test lets it.

    Parameters
    ----------
    rate_hz, latency_s : float
        What it says of itself.
    drift : float
        By how much its clock is faster than it says.
    """

    def __init__(self, rate_hz: float = 48_000.0, latency_s: float = 0.1, drift: float = 0.0) -> None:
        self.rate_hz = rate_hz
        self.latency_s = latency_s
        self.true_rate_hz = rate_hz * (1.0 + drift)
        self.active = True
        self.closed = threading.Event()
        self.started = threading.Event()
        self._fill: Fill | None = None

    def start(self, fill: Fill) -> None:
        self._fill = fill
        self.started.set()

    def close(self) -> None:
        self.active = False
        self.closed.set()

    def ask(self, frames: int, lead_s: float | None = None) -> NDArray[np.float32]:
        """The next frames, as the device's own thread would ask for them."""
        assert self._fill is not None
        block = np.full((frames, 2), np.nan, np.float32)
        self._fill(block, self.latency_s if lead_s is None else lead_s)
        assert np.isfinite(block).all()
        return block

    def play_until_closed(self) -> Iterator[NDArray[np.float32]]:
        """Play on as fast as can be until it is closed, in this very thread."""
        while not self.closed.is_set():
            yield self.ask(1024)
