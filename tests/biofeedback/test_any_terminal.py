"""The program in terminals and on systems that are not as we would have them: a sentence, never a traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from biofeedback.app.profile_store import PAGE_SHOWN
from biofeedback.cli.last_resort import FAULT_FILE
from sessions.library import Library
from sessions.reader import Recording
from tests.rigs.suite import programs

PATIENCE_S = 120
PRACTICE = ("begin", "three_breaths", "--sensor", "simulated", "--speed", "100", "--terminal")


def soften(data: Path, *words: str, redirected: str = "", **environment: str) -> subprocess.CompletedProcess[Any]:
    """Run the program by a shell, which redirects its streams."""
    return programs.run(
        ["sh", "-c", f'exec "$PYTHON" -m biofeedback "$@" {redirected}', "sh", *words],
        env=os.environ | {"SOFTEN_DATA": str(data), "PYTHON": sys.executable} | environment,
        capture_output=True,
        timeout=PATIENCE_S,
    )


def kept(data: Path) -> list[bool]:
    """Return for each recording whether it is whole."""
    whole = []
    for entry in Library(data / "sessions").entries():
        with Recording(entry.path) as recording:
            whole.append(not recording.ended_unexpectedly)
    return whole


# One of each at a time: neither hides what the other does.
@pytest.mark.parametrize(
    ("encoding", "zone"),
    [
        ("cp850", "Nowhere/Else"),
        ("ascii", "A" * 300),
        ("latin-1", "UTC-26:30"),
        ("cp437:strict", "XXX167"),
        ("shift_jis", ""),
    ],
)
def test_any_encoding_takes_every_word_and_odd_zones_are_no_hindrance(tmp_path: Path, encoding: str, zone: str) -> None:
    odd = {"PYTHONIOENCODING": encoding, "TZ": zone}
    done = soften(tmp_path, *PRACTICE, **odd)
    assert (done.returncode, done.stderr) == (0, b"")
    assert kept(tmp_path) == [True]
    assert soften(tmp_path, "--help", **odd).returncode == 0
    assert soften(tmp_path, "sessions", "list", **odd).returncode == 0


@pytest.mark.parametrize("encoding", ["cp1252", "cp949"])  # consoles of Windows in the west, and in Korea
def test_hangul_and_a_heart_are_written_on_a_console_that_lacks_them(tmp_path: Path, encoding: str) -> None:
    done = soften(tmp_path, "doctor", PYTHONIOENCODING=encoding, SOFTEN_LANGUAGE="ko")
    assert (done.returncode in (0, 1), done.stderr) == (True, b"")
    written = done.stdout.decode(encoding)
    assert len(written.splitlines()) > 5
    assert any("가" <= sign <= "힣" for sign in written) == (encoding == "cp949")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "<&- >&-"])
def test_closed_streams_lead_nowhere(tmp_path: Path, closed: str) -> None:
    assert soften(tmp_path, *PRACTICE, redirected=closed).returncode == 0
    assert kept(tmp_path) == [True]


def test_a_full_output_is_one_sentence_and_the_recording_is_whole(tmp_path: Path) -> None:
    (tmp_path / PAGE_SHOWN).touch()
    done = soften(tmp_path, *PRACTICE, redirected="> /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["The system does not let us go on: No space left on device."]
    assert kept(tmp_path) == [True]


def test_a_full_output_and_full_errors_end_quietly(tmp_path: Path) -> None:
    assert soften(tmp_path, "sessions", "list", redirected="> /dev/full 2> /dev/full").returncode == 1


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = 'cd "$0" && rmdir "$0" && exec "$PYTHON" -m biofeedback "$@"'
    done = programs.run(
        ["sh", "-c", command, str(gone), *PRACTICE, "--output", "a.soften"],
        env=os.environ | {"SOFTEN_DATA": str(tmp_path), "PYTHON": sys.executable, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    assert "cannot be made at a.soften" in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_a_fault_of_ours_is_one_sentence_and_the_rest_lies_in_a_file(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['soften', 'sessions', 'list']\nfrom sessions import library\n"
    code += "library.Library.entries = lambda self: 1 / 0\nfrom biofeedback.__main__ import main; main()"
    done = programs.run(
        [sys.executable, "-c", code],
        env=os.environ | {"SOFTEN_DATA": str(tmp_path)},
        capture_output=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert "ZeroDivisionError" in line
    assert str(tmp_path / FAULT_FILE) in line
    assert "1 / 0" in (tmp_path / FAULT_FILE).read_text() or "ZeroDivisionError" in (tmp_path / FAULT_FILE).read_text()
    assert (tmp_path / FAULT_FILE).stat().st_mode & 0o777 == 0o600


def test_a_fault_that_costs_a_part_alone_is_no_traceback_either(tmp_path: Path) -> None:
    (tmp_path / "practices").mkdir()
    (tmp_path / "practices" / "own.toml").write_text("")
    code = "import sys; sys.argv = ['soften', 'practices']\nfrom biofeedback.app.practices import practice_library\n"
    code += "practice_library.read_practice = lambda *_: 1 / 0\nfrom biofeedback.__main__ import main; main()"
    done = programs.run(
        [sys.executable, "-c", code],
        env=os.environ | {"SOFTEN_DATA": str(tmp_path)},
        capture_output=True,
        timeout=PATIENCE_S,
    )
    assert done.stderr.decode().strip() == "own.toml: this cannot be read, through a fault of ours"
    assert "ZeroDivisionError" in (tmp_path / FAULT_FILE).read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_at_any_moment_the_recording_is_whole(tmp_path: Path, number: signal.Signals) -> None:
    for after_the_file in (0.0, 0.05, 0.3):
        data = tmp_path / f"{after_the_file}"
        running = programs.start(
            [sys.executable, "-m", "biofeedback", "begin", "three_breaths", "--sensor", "simulated", "--terminal"],
            env=os.environ | {"SOFTEN_DATA": str(data)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        give_up = time.monotonic() + PATIENCE_S
        while not list((data / "sessions").glob("*.soften")) and time.monotonic() < give_up:
            time.sleep(0.001)
        time.sleep(after_the_file)
        running.send_signal(number)
        _, errors = running.communicate(timeout=PATIENCE_S)
        assert b"Traceback" not in errors
        assert kept(data) == [True]
