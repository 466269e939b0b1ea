"""What takes longer than a second says how far it is, on a terminal and nowhere else."""

import io
import sys
import threading
from pathlib import Path

import pytest

from biofeedback.cli import progress as progress_module
from biofeedback.cli.passphrase import TerminalPassphrases
from biofeedback.cli.progress import Progress
from sessions.sealed.passphrases import Passphrase
from ui.words.languages import english

PATIENCE_S = 30.0


class Written(io.StringIO):
    """Standard error, which tells when something was written."""

    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal
        self.some = threading.Event()

    def isatty(self):
        return self.terminal

    def write(self, text):
        super().write(text)
        self.some.set()
        return len(text)


@pytest.fixture
def standard_error(monkeypatch):
    def standard_error(*, terminal):
        written = Written(terminal=terminal)
        monkeypatch.setattr(sys, "stderr", written)
        return written

    return standard_error


def test_a_line_comes_and_goes(standard_error, monkeypatch):
    monkeypatch.setattr(progress_module, "SHOWN_AFTER_S", 0.0)
    written = standard_error(terminal=True)
    with Progress(english()) as progress:
        progress(0.43)
        written.some.clear()
        assert written.some.wait(PATIENCE_S)
    lines = written.getvalue().split("\r")
    assert any(line.startswith("43 % computed, ") for line in lines)
    assert lines[-1] == ""
    assert lines[-2].strip() == ""
    assert len(lines[-2]) == max(map(len, lines))


def test_while_a_passphrase_is_asked_for_the_line_stays_away(standard_error, monkeypatch):
    monkeypatch.setattr(progress_module, "SHOWN_AFTER_S", 0.0)
    monkeypatch.setattr(progress_module, "_EVERY_S", 0.01)
    monkeypatch.setattr(sys, "stdin", Written(terminal=True))
    written = standard_error(terminal=True)

    def typed(question, stream):
        before = written.getvalue()
        stream.write(question)
        written.some.clear()
        assert not written.some.wait(0.2)  # twenty lines would have been written
        assert before.endswith(" \r")  # what there was is taken away
        return "rosemary"

    monkeypatch.setattr("getpass.getpass", typed)
    answers = TerminalPassphrases(english(), None)
    with Progress(english()):
        assert written.some.wait(PATIENCE_S)
        assert answers.ask(Path("one.soften"), again=False) == Passphrase("rosemary")
        written.some.clear()
        assert written.some.wait(PATIENCE_S)  # it goes on


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_is_said_of_what_is_done_at_once(standard_error, monkeypatch, terminal):
    monkeypatch.setattr(progress_module, "SHOWN_AFTER_S", PATIENCE_S)  # this is at once, however busy the machine is
    written = standard_error(terminal=terminal)
    with Progress(english()) as progress:
        progress(0.5)
    assert written.getvalue() == ""


def test_nothing_is_said_where_there_is_no_terminal(standard_error, monkeypatch):
    monkeypatch.setattr(progress_module, "SHOWN_AFTER_S", 0.0)
    written = standard_error(terminal=False)
    with Progress(english()):
        assert not written.some.wait(0.2)
    assert written.getvalue() == ""
