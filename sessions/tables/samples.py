"""Knows whole numbers that are milliseconds of an unusual heart, and numbers of samples of a usual one."""

import statistics
from pathlib import Path
from typing import Literal

from biofeedback.error_codes import TextErrorCode
from biofeedback.errors import RecordingError
from sessions.tables.lines import RATES_HZ

_USUAL_MS = (600.0, 1200.0)
"""Typical intervals of a heart at rest, 50 to 100 beats a minute (the usual definition of a normal sinus rhythm)."""

_S_MS, _MS_OF_MINUTE = 1000.0, 60_000.0  # milliseconds of a second, and of a minute


def refuse_samples(
    path: Path, typical: float, code: Literal[TextErrorCode.SAMPLES_UNCLEAR, TextErrorCode.INTERVALS_IN_SAMPLES]
) -> None:
    """Raise where so many milliseconds from beat to beat are unusual, and so many samples at a usual rate are not."""
    least_ms, most_ms = _USUAL_MS
    rates = [rate for rate in RATES_HZ if least_ms <= typical * _S_MS / rate <= most_ms]
    if not least_ms <= typical <= most_ms and rates:
        rate_hz = min(rates, key=lambda rate: abs(typical * _S_MS / rate - statistics.mean(_USUAL_MS)))
        raise RecordingError(
            code,
            str(path),
            bpm=round(_MS_OF_MINUTE / typical),
            rate_hz=rate_hz,
            other_bpm=round(_MS_OF_MINUTE * rate_hz / (typical * _S_MS)),
        )
