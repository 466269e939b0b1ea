"""Whatever is typed, and whatever lies in a recording: what is printed of it commands nothing and hides nothing."""

import gzip
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from biofeedback.cli import last_resort
from biofeedback.cli.last_resort import FAULT_FILE
from tests.rigs.words.spoken_commands import Printed, run

OLDER = Path(__file__).parents[2] / "sessions" / "older"

HOSTILE = (
    "[bold]x[/red][link=http://a]\x1b[2J\x1b]8;;http://a\x1b\\y\u202e\u200b\u2066<img src=x>\n\r&b\u2028\x9b31m\udcff"
)
"""Markup of Rich and HTML, codes of terminals with a link, turned direction, no width, lines, and half a pair."""

LONG = HOSTILE + "L" * 1_000_000

MOST_PRINTED = 60_000
"""Characters: the longest of these commands prints 24,000 of its own, and a text of others is cut at 2,000."""

COMMANDS = (
    "begin", "begin --sensor", "begin --speed", "begin --sound", "begin --language", "begin --phrase", "analyse",
    "replay", "sessions", "sessions show", "sessions delete --yes", "sessions share", "practices", "practices check",
    "practices preview", "capture", "sensors --describe", "sensors --seconds", "assess --sensor", "path", "",
)  # fmt: skip


def obeyed_or_unseen(text: str) -> list[str]:
    """Return the signs that a terminal would obey, and those that nobody would see."""
    return [sign for sign in text if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


def is_harmless(printed: Printed) -> None:
    for text in (printed.out, printed.err):
        assert obeyed_or_unseen(text) == []
        assert "Traceback" not in text
        assert "fault of ours" not in text
        assert len(text) < MOST_PRINTED


@pytest.mark.parametrize("text", [HOSTILE, LONG], ids=["hostile", "long"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_typed(tmp_path: Path, command: str, text: str) -> None:
    printed = run(*command.split(), text, data=tmp_path)
    is_harmless(printed)
    assert printed.code != 0
    assert len(printed.err) > 10


def test_names_of_files_that_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = HOSTILE.replace("/", "|")
    written = run("practices", "new", f"{name}.toml", data=tmp_path)
    checked = run("practices", "check", f"{name}.toml", data=tmp_path)
    listed = run("practices", data=tmp_path / name)
    captured = run("capture", "simulated", f"{name}.capture", "--seconds", "0.1", data=tmp_path)
    for printed in (written, checked, listed, captured):
        is_harmless(printed)
        assert printed.code == 0, printed.err
        assert "[bold]x[|red]" in printed.out


def planted(path: Path, version: int) -> None:
    """Make a recording in which texts are hostile, wherever a reader still takes them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.decompress((OLDER / f"version_{version}.soften.gz").read_bytes()))
    text = LONG.encode("utf-8", "replace").decode()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE fact SET value = ? WHERE name NOT IN ('source', 'closed')", (text,))
        connection.execute("INSERT INTO fact VALUES (?, ?)", (text, text))
        for table, column in (
            ("link_changed", "sentence"), ("notice", "sentence"), ("device_fact", "name"), ("device_fact", "value"),
            ("step_began", "title"), ("prompt_shown", "text"), ("marker", "label"), ("metric", "unit"),
            ("metric", "name"), ("metric", "reason"), ("gap", "reason"), ("packet", "channel"), ("beat", "source"),
            ("link_changed", "state"), ("practice_ended", "manner"), ("beat_judged", "kind"),
        ):  # fmt: skip
            last = f"SELECT number FROM {table} ORDER BY number DESC LIMIT 1"
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE number = ({last})", (text,))
        connection.commit()


@pytest.mark.parametrize(
    "command", ["sessions show", "analyse", "analyse --json", "replay", "replay --json", "sessions list"]
)
@pytest.mark.parametrize("version", [1, 2, 3])
def test_what_lies_in_a_recording(tmp_path: Path, command: str, version: int) -> None:
    path = tmp_path / "sessions" / "one.soften"
    planted(path, version)
    of_which = () if command == "sessions list" else (str(path),)
    is_harmless(run(*command.split(), *of_which, data=tmp_path))


def test_the_file_of_faults_commands_nothing_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    last_resort.of_ours(ValueError(HOSTILE))
    told = (tmp_path / FAULT_FILE).read_text(encoding="utf-8")
    assert "[bold]x[/red]" in told
    assert [sign for sign in told if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs")] == []
