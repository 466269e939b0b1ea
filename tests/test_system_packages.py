"""Which Debian packages are named where a program is missing, for what builds the installed program."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.rigs.suite import programs

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "missing_packages.sh"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="packages are Debian's; elsewhere the wheels bring everything"),
    pytest.mark.skipif(not SCRIPT.is_file(), reason="an sdist has no scripts"),
]


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ((), ["binutils", "dpkg-dev"]),
        (("readelf",), ["dpkg-dev"]),
        (("dpkg-shlibdeps",), ["binutils"]),
        (("readelf", "dpkg-shlibdeps"), []),
    ],
)
def test_what_builds_the_program_and_its_package_is_named(tmp_path: Path, there: tuple[str, ...], named: list[str]):
    (tmp_path / "uname").symlink_to(shutil.which("uname") or "")
    for program in there:
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    shell = shutil.which("sh") or ""
    done = programs.run(
        [shell, str(SCRIPT), "build"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == named
