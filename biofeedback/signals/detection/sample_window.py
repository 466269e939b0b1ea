"""The newest samples of a stream as a window that moves on by equal steps, however the samples arrive."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import FloatArray


class SampleWindow:
    """A window over the last samples that moves on by whole hops, counted in samples.

    Parameters
    ----------
    longest, hop : int
        Samples in the full window, and from one look to the next.
    """

    def __init__(self, longest: int, hop: int) -> None:
        self._longest = longest
        self._hop = hop
        self.clear()

    def clear(self) -> None:
        """Forget all samples, and count again from 0."""
        self._window: FloatArray = np.empty(0)
        self._waiting: FloatArray = np.empty(0)
        self._seen = 0

    def feed(self, samples: ArrayLike) -> Iterator[tuple[int, FloatArray]]:
        """Yield the window at each hop: the number of its first sample since the start, and the samples."""
        waiting = np.concatenate((self._waiting, np.asarray(samples, dtype=np.float64)))
        whole = waiting.size - waiting.size % self._hop
        self._waiting = waiting[whole:]
        for at in range(0, whole, self._hop):
            self._window = np.concatenate((self._window, waiting[at : at + self._hop]))[-self._longest :]
            self._seen += self._hop
            yield self._seen - self._window.size, self._window

    @property
    def received(self) -> int:
        """How many samples have come since the start."""
        return self._seen + self._waiting.size
