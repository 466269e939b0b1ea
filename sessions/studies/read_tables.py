"""Reads the tables of a study as Parquet, some rows at a time, so that one of any length takes little memory."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from sessions.exports.parquet import pattern_of
from sessions.extras import needed

_MEMORY = "256MB"  # that DuckDB may use: a choice, as where they are written
_AT_ONCE = 8192  # rows that are Python's objects at one time: a choice, some megabytes


def read_rows(path: Path, columns: Sequence[str], where: str = "true") -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table in their order, a number that is not there as ``nan``.

    Parameters
    ----------
    path : Path
        The table.
    columns : sequence of str
        Which of its columns.
    where : str
        A condition in SQL; never a text of others.

    Raises
    ------
    UsageError
        DuckDB is not installed.
    OSError
        The table cannot be read.
    """
    duckdb = needed("files", "duckdb")
    try:
        with duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY}) as database:
            names = ", ".join(columns)
            table = "read_parquet(?, hive_partitioning=false)"  # a folder may be called `study=…`
            found = database.execute(f"SELECT {names} FROM {table} WHERE {where}", [pattern_of(path)])
            while rows := found.fetchmany(_AT_ONCE):
                for row in rows:
                    yield tuple(math.nan if cell is None else cell for cell in row)
    except duckdb.Error as error:
        raise OSError(str(error)) from error
