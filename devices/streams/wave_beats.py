"""Samples of a wave on the sensor's own clock in, blocks of samples and the beats found in them out.

What a sensor's bytes mean is its stream's business. The same samples in the same packets give the same events.
"""

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from biofeedback.codes import NoticeCode
from biofeedback.events import Event, SampleBlock
from biofeedback.facts import FactValue, facts
from biofeedback.signals.detection.pulse_timing import TimingNoise
from biofeedback.signals.detection.signal_quality import Doubt
from biofeedback.signals.detection.wave_floor import PER_STEP, rmssd_floor_ms
from biofeedback.signals.detection.wave_kind import WaveKind
from biofeedback.signals.detection.wave_learning import KindOption, WaveLearning
from biofeedback.signals.detection.wave_presence import EcgPresence, PulsePresence
from biofeedback.signals.detection.wave_search import WaveSearch
from biofeedback.signals.timing.beats import FloatArray
from biofeedback.signals.timing.clock_skew import LARGEST_SKEW
from biofeedback.signals.timing.device_clock import DeviceClock
from biofeedback.signals.timing.placed import DOUBTFUL_BELOW
from devices.streams.stream import Announcement, BeatCount

HELD_S = 8.0
"""A wave that is not known yet is held back for so many seconds: learning takes 4 to 6 of them."""

ANNOUNCED_AFTER_S = 5.0
"""What hides the beats is said when it has lasted for so many seconds: a choice; what passes sooner needs no word."""

UNKNOWN_AFTER_S = 12.0
"""A wave without beats is said after so many seconds: a choice, twice what learning takes at most."""

_CODES: Mapping[Doubt | None, NoticeCode] = MappingProxyType(
    {
        Doubt.NO_CONTACT: NoticeCode.WAVE_WITHOUT_CONTACT,
        Doubt.FLAT: NoticeCode.WAVE_WITHOUT_CONTACT,
        Doubt.MOTION: NoticeCode.WAVE_MOVED,
        Doubt.SATURATED: NoticeCode.WAVE_CUT_OFF,
    }
)
"""What is told of each thing that hides the beats."""

_LAST_BEATS = 8
"""Beats that say whether movement hides the heart. A choice: some seconds, as for `ANNOUNCED_AFTER_S`."""

_MOST_UNJUDGED = 64
"""Beats that wait at most for their wave to be judged. A choice: that takes 5 to 9 s, which 40 beats may fill; more
come where gaps keep it from being judged at all."""

_MOST_HELD = 1 << 12  # packets held back at most, so that a sensor with a packet a sample fills no memory


@dataclass(frozen=True, slots=True)
class _Taken:
    """The samples of one packet; ``after_gap``: nothing is carried over to them."""

    device_s: FloatArray
    values: FloatArray
    arrived_s: float
    t_s: float
    after_gap: bool


class WaveBeats:
    """The wave of one sensor through one session.

    Parameters
    ----------
    channel : str
        The channel that tells the beats.
    beats : BeatCount
        Numbers the beats of the source.
    kind : {"ecg", "pulse", "falling", "auto"}
        What the wave is; ``falling`` is a pulse that goes down when the heart beats, ``auto`` finds out in the first 4
        to 6 seconds. Till then samples are held back, and are searched for beats afterwards.
    unit : str
        As in `SampleBlock`.
    rate_hz : float or None
        Samples a second; None to learn it from the first two seconds of stamps.
    largest_skew : float
        As for `DeviceClock`: `device_clock.COUNTED_SKEW` where samples are counted for a clock. Intervals are then
        those of our clock, as far as it is known by then; else they are those of the sensor's.
    on_session_clock : bool
        Whether the times of samples are session times, as in a file: each beat is then told with its own.
    """

    def __init__(
        self,
        channel: str,
        beats: BeatCount,
        *,
        kind: KindOption,
        unit: str,
        rate_hz: float | None,
        largest_skew: float = LARGEST_SKEW,
        on_session_clock: bool = False,
    ) -> None:
        self._channel = channel
        self._beats = beats
        self._unit = unit
        self._clock = DeviceClock(largest_skew)
        self._learning = WaveLearning(kind, rate_hz)
        self._search: WaveSearch | None = None
        self._presence: PulsePresence | EcgPresence | None = None
        self._judged_a_heart = False
        self._on_session_clock = on_session_clock
        self._unjudged: list[tuple[float, float, float, float]] = []
        self._last_quality: deque[float] = deque(maxlen=_LAST_BEATS)
        self._noise = TimingNoise()
        self._auto = kind == "auto"
        self._held: deque[_Taken] = deque()
        self._after_gap = True
        self._after_pause = False
        self._problem: Doubt | None = None
        self._problem_since_s = math.nan
        self._now_s = math.nan
        self._waits_since_s = math.nan

    def restart(self) -> None:
        """Begin anew after a gap: no interval is made across, and what was learnt of the wave stays."""
        self._clock.clear()
        self._learning.restart()
        self._unjudged.clear()
        self._last_quality.clear()
        if self._presence is not None:
            self._presence.clear()
        self._after_gap = True
        self._problem = None
        self._waits_since_s = math.nan

    def feed(self, device_s: Sequence[float], values: Sequence[float], arrived_s: float) -> list[Event]:
        """Take the samples of one packet.

        Parameters
        ----------
        device_s : sequence of float
            When each was taken, in seconds of the sensor's own clock, finite and rising; what goes back by more than
            half a second begins anew.
        values : sequence of float, as many
            The samples; ``nan`` where the sensor says that there is none, as when a lead is off.
        arrived_s : float
            Session time at which the packet arrived.

        Returns
        -------
        list of Event
            A `SampleBlock` for each packet, in order, and a `Beat` for each beat that is now known. The first beat
            after a gap has no interval.
        """
        if not len(values):
            return []
        self._now_s = arrived_s
        taken = self._take(np.asarray(device_s, dtype=np.float64), np.asarray(values, dtype=np.float64), arrived_s)
        self._held.append(taken)
        if not self._learning.known:
            self._learn(taken)
        if not self._learning.known and self._learning.carries_beats:
            return self._release_old()
        if self._search is None and self._learning.kind and self._learning.carries_beats:
            self._search = WaveSearch(self._learning.kind, self._learning.rate_hz)
            # Whoever named the kind may be wrong about the direction, but not about a pulse.
            kinds: tuple[WaveKind, ...] = (self._learning.kind,) if self._auto else ("pulse", "falling")
            is_ecg = self._learning.kind == "ecg"
            rate_hz = self._learning.rate_hz
            self._presence = (
                EcgPresence(rate_hz) if is_ecg else PulsePresence(rate_hz, frozenset(kinds), known=self._auto)
            )
        events: list[Event] = []
        while self._held:
            events += self._found(self._held.popleft())
        self._watch(arrived_s)
        return events

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """What is known of the wave; nothing while it is being learnt.

        ``wave_kind`` and ``rate_hz``, and where beats can be found ``rmssd_floor_ms``, as `wave_floor` says it, and
        ``resolution_ms``, the rounding of beat times that would add as much; of a pulse ``rmssd_noise_ms`` too, what
        its noise adds.
        """
        if not (self._learning.known and self._learning.kind):
            return {}
        known: dict[str, FactValue] = {"wave_kind": str(self._learning.kind), "rate_hz": _rate(self._learning.rate_hz)}
        if self._learning.carries_beats:
            floor_ms = rmssd_floor_ms(self._learning.kind, self._learning.rate_hz)
            known |= {"resolution_ms": round(floor_ms / PER_STEP, 1), "rmssd_floor_ms": round(floor_ms, 1)}
        if not math.isnan(self._noise.rmssd_ms):
            known["rmssd_noise_ms"] = round(self._noise.rmssd_ms, 1)
        return known

    @property
    def announcement(self) -> Announcement | None:
        """What the person should know of the wave now; None when there is nothing."""
        if not self._learning.carries_beats:
            is_ecg = self._learning.kind == "ecg"
            code = NoticeCode.ECG_SAMPLES_TOO_FEW if is_ecg else NoticeCode.PULSE_SAMPLES_TOO_FEW
            return Announcement(code, facts(rate_hz=round(self._learning.rate_hz)))
        if not self._learning.known:
            waits_long = self._now_s - self._waits_since_s >= UNKNOWN_AFTER_S
            return Announcement(NoticeCode.WAVE_UNKNOWN) if waits_long else None
        lasts = self._now_s - self._problem_since_s >= ANNOUNCED_AFTER_S
        if lasts and self._problem in _CODES:
            return Announcement(_CODES[self._problem])
        gone = self._presence is not None and self._presence.present is False
        return Announcement(NoticeCode.WAVE_UNKNOWN) if gone or len(self._unjudged) == _MOST_UNJUDGED else None

    def _take(self, device_s: FloatArray, values: FloatArray, arrived_s: float) -> _Taken:
        t_s = self._clock.at(float(device_s[-1]), arrived_s)
        after_gap, self._after_gap = self._after_gap or self._clock.jumped, False
        return _Taken(device_s, values, arrived_s, t_s, after_gap)

    def _learn(self, taken: _Taken) -> None:
        if taken.after_gap:
            self._learning.restart()
        if math.isnan(self._waits_since_s):
            self._waits_since_s = taken.arrived_s
        self._learning.feed(taken.device_s, taken.values)

    def _release_old(self) -> list[Event]:
        """Return blocks of what has been held for long, as a pulse, which is what it most often is."""
        events: list[Event] = []
        while self._held[0].arrived_s < self._now_s - HELD_S or len(self._held) > _MOST_HELD:
            events.append(self._block(self._held.popleft()))
        return events

    def _found(self, taken: _Taken) -> list[Event]:
        events: list[Event] = [self._block(taken)]
        if self._search is None:
            return events
        if taken.after_gap:
            self._search.reset()
            if self._presence is not None:
                self._presence.skip()
        found = self._search.feed(taken.device_s, taken.values)
        if self._presence is not None:
            self._presence.feed(taken.device_s, taken.values, [(beat.t_s, beat.quality) for beat in found])
        to_ms = 1000.0 * (1.0 if self._on_session_clock else self._clock.host_per_device)
        on_session_clock = self._on_session_clock
        self._unjudged += [
            (beat.interval_s * to_ms, beat.quality, beat.t_s if on_session_clock else math.nan, beat.timing_error_s)
            for beat in found
        ]
        self._last_quality += [beat.quality for beat in found]
        return events + self._judged()

    def _judged(self) -> list[Event]:
        """Return the beats of a heart; they wait until the wave has been judged, and what is no heart has none."""
        present = None if self._presence is None else self._presence.present
        if present is None:
            del self._unjudged[:-_MOST_UNJUDGED]
            return []
        rr_ms, quality, told_s, errors_s = [[each[index] for each in self._unjudged] for index in range(4)]
        self._unjudged = []
        if not present:
            # No interval begins with what is found here.
            self._after_pause = True
            if self._auto and not self._judged_a_heart:
                # What it was taken for is not what it is.
                self._learning = WaveLearning("auto", self._learning.rate_hz)
                self._search = self._presence = None
            return []
        self._judged_a_heart = True
        for error_s, worth in zip(errors_s, quality, strict=True):
            if worth >= DOUBTFUL_BELOW:
                self._noise.add(error_s)
        if rr_ms and self._after_pause:
            rr_ms[0], self._after_pause = math.nan, False
        return self._beats.beats(self._channel, rr_ms, self._now_s, quality, told_s)

    def _block(self, taken: _Taken) -> SampleBlock:
        return SampleBlock(
            source=self._beats.source,
            kind="ecg" if self._learning.kind == "ecg" else "pulse",
            unit=self._unit,
            channels=1,
            rate_hz=self._learning.rate_hz,
            arrived_s=taken.arrived_s,
            t_s=taken.t_s,
            device_s=taken.device_s.astype("<f8").tobytes(),
            values=taken.values.astype("<f8").tobytes(),
        )

    @property
    def _doubt(self) -> Doubt | None:
        """What makes the last beats likelier wrong than right; None where they are not."""
        known = [worth for worth in self._last_quality if not math.isnan(worth)]
        return Doubt.MOTION if len(known) == _LAST_BEATS and np.mean(known) < DOUBTFUL_BELOW else None

    def _watch(self, now_s: float) -> None:
        """Keep in mind since when something hides the beats."""
        problem = None if self._search is None else self._search.problem or self._doubt
        if bool(problem) != bool(self._problem):
            self._problem_since_s = now_s
        self._problem = problem


def _rate(rate_hz: float) -> FactValue:
    """Return a rate to four digits, which is as much as stamps tell."""
    rounded_hz = float(f"{rate_hz:.4g}")
    return int(rounded_hz) if rounded_hz.is_integer() else rounded_hz
