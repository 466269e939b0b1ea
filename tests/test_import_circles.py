"""No module of the packages needs one that needs it, not even for its types: the modules lie in one order."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.suite.source_trees import tree_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("biofeedback", "devices", "sessions", "ui")


def modules() -> dict[str, Path]:
    """Return every module by its name; a package is its ``__init__.py``."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield what is imported when the module is, and for its types; not what a function imports when it is called."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{each.name}" for each in names)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                pass
            case _:
                yield from imported(node)


def graph(files: dict[str, Path]) -> dict[str, set[str]]:
    """Return which of the modules each of them imports: ``a.b.c`` is that module, or something in ``a.b``."""
    needs = {}
    for name, file in files.items():
        names = imported(tree_of(file))
        meant = {each if each in files else each.rpartition(".")[0] for each in names}
        needs[name] = (meant & files.keys()) - {name}
    return needs


def circle(needs: dict[str, set[str]]) -> list[str]:
    """Return the modules of one circle, each imported by the one before it; empty where there is none."""
    done: set[str] = set()

    def follow(name: str, way: list[str]) -> list[str]:
        if name in way:
            return way[way.index(name) :]
        if name in done:
            return []
        for needed in sorted(needs.get(name, ())):
            if found := follow(needed, [*way, name]):
                return found
        done.add(name)
        return []

    for name in sorted(needs):
        if found := follow(name, []):
            return found
    return []


def test_there_is_no_import_circle():
    files = modules()
    assert len(files) > 300
    assert circle(graph(files)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("from ui.b import x", "import ui.a"),
        ("from ui import b", "from ui.a import y"),
        ("from ui.b import x", "if TYPE_CHECKING:\n    from ui.a import y"),
        ("try:\n    from ui.b import x\nexcept ImportError:\n    pass", "class A:\n    from ui.a import y"),
    ],
)
def test_a_circle_is_found_at_module_level_and_in_types(tmp_path, one, other):
    (tmp_path / "a.py").write_text(one)
    (tmp_path / "b.py").write_text(other)
    assert sorted(circle(graph({"ui.a": tmp_path / "a.py", "ui.b": tmp_path / "b.py"}))) == ["ui.a", "ui.b"]


def test_what_a_function_imports_when_it_is_called_makes_no_circle(tmp_path):
    (tmp_path / "a.py").write_text("from ui.b import x")
    (tmp_path / "b.py").write_text("def late():\n    from ui.a import y")
    assert circle(graph({"ui.a": tmp_path / "a.py", "ui.b": tmp_path / "b.py"})) == []
