"""What a timeline says of beats: when each happened, and where some are missing.

A whole record can be placed with hindsight, which a practice does not have.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from biofeedback.reasons import GapReason


@dataclass(frozen=True, slots=True)
class TimedBeat:
    """A beat with its time.

    Attributes
    ----------
    index : int
        The sensor's count, as in `Beat`.
    t_s : float
        When the interval ended, in seconds of the session clock, less the unknown smallest delay of the sensor.
    rr_ms : float
        The interval as sent; ``nan`` where the sensor gave none or more intervals came than time allows.
    segment : int
        Counts from 0. Times are exact relative to one another within a segment, and only there.
    moved_s : float
        So much earlier than the segment before says this one begins, in seconds, though no beat is missing between; 0
        otherwise.
    """

    index: int
    t_s: float
    rr_ms: float
    segment: int
    moved_s: float = 0.0


@dataclass(frozen=True, slots=True)
class MissingBeats:
    """Beats are missing between two moments of the timeline; ``reason`` says why."""

    from_s: float
    until_s: float
    reason: GapReason


Placed = TimedBeat | MissingBeats


def with_hindsight(placed: Sequence[Placed]) -> list[Placed]:
    """Return a whole record, from its beginning on, with what a chain had to move back moved back from its beginning.

    A stretch before a broken link is left where it is, as long as there is room between; a sensor that is connected
    anew may have another delay.
    """
    out: list[Placed] = []
    # How far what comes later was moved back, without and with the newest move.
    until_back_s = back_s = 0.0
    moves = sum(isinstance(item, TimedBeat) and item.moved_s > 0.0 for item in placed)
    if not moves:
        return list(placed)
    for item in reversed(placed):
        if isinstance(item, TimedBeat):
            out.append(TimedBeat(item.index, item.t_s - back_s, item.rr_ms, item.segment - moves))
            until_back_s = back_s
            back_s += item.moved_s
            moves -= item.moved_s > 0.0
        elif item.reason is GapReason.LINK_BROKEN and back_s < item.until_s - item.from_s:
            out.append(replace(item, until_s=item.until_s - until_back_s))
            back_s = 0.0
        else:
            out.append(replace(item, from_s=item.from_s - back_s, until_s=item.until_s - until_back_s))
    return out[::-1]
