"""The page about the numbers is what its generator writes, and tells of every number."""

import importlib.util
from pathlib import Path

import pytest

from biofeedback.signals.definitions import DEFINITIONS

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("write_signals_page", ROOT / "scripts" / "write_signals_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_is_written(script):
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "please run: make docs"


def test_the_page_tells_of_every_number(script):
    page = script.page()
    for definition in DEFINITIONS.values():
        assert f"\n`{definition.name}`, " in page
        for part in (definition.title, definition.text, definition.source, definition.cannot, definition.deviation):
            assert part in page


def test_the_page_holds_the_notes_of_the_code(script):
    page = script.page()
    assert "### `variability.hrv.sd2_ms`" in page
    assert "10.1109/10.979357" in page
    assert "_taken" not in page
