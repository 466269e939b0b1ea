"""`soften export`: several recordings and formats, what it says, and what it leaves alone."""

from pathlib import Path

import pytest

from tests.rigs.files.made_recording import made
from tests.rigs.words.spoken_commands import run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the data of somebody with one recording."""
    folder = tmp_path / "data" / "sessions"
    folder.mkdir(parents=True)
    made(folder / "2026-03-03_first.soften", waves=False)
    return folder.parent


def test_formats_are_written_and_said(data: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    printed = run("export", "2026-03", "--format", "kubios", "--format", "csv", "--to", to, data=data)
    assert printed.code == 0, printed.err
    assert sorted(each.name for each in to.iterdir()) == [
        "2026-03-03_09-05-00_my_own_practice_x_csv",
        "2026-03-03_09-05-00_my_own_practice_x_kubios",
    ]
    first, *made_there, last = printed.out.strip().splitlines()
    assert first == "1 recording is written:"
    assert made_there == [str(to / f"2026-03-03_09-05-00_my_own_practice_x_{name}") for name in ("kubios", "csv")]
    assert last.startswith("Notes and answers are not in it")


def test_what_is_there_stays_unless_it_is_to_be_replaced(data: Path, tmp_path: Path) -> None:
    words = ("export", "2026-03", "--format", "kubios", "--to", tmp_path / "out", "--notes")
    assert (
        run(*words, data=data)
        .out.strip()
        .splitlines()[-1]
        .startswith("Your notes and answers are in it, as you asked.")
    )
    again = run(*words, data=data)
    assert again.code != 0
    assert "is there already, and nothing was written over" in again.err
    assert run(*words, "--replace", data=data).code == 0
