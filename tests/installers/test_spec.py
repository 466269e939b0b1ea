"""The recipe of PyInstaller, run with one that only writes down what it is asked for: on each system in turn."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import hatch_build
from installers import contents
from installers.macos import bundle
from ui.words.languages import available_languages

SPEC = Path(contents.__file__).with_name("soften.spec")


class Noted:
    """PyInstaller's words, each of which notes what it was called with."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def word(self, name: str) -> Any:
        def called(*given: Any, **named: Any) -> Any:
            self.calls.append((name, given, named))
            files = [(f"{folder}/{Path(source).name}", source, "DATA") for source, folder, *_ in named.get("datas", [])]
            return SimpleNamespace(datas=files, binaries=[], pure=[], scripts=[])

        return called

    def of(self, name: str) -> list[dict[str, Any]]:
        return [named for called, _, named in self.calls if called == name]


@pytest.fixture
def spec(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the recipe as on a system, and return what PyInstaller was asked for."""

    def run(platform: str) -> Noted:
        noted = Noted()
        hooks = ModuleType("PyInstaller.utils.hooks")
        hooks.copy_metadata = lambda name: [(f"/{name}", f"{name}.dist-info")]  # type: ignore[attr-defined]
        for name in ("PyInstaller", "PyInstaller.utils"):
            monkeypatch.setitem(sys.modules, name, ModuleType(name))
        monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
        # Other tests read the catalogues meanwhile.
        monkeypatch.setattr(hatch_build, "compile_catalogues", lambda _folder: None)
        monkeypatch.setattr(sys, "path", list(sys.path))
        words = {name: noted.word(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
        code = compile(SPEC.read_text(encoding="utf-8"), str(SPEC), "exec")
        with monkeypatch.context() as as_there:
            as_there.setattr(sys, "platform", platform)
            exec(code, {"SPECPATH": str(SPEC.parent), **words})
        return noted

    return run


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_the_folder_has_all_that_was_said(spec: Any, platform: str) -> None:
    noted = spec(platform)
    (asked,) = noted.of("Analysis")
    assert set(contents.hidden_imports(platform)) == set(asked["hiddenimports"])
    assert set(contents.data_files()) <= set(asked["datas"])
    assert (str(contents.LICENCES / "LGPL-3.0.txt"), "licences") in asked["datas"]
    assert {"/soften", "/numpy", "/scipy", "/bleak"} <= {entry[0] for entry in asked["datas"]}
    assert set(asked["excludes"]) >= {"mutagen", "matplotlib"}
    (folder,) = noted.of("COLLECT")
    assert folder["name"] == "soften"


def test_windows_has_a_program_without_a_terminal_beside_the_one_with(spec: Any) -> None:
    programs = spec("win32").of("EXE")
    assert [(each["name"], each["console"]) for each in programs] == [("soften", True), ("soften-window", False)]
    assert all(Path(each["icon"]).is_file() and each["exclude_binaries"] for each in programs)
    assert len(spec("linux").of("EXE")) == 1


def test_macos_has_a_bundle_that_says_why_it_asks(spec: Any) -> None:
    noted = spec("darwin")
    (made,) = noted.of("BUNDLE")
    assert made["bundle_identifier"] == bundle.IDENTIFIER
    # PyInstaller hides the bundle of a program of the terminal from the Dock, and its window with it.
    assert [each["console"] for each in noted.of("EXE")] == [False]
    assert made["name"] == "Soften.app"
    for reason in ("NSBluetoothAlwaysUsageDescription", "NSMicrophoneUsageDescription"):
        assert made["info_plist"][reason].endswith(".")
    (asked,) = noted.of("Analysis")
    assert {folder for _, folder in asked["datas"]} >= {f"{code}.lproj" for code in available_languages()}
    linux = spec("linux")
    assert not linux.of("BUNDLE")
    assert not any(folder.endswith(".lproj") for _, folder in linux.of("Analysis")[0]["datas"])
