"""Describes a sensor in reach, as a search finds it and a screen shows it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

SensorKind: TypeAlias = Literal["bluetooth", "serial", "simulated", "replay", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorSeen:
    """A sensor in reach.

    ``spec`` is what ``--sensor`` takes for it; it is also its identity: a later sighting with the same ``spec``
    replaces the earlier one. ``label`` is its name for people, ``detail`` a short remark (``strong signal``).
    ``rssi_dbm`` is the received signal strength, ``nan`` where there is no radio. ``by_name_alone`` is whether it is
    known by its name alone, and does not say that it is a sensor.
    """

    spec: str
    kind: SensorKind
    label: str
    detail: str
    rssi_dbm: float
    by_name_alone: bool = False


USUAL_ADAPTER_LIMIT = 7
"""Sensors that a Bluetooth adapter holds, about. Hearsay, not verified by us: 5 with adapters of CSR, 7 with those of
Broadcom (bleak-retry-connector, pull request 67), 8 on Windows (dotnet-bluetooth-le, issue 838)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterLoad:
    """What a Bluetooth adapter of this computer holds of ours.

    ``name`` is what the system calls it (``hci0``), empty where it has one and no name for it. ``held`` is how many
    sensors are connected through it, ``about`` how many it holds at most: as is usual, or as it said by itself.
    """

    name: str
    held: int
    about: int

    @property
    def is_nearly_full(self) -> bool:
        """Whether there is room for one more at most."""
        return self.held >= self.about - 1


SIMULATED_HEART = SensorSeen(
    spec="simulated", kind="simulated", label="Simulated heart", detail="for trying things out", rssi_dbm=float("nan")
)
"""The one sensor that is always in reach."""

WITHOUT_SENSOR = SensorSeen(
    spec="none", kind="none", label="Without a sensor", detail="the breath and the words alone", rssi_dbm=float("nan")
)
"""What stands in a list of sensors for a practice in which nobody listens to a heart."""


UNNAMED_STRAP, UNNAMED_SENSOR = "your strap", "your sensor"
"""What a strap or a sensor at a port is called until its name is known; a screen asks its language for these words."""


NAMELESS_STRAP = "a heart-rate strap"
"""What a strap is called that was met and says no name."""


ROOM_SOURCE = "room"
"""In place of a sensor: what is computed of all hearts of a room together. No sensor has this name."""
