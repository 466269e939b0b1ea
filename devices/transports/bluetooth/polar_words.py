"""What a person is told about what a Polar sensor measures beside the heart rate: one kind sentence each.

None of it is trouble for the practice, and every sentence says so.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bleak.exc import BleakGATTProtocolError

from devices.protocols.polar_control_point import ACCELERATION, ECG, PULSE_INTERVALS, PolarError
from devices.transports.bluetooth.words import PAIRING_CODES

_NAMES: Mapping[int, str] = MappingProxyType(
    {ECG: "ECG", ACCELERATION: "acceleration", PULSE_INTERVALS: "single heartbeats"}
)


def not_offered(label: str, measurement: int) -> str:
    """Return the sentence for what this sensor does not measure, or does not let others have."""
    return f"{label} does not offer its {_NAMES[measurement]}; the heart rate goes on."


def refused(label: str, measurement: int, error: int) -> str:
    """Return the sentence for the error of a reply, as in `PolarError`."""
    if error == PolarError.INVALID_MTU:
        return (
            f"The packets that this computer and {label} agreed on are too small for the {_NAMES[measurement]}; "
            "the heart rate goes on. Another Bluetooth adapter may help another time."
        )
    if error == PolarError.IN_CHARGER:
        return f"{label} sends its {_NAMES[measurement]} once it is out of its charger; the heart rate goes on."
    return _not_now(label, measurement)


def out_of_reach(label: str, measurement: int, error: Exception) -> str:
    """Return the sentence for what bleak or the system raised while the sensor was asked."""
    if isinstance(error, BleakGATTProtocolError) and error.code in PAIRING_CODES:
        return (
            f"{label} wants to be paired with this computer before it sends its {_NAMES[measurement]}; "
            "the heart rate goes on. You can pair it in the Bluetooth settings, if you like."
        )
    return _not_now(label, measurement)


def stopped(label: str, measurement: int) -> str:
    """Return the sentence for a sensor that stopped by itself."""
    return f"{label} has stopped sending its {_NAMES.get(measurement, 'data')}; the heart rate goes on."


def left_alone(label: str, measurement: int) -> str:
    """Return the sentence for what is no longer asked for, because the connection broke each time."""
    return (
        f"The connection to {label} broke off each time it was asked for its {_NAMES[measurement]}, so we leave that "
        "for now; the heart rate goes on."
    )


def first_beats_take_time(label: str) -> str:
    """Return the sentence for an optical sensor that was asked for its pulse intervals."""
    return (
        f"{label} takes about half a minute to send its first heartbeats. Rest at ease, with the sensor snug on your "
        "skin; we are listening."
    )


def _not_now(label: str, measurement: int) -> str:
    return f"{label} does not send its {_NAMES[measurement]} just now; the heart rate goes on."
