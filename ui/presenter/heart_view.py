"""What is known of one heart and its sensor, from the events of its source."""

import math
from collections import deque
from typing import TypeAlias

from biofeedback.events import Battery, BeatJudged, Contact, ContactState, DeviceFact, Gap, LinkChanged, Metric
from biofeedback.events.from_sensors import says_simulated
from biofeedback.practice.warmth import HELD_SHARE
from biofeedback.sensor_timing import SensorTiming

WINDOW_S = 90.0
"""Seconds for which beats are kept: more than any plot and the 64 s of the spectrum need."""

COURSE_LENGTH = 3600
"""Values of the coherence course that are kept: an hour of one a second."""

HeartEvent: TypeAlias = BeatJudged | Gap | Metric | LinkChanged | Contact | Battery | DeviceFact
"""What there is to know of a heart."""


class HeartView:
    """What is known of one heart and its sensor.

    Attributes
    ----------
    source : str
        The sensor's stable name; empty while no event had one.
    beats, gaps : deque
        The beats of the last `WINDOW_S` seconds of the rebuilt timeline, and the gaps that touch that time.
    metrics : dict
        The latest `Metric` of each name.
    coherence : deque of (t_s, share)
        The course of coherence; ``nan`` where it could not be computed.
    warmth_share : float
        How warm the light is, as it was last known.
    beats_came : bool
        Whether the heart rate was ever known.
    timing : SensorTiming
        What the sensor's clock does to the numbers.
    link : LinkChanged or None
        How it stands with the sensor.
    contact, battery_percent
        What the sensor says of itself; ``None`` while it has said nothing.
    adapter : str
        The Bluetooth adapter of this computer that it is connected to; empty where it has none, or none with a name.
    simulated : bool
        Whether an event said that the heart is a simulated one.
    """

    def __init__(self) -> None:
        self.source = ""
        self.beats: deque[BeatJudged] = deque()
        self.gaps: deque[Gap] = deque()
        self.metrics: dict[str, Metric] = {}
        self.coherence: deque[tuple[float, float]] = deque(maxlen=COURSE_LENGTH)
        self.warmth_share = HELD_SHARE
        self.beats_came = False
        self.timing = SensorTiming()
        self.link: LinkChanged | None = None
        self.contact: ContactState | None = None
        self.battery_percent: int | None = None
        self.adapter = ""
        self.simulated = False

    def apply(self, event: HeartEvent) -> None:
        """Take in an event of this heart."""
        match event:
            case BeatJudged(t_s=t_s):
                self.beats.append(event)
                self.forget_before(t_s - WINDOW_S)
            case Gap():
                self.gaps.append(event)
            case Metric():
                self._on_metric(event)
            case LinkChanged():
                self.link = event
            case Contact(state=state):
                self.contact = state
            case Battery(level_percent=level_percent):
                self.battery_percent = level_percent
            case DeviceFact(name="adapter", value=value):
                self.adapter = str(value)
            case DeviceFact():
                self.timing.apply(event)
                self.simulated = self.simulated or says_simulated(event)

    def value(self, name: str) -> float:
        """Return the latest value of a metric; ``nan`` when there is none."""
        metric = self.metrics.get(name)
        return metric.value if metric is not None else math.nan

    def forget_before(self, t_s: float) -> None:
        """Forget the beats before ``t_s``, and the gaps that had ended by then."""
        while self.beats and self.beats[0].t_s < t_s:
            self.beats.popleft()
        while self.gaps and self.gaps[0].until_s < t_s:
            self.gaps.popleft()

    def _on_metric(self, metric: Metric) -> None:
        self.metrics[metric.name] = metric
        known = not math.isnan(metric.value)
        match metric.name:
            case "coherence_share":
                self.coherence.append((metric.t_s, metric.value))
            case "heart_rate_bpm":
                self.beats_came = self.beats_came or known
            case "warmth_share" if known:
                self.warmth_share = metric.value
            case _:
                pass
