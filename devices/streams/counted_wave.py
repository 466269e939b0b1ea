"""A wave whose samples come without times: their count is their clock, and the beats are found in it.

Where nobody says how many samples a second there are, the first seconds tell.
"""

import math
from collections.abc import Mapping, Sequence

from biofeedback.codes import NoticeCode
from biofeedback.events import Event
from biofeedback.facts import FactValue
from biofeedback.signals.timing.device_clock import COUNTED_SKEW
from devices.channel import AskedKind
from devices.streams.stream import Announcement, BeatCount
from devices.streams.wave_beats import WaveBeats

_LEARN_S = 4.0
"""Learning time: arrivals that jitter by 0.1 s put the rate 2.5 % off, and `COUNTED_SKEW` bears 5 %. A choice."""

_LOWEST_RATE_HZ = 10.0
"""Fewer values a second are no wave of a heart, as `devices.protocols.received.LEAST_VALUES_HZ` has it."""

_FINE_RATE_HZ = 100.0
"""Below so many values a second, beats are too coarse for variability: 10 ms apart they alone add 7 ms to RMSSD."""


class CountedWave:
    """The wave of one channel.

    Parameters
    ----------
    channel : str
        The channel that tells the beats.
    beats : BeatCount
        Numbers the beats of the source.
    kind : AskedKind
        What wave it is, or ``auto``.
    rate_hz : float or None
        Samples in a second, within some per cent; ``None`` to learn it from the first four seconds, which are let go.
    """

    def __init__(self, channel: str, beats: BeatCount, *, kind: AskedKind, rate_hz: float | None) -> None:
        self._channel = channel
        self._beats = beats
        self._kind = kind
        self._given_rate_hz = rate_hz
        self._begin()

    @property
    def rate_hz(self) -> float:
        """Samples in a second; ``nan`` until it is known."""
        return self._rate_hz

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave, such as how fine its beats are."""
        return self._waves.facts if self._waves is not None else {}

    @property
    def announcement(self) -> Announcement | None:
        """What the person should know of the wave; None when there is nothing."""
        return self._waves.announcement if self._waves is not None else None

    def restart(self) -> None:
        """Begin anew after the link broke."""
        if self._given_rate_hz is None or self._waves is None:
            self._begin()
        else:
            self._waves.restart()

    def feed(self, values: Sequence[float], arrived_s: float) -> list[Event]:
        """Take values that arrived together, ``nan`` for those that are invalid; none is fine too."""
        if self._waves is None:
            self._learn(len(values), arrived_s)
        if self._waves is None or not values:
            return []
        device_s = [(self._count + number) / self._rate_hz for number in range(len(values))]
        self._count += len(values)
        return self._waves.feed(device_s, values, arrived_s)

    def _begin(self) -> None:
        self._rate_hz = math.nan
        self._waves: WaveBeats | None = None
        self._count = 0
        self._learnt = _Rate()
        if self._given_rate_hz is not None:
            self._know(self._given_rate_hz)

    def _learn(self, count: int, arrived_s: float) -> None:
        rate_hz = self._learnt.see(count, arrived_s)
        if rate_hz is None:
            return
        self._rate_hz = rate_hz
        self._learnt = _Rate()
        if rate_hz >= _LOWEST_RATE_HZ:
            self._know(rate_hz)

    def _know(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._waves = WaveBeats(
            self._channel, self._beats, kind=self._kind, unit="1", rate_hz=rate_hz, largest_skew=COUNTED_SKEW
        )


def coarse_beats(rate_hz: float) -> Announcement | None:
    """Return what to tell of a sketch that sends fewer than 100 values a second without times; else nothing.

    Parameters
    ----------
    rate_hz : float
        Values in a second; ``nan`` while that is not known.
    """
    return Announcement(NoticeCode.VALUES_COARSE) if rate_hz < _FINE_RATE_HZ else None


class _Rate:
    """How many values a second come, from four seconds of arrivals.

    What came at the very first arrival may have waited for long, and is not counted.
    """

    def __init__(self) -> None:
        self._first_s = math.nan
        self._last_s = math.nan
        self._count = 0

    def see(self, count: int, arrived_s: float) -> float | None:
        """Take in an arrival; return the rate in Hz once it is known."""
        if math.isnan(self._first_s):
            if count:
                self._first_s = self._last_s = arrived_s
            return None
        if arrived_s > self._last_s and self._last_s - self._first_s >= _LEARN_S:
            return self._count / (self._last_s - self._first_s)
        if arrived_s > self._first_s and count:
            self._count += count
            self._last_s = arrived_s
        return None
