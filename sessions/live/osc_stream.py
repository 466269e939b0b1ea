"""Sends a practice by OSC to a program of this machine, for as long as its inbox goes on.

OSC goes by datagrams: whether anybody takes them is nothing that we wait for.
"""

import logging
from collections.abc import Callable, Iterable, Sequence

from biofeedback.clock import Clock
from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import SoftenError, of_system
from biofeedback.hub import Inbox
from biofeedback.osc import Osc
from sessions.extras import needed
from sessions.live.osc_messages import OscMessage, OscMessages, RoomLight

FRAMES_PER_S = 60
"""Breaths a second of real time: as often as a common display paints, so that none of it is seen as steps."""

_FEWEST_PER_S = (
    5  # frames in a session second, however fast a practice goes, so that no part of a breath is passed over
)

logger = logging.getLogger(__name__)


class OscStream:
    """What goes out of one practice.

    Parameters
    ----------
    osc : Osc
        Where to, and how much.
    sources : sequence of str
        The sources of its hearts, the primary one first.
    room : RoomLight or None
        The light of a room, where it is one.

    Raises
    ------
    UsageError
        The library is not there, or it would go to another machine.
    """

    def __init__(self, osc: Osc, sources: Sequence[str], room: RoomLight | None = None) -> None:
        osc.check()
        self._library = needed("osc", "pythonosc.udp_client")
        self._osc = osc
        self._messages = OscMessages(sources, beats=osc.beats, names=osc.names, room=room)
        self._refused = False

    def send(self, clock: Clock, inbox: Inbox, on_error: Callable[[SoftenError], None]) -> None:
        """Send until the inbox ends; what keeps a message back is said once, and the next one is tried."""
        try:
            with self._library.SimpleUDPClient(self._osc.host, self._osc.port) as client:
                self._send_all(client.send_message, clock, inbox, on_error)
        except Exception as error:
            logger.exception("OSC stopped short")
            on_error(refused(error))

    def _send_all(
        self,
        send_message: Callable[[str, Sequence[object]], None],
        clock: Clock,
        inbox: Inbox,
        on_error: Callable[[SoftenError], None],
    ) -> None:
        def say(messages: Iterable[OscMessage]) -> None:
            for address, values in messages:
                try:
                    send_message(address, values)
                except BlockingIOError:  # nobody takes them as fast as they come
                    pass
                except OSError as error:
                    if not self._refused:
                        self._refused = True
                        on_error(refused(error))

        due_s = clock.now_s()
        while not inbox.ended:
            for item in inbox.wait(clock.until_s(due_s)):
                if not self._messages.ended:
                    say(self._messages.apply(item.event, clock.now_s()))
            now_s = clock.now_s()
            if now_s >= due_s:
                if not self._messages.ended:
                    say(self._messages.frame(now_s))
                due_s = max(due_s + _frame_s(clock, now_s), now_s)
        say(self._messages.end("early"))


def refused(error: Exception) -> SoftenError:
    """Return what is said where a message cannot leave, as where the system keeps it back."""
    facts = of_system(error) if isinstance(error, OSError) else {"problem": str(error) or type(error).__name__}
    return SoftenError(LiveErrorCode.OSC_REFUSED, **facts)


def _frame_s(clock: Clock, now_s: float) -> float:
    """Return the session seconds from one frame to the next."""
    real_s = max(clock.until_s(now_s + 1.0), 1.0 / FRAMES_PER_S)  # that a session second takes from here
    return min(1.0 / (FRAMES_PER_S * real_s), 1.0 / _FEWEST_PER_S)
