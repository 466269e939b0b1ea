"""What is said plainly is read without Typer, and as Typer reads it."""

import sys
from dataclasses import fields

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from biofeedback import __main__ as program
from biofeedback.cli.begin_words import begin_options
from biofeedback.cli.options import takes
from biofeedback.cli.practising.begin_practice import BeginOptions
from biofeedback.cli.practising.plain_words import plainly_said
from tests.rigs.suite.programs import run
from ui.words.languages import english

NAMES = [f"--{field.name.replace('_', '-')}" for field in fields(BeginOptions)]

WORDS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(["simulated", "serial:COM3", "bluetooth:Polar H10", "waves", "box", "7", "0.5", "-1", "~/a", "*"]),
    st.sampled_from(["--", "-", "", "--help", "--no-attuned", "--sensor=simulated", "--sens", "--no-soundx", "ä b"]),
)


def typer_said(words):
    """Return what Typer makes of the words, or ``None`` where it refuses them or prints something."""
    said: list[BeginOptions] = []
    app = typer.Typer()
    app.command()(takes(lambda _, options: said.append(options), BeginOptions, english(), begin_options(english())))
    assert CliRunner().invoke(app, words).exit_code in (0, 2)
    return said[0] if said else None


@given(st.lists(WORDS, max_size=6))
def test_what_is_read_plainly_is_what_typer_reads(words):
    plain = plainly_said(words, BeginOptions)
    assert plain is None or plain == typer_said(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], BeginOptions()),
        (["--sensor", "simulated", "--no-sound"], BeginOptions(sensor=["simulated"], no_sound=True)),
        (
            ["soften_soothe_allow", "--sensor", "bluetooth:Polar H10", "--sensor", "serial", "--sound", "waves"],
            BeginOptions(practice="soften_soothe_allow", sensor=["bluetooth:Polar H10", "serial"], sound="waves"),
        ),
    ],
)
def test_the_ordinary_words_are_plain(words, said):
    assert plainly_said(words, BeginOptions) == said


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--sensor"],
        ["--sensor", "--no-sound"],
        ["--minutes", "9"],
        ["--attuned"],
        ["--output", "morning"],
        ["one", "two"],
        ["C:\\practices\\*.toml"],
        ["%USERPROFILE%\\my.toml"],
        ["--no-such-thing"],
    ],
)
def test_anything_else_is_left_to_typer(words):
    assert plainly_said(words, BeginOptions) is None


def test_a_plain_beginning_waits_for_no_typer(monkeypatch):
    loaded = []

    def begin(_language, options):
        loaded.append((options, "typer" in sys.modules))

    for name in [name for name in sys.modules if name.partition(".")[0] == "typer"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("biofeedback.cli.practising.begin_practice.begin", begin)
    monkeypatch.setattr(sys, "argv", ["soften", "begin", "--sensor", "simulated"])
    program._run()
    assert loaded == [(BeginOptions(sensor=["simulated"]), False)]


@pytest.mark.parametrize("words", [["--sensor", "simulated"], ["--sensor", "simulated", "--speed", "1"]])
def test_who_is_asked_and_gone_ends_it_alike(words):
    """One of these is read plainly, the other by Typer."""
    code = (
        "import sys\n"
        "from biofeedback.__main__ import main\n"
        "from biofeedback.cli.practising import begin_practice\n"
        "def nobody(language, options):\n    raise EOFError\n"
        "begin_practice.begin = nobody\n"
        "import biofeedback.cli.begin as command\n"
        "command.begin = nobody\n"
        f"sys.argv = ['soften', 'begin', *{words!r}]\n"
        "main()\n"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (1, "Aborted.")
