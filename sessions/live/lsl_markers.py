"""Takes markers from an LSL stream of others, found by its name, for as long as the session goes on."""

import logging
import math
import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING

from biofeedback.clock import Clock
from biofeedback.errors import SoftenError
from biofeedback.requests import Mark
from sessions.live.loopback import internet_sockets, reach_this_machine
from sessions.live.lsl_clock import LslClock
from sessions.live.lsl_library import end_before_exit, lsl, refused
from sessions.live.marker_gate import LONGEST_WAIT_S, MarkerGate
from sessions.live.options import Reach
from sessions.live.outlets import FROM_STREAM, OWN_IDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pylsl import ContinuousResolver, StreamInfo, StreamInlet

_LOOK_S = 0.2  # real seconds for which a sample is waited for, and between two looks for the stream: a choice
_OPENING_S = 5.0  # real seconds in which a stream that was found must answer: a choice, many round trips
_KEPT_S = 10  # seconds of markers that LSL keeps for us: as old as any may be
_MOST_VALUES = 16  # channels of a sample that become words: a choice, more than any stream of markers has

logger = logging.getLogger(__name__)


class LslMarkers:
    """The stream of markers that is listened to.

    Parameters
    ----------
    name : str
        What it is called.
    reach : {"machine", "network"}
        Where it is looked for.
    """

    def __init__(self, name: str, reach: Reach) -> None:
        self._name = name
        self._reach = reach
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def listen(self, clock: Clock, request: Callable[[Mark], None], on_error: Callable[[SoftenError], None]) -> None:
        """Begin to look for it, on a thread of its own; what goes wrong is said once."""
        self._thread = threading.Thread(
            target=self._listen, args=(clock, request, on_error), name="lsl markers", daemon=True
        )
        end_before_exit(self._thread)

    def close(self) -> None:
        """Listen no longer."""
        self._ended.set()

    def settle(self) -> None:
        """Listen no longer, and wait until it is said how many markers were left out."""
        self.close()
        if self._thread is not None:
            self._thread.join(LONGEST_WAIT_S)

    def _listen(self, clock: Clock, request: Callable[[Mark], None], on_error: Callable[[SoftenError], None]) -> None:
        try:
            library = lsl(self._reach)
            gate = MarkerGate(FROM_STREAM + self._name, clock.now_s, request, on_error)
            clocks = LslClock(clock.now_s, library.local_clock)
            resolver = library.ContinuousResolver()
            while not self._ended.wait(_LOOK_S):
                if (found := next(self._found(resolver), None)) is not None:
                    self._take_from(found, library, clocks, gate)
            gate.close()
        except SoftenError as error:
            on_error(error)
        except Exception as error:
            logger.exception("listening to markers stopped short")
            on_error(refused(error))

    def _found(self, resolver: "ContinuousResolver") -> "Iterator[StreamInfo]":
        """Yield the streams of this name, but none of our own."""
        for info in resolver.results():
            if info.name() == self._name and not info.source_id().startswith(OWN_IDS):
                yield info

    def _take_from(self, info: "StreamInfo", library: ModuleType, clocks: LslClock, gate: MarkerGate) -> None:
        """Take markers until the stream is gone or the session has ended."""
        before = internet_sockets()
        inlet = library.StreamInlet(info, max_buflen=_KEPT_S, recover=False, as_numpy=True)
        try:
            inlet.open_stream(_OPENING_S)
            if self._reach == "machine" and not reach_this_machine(internet_sockets() - before):
                return  # somebody elsewhere answered for it
            correction_s = inlet.time_correction(_OPENING_S)
            while not self._ended.is_set():
                sample, stamp_s = inlet.pull_sample(_LOOK_S)
                clocks.refresh()
                if sample is not None:
                    correction_s = _corrected(inlet, library, correction_s)
                    gate.take(_label(sample), clocks.to_session(stamp_s + correction_s), correction_s)
        except (library.util.LostError, library.util.TimeoutError):
            pass  # it is looked for again


def _corrected(inlet: "StreamInlet", library: ModuleType, correction_s: float) -> float:
    """Return what is added to the stamps of the stream, as LSL knows it now."""
    try:
        latest_s = float(inlet.time_correction(_LOOK_S))
    except library.util.TimeoutError:
        return correction_s
    return latest_s if math.isfinite(latest_s) else correction_s


def _label(sample: "NDArray[np.generic]") -> str:
    """Return the words of a sample, whatever kind of values it has."""
    values = list(sample)[:_MOST_VALUES]
    return ", ".join(each.decode("utf-8", "replace") if isinstance(each, bytes) else f"{each:g}" for each in values)
