"""Numbers from beats: arrays and events in, values out.

`notebook` gathers what a notebook needs, and all of it is here by name as well (``signals.analyse``). It is loaded when
it is first asked for: a practice needs a part of it, and no SciPy.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Callable[..., Any]:
    if name == "__all__" or not name.startswith("_"):
        notebook = import_module("biofeedback.signals.notebook")
        if name == "__all__" or name in notebook.__all__:
            found: Callable[..., Any] = getattr(notebook, name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
