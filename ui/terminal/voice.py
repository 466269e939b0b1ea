"""Reads out the words of a practice in the terminal: one key a take."""

import sys
from typing import TextIO

from rich.live import Live
from rich.text import Text

from ui.sound.takes.reading import Reading, ReadingState
from ui.terminal.console import SafeConsole
from ui.terminal.keys import single_keys
from ui.words.language import Language
from ui.words.voice_words import invitation, place_words, state_words, take_button, what_is_kept

_LOOK_S = 0.05  # between two looks at the keyboard and the level: a choice, calm and still alive
_BAR_WIDE = 30  # characters of the bar that shows the level: a choice
_LEAVE = "q\x1b\x03\x04"  # Esc and what Ctrl+C and Ctrl+D send


def read_out(
    reading: Reading, language: Language, *, console: SafeConsole | None = None, stdin: TextIO | None = None
) -> None:
    """Let somebody read out all the words; without a keyboard the words are listed, with those that were taken."""
    console, stdin = console or SafeConsole(), stdin or sys.stdin
    if not stdin.isatty():
        _list(reading, language, console)
        return
    console.print(what_is_kept(language), markup=False, highlight=False)
    try:
        with single_keys(stdin) as wait_for_keys, Live(console=console, auto_refresh=False, transient=True) as live:
            while True:
                live.update(_picture(reading, language), refresh=True)
                for key in wait_for_keys(_LOOK_S):
                    if key in _LEAVE:
                        return
                    _act(key, reading)
                reading.look()
    except KeyboardInterrupt:
        return
    finally:
        reading.close()
        console.print(place_words(reading, language), markup=False, highlight=False)


def _act(key: str, reading: Reading) -> None:
    match key.lower():
        case " ":
            reading.press()
        case "l":
            reading.listen()
        case "n" | "\n" | "\r":
            reading.go(1)
        case "b":
            reading.go(-1)
        case "x":
            reading.forget()
        case _:
            pass


def _picture(reading: Reading, language: Language) -> Text:
    lines = [place_words(reading, language), "", invitation(language), "", f"    {reading.text}", ""]
    if reading.state is ReadingState.TAKING:
        filled = round(_BAR_WIDE * reading.level)
        lines.append("    " + "━" * filled + "╌" * (_BAR_WIDE - filled))
    lines += [state_words(reading, language), "", _keys(reading, language)]
    return Text("\n".join(lines))


def _keys(reading: Reading, language: Language) -> str:
    return language.gettext("Space: {take} · L: listen · N: next · B: back · X: delete the take · Q: leave").format(
        take=take_button(reading, language)
    )


def _list(reading: Reading, language: Language, console: SafeConsole) -> None:
    taken, open_ = language.gettext("taken"), language.gettext("not yet")
    for number in range(len(reading.words)):
        reading.go(number - reading.index)
        console.print(f"{taken if reading.taken else open_}  {reading.text}", markup=False, highlight=False)
