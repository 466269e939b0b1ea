"""Beats of a file of another program, as it tells them (``imported``).

A channel with ``times=told`` has packets at the times of their beats, and its beats keep intervals that the file says
not to trust, with their flags. Without it, as in recordings of before, such an interval is a beat without one.
"""

from collections import Counter
from collections.abc import Mapping

from biofeedback.errors import MalformedDataError
from biofeedback.events import DeviceFact, Event
from biofeedback.facts import FactValue
from devices.channel import Channel
from devices.protocols.imported.lines import ImportedBeat
from devices.streams.stream import Announcement, BeatCount, final_counts

_FLOOR_PER_STEP = 0.41
"""What rounding each interval by itself adds to RMSSD, of one step: the square root of 1/6."""


class ImportedBeatStream:
    """The heartbeats of one file.

    Parameters
    ----------
    channel : Channel
        May say with ``resolution_ms`` the step of the intervals, and with ``times=told`` that packets have the times of
        their beats.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._channel = channel.name
        self._beats = beats
        self._step_ms = channel.number("resolution_ms")
        self._has_times = channel.options.get("times") == "told"
        self._flags: Counter[str] = Counter()
        self._malformed = 0

    @property
    def announcement(self) -> Announcement | None:
        """Nothing: how the file was understood is told once, at its beginning."""
        return None

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """How fine the intervals are, where the format says so."""
        if self._step_ms is None:
            return {}
        return {"resolution_ms": self._step_ms, "rmssd_floor_ms": round(_FLOOR_PER_STEP * self._step_ms, 2)}

    def restart(self) -> None:
        """Nothing is half received here."""

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many intervals were flagged by each word, and how many packets could not be read."""
        counts = {f"flagged-{flag}": count for flag, count in sorted(self._flags.items())}
        return final_counts(self._beats.source, t_s, counts | {"malformed-lines": self._malformed})

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take a packet; return its `Beat`."""
        try:
            beat = ImportedBeat.decode(data)
        except MalformedDataError:
            self._malformed += 1
            return []
        if beat.flag:
            self._flags[beat.flag] += 1
        if not self._has_times:
            return self._beats.beats(self._channel, [beat.rr_ms], arrived_s)
        return self._beats.beats(self._channel, [beat.interval_ms], arrived_s, told_s=[arrived_s], flag=beat.flag)
