"""What every stream can do, and the one count of a source's heartbeats that its streams share."""

import math
from collections.abc import Iterable, Mapping
from itertools import chain, repeat
from typing import NamedTuple, Protocol

from biofeedback.codes import NoticeCode
from biofeedback.events import Beat, DeviceFact, Event
from biofeedback.facts import Facts, FactValue


class Announcement(NamedTuple):
    """What there is to tell the person, as in a `Notice`."""

    code: NoticeCode
    facts: Facts = ()


class Stream(Protocol):
    """Makes events of the packets of one channel; a pure function of what it was fed, in order."""

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take one packet, whole, that arrived at this session time; never raises on bytes."""
        ...

    def restart(self) -> None:
        """Begin anew after the link broke: what was half received is let go, and no interval is made across."""
        ...

    @property
    def announcement(self) -> Announcement | None:
        """What the person should know of this sensor now; None when there is nothing."""
        ...

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What this stream knows of the sensor by now, such as ``resolution_ms`` and ``rmssd_floor_ms``."""
        ...

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return what was remarked on the packets, as facts for the end of the recording."""
        ...


class BeatCount:
    """Numbers the beats of a source, and lets only one of its channels tell them.

    Some sensors tell the same beats in two ways. The first channel that tells one is the heart from then on, so that
    no beat comes twice.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._next = 0
        self._channel = ""

    def claimed_by_another(self, channel: str) -> bool:
        """Return whether the beats are told by a channel other than this one."""
        return self._channel not in ("", channel)

    def beats(
        self,
        channel: str,
        rr_ms: Iterable[float],
        arrived_s: float,
        quality: Iterable[float] = (),
        told_s: Iterable[float] = (),
        flag: str = "",
    ) -> list[Event]:
        """Return a `Beat` for each interval, the oldest first; none when another channel tells the beats.

        Parameters
        ----------
        rr_ms : iterable of float
            Intervals in ms as the sensor sent them; ``nan`` for a beat without one.
        quality : iterable of float
            Of each of them, where they were found in a wave; ``nan`` where that is not known.
        told_s : iterable of float
            When each was, in session seconds, where their source tells it.
        flag : str
            Why their source says not to trust them; empty where it does not.
        """
        events: list[Event] = []
        unknown = repeat(math.nan)
        for interval_ms, worth, at_s in zip(rr_ms, chain(quality, unknown), chain(told_s, unknown), strict=False):
            if self.claimed_by_another(channel):
                break
            self._channel = channel
            events.append(
                Beat(
                    source=self.source,
                    index=self._next,
                    arrived_s=arrived_s,
                    rr_ms=interval_ms,
                    quality=worth,
                    told_s=at_s,
                    flag=flag,
                )
            )
            self._next += 1
        return events


def final_counts(source: str, t_s: float, counts: Mapping[str, int] | Iterable[tuple[str, int]]) -> list[DeviceFact]:
    """Return a fact for each count above 0; nothing when all was well.

    Parameters
    ----------
    source : str
        The sensor.
    t_s : float
        Session time of the end, in seconds.
    counts : mapping of str to int, or pairs of them
        How often each thing was, by the name of the fact.
    """
    pairs = counts.items() if isinstance(counts, Mapping) else counts
    return [DeviceFact(source=source, t_s=t_s, name=name, value=count) for name, count in pairs if count]
