"""The wheel as a stranger gets it: what is inside, and that asking for the version costs nothing heavy."""

import gettext
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from hatch_build import LOCALES
from tests.rigs.suite import programs
from ui.words.languages import available_languages, first_language

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

LIGHT = ("typer", "rich", "platformdirs")
"""What a command line may need before it knows what is wanted."""

HEAVY = {"numpy", "scipy", "PySide6", "pyqtgraph", "bleak", "sounddevice"}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command, and show all it said when it does not end well."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = programs.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the build backend of .venv: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def lend(names: tuple[str, ...], site_packages: Path) -> None:
    """Lend a venv these distributions of ours, with all they require, as links: a clean venv without a network."""
    waiting, lent = list(names), set()
    while waiting:
        name = waiting.pop()
        if name in lent:
            continue
        lent.add(name)
        try:
            lender = distribution(name)
        except PackageNotFoundError:
            continue  # required on other systems
        for top in {file.parts[0] for file in lender.files or () if file.parts[0] not in {"..", "__pycache__"}}:
            if not (site_packages / top).exists():
                (site_packages / top).symlink_to(Path(str(lender.locate_file(top))))
        waiting += [requirement_name(line) for line in lender.requires or () if "extra ==" not in line]


def requirement_name(line: str) -> str:
    """Return ``click`` for ``click>=8.0; python_version > "3"``."""
    for end, letter in enumerate(line):
        if not (letter.isalnum() or letter in "-_."):
            return line[:end]
    return line


@pytest.fixture(scope="module")
def clean_venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program folder of a venv that has the wheel and what a command line needs; neither numpy nor Qt."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    install = ("install", "--quiet", "--no-index", "--no-deps", wheel)
    run(sys.executable, "-m", "pip", "--python", programs / "python", *install, cwd=folder)
    where = run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    lend(LIGHT, Path(where.stdout.strip()))
    return programs


def test_the_wheel_has_the_four_packages_and_nothing_astray(wheel: Path) -> None:
    run(sys.executable, "-m", "check_wheel_contents", wheel, cwd=ROOT)


def test_every_practice_and_every_module_is_in_the_wheel(wheel: Path) -> None:
    packages = ("biofeedback", "devices", "sessions", "ui")
    there = {
        path.relative_to(ROOT).as_posix()
        for package in packages
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if name.split("/")[0] in packages}
    assert inside == there
    assert {
        f"biofeedback/practices/en/{name}.toml" for name in ("compassionate_pause", "soften_soothe_allow")
    } <= inside


def test_every_language_is_compiled_in_the_wheel(wheel: Path) -> None:
    locales = zipfile.Path(wheel) / "ui/words/locales"
    sources = {file.parts[-3] for file in (ROOT / LOCALES).glob("*/LC_MESSAGES/*.po")}
    assert available_languages(locales) == ("en", *sorted(sources))
    for code in sources:
        assert first_language([code], locales).gettext("Practices") != "Practices"
        with (locales / code / "LC_MESSAGES/soften.mo").open("rb") as compiled:
            moment = gettext.GNUTranslations(compiled).info()["pot-creation-date"]
        assert moment == "1980-01-01 00:00+0000", "the moment of building would make other bytes each time"


def test_the_same_source_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    for name in ("biofeedback", "devices", "sessions", "ui"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())  # without its time
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", cwd=tmp_path)
    (built,) = (tmp_path / "dist").glob("*.whl")
    assert built.read_bytes() == wheel.read_bytes()


def test_the_version_is_told_where_there_is_neither_numpy_nor_qt(clean_venv: Path, tmp_path: Path) -> None:
    for name in sorted(HEAVY):
        absent = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({name!r}) is not None)"
        run(clean_venv / "python", "-I", "-c", absent, cwd=tmp_path)
    printed = run(clean_venv / "soften", "--version", cwd=tmp_path)
    assert PROJECT["version"] in printed.stdout


def test_the_version_is_told_without_importing_what_is_there(tmp_path: Path) -> None:
    ask = "import runpy, sys; sys.argv = ['soften', '--version']; runpy.run_module('biofeedback', run_name='__main__')"
    printed = run(
        sys.executable, "-X", "importtime", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {ask}", cwd=tmp_path
    )
    assert PROJECT["version"] in printed.stdout
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in printed.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & HEAVY


def test_the_practices_open_from_the_installed_wheel(clean_venv: Path, tmp_path: Path) -> None:
    ask = "from biofeedback.practices import built_in_practices as all; print(*[each.name for each in all()])"
    printed = run(clean_venv / "python", "-I", "-c", ask, cwd=tmp_path)
    assert printed.stdout.split()[:2] == ["soften_soothe_allow", "compassionate_pause"]
    assert len(printed.stdout.split()) == 12
