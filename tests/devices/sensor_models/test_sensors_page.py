"""The page about sensors tells of every model, protocol and option."""

from biofeedback.app.sensor_model_words import description
from devices.registry import SERIAL_KINDS
from devices.sensor_families import FAMILIES
from devices.sensor_models import MODELS
from devices.serial_grammar import spec_options
from scripts.write_sensors_page import page
from ui.words.languages import english


def test_the_page_tells_of_every_model():
    whole = page()
    for model in MODELS:
        assert f"\n### {model.name}\n" in whole
        for _, sentence in description(model, english()):
            assert sentence[1:] in whole


def test_the_page_holds_the_whole_grammar():
    whole = page()
    for word in (
        *(kind.name for kind in SERIAL_KINDS),
        *(option.written for option in spec_options()),
        *(family.form for family in FAMILIES),
    ):
        assert f"`{word}`" in whole
