"""Reads title and chapters that a sound file names: CHAP frames of ID3, CHAPTER comments, and cue sheets of FLAC.

They are read by mutagen where it is installed. Its licence is the GPL, so it comes with the extra ``chapters``, and
without it a file has no chapters.
"""

import logging
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from biofeedback.outside_text import LONGEST_NAME, shown

MOST_CHAPTERS = 60
"""A choice, far above any guided practice; what would follow belongs to the last."""

SHORTEST_CHAPTER_S = 1.0
"""A choice: whatever is shorter belongs to the chapter before it."""

_LARGEST_LEAD_OUT = 170
"""From this number on a track of a cue sheet is its end (170 on a CD, 255 elsewhere), as the format of FLAC says."""

_COMMENT = re.compile(r"CHAPTER(\d{1,3})", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2}(?:\.\d{1,9})?)")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a sound file: when it begins, in seconds, how long it is, and its title, which may be empty."""

    begins_s: float
    length_s: float
    title: str


def chapters_readable() -> bool:
    """Return whether chapters can be read on this machine."""
    return find_spec("mutagen") is not None


def title_and_chapters(path: Path, length_s: float) -> tuple[str, tuple[Chapter, ...]]:
    """Return the title that a sound file gives itself, empty if none, and its chapters in order.

    Together the chapters cover the whole ``length_s``; where the file names none, there are none. What cannot be read
    counts as not there.
    """
    if not chapters_readable():
        return "", ()
    try:
        title, begun = _read(path)
    except Exception:
        logger.info("the tags of a sound file could not be read", exc_info=True)
        return "", ()
    return shown(title.strip(), LONGEST_NAME), chapters_of(begun, length_s)


def chapters_of(begun: Iterable[tuple[float, str]], length_s: float) -> tuple[Chapter, ...]:
    """Return chapters that cover ``length_s`` from their beginnings and titles, in whatever order and form."""
    known = sorted((at_s, title) for at_s, title in begun if math.isfinite(at_s) and 0.0 <= at_s < length_s)
    if not known:
        return ()
    if known[0][0] >= SHORTEST_CHAPTER_S:
        known.insert(0, (0.0, ""))
    kept = [(0.0, known[0][1])]
    for at_s, title in known[1:]:
        long_enough = min(at_s - kept[-1][0], length_s - at_s) >= SHORTEST_CHAPTER_S
        if long_enough and len(kept) < MOST_CHAPTERS:
            kept.append((at_s, title))
    ends = (*kept, (length_s, ""))
    return tuple(
        Chapter(at_s, until_s - at_s, shown(title.strip(), LONGEST_NAME))
        for (at_s, title), (until_s, _) in pairwise(ends)
    )


def _read(path: Path) -> tuple[str, list[tuple[float, str]]]:
    import mutagen

    file = mutagen.File(path)
    if file is None:
        return "", []
    tags = file.tags
    if tags is None:
        return "", []
    if hasattr(tags, "getall"):  # ID3, in MP3, WAV and AIFF
        return _first(tags.getall("TIT2")), list(_of_id3(tags.getall("CHAP")))
    comments = {str(key).upper(): str(values[0]) for key, values in tags.items() if values}
    begun = list(_of_comments(comments))
    sheet = getattr(file, "cuesheet", None)
    if not begun and sheet is not None:
        rate_hz = file.info.sample_rate
        begun = [(each.start_offset / rate_hz, "") for each in sheet.tracks if each.track_number < _LARGEST_LEAD_OUT]
    return comments.get("TITLE", ""), begun


def _of_id3(frames: Iterable[object]) -> Iterator[tuple[float, str]]:
    for frame in frames:
        start_ms = getattr(frame, "start_time", None)
        if isinstance(start_ms, int):
            yield start_ms / 1000.0, _first(frame.sub_frames.getall("TIT2"))  # type: ignore[attr-defined]


def _of_comments(comments: dict[str, str]) -> Iterator[tuple[float, str]]:
    for key, value in comments.items():
        number, time = _COMMENT.fullmatch(key), _TIME.fullmatch(value.strip())
        if number is not None and time is not None:
            hours, minutes, seconds = (float(each) for each in time.groups())
            yield 3600.0 * hours + 60.0 * minutes + seconds, comments.get(f"CHAPTER{number[1]}NAME", "")


def _first(frames: Iterable[object]) -> str:
    return next((str(frame) for frame in frames), "")
