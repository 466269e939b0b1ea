"""Hostile words in names and notes: HTML, codes of terminals and formulas, wherever a recording is told or written."""

import csv
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.files.recorded_practice import record
from tests.rigs.words.spoken_commands import Printed, run
from tests.soak.row import LONG, Amounts, Row
from tests.soak.tree import contents

WORDS = f"=cmd|' /C calc'!A0 ../../../x [bold]{HOSTILE}</script><script>alert(1)</script>&amp;"
"""A formula, a path, markup of Rich and of HTML, and all that `HOSTILE` is."""

TOLD = ("sessions list", "sessions show {}", "analyse {}", "replay {}", "verify {}", "methods {}", "beats {} --list")
WRITTEN = ("export {} --format csv --notes --to .", "report {} --format html --annex --to .")
WRITTEN_AT_LENGTH = (
    *(f"export {{}} --format {name} --notes --to ." for name in ("bids", "kubios", "hrv-logger", "edf", "xdf")),
    *("report {} --format pdf --to .", "sessions share {} --to shared.soften"),
)
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_FORMULAS = ("=", "+", "-", "@", "|")


def soak(folder: Path, amounts: Amounts) -> Iterator[Row]:
    """Tell and write one recording that is full of them, by every command that does."""
    data, written = folder / "data", folder / "written"
    written.mkdir()
    name = "".join(sign for sign in HOSTILE if sign not in "/\0")
    path = _hostile(data / "sessions" / f"2026-11-30_10-00-00_{name}.soften")
    commands = (*TOLD, *WRITTEN, *(WRITTEN_AT_LENGTH if amounts.kills >= LONG.kills else ()))
    before = {name: digest for name, digest in contents(folder).items() if not name.startswith("written")}
    broken: list[str] = []
    for command in commands:
        words = [str(path) if word == "{}" else str(written) if word == "." else word for word in command.split()]
        words = [str(written / word) if word == "shared.soften" else word for word in words]
        broken += [f"{command}: {each}" for each in _wrong(run(*words, data=data))]
    files = [each for each in written.rglob("*") if each.is_file()]
    broken += [f"{each.name!r}: {wrong}" for each in files for wrong in _wrong_in(each, path.stem)]
    now = {name: digest for name, digest in contents(folder).items() if not name.startswith("written")}
    broken += [f"{name!r} was changed or made" for name in {*before, *now} if before.get(name) != now.get(name)
               and ".index" not in name]  # fmt: skip
    yield Row(
        fault="HTML, codes of terminals, formulas and paths in every name and note",
        seen="the signs themselves: ␛ where a terminal would obey, ‹img› as letters",
        lost="nothing",
        measured=f"{len(commands)} commands, {len(files)} files written; nothing is obeyed, and none lies elsewhere",
        broken=tuple(broken),
    )


def _hostile(path: Path) -> Path:
    record(path, "three_breaths", note="mine", markers=(5.0,))
    kept = ("source", "closed", "started_at", "speed")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE fact SET value = ? WHERE name NOT IN {kept} AND name NOT LIKE '%version'", (WORDS,))
        for table, column in (("step_began", "title"), ("note", "text"), ("prompt_shown", "text"), ("marker", "label"),
                              ("device_fact", "value")):  # fmt: skip
            connection.execute(f"UPDATE {table} SET {column} = ?", (WORDS,))
    return path


def _wrong(printed: Printed) -> Iterator[str]:
    text = printed.out + printed.err
    if signs := {f"U+{ord(sign):04X}" for sign in text if sign != "\n" and unicodedata.category(sign) in _UNSEEN}:
        yield f"says {sorted(signs)}"
    if "fault of ours" in text or "Traceback" in text or (printed.code and not text.strip()):
        yield f"ended with {printed.code}: {printed.err[-300:]}"


def _wrong_in(path: Path, named: str) -> Iterator[str]:
    """Yield what is wrong with a file that was written of a recording whose own file is ``named`` so."""
    if any(unicodedata.category(sign) in _UNSEEN for sign in path.name.replace(named, "")):
        yield "is called so"
    if path.suffix == ".html" and any(tag in path.read_text("utf-8") for tag in ("<img src='/etc", "<script>alert")):
        yield "has a tag of others"
    if path.suffix in (".csv", ".tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",") for cell in row]
        if found := [cell for cell in cells if cell.lstrip().startswith(_FORMULAS) and not _is_number(cell)]:
            yield f"has a formula: {found[0][:40]!r}"


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
