"""Writes the rule by which Linux lets whoever sits at the computer open the serial boards that Soften knows.

The tag ``uaccess`` is given by systemd to who is logged in at the seat (systemd's 73-seat-late.rules, before which the
file has to be sorted).
"""

from pathlib import Path

from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError, of_system
from devices.sensor_models.usb_makers import USB_MAKERS

RULES = Path("/etc/udev/rules.d/70-soften-serial.rules")
"""Where the rule belongs."""


def rule() -> str:
    """Return the rule, a line a maker."""
    lines = [
        "# Serial boards and cables that Soften knows may be opened by whoever is logged in at this computer.",
        "# To take this back: remove this file, then unplug the board.",
        *(
            ", ".join(('SUBSYSTEM=="tty"', 'SUBSYSTEMS=="usb"', f'ATTRS{{idVendor}}=="{maker:04x}"', 'TAG+="uaccess"'))
            for maker in sorted(USB_MAKERS)
        ),
    ]
    return "\n".join(lines) + "\n"


def write_rule(path: Path) -> None:
    """Write the rule, for a person who asked for it.

    Raises
    ------
    SoftenError
        The system does not allow it; it is for whoever administers the computer.
    """
    try:
        path.write_text(rule(), encoding="utf-8")
        path.chmod(0o644)
    except OSError as error:
        raise SoftenError(StoreErrorCode.REFUSED_BY_SYSTEM, **of_system(error)) from error
