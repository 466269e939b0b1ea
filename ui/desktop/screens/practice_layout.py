"""Where everything on the practice screen lies, for every size of the window, with or without the details."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect

from ui.desktop.light.glow import BREATH_REACH
from ui.desktop.theme.typeface import scaled

_BUTTON_SIZE = (236, 56)
"""The largest button in px, a choice: above the 44 px that a finger needs, and wide enough for its longest word."""

_FOOT = 44
"""The height in px that the foot keeps beneath the numbers, a choice."""

_STATUS_WIDTH = 200
"""Width in px that the sensor keeps beside the keys; a choice: its name and what it says of itself in two lines."""

_LEFT_WIDTH = 168
"""Width in px for how long it still takes: that of "less than a minute left" in letters of 15 px."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What the places follow from, in pixels: the window, and the texts that take as much room as they need.

    Attributes
    ----------
    width, height : int
        The window.
    details_open : bool
        Whether the numbers are shown beside the light.
    title_width, left_width, hints_width, heart_legend_width : int
        The title of the practice, how long it still takes (beside the numbers alone), the keys in one line, and the
        legend of the heart.
    """

    width: int
    height: int
    details_open: bool
    title_width: int
    left_width: int
    hints_width: int
    heart_legend_width: int


class Places(NamedTuple):
    """Where everything lies; what has no place (``None``) is not shown.

    Attributes
    ----------
    centre, ring : QPointF, float
        The middle of the light and the radius of its ring.
    over_light : QRect
        What is drawn around the light.
    prompt_px : int
        How large the words of the practice are.
    wrap_hints : bool
        Whether the keys take more than one line.
    """

    centre: QPointF
    ring: float
    over_light: QRect
    steps: QRect
    title: QRect | None
    left: QRect | None
    prompt: QRect
    prompt_px: int
    answer: QRect
    ribbon: QRect | None
    pause_steps: QRect
    hints: QRect
    wrap_hints: bool
    heart_legend: QRect | None
    breath_legend: QRect | None
    status: QRect
    details: QRect | None


def arrange(sizes: Sizes) -> Places:
    """Return where everything lies in a window of these sizes."""
    return _beside_the_numbers(sizes) if sizes.details_open else _alone(sizes)


def light_circle(width: int, height: int) -> tuple[QPointF, float]:
    """Return the middle of the light and the radius of its ring in a window of this size, without the numbers."""
    return _light(width, height, _prompt_top(width, height, _ribbon_top(height)))


def _alone(sizes: Sizes) -> Places:
    """Return the places without the numbers: the light in the middle, the ribbon and the foot beneath."""
    width, height = sizes.width, sizes.height
    margin, top, ribbon_top = _margin(width), _top(height), _ribbon_top(height)
    pause_steps = QRect((width - _button_size()[0]) // 2, _button_top(height), *_button_size())
    foot = QRect(round(1.9 * margin), pause_steps.top(), round(width - 3.8 * margin), _button_size()[1])
    prompt, answer = _words(width, height, margin, ribbon_top)
    centre, ring = _light(width, height, prompt.top())
    steps_left = margin + sizes.title_width + _between(20, round(0.022 * width), 40)
    beside_width = pause_steps.left() - foot.left() - 12
    breath_left = foot.left() + (sizes.heart_legend_width + 24 if sizes.heart_legend_width else 0)
    return Places(
        centre=centre,
        ring=ring,
        over_light=QRect(0, 0, width, height),
        steps=QRect(steps_left, top - 2, width - margin - scaled(_LEFT_WIDTH) - 16 - steps_left, scaled(46)),
        title=QRect(margin, top - 6, sizes.title_width + 2, scaled(26)),
        left=QRect(width - margin - scaled(_LEFT_WIDTH), top - 6, scaled(_LEFT_WIDTH), scaled(26)),
        prompt=prompt,
        prompt_px=_words_px(height),
        answer=answer,
        ribbon=QRect(foot.left() - 8, ribbon_top, foot.width() + 20, _ribbon_height(height)),
        pause_steps=pause_steps,
        hints=QRect(foot.left(), foot.top(), beside_width, foot.height()),
        wrap_hints=sizes.hints_width > beside_width,
        heart_legend=QRect(foot.left(), foot.top(), sizes.heart_legend_width + 2, foot.height()),
        breath_legend=QRect(breath_left, foot.top(), scaled(120), foot.height()),
        status=QRect(pause_steps.right() + 12, foot.top(), foot.right() - pause_steps.right() - 12, foot.height()),
        details=None,
    )


def _beside_the_numbers(sizes: Sizes) -> Places:
    """Return the places with the numbers: everything but the foot in a column to their left."""
    width, height = sizes.width, sizes.height
    margin, top = _margin(width), _top(height)
    panel_width = _between(360, round(0.375 * width), 640)
    column = width - panel_width - margin
    foot = QRect(margin, _bottom(height) - scaled(_FOOT) // 2 - 12, width - 2 * margin, scaled(24))
    pause_steps = QRect((column - _button_size()[0]) // 2, foot.top() - _button_size()[1] - 12, *_button_size())
    prompt, answer = _words(column, height, margin, pause_steps.top())
    centre, ring = _light(column, height, prompt.top())
    column_right = column - margin
    hints_most = foot.width() - scaled(_STATUS_WIDTH) - 24
    wrap_hints = sizes.hints_width > hints_most
    hints_right = foot.left() + min(sizes.hints_width, hints_most)
    left_fits = hints_right + 24 + sizes.left_width <= column_right
    status_left = max(column_right, hints_right) + 24
    return Places(
        centre=centre,
        ring=ring,
        over_light=QRect(0, 0, column, height),
        steps=QRect(margin, top - 2, column - 2 * margin, scaled(46)),
        title=None,
        left=QRect(column_right - sizes.left_width, foot.top(), sizes.left_width, foot.height()) if left_fits else None,
        prompt=prompt,
        prompt_px=_words_px(height),
        answer=answer,
        ribbon=None,
        pause_steps=pause_steps,
        hints=QRect(foot.left(), foot.top() - 8, hints_most, foot.height() + 16)
        if wrap_hints
        else QRect(foot.left(), foot.top(), sizes.hints_width, foot.height()),
        wrap_hints=wrap_hints,
        heart_legend=None,
        breath_legend=None,
        status=QRect(status_left, foot.top() - 8, foot.right() - status_left, foot.height() + 16),
        details=QRect(width - margin - panel_width, top - 10, panel_width, foot.top() - 12 - (top - 10)),
    )


def _words(width: int, height: int, margin: int, beneath: int) -> tuple[QRect, QRect]:
    """Return the places of the words of the practice and of the answer beneath them."""
    top, prompt_height = _prompt_top(width, height, beneath), _prompt_height(width, height)
    prompt = QRect(margin, top, width - 2 * margin, prompt_height)
    return prompt, QRect(margin, top + prompt_height, width - 2 * margin, _answer_height(width))


def _light(width: int, height: int, prompt_top: int) -> tuple[QPointF, float]:
    light_top = _top(height) + scaled(46)
    light_height = prompt_top - light_top
    ring = max(60.0, min(light_height / (2 * BREATH_REACH), 0.36 * width))
    return QPointF(width / 2, light_top + light_height / 2), ring


def _button_size() -> tuple[int, int]:
    """Return the size of the largest button, which holds its longest word at any size of words."""
    return scaled(_BUTTON_SIZE[0]), max(_BUTTON_SIZE[1], scaled(_BUTTON_SIZE[1] - 16))


def _margin(width: int) -> int:
    return _between(24, round(0.039 * width), 64)


def _top(height: int) -> int:
    return _between(18, round(0.045 * height), 44)


def _bottom(height: int) -> int:
    return height - _between(10, round(0.02 * height), 24)


def _button_top(height: int) -> int:
    return _bottom(height) - _button_size()[1]


def _ribbon_height(height: int) -> int:
    return _between(52, round(0.078 * height), 92)


def _ribbon_top(height: int) -> int:
    return _button_top(height) - _ribbon_height(height) - _between(6, round(0.016 * height), 18)


def _words_px(height: int) -> int:
    return _between(18, round(0.0265 * height), 28)


def _prompt_height(width: int, height: int) -> int:
    lines = 2 if width < 900 else 1.35
    return round(lines * 1.3 * scaled(_words_px(height)))


def _answer_height(width: int) -> int:
    # High enough for the longest sentence about a sensor or the radio.
    return scaled(18) * (2 if width >= 900 else 3)


def _prompt_top(width: int, height: int, beneath: int) -> int:
    between = _between(2, round(0.012 * height), 14)
    return beneath - _answer_height(width) - _prompt_height(width, height) - between


def _between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))
