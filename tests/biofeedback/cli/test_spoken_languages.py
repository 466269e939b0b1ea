"""The command line and the terminal in the language of LANG: all of it, and nothing cut off for its sake.

The pseudo-language is longer than English and marks what it translated.
"""

import io
import json
import re
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text
from typer._click.exceptions import UsageError

from biofeedback.app.application import LiveApplication
from biofeedback.cli.command_line import command_line
from biofeedback.practices import practice_named
from devices.sensor_models import MODELS
from scripts import messages
from tests.rigs.words.pseudo_language import pseudo, pseudo_language
from tests.rigs.words.spoken_commands import (
    COMMANDS,
    HELP,
    WIDTH,
    cut_off,
    english_left,
    helps,
    run,
    write_pseudo_language,
)
from ui.terminal.practice import run_terminal
from ui.words.language import Language
from ui.words.languages import available_languages, english, first_language
from ui.words.report.checklist import SOURCES

FAST = ("--sensor", "simulated", "--speed", "100", "--seed", "4")
GERMAN = "de_AT.UTF-8"
BEGIN = "soften begin"

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locales")
    write_pseudo_language(folder, "de")
    return folder


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, locales: Path) -> tuple[Path, str]:
    """A practice in the terminal: its recording, and what was printed."""
    data = tmp_path_factory.mktemp("data")
    path = data / "pause.soften"
    begin = ("begin", "compassionate_pause", *FAST, "--terminal", "--output", path)
    printed = run(*begin, data=data, locales=locales, language=GERMAN)
    assert (printed.code, printed.err) == (0, "")
    return path, printed.out


@cache
def cut_off_in_english(words: tuple[str, ...]) -> int:
    """Return how often the help of a command is cut off in English."""
    return cut_off(run(*words, "--help", data=Path("/nowhere")).out)


def test_every_help_in_english_is_as_it_was(tmp_path):
    # After a change that is meant: python -m tests.rigs.words.spoken_commands
    assert helps(tmp_path) == json.loads(HELP.read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_help_speaks_the_language(tmp_path, locales, words):
    shown = run(*words, "--help", data=tmp_path, locales=locales, language=GERMAN)
    assert (shown.code, shown.err) == (0, "")
    assert english_left(shown.out) == []
    assert cut_off(shown.out) <= cut_off_in_english(words)


@pytest.mark.parametrize("code", available_languages()[1:])
def test_no_help_loses_a_word_to_the_width_of_its_letters(tmp_path, code):
    # Rich cut words off where a line of wide letters ended with a space.
    for words in COMMANDS:
        shown = run(*words, "--help", data=tmp_path, language=code)
        assert (shown.code, shown.err) == (0, "")
        assert cut_off(shown.out) <= cut_off_in_english(words), words
    assert max(map(visible_width, shown.out.splitlines())) <= WIDTH


@pytest.mark.parametrize("words", [("begin", "--help"), ("begin", "--zzz"), ("--language",)], ids=" ".join)
def test_rich_is_as_it_was_once_typer_has_said_what_it_had_to(tmp_path, words):
    before = Text.rstrip_end
    shown = run(*words, data=tmp_path, language="ko")
    assert shown.out + shown.err
    assert Text.rstrip_end is before


def test_no_error_loses_a_word_to_the_width_of_its_letters(tmp_path, monkeypatch):
    wrong = ["analyse", "f", "--detrend", "x"]
    with pytest.raises(UsageError) as caught:
        command_line(first_language(("ko",)))(wrong, standalone_mode=False)
    sentence = caught.value.format_message().replace(" ", "")
    assert "쓸수없어요" in sentence
    for width in range(40, 60):
        monkeypatch.setattr("typer.rich_utils.MAX_WIDTH", width)
        shown = run(*wrong, data=tmp_path, language="ko")
        panel = "".join(line.strip("│ ") for line in shown.err.splitlines() if line.startswith("│"))
        assert panel.replace(" ", "") == sentence, (width, shown.err)


def visible_width(line: str) -> int:
    return len(line.replace("\u2067", "").replace("\u2069", ""))


def test_a_help_in_english_comes_after_one_in_another_language(tmp_path, locales):
    run("begin", "--help", data=tmp_path, locales=locales, language=GERMAN)
    assert run("begin", "--help", data=tmp_path).out.splitlines() == json.loads(HELP.read_text())["begin"]


def test_a_practice_in_lines_speaks_the_language(recorded):
    path, printed = recorded
    assert english_left(printed, str(path)) == []
    assert re.search(r"\d,\d", printed)  # its numbers too
    assert not re.search(r"\d\.\d", printed.replace(str(path), ""))


def test_methods_and_a_report_speak_the_language(tmp_path, locales, recorded):
    path, _ = recorded
    shown = run("methods", path, data=tmp_path, locales=locales, language=GERMAN)
    assert (shown.code, shown.err) == (0, "")
    assert english_left(shown.out, *SOURCES, *SOURCES.values()) == []
    made = run("report", path, "--format", "html", "--to", tmp_path, data=tmp_path, locales=locales, language=GERMAN)
    assert (made.code, made.err) == (0, "")
    (page,) = tmp_path.glob("*.html")
    said = re.findall(r"<(?:bdi|text[^>]*)>([^<]*)<", page.read_text(encoding="utf-8"))
    assert len(said) > 300
    # The practice is called as it was, and beside it the day is as the system has it.
    own = [words for words in said if not words.startswith("Eine mitfühlende Pause · ")]
    assert [words for words in own if english_left(words, "Eine mitfühlende Pause", path.stem)] == []


def test_an_assessment_speaks_the_language(tmp_path, locales):
    shown = run("assess", *FAST, data=tmp_path, locales=locales, language=GERMAN)
    assert (shown.code, shown.err) == (0, "")
    assert english_left(shown.out) == []


def test_what_is_read_of_a_recording_speaks_the_language(recorded, tmp_path, locales):
    path, _ = recorded
    for words in (("analyse", path), ("replay", path), ("sessions", "list")):
        shown = run(*words, data=path.parent, locales=locales, language=GERMAN)
        assert (shown.code, shown.err) == (0, ""), words
        assert english_left(shown.out, path.name, str(path.parent)) == [], words
    shown = run("sessions", "show", path, data=path.parent, locales=locales, language=GERMAN)
    # What a recording says of itself stays as it was written there.
    assert english_left(re.sub(r"^  \w+: .*$", "", shown.out, flags=re.MULTILINE), str(path)) == []
    assert english_left(run("sessions", "list", data=tmp_path, locales=locales, language=GERMAN).out) == []


def test_data_for_programs_is_in_no_language(recorded, locales):
    path, _ = recorded
    for words in (("analyse", path, "--json"), ("replay", path, "--json"), ("sensors", "--describe", "--json")):
        spoken = run(*words, data=path.parent, locales=locales, language=GERMAN)
        assert spoken == run(*words, data=path.parent), words


def test_intervals_speak_the_language(tmp_path, locales):
    file = tmp_path / "rr.txt"
    for rows in (["812", "790", "845"] * 200, ["0.8", "0.812", "0.79"] * 4, ["812", "1630", "790", "410"] * 60):
        file.write_text("\n".join(rows))
        shown = run("analyse", file, data=tmp_path, locales=locales, language=GERMAN)
        assert (shown.code, shown.err) == (0, "")
        assert english_left(shown.out) == []


def test_practices_speak_the_language(tmp_path, locales):
    file = tmp_path / "morning.toml"
    names = (BEGIN, str(file), str(tmp_path), file.name, "Morning", "morning")
    for words in (
        ("practices",),
        ("practices", "new", file),
        ("practices", "check", file),
        ("practices", "preview", file),
        ("practices", "preview", "free_sitting"),
        ("path",),
        ("path", "3"),
        ("care",),
    ):
        shown = run(*words, data=tmp_path, locales=locales, language=GERMAN)
        assert (shown.code, shown.err) == (0, ""), words
        assert english_left(shown.out, *names) == [], words


def test_sensors_speak_the_language(tmp_path, locales):
    shown = run("sensors", "--describe", data=tmp_path, locales=locales, language=GERMAN)
    assert (shown.code, shown.err) == (0, "")
    assert english_left(shown.out, *(name for model in MODELS for name in (model.name, model.spec))) == []
    assert max(map(visible_width, shown.out.splitlines())) <= 100


@pytest.mark.parametrize("height", [24, 40])
def test_the_full_picture_speaks_the_language(tmp_path, monkeypatch, height):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    language = pseudo_language(messages.template(), "de")
    frames = [frame for frame in pictures(language, height) if frame.strip()]
    assert len(frames) > 5
    for words in ("breathe in", "q end gently", "e fewer words", "less than a minute left"):
        assert any(pseudo(words) in frame for frame in frames), words
    assert {left for frame in frames for left in english_left(frame)} == set()
    assert [frame for frame in frames if cut_off(frame)] == []
    assert [frame for frame in pictures(english(), height) if cut_off(frame)] == []


def pictures(language: Language, height: int) -> list[str]:
    """Return the pictures of a practice, each a screen full of text."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=WIDTH, height=height, color_system=None)
    practice = practice_named("three_breaths")
    with LiveApplication(speed=10.0, seed=4) as application:
        session = application.begin(practice, "simulated", None)
        run_terminal(session, language, console)
    return [_CONTROL.sub("", frame) for frame in screen.getvalue().split("\x1b[H")]
