"""Where the exports of the made recording lie."""

from pathlib import Path

STEM = "2026-03-03_09-05-00_my_own_practice_x"


def of(exported: Path, name: str) -> Path:
    """Return the folder of a format."""
    return exported / f"{STEM}_{name}"
