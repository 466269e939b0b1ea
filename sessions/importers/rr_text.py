"""Any text or table of RR intervals that no other importer knows, as `sessions.rr_text` reads it."""

import math
import re
from datetime import timedelta
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode, RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError
from biofeedback.facts import facts
from sessions.importers.beat_times import of_times
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.rr_text import RrText, read_rr_text
from sessions.tables.titles import is_interval_title, words_of

_RESULTS = frozenset({"rmssd", "lnrmssd", "sdnn", "pnn50", "nn50", "avnn", "sd1", "sd2", "hf", "lf", "vlf", "pnn20"})
_PERHAPS_TIMES = (TextErrorCode.TIMES_OF_BEATS, TextErrorCode.NO_INTERVAL, TextErrorCode.SEVERAL_VALUES)
"""What is wrong with a text of intervals that may tell the times of beats."""

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
        made = of_times(path) if error.code in _PERHAPS_TIMES else None
        if made is None:
            raise
        return made
    if not text.rr_ms:
        raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(path), file=path.name)
    return of_text(text, "rr_text")


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
    remarks = (ImportRemark(code, given) for code, given in text.remarks)
    return ImportedFile(
        kind=kind,
        hearts=(heart,),
        started_at=started,
        day=began.day,
        clock_s=began.clock_s,
        has_unread_dates=began.is_unread,
        remarks=(how_read(text), *remarks),
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
