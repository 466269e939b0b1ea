import pytest

from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.presets import Preset


@pytest.mark.parametrize(
    ("hold_in_s", "hold_out_s", "holds"), [(0.0, 0.0, False), (0.5, 0.0, True), (0.0, 0.5, True), (1.0, 1.0, True)]
)
def test_a_shape_holds_the_breath_when_it_rests_at_either_turn(hold_in_s, hold_out_s, holds):
    assert Preset("a", "A", BreathPattern(6.0, 0.4, hold_in_s, hold_out_s)).holds is holds
