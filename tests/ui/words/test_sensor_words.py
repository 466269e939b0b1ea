"""What a sensor is called: by its name where it has one, else in the person's language."""

import pytest

from biofeedback.sensors import NAMELESS_STRAP, UNNAMED_SENSOR, UNNAMED_STRAP
from scripts import messages
from tests.rigs.pseudo_language import is_pseudo, pseudo_language
from ui.words.languages import english
from ui.words.sensor_words import sensor_name


@pytest.mark.parametrize("label", [NAMELESS_STRAP, UNNAMED_SENSOR, UNNAMED_STRAP])
def test_what_has_no_name_is_called_so_in_the_language(label):
    assert sensor_name(label, english(), simulated=False) == label
    assert is_pseudo(sensor_name(label, pseudo_language(messages.template()), simulated=False))


def test_a_name_stays_as_it_is():
    assert sensor_name("Polar H10", pseudo_language(messages.template()), simulated=False) == "Polar H10"
