"""Where everything on the practice screen lies follows from sizes alone, and nothing lies on anything else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from ui.desktop.screens.practice_layout import Sizes, arrange, light_circle

USUAL = Sizes(
    width=1280,
    height=860,
    details_open=False,
    title_width=180,
    left_width=72,
    hints_width=495,
    heart_legend_width=68,
)
SMALLEST = (800, 480)

windows = st.builds(
    lambda width, height, open_: replace(USUAL, width=width, height=height, details_open=open_),
    st.integers(SMALLEST[0], 3840),
    st.integers(SMALLEST[1], 2160),
    st.booleans(),
)


def test_the_usual_window_without_the_numbers():
    places = arrange(USUAL)
    assert places.pause_steps == QRect(522, 787, 236, 56)
    assert places.title == QRect(50, 33, 182, 26)
    assert places.ribbon is not None
    assert places.details is None
    assert (places.centre, places.ring) == light_circle(1280, 860)


def test_the_usual_window_with_the_numbers():
    places = arrange(replace(USUAL, details_open=True))
    assert places.details == QRect(750, 29, 480, 768)
    assert (places.title, places.ribbon, places.heart_legend) == (None, None, None)
    assert places.centre.x() == 375.0


def test_how_long_it_takes_is_left_out_where_there_is_no_room_for_it():
    with_numbers = replace(USUAL, details_open=True)
    assert arrange(with_numbers).left is not None
    assert arrange(replace(with_numbers, hints_width=620)).left is None


def test_many_keys_take_two_lines_beside_the_button():
    assert not arrange(replace(USUAL, hints_width=300)).wrap_hints
    assert arrange(USUAL).wrap_hints


@given(windows)
def test_everything_lies_in_the_window_and_apart(sizes):
    places = arrange(sizes)
    window = QRect(0, 0, sizes.width, sizes.height)
    stacked = [places.steps, places.prompt, places.answer, places.ribbon, places.pause_steps, places.details]
    there = [rectangle for rectangle in stacked if rectangle is not None]
    for number, rectangle in enumerate(there):
        assert window.contains(rectangle)
        assert not any(rectangle.intersects(other) for other in there[number + 1 :])
    assert places.ring >= 60.0


@pytest.mark.parametrize("details_open", [False, True])
def test_the_same_sizes_give_the_same_places(details_open):
    sizes = replace(USUAL, details_open=details_open)
    assert arrange(sizes) == arrange(sizes)
