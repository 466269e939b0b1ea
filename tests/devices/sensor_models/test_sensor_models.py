"""The catalogue of sensors: complete, consistent, recognised by names, kind in its words."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.app.sensor_model_words import description
from biofeedback.errors import UsageError
from biofeedback.sensors import SIMULATED_HEART, SensorSeen
from devices.catalogue import parse_sensor
from devices.registry import SERIAL_KINDS
from devices.sensor_families import FAMILIES
from devices.sensor_model import SensorModel
from devices.sensor_models import MODELS, model_for, model_named, with_remark
from devices.sensor_models.describe import as_json
from devices.sensor_models.usb_makers import USB_MAKERS
from devices.serial_spec import SerialSpec
from devices.streams.oximeter import RESOLUTION_MS, RMSSD_FLOOR_MS
from tests.rigs.words.said_errors import said
from ui.words.languages import english

PROTOCOLS = [kind.name for kind in SERIAL_KINDS]

REFERENCE_FLOORS = {
    # name: (resolution_ms, rmssd_floor_ms) of the reference's table of timing
    "Polar H10": (1000 / 1024, 0.7),
    "Polar Verity Sense": (1.0, 0.7),
    "PulseSensor visualizer": (2.0, 1.4),
    "Interval lines": (1.0, 0.7),
    "BITalino": (1.0, 0.7),
}
MEASURED_DELAYS_S = {"Movesense": 0.4, "Garmin HRM-Dual": 0.7, "Wahoo TRACKR": 2.1, "Polar H10": 2.6}


def by_name(name: str) -> SensorModel:
    return next(model for model in MODELS if model.name == name)


@pytest.mark.parametrize(
    ("received", "name"),
    [
        ("Polar H10 7A2C31", "Polar H10"),
        ("polar h10 7a2c31", "Polar H10"),
        ("Polar H9 11111111", "Polar H9"),
        ("Polar H7 22222222", "Polar H7"),
        ("Polar Sense 33333333", "Polar Verity Sense"),
        ("Polar OH1 44444444", "Polar OH1"),
        ("HRM-Dual:123456", "Garmin HRM-Dual"),
        ("HRM-Pro:982040", "Garmin HRM-Pro"),
        ("HRM-Pro+:982040", "Garmin HRM-Pro"),
        ("TICKR 1234", "Wahoo TICKR"),
        ("TICKR X 1234", "Wahoo TICKR"),
        ("TICKR FIT 1234", "Wahoo TICKR FIT"),
        ("TRACKR 1234", "Wahoo TRACKR"),
        ("808S 0001234", "CooSpo chest strap"),
        ("Movesense 174630000123", "Movesense"),
        ("InfiniTime", "PineTime"),
        ("WHOOP 4A0000", "WHOOP"),
        ("Polar", "Any other strap"),
        ("My Polar H10", "Any other strap"),
        ("", "Any other strap"),
        (None, "Any other strap"),
    ],
)
def test_a_name_on_the_air_tells_the_model_by_its_longest_beginning(received, name):
    assert model_for(received).name == name


@given(st.text(max_size=40) | st.none(), st.none() | st.text(max_size=12) | st.sampled_from(PROTOCOLS))
def test_every_sensor_is_some_model(received, protocol):
    model = model_for(received, protocol)
    assert model in MODELS
    if protocol in PROTOCOLS:
        assert model.protocol == protocol


def test_every_serial_protocol_has_one_entry_and_no_entry_another():
    spoken = [model.protocol for model in MODELS if model.protocol]
    assert sorted(spoken) == sorted(PROTOCOLS)


def test_names_and_beginnings_of_names_are_no_ones_else():
    assert len({model.name.casefold() for model in MODELS}) == len(MODELS)
    beginnings = [beginning.casefold() for model in MODELS for beginning in model.advertised]
    assert len(set(beginnings)) == len(beginnings)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_model_can_be_asked_for_and_typed(model):
    assert model_named(model.name.upper()) is model
    assert model_named(f" {model.name} ") is model
    if model.protocol:
        assert model_named(model.protocol) is model
        spec = parse_sensor(model.spec)
        assert isinstance(spec, SerialSpec)
        assert spec.protocol == model.protocol
    for beginning in model.advertised:
        assert model_named(f"{beginning} 1234") is model
    assert parse_sensor(model.spec)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theremin", ["“theremin”", "Polar H10", "Recording"]),
        ("", ["“”", "Polar H10"]),
        ("polar", ["“polar”", "Polar H9", "Polar OH1"]),
        ("AD8232", ["Wave lines", "Bare values"]),
    ],
)
def test_what_is_not_or_not_yet_meant_is_said_with_the_names_there_are(text, words):
    with pytest.raises(UsageError) as caught:
        model_named(text)
    assert all(word in said(caught.value) for word in words)


@pytest.mark.parametrize(
    ("text", "name"), [("h10", "Polar H10"), ("verity", "Polar Verity Sense"), ("TICKR", "Wahoo TICKR")]
)
def test_a_part_that_no_other_has_is_enough(text, name):
    assert model_named(text).name == name


@pytest.mark.parametrize(("name", "expected"), REFERENCE_FLOORS.items())
def test_how_finely_a_beat_is_timed_is_as_in_the_reference(name, expected):
    model = by_name(name)
    assert (model.resolution_ms, model.rmssd_floor_ms) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["Contec CMS50 (older)", "Contec CMS50 (newer)", "Nonin format 2", "Nonin format 7"])
def test_what_is_said_of_an_oximeter_is_what_its_recordings_say(name):
    model = by_name(name)
    assert (model.resolution_ms, model.rmssd_floor_ms) == (RESOLUTION_MS, RMSSD_FLOOR_MS)


@pytest.mark.parametrize(("name", "delay_s"), MEASURED_DELAYS_S.items())
def test_delays_are_those_that_were_measured(name, delay_s):
    assert by_name(name).delay_s == delay_s


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_the_floor_follows_from_the_resolution(model):
    if math.isnan(model.resolution_ms):
        assert math.isnan(model.rmssd_floor_ms)
    else:
        assert 0.40 * model.resolution_ms <= model.rmssd_floor_ms <= 0.72 * model.resolution_ms


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_text_is_whole_and_kind(model):
    sentences = (model.what, model.timing, model.hrv, *model.quirks, model.no_connection)
    for text in sentences:
        assert text.endswith("."), text
        assert text[0].isupper() or text[0].isdigit() or text[0] == "“", text
    for text in (*sentences, model.remark):
        assert "  " not in text
        assert not any(word in text.casefold().split() for word in ("bad", "poor", "fail", "failed", "only", "must")), (
            text
        )
    assert len(model.remark) <= 36


def test_every_field_is_told_and_what_is_not_known_is_said():
    entry = dict(description(by_name("Garmin watch"), english()))
    assert entry["Delay"] == "Not known."
    assert "depends" in entry["Resolution"]
    assert "not verified by us" in entry["Where this is from"]
    assert "2.5 ms" in dict(description(by_name("Contec CMS50 (older)"), english()))["Resolution"]
    for model in MODELS:
        text = " ".join(sentence for _, sentence in description(model, english()))
        assert "nan" not in text.casefold().split()
        for words in (model.what, model.timing, model.hrv, *model.quirks, model.no_connection, *model.advertised):
            assert words in text


def test_as_json_what_is_not_known_is_null():
    found = as_json(by_name("Garmin watch"))
    assert found["resolution_ms"] is None
    assert set(found) == {field.name for field in dataclasses.fields(SensorModel)}


def seen(label: str, kind: str = "bluetooth") -> SensorSeen:
    return SensorSeen(spec=f"{kind}:x", kind=kind, label=label, detail="strong signal", rssi_dbm=-50.0)


def test_a_sensor_in_reach_gets_the_remark_of_its_model():
    assert with_remark(seen("TICKR FIT 1")).detail == "strong signal · tells no single beats"
    assert "5 s late" in with_remark(seen("Polar Sense 1")).detail


@pytest.mark.parametrize(
    "sensor", [seen("Polar H10 1"), seen("Anything"), seen("TICKR FIT 1", "serial"), SIMULATED_HEART]
)
def test_where_there_is_nothing_to_remark_it_stays_as_it_is(sensor):
    assert with_remark(sensor) is sensor


def test_the_kinds_of_sensor_are_all_in_the_catalogue():
    spoken = {parse_sensor(model.spec).__class__ for model in MODELS}
    assert {parse_sensor(family.example).__class__ for family in FAMILIES} == spoken


def test_usb_numbers_hint_in_a_few_words():
    assert all(0 < number <= 0xFFFF and len(words) < 50 for number, words in USB_MAKERS.items())
