"""Draws one moment of a practice over the whole terminal: steps, light and words, heart, and keys."""

from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text

from ui.presenter.view_model import PracticeViewModel
from ui.terminal.glow import coloured_light, shaded_light
from ui.terminal.moment_words import (
    BETWEEN,
    heart_words,
    keys_line,
    minutes_left,
    pace_keys_line,
    phase_words,
    prompt_words,
    waiting_words,
)
from ui.tokens import DARK
from ui.words.language import Language
from ui.words.lengths import drawn_lengths_s

_MARGIN = 2  # columns at either side. A choice
_LEAST_LIGHT_ROWS = 5  # with fewer rows the light becomes a bar; a choice: a circle needs some
_GROUND = Style(color=DARK.ink, bgcolor=DARK.background)


class Picture:
    """A rich renderable of one moment that fills the screen it is given.

    Parameters
    ----------
    view : PracticeViewModel
        What there is to show.
    sensor_line : str
        The sensor in one line of words.
    now_s : float
        The moment, in session time.
    language : Language
        The person's language.
    further_lines : sequence of str
        Every further sensor in one line of words.
    passing : str
        What should be read now of a link, the recording, an offer or a mark.
    """

    def __init__(
        self,
        view: PracticeViewModel,
        sensor_line: str,
        now_s: float,
        language: Language,
        further_lines: Sequence[str] = (),
        passing: str = "",
    ) -> None:
        self._language = language
        self._view = view
        self._title = view.practice.title
        self._steps = view.practice.steps
        self._takes_requests = not view.practice.assesses and view.practice.protocol is None
        self._sensor_lines = (sensor_line, *further_lines)
        self._passing = passing
        self._now_s = now_s
        self._progress = view.progress.at(now_s)
        self._breath = view.breath.led_at(now_s)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield exactly as many lines as the screen has, or the most needed of them."""
        width = options.max_width
        height = options.height or console.height
        view, now_s, language = self._view, self._now_s, self._language
        waiting = self._progress.waiting
        breath = phase_words(self._breath.phase, language) if waiting is None else waiting_words(waiting, language)
        above = [self._heading(width), *self._steps_lines(width, options.ascii_only), Text()]
        below = [
            _centred(breath, width, DARK.amber),
            Text(),
            *_wrapped(console, prompt_words(view, now_s), width, DARK.ink),
            Text(),
            *_in_rows(heart_words(view, language), width, DARK.muted),
            *(row for line in self._sensor_lines for row in _in_rows(line, width, DARK.sky)),
            *_wrapped(console, self._passing, width, DARK.rose),
        ]
        keys = _in_rows(keys_line(language), width, DARK.muted)
        light_rows = height - len(above) - len(below) - len(keys)
        pace_keys = _in_rows(pace_keys_line(language), width, DARK.muted)
        if self._takes_requests and light_rows - len(pace_keys) >= _LEAST_LIGHT_ROWS:
            below += pace_keys
            light_rows -= len(pace_keys)
        below += keys
        lines = [*above, *self._light(console, options, width, light_rows), *below][-height:]
        for line in lines:
            line.truncate(width, overflow="ellipsis", pad=True)
        # One line of the screen each: the last one without a line feed, which would scroll the first one away.
        yield Text("\n", end="", style=_GROUND, no_wrap=True).join(lines)

    def _heading(self, width: int) -> Text:
        left = minutes_left(self._progress.left_s, self._language)
        gap = max(1, width - 2 * _MARGIN - cell_len(self._title) - cell_len(left))
        return Text.assemble(" " * _MARGIN, self._title, " " * gap, left, style=DARK.muted)

    def _steps_lines(self, width: int, ascii_only: bool) -> list[Text]:
        """Return the bar of steps and the names beneath it that fit; the present one always does."""
        widths = _shares(drawn_lengths_s(self._steps), max(1, width - 2 * _MARGIN))
        bar, begins, column = Text(" " * _MARGIN), [], _MARGIN
        for index, cells in enumerate(widths):
            begins.append(column)
            column += cells
            length = max(1, cells - 1)
            passed = round(length * self._passed_share(index))
            passed_stroke, coming_stroke = ("=", "-") if ascii_only else ("━", "─")
            bar.append(passed_stroke * passed, DARK.honey).append(coming_stroke * (length - passed), DARK.muted)
            bar.append(" " * (cells - length))
        names = Text(" " * width)
        here = self._progress.step_index
        # The present step goes first and so always fits.
        in_turn = [here, *(index for index in range(len(self._steps)) if index != here)]
        for index in in_turn:
            name = self._steps[index].title
            at = max(0, min(begins[index], width - cell_len(name) - _MARGIN))
            # Free only with a space on either side, so that no two names run into one.
            if not names.plain[max(0, at - 1) : at + len(name) + 1].strip():
                style = Style(color=DARK.ink, bold=True) if index == here else Style(color=DARK.muted)
                names = Text.assemble(names[:at], (name, style), names[at + len(name) :])
        return [bar, names]

    def _passed_share(self, index: int) -> float:
        if index == self._progress.step_index:
            return self._progress.step_share
        return 1.0 if index < self._progress.step_index else 0.0

    def _light(self, console: Console, options: ConsoleOptions, width: int, rows: int) -> list[Text]:
        position = self._breath.position
        if rows < _LEAST_LIGHT_ROWS:
            stroke = "#" if options.ascii_only else "█"
            bar = _centred(stroke * round((width - 2 * _MARGIN) * (0.1 + 0.9 * position)), width, DARK.honey)
            return [bar, *(Text() for _ in range(rows - 1))] if rows > 0 else []
        if options.ascii_only or console.color_system not in ("truecolor", "256"):
            return shaded_light(width, rows, position, ascii_only=options.ascii_only)
        fine = console.color_system == "truecolor"
        return coloured_light(width, rows, position, self._view.warmth_share, fine=fine)


def _centred(words: str, width: int, style: str) -> Text:
    return Text(" " * max(0, (width - cell_len(words)) // 2) + words, style)


def _in_rows(words: str, width: int, style: str) -> list[Text]:
    """Return short words with dots between them as centred lines, broken at a dot where they do not fit into one."""
    rows: list[str] = []
    for each in words.split(BETWEEN):
        longer = BETWEEN.join((*rows[-1:], each))
        if rows and cell_len(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(each)
    return [_centred(row, width, style) for row in rows]


def _wrapped(console: Console, words: str, width: int, style: str) -> list[Text]:
    """Return the words as centred lines; one empty line when there are none, so that nothing below moves."""
    lines = Text(words).wrap(console, max(1, width - 2 * _MARGIN))
    return [_centred(line.plain.rstrip(), width, style) for line in lines] or [Text()]


def _shares(lengths_s: Sequence[float], width: int) -> list[int]:
    """Share ``width`` among the lengths in whole cells, two at least each where there is room."""
    least = 2 if width >= 2 * len(lengths_s) else 1
    total_s, passed_s, ends = sum(lengths_s), 0.0, [0]
    for length_s in lengths_s:
        passed_s += length_s
        ends.append(max(ends[-1] + least, round(passed_s / total_s * width)))
    return [end - begin for begin, end in pairwise(ends)]
