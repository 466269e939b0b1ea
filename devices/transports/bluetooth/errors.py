"""Which error of bleak, D-Bus or the system is which of ours for a strap, and what is said of its link."""

from collections.abc import Iterable, Mapping
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

from biofeedback.codes import LinkCode
from biofeedback.errors import MalformedDataError, SensorUnavailableError
from biofeedback.events import LinkState
from biofeedback.facts import Facts, facts

_STATES: Mapping[LinkState, LinkCode] = MappingProxyType(
    {
        "searching": LinkCode.STRAP_SEARCHING,
        "connecting": LinkCode.STRAP_CONNECTING,
        "streaming": LinkCode.STRAP_STREAMING,
        "weak": LinkCode.STRAP_WEAK,
        "lost": LinkCode.STRAP_LOST,
        "closed": LinkCode.STRAP_CLOSED,
    }
)

_DBUS_ERRORS: Mapping[str, LinkCode] = MappingProxyType(
    {
        "org.freedesktop.DBus.Error.AccessDenied": LinkCode.BLUETOOTH_NOT_PERMITTED,
        "org.freedesktop.DBus.Error.ServiceUnknown": LinkCode.BLUETOOTH_ABSENT,
        "org.freedesktop.DBus.Error.NameHasNoOwner": LinkCode.BLUETOOTH_ABSENT,
        "org.bluez.Error.NotReady": LinkCode.BLUETOOTH_OFF,
        "org.bluez.Error.NotAuthorized": LinkCode.STRAP_PAIRING_NEEDED,
        "org.bluez.Error.NotPermitted": LinkCode.STRAP_PAIRING_NEEDED,
        "org.bluez.Error.AuthenticationFailed": LinkCode.STRAP_PAIRING_REFUSED,
        "org.bluez.Error.AuthenticationRejected": LinkCode.STRAP_PAIRING_REFUSED,
        "org.bluez.Error.AuthenticationCanceled": LinkCode.STRAP_PAIRING_REFUSED,
        "org.bluez.Error.AuthenticationTimeout": LinkCode.STRAP_PAIRING_REFUSED,
        "org.bluez.Error.NotSupported": LinkCode.STRAP_CANNOT_NOTIFY,
        "org.bluez.Error.BREDR.ProfileUnavailable": LinkCode.STRAP_NOT_LOW_ENERGY,
        "org.bluez.Error.Failed": LinkCode.STRAP_BUSY,
        "org.bluez.Error.InProgress": LinkCode.STRAP_BUSY,
        "org.bluez.Error.ConnectionAttemptFailed": LinkCode.STRAP_BUSY,
    }
)

_CLASSIC = "br-connection"
"""How BlueZ begins what it has to say of a connection by Bluetooth Classic, which it tries with other devices."""

_RADIO_CODES: Mapping[BleakBluetoothNotAvailableReason, LinkCode] = MappingProxyType(
    {
        BleakBluetoothNotAvailableReason.POWERED_OFF: LinkCode.BLUETOOTH_OFF,
        BleakBluetoothNotAvailableReason.DENIED_BY_USER: LinkCode.BLUETOOTH_NOT_PERMITTED,
        BleakBluetoothNotAvailableReason.DENIED_BY_SYSTEM: LinkCode.BLUETOOTH_NOT_PERMITTED,
        BleakBluetoothNotAvailableReason.DENIED_BY_UNKNOWN: LinkCode.BLUETOOTH_NOT_PERMITTED,
    }
)

PAIRING_CODES = frozenset(
    {
        BleakGATTProtocolErrorCode.INSUFFICIENT_AUTHENTICATION,
        BleakGATTProtocolErrorCode.INSUFFICIENT_AUTHORIZATION,
        BleakGATTProtocolErrorCode.INSUFFICIENT_ENCRYPTION,
        BleakGATTProtocolErrorCode.INSUFFICIENT_ENCRYPTION_KEY_SIZE,
    }
)
"""Errors of a device that wants to be paired first."""

_CANNOT_NOTIFY_CODES = frozenset(
    {
        BleakGATTProtocolErrorCode.REQUEST_NOT_SUPPORTED,
        BleakGATTProtocolErrorCode.ATTRIBUTE_NOT_FOUND,
        BleakGATTProtocolErrorCode.WRITE_NOT_PERMITTED,
        BleakGATTProtocolErrorCode.CCCD_IMPROPERLY_CONFIGURED,
    }
)
"""Errors of a device that has nothing with which it could be asked to send by itself."""

DEVICE_ERRORS = (BleakError, MalformedDataError, SensorUnavailableError, OSError, EOFError)
"""How it shows that a device does not answer, lacks what is asked of it, or leaves meanwhile; a time that is up is an
OSError too."""

_FULL = "connection-limit"
"""How BlueZ ends what it has to say where a controller holds as many as it can (EMLINK, in BlueZ's src/error.c)."""


def says_full(error: Exception) -> bool:
    """Return whether an adapter said that it holds no more connections; not all of them say so."""
    return isinstance(error, BleakDBusError) and (error.dbus_error_details or "").endswith(_FULL)


def name_facts(name: str, *, met: bool = True) -> Facts:
    """Return what a strap is called: ``label``, or ``nameless`` where it was met and tells no name."""
    if name:
        return facts(label=name)
    return facts(nameless=1) if met else ()


def said_of(state: LinkState, called: Facts) -> tuple[LinkCode, Facts]:
    """Return what is said of a state of the link (not ``unavailable``, for which there is an error)."""
    code = _STATES[state]
    return code, () if code in _NO_NAME else called


def wanted_not_among(called: Facts, seen: Iterable[tuple[str, str]]) -> SensorUnavailableError:
    """Return the error for a strap that is not in sight while others are, of which name and address are known."""
    return SensorUnavailableError(LinkCode.STRAP_NOT_AMONG_OTHERS, (*called, *_seen(seen)))


def several_found(seen: Iterable[tuple[str, str]]) -> SensorUnavailableError:
    """Return the error for several straps where one was expected, by name and address."""
    return SensorUnavailableError(LinkCode.SEVERAL_STRAPS, _seen(seen))


def translated(error: Exception, called: Facts, *, in_sight: bool) -> SensorUnavailableError:
    """Return our error for one of bleak, D-Bus or the system.

    Parameters
    ----------
    called : Facts
        What the strap is called, as `name_facts` has it.
    in_sight : bool
        Whether the strap had been found when it happened; if not, the trouble is with the computer's own radio.
    """
    if isinstance(error, TimeoutError | BleakDeviceNotFoundError) and in_sight:
        return SensorUnavailableError(LinkCode.STRAP_ASLEEP, called)
    code = _code_of(error, in_sight=in_sight)
    if code is LinkCode.STRAP_BUSY and not in_sight:
        code = LinkCode.BLUETOOTH_BUSY
    return SensorUnavailableError(code, () if code in _NO_NAME else called)


def _code_of(error: Exception, *, in_sight: bool) -> LinkCode:
    match error:
        case BleakBluetoothNotAvailableError():
            return _RADIO_CODES.get(error.reason, LinkCode.BLUETOOTH_ABSENT)
        case BleakCharacteristicNotFoundError():
            return LinkCode.STRAP_WITHOUT_MEASUREMENT
        case BleakGATTProtocolError():
            if error.code in PAIRING_CODES:
                return LinkCode.STRAP_PAIRING_NEEDED
            return LinkCode.STRAP_CANNOT_NOTIFY if error.code in _CANNOT_NOTIFY_CODES else LinkCode.STRAP_BUSY
        case BleakDBusError() if (error.dbus_error_details or "").startswith(_CLASSIC):
            return LinkCode.STRAP_NOT_LOW_ENERGY
        case BleakDBusError() if says_full(error):
            return LinkCode.ADAPTER_FULL
        case BleakDBusError():
            return _DBUS_ERRORS.get(error.dbus_error, LinkCode.STRAP_BUSY)
        case PermissionError():
            return LinkCode.BLUETOOTH_NOT_PERMITTED
        case _:
            return LinkCode.STRAP_BROKE_OFF if in_sight else LinkCode.BLUETOOTH_ABSENT


def _seen(seen: Iterable[tuple[str, str]]) -> Facts:
    pairs = sorted(seen)
    return facts(seen_name=[name for name, _ in pairs], seen_address=[address for _, address in pairs])


_NO_NAME = frozenset(
    {
        LinkCode.STRAP_SEARCHING,
        LinkCode.STRAP_LOST,
        LinkCode.BLUETOOTH_ABSENT,
        LinkCode.BLUETOOTH_OFF,
        LinkCode.BLUETOOTH_NOT_PERMITTED,
        LinkCode.BLUETOOTH_BUSY,
    }
)
"""Where no strap is named: most of it is trouble with the computer's own radio."""
