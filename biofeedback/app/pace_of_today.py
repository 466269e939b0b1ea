"""The pace at which the heart answered most today: kept with its date, offered on that day, and gone the next."""

import datetime
import json
import math
from pathlib import Path

from biofeedback.app.paths import data_folder
from biofeedback.errors import SoftenError
from biofeedback.practice.pacing.breath import FASTEST_PER_MIN, SLOWEST_PER_MIN


def keep_today(per_min: float, today: datetime.date) -> None:
    """Keep the pace that was found for the rest of this day; ``nan``, where none was, changes nothing.

    Raises
    ------
    SoftenError
        When it cannot be written.
    """
    path = _path()
    if math.isnan(per_min):
        return
    easy_per_min = round(min(FASTEST_PER_MIN, max(SLOWEST_PER_MIN, per_min)), 1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            json.dumps({"date": today.isoformat(), "breaths_per_min": easy_per_min}) + "\n", encoding="utf-8"
        )
    except OSError as error:
        raise SoftenError(f"Today's pace cannot be kept in {path}: {error.strerror}.") from error


def pace_of_today(today: datetime.date) -> float | None:
    """Return the pace that was found today, 3 to 12 a minute; ``None`` when none was. That of another day is gone."""
    path = _path()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["date"] != today.isoformat():
            path.unlink(missing_ok=True)
            return None
        per_min = float(kept["breaths_per_min"])
    except (OSError, ValueError, KeyError, TypeError):  # nothing there that can be read: there is no answer
        return None
    return per_min if SLOWEST_PER_MIN <= per_min <= FASTEST_PER_MIN else None


def _path() -> Path:
    return data_folder() / "pace_of_today.json"
