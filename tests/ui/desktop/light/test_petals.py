"""Petals lie evenly around the light, meet neither one another nor an edge, and move softly."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.desktop.light.glow import BREATH_REACH
from ui.desktop.light.petal_places import GROWTH, LIGHT_SHARE, petal_places
from ui.presenter.room import RoomView, soft

COUNTS = [1, 2, 3, 5, 8, 12, 19, 20, 29, 30]
MOST = 30


@pytest.mark.parametrize("count", COUNTS)
def test_they_lie_evenly_and_apart_and_beside_the_light(count: int) -> None:
    places = petal_places([1.0] * count)
    assert len(places.middles) == count
    ring = {round(math.hypot(*middle), 9) for middle in places.middles}
    assert len(ring) == 1, "on one ring"
    apart = [math.dist(one, other) for one, other in pairwise([*places.middles, places.middles[0]])]
    assert max(apart) == pytest.approx(min(apart))
    assert all(math.dist(one, other) > 2.0 * places.radius for one, other in combinations(places.middles, 2))
    reach = ring.pop()
    assert reach + GROWTH * places.radius < 1.0, "one that answers meets no edge"
    assert reach - GROWTH * places.radius > LIGHT_SHARE - 1e-9, "nor does it reach into the breath"


def test_one_stands_above_and_two_beside_the_light() -> None:
    ((x, y),) = petal_places([1.0]).middles
    assert (round(x, 9), y < 0.0) == (0.0, True)
    (left, left_y), (right, right_y) = petal_places([1.0, 1.0]).middles
    assert left == pytest.approx(-right)
    assert left_y == pytest.approx(0.0, abs=1e-9)
    assert right_y == pytest.approx(0.0, abs=1e-9)


def test_it_goes_round_to_the_other_side_where_one_reads_so() -> None:
    usual, mirrored = (petal_places([1.0] * 5, mirrored=mirrored).middles for mirrored in (False, True))
    assert [-x for x, _ in mirrored] == pytest.approx([x for x, _ in usual])
    assert [y for _, y in mirrored] == pytest.approx([y for _, y in usual])


def test_thirty_are_seen_from_where_words_are_read() -> None:
    """Across, each is larger than a letter that is read from there, which is 3.7 % of the height of the wall."""
    height_of_reach = 0.389  # on the wall, whose words take the rest
    assert 2.0 * petal_places([1.0] * MOST).radius * height_of_reach > 0.0372


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=MOST), st.integers(0, MOST - 1))
def test_a_little_more_of_one_moves_the_others_a_little(openings: list[float], which: int) -> None:
    openings = [1.0, *openings]
    at = which % len(openings)
    more = [*openings]
    more[at] = min(1.0, openings[at] + 0.01)
    before, after = petal_places(openings), petal_places(more)
    for one, other in zip(before.middles, after.middles, strict=True):
        assert math.dist(one, other) < 0.07
    assert abs(before.radius - after.radius) < 0.01


def test_nobody_there_is_no_petal() -> None:
    assert petal_places([]).middles == []
    assert petal_places([0.0]).radius > 0.0


def test_the_breath_of_a_room_keeps_within_its_own_reach() -> None:
    assert LIGHT_SHARE * BREATH_REACH < 1.0
    assert (soft(-1.0), soft(0.0), soft(0.5), soft(1.0), soft(2.0)) == (0.0, 0.0, 0.5, 1.0, 1.0)
    assert RoomView().petals(0.0) == ()
