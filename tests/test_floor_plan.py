"""Tests mirror the product: each folder of tests has its folder there, and a test lies where its module does."""

import ast
from collections import Counter, defaultdict
from pathlib import Path

from tests.rigs.suite.source_trees import tree_of

ROOT = Path(__file__).parents[1]
PACKAGES = ("biofeedback", "devices", "sessions", "ui")
MOST_MODULES = 25
"""Of a folder: what one still reads at a glance. A choice."""

OF_SEVERAL = {
    Path("ui/desktop/walks"): "ways through many screens, one after the other",
    Path("ui/pictures"): "pictures of every screen, with the program that takes them anew",
}
"""Folders of tests that have none in the product, and why."""

MODULES = {path.relative_to(ROOT).with_suffix("") for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
FOLDERS = {folder for module in MODULES for folder in module.parents} | {Path("devices/firmware")}
TESTS = [
    path.relative_to(ROOT / "tests").with_suffix("")
    for package in PACKAGES
    for path in (ROOT / "tests" / package).rglob("test_*.py")
]


def misplaced(test: Path, imported: set[Path], modules: set[Path]) -> set[Path]:
    """Return the modules that a test has its name from and imports, where none of that name lies in its folder."""
    name = test.name.removeprefix("test_")
    if test.with_name(name) in modules:
        return set()
    return {module for module in imported & modules if module.name == name}


def imports(test: Path) -> set[Path]:
    """Return what may be modules among all that a test imports."""
    found = set()
    for node in ast.walk(tree_of((ROOT / "tests" / test).with_suffix(".py"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            module = Path(*node.module.split("."))
            found |= {module, *(module / alias.name for alias in node.names)}
    return found


def test_every_folder_of_tests_has_its_folder_in_the_product():
    folders = {test.parent for test in TESTS}
    assert folders - FOLDERS == set(OF_SEVERAL)


def test_the_test_of_a_module_lies_where_the_module_does():
    wrong = defaultdict(list)
    for test in TESTS:
        for module in misplaced(test, imports(test), MODULES):
            wrong[str(test)].append(str(module))
    assert not wrong


def test_a_test_that_lies_elsewhere_is_found():
    modules = {Path("ui/words/said"), Path("ui/sound/warmth")}
    assert misplaced(Path("ui/test_said"), {Path("ui/words/said")}, modules) == {Path("ui/words/said")}
    assert not misplaced(Path("ui/words/test_said"), {Path("ui/words/said")}, modules)
    assert not misplaced(Path("ui/test_said"), {Path("ui/sound/warmth")}, modules)


def test_no_folder_of_the_product_or_its_tests_is_full():
    modules = Counter(module.parent for module in MODULES)
    modules.update(test.parent.relative_to(ROOT) for test in (ROOT / "tests").rglob("*.py"))
    assert {str(folder): count for folder, count in modules.items() if count > MOST_MODULES} == {}
