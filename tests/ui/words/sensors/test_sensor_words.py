"""What a sensor is called: by its name where it has one, else in the person's language."""

import pytest

from biofeedback.sensors import NAMELESS_STRAP, UNNAMED_SENSOR, UNNAMED_STRAP
from scripts import messages
from tests.rigs.words.pseudo_language import is_pseudo, pseudo_language
from ui.words.languages import english
from ui.words.sensors.sensor_words import ALONE, among, distinct_name, of_source, sensor_name


@pytest.mark.parametrize("label", [NAMELESS_STRAP, UNNAMED_SENSOR, UNNAMED_STRAP])
def test_what_has_no_name_is_called_so_in_the_language(label):
    assert sensor_name(label, english(), simulated=False) == label
    assert is_pseudo(sensor_name(label, pseudo_language(messages.template()), simulated=False))


def test_a_name_stays_as_it_is():
    assert sensor_name("Polar H10", pseudo_language(messages.template()), simulated=False) == "Polar H10"


def test_of_sensors_with_one_name_each_is_called_by_its_place():
    labels = dict(zip("abcdef", ("H10", "OH1", "H10", "H10", "H10", "Sense"), strict=True))
    names = [
        distinct_name(labels[source], among(source, tuple(labels), labels.__getitem__), english()) for source in labels
    ]
    assert names == ["H10 (first)", "OH1", "H10 (second)", "H10 (third)", "H10 (number 4)", "Sense"]


def test_a_sentence_says_which_of_several_sensors_it_is_about():
    labels = {"a": UNNAMED_STRAP, "b": UNNAMED_STRAP, "c": "Polar H10"}

    def said(sentence: str, source: str) -> str:
        return of_source(sentence, source, tuple(labels), labels.__getitem__, english())

    assert said("The strap has gone quiet.", "a") == "Your strap (first): The strap has gone quiet."
    assert said("Looking for your strap.", "b") == "Your strap (second): Looking for your strap."
    assert said("The strap has gone quiet.", "c") == "Polar H10: The strap has gone quiet."
    assert said("Polar H10 is connected.", "c") == "Polar H10 is connected."
    assert said("The disk is full.", "") == "The disk is full."
    assert said("", "a") == ""


def test_a_sensor_alone_is_called_as_ever():
    labels = {"a": UNNAMED_STRAP}
    assert among("a", tuple(labels), labels.__getitem__) == ALONE
    assert distinct_name("Polar H10", ALONE, english()) == "Polar H10"
    assert of_source("Your strap is near.", "a", ("a",), labels.__getitem__, english()) == "Your strap is near."
