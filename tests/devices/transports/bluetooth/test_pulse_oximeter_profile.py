"""A pulse oximeter over the fake radio and the real bleak: found, heard, and honest about beats."""

from biofeedback.codes import LinkCode
from biofeedback.events import Beat, DeviceFact, LinkChanged, Packet
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.protocols.pulse_oximeter_service import PlxMeasurement, Sfloat
from devices.transports.bluetooth.strap import BluetoothPatience, BluetoothStrap
from tests.rigs.radio.fake_strap import Characteristic, FakeStrap, strap_table
from tests.rigs.words.sentence_of import sentence_of

PATIENT = BluetoothPatience(pauses_s=(0.02, 0.05), search_s=0.6, settle_s=0.2, connect_s=2.0, read_s=2.0)
RATE = PlxMeasurement(oxygen=Sfloat.of(98), pulse_rate=Sfloat.of(72)).encode()


def oximeter(**more):
    table = {"1822": [Characteristic("2a5f", ("notify",)), Characteristic("2a60", ("read",), b"\x70\x00")]}
    return FakeStrap(name="Finger 1", advertised=("1822",), table={**table, **more})


def test_an_oximeter_is_found_and_its_rate_is_heard(radio, listen):
    worn = radio.add(oximeter())
    ear = listen(BluetoothStrap(None, PATIENT))
    radio.wait_for_subscription(worn, "2a5f")
    radio.send(worn, RATE, "2a5f")
    streaming = ear.next(LinkChanged, state="streaming")
    assert streaming.code is LinkCode.OXIMETER_STREAMING
    assert sentence_of(streaming) == "Finger 1 is connected, and tells your pulse rate."
    assert ear.next(Packet).channel == "2a5f"
    assert ear.next(DeviceFact, name="pulse_rate_bpm").value == 72.0
    while "oximeter_features" not in {fact.name for fact in ear.all(DeviceFact)}:
        pass
    assert ear.all(Beat) == []


def test_a_strap_is_taken_before_an_oximeter(radio, listen):
    other = radio.add(oximeter())
    worn = radio.add(FakeStrap(address="C0:FF:EE:00:00:02"))
    listen(BluetoothStrap(None, PATIENT))
    radio.wait_for_subscription(worn)
    assert not other.connected


def test_an_oximeter_with_the_heart_rate_service_too_tells_its_beats(radio, listen):
    worn = radio.add(oximeter(**strap_table()))
    ear = listen(BluetoothStrap(None, PATIENT))
    radio.wait_for_subscription(worn)
    radio.wait_for_subscription(worn, "2a5f")
    radio.send(worn, RATE, "2a5f")
    assert ear.next(LinkChanged, state="streaming").code is LinkCode.STRAP_STREAMING
    radio.send(worn, HeartRateMeasurement(heart_rate_bpm=60, rr_ticks=(1000,)).encode())
    ear.next(Beat)


def test_one_that_measures_now_and_then_is_told_as_such(radio, listen):
    radio.add(FakeStrap(name="Finger 1", advertised=("1822",), table={"1822": [Characteristic("2a5e", ("indicate",))]}))
    ear = listen(BluetoothStrap(None, PATIENT))
    said = ear.next(LinkChanged, state="unavailable")
    assert said.code is LinkCode.OXIMETER_SPOT_CHECK
    assert sentence_of(said).startswith("Finger 1 measures now and then")


def test_one_that_measures_now_and_then_beside_a_heart_takes_nothing_away(radio, listen):
    table = {**strap_table(), "1822": [Characteristic("2a5e", ("indicate",))]}
    worn = radio.add(FakeStrap(table=table))
    ear = listen(BluetoothStrap(None, PATIENT))
    radio.wait_for_subscription(worn)
    radio.send(worn, HeartRateMeasurement(heart_rate_bpm=60, rr_ticks=(1000,)).encode())
    ear.next(Beat)
