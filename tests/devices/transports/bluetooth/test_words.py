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

from biofeedback.errors import SensorTrouble
from devices.transports.bluetooth.words import several_found, state_sentence, translated, trouble, wanted_not_among

LABEL = "Polar H10 123"

# Several straps are named in a sentence of their own; the others are troubles of a serial port.
NOT_OF_A_RADIO = (SensorTrouble.SEVERAL_FOUND, SensorTrouble.SILENT, SensorTrouble.NOT_UNDERSTOOD)


def unavailable(reason):
    return BleakBluetoothNotAvailableError("in the library's words", BleakBluetoothNotAvailableReason[reason])


def dbus(name, text=""):
    return BleakDBusError(name, [text])


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (unavailable("NO_BLUETOOTH"), SensorTrouble.NO_BLUETOOTH),
        (unavailable("NO_BLE_CENTRAL_ROLE"), SensorTrouble.NO_BLUETOOTH),
        (unavailable("UNKNOWN"), SensorTrouble.NO_BLUETOOTH),
        (unavailable("POWERED_OFF"), SensorTrouble.BLUETOOTH_OFF),
        (unavailable("DENIED_BY_USER"), SensorTrouble.PERMISSION_DENIED),
        (unavailable("DENIED_BY_SYSTEM"), SensorTrouble.PERMISSION_DENIED),
        (unavailable("DENIED_BY_UNKNOWN"), SensorTrouble.PERMISSION_DENIED),
        (dbus("org.freedesktop.DBus.Error.ServiceUnknown"), SensorTrouble.NO_BLUETOOTH),
        (dbus("org.freedesktop.DBus.Error.AccessDenied"), SensorTrouble.PERMISSION_DENIED),
        (dbus("org.bluez.Error.NotReady"), SensorTrouble.BLUETOOTH_OFF),
        (dbus("org.bluez.Error.InProgress"), SensorTrouble.BUSY),
        (PermissionError(13, "no"), SensorTrouble.PERMISSION_DENIED),
        (FileNotFoundError(2, "no bus"), SensorTrouble.NO_BLUETOOTH),
    ],
)
def test_trouble_with_the_radio(error, reason):
    translation = translated(error, LABEL, in_sight=False)
    assert translation.reason is reason
    assert LABEL not in str(translation), "the strap has nothing to do with it"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TimeoutError(), SensorTrouble.NOT_FOUND),
        (BleakDeviceNotFoundError("C0:FF:EE:00:00:01"), SensorTrouble.NOT_FOUND),
        (BleakCharacteristicNotFoundError("2a37"), SensorTrouble.NOT_A_HEART_SENSOR),
        (BleakGATTProtocolError(0x05), SensorTrouble.PAIRING_NEEDED),
        (BleakGATTProtocolError(0x08), SensorTrouble.PAIRING_NEEDED),
        (BleakGATTProtocolError(0x0F), SensorTrouble.PAIRING_NEEDED),
        (BleakGATTProtocolError(0x11), SensorTrouble.BUSY),
        (dbus("org.bluez.Error.NotPermitted", "Not paired"), SensorTrouble.PAIRING_NEEDED),
        (dbus("org.bluez.Error.Failed", "le-connection-refused"), SensorTrouble.BUSY),
        (BleakError("failed to discover services, device disconnected"), SensorTrouble.LINK_LOST),
        (EOFError(), SensorTrouble.LINK_LOST),
    ],
)
def test_trouble_with_the_strap(error, reason):
    translation = translated(error, LABEL, in_sight=True)
    assert translation.reason is reason
    assert LABEL in str(translation)


TROUBLES = [
    *(str(trouble(reason, "your strap")) for reason in SensorTrouble if reason not in NOT_OF_A_RADIO),
    str(translated(TimeoutError(), "your strap", in_sight=True)),
    str(translated(dbus("org.bluez.Error.InProgress"), "your strap", in_sight=False)),
    str(several_found(["A (1)", "B (2)"])),
    str(wanted_not_among("H10", ["A (1)"])),
]
STATES = [
    state_sentence(state, "your strap") for state in ("searching", "connecting", "streaming", "weak", "lost", "closed")
]


def test_every_trouble_and_every_state_has_its_own_sentence():
    assert len(set(TROUBLES + STATES)) == len(TROUBLES + STATES)


@pytest.mark.parametrize("sentence", TROUBLES + STATES)
def test_words_are_plain_and_kind(sentence):
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert not re.search(r"!|\b(error|fail\w*|invalid|wrong|must|only|missed)\b", sentence, re.IGNORECASE)
