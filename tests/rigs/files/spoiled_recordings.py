"""Recordings that something happened to, each with what is to be found in it."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import RecordingErrorCode, VerifyErrorCode
from sessions.later.notes import TABLE

PAGE = 4096
"""Bytes of a page of a recording."""

_NTH_PACKET = "(SELECT number FROM packet ORDER BY number LIMIT 1 OFFSET {})"
_SWAPPED = (
    f"CREATE TEMP TABLE two AS SELECT {_NTH_PACKET.format(5)} AS one, {_NTH_PACKET.format(6)} AS other",
    "UPDATE packet SET number = -1 WHERE number = (SELECT one FROM two)",
    "UPDATE packet SET number = (SELECT one FROM two) WHERE number = (SELECT other FROM two)",
    "UPDATE packet SET number = (SELECT other FROM two) WHERE number = -1",
)

CHANGES: Mapping[str, tuple[tuple[str, ...], VerifyErrorCode | RecordingErrorCode]] = MappingProxyType(
    {
        "two packets swapped": (_SWAPPED, VerifyErrorCode.TIME_WENT_BACK),
        "a packet removed": (
            (f"DELETE FROM packet WHERE number = {_NTH_PACKET.format(7)}",),
            VerifyErrorCode.NUMBER_GONE,
        ),
        "beats changed": (
            ('UPDATE beat SET rr_ms = rr_ms + 10 WHERE "index" IN (5, 6)',),
            VerifyErrorCode.COMES_OUT_OTHERWISE,
        ),
        "beats removed": (('DELETE FROM beat WHERE "index" IN (5, 6)',), VerifyErrorCode.BEAT_OUT_OF_PLACE),
        "a number changed": (
            ("UPDATE metric SET value = value * 1.01 WHERE number = (SELECT max(number) FROM metric WHERE value > 0)",),
            VerifyErrorCode.COMES_OUT_OTHERWISE,
        ),
        "a number there twice": (
            (
                f"UPDATE step_began SET number = {_NTH_PACKET.format(3)} "
                "WHERE number = (SELECT max(number) FROM step_began)",
            ),
            VerifyErrorCode.NUMBER_TWICE,
        ),
        "a word that nobody knows": (
            ("UPDATE beat_judged SET kind = 'odd' WHERE \"index\" = 3",),
            RecordingErrorCode.UNKNOWN_VALUE,
        ),
        "a table of another": (("CREATE TABLE extra (a INTEGER)",), VerifyErrorCode.OTHER_TABLE),
        "an event removed and its facts left": (
            ("DELETE FROM metric WHERE number = (SELECT min(number) FROM metric_fact)",),
            VerifyErrorCode.FACTS_ALONE,
        ),
        "begun in the future": (
            ("UPDATE fact SET value = '2136-01-01T10:00:00+00:00' WHERE name = 'started_at'",),
            VerifyErrorCode.AHEAD_OF_CLOCK,
        ),
        "begun at no moment": (
            ("UPDATE fact SET value = 'softly' WHERE name = 'started_at'",),
            VerifyErrorCode.NO_MOMENT,
        ),
        "begun at the end of time": (
            ("UPDATE fact SET value = '9999-12-31T23:59:59+00:00' WHERE name = 'started_at'",),
            VerifyErrorCode.NO_MOMENT,
        ),
        "a speed that takes forever": (
            ("INSERT OR REPLACE INTO fact VALUES ('speed', '1e-300')",),
            VerifyErrorCode.NO_SPEED,
        ),
        "no speed": (("INSERT OR REPLACE INTO fact VALUES ('speed', '0')",), VerifyErrorCode.NO_SPEED),
        "a speed that is no number": (
            ("INSERT OR REPLACE INTO fact VALUES ('speed', 'nan')",),
            VerifyErrorCode.NO_SPEED,
        ),
        "no source": (("DELETE FROM fact WHERE name = 'source'",), VerifyErrorCode.SOURCE_NOT_NAMED),
        "no version of a number": (
            ("DELETE FROM definition_version WHERE name = 'rmssd_ms'",),
            VerifyErrorCode.VERSIONS_GONE,
        ),
        "no version of a stage": (
            ("DELETE FROM definition_version WHERE name = 'correction'",),
            VerifyErrorCode.TABLE_CHANGED,
        ),
        "no versions": (("DROP TABLE definition_version",), RecordingErrorCode.UNKNOWN_TABLE),
        "no facts": (("DROP TABLE fact",), RecordingErrorCode.UNKNOWN_TABLE),
        "packets of another": (("UPDATE packet SET source = 'other'",), VerifyErrorCode.NOT_COMPARED),
        "no ticks": (("DROP TABLE tick",), RecordingErrorCode.UNKNOWN_TABLE),
        "a column of another": (("ALTER TABLE beat ADD COLUMN mood TEXT",), VerifyErrorCode.OTHER_COLUMN),
        "a number below one": (
            ("UPDATE tick SET number = -1 WHERE number = (SELECT max(number) FROM tick)",),
            VerifyErrorCode.NUMBER_ODD,
        ),
        "a note of before": (
            (
                TABLE,
                "INSERT INTO later_note (written_at, text) VALUES ('2001-01-01T10:00:00+00:00', 'soft')",
            ),
            VerifyErrorCode.NOTE_BEFORE,
        ),
        "a clock set back": (
            ("UPDATE tick SET t_s = t_s - 9 WHERE t_s > 15",),
            VerifyErrorCode.CLOCK_WENT_BACK,
        ),
        "a clock that jumped": (
            tuple(
                f"UPDATE {table} SET {column} = {column} + 600 WHERE {column} > 15"
                for table, column in (("packet", "arrived_s"), ("beat", "arrived_s"), ("tick", "t_s"))
            ),
            VerifyErrorCode.CLOCK_JUMPED,
        ),
        "a definition of a newer Soften": (
            ("UPDATE definition_version SET version = 99 WHERE name = 'rmssd_ms'",),
            VerifyErrorCode.NEWER_DEFINITIONS,
        ),
        "not closed": (("DELETE FROM fact WHERE name = 'closed'",), VerifyErrorCode.NOT_CLOSED),
    }
)
"""What is changed in the tables of a sound recording, and the first thing that tells it."""


def changed(path: Path, statements: tuple[str, ...], to: Path) -> Path:
    """Write a copy in which statements were run, and return it."""
    shutil.copy(path, to)
    with closing(sqlite3.connect(to)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return to


def page_of(path: Path, table: str, nth: int = 0) -> int:
    """Return the number of a page with rows of a table."""
    with closing(sqlite3.connect(path)) as connection:
        select = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET ?"
        return int(connection.execute(select, (table, nth)).fetchone()[0])


def flipped(path: Path, at: int, count: int, to: Path) -> Path:
    """Write a copy in which so many bytes from a place on are others, and return it."""
    data = bytearray(path.read_bytes())
    data[at : at + count] = bytes(byte ^ 0xFF for byte in data[at : at + count])
    to.write_bytes(data)
    return to


def odd_files(path: Path, folder: Path) -> Iterator[tuple[str, Path, VerifyErrorCode]]:
    """Yield copies all of whose rows can be read though something is there that does not belong there."""
    data = path.read_bytes()
    for name, changed_bytes, code in (
        ("ten pages", data[:28] + (10).to_bytes(4, "big") + data[32:], VerifyErrorCode.LENGTH_DIFFERS),
        ("other letters", data[:56] + (2).to_bytes(4, "big") + data[60:], VerifyErrorCode.REFUSED),
        ("bytes after it", data + bytes(range(250)) * 20, VerifyErrorCode.LENGTH_DIFFERS),
        ("a byte after it", data + b"1", VerifyErrorCode.LENGTH_DIFFERS),
        ("an empty page after it", data + bytes(PAGE), VerifyErrorCode.LENGTH_DIFFERS),
        ("twice", data + data, VerifyErrorCode.LENGTH_DIFFERS),
    ):
        odd = folder / f"{name}.soften"
        odd.write_bytes(changed_bytes)
        yield name, odd, code


def led_astray(path: Path, to: Path) -> Path:
    """Write a copy in which the page above the packets leads to itself instead of to the last of their pages."""
    with closing(sqlite3.connect(path)) as connection:
        select = "SELECT pageno FROM dbstat WHERE name = 'packet' AND pagetype = 'internal'"
        page = int(connection.execute(select).fetchone()[0])
    data = bytearray(path.read_bytes())
    at = (page - 1) * PAGE + 8  # where a page of a tree names the last one beneath it
    data[at : at + 4] = page.to_bytes(4, "big")
    to.write_bytes(data)
    return to


def spoiled_files(path: Path, folder: Path) -> Iterator[tuple[str, Path, VerifyErrorCode | RecordingErrorCode]]:
    """Yield copies whose bytes were spoiled, each with the first thing that tells it."""
    page = page_of(path, "metric", 1)
    yield (
        "a page spoiled",
        flipped(path, (page - 1) * PAGE, 40, folder / "page.soften"),
        VerifyErrorCode.PAGE_DAMAGED,
    )
    yield (
        "rows spoiled",
        flipped(path, page * PAGE - 700, 300, folder / "rows.soften"),
        VerifyErrorCode.ROWS_DAMAGED,
    )
    cut = folder / "cut.soften"
    cut.write_bytes(path.read_bytes()[: path.stat().st_size - 4 * PAGE - 100])
    yield "cut off", cut, VerifyErrorCode.FILE_CUT
