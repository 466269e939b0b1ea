"""Where everything on the practice screen lies, for every size of the window and with or without the numbers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect

from ui.desktop.light.glow import BREATH_REACH
from ui.desktop.widgets.prompt_line import PromptLine

if TYPE_CHECKING:
    from ui.desktop.screens.practice import PracticeScreen

_REST_SIZE = (236, 56)
_FOOT = 44


def arrange(screen: "PracticeScreen") -> None:
    """Put every widget of the screen into its place."""
    wide, high = screen.width(), screen.height()
    margin = _between(24, round(0.039 * wide), 64)
    top = _top(high)
    panel = _between(360, round(0.375 * wide), 640) if screen.details_open else 0
    room = wide - panel - (margin if panel else 0)
    _place_top(screen, room, margin, top)

    bottom = high - _between(10, round(0.02 * high), 24)
    rest_wide, rest_high = _REST_SIZE
    if panel:
        foot = QRect(margin, bottom - _FOOT // 2 - 12, wide - 2 * margin, 24)
        pause_steps = QRect((room - rest_wide) // 2, foot.top() - rest_high - 12, rest_wide, rest_high)
        ribbon_top = pause_steps.top()
    else:
        pause_steps = QRect((wide - rest_wide) // 2, _rest_top(high), rest_wide, rest_high)
        foot = QRect(round(1.9 * margin), pause_steps.top(), round(wide - 3.8 * margin), rest_high)
        ribbon_high, ribbon_top = _ribbon_high(high), _ribbon_top(high)
        screen.ribbon.setGeometry(round(1.9 * margin) - 8, ribbon_top, round(wide - 3.8 * margin) + 20, ribbon_high)
    screen.ribbon.setVisible(not panel)
    screen.pause_steps.setGeometry(pause_steps)

    words_px = _words_px(high)
    if screen.prompt.font().pixelSize() != words_px:
        screen.prompt.setFont(PromptLine.made(words_px))
    prompt_high, answer_high = _prompt_high(room, high), _answer_high(room)
    prompt_top = _prompt_top(room, high, ribbon_top)
    screen.prompt.setGeometry(margin, prompt_top, room - 2 * margin, prompt_high)
    screen.answer.setGeometry(margin, prompt_top + prompt_high, room - 2 * margin, answer_high)

    centre, ring = _light(room, high, prompt_top)
    screen.light.setGeometry(0, 0, wide, high)
    for over in (screen.parts, screen.others):
        over.setGeometry(0, 0, room, high)
    for around in (screen.light, screen.parts, screen.others):
        around.place(centre, ring)

    _place_foot(screen, foot, pause_steps, room - margin if panel else 0)
    if panel and screen.details is not None:
        left = wide - margin - panel
        screen.details.setGeometry(left, top - 10, panel, foot.top() - 12 - (top - 10))


def place_of_light(wide: int, high: int) -> tuple[QPointF, float]:
    """Return the middle of the light and the radius of its ring in a window of this size, without the numbers."""
    return _light(wide, high, _prompt_top(wide, high, _ribbon_top(high)))


def _light(room: int, high: int, prompt_top: int) -> tuple[QPointF, float]:
    light_top = _top(high) + 46
    light_high = prompt_top - light_top
    ring = max(60.0, min(light_high / (2 * BREATH_REACH), 0.36 * room))
    return QPointF(room / 2, light_top + light_high / 2), ring


def _top(high: int) -> int:
    return _between(18, round(0.045 * high), 44)


def _rest_top(high: int) -> int:
    return high - _between(10, round(0.02 * high), 24) - _REST_SIZE[1]


def _ribbon_high(high: int) -> int:
    return _between(52, round(0.078 * high), 92)


def _ribbon_top(high: int) -> int:
    return _rest_top(high) - _ribbon_high(high) - _between(6, round(0.016 * high), 18)


def _words_px(high: int) -> int:
    return _between(18, round(0.0265 * high), 28)


def _prompt_high(room: int, high: int) -> int:
    lines = 2 if room < 900 else 1.35
    return round(lines * 1.3 * _words_px(high))


def _answer_high(room: int) -> int:
    # Room for the longest sentence that a sensor or the radio may have to say.
    return 18 * (2 if room >= 900 else 3)


def _prompt_top(room: int, high: int, ribbon_top: int) -> int:
    return ribbon_top - _answer_high(room) - _prompt_high(room, high) - _between(2, round(0.012 * high), 14)


def _place_top(screen: "PracticeScreen", room: int, margin: int, top: int) -> None:
    open_panel = screen.details_open
    screen.title.setVisible(not open_panel)
    if open_panel:
        screen.steps.setGeometry(margin, top - 2, room - 2 * margin, 46)
        return
    screen.left.setVisible(True)
    title_wide = screen.title.sizeHint().width()
    left_wide = 168
    screen.title.setGeometry(margin, top - 6, title_wide + 2, 26)
    screen.left.setGeometry(room - margin - left_wide, top - 6, left_wide, 26)
    start = margin + title_wide + _between(20, round(0.022 * room), 40)
    screen.steps.setGeometry(start, top - 2, room - margin - left_wide - 16 - start, 46)


def _place_foot(screen: "PracticeScreen", foot: QRect, pause_steps: QRect, column_right: int) -> None:
    hints_wide = screen.hints.fontMetrics().horizontalAdvance(screen.hints.text()) + 4
    if column_right:
        screen.hints.setWordWrap(False)
        screen.hints.setGeometry(foot.left(), foot.top(), hints_wide, foot.height())
        left_wide = screen.left.sizeHint().width()
        status_left = max(column_right, foot.left() + hints_wide) + 24
        screen.left.setVisible(foot.left() + hints_wide + 24 + left_wide <= column_right)
        screen.left.setGeometry(column_right - left_wide, foot.top(), left_wide, foot.height())
        screen.status.setGeometry(status_left, foot.top() - 8, foot.right() - status_left, foot.height() + 16)
        return
    beside = pause_steps.left() - foot.left() - 12
    screen.hints.setWordWrap(hints_wide > beside)
    screen.hints.setGeometry(foot.left(), foot.top(), beside, foot.height())
    heart_wide = screen.heart_legend.sizeHint().width()
    screen.heart_legend.setGeometry(foot.left(), foot.top(), heart_wide + 2, foot.height())
    breath_left = foot.left() + heart_wide + 24
    screen.breath_legend.setGeometry(breath_left, foot.top(), 120, foot.height())
    screen.status.setGeometry(
        pause_steps.right() + 12, foot.top(), foot.right() - pause_steps.right() - 12, foot.height()
    )


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))
