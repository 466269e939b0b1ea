"""The golden test: from raw packets to every number, frozen, so that no number changes unnoticed anywhere."""

import json

import pytest

from biofeedback.events import Packet
from biofeedback.signals.definitions import DEFINITIONS
from tests.golden.stream import FROZEN, digest, inputs, metrics


@pytest.fixture(scope="module")
def events():
    return inputs()


def test_the_numbers_are_the_frozen_ones_on_every_machine(events):
    frozen = json.loads(FROZEN.read_text())
    computed = digest(metrics(events))
    assert computed.keys() == frozen.keys()
    for name, course in computed.items():
        assert [t_s for t_s, _ in course] == pytest.approx([t_s for t_s, _ in frozen[name]], rel=1e-9)
        for (t_s, value), (_, expected) in zip(course, frozen[name], strict=True):
            if expected is None or value is None:
                assert value is expected, f"{name} at {t_s} s"
            else:
                assert value == pytest.approx(expected, rel=1e-9, abs=1e-12), f"{name} at {t_s} s"


def test_the_numbers_are_bit_identical_each_time(events):
    first, second = metrics(events), metrics(inputs())
    assert len(first) == len(second) > 1000
    for a, b in zip(first, second, strict=True):
        assert repr(a) == repr(b)


def test_the_golden_stream_is_a_lively_one(events):
    assert sum(isinstance(event, Packet) for event in events) > 170
    computed = metrics(events)
    assert {metric.name for metric in computed} <= set(DEFINITIONS)
    for name in {metric.name for metric in computed}:
        values = [metric.value for metric in computed if metric.name == name and metric.value == metric.value]
        assert len(set(values)) > 5, f"{name} hardly moves"
