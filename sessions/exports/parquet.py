"""The tidy tables as Parquet, written by DuckDB; each file says what made it and what its columns hold."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Protocol

from sessions.arrays.table import Column, Kind
from sessions.exports.content import Content
from sessions.exports.tidy import named_waves, wave_meanings, write_tidy
from sessions.extras import needed

_TYPES: dict[Kind, str] = {"text": "VARCHAR", "number": "DOUBLE", "whole": "BIGINT"}
_AS_WRITTEN = (
    "header=true",
    "quote='\"'",
    "escape='\"'",
    "delim=','",
    "auto_detect=false",
    "hive_partitioning=false",
    "max_line_size=16777216",
)
"""How `sessions.exports.tidy` writes a table, whatever its folders are called; a line can be 16 MiB long, far more than
any text in a recording."""
_MEMORY = "256MB"  # that DuckDB may use: a choice, as much as a window of ours
_OWN_FILE = 0o600  # read and written by the owner alone


class Database(Protocol):
    """A connection of DuckDB."""

    def execute(self, query: str) -> object:
        """Carry out a statement."""
        ...


def write_parquet(content: Content, folder: Path) -> dict[str, str]:
    """Write a file for each table into a folder, and return what is in each file, by its name.

    Raises
    ------
    UsageError
        DuckDB is not installed.
    OSError
        DuckDB cannot write.
    """
    duckdb = needed("files", "duckdb")
    columns: dict[str, tuple[Column, ...]] = {table.NAME: table.columns() for table in content.tables}
    columns |= {called: wave_meanings(wave) for wave, called in named_waves(content.waves)}
    about = json.dumps(content.about(), ensure_ascii=False)
    try:
        return _write(content, folder, columns, about, duckdb)
    except duckdb.Error as error:
        raise OSError(str(error)) from error


def _write(
    content: Content, folder: Path, columns: Mapping[str, tuple[Column, ...]], about: str, duckdb: ModuleType
) -> dict[str, str]:
    described: dict[str, str] = {}
    with (
        TemporaryDirectory(dir=folder.parent) as scratch,
        duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY, "temp_directory": scratch}) as database,
    ):
        tidy = Path(scratch) / "tidy"
        tidy.mkdir(mode=0o700)  # entered and changed by the owner alone
        texts = write_tidy(content, tidy, defuse=False)
        for name, its_columns in columns.items():
            target = folder / f"{name}.parquet"
            copy_as_parquet(database, tidy / f"{name}.csv", target, its_columns, about)
            described[target.name] = texts[f"{name}.csv"]
    return described


def copy_as_parquet(database: Database, table: Path, target: Path, columns: Sequence[Column], about: str) -> None:
    """Write a table of `cells.write_csv` as Parquet, with what made it and what its columns hold.

    Parameters
    ----------
    database : Database
        An open connection.
    table : Path
        The table as text, not defused.
    target : Path
        The file to make, for the owner's eyes alone.
    columns : sequence of Column
        Its columns.
    about : str
        What made it, as JSON.
    """
    meanings = json.dumps({each.name: {"unit": each.unit, "what": each.what} for each in columns})
    source = ", ".join([_quoted(pattern_of(table)), *_AS_WRITTEN, *_as_columns(columns)])
    database.execute(
        f"COPY (SELECT * FROM read_csv({source})) TO {_quoted(str(target))} (FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA {{soften: {_quoted(about)}, columns: {_quoted(meanings)}}})"
    )
    target.chmod(_OWN_FILE)


def pattern_of(path: Path) -> str:
    """Return the pattern that is this file alone, as DuckDB takes every path that it reads for a pattern."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path.absolute()))


def _as_columns(columns: Sequence[Column]) -> list[str]:
    """Return the options that name the columns; an empty text stays one, where a number would be none."""
    typed = ",".join(f"{_quoted(each.name)}:{_quoted(_TYPES[each.kind])}" for each in columns)
    texts = ",".join(_quoted(each.name) for each in columns if each.kind == "text")
    return [f"columns={{{typed}}}", *([f"force_not_null=[{texts}]"] if texts else [])]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
