"""Every numeric constant says what it is."""

from pathlib import Path

import pytest

from tests.rigs.suite.bare_constants import bare_constants

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("biofeedback", "devices", "sessions", "ui", "scripts")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_numeric_constant_says_its_unit_and_reason(folder: str) -> None:
    bare = [each for path in sorted((ROOT / folder).rglob("*.py")) for each in bare_constants(path)]
    assert not bare, "\n".join(f"{each.path}:{each.line}: {each.name}" for each in bare)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("SLOWEST_S = 7.5\n", ["SLOWEST_S"]),
        ("SLOWEST_S = 7.5  # seconds; after a paper\n", []),
        ("SLOWEST_S = 7.5  # slowest\n", ["SLOWEST_S"]),
        ("# Seconds, by trial on three records.\nSLOWEST_S = 7.5\nQUICKEST_S = 3.5\n", []),
        ('SLOWEST_S = 7.5\n"""In seconds, a choice."""\n', []),
        ("# Seconds, a choice.\nSLOWEST_S = 7.5\n\nQUICKEST_S = 3.5\n", ["QUICKEST_S"]),
        ("class Filter:\n    TAPS = 31\n", ["TAPS"]),
        ("MS_A_SECOND = 1000\nNONE = 0\n", []),
        ("LONGEST_S = 60\n", ["LONGEST_S"]),
        ("BAND_HZ = (0.04, 0.26)\nLOW, HIGH = 3.0, 12.0\n", ["BAND_HZ", "LOW"]),
    ],
)
def test_a_constant_without_a_remark_is_found(tmp_path: Path, source: str, names: list[str]) -> None:
    path = tmp_path / "module.py"
    path.write_text(source)
    assert [each.name for each in bare_constants(path)] == names
