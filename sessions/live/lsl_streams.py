"""Sends a session out as LSL streams for as long as its inbox goes on; what goes wrong in it ends the streams alone."""

import logging
from collections.abc import Callable, Sequence

from biofeedback.clock import Clock
from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import SoftenError
from biofeedback.hub import Inbox
from sessions.live.lsl_clock import STATED_ERROR_S, LslClock
from sessions.live.lsl_library import lsl, refused
from sessions.live.options import Reach
from sessions.live.outlets import Outlets

_WAKING_S = 0.5  # real seconds between two looks at the clocks where nothing comes: a choice, half a tick

logger = logging.getLogger(__name__)


def whom_it_reaches(reach: Reach, *, is_kept_here: bool) -> LiveErrorCode:
    """Return what is said of who can read the streams; ``is_kept_here`` tells whether the system keeps others out."""
    if reach == "network":
        return LiveErrorCode.LSL_ON_NETWORK
    return LiveErrorCode.LSL_HERE if is_kept_here else LiveErrorCode.LSL_ANNOUNCED_HERE


def stamps_unsure() -> SoftenError:
    """Return what is said where stamps may be off by more than is stated."""
    return SoftenError(LiveErrorCode.STAMPS_UNSURE, bound_ms=round(1e3 * STATED_ERROR_S, 3))


class LslStreams:
    """The outgoing streams of one session.

    Parameters
    ----------
    reach : {"machine", "network"}
        Who can find them.
    sources : sequence of str
        The sources of the hearts, the primary one first.
    """

    def __init__(self, reach: Reach, sources: Sequence[str]) -> None:
        self._reach = reach
        self._sources = tuple(sources)

    def send(self, clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
        """Send until the inbox ends, or until something goes wrong, which is said once; returns then."""
        try:
            library = lsl(self._reach)
            clocks = LslClock(clock.now_s, library.local_clock)
            outlets = Outlets(library, clocks, self._sources, is_kept_here=self._reach == "machine")
            # With what it takes to find a stamp of LSL in the recording.
            code = whom_it_reaches(self._reach, is_kept_here=outlets.unreachable)
            on_error(SoftenError(code, zero_lsl_s=clocks.zero_s, stamp_error_s=STATED_ERROR_S))
            try:
                self._send_all(outlets, clocks, clock, inbox, on_error)
            finally:
                outlets.close()
        except SoftenError as error:
            on_error(error)
        except Exception as error:
            logger.exception("the live streams stopped short")
            on_error(refused(error))

    @staticmethod
    def _send_all(
        outlets: Outlets, clocks: LslClock, clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]
    ) -> None:
        is_unsure = False
        while not inbox.ended:
            due_s = outlets.next_due_s
            items = inbox.wait(_WAKING_S if due_s is None else min(_WAKING_S, clock.until_s(due_s)))
            clocks.refresh()
            for item in items:
                outlets.apply(item.event)
            outlets.advance(clock.now_s())
            if outlets.widest_error_s > STATED_ERROR_S and not is_unsure:
                is_unsure = True
                on_error(stamps_unsure())
