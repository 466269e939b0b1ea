"""Where a link to a sensor stands, and what may happen to it: the table behind `devices.supervisor`.

::

    NOT_BEGUN --begin--> SEARCHING --found--> CONNECTING --packet--> STREAMING <--silence, packet--> WEAK
                             |                 |   ^  |                  |                             |
                             | refusal refusal |   |  |      break       |                             |
                             v                 |   |  +------------------+-----------------------------+
                        UNAVAILABLE <----------+   |                     |
                             ^                     +-------found------ LOST
                             +--------------------refusal----------------+

What streams may be refused too, while it is still being opened. Trouble (UNAVAILABLE) stays through the next attempts:
found leaves it as it is, and a packet, silence or a break end it. Cancelled, each of them is CLOSED.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from biofeedback.events import LinkState


class SupervisorState(Enum):
    """Where a link stands; all but the first are told under these names (`LinkChanged`)."""

    NOT_BEGUN = auto()
    SEARCHING = auto()
    CONNECTING = auto()
    STREAMING = auto()
    WEAK = auto()
    """Nothing was heard for a while."""

    LOST = auto()
    UNAVAILABLE = auto()
    """It could not be opened; what stands in the way was told."""

    CLOSED = auto()


class SupervisorTrigger(Enum):
    """What may happen to a link."""

    BEGIN = auto()
    FOUND = auto()
    PACKET = auto()
    SILENCE = auto()
    BREAK = auto()
    """The other end let go, or was silent for too long."""

    REFUSAL = auto()
    CLOSE = auto()


_S, _T = SupervisorState, SupervisorTrigger

TRANSITIONS: Mapping[tuple[SupervisorState, SupervisorTrigger], SupervisorState] = MappingProxyType(
    {
        (_S.NOT_BEGUN, _T.BEGIN): _S.SEARCHING,
        **{(state, _T.FOUND): _S.CONNECTING for state in (_S.SEARCHING, _S.LOST)},
        (_S.UNAVAILABLE, _T.FOUND): _S.UNAVAILABLE,
        **{(state, _T.PACKET): _S.STREAMING for state in (_S.CONNECTING, _S.STREAMING, _S.WEAK, _S.UNAVAILABLE)},
        **{(state, _T.SILENCE): _S.WEAK for state in (_S.CONNECTING, _S.STREAMING, _S.WEAK, _S.UNAVAILABLE)},
        **{(state, _T.BREAK): _S.LOST for state in (_S.CONNECTING, _S.STREAMING, _S.WEAK, _S.UNAVAILABLE)},
        **{
            (state, _T.REFUSAL): _S.UNAVAILABLE
            for state in (_S.SEARCHING, _S.CONNECTING, _S.STREAMING, _S.LOST, _S.UNAVAILABLE)
        },
        **{(state, _T.CLOSE): _S.CLOSED for state in _S if state not in (_S.NOT_BEGUN, _S.CLOSED)},
    }
)

STATES_ANNOUNCED: Mapping[SupervisorState, LinkState] = MappingProxyType(
    {
        _S.SEARCHING: "searching",
        _S.CONNECTING: "connecting",
        _S.STREAMING: "streaming",
        _S.WEAK: "weak",
        _S.LOST: "lost",
        _S.UNAVAILABLE: "unavailable",
        _S.CLOSED: "closed",
    }
)
"""How people are told of a state; of the first they are not."""
