"""What Soften does under Windows and macOS, as far as it can be computed elsewhere: folders, names, ports."""

import ntpath
import posixpath
import re
import runpy
import signal
from datetime import datetime
from pathlib import Path, PureWindowsPath
from types import ModuleType, SimpleNamespace

import platformdirs
import pytest
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from biofeedback.app import paths
from biofeedback.names import file_stem
from devices.transports.serial import ports
from devices.transports.serial.ports import Port, find_port
from sessions.library import Library, name_of
from sessions.library.people import PEOPLE, new_key
from ui import termination

BEGAN = datetime(2026, 11, 30, 9, 31, 5)  # noqa: DTZ001  # names of files have local times
LONGEST_ACCOUNT = "x" * 20  # characters of an account of Windows (NetUserAdd)
LONGEST_PATH = 259  # characters of a path under Windows, unless long ones were allowed (MAX_PATH less the final NUL)
SIDE_FILE = "-journal"  # the longest that SQLite puts behind a name


@pytest.mark.parametrize(
    ("system", "path", "folder"),
    [
        (Windows, ntpath, r"C:\Users\Moss\AppData\Local\soften"),
        (MacOS, posixpath, "/Users/moss/Library/Application Support/soften"),
        (Unix, posixpath, "/Users/moss/.local/share/soften"),
    ],
)
def test_everything_is_kept_where_each_system_keeps_such_things(
    system: type[PlatformDirsABC], path: ModuleType, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda _: r"C:\Users\Moss\AppData\Local")
    monkeypatch.setattr("platformdirs.windows.os", SimpleNamespace(path=path, environ={}))
    for name in ("SOFTEN_DATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/Users/moss")
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    assert str(paths.data_folder()) == folder
    assert paths.usual_sessions_folder().parent == paths.practices_folder().parent == Path(folder)


def test_the_longest_name_of_a_recording_is_a_path_that_windows_takes() -> None:
    name = Library(Path()).new_path(BEGAN, "a practice with a long name " * 9).name
    home = PureWindowsPath(rf"C:\Users\{LONGEST_ACCOUNT}\AppData\Local\soften\sessions")
    assert len(str(home / PEOPLE / new_key() / name) + SIDE_FILE) <= LONGEST_PATH


@pytest.mark.parametrize("name", ["con", "PRN", "Aux", "nul", "com1", "COM9", "lpt0", "com¹"])
def test_no_file_is_called_as_a_device_of_windows_is(name: str) -> None:
    assert file_stem(name) == f"{name}_"
    assert name_of(None, name) == f"{name}_"
    assert name_of(BEGAN, name) == f"2026-11-30_09-31-05_{name}"


@pytest.mark.parametrize("name", ["console", "com10", "three_breaths", "con_", ""])
def test_other_names_stay(name: str) -> None:
    assert file_stem(name) == name


@pytest.mark.parametrize("said", ['a:b/c\\d<e>f"g|h?i*j', "ends with dots...", " . ", "tab\there", "nul.txt", "con"])
@pytest.mark.parametrize("began", [BEGAN, None])
def test_whatever_a_practice_is_called_every_system_takes_its_file(said: str, began: datetime | None) -> None:
    stem = name_of(began, said)
    assert re.fullmatch(r"[\w-]+", stem), stem
    assert stem.casefold() not in {"con", "nul"}


@pytest.mark.parametrize("wanted", ["COM10", "com10"])
def test_a_port_with_two_digits_is_found_in_whatever_letters(wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "os", SimpleNamespace(path=ntpath))
    board = Port(device="COM10", label="USB Serial", vid=0x1A86, pid=0x7523)
    assert find_port(wanted, None, [Port(device="COM1", label="COM1"), board]) == board
    assert str(find_port("COM1", None, [Port(device="COM1", label="COM1"), board]).device) == "COM1"


def test_a_closed_console_of_windows_ends_a_practice_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)  # which only Windows has
    made = runpy.run_path(str(Path(termination.__file__)))["TERMINATION"]
    assert made == (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1)
