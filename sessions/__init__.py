"""Recordings of practices, the library that holds them, and RR intervals from other programs.

Imports ``biofeedback`` and nothing else of Soften. In a notebook, ``sessions.read(FILE)`` gives a recording as arrays.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sessions.arrays.read import read

__all__ = ["read"]


def __getattr__(name: str) -> object:
    # The first picture of the window imports this package, and does not wait for numpy.
    if name == "read":
        from sessions.arrays.read import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
