"""What there is to find in a practice: moments that were marked, beats that were corrected, stretches without beats."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ui.presenter.review import Review
from ui.words.language import Language
from ui.words.reason_words import reason_sentence
from ui.words.recordings.review_words import corrected_sentence, gap_sentence, marker_sentence

MarkKind: TypeAlias = Literal["marker", "corrected", "hand", "gap", "unknown"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to find: from when to when in seconds, and the sentence that explains it."""

    kind: MarkKind
    from_s: float
    until_s: float
    sentence: str

    @property
    def at_s(self) -> float:
        """The moment to look at: its middle."""
        return (self.from_s + self.until_s) / 2.0


def marks_of(review: Review, language: Language) -> tuple[Mark, ...]:
    """Return everything there is to find in a practice, in order of time."""
    unknown = (
        language.gettext("How many were in step is not known here. {reason}")
        if review.of_room
        else language.gettext("Coherence is not known here. {reason}")
    )
    marks = [Mark("marker", each.t_s, each.t_s, marker_sentence(each, language)) for each in review.markers]
    marks += [
        Mark("corrected", beat.t_s, beat.t_s, corrected_sentence(beat.kind, language))
        for beat in review.beats
        if beat.kind != "normal"
    ]
    by_hand = language.gettext("This beat was edited by hand.")
    marks += [Mark("hand", t_s, t_s, by_hand) for t_s in review.by_hand_s if review.from_s <= t_s <= review.until_s]
    marks += [Mark("gap", gap.from_s, gap.until_s, gap_sentence(gap, language)) for gap in review.gaps]
    marks += [
        # Translators: {reason} is a whole sentence or two.
        Mark("unknown", each.from_s, each.until_s, unknown.format(reason=reason_sentence(each.reason, language)))
        for each in review.unknown
    ]
    return tuple(sorted(marks, key=lambda mark: mark.at_s))


def next_mark(marks: Sequence[Mark], t_s: float, step: int) -> Mark | None:
    """Return the mark after a moment (``step`` 1) or before it (-1); ``None`` beyond the last."""
    times = [mark.at_s for mark in marks]
    at = bisect_right(times, t_s + 1e-6) if step > 0 else bisect_left(times, t_s - 1e-6) - 1
    return marks[at] if 0 <= at < len(marks) else None


def mark_at(marks: Sequence[Mark], t_s: float, near_s: float) -> Mark | None:
    """Return the mark at a moment: the nearest one within ``near_s``, else a stretch that holds it."""
    moments = [mark for mark in marks if mark.kind in ("marker", "corrected", "hand")]
    nearest = min(moments, key=lambda mark: abs(mark.at_s - t_s), default=None)
    if nearest is not None and abs(nearest.at_s - t_s) <= near_s:
        return nearest
    inside = (mark for mark in marks if mark.kind in ("gap", "unknown") and mark.from_s <= t_s <= mark.until_s)
    return min(inside, key=lambda mark: mark.until_s - mark.from_s, default=None)


def shares_of(review: Review, t_s: float) -> tuple[float, float]:
    """Return coherence and warmth of the second that ended at a moment or before it; ``nan`` where not known."""
    return _last(review.coherence, t_s), _last(review.warmth, t_s)


def _last(course: Sequence[tuple[float, float]], t_s: float) -> float:
    at = bisect_right(course, (t_s, math.inf)) - 1
    return course[at][1] if at >= 0 and t_s - course[at][0] < 2.0 else math.nan
