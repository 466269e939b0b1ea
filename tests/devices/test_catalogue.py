import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from devices.catalogue import BluetoothSpec, ReplaySpec, SerialSpec, SimulatedSpec, parse_sensor
from devices.sensor_families import FAMILIES
from devices.simulated_faults import OPTIONS, Dropout, SimulatedFaults
from tests.rigs.suite import programs
from tests.rigs.words.said_errors import said


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("simulated", SimulatedSpec()),
        (
            "simulated:ectopics=0.02,dropout=20s@60s",
            SimulatedSpec(SimulatedFaults(ectopic_share=0.02, dropouts=(Dropout(60.0, 20.0),))),
        ),
        (
            "simulated:dropout=5s@30s,dropout=1.5s@90s,no-rr,no-contact,latency=1.5s",
            SimulatedSpec(
                SimulatedFaults(
                    dropouts=(Dropout(30.0, 5.0), Dropout(90.0, 1.5)), intervals=False, contact=False, latency_s=1.5
                )
            ),
        ),
        (
            "simulated:missing=0.01,extra=0.02,noise=8ms",
            SimulatedSpec(SimulatedFaults(missing_share=0.01, extra_share=0.02, noise_ms=8.0)),
        ),
        ("bluetooth", BluetoothSpec(None)),
        ("bluetooth:Polar H10 8A2F", BluetoothSpec("Polar H10 8A2F")),
        ("bluetooth:AA:BB:CC:DD:EE:FF", BluetoothSpec("AA:BB:CC:DD:EE:FF")),
        ("serial", SerialSpec()),
        ("serial:/dev/ttyUSB0", SerialSpec(port="/dev/ttyUSB0")),
        ("serial:socket://localhost:4000", SerialSpec(port="socket://localhost:4000")),
        ("serial:COM3,protocol=cms50,baud=4800", SerialSpec(port="COM3", protocol="cms50", baud=4800)),
        (
            "serial:COM3,protocol=values,kind=ecg",
            SerialSpec(port="COM3", protocol="values", options=(("kind", "ecg"),)),
        ),
        (
            "serial:COM3,protocol=bitalino,kind=ecg,heart=A2,rate=100",
            SerialSpec(port="COM3", protocol="bitalino", options=(("kind", "ecg"), ("heart", "A2"), ("rate", "100"))),
        ),
        ("serial:,protocol=ibi", SerialSpec(protocol="ibi")),
        ("bluetooth:Polar H10,also=ecg+acc", BluetoothSpec("Polar H10", ("ecg", "acc"))),
        ("bluetooth:AA:BB:CC:DD:EE:FF, also=ecg", BluetoothSpec("AA:BB:CC:DD:EE:FF", ("ecg",))),
        ("bluetooth:also=acc", BluetoothSpec(None, ("acc",))),
        ("bluetooth:Eva, Tom and I", BluetoothSpec("Eva, Tom and I")),
        ("bluetooth:Eva, Tom and I,also=acc", BluetoothSpec("Eva, Tom and I", ("acc",))),
        ("bluetooth:also", BluetoothSpec("also")),
        ("replay:C:\\Users\\me\\one.soften", ReplaySpec("C:\\Users\\me\\one.soften")),
    ],
)
def test_a_spec_reads_and_writes_the_same_words(text, spec):
    assert parse_sensor(text) == spec
    assert parse_sensor(str(spec)) == spec


def test_the_canonical_text_is_the_shortest_one():
    assert str(parse_sensor(" simulated ")) == "simulated"
    assert str(parse_sensor("bluetooth")) == "bluetooth"
    assert str(parse_sensor("bluetooth: Polar H10 , also=ACC + ecg+acc")) == "bluetooth:Polar H10,also=ecg+acc"
    assert str(parse_sensor("bluetooth:,also=ecg")) == "bluetooth:also=ecg"
    assert (
        str(parse_sensor("simulated: no-rr , dropout=20@90.0s, dropout=5s@30 ,ectopics=.020"))
        == "simulated:ectopics=0.02,dropout=5s@30s,dropout=20s@90s,no-rr"
    )


shares = st.floats(0.0, 0.5)


@given(
    st.builds(
        SimulatedFaults,
        ectopic_share=shares,
        missing_share=shares,
        extra_share=shares,
        noise_ms=st.floats(0.0, 100.0),
        latency_s=st.none() | st.floats(0.0, 5.0),
        dropouts=st.lists(st.floats(0.001, 50.0), max_size=4).map(
            lambda lengths: tuple(Dropout(100.0 * place, length) for place, length in enumerate(lengths))
        ),
        intervals=st.booleans(),
        contact=st.booleans(),
    )
)
def test_every_fault_survives_being_written_down(faults):
    assert parse_sensor(str(SimulatedSpec(faults))) == SimulatedSpec(faults)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["There is no sensor", "bluetooth:Polar H10"]),
        ("polar", ["“polar”", "simulated", "bluetooth", "serial[:PORT[,OPTIONS]]", "replay:FILE"]),
        ("AA:BB:CC:DD:EE:FF", ["There is no sensor", "bluetooth:Polar H10"]),
        ("bluetooth:", ["“bluetooth:”", "bluetooth:Polar H10"]),
        ("bluetooth:Polar H10,also=ppg", ["ecg and acc", "“ppg”", "bluetooth:Polar H10,also=ecg+acc"]),
        ("bluetooth:Polar H10,also=", ["“”", "bluetooth:Polar H10,also=ecg+acc"]),
        ("bluetooth:Polar H10,also=ecg,acc,also=acc+ecg2", ["“ecg2”"]),
        ("bluetooth:Polar H10,also=ecg,also=acc", ["“also=” stands twice", "also=ecg+acc"]),
        ("simulated:", ["“simulated:”", "simulated:ectopics=0.02,dropout=20s@60s"]),
        ("serial:COM3,speed=3", ["“speed=3”", "baud=9600"]),
        ("serial:COM3,baud=fast", ["“baud=fast”", "9600"]),
        ("serial:COM3,protocol=morse", ["“protocol=morse”", "pulsesensor", "cms50-new"]),
        ("serial:COM3,baud=1,baud=2", ["“baud” is said twice", "COM3"]),
        ("serial:COM3,protocol=ibi,kind=ecg", ["ibi", "kind=ecg"]),
        ("serial:COM3,heart=A2", ["heart=A2", "protocol=bitalino"]),
        ("serial: ", ["serial:/dev/ttyUSB0"]),
        ("replay", ["recording", "replay:morning.soften"]),
        ("simulated:hiccups=1", ["“hiccups”", "ectopics", "dropout", "no-rr", "ectopics=0.02,dropout=20s@60s"]),
        ("simulated:ectopics=0.02,,extra=0.1", ["no option “”"]),
        ("simulated:ectopics", ["“ectopics” goes from 0 to 0.5", "ectopics=0.02"]),
        ("simulated:ectopics=2", ["from 0 to 0.5", "“2”"]),
        ("simulated:ectopics=nan", ["“nan”"]),
        ("simulated:missing=-0.1", ["“-0.1”"]),
        ("simulated:extra=some", ["“some”", "extra=0.01"]),
        ("simulated:noise=8s", ["“8s”", "noise=8ms"]),
        ("simulated:latency=9s", ["from 0 to 5s", "latency=1.5s"]),
        ("simulated:ectopics=0.1,ectopics=0.2", ["“ectopics” stands twice"]),
        ("simulated:no-rr=1", ["no value", "simulated:no-rr"]),
        ("simulated:dropout=20s", ["dropout=20s@60s"]),
        ("simulated:dropout=0s@60s", ["longer than 0 s"]),
        ("simulated:dropout=20s@60s,dropout=5s@70s", ["20s@60s", "5s@70s", "touch"]),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text, words):
    with pytest.raises(UsageError) as caught:
        parse_sensor(text)
    sentence = said(caught.value)
    assert "\n" not in sentence
    assert all(word in sentence for word in words), sentence


@given(
    st.text(max_size=30)
    | st.tuples(
        st.sampled_from(["simulated:", "bluetooth:", "serial:"]),
        st.text(max_size=30),
        st.sampled_from(["", ":", ",also=acc", ",heart=A2"]),
    ).map("".join)
)
@example("bluetooth:0:")
@example("bluetooth::")
@example("serial:COM3:")
@example("serial::")
@example("simulated: ")
def test_any_text_is_read_or_refused_in_words(text):
    try:
        spec = parse_sensor(text)
    except UsageError:
        return
    assert parse_sensor(str(spec)) == spec


def test_every_example_can_be_typed():
    for family in FAMILIES:
        assert parse_sensor(family.example)
        assert family.example.startswith(family.kind)
    for option, _ in OPTIONS:
        assert str(parse_sensor(f"simulated:{option}")) == f"simulated:{option}"


def test_reading_a_spec_loads_no_radio_and_no_numbers():
    code = (
        "import sys, devices.catalogue\n"
        "print([name for name in ('bleak', 'serial', 'numpy', 'asyncio') if name in sys.modules])"
    )
    done = programs.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
