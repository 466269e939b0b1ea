"""A whole practice asks nothing of any network, starts no program, and keeps to its own folders."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.rigs.files.recorded_practice import record
from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.suite import programs

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120
SHORT = ("begin", "three_breaths", "--sensor", "simulated")

NETWORKING = {
    "requests",
    "urllib3",
    "certifi",
    "httpx",
    "aiohttp",
    "urllib.request",
    "http.client",
    "ftplib",
    "smtplib",
}
"""Modules that speak with the world; sleepecg, for one, has some of them for data sets that Soften never asks for."""

SYSTEM = ("/usr/", "/lib/", "/lib64/", "/etc/", "/sys/", "/proc/", "/dev/", "/opt/")
"""Folders of the system: libraries, fonts, time zones, how sound and the bus are set up."""

LOOKS_FOR_A_LIBRARY = ("ldconfig", "gcc", "cc", "objdump", "ld")
"""What Python's `ctypes.util.find_library` starts where PortAudio is looked for; it talks to nobody."""


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the bus and the screen of the tests are there on Linux")


class Asked(NamedTuple):
    """What one run of the program asked for."""

    read: list[str]
    written: list[str]
    sockets: list[str]
    programs: list[str]
    modules: list[str]

    def outside(self, *own: Path) -> list[str]:
        """Return the files that are neither the program's, nor the system's, nor in one's own folders."""
        places = [str(each) for each in (*own, ROOT, sys.prefix, sys.base_prefix)]
        paths = [re.sub(r"^file:(//)?|\?mode=\w+$", "", path) for path in (*self.read, *self.written)]
        return [path for path in paths if not path.startswith((*places, *SYSTEM))]

    def changed_outside(self, *own: Path) -> list[str]:
        """Return what was opened to be written beyond one's own folders; a recording that is read is read alone."""
        changed = (path for path in self.written if not path.endswith("?mode=ro"))
        return [path for path in changed if not any(str(each) in path for each in own) and path != os.devnull]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the surroundings of somebody with a home of their own, without screen and bus."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    home = tmp_path / "home"
    (home / "runtime").mkdir(parents=True)
    (home / "runtime").chmod(0o700)
    return kept | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "runtime"),
        "SOFTEN_DATA": str(tmp_path / "data"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture
def screen(environment: dict[str, str]) -> Iterator[str]:
    """Pretend a screen: whoever asks is answered by a socket of Wayland's, and Qt paints off the screen."""
    place = f"{environment['XDG_RUNTIME_DIR']}/wayland-9"
    with closing(socket.socket(socket.AF_UNIX)) as answering:
        answering.bind(place)
        answering.listen()
        environment["WAYLAND_DISPLAY"] = place
        yield place


def asked(tmp_path: Path, environment: dict[str, str], *words: str, end_after_s: float | None = None) -> Asked:
    """Run the program, end it kindly after some seconds of a practice, and return what it asked for."""
    report = tmp_path / "report.json"
    running = programs.start(
        [sys.executable, "-m", "tests.rigs.suite.audited", str(report), *words],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        umask=0,  # which would let everybody do everything
    )
    if end_after_s is not None:
        end_in_practice(running, tmp_path / "data", end_after_s)
    _, errors = running.communicate(timeout=PATIENCE_S)
    assert b"Traceback" not in errors, errors
    found = json.loads(report.read_text(encoding="utf-8"))
    report.unlink()
    return Asked(**found)


def end_in_practice(running: programs.Program, data: Path, after_s: float, traced: Path | None = None) -> None:
    """Ask a program, or the one that strace follows, to end so many seconds after its recording has begun."""
    give_up = time.monotonic() + PATIENCE_S
    while not list(data.glob("sessions/*.soften")) and time.monotonic() < give_up and running.poll() is None:
        time.sleep(0.05)
    time.sleep(after_s)
    if running.poll() is not None:
        return
    os.kill(int(traced.read_text(encoding="utf-8").split()[0]) if traced else running.pid, signal.SIGTERM)


def holds_no_surprise(found: Asked, tmp_path: Path) -> None:
    assert found.sockets == []
    assert [each for each in found.programs if not any(name in each for name in LOOKS_FOR_A_LIBRARY)] == []
    assert found.outside(tmp_path) == []
    assert found.changed_outside(tmp_path / "data") == []
    assert NETWORKING & {*found.modules} == set()
    assert open_to_others(tmp_path / "data") == []
    assert "apsw" not in found.modules  # nor anything else of what seals
    assert "sessions.sealed.opening" not in found.modules


def open_to_others(folder: Path) -> list[Path]:
    """Return the files and folders, from this one on, with which anybody but their owner may do anything."""
    return [path for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


def test_the_hook_sees_what_it_looks_for(tmp_path: Path) -> None:
    code = "import os, sys, socket, pathlib\nfrom tests.rigs.suite.audited import Notes\nnotes = Notes()\n"
    code += "sys.addaudithook(notes.hook)\nos.system('true')\nopen('/etc/passwd').close()\n"
    code += "open('new', 'w').close()\nsocket.socket().connect_ex(('127.0.0.1', 9))\n"
    code += "import requests\nnotes.report(pathlib.Path('report.json'))"
    programs.run([sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    found = Asked(**json.loads((tmp_path / "report.json").read_text(encoding="utf-8")))
    assert any("'127.0.0.1'" in each for each in found.sockets)
    assert "true" in found.programs[0]
    assert "/etc/passwd" in found.read
    assert str(tmp_path / "new") in found.written
    assert NETWORKING & {*found.modules}


def test_a_practice_in_the_terminal(tmp_path: Path, environment: dict[str, str]) -> None:
    found = asked(tmp_path, environment, *SHORT, "--terminal", "--speed", "100")
    holds_no_surprise(found, tmp_path)
    assert found.programs == []  # nothing is heard at another speed
    assert any("three_breaths.soften" in path for path in found.written)


def test_a_practice_by_osc_speaks_to_one_port_of_this_machine(tmp_path: Path, environment: dict[str, str]) -> None:
    told = ("--terminal", "--speed", "100", "--osc-to", "57121")
    found = asked(tmp_path, environment, *SHORT, *told)
    assert found.sockets
    assert [each for each in found.sockets if "('127.0.0.1', 57121" not in each] == []
    assert {each.split()[0] for each in found.sockets} == {"socket.getaddrinfo", "socket.sendto"}
    holds_no_surprise(found._replace(sockets=[], modules=[]), tmp_path)
    assert "pythonosc.udp_client" in found.modules


def test_a_practice_in_the_terminal_that_is_heard(tmp_path: Path, environment: dict[str, str]) -> None:
    found = asked(tmp_path, environment, *SHORT, "--terminal", end_after_s=3.0)
    holds_no_surprise(found, tmp_path)
    assert "sounddevice" in found.modules


@on_linux
def test_a_practice_in_the_window(tmp_path: Path, environment: dict[str, str], screen: str) -> None:
    found = asked(tmp_path, environment, *SHORT, end_after_s=3.0)
    assert [each for each in found.sockets if screen not in each] == []
    holds_no_surprise(found._replace(sockets=[]), tmp_path)
    assert "PySide6.QtWidgets" in found.modules
    assert "PySide6.QtNetwork" not in found.modules


COMMANDS = {
    "analyse": "RECORDING",
    "replay": "RECORDING",
    "verify": "RECORDING",
    "methods": "RECORDING",
    "sessions show": "RECORDING",
    "sessions list": "",
    "sessions share": "RECORDING --to DATA/copy.soften",
    "export": "RECORDING --format csv --format bids --format edf --to DATA/exported",
    "import": "DATA/rr.txt",
    "everything list": "",
    "everything export": "DATA/everything.zip",
    "practices": "",
    "path": "",
}
"""Commands that read or write files, with what they are given."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One short practice, as bytes, for the commands that read one."""
    return record(tmp_path_factory.mktemp("recorded") / "one.soften", "three_breaths").read_bytes()


@pytest.mark.parametrize("words", COMMANDS)
def test_every_other_command(tmp_path: Path, environment: dict[str, str], recorded: bytes, words: str) -> None:
    data = tmp_path / "data"
    (data / "sessions").mkdir(parents=True, mode=0o700)
    data.chmod(0o700)
    recording = data / "sessions" / "one.soften"
    for path, content in ((recording, recorded), (data / "rr.txt", b"812\n805\n830\n" * 40)):
        path.write_bytes(content)
        path.chmod(0o600)
    given = COMMANDS[words].replace("RECORDING", str(recording)).replace("DATA", str(data))
    found = asked(tmp_path, environment, *words.split(), *given.split())
    holds_no_surprise(found, tmp_path)
    assert found.programs == []
    # Of what was imported or copied the name of the file is kept, and not where it lay.
    assert [path for path in data.rglob("*.soften") if str(tmp_path).encode() in path.read_bytes()] == []


def test_what_others_might_open_is_tightened(tmp_path: Path, environment: dict[str, str], recorded: bytes) -> None:
    folder = tmp_path / "data" / "sessions"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    (tmp_path / "data").chmod(0o700)
    (folder / "one.soften").write_bytes(recorded)
    (folder / "one.soften").chmod(0o644)
    holds_no_surprise(asked(tmp_path, environment, *SHORT, "--terminal", "--speed", "100"), tmp_path)


def test_open_files_are_found(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "one").touch(0o600)
    assert open_to_others(tmp_path) == []
    (tmp_path / "one").chmod(0o640)
    assert open_to_others(tmp_path) == [tmp_path / "one"]


@on_linux
def test_looking_for_straps_asks_the_bus_alone(tmp_path: Path, environment: dict[str, str]) -> None:
    with PrivateBus() as bus:
        found = asked(tmp_path, environment | {"DBUS_SYSTEM_BUS_ADDRESS": bus.address}, "sensors", "--seconds", "1")
    place = bus.address.partition("path=")[2].partition(",")[0]
    others = [each for each in found.sockets if place not in each and "gethostname" not in each]
    assert others == []
    assert any(place in each for each in found.sockets)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace tells what libraries ask, and is not everywhere")
@pytest.mark.parametrize("where", [("--terminal",), ()], ids=["terminal", "window"])
@pytest.mark.usefixtures("screen")
def test_no_library_opens_a_way_out(tmp_path: Path, environment: dict[str, str], where: tuple[str, ...]) -> None:
    """What Qt, PortAudio and others ask for themselves, whom Python's hook does not see."""
    told = tmp_path / "strace.txt"
    command = ["strace", "-f", "-qq", "-e", "trace=socket,connect,bind,execve", "-o", str(told)]
    running = programs.start(
        [*command, sys.executable, "-m", "biofeedback", *SHORT, *where],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    end_in_practice(running, tmp_path / "data", 3.0, told)
    _, errors = running.communicate(timeout=PATIENCE_S)
    if not told.exists() or b"ptrace" in errors:
        pytest.skip("nobody may look at another program here")
    lines = told.read_text(encoding="utf-8", errors="replace").splitlines()
    started = [line for line in lines if "execve(" in line and "= 0" in line][1:]
    assert [line for line in started if not any(name in line for name in LOOKS_FOR_A_LIBRARY)] == []
    asked_for = [line for line in lines if re.search(r"socket\(|connect\(|bind\(", line)]
    assert [line for line in asked_for if "AF_UNIX" not in line and "AF_LOCAL" not in line] == []
