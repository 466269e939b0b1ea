"""What is asked of the live streams of one practice; by itself nothing is."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from biofeedback.error_codes import LiveErrorCode
from biofeedback.errors import UsageError
from biofeedback.osc import LEAST_PORT, MOST_PORT, Osc

Reach: TypeAlias = Literal["machine", "network"]
"""Who can find the streams: programs on this machine, or whoever is in its network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """What goes out and what comes in.

    Attributes
    ----------
    lsl : bool
        Whether the practice goes out as LSL streams.
    reach : {"machine", "network"}
        Who can find them.
    markers_from : str
        The name of an LSL stream whose samples become markers; empty for none.
    marker_port : int or None
        The port of this machine at which each line becomes a marker; None for none.
    osc : Osc
        Whether the practice goes out by OSC, where to, and whose beats with it.
    is_usual : bool
        Whether LSL was chosen for every practice and not for this one, which then begins even where LSL cannot.
    osc_is_usual : bool
        The same of OSC.
    """

    lsl: bool = False
    reach: Reach = "machine"
    markers_from: str = ""
    marker_port: int | None = None
    osc: Osc = field(default_factory=Osc)
    is_usual: bool = False
    osc_is_usual: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything goes out or comes in."""
        return self.osc.on or self.in_real_time

    @property
    def in_real_time(self) -> bool:
        """Whether anything is open that has real time alone."""
        return self.uses_lsl or self.marker_port is not None

    @property
    def uses_lsl(self) -> bool:
        """Whether LSL is needed."""
        return self.lsl or bool(self.markers_from)

    @property
    def facts(self) -> dict[str, str]:
        """What the recording says of it; empty where nothing was open."""
        said = {
            "lsl": self.reach if self.lsl else "",
            "lsl_markers_from": self.markers_from,
            "marker_port": "" if self.marker_port is None else str(self.marker_port),
            "osc": str(self.osc) if self.osc.on else "",
        }
        return {name: value for name, value in said.items() if value}

    def check(self, speed: float) -> None:
        """Refuse what cannot be.

        Raises
        ------
        UsageError
            A port is none or not of this machine, or the time of the practice is not the real one.
        """
        if self.marker_port is not None and not LEAST_PORT <= self.marker_port <= MOST_PORT:
            raise UsageError(LiveErrorCode.PORT_OUT_OF_RANGE, port=self.marker_port, least=LEAST_PORT, most=MOST_PORT)
        if self.osc.on:
            self.osc.check()
        if self.in_real_time and speed != 1:
            raise UsageError(LiveErrorCode.SPEED)
