"""Places beats whose source tells when each was, as files of other programs do; a hole between them is a break."""

import math

from biofeedback.events import Beat
from biofeedback.reasons import GapReason
from biofeedback.signals.timing.beats import LONGEST_BRIDGE_S
from biofeedback.signals.timing.placed import MissingBeats, Placed, TimedBeat

ALLOWED_S = 0.15
"""Seconds by which a told time and the end of an interval may differ, for rounding and for clocks that wander: half of
the shortest interval that is computed with (300 ms), so that no beat that is not there can hide in it."""


class StatedTimeline:
    """Gives each beat the time that it was told with.

    Notes
    -----
    A beat follows on the one before where its interval is as long as the time between the two, within 0.15 s. Where it
    does not, or there is no interval that can be used, a segment begins. Where the interval begins later than the beat
    before, beats are missing in between. A beat at the very moment of the one before has no interval.
    """

    def __init__(self) -> None:
        self._segment = -1
        self._t_s = math.nan

    def feed(self, beat: Beat) -> list[Placed]:
        """Take in the next beat; return it with its time, and before it the beats that are missing, if any are."""
        before_s, self._t_s = self._t_s, beat.told_s if math.isnan(self._t_s) else max(self._t_s, beat.told_s)
        rr_ms = math.nan if self._t_s == before_s else beat.usable_ms
        length_s = rr_ms / 1000.0 if 0.0 < rr_ms < math.inf else math.nan
        out: list[Placed] = []
        if not abs(self._t_s - length_s - before_s) <= ALLOWED_S:
            self._segment += 1
            begins_s, least_s = (
                (self._t_s, LONGEST_BRIDGE_S) if math.isnan(length_s) else (self._t_s - length_s, ALLOWED_S)
            )
            if begins_s - before_s > least_s:
                out.append(MissingBeats(before_s, begins_s, GapReason.NOT_IN_FILE))
        out.append(TimedBeat(beat.index, self._t_s, rr_ms, self._segment))
        return out

    def break_off(self) -> None:
        """End the segment."""
        self._t_s = math.nan
