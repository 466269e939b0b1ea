"""A release has one version, told in one place, and its tag and changelog fit it."""

import re
from pathlib import Path

import pytest

from scripts.check_release import ROOT, faults, version
from tests.rigs.suite import programs

CHANGELOG = """# Changelog

## [Unreleased]

## [1.2.3] - 2026-11-30

### Added
- A light that breathes.

## [1.2.2] - 2026-10-01

- Less.
"""


def test_a_tag_that_fits_version_and_changelog_may_be_a_release() -> None:
    assert list(faults("v1.2.3", "1.2.3", CHANGELOG)) == []


@pytest.mark.parametrize(
    ("tag", "current", "changelog", "said"),
    [
        ("1.2.3", "1.2.3", CHANGELOG, "makes it v1.2.3"),
        ("v1.2.4", "1.2.3", CHANGELOG, "makes it v1.2.3"),
        ("v1.2.2", "1.2.2", CHANGELOG, r"is not \[1.2.2\]"),
        ("v1.2.3rc1", "1.2.3rc1", CHANGELOG.replace("1.2.3", "1.2.3rc1"), "not three numbers"),
        ("v1.2.3", "1.2.3", CHANGELOG.replace("- A light that breathes.", ""), "tells nothing of 1.2.3"),
        ("v1.2.3", "1.2.3", CHANGELOG.replace(" - 2026-11-30", ""), "has no date"),
        ("v1.2.3", "1.2.3", CHANGELOG.replace("2026-11-30", "30 November"), "has no date"),
        ("v1.2.3", "1.2.3", CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n- More.\n"), "still has changes"),
        ("v1.2.3", "1.2.3", "# Changelog\n\n## [Unreleased]\n", r"is not \[1.2.3\]"),
    ],
)
def test_what_does_not_fit_is_said(tag: str, current: str, changelog: str, said: str) -> None:
    (found,) = faults(tag, current, changelog)
    assert re.search(said, found)


def test_the_version_stands_in_one_place_alone() -> None:
    """Beside it only the changelog may name it; ``/DVersion=`` is how somebody tells Inno Setup of one."""
    listed = programs.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    files = [ROOT / name for name in names if name and name != "docs/releasing.md"]
    if not files:  # an sdist has no list of its files
        folders = ("biofeedback", "devices", "sessions", "ui", "installers", "scripts", "docs", "tests")
        files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    said = re.compile(rf"(?i)(?:(?<!/d)version|soften)\W{{1,12}}{re.escape(version())}(?![\d.])")
    assert [str(path.relative_to(ROOT)) for path in files if path.is_file() and _says(path, said)] == ["pyproject.toml"]


def _says(path: Path, said: re.Pattern[str]) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return said.search(text) is not None
