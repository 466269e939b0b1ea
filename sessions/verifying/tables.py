"""Looks whether the tables of a file, their columns and the facts of the session are those of a recording."""

from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode, VerifyErrorCode
from biofeedback.errors import RecordingError
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.connection import Connection
from sessions.digests import changed_since
from sessions.meanings import TABLES_BESIDE
from sessions.older.versions import older_tables
from sessions.reader import Recording
from sessions.schema import TABLES, USER_VERSION
from sessions.soundness import columns_of, event_tables
from sessions.verifying.order import Order

_SLOWEST, _FASTEST = 1e-9, 1e9
"""Session seconds in a second that can be: a choice, at which one takes thirty years, or thirty years take one."""

_SMALL = frozenset({"fact", "definition_version"})
"""Tables that are looked through whenever a recording is."""


def of_the_tables(connection: Connection, path: Path, version: int, order: Order) -> list[RecordingError]:
    """Return what is not as it should be of the tables, whose events ``order`` goes through."""
    there = columns_of(connection)
    order.read(connection, event_tables(there))
    tables = [*TABLES.values(), *(older_tables(version, "").values() if version < USER_VERSION else ())]
    columns_known = {name: columns for table in tables for name, columns in table.needed}
    known = {*TABLES_BESIDE, *columns_known}
    found = [RecordingError(VerifyErrorCode.OTHER_TABLE, str(path), table=name) for name in there if name not in known]
    for name, columns in there.items():
        if {"number", "position"} <= columns and (of := name.removesuffix("_fact")) in there:
            select = f'SELECT count(*), min(number) FROM "{name}" WHERE number NOT IN (SELECT number FROM "{of}")'
            rows, first = connection.execute(select).fetchone()
            if rows:
                found.append(
                    RecordingError(VerifyErrorCode.FACTS_ALONE, str(path), table=name, count=rows, number=first)
                )
        if version == USER_VERSION:  # earlier ones have columns that nobody reads any more
            found += [
                RecordingError(VerifyErrorCode.OTHER_COLUMN, str(path), table=name, column=column)
                for column in sorted(columns - columns_known.get(name, columns))
            ]
    if version == USER_VERSION and "definition_version" not in there:
        found.append(RecordingError(RecordingErrorCode.UNKNOWN_TABLE, str(path), table="definition_version"))
    return found


def of_the_digests(recording: Recording, *, every_table: bool) -> Iterator[RecordingError]:
    """Yield which tables of a closed recording are not as they were then."""
    if recording.ended_unexpectedly:
        return
    only = None if every_table else _SMALL
    for each in recording.look_into(lambda connection: list(changed_since(connection, only))):
        yield RecordingError(VerifyErrorCode.TABLE_CHANGED, str(recording.path), **each._asdict())


def of_the_facts(recording: Recording, version: int) -> Iterator[RecordingError]:
    """Yield which facts of the session, and which versions of what was computed, are not there or cannot be."""
    path, facts = str(recording.path), recording.facts
    if not facts:
        yield RecordingError(RecordingErrorCode.UNKNOWN_TABLE, path, table="fact")
    if "speed" in facts and speed_in(facts["speed"]) is None:
        yield RecordingError(VerifyErrorCode.NO_SPEED, path, text=facts["speed"])
    for ending in chain([""], (f"_{place}" for place in count(2))):
        sensor = facts.get(f"sensor{ending}")
        if sensor is None:
            break
        # Else nothing was heard of it, or it is a file that was imported before sources were named.
        if recording.sources and f"source{ending}" not in facts and "imported_format" not in facts:
            yield RecordingError(VerifyErrorCode.SOURCE_NOT_NAMED, path, sensor=sensor, name=f"source{ending}")
    versions = recording.versions
    if version == USER_VERSION and versions is not None:
        gone = sorted(name for name in recording.metric_names() if name in VERSIONS and name not in versions)
        if gone:
            yield RecordingError(VerifyErrorCode.VERSIONS_GONE, path, names=gone, count=len(gone))


def speed_in(text: str) -> float | None:
    """Return how many session seconds passed in a second; ``None`` where the text is no speed."""
    try:
        speed = float(text)
    except ValueError:
        return None
    return speed if _SLOWEST <= speed <= _FASTEST else None
