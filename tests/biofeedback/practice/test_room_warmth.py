"""The centre of a room warms with how many keep step beyond chance, and nothing is taken away from anybody."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.practice.warmth import HELD_SHARE, RoomWarmth, beyond_chance

SHARES = st.floats(0.0, 1.0) | st.just(math.nan)


def after(seconds: int, in_step_share: float, chance_share: float, warmth: RoomWarmth | None = None) -> float:
    warmth = warmth or RoomWarmth()
    first = getattr(warmth, "until_s", 0)
    warmth.until_s = first + seconds
    return [warmth.advance(float(t_s), in_step_share, chance_share) for t_s in range(first, first + seconds + 1)][-1]


@pytest.mark.parametrize(
    ("in_step_share", "chance_share", "expected"),
    [(0.25, 0.25, 0.0), (0.1, 0.25, 0.0), (1.0, 0.25, 1.0), (0.625, 0.25, 0.5), (1.0, 0.0, 1.0), (0.0, 0.0, 0.0)],
)
def test_what_chance_gives_counts_nothing_and_everybody_counts_whole(in_step_share, chance_share, expected):
    assert beyond_chance(in_step_share, chance_share) == pytest.approx(expected)


def test_it_rises_in_twenty_seconds_and_eases_back_in_ninety():
    warmth = RoomWarmth()
    assert after(20, 1.0, 0.2, warmth) == pytest.approx(HELD_SHARE + 0.65 * (1.0 - math.exp(-1.0)))
    full = after(300, 1.0, 0.2, warmth)
    assert full == pytest.approx(1.0, abs=1e-4)
    assert after(90, 0.2, 0.2, warmth) == pytest.approx(HELD_SHARE + (full - HELD_SHARE) * math.exp(-1.0), abs=1e-4)


@pytest.mark.parametrize(("share", "chance"), [(math.nan, 0.2), (0.9, math.nan), (math.nan, math.nan)])
def test_what_nobody_can_know_leaves_it_as_it_is(share, chance):
    warmth = RoomWarmth()
    warm = after(40, 1.0, 0.2, warmth)
    assert after(200, share, chance, warmth) == warm
    # The time that passed meanwhile is not made up for.
    assert after(1, 0.0, 0.2, warmth) == pytest.approx(HELD_SHARE + (warm - HELD_SHARE) * math.exp(-1.0 / 90.0))


@given(st.lists(st.tuples(SHARES, SHARES), max_size=60))
def test_it_never_leaves_held_to_full(course):
    warmth = RoomWarmth()
    for t_s, (share, chance) in enumerate(course):
        assert HELD_SHARE <= warmth.advance(float(t_s), share, chance) <= 1.0
