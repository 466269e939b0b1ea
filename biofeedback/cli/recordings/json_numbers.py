"""How an analysis writes numbers, reasons and definitions for other programs."""

import dataclasses
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biofeedback.reasons import Reason
    from biofeedback.signals.definitions import Definition


def json_known(value: float) -> float | None:
    """Return a number, or null: JSON has no nan."""
    return None if math.isnan(value) else value


def json_reason(reason: "Reason") -> dict[str, str | float]:
    """Return the code of a reason and its facts."""
    return {"code": reason.code, **dict(reason.facts)}


def json_definition(definition: "Definition") -> dict[str, str]:
    """Return the words of a definition."""
    words = dataclasses.asdict(definition)
    return {key: words[key] for key in ("title", "unit", "text", "cannot", "deviation", "source")}
