"""Every event becomes a row and comes back the same, to the bit."""

import json
import math
import sqlite3
import struct
from dataclasses import dataclass, fields
from enum import EnumType
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.codes import LinkCode
from biofeedback.events import EVENT_TYPES, Beat, BeatJudged, LinkChanged, Metric, Numbered, Packet
from biofeedback.facts import Facts, FactValue, facts
from sessions import digests
from sessions.schema import FACT_TABLE, TABLES, USER_VERSION, VERSION_TABLE, table_of
from sessions.soundness import INTERVALS, LATEST_S, LONGEST_MS, TIMES
from tests.rigs.words.sentence_of import link_saying, sentence_of

FROZEN = Path(__file__).with_name("version_4.json")
"""The tables of this version, and the codes that may stand in them."""


def frozen():
    """The version with its tables and codes, as they are now."""
    enums = [kind for table in TABLES.values() for _, kind in table.columns if isinstance(kind, EnumType)]
    return {
        "version": USER_VERSION,
        "tables": [
            FACT_TABLE,
            VERSION_TABLE,
            digests.TABLE,
            *(statement for table in TABLES.values() for statement in table.create),
        ],
        "codes": {kind.__name__: sorted(code.value for code in kind) for kind in enums},
    }


_PLAIN = {
    float: st.floats().map(lambda value: value + 0.0),  # SQLite keeps -0.0 as 0.0
    int: st.integers(-(2**63), 2**63 - 1),
    str: st.text(),
    bytes: st.binary(),
}
_PLAIN[float | None] = st.none() | st.floats(allow_nan=False).map(lambda value: value + 0.0)
_PLAIN[FactValue] = st.one_of(_PLAIN[str], _PLAIN[int], _PLAIN[float])
_PLAIN[Facts] = st.lists(st.tuples(_PLAIN[str], _PLAIN[FactValue]), max_size=4).map(tuple)


def _within(most):
    return st.one_of(st.floats(-most, most).map(lambda value: value + 0.0), st.just(math.nan))


_BOUNDED = dict.fromkeys(TIMES, _within(LATEST_S)) | dict.fromkeys(INTERVALS, _within(LONGEST_MS))
"""What is further away is none that can be, and is set aside (`tests/sessions/test_opening.py`)."""


def events_of(event_type):
    hints = get_type_hints(event_type)
    fields_of = {name: _PLAIN[hint] if hint in _PLAIN else st.from_type(hint) for name, hint in hints.items()}
    return st.builds(event_type, **fields_of | {name: _BOUNDED[name] for name in hints.keys() & _BOUNDED.keys()})


ANY_EVENT = st.one_of([events_of(event_type) for event_type in EVENT_TYPES])


def bits(event):
    """The event as something that compares by bits and knows nan."""
    return type(event), [_bits_of(getattr(event, field.name)) for field in fields(event)]


def _bits_of(value):
    if isinstance(value, tuple):
        return [_bits_of(each) for each in value]
    if isinstance(value, float):
        return struct.pack("<d", math.nan if math.isnan(value) else value), float
    return value, type(value)


def through_sqlite(table, item):
    connection = sqlite3.connect(":memory:")
    try:
        for statement in table.create:
            connection.execute(statement)
        table.write(connection, [item])
        (back,) = table.read(connection)
    finally:
        connection.close()
    return back


@given(event=ANY_EVENT, number=st.integers(1, 2**63 - 1))
def test_every_event_comes_back_to_the_bit(event, number):
    back = through_sqlite(TABLES[type(event)], Numbered(number, event))
    assert back.number == number
    assert bits(back.event) == bits(event)


def test_there_is_one_table_a_type_named_after_it():
    assert tuple(TABLES) == EVENT_TYPES
    assert TABLES[BeatJudged].name == "beat_judged"
    assert len({table.name for table in TABLES.values()}) == len(EVENT_TYPES)


def test_columns_have_the_names_and_types_of_the_fields():
    connection = sqlite3.connect(":memory:")
    connection.execute(*TABLES[Packet].create)
    columns = [(name, kind) for _, name, kind, *_ in connection.execute("PRAGMA table_info(packet)")]
    connection.close()
    assert columns == [
        ("number", "INTEGER"),
        ("source", "TEXT"),
        ("channel", "TEXT"),
        ("arrived_s", "REAL"),
        ("data", "BLOB"),
    ]


def test_nan_lies_as_null_and_infinity_as_itself():
    connection = sqlite3.connect(":memory:")
    table = TABLES[Beat]
    connection.execute(*table.create)
    for number, rr_ms in enumerate((math.nan, math.inf, -math.inf), start=1):
        beat = Beat(source="s", index=number, arrived_s=0.5, rr_ms=rr_ms)
        table.write(connection, [Numbered(number, beat)])
    assert list(connection.execute("SELECT rr_ms FROM beat")) == [(None,), (math.inf,), (-math.inf,)]
    connection.close()


def test_a_wrong_type_is_refused_by_the_table_itself():
    connection = sqlite3.connect(":memory:")
    for statement in TABLES[Metric].create:
        connection.execute(statement)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO metric VALUES (1, 'strap', 'rmssd_ms', 'soon', 1.0, 'ms', 64.0, 1.0, '')")
    connection.close()


def test_text_that_is_no_text_loses_what_is_not():
    event = LinkChanged(source="/dev/\udcff", t_s=1.0, state="lost", **link_saying("süß 🍯"))
    back = through_sqlite(TABLES[LinkChanged], Numbered(1, event)).event
    assert (back.source, sentence_of(back)) == ("/dev/?", "süß 🍯")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Switched:
    t_s: float
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Strange:
    t_s: float
    parts: list[int]


@given(on=st.booleans())
def test_truth_comes_back_as_truth(on):
    assert through_sqlite(table_of(_Switched), Numbered(1, _Switched(t_s=1.0, on=on))).event.on is on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    t_s: float
    code: LinkCode
    facts: Facts


_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_FACT = _TEXT | st.integers(-(2**63), 2**63 - 1) | st.floats().map(lambda value: value + 0.0)
_KEPT = st.dictionaries(st.text(min_size=1, alphabet="abc_"), _FACT | st.lists(_FACT), max_size=4)


@given(kept=st.lists(_KEPT, max_size=5))
def test_facts_lie_in_rows_of_their_own_and_come_back_in_order(kept):
    table = table_of(_Coded)
    items = [
        Numbered(number, _Coded(t_s=float(number), code=LinkCode.PORT_BUSY, facts=facts(**values)))
        for number, values in enumerate(kept, start=3)
    ]
    connection = sqlite3.connect(":memory:")
    try:
        for statement in table.create:
            connection.execute(statement)
        table.write(connection, items)
        back = list(table.read(connection))
        (rows,) = connection.execute(f"SELECT count(*) FROM {table.name}_fact").fetchone()
    finally:
        connection.close()
    assert repr(back) == repr(items)
    assert all(type(item.event.code) is LinkCode for item in back)
    assert rows == sum(len(item.event.facts) for item in items)


def test_a_field_that_cannot_be_kept_is_named():
    with pytest.raises(TypeError, match="'parts'"):
        table_of(_Strange)


def test_the_tables_of_this_version_stay_as_they_are():
    """Files of a version must all be alike: whoever changes a table or a code raises the version with it.

    A change needs a new `USER_VERSION`, what `sessions.older.versions` has to know of the version before, a recording
    of that version beside the others in `tests/sessions/older`, and then ``python -m tests.sessions.test_schema``.
    """
    assert json.loads(FROZEN.read_text("utf-8")) == frozen()


if __name__ == "__main__":
    FROZEN.write_text(json.dumps(frozen(), indent=1) + "\n", "utf-8")
