"""A table of columns as arrays, each column with its unit and what it holds; as pandas or Arrow where wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, Self, TypeAlias, get_args, get_type_hints

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sessions.extras import needed

if TYPE_CHECKING:
    import pandas
    import pyarrow

Kind = Literal["text", "number", "whole"]
FloatArray: TypeAlias = NDArray[np.float64]
WholeArray: TypeAlias = NDArray[np.int64]
TextArray: TypeAlias = NDArray[np.object_]
Row: TypeAlias = Sequence[object]

_KINDS: Mapping[object, Kind] = MappingProxyType({TextArray: "text", FloatArray: "number", WholeArray: "whole"})
_DTYPES: Mapping[Kind, DTypeLike] = MappingProxyType({"text": np.object_, "number": np.float64, "whole": np.int64})


_AT_ONCE = 4096
"""Rows that are Python's objects at one time: a choice, some megabytes."""


class Holds(NamedTuple):
    """What stands beside the type of a column: its unit (empty for none), and what its values say."""

    unit: str
    what: str


class Column(NamedTuple):
    """A column: its name, what kind its values are, their unit (empty for none), and what they say."""

    name: str
    kind: Kind
    unit: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArrayTable:
    """A table; each field is a column, all of one length."""

    NAME: ClassVar[str] = ""
    """What its files are called."""

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """Return the columns in order."""
        hints = get_type_hints(cls, include_extras=True)
        parts = {each.name: get_args(hints[each.name]) for each in fields(cls)}
        return tuple(Column(name, _KINDS[array], *holds) for name, (array, holds) in parts.items())

    @classmethod
    def place(cls, name: str) -> int:
        """Return which value of a row is in the column of this name; raises `KeyError` where there is none."""
        names = [each.name for each in fields(cls)]
        if name not in names:
            raise KeyError(f"{cls.__name__} has no column {name}, but {', '.join(names)}")
        return names.index(name)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """Return the table of these rows, each with a value for every column; read as they come, some at a time.

        A text that stands in several rows is kept once.
        """
        columns = cls.columns()
        parts: dict[str, list[NDArray[Any]]] = {each.name: [np.empty(0, _DTYPES[each.kind])] for each in columns}
        texts: dict[object, object] = {}
        left = iter(rows)
        while some := list(islice(left, _AT_ONCE)):
            for each, cells in zip(columns, zip(*some, strict=True), strict=True):
                kept = map(texts.setdefault, cells, cells) if each.kind == "text" else cells
                parts[each.name].append(np.fromiter(kept, _DTYPES[each.kind], len(some)))
        # Column by column, so that no more than one of them is there twice.
        return cls(**{each.name: np.concatenate(parts.pop(each.name)) for each in columns})

    def where(self, wanted: NDArray[np.bool_]) -> Self:
        """Return the rows for which ``wanted``, of shape (rows,), is true."""
        return type(self)(**{name: getattr(self, name)[wanted] for name, *_ in self.columns()})

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(getattr(self, self.columns()[0].name))

    def to_pandas(self) -> "pandas.DataFrame":
        """Return a ``pandas.DataFrame``, the units in its ``attrs``.

        Raises
        ------
        UsageError
            pandas is not installed; it comes with ``pip install 'soften[files]'``.
        """
        frame = needed("files", "pandas").DataFrame({name: getattr(self, name) for name, *_ in self.columns()})
        frame.attrs["units"] = {each.name: each.unit for each in self.columns() if each.unit}
        return frame

    def to_arrow(self) -> "pyarrow.Table":
        """Return a ``pyarrow.Table``; unit and meaning of each column are in the metadata of its field.

        Raises
        ------
        UsageError
            pyarrow is not installed; it comes with ``pip install 'soften[files]'``.
        """
        arrow = needed("files", "pyarrow")
        types = {"text": arrow.string(), "number": arrow.float64(), "whole": arrow.int64()}
        schema = arrow.schema(
            [
                arrow.field(each.name, types[each.kind], metadata={"unit": each.unit, "what": each.what})
                for each in self.columns()
            ]
        )
        return arrow.table({name: getattr(self, name) for name, *_ in self.columns()}, schema=schema)
