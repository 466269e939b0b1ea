"""A shell completes the words of `soften` by what the command prints, without a package of Debian."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from biofeedback.cli.completion import Shell
from tests.rigs.suite import programs
from tests.rigs.words.spoken_commands import run

PROGRAM = f'#!/bin/sh\nexec {sys.executable} -c "from biofeedback.__main__ import main; main()" "$@"\n'


@pytest.fixture
def program(tmp_path: Path) -> Path:
    there = tmp_path / "soften"
    there.write_text(PROGRAM, encoding="utf-8")
    there.chmod(0o755)
    return there


@pytest.mark.parametrize("shell", list(Shell))
def test_the_script_of_each_shell_is_printed(tmp_path: Path, shell: Shell) -> None:
    printed = run("completion", shell, data=tmp_path)
    assert (printed.code, printed.err) == (0, "")
    assert f"_SOFTEN_COMPLETE=complete_{shell}" in printed.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_bash_completes_a_command_by_it(tmp_path: Path, program: Path) -> None:
    script = tmp_path / "completion"
    script.write_text(run("completion", "bash", data=tmp_path).out, encoding="utf-8")
    asked = f". {script}; COMP_WORDS=(soften prac); COMP_CWORD=1; _soften_completion {program}; echo ${{COMPREPLY[@]}}"
    done = programs.run(
        ["bash", "--norc", "-c", asked],
        capture_output=True,
        text=True,
        env=os.environ | {"SOFTEN_DATA": str(tmp_path)},
    )
    assert done.stdout == "practices\n"


def test_another_shell_is_named_among_those_there_are(tmp_path: Path) -> None:
    printed = run("completion", "tcsh", data=tmp_path)
    assert printed.code == 2
    assert "fish" in printed.err
