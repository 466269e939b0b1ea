"""The notebook of the docs, run as it stands on a made recording, and kept without what a machine put into it."""

import contextlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.rigs.files.recorded_practice import record

if TYPE_CHECKING:
    import nbformat

NOTEBOOK = Path(__file__).resolve().parents[3] / "docs" / "notebook.ipynb"


@pytest.fixture
def notebook() -> "nbformat.NotebookNode":
    """Return the notebook."""
    import nbformat  # compiles grammars as it is imported, for two seconds

    return nbformat.read(NOTEBOOK, as_version=4)


def test_every_cell_runs_and_says_something_true(
    notebook: "nbformat.NotebookNode", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(tmp_path / "practice.soften")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    said = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(cell.source, cell.id, "exec"), names)
            said.append(out.getvalue())
    facts, kinds, steps, analysis, tables = filter(None, said)
    assert facts.startswith("compassionate_pause 2026-03-03T09:05:00+01:00 180 s")
    assert "'normal': 1" in kinds
    assert "Soothe: 6" in steps
    assert analysis.startswith("RMSSD ")
    assert "nan" not in analysis
    assert "'rr_ms': 'ms'" in tables
    assert "events; when, in seconds after the recording began" in tables


def test_nothing_of_a_machine_is_in_it(notebook: "nbformat.NotebookNode") -> None:
    import nbformat

    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert NOTEBOOK.stat().st_size < 8000  # small enough to be read as text
