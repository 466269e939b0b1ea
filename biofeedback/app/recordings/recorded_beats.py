"""The beats of a recording as an analysis takes them, with what is known of their sensor and of the breaths led."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from biofeedback.error_codes import CommandErrorCode, RecordingErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.events import BreathPlanned, DeviceFact, Packet, Paused
from biofeedback.practice.after.led_steps import led_breaths
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.sensor_timing import SensorTiming
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL
from devices.streams.decoder import Decoder
from sessions.reader import Recording

_UNIT_WITHIN_S = 900.0
"""A strap's unit does not change, and shows within two minutes mostly: 15 min are ample, and read in no time."""


@dataclass(frozen=True, slots=True)
class RecordedBeats:
    """The beats of one heart of a recording.

    Attributes
    ----------
    source : str
        Which of the sources it is; empty where the recording names none.
    rr_ms, arrived_s : list of float
        The intervals as they came, and when; ``nan`` where their source says not to trust one.
    told_s : list of float
        When each beat was, where its source tells that; else ``nan``.
    quality : list of float
        How likely each is right, where it was found in a wave; else ``nan``.
    timing : SensorTiming
        What the facts of the sensor say of its clock.
    breaths_s : tuple of (float, float)
        When each breath that was led began and ended, in the same seconds.
    """

    source: str
    rr_ms: list[float]
    arrived_s: list[float]
    quality: list[float]
    timing: SensorTiming = field(default_factory=SensorTiming)
    breaths_s: tuple[tuple[float, float], ...] = ()
    told_s: list[float] = field(default_factory=list)


def recorded_beats(recording: Recording, source: str | None = None) -> RecordedBeats:
    """Return the beats of one heart, the first where ``source`` names none.

    Raises
    ------
    RecordingError
        Nobody listened to a heart in this recording, or it cannot be read.
    UsageError
        None of its sources is called so.
    """
    if recording.sources == ():
        if "room" in recording.facts:
            folder = str(recording.path.parent)
            raise RecordingError(RecordingErrorCode.OF_ROOM, str(recording.path), folder=folder)
        raise RecordingError(RecordingErrorCode.WITHOUT_SENSOR, str(recording.path))
    known = recording.sources or ()
    if source is not None and source not in known:
        raise UsageError(CommandErrorCode.SOURCE_UNKNOWN, source=source, known=list(known))
    wanted = source or next(iter(known), "")
    beats = recording.beats(wanted)
    led = led_breaths(event for _, event in recording.events(BreathPlanned, Paused))
    return RecordedBeats(
        wanted,
        [beat.usable_ms for beat in beats],
        [beat.arrived_s for beat in beats],
        [beat.quality for beat in beats],
        _timing(recording, wanted),
        tuple((breath.t_s, ends_s(breath)) for breath in led),
        [beat.told_s for beat in beats],
    )


def _timing(recording: Recording, wanted: str) -> SensorTiming:
    timing = SensorTiming()
    for _, fact in recording.events(DeviceFact):
        if isinstance(fact, DeviceFact) and wanted in ("", fact.source):
            timing.apply(fact)
    if timing.caution is None:
        for fact in _clock_of_first_packets(recording, wanted):
            timing.apply(fact)
    return timing


def _clock_of_first_packets(recording: Recording, wanted: str) -> Iterator[DeviceFact]:
    """Yield what a strap's packets say of its unit, for recordings from before that was looked for."""
    decoder = Decoder(wanted)
    for _, packet in recording.events(Packet):
        if not isinstance(packet, Packet) or packet.channel != MEASUREMENT_CHANNEL or wanted not in ("", packet.source):
            continue
        if packet.arrived_s > _UNIT_WITHIN_S:
            return
        events = decoder.feed(packet.channel, packet.data, packet.arrived_s)
        yield from (event for event in events if isinstance(event, DeviceFact))
