"""Knows the units of intervals, and tells which one a heart's intervals are in."""

import statistics
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

Unit = Literal["ms", "s", "us", "ns"]

UNIT_MS: Mapping[Unit, float] = MappingProxyType({"ms": 1.0, "s": 1000.0, "us": 1e-3, "ns": 1e-6})
"""How many milliseconds one of each is."""

_WORDS: Mapping[Unit, str] = MappingProxyType(
    {
        "ms": "ms msec msecs millisecond milliseconds millisekunden мс 毫秒 ミリ秒 밀리초",
        "s": "s sec secs second seconds sekunden сек с 秒 초",
        "us": "us µs μs microsecond microseconds mikrosekunden",
        "ns": "ns nanosecond nanoseconds nanosekunden",
    }
)
UNIT_OF_WORD: Mapping[str, Unit] = MappingProxyType(
    {word: unit for unit, words in _WORDS.items() for word in words.split()}
)
"""The unit that a word in a title names."""

TYPICAL_MS = (200.0, 3000.0)
"""At 20 to 300 beats a minute the typical interval lies here. The units lie so far apart that the median tells them."""

MOST_S = 3
"""Whole seconds of an interval at most, before its decimal mark: the most of `TYPICAL_MS`."""


def unit_of(values: Sequence[float]) -> Unit | None:
    """Return the unit in which these are intervals of a heart; ``None`` when there is none."""
    typical = statistics.median(values)
    least_ms, most_ms = TYPICAL_MS
    return next((unit for unit, factor in UNIT_MS.items() if least_ms <= typical * factor <= most_ms), None)
