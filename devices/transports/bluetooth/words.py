"""What a person is told about Bluetooth: one plain sentence a state, one an error, each with what to try.

It also knows which error of bleak, of D-Bus or of the system stands for which.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakCharacteristicNotFoundError,
    BleakDBusError,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
    BleakGATTProtocolErrorCode,
)

from biofeedback.errors import MalformedDataError, SensorErrorCode, SensorUnavailableError
from biofeedback.events import LinkState

NAMELESS = "a heart-rate strap"
"""What a strap without a name is called."""

YOURS = "your strap"
"""What a strap is called that nobody named and nobody has seen yet."""

_STATES: Mapping[LinkState, str] = MappingProxyType(
    {
        "searching": "Looking for your strap. It wakes when it is worn and its electrodes are moist.",
        "connecting": "Found {label}, connecting.",
        "streaming": "{label} is connected, and your heartbeats are coming in.",
        "weak": "{label} has been quiet for a moment. Sitting a little closer to the computer may help.",
        "lost": "The strap has gone quiet. Your breath light goes on; we are looking for it again.",
        "closed": "{label} has been let go.",
    }
)

_ERROR_MESSAGES: Mapping[SensorErrorCode, str] = MappingProxyType(
    {
        SensorErrorCode.NO_BLUETOOTH: (
            "This computer shows no Bluetooth. If it has an adapter, plug it in or start the Bluetooth service; "
            "we keep looking."
        ),
        SensorErrorCode.BLUETOOTH_OFF: (
            "Bluetooth is switched off. Switch it on in the settings of this computer; we find the strap by ourselves."
        ),
        SensorErrorCode.PERMISSION_DENIED: (
            "This computer does not let Soften use Bluetooth. Allow it in the privacy or Bluetooth settings; "
            "on Linux your account may have to join the group “bluetooth”."
        ),
        SensorErrorCode.NOT_FOUND: (
            "{label} is not in sight yet. Put it on, moisten its electrodes, and take other receivers "
            "(a phone, a watch) off it; we keep looking."
        ),
        SensorErrorCode.BUSY: (
            "{label} is there but does not let us in; another receiver may be holding it. "
            "Close the strap's app on your phone or watch; we keep trying."
        ),
        SensorErrorCode.NOT_A_HEART_SENSOR: (
            "{label} answers, but offers no heart rate. It may be another kind of sensor; "
            "“soften sensors” lists the straps in reach."
        ),
        SensorErrorCode.PAIRING_NEEDED: (
            "{label} wants to be paired first. Pair it in the Bluetooth settings of this computer; we keep trying."
        ),
        SensorErrorCode.LINK_LOST: (
            "The connection to {label} broke off while it was being made. Sit a little closer to the computer; "
            "we keep trying."
        ),
    }
)

_ASLEEP = (
    "{label} was in sight but does not answer; it may have fallen asleep. "
    "Wear it, moisten its electrodes, and give it a moment; we keep trying."
)
_RADIO_BUSY = "The Bluetooth of this computer is busy with another search. Please give it a moment; we keep trying."

_DBUS_ERRORS: Mapping[str, SensorErrorCode] = MappingProxyType(
    {
        "org.freedesktop.DBus.Error.AccessDenied": SensorErrorCode.PERMISSION_DENIED,
        "org.freedesktop.DBus.Error.ServiceUnknown": SensorErrorCode.NO_BLUETOOTH,
        "org.freedesktop.DBus.Error.NameHasNoOwner": SensorErrorCode.NO_BLUETOOTH,
        "org.bluez.Error.NotReady": SensorErrorCode.BLUETOOTH_OFF,
        "org.bluez.Error.NotAuthorized": SensorErrorCode.PAIRING_NEEDED,
        "org.bluez.Error.NotPermitted": SensorErrorCode.PAIRING_NEEDED,
        "org.bluez.Error.AuthenticationFailed": SensorErrorCode.PAIRING_NEEDED,
        "org.bluez.Error.AuthenticationRejected": SensorErrorCode.PAIRING_NEEDED,
        "org.bluez.Error.Failed": SensorErrorCode.BUSY,
        "org.bluez.Error.InProgress": SensorErrorCode.BUSY,
        "org.bluez.Error.ConnectionAttemptFailed": SensorErrorCode.BUSY,
    }
)

_REASONS: Mapping[BleakBluetoothNotAvailableReason, SensorErrorCode] = MappingProxyType(
    {
        BleakBluetoothNotAvailableReason.POWERED_OFF: SensorErrorCode.BLUETOOTH_OFF,
        BleakBluetoothNotAvailableReason.DENIED_BY_USER: SensorErrorCode.PERMISSION_DENIED,
        BleakBluetoothNotAvailableReason.DENIED_BY_SYSTEM: SensorErrorCode.PERMISSION_DENIED,
        BleakBluetoothNotAvailableReason.DENIED_BY_UNKNOWN: SensorErrorCode.PERMISSION_DENIED,
    }
)

PAIRING_CODES = frozenset(
    {
        BleakGATTProtocolErrorCode.INSUFFICIENT_AUTHENTICATION,
        BleakGATTProtocolErrorCode.INSUFFICIENT_AUTHORIZATION,
        BleakGATTProtocolErrorCode.INSUFFICIENT_ENCRYPTION,
    }
)
"""Errors of a device that wants to be paired first."""

DEVICE_ERRORS = (BleakError, MalformedDataError, OSError, EOFError)
"""How it shows that a device does not answer, or leaves while it is asked; a time that is up is an OSError too."""


def state_sentence(state: LinkState, label: str) -> str:
    """Return the sentence for a state of the link (not ``unavailable``, which has one for each trouble)."""
    return _begin_large(_STATES[state].format(label=label))


def sensor_error(reason: SensorErrorCode, label: str = NAMELESS) -> SensorUnavailableError:
    """Return the error for a trouble, with its sentence."""
    return SensorUnavailableError(_begin_large(_ERROR_MESSAGES[reason].format(label=label)), reason)


def wanted_not_among(called: str, seen: Sequence[str]) -> SensorUnavailableError:
    """Return the error for a strap that is not in sight while others are."""
    return SensorUnavailableError(
        f"{_begin_large(called)} is not in sight yet; in sight: {', '.join(seen)}. "
        "Put the strap on and moisten its electrodes; we keep looking.",
        SensorErrorCode.NOT_FOUND,
    )


def several_found(seen: Sequence[str]) -> SensorUnavailableError:
    """Return the error for several straps where one was expected, naming them."""
    return SensorUnavailableError(
        f"Several straps are in sight: {', '.join(seen)}. Please choose one of them, "
        "for example with --sensor “bluetooth:ADDRESS”, or let the others rest.",
        SensorErrorCode.SEVERAL_FOUND,
    )


def translated(error: Exception, label: str, *, in_sight: bool) -> SensorUnavailableError:
    """Return our error for one of bleak, D-Bus or the system.

    Parameters
    ----------
    in_sight : bool
        Whether the strap had been found when it happened; if not, the trouble is with the computer's own radio.
    """
    if isinstance(error, TimeoutError | BleakDeviceNotFoundError) and in_sight:
        return SensorUnavailableError(_begin_large(_ASLEEP.format(label=label)), SensorErrorCode.NOT_FOUND)
    reason = _reason_of(error, in_sight=in_sight)
    if reason is SensorErrorCode.BUSY and not in_sight:
        return SensorUnavailableError(_RADIO_BUSY, reason)
    return sensor_error(reason, label)


def _reason_of(error: Exception, *, in_sight: bool) -> SensorErrorCode:
    match error:
        case BleakBluetoothNotAvailableError():
            return _REASONS.get(error.reason, SensorErrorCode.NO_BLUETOOTH)
        case BleakCharacteristicNotFoundError():
            return SensorErrorCode.NOT_A_HEART_SENSOR
        case BleakGATTProtocolError():
            return SensorErrorCode.PAIRING_NEEDED if error.code in PAIRING_CODES else SensorErrorCode.BUSY
        case BleakDBusError():
            return _DBUS_ERRORS.get(error.dbus_error, SensorErrorCode.BUSY)
        case PermissionError():
            return SensorErrorCode.PERMISSION_DENIED
        case _:
            return SensorErrorCode.LINK_LOST if in_sight else SensorErrorCode.NO_BLUETOOTH


def _begin_large(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
