"""Installs the wheel and the sdist by uv and pipx on every Python found, and tries what came of each."""

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from installers.contents import EXTRAS
from installers.smoke.program import Program, SmokeError

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

PRACTICE = ("begin", "three_breaths", "--sensor", "simulated", "--speed", "30", "--terminal")

_PYENV = Path.home() / ".pyenv" / "versions"


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that installs others; ``{python}`` and ``{what}`` stand for the Python and for what is installed."""

    name: str
    install: tuple[str, ...]
    folders: Mapping[str, str]
    settings: Mapping[str, str]


TOOLS = (
    Tool(
        "uv",
        ("uv", "tool", "install", "--quiet", "--no-progress", "--python", "{python}", "{what}"),
        {"UV_TOOL_DIR": "tools", "UV_TOOL_BIN_DIR": "programs"},
        {},
    ),
    Tool(
        "pipx",
        ("pipx", "install", "--quiet", "--python", "{python}", "{what}"),
        {"PIPX_HOME": "tools", "PIPX_BIN_DIR": "programs", "PIPX_MAN_DIR": "manual"},
        {"PIPX_DEFAULT_BACKEND": "pip"},  # where uv is at hand it would else be uv once more
    ),
)


def main() -> int:
    """Build, install and try; return 1 where something does not work."""
    parser = argparse.ArgumentParser(prog="scripts.try_wheels", description=__doc__)
    parser.add_argument("pythons", nargs="*", help="which Pythons; else every one that is found and suits")
    parser.add_argument("--dist", type=Path, help="a folder with a wheel and an sdist; else they are built")
    parser.add_argument(
        "--whole", action="store_true", help="with all extras and the whole smoke test, window included"
    )
    options = parser.parse_args()
    unfit = [each for each in options.pythons if not list(suitable([each]))]
    pythons = dict(suitable(options.pythons) if options.pythons else _found())
    if unfit or not pythons:
        _say(f"Not here, or not {PROJECT['requires-python']}: {', '.join(unfit) or 'any Python'}")
        return 1
    with tempfile.TemporaryDirectory(prefix="soften-wheels-") as folder:
        dist = options.dist or Path(folder) / "dist"
        if options.dist is None:
            _run("build", [sys.executable, "-m", "build", "--outdir", str(dist), str(ROOT)], {})
        failed = 0
        for number, (version, python) in enumerate(sorted(pythons.items(), key=lambda each: Version(each[0]))):
            for tool in TOOLS:
                for form in ("*.whl", "*.tar.gz"):
                    (what,) = dist.glob(form)
                    name = f"Python {version}, {tool.name}, {what.name}"
                    try:
                        # The smoke test takes over a minute, and what both tools have installed is the same.
                        whole = options.whole and form == "*.whl" and tool is TOOLS[0]
                        _try(tool, python, what, Path(folder) / f"{number}-{tool.name}-{form[2:]}", whole=whole)
                    except (SmokeError, OSError) as error:
                        failed += 1
                        _say(f"FAILED  {name}\n{error}")
                    else:
                        _say(f"ok      {name}{', window and all' if whole else ''}")
    return 1 if failed else 0


def _try(tool: Tool, python: str, what: Path, folder: Path, *, whole: bool) -> None:
    """Install into a folder of its own, ask for the version, practise and replay."""
    folders = {name: str(folder / each) for name, each in tool.folders.items()}
    folders |= tool.settings
    extras = f"[{','.join(EXTRAS)}]" if whole else ""
    wanted = f"soften{extras} @ {what.resolve().as_uri()}"
    _run("install", [each.format(python=python, what=wanted) for each in tool.install], folders)
    command = str(folder / "programs" / ("soften.exe" if os.name == "nt" else "soften"))
    if whole:
        _run("smoke test", [sys.executable, "-m", "installers.smoke", command], {})
        return
    program = Program((command,), folder, Path(folder.anchor))
    if (said := program.say("--version").strip()) != f"soften {PROJECT['version']}":
        raise SmokeError(f"it says {said!r}")
    program.say(*PRACTICE)
    (recording,) = (folder / "data" / "sessions").glob("*.soften")
    if "bit for bit" not in (said := program.say("replay", str(recording))):
        raise SmokeError(said)


def _found() -> Iterator[tuple[str, str]]:
    """Yield each Python on the path or of pyenv that suits, one a version; of two the later found counts."""
    names = [f"python{minor}" for minor in supported()]
    yield from suitable([*names, *(str(each) for each in sorted(_PYENV.glob("*/bin/python3")))])


def suitable(pythons: list[str]) -> Iterator[tuple[str, str]]:
    """Yield version and path of those that are there, and that Soften is for."""
    suits = SpecifierSet(PROJECT["requires-python"])
    ask = "import sys; print('{}.{}'.format(*sys.version_info), sys.executable)"
    for python in pythons:
        try:
            told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        version, path = told.strip().split(" ", 1)
        if version in suits:
            yield version, path


def supported() -> list[str]:
    """Return the versions of Python that Soften says it is for."""
    said = "Programming Language :: Python :: "
    return [each.removeprefix(said) for each in PROJECT["classifiers"] if each.startswith(said)]


def _run(what: str, command: list[str], environment: Mapping[str, str]) -> None:
    """Run a command; raises `SmokeError` with all that it said where it fails."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PATH": path} | dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SmokeError(f"{what}: exit code {done.returncode}\n{done.stdout}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
