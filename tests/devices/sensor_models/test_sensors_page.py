"""The page about sensors is what its generator writes, and tells of every model, protocol and option."""

import importlib.util
from pathlib import Path

import pytest

from biofeedback.app.sensor_model_words import description
from devices.registry import SERIAL_KINDS
from devices.sensor_families import FAMILIES
from devices.sensor_models import MODELS
from devices.serial_grammar import spec_options
from ui.words.languages import english

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("write_sensors_page", ROOT / "scripts" / "write_sensors_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_is_written(script):
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "please run: make docs"


def test_the_page_tells_of_every_model(script):
    page = script.page()
    for model in MODELS:
        assert f"\n### {model.name}\n" in page
        for _, sentence in description(model, english()):
            assert sentence[1:] in page


def test_the_page_holds_the_whole_grammar(script):
    page = script.page()
    for word in (
        *(kind.name for kind in SERIAL_KINDS),
        *(option.written for option in spec_options()),
        *(family.form for family in FAMILIES),
    ):
        assert f"`{word}`" in page
