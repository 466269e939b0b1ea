"""What is asked of OSC: whether a practice goes out by it, to which port of this machine, and whose beats with it."""

from dataclasses import dataclass, replace
from ipaddress import ip_address

from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import UsageError

USUAL_PORT = 9000
"""Where programs for OSC listen before anybody chose otherwise: a choice, the port most examples are written with."""

LEAST_PORT, MOST_PORT = 1024, 65535
"""Ports that need no rights of an administrator: below 1024 are the system's own (RFC 6335)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Osc:
    """Where a practice goes by OSC (Open Sound Control), and how much of it.

    Attributes
    ----------
    on : bool
        Whether it goes out.
    host : str
        An address of this machine, ``127.0.0.1`` or ``::1``.
    port : int
        The port at which a program there listens.
    beats : bool
        Whether the heartbeats of who begins the practice go with it. In a room each seat chooses for itself.
    names : bool
        Whether the names of seats go with their beats.
    """

    on: bool = False
    host: str = "127.0.0.1"
    port: int = USUAL_PORT
    beats: bool = False
    names: bool = False

    def __str__(self) -> str:
        more = "".join(f" {name}" for name in ("beats", "names") if getattr(self, name))
        return f"{self.host} {self.port}{more}"

    def check(self) -> None:
        """Refuse what cannot be.

        Raises
        ------
        UsageError
            The address is of another machine, or the port is none.
        """
        if not _is_of_this_machine(self.host):
            raise UsageError(LiveErrorCode.OSC_ELSEWHERE, host=self.host)
        if not LEAST_PORT <= self.port <= MOST_PORT:
            raise UsageError(LiveErrorCode.OSC_NO_PORT, port=str(self.port), least=LEAST_PORT, most=MOST_PORT)

    def aimed(self, target: str) -> "Osc":
        """Return the same with where it goes as somebody writes it: ``9000``, ``127.0.0.1:9000`` or ``[::1]:9000``.

        Raises
        ------
        UsageError
            It is no port of this machine.
        """
        host, _, port = target.strip().rpartition(":")
        if not (port.isdecimal() and len(port) <= len(str(MOST_PORT))):
            raise UsageError(LiveErrorCode.OSC_NO_PORT, port=target, least=LEAST_PORT, most=MOST_PORT)
        aimed = replace(self, host=host.strip("[]") or self.host, port=int(port))
        aimed.check()
        return aimed


def _is_of_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name, which may be anybody's
        return False
