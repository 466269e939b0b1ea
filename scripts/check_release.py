"""Says whether a tag may be a release: it is the version of pyproject.toml, and the changelog tells of it."""

import argparse
import datetime
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_VERSION = re.compile(r"\d+\.\d+\.\d+")
"""What every system takes as it is: Windows and macOS know no letters in a version."""

_SECTION = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<date>.*))?$", re.MULTILINE)


def version(root: Path = ROOT) -> str:
    """Return the version, which stands in pyproject.toml and nowhere else."""
    found = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return str(found)


def faults(tag: str, current: str, changelog: str) -> Iterator[str]:
    """Yield, in a sentence each, what keeps a tag from being a release.

    Parameters
    ----------
    tag : str
        Such as ``v0.1.0``.
    current : str
        The version of the sources.
    changelog : str
        The whole of CHANGELOG.md.
    """
    if not _VERSION.fullmatch(current):
        yield f"The version {current} is not three numbers with points between them."
    if tag != f"v{current}":
        yield f"The tag is {tag}, and the version in pyproject.toml makes it v{current}."
    sections = [match for match in _SECTION.finditer(changelog) if match["name"] != "Unreleased"]
    if not sections or sections[0]["name"] != current:
        yield f"The first section of CHANGELOG.md beneath [Unreleased] is not [{current}]."
        return
    ends = sections[1].start() if len(sections) > 1 else len(changelog)
    if not re.search(r"^- \S", changelog[sections[0].end() : ends], re.MULTILINE):
        yield f"CHANGELOG.md tells nothing of {current}."
    try:
        datetime.date.fromisoformat(sections[0]["date"] or "")
    except ValueError:
        yield f"The section [{current}] has no date such as 2026-11-30 behind it."
    unreleased = changelog.partition("## [Unreleased]")[2].partition("\n## [")[0]
    if re.search(r"^- \S", unreleased, re.MULTILINE):
        yield "CHANGELOG.md still has changes beneath [Unreleased]; those of this version belong into its section."


def main() -> int:
    """Check the tag that is given, or print the version."""
    parser = argparse.ArgumentParser(prog="scripts.check_release", description=__doc__)
    parser.add_argument("tag", nargs="?", help="such as v0.1.0; else the tag that the version makes")
    parser.add_argument("--version", action="store_true", help="print the version and nothing else")
    options = parser.parse_args()
    if options.version:
        sys.stdout.write(f"{version()}\n")
        return 0
    tag = options.tag or f"v{version()}"
    found = list(faults(tag, version(), (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    sys.stdout.write("".join(f"{each}\n" for each in found) or f"{tag} may be a release.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
