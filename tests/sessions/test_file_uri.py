"""How SQLite is asked for a file, whatever is in its path."""

import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sessions.file_uri import file_uri


@pytest.mark.parametrize("name", ["moss and fern", "50%?#&=.soften", "Übung 연습", "a:b", "back\\slash", "%41"])
def test_sqlite_opens_the_very_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    with closing(sqlite3.connect(f"{file_uri(path)}?mode=rw", uri=True)) as opened:
        opened.execute("CREATE TABLE heart (beat)")
        opened.commit()
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert path.stat().st_size > 0


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"C:\Users\Moss\a b.soften"), "file:///C:/Users/Moss/a%20b.soften"),
        (PureWindowsPath(r"\\lab\shared\a.soften"), "file:////lab/shared/a.soften"),
        (PurePosixPath("/home/moss/a#b.soften"), "file:///home/moss/a%23b.soften"),
    ],
)
def test_each_system_has_its_form(path: PurePosixPath, uri: str) -> None:
    assert file_uri(path) == uri
