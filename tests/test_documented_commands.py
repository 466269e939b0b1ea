"""No command of a page for people lies: each is run, or tried in the nearest form that can be run here."""

import contextlib
import importlib.util
import itertools
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer.main

from biofeedback.cli.command_line import command_line
from devices.catalogue import parse_sensor
from sessions.sealed.passphrases import Passphrase
from tests.rigs.files.foreign_files import RR_MS
from tests.rigs.files.made_recording import made
from tests.rigs.files.prepared_folder import attempt, prepare, typed
from tests.rigs.files.recorded_practice import record
from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.suite import programs
from tests.rigs.suite.command_needs import NEEDS, OF_OTHERS, OTHERWISE
from tests.rigs.suite.documented_commands import (
    ROOT,
    commands_in,
    documented,
    documented_options,
    documented_python,
    languages_in,
    options_in,
    pages,
    windows_words,
    words_of,
)
from ui.words.languages import english

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
TARGETS = frozenset(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
VARIABLES = frozenset(re.findall(r"\$[({](?:if \$\()?(?:or \$\()?([A-Z]+)\b", MAKEFILE))

NO_SENSOR = frozenset(("SPEC", "none"))
"""What may stand behind `--sensor` and names none."""

OPTIONS_OF_OTHERS = {"--python": "uv", "--pictures": "python -m installers.smoke"}
"""Options of other programs, by name."""

TRIED_HERE = ("soften", "make", "python", "python3")

RUN_ELSEWHERE = {
    "# devices/": "tests/devices/test_contributing.py",
    "from pylsl": "tests/sessions/live/test_live_page.py",
    "from pythonosc": "tests/sessions/live/test_live_page.py",
}
"""Which test runs an example that begins so; each waits for what another program sends, or adds a sensor."""


def of(program: str) -> list[str]:
    return [command for command in documented() if words_of(command)[0] == program]


@pytest.fixture(scope="module")
def all_commands() -> Any:
    """All of Soften, as the library of the command line has it; a group has commands below it."""
    return typer.main.get_command(command_line(english()))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("prepared") / "folder")


@pytest.fixture(scope="module")
def air() -> Iterator[str]:
    """The address of a bus with a strap in the air."""
    with PrivateBus() as bus:
        radio = FakeBlueZ(bus.address)
        radio.add(FakeStrap(name="Polar H10 7A2C31"))
        yield bus.address
        radio.stop()


def below(command: Any) -> dict[str, Any]:
    """Return the commands that a command has, by name."""
    return getattr(command, "commands", {})


def options_of(command: Any) -> set[str]:
    """Return every option of a command and of those below it."""
    own = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    return own.union(*map(options_of, below(command).values()))


def only_named(command: str, found: Any) -> bool:
    """Return whether a page names a command without what it always asks for, as ``soften replay`` in a sentence."""
    for word in words_of(command)[1:]:
        if word not in below(found):
            return False
        found = below(found)[word]
    return any(each.required for each in found.params)


@pytest.mark.skipif(sys.platform != "linux", reason="the radio is that of BlueZ, and paths are as they are there")
@pytest.mark.parametrize("command", of("soften"))
def test_a_command_of_soften_runs(
    command: str, prepared: Path, air: str, all_commands: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", air)
    tried = OTHERWISE[command].tried if command in OTHERWISE else command
    if only_named(command, all_commands):
        tried += " --help"
    done = attempt(tried, prepared, tmp_path / "copy")
    assert done.printed.code == 0, (done.words, done.printed.out, done.printed.err)


def run_make(*words: str, **environment: str) -> str:
    """Return what `make` says, as a shell of its own that is not within another `make`."""
    own = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    command = ["make", "--no-print-directory", *words]
    done = programs.run(command, cwd=ROOT, env=own | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
@pytest.mark.parametrize("command", of("make"))
def test_what_is_made_can_be_made(command: str) -> None:
    _, *words = words_of(command)
    set_for_it = {word.partition("=")[0] for word in words if "=" in word}
    assert {word for word in words if "=" not in word} <= TARGETS
    # Those of scripts/setup.sh come from the surroundings.
    assert set_for_it <= VARIABLES | {"PYTHON"}
    would_do = run_make("--dry-run", *words)
    for word in words:
        if "=" in word and not word.startswith("PYTHON="):
            assert run_make("--dry-run", *(each for each in words if each != word)) != would_do, word


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
def test_what_is_made_hears_the_language_of_the_system() -> None:
    say = ("--eval", "say-it:; @echo $$LANGUAGE", "say-it")
    assert run_make(*say, LANGUAGE="de:en").strip() == "de:en"


@pytest.mark.parametrize("command", [*of("python"), *of("python3")])
def test_a_module_that_is_started_is_there(command: str) -> None:
    _, how, module, *_ = words_of(command)
    assert how == "-m"
    assert importlib.util.find_spec(module) is not None


def test_a_script_that_is_started_is_there() -> None:
    assert [words[1] for words in map(words_of, of("bash")) if not (ROOT / words[1]).is_file()] == []


def test_what_is_typed_on_windows_alone_names_what_is_there() -> None:
    words = windows_words()
    modules = [name for before, name in itertools.pairwise(words) if before == "-m" and "." in name]
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []
    files = [word.replace("\\", "/") for word in words if re.match(r"installers[\\/]", word)]
    assert [name for name in files if not (ROOT / name).is_file()] == []
    assert (len(modules), len(files)) == (2, 2)


def test_every_block_says_what_it_is_written_in() -> None:
    languages = {page.name: languages_in(page.read_text(encoding="utf-8")) for page in pages()}
    assert [name for name, each in languages.items() if "" in each] == []
    assert languages_in("```\nsoften cake\n```\n") == [""]


def test_every_other_command_is_of_a_program_that_is_named_with_the_reason() -> None:
    others = {command: words_of(command)[0] for command in documented()}
    assert sorted(command for command, program in others.items() if program not in {*TRIED_HERE, *OF_OTHERS}) == []
    named = [extras for command in others for extras in re.findall(r"\[([\w,]+)\]", command)]
    extras = {extra for each in named for extra in each.split(",")}
    assert len(extras) > 2
    assert extras <= set(EXTRAS)


def test_no_exception_and_no_need_stays_that_no_page_has() -> None:
    assert sorted(set(OTHERWISE) - set(documented())) == []
    assert [program for program in OF_OTHERS if not of(program)] == []
    assert all((*(each.why for each in OTHERWISE.values()), *OF_OTHERS.values()))
    run = [each.tried for each in OTHERWISE.values()]
    run += [command for command in documented() if command not in OTHERWISE]
    assert [needs.words for needs in NEEDS if not any(f"{each} ".startswith(f"{needs.words} ") for each in run)] == []


def test_every_option_that_stands_by_itself_is_there(all_commands: Any) -> None:
    known = options_of(all_commands) | set(OPTIONS_OF_OTHERS)
    named = [words_of(option) for option in documented_options()]
    assert [words for words in named if not {word for word in words if word.startswith("--")} <= known] == []
    specs = [words[1] for words in named if words[0] == "--sensor" and len(words) > 1 and words[1] not in NO_SENSOR]
    assert len([parse_sensor(spec) for spec in specs]) > 30


def test_a_page_that_lies_is_found(prepared: Path, tmp_path: Path) -> None:
    block = "```sh\nsoften analyse FILE --ears   # closely\n```\n\n    soften cake   now\n\n"
    page = f"`soften begin\n--sofa`\n\n{block}`--sofa soft`"
    assert commands_in(page) == ["soften analyse FILE --ears", "soften cake", "soften begin --sofa"]
    assert options_in(page) == ["--sofa soft"]
    for number, command in enumerate((*commands_in(page), "soften begin --sofa --help", "soften replay rr.txt")):
        assert attempt(command, prepared, tmp_path / str(number)).printed.code != 0, command
    with pytest.raises(Exception, match="couch"):
        typed("soften begin --sensor couch:soft")


@pytest.mark.parametrize("example", documented_python(), ids=lambda example: example.split("\n")[0])
def test_an_example_of_python_runs(example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if elsewhere := next((test for begins, test in RUN_ELSEWHERE.items() if example.startswith(begins)), ""):
        assert "exec(compile(" in (ROOT / elsewhere).read_text(encoding="utf-8")
        return
    with contextlib.chdir(tmp_path):
        for name in re.findall(r'"([\w-]+\.soften)"', example):
            if "_sealed" in name:
                record(tmp_path / name, "three_breaths", seal=Passphrase("the passphrase"))
            else:
                made(tmp_path / name)
        at_hand = {"rr_ms": np.array(RR_MS, float), "language": english(), "name": "Fern", "n": 2}
        exec(compile(example, "a page", "exec"), at_hand)
    assert ("[(" in capsys.readouterr().out) == ("print(" in example)


def test_every_example_that_is_run_elsewhere_is_on_a_page() -> None:
    for begins in RUN_ELSEWHERE:
        assert [example for example in documented_python() if example.startswith(begins)], begins
