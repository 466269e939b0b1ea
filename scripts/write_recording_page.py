"""Write docs/recording.md from the tables of a recording, the docstrings of the events and `sessions.meanings`.

Run it with ``make docs``; a test sees to it that the page is what this writes.
"""

import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Iterator, Mapping
from enum import EnumType
from pathlib import Path
from typing import NamedTuple

from biofeedback import events
from sessions import digests, later
from sessions.meanings import FACTS, NULL_IS_NONE, SINCE, TABLES_BESIDE, meaning_of, unit_of
from sessions.schema import APPLICATION_ID, FACT_TABLE, TABLES, USER_VERSION, VERSION_TABLE, Table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "recording.md"

_OPENING = f"""\
# The recording

A recording is one SQLite file, which any SQLite opens. This page is written by `make docs` from the tables themselves;
please change those. What of it names you or this machine is in the README, under Privacy.

* In the header of the file `application_id` is {APPLICATION_ID} (0x{APPLICATION_ID:08X}, `SoFt`), and `user_version`,
  the version of the tables, is {USER_VERSION}. A reader refuses a newer one; `soften` reads all before as well.
* There is one table a type of event. `number` is its key, and one order for all of them: what has a smaller number was
  published before. A session begins with number 1, and none is left out.
* Times are seconds of the session clock, which begins at 0, never goes back, and is not the wall clock. When the
  session began by the wall clock is in the fact `started_at`. A practice at another speed has seconds of that speed.
* `NULL` is a number that cannot be known (`nan`), never 0; where it says something else, the table says so.
* While it is written there are `-wal` and `-shm` beside it, which belong to it. When it is closed it is one file, and
  has the fact `closed`. One that was cut off has not.
* Whoever looks at it with Soften changes nothing: neither the file, nor what lies beside it, nor the folder. What is
  beside a journal, or beside a `-wal` without its `-shm`, is put in order in a passing copy, sealed where it is sealed.
* Nothing is changed after it was closed. What somebody adds later lies in tables of its own, `later_…`.

`soften verify FILE` looks whether a file is as this page says, and by `table_digest` whether its tables are as they
were when it was closed. In a recording without it (one that was cut off, or is older) a text or a number that somebody
changed into another one is found where it comes out of what the sensor sent: pages of SQLite have no checksums.
"""

_EXAMPLES: Mapping[str, str] = {
    "Every beat, with what was thought of it (`index` and `values` are words of SQL, hence the quotes)": """\
SELECT beat.arrived_s, beat.rr_ms, judged.t_s, judged.kind, judged.nn_ms
FROM beat LEFT JOIN beat_judged AS judged USING (source, "index")
ORDER BY beat.number;""",
    "The course of one number, with the reason where it cannot be known": """\
SELECT t_s, value, unit, reason FROM metric WHERE name = 'rmssd_ms' ORDER BY number;""",
    "When each step began by the wall clock (UTC), at the usual speed": """\
SELECT title, datetime(julianday(fact.value) + t_s / 86400.0) AS began
FROM step_began, fact WHERE fact.name = 'started_at' ORDER BY number;""",
    "What the person was told, with its facts": """\
SELECT notice.t_s, notice.code, said.name, said.value
FROM notice LEFT JOIN notice_fact AS said USING (number)
ORDER BY number, position;""",
}


class _Column(NamedTuple):
    name: str
    kind: str
    nullable: bool
    in_key: bool


def page() -> str:
    """Return the whole page."""
    return "\n".join([_OPENING, *_asked(), *_tables(), *_facts(), *_codes(), *_versions()]).rstrip() + "\n"


def examples() -> list[str]:
    """Return the statements of the page."""
    return list(_EXAMPLES.values())


def columns() -> dict[str, list[_Column]]:
    """Return the columns of every table, as SQLite has them."""
    connection = sqlite3.connect(":memory:")
    try:
        for statement in _statements():
            connection.execute(statement)
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            table: [
                _Column(name, kind, not (not_null or in_key), bool(in_key))
                for _, name, kind, not_null, _, in_key in connection.execute(f"PRAGMA table_info({table})")
            ]
            for table in names
        }
    finally:
        connection.close()


def _statements() -> Iterator[str]:
    yield from (FACT_TABLE, VERSION_TABLE, digests.TABLE)
    for table in TABLES.values():
        yield from table.create
    for info in pkgutil.iter_modules(later.__path__, "sessions.later."):
        made = vars(importlib.import_module(info.name)).values()
        yield from (each for each in made if isinstance(each, str) and each.startswith("CREATE TABLE"))


def _asked() -> Iterator[str]:
    yield "## Asked in SQL\n"
    for what, statement in _EXAMPLES.items():
        yield f"{what}:\n\n```sql\n{statement}\n```\n"


def _tables() -> Iterator[str]:
    there = columns()
    places = (
        ("Sensors", events.Packet),
        ("Computed", events.BeatJudged),
        ("The practice", events.Marker),
        ("A room", events.SeatTaken),
        ("A study", events.BlockBegan),
    )
    titles = {event_type.__module__: title for title, event_type in places}
    yield "## Tables of events\n"
    for module, title in titles.items():
        yield f"### {title}\n"
        for event_type, table in TABLES.items():
            if event_type.__module__ == module:
                yield _table(table.name, _said(event_type), there.pop(table.name), table)
                if table.facts_field:
                    name = f"{table.name}_fact"
                    yield _table(name, f"The facts of a row of `{table.name}`, in order.", there.pop(name))
    yield "## Tables beside them\n"
    for name, its_columns in there.items():
        yield _table(name, TABLES_BESIDE[name], its_columns)


def _said(event_type: type) -> str:
    """Return the docstring of an event in the marks of this page."""
    return (inspect.getdoc(event_type) or "").replace("``", "`").replace("|", r"\|")


def _table(name: str, said: str, its_columns: list[_Column], table: Table | None = None) -> str:
    rows = ["| column | kept as | unit | what it is |", "|---|---|---|---|"]
    rows += [
        f"| `{column.name}` | {_kept(column)} | {unit_of(name, column.name)} | {_what(name, column, table)} |"
        for column in its_columns
    ]
    return "\n".join([f"#### `{name}`\n", f"{said}\n", *rows, ""])


def _kept(column: _Column) -> str:
    return f"{column.kind}{', key' if column.in_key else ''}{' or NULL' if column.nullable else ''}"


def _what(table_name: str, column: _Column, table: Table | None) -> str:
    said = [meaning_of(table_name, column.name)]
    if none := NULL_IS_NONE.get(f"{table_name}.{column.name}"):
        said.append(f"`NULL` where {none}.")
    kind = dict(table.columns).get(column.name) if table else None
    if isinstance(kind, EnumType):
        said.append(f"One of the codes of `{kind.__name__}`, below.")
    elif table and column.name in table.choices:
        said.append(f"One of {', '.join(f'`{word}`' for word in table.choices[column.name])}.")
    return " ".join(said)


def _facts() -> Iterator[str]:
    yield "## The facts of the session\n"
    yield "A row each in the table `fact`; one that is not known, or does not apply, is not there.\n"
    yield "| name | what it says |\n|---|---|"
    for name, said in FACTS.items():
        yield f"| `{name}` | {said} |"
    yield ""


def _codes() -> Iterator[str]:
    yield "## Codes\n"
    yield "What a column of codes can hold; a reader passes over a row with another one, and says so.\n"
    enums = {kind: None for table in TABLES.values() for _, kind in table.columns if isinstance(kind, EnumType)}
    for kind in enums:
        first_line = (inspect.getdoc(kind) or "").partition("\n")[0]
        yield f"* `{kind.__name__}`: {first_line} {', '.join(f'`{code.value}`' for code in kind)}."
    yield ""


def _versions() -> Iterator[str]:
    yield "## Versions\n"
    yield "All of them are read as the events of today; `soften sessions upgrade` writes a copy of the present one.\n"
    for version, changes in SINCE.items():
        yield f"* *Version {version}.* {' '.join(changes)}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
