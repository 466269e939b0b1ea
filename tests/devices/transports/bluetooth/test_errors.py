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

from biofeedback.facts import facts
from devices.transports.bluetooth.errors import name_facts, said_of, several_found, translated, wanted_not_among
from tests.rigs.serial.sensor_reasons import SensorErrorCode, reason_of
from tests.rigs.words.sentence_of import sentence_of

LABEL = "Polar H10 123"


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
    translation = translated(error, facts(label=LABEL), in_sight=False)
    assert reason_of(translation) is reason
    assert LABEL not in sentence_of(translation), "the strap has nothing to do with it"


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
    translation = translated(error, facts(label=LABEL), in_sight=True)
    assert reason_of(translation) is reason
    assert LABEL in sentence_of(translation)
    assert LABEL in str(translation), "logs name it too"


def test_a_strap_is_called_by_its_name_or_not_at_all():
    assert name_facts("H10") == name_facts("H10", met=False) == facts(label="H10")
    assert (name_facts(""), name_facts("", met=False)) == (facts(nameless=1), ())


def test_straps_in_sight_are_told_in_one_order():
    seen = [("Wahoo", "2"), ("", "3"), ("Polar", "1")]
    assert several_found(seen).facts == several_found(reversed(seen)).facts
    assert "Polar (1), Wahoo (2), a heart-rate strap (3)" in sentence_of(several_found(seen))
    assert "; in sight: Polar (1), Wahoo (2), a heart" in sentence_of(wanted_not_among(facts(label="H10"), seen))


def test_what_is_said_of_a_state_names_the_strap_where_its_sentence_does():
    states = ("searching", "connecting", "streaming", "weak", "lost", "closed")
    called = facts(label="H10")
    named = {state: said_of(state, called)[1] for state in states}
    assert named == {state: () if state in ("searching", "lost") else called for state in states}
