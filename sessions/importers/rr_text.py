"""Any text or table of RR intervals that no other importer knows, as `sessions.rr_text` reads it."""

import math
import re
import statistics
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode, RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError
from biofeedback.facts import facts
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.rr_text import RrText, read_rr_text
from sessions.tables.lines import RATES_HZ, plain_column, read_text
from sessions.tables.titles import is_interval_title, words_of
from sessions.tables.units import UNIT_MS, unit_of

_RESULTS = frozenset({"rmssd", "lnrmssd", "sdnn", "pnn50", "nn50", "avnn", "sd1", "sd2", "hf", "lf", "vlf", "pnn20"})
_LONGEST_MS = 3000.0
"""Times of beats further apart are not of neighbours: 20 beats a minute, as for the typical interval of any table."""
_LEAST_TYPICAL_MS = 300.0
"""Times of beats that are closer, above 200 beats a minute, may be numbers of samples: a choice."""
_USUAL_MS = (600.0, 1200.0)
"""Typical intervals of a heart at rest, 50 to 100 beats a minute (the usual definition of a normal sinus rhythm)."""

_S_MS, _MS_OF_MINUTE = 1000.0, 60_000.0  # milliseconds of a second, and of a minute
_BIDS_SAMPLES = ("_physio.tsv", "_physio.tsv.gz")
"""Names of files whose rows are samples at an even rate, without titles (BIDS 1.11, physiological recordings)."""
_FEWEST_RESULTS = 2  # that make a table one of results: a choice
_TITLE_LINES = 20  # within which its titles stand: a choice


def looks_like(head: Head) -> bool:
    """Return whether this is text at all; whether it holds intervals, reading it tells."""
    return bool(head.text)


def read(path: Path) -> ImportedFile:
    """Read intervals in any layout; raises `RecordingError` where there are none, as in tables of results."""
    if _holds_results(head_of(path)):
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format="results")
    if path.name.endswith(_BIDS_SAMPLES):
        raise RecordingError(TextErrorCode.EVENLY_SAMPLED, str(path))
    try:
        text = read_rr_text(path)
    except RecordingError as error:
        made = _of_times(path) if error.code is TextErrorCode.TIMES_OF_BEATS else None
        if made is None:
            raise
        return made
    if not text.rr_ms:
        raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(path), file=path.name)
    return of_text(text, "rr_text")


def _of_times(path: Path) -> ImportedFile | None:
    """Return the intervals between times of beats, one a line; None where they may be numbers of samples."""
    times = plain_column(read_text(path), decimal_commas=True)
    steps = [after - before for before, after in pairwise(times or ())]
    unit = unit_of(steps) if steps and min(steps) > 0 else None
    if times is None or unit is None:
        return None
    rr_ms = tuple(step * UNIT_MS[unit] for step in steps)
    if statistics.median(rr_ms) < _LEAST_TYPICAL_MS:
        return None
    if unit == "ms" and all(map(float.is_integer, times)):
        _refuse_samples(path, statistics.median(steps))
    if max(rr_ms) > _LONGEST_MS:
        rr_ms = tuple(rr if rr <= _LONGEST_MS else math.nan for rr in rr_ms)
    to_s = UNIT_MS[unit] / 1000.0
    heart = ImportedHeart(rr_ms=rr_ms, t_s=tuple((each - times[0]) * to_s for each in times[1:]))
    count = sum(not math.isnan(rr) for rr in rr_ms)
    return ImportedFile(
        kind="rr_text",
        hearts=(heart,),
        remarks=(
            ImportRemark.of(ImportRemarkCode.INTERVALS_OF_TIMES_IN, count=count, unit=unit),
            *((ImportRemark.of(ImportRemarkCode.BREAKS, count=len(rr_ms) - count),) if count < len(rr_ms) else ()),
        ),
    )


def _refuse_samples(path: Path, step: float) -> None:
    """Raise where whole numbers are milliseconds of an unusual heart and numbers of samples of a usual one."""
    least_ms, most_ms = _USUAL_MS
    rates = [rate for rate in RATES_HZ if least_ms <= step * _S_MS / rate <= most_ms]
    if not least_ms <= step <= most_ms and rates:
        rate_hz = min(rates, key=lambda rate: abs(step * _S_MS / rate - statistics.mean(_USUAL_MS)))
        raise RecordingError(
            TextErrorCode.SAMPLES_UNCLEAR,
            str(path),
            bpm=round(_MS_OF_MINUTE / step),
            rate_hz=rate_hz,
            other_bpm=round(_MS_OF_MINUTE * rate_hz / (step * _S_MS)),
        )


def _holds_results(head: Head) -> bool:
    """Return whether a line names several results and no intervals, as the overviews of many apps do."""
    for line in head.lines[:_TITLE_LINES]:
        titles = [title.strip().strip('"') for title in re.split("[,;\t]", line)]
        named = {word for title in titles for word in words_of(title)} & _RESULTS
        if len(named) >= _FEWEST_RESULTS and not any(map(is_interval_title, titles)):
            return True
    return False


def of_text(text: RrText, kind: str) -> ImportedFile:
    """Return what was read of a table, from the beginning of its first interval on, with how it was understood."""
    first_s = text.rr_ms[0] / 1000.0 if text.rr_ms and not math.isnan(text.rr_ms[0]) else 0.0
    t_s = None if text.t_s is None else tuple(at_s - text.t_s[0] + first_s for at_s in text.t_s)
    began = text.beginning
    started = began.at if text.started_at is None else text.started_at - timedelta(seconds=first_s)
    heart = ImportedHeart(rr_ms=text.rr_ms, t_s=t_s)
    told = (ImportRemark(code, given) for code, given in text.told)
    return ImportedFile(
        kind=kind,
        hearts=(heart,),
        started_at=started,
        day=began.day,
        clock_s=began.clock_s,
        has_unread_dates=began.is_unread,
        remarks=(how_read(text), *told),
    )


def how_read(text: RrText) -> ImportRemark:
    """Return what there is to tell of how a text was understood."""
    given = facts(
        count=text.count,
        unit=text.unit,
        **({"ticks_hz": text.ticks_hz} if text.ticks_hz else {}),
        interval_title=text.interval_title,
        time_title=text.time_title,
        backwards_line=text.backwards_line or 0,
        line_set_aside=text.lines_set_aside,
        decimal_commas=int(text.decimal_commas),
        unused_times_title=text.unused_times_title,
        unused_title=text.unused_titles,
    )
    return ImportRemark(ImportRemarkCode.INTERVALS_READ, given)
