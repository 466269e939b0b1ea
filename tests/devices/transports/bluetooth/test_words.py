import re

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakCharacteristicNotFoundError,
    BleakDBusError,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
)

from biofeedback.errors import SensorErrorCode
from devices.transports.bluetooth.words import sensor_error, several_found, state_sentence, translated, wanted_not_among

LABEL = "Polar H10 123"

# Several straps are named in a sentence of their own; the others are troubles of a serial port.
NOT_OF_A_RADIO = (SensorErrorCode.SEVERAL_FOUND, SensorErrorCode.SILENT, SensorErrorCode.NOT_UNDERSTOOD)


def unavailable(reason):
    return BleakBluetoothNotAvailableError("in the library's words", BleakBluetoothNotAvailableReason[reason])


def dbus(name, text=""):
    return BleakDBusError(name, [text])


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (unavailable("NO_BLUETOOTH"), SensorErrorCode.NO_BLUETOOTH),
        (unavailable("NO_BLE_CENTRAL_ROLE"), SensorErrorCode.NO_BLUETOOTH),
        (unavailable("UNKNOWN"), SensorErrorCode.NO_BLUETOOTH),
        (unavailable("POWERED_OFF"), SensorErrorCode.BLUETOOTH_OFF),
        (unavailable("DENIED_BY_USER"), SensorErrorCode.PERMISSION_DENIED),
        (unavailable("DENIED_BY_SYSTEM"), SensorErrorCode.PERMISSION_DENIED),
        (unavailable("DENIED_BY_UNKNOWN"), SensorErrorCode.PERMISSION_DENIED),
        (dbus("org.freedesktop.DBus.Error.ServiceUnknown"), SensorErrorCode.NO_BLUETOOTH),
        (dbus("org.freedesktop.DBus.Error.AccessDenied"), SensorErrorCode.PERMISSION_DENIED),
        (dbus("org.bluez.Error.NotReady"), SensorErrorCode.BLUETOOTH_OFF),
        (dbus("org.bluez.Error.InProgress"), SensorErrorCode.BUSY),
        (PermissionError(13, "no"), SensorErrorCode.PERMISSION_DENIED),
        (FileNotFoundError(2, "no bus"), SensorErrorCode.NO_BLUETOOTH),
    ],
)
def test_trouble_with_the_radio(error, reason):
    translation = translated(error, LABEL, in_sight=False)
    assert translation.reason is reason
    assert LABEL not in str(translation), "the strap has nothing to do with it"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TimeoutError(), SensorErrorCode.NOT_FOUND),
        (BleakDeviceNotFoundError("C0:FF:EE:00:00:01"), SensorErrorCode.NOT_FOUND),
        (BleakCharacteristicNotFoundError("2a37"), SensorErrorCode.NOT_A_HEART_SENSOR),
        (BleakGATTProtocolError(0x05), SensorErrorCode.PAIRING_NEEDED),
        (BleakGATTProtocolError(0x08), SensorErrorCode.PAIRING_NEEDED),
        (BleakGATTProtocolError(0x0F), SensorErrorCode.PAIRING_NEEDED),
        (BleakGATTProtocolError(0x11), SensorErrorCode.BUSY),
        (dbus("org.bluez.Error.NotPermitted", "Not paired"), SensorErrorCode.PAIRING_NEEDED),
        (dbus("org.bluez.Error.Failed", "le-connection-refused"), SensorErrorCode.BUSY),
        (BleakError("failed to discover services, device disconnected"), SensorErrorCode.LINK_LOST),
        (EOFError(), SensorErrorCode.LINK_LOST),
    ],
)
def test_trouble_with_the_strap(error, reason):
    translation = translated(error, LABEL, in_sight=True)
    assert translation.reason is reason
    assert LABEL in str(translation)


ERROR_MESSAGES = [
    *(str(sensor_error(reason, "your strap")) for reason in SensorErrorCode if reason not in NOT_OF_A_RADIO),
    str(translated(TimeoutError(), "your strap", in_sight=True)),
    str(translated(dbus("org.bluez.Error.InProgress"), "your strap", in_sight=False)),
    str(several_found(["A (1)", "B (2)"])),
    str(wanted_not_among("H10", ["A (1)"])),
]
STATES = [
    state_sentence(state, "your strap") for state in ("searching", "connecting", "streaming", "weak", "lost", "closed")
]


def test_every_trouble_and_every_state_has_its_own_sentence():
    assert len(set(ERROR_MESSAGES + STATES)) == len(ERROR_MESSAGES + STATES)


@pytest.mark.parametrize("sentence", ERROR_MESSAGES + STATES)
def test_words_are_plain_and_kind(sentence):
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert not re.search(r"!|\b(error|fail\w*|invalid|wrong|must|only|missed)\b", sentence, re.IGNORECASE)
