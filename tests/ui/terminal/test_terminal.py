"""The practice in the terminal: what the keys do, and that the terminal is given back as it was."""

import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from rich.console import Console

from biofeedback.events import PaceRequest
from biofeedback.requests import (
    AcceptOffer,
    ChangePace,
    EndGently,
    Mark,
    MoveHand,
    Request,
    ToggleFewerWords,
    TogglePause,
    TogglePauseSteps,
)
from tests.rigs.suite import programs
from tests.rigs.words.terminal_session import ARRIVE, END, PretendSession, breath
from ui.terminal import practice as terminal_practice
from ui.terminal.keys import plain_keys, single_keys
from ui.terminal.practice import run_terminal
from ui.words.languages import english

pytestmark = pytest.mark.usefixtures("without_waiting")


def living_console(told: io.StringIO) -> Console:
    return Console(file=told, force_terminal=True, color_system="truecolor", width=80, height=24)


def test_a_terminal_gets_a_picture_and_is_given_back(manual_clock) -> None:
    output = io.StringIO()
    run_terminal(
        PretendSession(manual_clock, [ARRIVE, breath(0.0), END], step_s=1.0), english(), living_console(output)
    )
    shown = output.getvalue()
    assert shown.count("\x1b[?1049h") == shown.count("\x1b[?1049l") == 1
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert "breathe in" in shown
    assert "Arrive" in shown


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (" ", " "),
        ("rm", "rm"),
        ("\x1b", "\x1b"),
        ("\x1b[A", ""),
        ("\x1bOP", ""),
        ("\x1b[1;5Cq", "q"),
        ("\x1bm", ""),
        ("\x1b\x1b", "\x1b\x1b"),
        ("\x1b[200~", ""),
        ("ㄴㄹЫλ", "sfsl"),
        ("리", "fl"),
        ("꿇", "rnfg"),
        ("뷁ㅘ", "qnpfrhk"),
        ("é", "é"),
    ],
)
def test_a_key_without_a_letter_is_never_taken_for_escape(sent: str, keys: str) -> None:
    assert plain_keys(sent) == keys


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """A real pseudo-terminal as standard input: where to type, and the end that the program reads."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    typing, reading = pty.openpty()
    with os.fdopen(reading, encoding="utf-8") as stdin, os.fdopen(typing, "wb", buffering=0):
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(terminal_practice, "FRAME_S", 5.0)  # a key ends the waiting
        yield typing, reading


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (["r", " ", "m", "q"], [TogglePauseSteps(), TogglePause(), Mark(), EndGently()]),
        ([" ", " ", "\x1b"], [TogglePause(), TogglePause(), EndGently()]),
        (["  rrr", "q"], [*[TogglePause()] * 2, *[TogglePauseSteps()] * 3, EndGently()]),
        (["R", "r", "Q"], [TogglePauseSteps(), TogglePauseSteps(), EndGently()]),
        (["bB", "b", "q"], [*[MoveHand(inward=inward) for inward in (True, False, True)], EndGently()]),
        (["s", "f", "l", "t", "g", "q"], [*map(ChangePace, get_args(PaceRequest)), EndGently()]),
        (["w", "y", "q"], [ToggleFewerWords(), AcceptOffer(), EndGently()]),
        (["x", "\x1b[Aq"], [EndGently()]),
    ],
)
def test_keys_are_requests(manual_clock, keyboard, typed: list[str], asked: list[Request]) -> None:
    typing, _ = keyboard
    session = PretendSession(manual_clock, [ARRIVE], step_s=0.1)
    to_type = list(typed)
    session.on_look = lambda: to_type and os.write(typing, to_type.pop(0).encode())
    run_terminal(session, english(), Console(file=io.StringIO()))
    assert session.asked == asked


def test_single_keys_come_without_enter_and_the_terminal_is_given_back(manual_clock, keyboard) -> None:
    import termios

    typing, reading = keyboard
    before = termios.tcgetattr(reading)
    meanwhile = []
    session = PretendSession(manual_clock, [ARRIVE])

    def look() -> None:
        meanwhile.append(termios.tcgetattr(reading)[3])
        os.write(typing, b"q")

    session.on_look = look
    run_terminal(session, english(), living_console(io.StringIO()))
    assert not meanwhile[0] & (termios.ICANON | termios.ECHO)
    assert termios.tcgetattr(reading) == before


class BrokenError(Exception):
    pass


def test_a_broken_practice_still_gives_the_terminal_back_and_finishes(manual_clock, keyboard) -> None:
    import termios

    _, reading = keyboard
    before = termios.tcgetattr(reading)
    session = PretendSession(manual_clock, [ARRIVE])

    def look() -> None:
        raise BrokenError

    session.on_look = look
    output = io.StringIO()
    with pytest.raises(BrokenError):
        run_terminal(session, english(), living_console(output))
    assert output.getvalue().count("\x1b[?1049l") == 1
    assert output.getvalue().rindex("\x1b[?25h") > output.getvalue().rindex("\x1b[?25l")
    assert termios.tcgetattr(reading) == before
    assert session.finished == 1


def test_ctrl_c_ends_gently_and_then_at_once(manual_clock) -> None:
    before = signal.getsignal(signal.SIGINT)
    session = PretendSession(manual_clock, [ARRIVE])
    session.ends_when_asked = False
    interrupted_at = []

    def look() -> None:
        interrupted_at.append(len(session.asked))
        signal.raise_signal(signal.SIGINT)

    session.on_look = look
    run_terminal(session, english(), Console(file=io.StringIO()))
    # Gently, at once, then without waiting for an answer that does not come.
    assert interrupted_at == [0, 1, 2]
    assert session.asked == [EndGently()] * 3
    assert session.finished == 1
    assert signal.getsignal(signal.SIGINT) is before


FAREWELL_NAMES = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.mark.parametrize("name", FAREWELL_NAMES)
def test_a_farewell_of_the_system_leaves_at_once_and_cleanly(manual_clock, keyboard, monkeypatch, name: str) -> None:
    import termios

    _, reading = keyboard
    monkeypatch.setattr(terminal_practice, "FRAME_S", 0.0)  # nothing is typed
    number = getattr(signal, name)
    before, handler = termios.tcgetattr(reading), signal.getsignal(number)
    session = PretendSession(manual_clock, [ARRIVE], step_s=0.1)
    looks = []

    def look() -> None:
        looks.append(name)
        signal.raise_signal(number)

    session.on_look = look
    output = io.StringIO()
    run_terminal(session, english(), living_console(output))
    assert looks == [name]
    assert session.asked == []
    assert session.finished == 1
    assert output.getvalue().count("\x1b[?1049l") == 1
    assert output.getvalue().rindex("\x1b[?25h") > output.getvalue().rindex("\x1b[?25l")
    assert termios.tcgetattr(reading) == before
    assert signal.getsignal(number) is handler


@pytest.mark.parametrize("name", ["SIGINT", *FAREWELL_NAMES])
def test_no_signal_breaks_in_on_the_closing_of_the_recording(manual_clock, monkeypatch, name: str) -> None:
    session = PretendSession(manual_clock, [ARRIVE, END])
    finish, closed = session.finish, []

    def finish_while_signalled() -> Path:
        signal.raise_signal(getattr(signal, name))
        closed.append(finish())
        return closed[0]

    monkeypatch.setattr(session, "finish", finish_while_signalled)
    run_terminal(session, english(), Console(file=io.StringIO()))
    assert closed


def test_a_terminal_that_hung_up_is_given_back_to_nobody() -> None:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    typing, reading = pty.openpty()
    with os.fdopen(reading, encoding="utf-8") as stdin, single_keys(stdin) as wait_for_keys:
        os.close(typing)
        assert wait_for_keys(0.0) == ""


def test_a_terminal_that_is_gone_keeps_nobody_from_finishing(manual_clock) -> None:
    session = PretendSession(manual_clock, [ARRIVE], step_s=0.1)

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            if session.asked:
                raise OSError(5, "Input/output error")
            return len(text)

    def look() -> None:
        session.asked.append("hung up")
        signal.raise_signal(signal.SIGTERM)

    session.on_look = look
    run_terminal(session, english(), living_console(Gone()))
    assert session.finished == 1


def test_it_costs_no_numpy_and_no_qt() -> None:
    ask = (
        "import sys, ui.terminal.practice; print(sorted({'numpy', 'scipy', 'PySide6', 'pyqtgraph'} & set(sys.modules)))"
    )
    printed = programs.run(
        [sys.executable, "-c", ask], cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == "[]"
