"""Walks the trees of pages in which SQLite keeps its tables, past whatever is not there.

The format is that of sqlite.org/fileformat2.html, sections 1.6 and 1.5. Every page is taken once, so that the work
follows the size of the file whatever is written in it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sessions.salvage.pages import HEADER_BYTES, Pages
from sessions.salvage.records import UnreadableRowError, first_integer, varint

_INDEX_INTERIOR, _TABLE_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 2, 5, 10, 13  # the first byte of a page
_LEAF_HEADER, _INTERIOR_HEADER = 8, 12  # bytes before the places of the cells
_POINTER = 4  # bytes of the number of a page

LONGEST_ROW = 16_777_216
"""Bytes of a row: a choice; the longest block of samples is some kilobytes."""


class Row(NamedTuple):
    """The number of a row, 0 in a table that is sorted by a key of its own, its record, and its page."""

    number: int
    record: bytes
    page: int


class Lost(NamedTuple):
    """Rows with numbers above ``above`` up to ``to`` lay on a page that is not there, or is no page.

    ``rows`` is how many of them are not whole; 0 where the page is of no use at all, and nobody knows. ``found`` is how
    many were found all the same, on pages to which nothing leads any more.
    """

    page: int
    above: float
    to: float
    rows: int = 0
    found: int = 0


@dataclass(slots=True)
class Trees:
    """The trees of one file.

    Attributes
    ----------
    pages : Pages
        The pages.
    taken : set of int
        The numbers of those that were read as part of a tree.
    """

    pages: Pages
    taken: set[int] = field(default_factory=set)

    def rows(self, root: int, lost: list[Lost]) -> Iterator[Row]:
        """Yield the whole rows of a table in the order of its tree; what is not there is added to ``lost``."""
        waiting = [Lost(root, -math.inf, math.inf)]
        while waiting:
            within = waiting.pop()
            node = self._node(within.page)
            if node is None:
                lost.append(within)
                continue
            if not node.whole:
                lost.append(within)
            waiting += reversed(self._children(node, within))
            broken = 0
            for row in self._rows_on(node):
                if row is None or (node.kind == _TABLE_LEAF and not within.above < row.number <= within.to):
                    broken += 1
                else:
                    yield row
            if broken:
                lost.append(within._replace(rows=broken))

    def orphans(self, page: int) -> list[Row]:
        """Return the whole rows of a page of numbered rows to which no tree led; none of any other page."""
        node = self._node(page) if self.pages.page(page)[:1] == bytes([_TABLE_LEAF]) else None
        return [] if node is None else [row for row in self._rows_on(node) if row is not None]

    def _node(self, number: int) -> "_Node | None":
        data = self.pages.page(number)
        start = HEADER_BYTES if number == 1 else 0
        if number in self.taken or len(data) < start + _INTERIOR_HEADER:
            return None
        kind = data[start]
        if kind not in (_INDEX_INTERIOR, _TABLE_INTERIOR, _INDEX_LEAF, _TABLE_LEAF):
            return None
        self.taken.add(number)
        first = start + (_LEAF_HEADER if kind in (_INDEX_LEAF, _TABLE_LEAF) else _INTERIOR_HEADER)
        count = int.from_bytes(data[start + 3 : start + 5], "big")
        end = min(first + 2 * count, len(data) - 1)
        places = [int.from_bytes(data[at : at + 2], "big") for at in range(first, end, 2)]
        known = [place for place in places if first + 2 * count <= place < len(data)]
        rightmost = int.from_bytes(data[start + _LEAF_HEADER : start + _INTERIOR_HEADER], "big")
        return _Node(number, kind, data, known, rightmost, whole=len(known) == count and len(data) == self.pages.size)

    def _children(self, node: "_Node", within: Lost) -> list[Lost]:
        """Return the pages beneath one, in their order, each with the numbers that its rows can have."""
        if node.kind not in (_INDEX_INTERIOR, _TABLE_INTERIOR):
            return []
        found: list[Lost] = []
        above = within.above
        for place in node.places:
            child = int.from_bytes(node.data[place : place + _POINTER], "big")
            to = self._last_beneath(node, place)
            found.append(Lost(child, above, within.to if to is None else to))
            if to is not None:
                # Several rows sorted by a key of their own can begin with one number.
                above = to if node.kind == _TABLE_INTERIOR else to - 1
        return [*found, Lost(node.rightmost, above, within.to)]

    def _last_beneath(self, node: "_Node", place: int) -> int | None:
        """Return the number of the last row beneath the page to which a cell leads, where there is one."""
        try:
            number, at = varint(node.data, place + _POINTER)
        except UnreadableRowError:
            return None
        return number if node.kind == _TABLE_INTERIOR else first_integer(node.data[at : at + number])

    def _rows_on(self, node: "_Node") -> Iterator[Row | None]:
        """Yield the rows on a page, ``None`` for each that is not whole."""
        if node.kind == _TABLE_INTERIOR:
            return
        left = len(node.data)  # cells do not overlap, whatever their places say
        for place in node.places:
            try:
                row, size = self._row(node, place)
            except UnreadableRowError:
                yield None
                continue
            left -= size
            if left < 0:
                yield None
                return
            yield row

    def _row(self, node: "_Node", place: int) -> tuple[Row, int]:
        """Return a row, and how many bytes of it are on its own page."""
        at, number = place, 0
        if node.kind == _INDEX_INTERIOR:
            at += _POINTER
        length, at = varint(node.data, at)
        if node.kind == _TABLE_LEAF:
            number, at = varint(node.data, at)
        if not 0 < length <= LONGEST_ROW:
            raise UnreadableRowError
        here = self._bytes_here(length, is_table=node.kind == _TABLE_LEAF)
        record = node.data[at : at + here]
        if len(record) < here:
            raise UnreadableRowError
        if here < length:
            first = int.from_bytes(node.data[at + here : at + here + _POINTER], "big")
            record += self._overflow(first, length - here)
        return Row(number, record, node.number), at + here - place

    def _bytes_here(self, length: int, *, is_table: bool) -> int:
        """Return how many bytes of a row lie on its own page (section 1.6 of the format, where these numbers are)."""
        usable = self.pages.usable
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return length
        fewest = (usable - 12) * 32 // 255 - 23
        here = fewest + (length - fewest) % (usable - _POINTER)
        return here if here <= most else fewest

    def _overflow(self, number: int, length: int) -> bytes:
        """Return the rest of a row, from the pages that follow on one another."""
        parts = []
        while length > 0:
            data = self.pages.page(number)
            until = min(self.pages.usable, _POINTER + length)
            if number in self.taken or len(data) < until:
                raise UnreadableRowError
            self.taken.add(number)
            parts.append(data[_POINTER:until])
            length -= until - _POINTER
            number = int.from_bytes(data[:_POINTER], "big")
        return b"".join(parts)


class _Node(NamedTuple):
    """A page of a tree: its number and kind, its bytes, where its cells are, and the last page beneath it."""

    number: int
    kind: int
    data: bytes
    places: list[int]
    rightmost: int
    whole: bool
