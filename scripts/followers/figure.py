"""Draws the courses of warmth, and how far followers and others lie apart, as an SVG without any library."""

from collections.abc import Iterator, Sequence

import numpy as np

from biofeedback.signals.timing.beats import FloatArray
from scripts.followers.separation import AFTER_S, MEASURES, Course, interval, split
from tests.rigs.hearts.led_hearts import FOLLOWS, LED_S, LISTENED_S, auc

# In pixels of the picture, a choice: the whole, the courses on its left, and the bars on its right.
WIDTH, HEIGHT = 860, 380
LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT = 60, 50, 400, 270
BARS_LEFT, BARS_WIDTH = 560, 270

INK, FAINT = "#4a4038", "#c9bfb2"
FOLLOWER, OTHER = "#c98a2b", "#6b7f86"
SHADES = {"steadiness_share": "#c98a2b", "warmth_share": "#e0b46a", "coherence_ratio": "#6b7f86"}
STEP_S = 3  # seconds between the points of a course: a choice, finer than can be seen


def figure(courses: Sequence[Course]) -> str:
    """Return the figure: on the left the warmth of everybody over time, on the right the AUC with its interval."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'font-family="sans-serif" font-size="12" fill="{INK}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf7f0"/>',
            *_courses(courses),
            *_bars(courses),
            "</svg>",
            "",
        ]
    )


def _courses(courses: Sequence[Course]) -> Iterator[str]:
    yield _text(LEFT, 28, "Warmth of the light, 200 simulated people", size=14)
    for warmth in (0.35, 0.5, 0.75, 1.0):
        y = _y(warmth)
        yield _line(LEFT, y, LEFT + PLOT_WIDTH, y)
        yield _text(LEFT - 8, y + 4, f"{warmth:g}", anchor="end")
    for t_s in range(-60, 181, 60):
        yield _text(_x(t_s), TOP + PLOT_HEIGHT + 18, f"{t_s} s", anchor="middle")
    yield _text(LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 38, "since leading began", anchor="middle")
    for colour, follows, label, x in ((OTHER, False, "others", 150), (FOLLOWER, True, "who follow", 20)):
        warmths = np.array([c.numbers["warmth_share"] for c in courses if (c.manner == FOLLOWS) == follows])
        low, middle, high = np.quantile(warmths, (0.1, 0.5, 0.9), axis=0)
        band = [*_points(high), *reversed(_points(low))]
        yield f'<polygon points="{" ".join(band)}" fill="{colour}" opacity="0.22"/>'
        yield f'<polyline points="{" ".join(_points(middle))}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        yield f'<rect x="{LEFT + x}" y="{TOP + 8}" width="14" height="10" fill="{colour}"/>'
        yield _text(LEFT + x + 20, TOP + 17, label)
    yield _text(LEFT + 20, TOP + 38, "median, and from the tenth to the ninetieth in a hundred")


def _bars(courses: Sequence[Course]) -> Iterator[str]:
    yield _text(BARS_LEFT - 30, 28, "Followers told from others (AUC, 95 %)", size=14)
    for value in (0.5, 0.75, 1.0):
        y = _height(value)
        yield _line(BARS_LEFT, y, BARS_LEFT + BARS_WIDTH, y)
        yield _text(BARS_LEFT - 8, y + 4, f"{value:g}", anchor="end")
    group = BARS_WIDTH / len(AFTER_S)
    for index, after_s in enumerate(AFTER_S):
        for step, (name, colour) in enumerate(SHADES.items()):
            followers, others = split(courses, name, after_s)
            found, (low, high) = auc(followers, others), interval(followers, others)
            x = BARS_LEFT + index * group + 10 + 24 * step
            y = _height(found)
            yield f'<rect x="{x:.0f}" y="{y:.1f}" width="20" height="{_height(0.5) - y:.1f}" fill="{colour}"/>'
            yield _line(x + 10, _height(low), x + 10, _height(high), colour=INK)
        yield _text(BARS_LEFT + (index + 0.5) * group, TOP + PLOT_HEIGHT + 18, f"{after_s} s", anchor="middle")
    for step, (name, colour) in enumerate(SHADES.items()):
        x = BARS_LEFT - 10 + step * 95
        yield f'<rect x="{x}" y="{TOP + PLOT_HEIGHT + 30}" width="12" height="10" fill="{colour}"/>'
        yield _text(x + 16, TOP + PLOT_HEIGHT + 39, MEASURES[name])


def _points(values: FloatArray) -> list[str]:
    return [
        f"{_x(second + 1 - LISTENED_S):.0f},{_y(float(values[second])):.1f}" for second in range(0, values.size, STEP_S)
    ]


def _x(t_s: float) -> float:
    return LEFT + PLOT_WIDTH * (t_s + LISTENED_S) / (LISTENED_S + LED_S)


def _y(warmth: float) -> float:
    return TOP + PLOT_HEIGHT * (1.0 - (warmth - 0.3) / 0.7)


def _height(value: float) -> float:
    return TOP + PLOT_HEIGHT * (1.0 - (value - 0.5) / 0.5)


def _line(x: float, y: float, to_x: float, to_y: float, colour: str = FAINT) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"/>'


def _text(x: float, y: float, words: str, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{words}</text>'
