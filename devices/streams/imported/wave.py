"""A wave of a file of another program: its samples, and the beats found in it where the file tells none itself.

The channel's name says what it is: ``imported-wave;kind=ecg;unit=uV;rate_hz=250;channels=1;beats=yes``.
"""

import struct
from collections.abc import Mapping
from typing import get_args

from biofeedback.errors import MalformedDataError
from biofeedback.event_kinds import SampleKind
from biofeedback.events import DeviceFact, Event, SampleBlock
from biofeedback.facts import FactValue
from biofeedback.signals.detection.wave_learning import KindOption
from devices.channel import Channel
from devices.protocols.imported.wave import ImportedSamples
from devices.streams.stream import Announcement, BeatCount
from devices.streams.wave_beats import WaveBeats

_KINDS: Mapping[str, SampleKind] = {kind: kind for kind in get_args(SampleKind)}
_MOST_CHANNELS = 64  # of one wave: a choice, far above any recording of a heart


class ImportedWaveStream:
    """The samples of one wave of a file.

    Parameters
    ----------
    channel : Channel
        Says ``kind``, ``unit``, ``rate_hz``, ``channels``, and with ``beats=yes`` that beats are to be found in it;
        with ``beats=placed`` they are told with the time of their peak, too.
    beats : BeatCount
        Numbers the beats of the source.
    """

    def __init__(self, channel: Channel, beats: BeatCount) -> None:
        self._beats = beats
        self._kind = _KINDS.get(channel.options.get("kind", ""), "pulse")
        self._unit = channel.options.get("unit", "1")
        self._rate_hz = channel.number("rate_hz")
        self._channels = min(round(channel.number("channels") or 1.0), _MOST_CHANNELS)
        self._malformed = 0
        beats_option = channel.options.get("beats")
        finds = beats_option in ("yes", "placed") and self._channels == 1 and self._kind in ("ecg", "pulse")
        kind: KindOption = "ecg" if self._kind == "ecg" else "pulse"
        self._waves = (
            WaveBeats(
                channel.name,
                beats,
                kind=kind,
                unit=self._unit,
                rate_hz=self._rate_hz,
                on_session_clock=beats_option == "placed",
            )
            if finds
            else None
        )

    @property
    def announcement(self) -> Announcement | None:
        """What hides the beats; None when nothing does, or none are looked for."""
        return None if self._waves is None else self._waves.announcement

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave in which beats are found."""
        return {} if self._waves is None else self._waves.facts

    def restart(self) -> None:
        """Begin anew after a gap."""
        if self._waves is not None:
            self._waves.restart()

    def final_statistics(self, t_s: float) -> list[DeviceFact]:
        """Return how many packets could not be read, as a fact for the end."""
        if not self._malformed:
            return []
        return [DeviceFact(source=self._beats.source, t_s=t_s, name="malformed-frames", value=self._malformed)]

    def feed(self, data: bytes, arrived_s: float) -> list[Event]:
        """Take samples; return them as a block, and the beats that were found."""
        try:
            samples = ImportedSamples.decode(data, self._channels)
        except MalformedDataError:
            self._malformed += 1
            return []
        if self._waves is not None:
            return self._waves.feed(samples.t_s, samples.values, arrived_s)
        return [
            SampleBlock(
                source=self._beats.source,
                kind=self._kind,
                unit=self._unit,
                channels=self._channels,
                rate_hz=self._rate_hz or 0.0,
                arrived_s=arrived_s,
                t_s=arrived_s,
                device_s=struct.pack(f"<{len(samples.t_s)}d", *samples.t_s),
                values=struct.pack(f"<{len(samples.values)}d", *samples.values),
            )
        ]
