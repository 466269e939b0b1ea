"""Tells the beats among the annotations of WFDB, and keeps what else is marked.

Source: the WFDB Applications Guide, annot(5), and ``ecgmap.h`` of its library.
"""

import re
from collections import Counter
from collections.abc import Sequence

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import FloatArray, ImportedEvent, ImportedHeart, ImportRemark
from sessions.importers.waves.beat_times import breaks_in, intervals_of

CORRECTED = ("atr", "ecg", "ari", "man")
"""Endings of annotations of beats that people looked through (annotators of PhysioNet's databases)."""

COMPUTED = ("qrs", "wqrs", "gqrs", "sqrs", "xqrs")
"""Endings of those that a program found."""

ANNOTATORS = CORRECTED + COMPUTED

_BEATS = frozenset("NLRBAaJSVrFejnE/fQ?" + chr(0x21))
"""Annotations that mark a beat: ``isqrs`` of ecgmap.h; the last one is a wave of flutter."""
_NORMAL = "N"
_COMMENT = chr(0x22)  # annot(5): a quotation mark, with the comment beside it
_RHYTHM = re.compile(r"\([A-Z]{1,6}\d?")  # such as (AFIB, the codes of rhythms of annot(5)
_ABSENT_FROM = "["  # flutter begins, in which no beat is marked (annot(5))


def annotated_beats(
    title: str, times: FloatArray, symbols: Sequence[str], notes: Sequence[str]
) -> tuple[ImportedHeart | None, list[ImportedEvent], list[ImportRemark]]:
    """Return the annotated beats, what else is marked (beats of other kinds too), and what there is to say."""
    beats_s: list[float] = []
    broken: list[int] = []
    events: list[ImportedEvent] = []
    kinds: Counter[str] = Counter()
    for t_s, symbol, note in zip(times.tolist(), symbols, notes, strict=True):
        if symbol in _BEATS:
            if beats_s and t_s <= beats_s[-1]:
                continue
            beats_s.append(t_s)
        elif symbol == _ABSENT_FROM:
            broken.append(len(beats_s))
        if symbol != _NORMAL or note:
            kinds[symbol] += symbol in _BEATS
            events.append(_event(max(t_s, 0.0), symbol, note))
    if not beats_s:
        return None, events, []
    rr_ms = intervals_of(beats_s, broken)
    remarks = [ImportRemark.of(ImportRemarkCode.BEATS_MARKED, count=len(beats_s), title=title)]
    others = tuple(f"{kind} {count}" for kind, count in kinds.most_common() if count and kind != _NORMAL)
    if others:
        remarks.append(ImportRemark.of(ImportRemarkCode.BEATS_OF_OTHER_KINDS, kind=others))
    if breaks := breaks_in(rr_ms):
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
    if events:
        remarks.append(ImportRemark.of(ImportRemarkCode.EVENTS_READ, count=len(events), file=title))
    return ImportedHeart(rr_ms=tuple(rr_ms), t_s=tuple(beats_s), name=title), events, remarks


def _event(t_s: float, symbol: str, note: str) -> ImportedEvent:
    """Return what is marked: a comment is a note, and so is what stands beside a code, but for codes of rhythms."""
    if symbol == _COMMENT:
        return ImportedEvent(t_s=t_s, text=note or symbol, words="note")
    of_format = not note or _RHYTHM.fullmatch(note) is not None
    return ImportedEvent(t_s=t_s, text=" ".join(filter(None, (symbol, note))), words="format" if of_format else "label")
