"""A curve at any zoom: nothing above or below is left out, nothing is joined across a break."""

import math

from hypothesis import given
from hypothesis import strategies as st

from ui.desktop.review.course import Course
from ui.desktop.review.span import NARROWEST_S, Span

VALUES = st.lists(st.floats(-1e3, 1e3) | st.just(math.nan), max_size=400)


def seconds(values: list[float]) -> list[tuple[float, float]]:
    return [(float(t_s), value) for t_s, value in enumerate(values)]


@given(VALUES, st.floats(0.0, 400.0), st.floats(1.0, 400.0), st.floats(1e-3, 100.0))
def test_what_is_drawn_is_as_high_and_as_low_as_what_is_there(values, from_s, wide_s, pixel_s):
    course = Course(seconds(values), longest_s=1.5)
    drawn = [value for line in course.lines(from_s, from_s + wide_s, pixel_s) for _, value in line.points]
    there = [value for t_s, value in seconds(values) if from_s <= t_s <= from_s + wide_s and not math.isnan(value)]
    assert not there or (min(drawn) <= min(there) and max(drawn) >= max(there))
    assert set(drawn) <= set(values)


@given(VALUES, st.floats(0.01, 1.0))
def test_no_more_is_drawn_than_pixels_can_show(values, share):
    course = Course(seconds([value if math.isfinite(value) else 0.0 for value in values]), longest_s=1.5)
    pixels = max(1.0, share * len(values))
    drawn = sum(
        len(line.points) for line in course.lines(0.0, float(len(values)), len(values) / pixels if values else 1.0)
    )
    assert drawn <= 2 * 2 * pixels + 4


def test_a_line_ends_at_a_break_and_at_a_long_silence():
    points = [(0.0, 1.0), (1.0, 2.0), (2.0, math.nan), (3.0, 3.0), (20.0, 4.0), (21.0, 5.0), (22.0, 6.0)]
    lines = Course(points, longest_s=6.0, breaks=[(21.2, 21.8)]).lines(0.0, 30.0, 0.01)
    assert [line.points for line in lines] == [
        [(0.0, 1.0), (1.0, 2.0)],
        [(3.0, 3.0)],
        [(20.0, 4.0), (21.0, 5.0)],
        [(22.0, 6.0)],
    ]


def test_the_nearest_is_found_across_breaks():
    course = Course([(0.0, 1.0), (1.0, 2.0), (10.0, 3.0)], longest_s=6.0)
    assert course.nearest(1.2, 1.0) == (1.0, 2.0)
    assert course.nearest(9.0, 2.0) == (10.0, 3.0)
    assert course.nearest(5.0, 2.0) is None


SPANS = st.builds(lambda first, wide: Span.whole(first, first + wide), st.floats(0.0, 100.0), st.floats(3.0, 11_000.0))


@given(SPANS, st.floats(0.05, 20.0), st.floats(0.0, 1.0), st.floats(-2e4, 2e4))
def test_a_span_stays_within_the_whole(whole, factor, share, by_s):
    at_s = whole.from_s + share * whole.length_s
    near = whole.zoomed(0.3, at_s)
    for span in (near, near.zoomed(factor, at_s), near.moved(by_s), near.around(at_s, 20.0)):
        assert whole.first_s - 1e-6 <= span.from_s <= span.until_s <= whole.last_s + 1e-6
        assert span.length_s >= min(NARROWEST_S, whole.length_s) - 1e-6


@given(SPANS, st.floats(0.1, 0.9))
def test_the_moment_under_the_pointer_keeps_its_place(whole, share):
    at_s = whole.from_s + share * whole.length_s
    near = whole.zoomed(0.8, at_s)
    assert math.isclose((at_s - near.from_s) / near.length_s, share, abs_tol=1e-6)
