"""Asks something where the surroundings are others for a moment."""

from collections.abc import Callable
from pathlib import Path

import pytest


def in_patch(patch: pytest.MonkeyPatch, ask: Callable[[pytest.MonkeyPatch], object]) -> object:
    with patch.context() as within:
        return ask(within)


def in_folder(patch: pytest.MonkeyPatch, folder: Path, ask: Callable[..., object], *given: object) -> object:
    with patch.context() as within:
        within.setenv("SOFTEN_DATA", str(folder / "below"))
        found = ask(*given)
        return found[1] if isinstance(found, tuple) else found
