"""How parts of an analysis that need nothing of one another are begun: one after the other, or side by side."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Begin(Protocol):
    """Begins a part; what it returns waits for the part and says what came out, or raises what it raised."""

    def __call__(self, part: Callable[[], T], /) -> Callable[[], T]:
        """Begin a part."""
        ...


def at_once(part: Callable[[], T], /) -> Callable[[], T]:
    """Compute a part before anything else goes on."""
    found = part()
    return lambda: found
