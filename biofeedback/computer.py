"""What is found of the computer that Soften runs on: a code for each finding, whose sentence is made at the edge."""

from dataclasses import dataclass
from enum import StrEnum

from biofeedback.errors import SoftenError
from biofeedback.facts import Facts


class ComputerCode(StrEnum):
    """What there is to say of a part of the computer; none of it tells whose it is."""

    PROGRAM = "program"
    """``version`` of Soften, and of ``python``."""
    SYSTEM = "system"
    """``name``, ``release``, ``machine`` and how many ``processors``."""
    LIBRARIES = "libraries"
    """Every ``library`` with its version behind it."""
    EXTRAS = "extras"
    """Every ``extra`` that is installed."""
    EXTRAS_ABSENT = "extras-not-installed"
    """Every ``extra`` that is not."""
    ADAPTERS = "adapters"
    """Every ``adapter`` that is switched on; a nameless one where the system has no name for it."""
    ADAPTERS_OFF = "adapters-off"
    """Every ``adapter`` that there is, none of them switched on."""
    NO_ADAPTER = "no-adapter"
    NO_BLUETOOTH_SERVICE = "no-bluetooth-service"
    """Every ``adapter`` that there is, and nothing that answers for them."""
    NO_PORT = "no-port"
    PORT_READY = "port-ready"
    """``port`` and the ``hint`` of what may be behind it."""
    PORT_REFUSED = "port-refused"
    """``port``, its ``hint``, and the ``group`` whose members may open it, where there is one."""
    SCREEN = "screen"
    NO_SCREEN = "no-screen"
    SPEAKERS = "speakers"
    """``count``."""
    NO_SPEAKER = "no-speaker"
    NO_SOUND = "no-sound"
    DISK = "disk"
    """``free_gb`` where recordings are kept."""
    DISK_REFUSED = "disk-refused"
    NOT_LOOKED_AT = "not-looked-at"
    """``part``, where a fault of ours, or of a library, is in the way, and its ``problem``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found.

    Attributes
    ----------
    code : ComputerCode
        What it is.
    facts : Facts
        What its sentence says.
    error : SoftenError or None
        What keeps a part from being used, where an error says so.
    in_the_way : bool
        Whether some practice or some sensor does not come about because of it.
    """

    code: ComputerCode
    facts: Facts = ()
    error: SoftenError | None = None
    in_the_way: bool = False
