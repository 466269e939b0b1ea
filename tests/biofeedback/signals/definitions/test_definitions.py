"""What every number means is in one registry, and costs nothing heavy to ask."""

import sys

import pytest

from biofeedback.signals.definitions import DEFINITIONS, GROUP_TITLES
from tests.rigs.suite import programs


def test_it_is_read_without_numpy_scipy_and_qt():
    asked = "import sys, biofeedback.signals.definitions; print({'numpy', 'scipy', 'PySide6'} & set(sys.modules))"
    answered = programs.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answered.stdout.strip() == "set()"


def test_every_number_is_defined_once_and_in_a_group_that_is_shown():
    assert all(name == definition.name for name, definition in DEFINITIONS.items())
    assert {definition.group for definition in DEFINITIONS.values()} == set(GROUP_TITLES)
    titles = [definition.title for definition in DEFINITIONS.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("name", "value", "text", "unit"),
    [
        ("heart_rate_bpm", 67.6, "68", "bpm"),
        ("rmssd_ms", 41.52, "42", "ms"),
        ("sdnn_ms", 63.4, "63", "ms"),
        ("swing_bpm", 12.94, "12.9", "bpm"),
        ("corrected_ratio", 0.0156, "1.6", "%"),
        ("pacer_fit_r2_share", 0.964, "0.96", "share"),
        ("coherence_share", 0.836, "0.84", "share"),
        ("coherence_ratio", 5.06, "5.1", "ratio"),
        ("coherence_peak_hz", 0.1104, "0.11", "Hz"),
        ("dfa_alpha1", 1.2345, "1.234", "1"),
    ],
)
def test_a_number_on_a_screen_has_its_unit_and_no_more_decimals_than_stand_still(name, value, text, unit):
    form = DEFINITIONS[name].on_screen
    assert (form.text(value), form.unit) == (text, unit)
