"""Knows columns that part the rows of a table into people, conditions or sessions, which are no one heart."""

from collections.abc import Sequence
from itertools import pairwise

from biofeedback.error_codes import TextErrorCode
from sessions.tables.columns import column
from sessions.tables.table import Table
from sessions.tables.titles import words_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GROUPS = _words(
    "subject subj sub patient person participant pid uid user proband vp vpn id name "
    "condition cond group session block trial task visit run teilnehmer bedingung gruppe sujet"
)
"""Words of titles of columns that say whose beats these are, or of which part of a study."""

_MOST_GROUPS = 0.1  # share of the rows that begin another group at most: a choice, ten beats to each


def refuse_groups(table: Table, unused: Sequence[str]) -> None:
    """Raise `RecordingError` where an unused column says that the rows are of several people, conditions or sessions.

    For tables whose times do not go on from the one to the other, or that have none.
    """
    for index, title in enumerate(table.titles):
        if title not in unused or not _GROUPS.intersection(words_of(title)):
            continue
        cells = [cell for cell in column(table, index) if cell]
        others = sum(before != after for before, after in pairwise(cells))
        if 0 < others <= _MOST_GROUPS * len(cells) and table.header is not None:
            raise table.header.wrong(TextErrorCode.SEVERAL_GROUPS, title=title, count=len(set(cells)))
