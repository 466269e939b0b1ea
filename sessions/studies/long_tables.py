"""Writes tables of any length as CSV and as Parquet; rows are taken one after another and never all held."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from biofeedback.files.private import open_private_text
from sessions.arrays.table import Column, Row
from sessions.exports.cells import append_csv, write_csv
from sessions.exports.parquet import Database, copy_as_parquet
from sessions.extras import needed

_MEMORY = "256MB"  # that DuckDB may use: a choice, as in an export


def write_long_tables(
    tables: Sequence[tuple[str, Sequence[Column], Iterable[Row]]], folder: Path, about: Mapping[str, object]
) -> list[str]:
    """Write each table as CSV and as Parquet, and return the names of the files.

    Parameters
    ----------
    tables : sequence of (str, sequence of Column, iterable of Row)
        Each by its name, with its columns and rows.
    folder : Path
        Where to; files of the same names are replaced once the new ones are whole.
    about : mapping
        What made them; kept in each Parquet file.

    Raises
    ------
    UsageError
        DuckDB is not installed.
    OSError
        They cannot be written.
    """
    duckdb = needed("files", "duckdb")
    written: list[str] = []
    with (
        TemporaryDirectory(dir=folder, prefix=".") as scratch,
        duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY, "temp_directory": scratch}) as database,
    ):
        for name, columns, rows in tables:
            try:
                written += _write(database, name, columns, rows, Path(scratch), folder, json.dumps(about))
            except duckdb.Error as error:
                raise OSError(str(error)) from error
    return written


def _write(
    database: Database,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    scratch: Path,
    folder: Path,
    about: str,
) -> list[str]:
    plain, text, parquet = scratch / f"{name}.plain", scratch / f"{name}.csv", scratch / f"{name}.parquet"
    heading = [each.name for each in columns]
    # Once for other programs of ours, and once for spreadsheets, which would compute some texts.
    with open_private_text(plain) as whole, open_private_text(text) as defused:
        write_csv(whole, heading, _also_into(defused, heading, rows), defuse=False)
    copy_as_parquet(database, plain, parquet, columns, about)
    for each in (text, parquet):
        each.replace(folder / each.name)
    return [text.name, parquet.name]


def _also_into(file: TextIO, heading: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows, each of which is written into another file as well, defused."""
    write_csv(file, heading, ())
    for row in rows:
        append_csv(file, row)
        yield row
