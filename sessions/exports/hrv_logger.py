"""The pair of files that HRV Logger writes: whole milliseconds with dates, and events beside them."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from biofeedback.files.private import open_private_text
from sessions.arrays.tables import Beats, Events, Steps
from sessions.exports.cells import defused, line
from sessions.exports.content import Content

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""When a recording is said to have begun that keeps no date: the beginning of Unix time, which nobody mistakes."""

_MS = 1e3  # milliseconds in a second


def write_hrv_logger(content: Content, folder: Path) -> dict[str, str]:
    """Write a pair of files for each heart into a folder, and return what is in each file, by its name."""
    started = content.started or _UNDATED
    described: dict[str, str] = {}
    for index, heart in enumerate(content.hearts):
        behind = f"_{index + 1}" if index else ""
        rr, events = (f"{started:%Y-%m-%d}_{what}_{content.stem}{behind}.csv" for what in ("RR", "Events"))
        with open_private_text(folder / rr) as file:
            file.write("date, rr, since start\n")
            file.writelines(
                f"{_date(started, time_s)}, {round(rr_ms)}, {round(time_s * _MS)}\n"
                for time_s, rr_ms in _intervals(content, heart)
            )
        with open_private_text(folder / events) as file:
            file.write("date, timestamp, annotation, manual\n")
            file.writelines(
                f"{_date(started, time_s)}, {time_s:.6f}, {label}, {int(by_hand)}\n"
                for time_s, label, by_hand in _annotations(content, heart)
            )
        described[rr] = (
            "The intervals of a heart as HRV Logger writes them: raw, rounded to whole ms, when each ended by the "
            "rebuilt timeline (date in UTC, ms since the start)."
        )
        described[events] = (
            "Markers (manual 1), the beginnings of steps, and beats that their file says not to trust (manual 0), in "
            "seconds since the start."
        )
    return described


def _intervals(content: Content, heart: str) -> Iterator[tuple[float, float]]:
    for source, _, time_s, arrived_s, rr_ms, *_ in content.rows(Beats):
        when_s = time_s if isinstance(time_s, float) and math.isfinite(time_s) else arrived_s
        if source == heart and isinstance(when_s, float) and isinstance(rr_ms, float) and math.isfinite(rr_ms):
            yield when_s, rr_ms


def _annotations(content: Content, heart: str) -> Iterator[tuple[float, str, bool]]:
    found = [
        (float(str(time_s)), str(name), True)
        for time_s, _, _, event, name, *_ in content.rows(Events)
        if event == "marker"
    ]
    found.extend((float(str(begins_s)), str(name), False) for _, name, _, begins_s, *_ in content.rows(Steps))
    found.extend(
        (float(str(row[2])), str(row[9]), False) for row in content.rows(Beats) if row[0] == heart and row[9] and row[7]
    )
    for time_s, label, by_hand in sorted(found):
        yield time_s, defused(line(label).replace(",", ";")), by_hand


def _date(started: datetime, time_s: float) -> str:
    return (started + timedelta(seconds=time_s)).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S +0000")
