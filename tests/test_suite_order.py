"""The longest files begin first, and every one of them is there."""

from pathlib import Path
from types import SimpleNamespace

from tests.rigs.suite.suite_order import LONGEST, longest_first

ROOT = Path(__file__).resolve().parents[1]


def test_every_file_that_begins_first_is_there():
    assert [file for file in LONGEST if not (ROOT / file).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def test_the_longest_come_first_and_the_others_stay_as_they_are():
    files = ["tests/b.py", LONGEST[2], "tests/a.py", LONGEST[0], LONGEST[2]]
    tests = [SimpleNamespace(location=(file, 0, str(number))) for number, file in enumerate(files)]
    assert [test.location[2] for test in longest_first(tests)] == ["3", "1", "4", "0", "2"]
