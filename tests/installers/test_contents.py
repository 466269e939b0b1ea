"""What goes into the installed program: nothing that the sources name is forgotten."""

import ast
import importlib
import importlib.metadata
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import bleak
import pytest

from biofeedback.app import session_metadata
from biofeedback.app.about.libraries import name_key
from biofeedback.app.about.within import PARTS, TEXTS_OF, parts_within
from biofeedback.app.doctor import look
from installers import contents
from sessions.importers.registry import IMPORTERS
from sessions.reports import html, pdf
from tests.rigs.suite.source_trees import tree_of
from ui.desktop.theme import icon, typeface

ROOT = Path(__file__).resolve().parents[2]

LOADERS = {"import_module", "needed", "library", "find_spec"}
"""What modules are loaded or looked for with, by the name in their last argument."""

ELSEWHERE = {
    "distributed": "the extra cluster is for machines",
    "mutagen": "the extra chapters is GPL",
    "pyarrow": "tables of Arrow are for notebooks",
    "Foundation": "under macOS alone, where it is among the libraries of the system",
    "objc": "under macOS alone, where it is among the libraries of the system",
}


@cache
def trees() -> dict[Path, ast.Module]:
    """Parse the sources once, and only where these tests are run: every worker of the suite imports this file."""
    return {path: tree_of(path) for package in contents.PACKAGES for path in (ROOT / package).rglob("*.py")}


def texts() -> Iterator[str]:
    for tree in trees().values():
        yield from (
            each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)
        )


def loaded_by_name() -> set[str]:
    calls = (each for tree in trees().values() for each in ast.walk(tree) if isinstance(each, ast.Call) and each.args)
    return {
        call.args[-1].value
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in LOADERS
        and isinstance(call.args[-1], ast.Constant)
        and isinstance(call.args[-1].value, str)
    }


def asked_of_metadata() -> set[str]:
    asked = set()
    for tree in trees().values():
        for each in ast.walk(tree):
            named = isinstance(each, ast.Call) and getattr(each.func, "id", getattr(each.func, "attr", ""))
            asks = named in {"version", "requires", "distribution", "metadata"} and each.args
            if asks and isinstance(each.args[0], ast.Constant):
                asked.add(each.args[0].value)
    return asked


def test_every_module_that_a_row_names_is_there() -> None:
    named = {text.partition(":")[0] for text in texts() if re.fullmatch(r"(\w+\.)+\w+(:\w+)?", text)}
    ours = {name for name in named if name.partition(".")[0] in contents.PACKAGES and find_spec(name) is not None}
    assert {"devices.streams.wave_beats", "devices.protocols.bitalino", "ui.desktop.history.screen"} <= ours
    assert ours <= set(contents.hidden_imports("linux"))
    assert {f"sessions.importers.{name}" for name in IMPORTERS} <= set(contents.modules())


def test_every_library_that_is_loaded_by_name_is_there() -> None:
    libraries = {name for name in loaded_by_name() if name.partition(".")[0] not in contents.PACKAGES}
    assert {"wfdb", "duckdb", "typst", "apsw", "sounddevice", "pythonosc.udp_client"} <= libraries
    assert libraries - set(ELSEWHERE) <= set(contents.LAZY_LIBRARIES)
    assert {"Foundation", "objc"} <= set(contents.LIBRARIES_OF_SYSTEM["darwin"])


def test_every_module_of_the_sources_is_there() -> None:
    by_import = {str(path.relative_to(ROOT)) for path in trees()}
    assert {f"{name.replace('.', '/')}.py" for name in contents.modules()} | {
        f"{name.replace('.', '/')}/__init__.py" for name in contents.modules()
    } >= by_import
    assert len(contents.modules()) == len(trees())


def test_every_file_beside_a_module_lies_where_the_module_looks() -> None:
    found = {Path(source): folder for source, folder in contents.data_files()}
    sources = {".py", ".po", ".pot", ".pyc"}
    there = {
        path
        for package in contents.PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in sources
    }
    assert set(found) == there
    assert all(ROOT / folder == source.parent for source, folder in found.items())
    read = [pdf._TEMPLATE, html._STYLE, icon.FOLDER / "soften.svg", typeface._INTER / "Inter-Regular.otf"]
    assert set(read) <= set(found)
    assert ROOT / "biofeedback/practices/en/safety.toml" in found
    assert ROOT / "biofeedback/practices/en/forms/in_a_word.toml" in found


def test_a_compiled_catalogue_is_there_and_its_source_is_not(tmp_path: Path) -> None:
    locale = tmp_path / "ui/words/locales/de/LC_MESSAGES"
    locale.mkdir(parents=True)
    for name in ("soften.po", "soften.mo", "module.py"):
        (locale / name).touch()
    assert contents.data_files(tmp_path) == [(str(locale / "soften.mo"), "ui/words/locales/de/LC_MESSAGES")]


def bundled() -> set[str]:
    return {name_key(each.name) for each in contents.bundled()}


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_text_of_every_licence_comes_along(system: str) -> None:
    found = [Path(source) for source, _ in contents.licence_texts(bundled(), system)]
    assert {folder for _, folder in contents.licence_texts(bundled(), system)} == {"licences"}
    assert all(len(path.read_text(encoding="utf-8")) > 500 for path in found)
    named = {path.name for path in found}
    for part in parts_within(system, installed=True):
        assert set(part.texts) <= named
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "pyserial.txt", "pylsl.txt", "python-osc.txt", "Python.txt"} <= named


def test_no_text_is_kept_that_nobody_asks_for() -> None:
    asked = {text for part in PARTS for text in part.texts} | {text for texts in TEXTS_OF.values() for text in texts}
    assert {path.name for path in contents.LICENCES.iterdir()} == asked


def test_a_library_without_the_text_of_its_licence_stops_the_build(tmp_path: Path, monkeypatch) -> None:
    metadata = tmp_path / "moss-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: moss\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "RECORD").write_text("moss-1.0.dist-info/METADATA,,\nmoss/LICENSE,,\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(FileNotFoundError, match="moss brings no text"):
        contents.licence_texts(["moss"], "linux")


def test_every_version_that_is_asked_for_comes_along() -> None:
    asked = asked_of_metadata() | set(session_metadata.LIBRARIES) | set(look._LIBRARIES)
    assert {"soften", "numpy", "scipy", "bleak"} <= asked
    assert {name.lower() for name in asked} <= bundled()


def test_the_extras_are_known_to_doctor_and_neither_the_gpl_nor_a_cluster_comes_along() -> None:
    there = bundled()
    installed = {name for name in contents.bundled()[0].asks_for if _is_here(name)}
    assert {"duckdb", "pyarrow", "typst", "apsw-sqlite3mc", "pylsl", "python-osc"} <= installed <= there
    assert not there & {"mutagen", "distributed", "matplotlib", "aiohttp", "pytest"}


def _is_here(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False  # for another system, or an extra that tests do without
    return True


def test_nothing_says_where_it_was_built() -> None:
    kept = ("numpy-2.dist-info/METADATA", "/a", "DATA"), ("ui/RECORD", "/b", "DATA")
    traces = ("numpy-2.dist-info/RECORD", "/c", "DATA"), ("soften-1.dist-info/direct_url.json", "/d", "DATA")
    assert contents.without_traces([*kept, *traces]) == [*kept]


@pytest.mark.parametrize(
    ("system", "backend"), [("win32", "winrt"), ("darwin", "corebluetooth"), ("linux", "bluezdbus")]
)
def test_bleaks_own_backend_finds_all_that_it_imports(system: str, backend: str) -> None:
    folder = Path(bleak.__file__).parent / "backends" / backend
    imported = set()
    for path in folder.glob("*.py"):
        for each in ast.walk(tree_of(path)):
            if isinstance(each, ast.Import):
                imported |= {alias.name for alias in each.names}
            elif isinstance(each, ast.ImportFrom) and each.module:
                imported.add(each.module)
    assert imported
    there = set(contents.LIBRARIES_OF_SYSTEM[system])
    if system == "win32":
        assert {name for name in imported if name.startswith("winrt.")} <= there
    elif system == "darwin":
        assert {name for name in imported if name in {"CoreBluetooth", "Foundation", "libdispatch", "objc"}} <= there
    assert {name for name in there if name.startswith("bleak")} == {
        f"bleak.backends.{backend}.client",
        f"bleak.backends.{backend}.scanner",
    }
    assert all((folder / f"{name.rpartition('.')[2]}.py").is_file() for name in there if name.startswith("bleak"))


def test_every_library_here_can_be_imported_by_its_name() -> None:
    # Qt's speech and what plays sound are looked for alone: they want libraries of the system.
    for name in contents.LAZY_LIBRARIES:
        if name != "PySide6.QtTextToSpeech":
            assert find_spec(name) is not None, name
