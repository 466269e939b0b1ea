"""On which screen the audience window lies: the one it was on last, else another than ours, else none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from PySide6.QtCore import QRect


class Named(Protocol):
    """A screen as the system tells of it."""

    def name(self) -> str:
        """Return what it is plugged into, such as ``HDMI-1``."""
        ...

    def manufacturer(self) -> str:
        """Return who made it; empty where it does not tell."""
        ...

    def model(self) -> str:
        """Return which one it is; empty where it does not tell."""
        ...

    def geometry(self) -> QRect:
        """Return where it lies in the desktop."""
        ...


_S = TypeVar("_S", bound=Named)


def name_of(screen: Named, screens: Sequence[Named] = ()) -> str:
    """Return by what name a screen is known again: what it is, wherever it is plugged in, else where it is.

    Of several among ``screens`` that are the same, each has where it is plugged in in its name as well.
    """
    model = _model(screen)
    if model and sum(_model(each) == model for each in screens) > 1:
        return f"{model} {screen.name()}"
    return model or screen.name()


def audience_screen(screens: Sequence[_S], ours: _S | None, remembered: str) -> _S | None:
    """Return the screen for others; ``None`` where there is none beside ours, on which who leads works.

    One that shows what ours shows is no other: the window would cover what who leads works with.
    """
    others = [screen for screen in screens if screen is not ours and not mirrors(screen, ours)]
    again = (screen for screen in others if name_of(screen, screens) == remembered)
    alike = (screen for screen in others if name_of(screen) == remembered)
    return next(again, next(alike, others[0] if others else None))


def mirrors(screen: Named, ours: Named | None) -> bool:
    """Return whether a screen shows any of what ours shows, as projectors do that the computer has doubled."""
    return ours is not None and screen is not ours and screen.geometry().intersects(ours.geometry())


def _model(screen: Named) -> str:
    return f"{screen.manufacturer().strip()} {screen.model().strip()}".strip()
