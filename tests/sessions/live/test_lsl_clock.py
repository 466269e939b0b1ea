"""Session times become times of LSL within the stated error, whatever the two clocks do."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.live.lsl_clock import STATED_ERROR_S, WIDEST_S, LslClock


class TwoClocks:
    """Two clocks of one machine: LSL's drifts, steps, and reading one of them takes a moment."""

    def __init__(self, *, drift=0.0, ahead_s=4000.0, took_s=lambda: 1e-6):
        self.true_s = 0.0
        self._drift = drift
        self._ahead_s = ahead_s
        self._took_s = took_s

    def session_s(self):
        self.true_s += self._took_s()
        return self.true_s

    def lsl_s(self):
        self.true_s += self._took_s()
        return self.lsl_of(self.true_s)

    def lsl_of(self, t_s):
        return t_s * (1.0 + self._drift) + self._ahead_s

    def step(self, by_s):
        self._ahead_s += by_s


def lived(clocks, length_s, every_s=0.25):
    mapped = LslClock(clocks.session_s, clocks.lsl_s)
    while clocks.true_s < length_s:
        clocks.true_s += every_s
        mapped.refresh()
    return mapped


@settings(max_examples=30)
@given(drift=st.floats(-500e-6, 500e-6), ahead_s=st.floats(-1e6, 1e6), at=st.floats(0.0, 1.0))
def test_times_agree_there_and_back_though_the_clocks_drift(drift, ahead_s, at):
    clocks = TwoClocks(drift=drift, ahead_s=ahead_s)
    mapped = lived(clocks, 60.0)
    t_s = at * clocks.true_s
    assert mapped.to_lsl(t_s) == pytest.approx(clocks.lsl_of(t_s), abs=20e-6)
    assert mapped.to_session(clocks.lsl_of(t_s)) == pytest.approx(t_s, abs=20e-6)
    assert abs(mapped.to_lsl(t_s) - clocks.lsl_of(t_s)) <= mapped.error_s(t_s) + 1e-9 <= STATED_ERROR_S


def test_the_error_is_stated_truly_on_a_busy_machine():
    chance = random.Random(3)
    clocks = TwoClocks(drift=40e-6, took_s=lambda: 2e-3 if chance.random() < 0.6 else 2e-6)
    mapped = lived(clocks, 120.0)
    for t_s in (0.5, 13.0, 59.9, 100.0, clocks.true_s):
        assert abs(mapped.to_lsl(t_s) - clocks.lsl_of(t_s)) <= mapped.error_s(t_s)
        assert mapped.error_s(t_s) <= STATED_ERROR_S


def test_what_is_too_wide_is_passed_over_and_makes_the_error_grow():
    took = [1e-6]
    clocks = TwoClocks(took_s=lambda: took[0])
    mapped = lived(clocks, 5.0)
    took[0] = 3 * WIDEST_S
    clocks.true_s += 30.0
    mapped.refresh()
    assert mapped.error_s(clocks.true_s) > STATED_ERROR_S
    assert abs(mapped.to_lsl(35.0) - clocks.lsl_of(35.0)) <= mapped.error_s(35.0)


@pytest.mark.parametrize("by_s", [-3600.0, -30.0, 0.02, 45.0])
def test_a_step_counts_from_where_it_was(by_s):
    clocks = TwoClocks()
    mapped = lived(clocks, 10.0)
    before = clocks.lsl_of(9.5)
    clocks.true_s += 20.0  # nothing is measured meanwhile, as while a machine sleeps
    clocks.step(by_s)
    mapped.refresh()
    woke_s = clocks.true_s
    clocks.true_s += 5.0
    mapped.refresh()
    assert mapped.to_lsl(9.5) == pytest.approx(before, abs=1e-4)
    assert mapped.to_lsl(woke_s) == pytest.approx(clocks.lsl_of(woke_s), abs=1e-4)
    assert mapped.to_lsl(clocks.true_s) == pytest.approx(clocks.lsl_of(clocks.true_s), abs=1e-4)
    assert mapped.error_s(woke_s) <= STATED_ERROR_S
    assert mapped.error_s(20.0) >= abs(by_s) / 2.0  # in between nobody knows
