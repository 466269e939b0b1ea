"""The range of an axis."""

import math

from ui.desktop.widgets.steady_range import SteadyRange


def test_axis_moves_in_steps_and_then_holds() -> None:
    axis = SteadyRange(step_bpm=5.0)
    assert axis.follow([62.0, 74.0])
    held = (axis.low, axis.high)
    assert held[0] % 5 == held[1] % 5 == 0
    assert held[0] <= 62.0
    assert held[1] >= 74.0
    assert not axis.follow([63.0, 73.0, math.nan])
    assert (axis.low, axis.high) == held
    assert axis.follow([63.0, 96.0])
    assert axis.high >= 96.0
    assert not axis.follow([])
