"""The same statement over few examples in every run of the tests, and over many of them by `make properties`."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import settings


def short_and_long(short: Any, long: Any) -> list[Any]:
    """Return two parameters for a statement about many examples at once, of which every run takes the short one."""
    return [pytest.param(short, id="short"), pytest.param(long, id="long", marks=pytest.mark.long)]


def first_of(values: Sequence[Any], kept: int) -> list[Any]:
    """Return parameters for a statement about each of these, of which every run takes the first so many."""
    return [*values[:kept], *(_long(value) for value in values[kept:])]


def _long(value: Any) -> Any:
    values = value if isinstance(value, tuple) else (value,)
    return pytest.param(*values, marks=pytest.mark.long)


def examples(few: int) -> settings:
    """Have a property held against so many examples, by `make properties` against as many as any other."""
    many = settings.default.max_examples
    return settings(deadline=None, max_examples=many if settings.get_current_profile_name() == "searching" else few)
