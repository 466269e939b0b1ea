"""The page about the numbers tells of every number."""

from biofeedback.signals.definitions import DEFINITIONS
from scripts.write_signals_page import page


def test_the_page_tells_of_every_number():
    whole = page()
    for definition in DEFINITIONS.values():
        assert f"\n`{definition.name}`, " in whole
        for part in (definition.title, definition.text, definition.source, definition.cannot, definition.deviation):
            assert part in whole


def test_the_page_holds_the_notes_of_the_code():
    whole = page()
    assert "### `variability.hrv.sd2_ms`" in whole
    assert "10.1109/10.979357" in whole
    assert "_taken" not in whole
