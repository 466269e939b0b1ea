"""Named facts that an event or an error carries beside its code, for a sentence to be made of at the edge."""

from collections.abc import Sequence
from typing import TypeAlias

FactValue: TypeAlias = str | int | float
"""Words of the world outside such as a name, a count, or a number whose unit is the end of the fact's name."""

Facts: TypeAlias = tuple[tuple[str, FactValue], ...]
"""Facts in the order of their names, several under one name where there are several; recordings keep a row for each."""


def facts(**values: FactValue | Sequence[FactValue]) -> Facts:
    """Return these facts, one for each element of a list, so that equal facts are equal whatever the order.

    Parameters
    ----------
    **values : str, int, float, or a list of them
        The value of each fact; the order within a list is kept.
    """
    kept: list[tuple[str, FactValue]] = []
    for name in sorted(values):
        value = values[name]
        kept += [(name, value)] if isinstance(value, str | int | float) else [(name, each) for each in value]
    return tuple(kept)


def fact_values(of: Facts, name: str) -> tuple[FactValue, ...]:
    """Return every value under a name, in order; none when there is none."""
    return tuple(value for each, value in of if each == name)
