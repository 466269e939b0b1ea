"""Pages are true: each that `make docs` writes is what it would write, and what those at the root name is there."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from scripts.write_architecture_table import FOLDERS, page, purpose

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")
PATH = re.compile(r"`((?:biofeedback|devices|sessions|ui|scripts|tests|docs)/[\w./-]*)`")


@pytest.mark.parametrize("generator", re.findall(r"scripts/(write_\w+)\.py", (ROOT / "Makefile").read_text()))
def test_a_page_of_make_docs_is_what_its_generator_writes(generator):
    module = importlib.import_module(f"scripts.{generator}")
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "please run: make docs"


def test_every_file_has_a_line():
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*.py"):
            assert len(purpose(file)) > 10, file


def test_a_bar_in_a_docstring_does_not_cut_its_row(tmp_path):
    (tmp_path / "a.py").write_text('"""One | two.\n\nMore.\n"""\n')
    assert purpose(tmp_path / "a.py") == r"One \| two."


def test_a_page_without_marks_is_left_alone(monkeypatch, tmp_path):
    (tmp_path / "page.md").write_text("# A page\n")
    monkeypatch.setattr("scripts.write_architecture_table.PAGE", tmp_path / "page.md")
    with pytest.raises(ValueError, match="marks"):
        page()


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {*PATH.findall(text), *re.findall(r"\]\(((?!https?:|#)[^)]+)\)", text)}
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_contracts_are_counted_and_name_packages():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert f"with {len(contracts)} contracts in `pyproject.toml`" in (ROOT / PAGES[0]).read_text(encoding="utf-8")
    for contract in contracts:
        named = [*contract.get("source_modules", ()), *contract.get("containers", ()), *contract.get("modules", ())]
        modules = [name for name in named if not (ROOT / name.replace(".", "/")).is_dir()]
        # One file each: what flows through everything, and the numbers made of it.
        assert set(modules) <= {"biofeedback.events", "biofeedback.pipelines.one_heart"}, contract["name"]
