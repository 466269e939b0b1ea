"""Says what happens to a link once, and quietly when it happens again and again: a strap that flaps disturbs nobody.

The state is told each time all the same. What was said within `SAY_AGAIN_S` is said quietly now: by a code of
`biofeedback.codes.QUIET_LINK_CODES`, whose few words are for a line that shows how things stand.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.codes import LinkCode
from biofeedback.events import LinkState
from biofeedback.facts import Facts

SAY_AGAIN_S = 180.0
"""After so long without it, what befalls a link is news again: a choice, as long as for what streams have to tell."""

_QUIETLY: Mapping[LinkState, LinkCode] = MappingProxyType(
    {
        "connecting": LinkCode.LINK_CONNECTING_AGAIN,
        "streaming": LinkCode.LINK_STREAMING_AGAIN,
        "weak": LinkCode.LINK_WEAK_AGAIN,
        "lost": LinkCode.LINK_LOST_AGAIN,
        "unavailable": LinkCode.LINK_LOST_AGAIN,
    }
)

_COMES_AND_GOES = frozenset(
    {
        LinkCode.STRAP_LOST,
        LinkCode.STRAP_WEAK,
        LinkCode.STRAP_NOT_IN_SIGHT,
        LinkCode.STRAP_NOT_AMONG_OTHERS,
        LinkCode.STRAP_ASLEEP,
        LinkCode.STRAP_NOT_ANSWERING,
        LinkCode.STRAP_BUSY,
        LinkCode.STRAP_LETS_GO,
        LinkCode.STRAP_SILENT,
        LinkCode.STRAP_BROKE_OFF,
        LinkCode.SERIAL_LOST,
        LinkCode.SERIAL_WEAK,
        LinkCode.PORT_NOT_THERE,
        LinkCode.PORT_SILENT,
        LinkCode.PORT_UNKNOWN_LINES,
        LinkCode.SKETCH_WITHOUT_BEATS,
        LinkCode.BOARD_STARTED,
        LinkCode.PORT_BROKE_OFF,
        LinkCode.LINK_UNSTEADY,
    }
)
"""What befalls a link by itself. What a person did, or has to do at the computer, is said each time."""


class LinkNews:
    """What was said of one link, and when."""

    def __init__(self) -> None:
        self._said_s: dict[tuple[LinkState, LinkCode], float] = {}
        self._quiet = False

    def is_old(self, state: LinkState, code: LinkCode, t_s: float) -> bool:
        """Return whether this is such as comes and goes, and was said lately, aloud or quietly."""
        return code in _COMES_AND_GOES and t_s - self._said_s.get((state, code), -math.inf) < SAY_AGAIN_S

    def said(self, state: LinkState, code: LinkCode, facts: Facts, called: Facts, t_s: float) -> tuple[LinkCode, Facts]:
        """Return how to say of a state what there is to say.

        Parameters
        ----------
        state : LinkState
            The state that was reached.
        code, facts : LinkCode, Facts
            What is said of it in full.
        called : Facts
            What the sensor is called.
        t_s : float
            Session time.

        Returns
        -------
        tuple of LinkCode and Facts
            The same; for the first loss that follows another soon, that the link comes and goes; or the quiet code.
            Good news is as loud as the bad before.
        """
        if state in ("searching", "closed"):
            return code, facts
        if state in ("connecting", "streaming"):
            return (_QUIETLY[state], called) if self._quiet else (code, facts)
        again = self._say(state, code, t_s)
        if again and state == "lost":
            self._quiet = True
            if not self._say(state, LinkCode.LINK_UNSTEADY, t_s):
                return LinkCode.LINK_UNSTEADY, called
        self._quiet = again
        return (_QUIETLY[state], called) if again else (code, facts)

    def _say(self, state: LinkState, code: LinkCode, t_s: float) -> bool:
        """Note that this is said now, and return whether it is old."""
        old = self.is_old(state, code, t_s)
        self._said_s[state, code] = t_s
        return old
