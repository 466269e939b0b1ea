"""Which beats are chosen on the strip, and what an edit of them is."""

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from biofeedback.signals.artefacts.hand_edits import MOST_PARTS, BeatPlace, EditKind, HandEdit
from ui.presenter.hand_beat import HandBeat

_AROUND = 5  # beats on each side that tell how long an interval usually is; a choice: the eleven of the rules' median


class BeatChoice:
    """One beat or several neighbours among the beats of a heart.

    Parameters
    ----------
    beats : sequence of HandBeat
        The beats, in order.

    Attributes
    ----------
    beats : sequence of HandBeat
        The beats as they are now.
    at : int or None
        The row of the beat where the choice was last moved to; None where nothing is chosen.
    """

    def __init__(self, beats: Sequence[HandBeat]) -> None:
        self.beats = beats
        self._t_s = [beat.t_s for beat in beats]
        self.at: int | None = None
        self._anchor = 0

    def show(self, beats: Sequence[HandBeat]) -> None:
        """Take the beats as they are now; what was chosen stays chosen by its time."""
        at_s = None if self.at is None else self._t_s[self.at]
        self.beats = beats
        self._t_s = [beat.t_s for beat in beats]
        if at_s is not None:
            self.choose(self.nearest(at_s))

    @property
    def rows(self) -> range:
        """The rows that are chosen."""
        if self.at is None:
            return range(0)
        return range(min(self._anchor, self.at), max(self._anchor, self.at) + 1)

    @property
    def chosen(self) -> Sequence[HandBeat]:
        """The beats that are chosen."""
        return self.beats[self.rows.start : self.rows.stop]

    def choose(self, row: int | None, *, span: bool = False) -> None:
        """Choose a beat, or everything from the first that was chosen up to it."""
        if row is None or not self.beats:
            self.at = None
            return
        row = max(0, min(row, len(self.beats) - 1))
        if not span or self.at is None:
            self._anchor = row
        self.at = row

    def move(self, step: int, from_s: float, *, span: bool = False) -> None:
        """Go so many beats on; where nothing is chosen, to the beat nearest to a moment."""
        self.choose(self.nearest(from_s) if self.at is None else self.at + step, span=span)

    def to_odd(self, step: int, from_s: float) -> None:
        """Go to the next beat (1) or the one before (-1) that is not as it came."""
        row = self.first_from(from_s) - (step > 0) if self.at is None else self.at
        row += step
        while 0 <= row < len(self.beats):
            if self.beats[row].standing != "came":
                self.choose(row)
                return
            row += step

    def nearest(self, t_s: float) -> int | None:
        """Return the row of the beat that is nearest to a moment."""
        at = bisect_left(self._t_s, t_s)
        near = [row for row in (at - 1, at) if 0 <= row < len(self.beats)]
        return min(near, key=lambda row: abs(self._t_s[row] - t_s), default=None)

    def first_from(self, t_s: float) -> int:
        """Return the row of the first beat at a moment or after it."""
        return bisect_left(self._t_s, t_s)

    def edit(self, kind: EditKind, *, leaves_break: bool = False) -> HandEdit | None:
        """Return what an edit of the chosen beats is; None where nothing is chosen."""
        if self.at is None:
            return None
        first, last = self.beats[self.rows.start], self.beats[self.rows.stop - 1]
        if kind is EditKind.INSERT:
            return self._put_in(last, last.interval_ms / 2.0)
        if kind is EditKind.MERGE and len(self.rows) == 1 and self.at + 1 < len(self.beats):
            last = self.beats[self.at + 1]
        if kind is EditKind.SPLIT:
            return HandEdit(kind=kind, first=last.place, last=last.place, parts=self._parts())
        return HandEdit(kind=kind, first=first.place, last=last.place, leaves_break=leaves_break)

    def put_in_at(self, t_s: float) -> HandEdit | None:
        """Return what puts a beat in at a moment; None where no beat comes after it."""
        row = self.first_from(t_s)
        return self._put_in(self.beats[row], 1000.0 * (self._t_s[row] - t_s)) if row < len(self.beats) else None

    @staticmethod
    def _put_in(beat: HandBeat, before_ms: float) -> HandEdit:
        place = BeatPlace(beat.place.index, beat.place.before_ms + before_ms)
        return HandEdit(kind=EditKind.INSERT, first=place, last=place)

    def _parts(self) -> int:
        """Return into how many an interval is to be split, so that each is like those around it."""
        at = self.rows.stop - 1
        around = [*range(max(0, at - _AROUND), at), *range(at + 1, min(len(self.beats), at + 1 + _AROUND))]
        usual_ms = [self.beats[row].interval_ms for row in around if self.beats[row].interval_ms > 0.0]
        own_ms = self.beats[at].interval_ms
        parts = round(own_ms / median(usual_ms)) if usual_ms and own_ms > 0.0 else 2
        return max(2, min(parts, MOST_PARTS))
