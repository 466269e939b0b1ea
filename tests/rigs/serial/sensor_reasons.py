"""The kinds of reasons for which a sensor cannot be used, and the kind of every code that says one."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from biofeedback.codes import LinkCode
from biofeedback.errors import SensorUnavailableError


class SensorErrorCode(StrEnum):
    """Why a sensor cannot be used just now."""

    NO_BLUETOOTH = "no-bluetooth"
    BLUETOOTH_OFF = "bluetooth-off"
    PERMISSION_DENIED = "permission-denied"
    NOT_FOUND = "not-found"
    SEVERAL_FOUND = "several-found"
    BUSY = "busy"
    NOT_A_HEART_SENSOR = "not-a-heart-sensor"
    PAIRING_NEEDED = "pairing-needed"
    LINK_LOST = "link-lost"
    SILENT = "silent"
    NOT_UNDERSTOOD = "not-understood"


def reason_of(error: SensorUnavailableError) -> SensorErrorCode:
    """Return the kind of an error."""
    return _REASONS[error.code]


_REASONS: Mapping[LinkCode, SensorErrorCode] = MappingProxyType(
    {
        LinkCode.BLUETOOTH_ABSENT: SensorErrorCode.NO_BLUETOOTH,
        LinkCode.BLUETOOTH_OFF: SensorErrorCode.BLUETOOTH_OFF,
        LinkCode.BLUETOOTH_NOT_PERMITTED: SensorErrorCode.PERMISSION_DENIED,
        LinkCode.BLUETOOTH_BUSY: SensorErrorCode.BUSY,
        LinkCode.ADAPTER_FULL: SensorErrorCode.BUSY,
        LinkCode.STRAP_NOT_IN_SIGHT: SensorErrorCode.NOT_FOUND,
        LinkCode.STRAP_NOT_AMONG_OTHERS: SensorErrorCode.NOT_FOUND,
        LinkCode.SEVERAL_STRAPS: SensorErrorCode.SEVERAL_FOUND,
        LinkCode.STRAP_ASLEEP: SensorErrorCode.NOT_FOUND,
        LinkCode.STRAP_BUSY: SensorErrorCode.BUSY,
        LinkCode.STRAP_NOT_ANSWERING: SensorErrorCode.NOT_FOUND,
        LinkCode.STRAP_WITHOUT_HEART_RATE: SensorErrorCode.NOT_A_HEART_SENSOR,
        LinkCode.STRAP_SHARES_NOTHING: SensorErrorCode.NOT_A_HEART_SENSOR,
        LinkCode.STRAP_WITHOUT_MEASUREMENT: SensorErrorCode.NOT_A_HEART_SENSOR,
        LinkCode.STRAP_CANNOT_NOTIFY: SensorErrorCode.NOT_A_HEART_SENSOR,
        LinkCode.STRAP_NOT_LOW_ENERGY: SensorErrorCode.NOT_A_HEART_SENSOR,
        LinkCode.STRAP_PAIRING_NEEDED: SensorErrorCode.PAIRING_NEEDED,
        LinkCode.STRAP_PAIRING_REFUSED: SensorErrorCode.PAIRING_NEEDED,
        LinkCode.STRAP_LETS_GO: SensorErrorCode.LINK_LOST,
        LinkCode.STRAP_SILENT: SensorErrorCode.SILENT,
        LinkCode.OXIMETER_SPOT_CHECK: SensorErrorCode.NOT_A_HEART_SENSOR,
        LinkCode.STRAP_BROKE_OFF: SensorErrorCode.LINK_LOST,
        LinkCode.NO_SERIAL_PORT: SensorErrorCode.NOT_FOUND,
        LinkCode.PORT_NOT_THERE: SensorErrorCode.NOT_FOUND,
        LinkCode.SEVERAL_PORTS: SensorErrorCode.SEVERAL_FOUND,
        LinkCode.ANOTHER_DEVICE: SensorErrorCode.NOT_FOUND,
        LinkCode.PORT_SILENT: SensorErrorCode.SILENT,
        LinkCode.PORT_UNKNOWN_LINES: SensorErrorCode.NOT_UNDERSTOOD,
        LinkCode.SKETCH_WITHOUT_BEATS: SensorErrorCode.NOT_UNDERSTOOD,
        LinkCode.BOARD_STARTED: SensorErrorCode.SILENT,
        LinkCode.PORT_STARTING: SensorErrorCode.NOT_UNDERSTOOD,
        LinkCode.PORT_UNKNOWN_BYTES: SensorErrorCode.NOT_UNDERSTOOD,
        LinkCode.PORT_BROKE_OFF: SensorErrorCode.LINK_LOST,
        LinkCode.PORT_NOT_PERMITTED: SensorErrorCode.PERMISSION_DENIED,
        LinkCode.PORT_OF_GROUP: SensorErrorCode.PERMISSION_DENIED,
        LinkCode.PORT_BUSY: SensorErrorCode.BUSY,
        LinkCode.PORT_NOT_SERIAL: SensorErrorCode.NOT_A_HEART_SENSOR,
    }
)
