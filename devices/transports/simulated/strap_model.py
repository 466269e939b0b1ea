"""What a chest strap makes of heartbeats: rounded intervals in packets that come late and bunched.

Pure and seeded like the heart it listens to.
"""

import random
from collections import deque
from dataclasses import replace
from itertools import islice

from devices.protocols.heart_rate_service import TICKS_PER_S, HeartRateMeasurement
from devices.simulated_faults import SimulatedFaults
from devices.transports.simulated.heart_model import HeartModel

PACKET_EVERY_S = 1.0  # about what straps do
LARGEST_PACKET_INTERVALS = 9
"""What fits beside the flags and the rate into the 20 bytes of the smallest notification."""

_AVERAGED_BEATS = 8
"""The heart rate is the mean of so many beats: a choice, as straps average theirs over some seconds."""

_HELD_BACK_SHARE = 0.06
"""So many packets keep their intervals for the next one: a choice, for receivers to be used to it."""

_STALLED_SHARE = 0.02
"""So many packets find the radio busy, about one a minute: a choice."""

_STALL_S = (0.8, 2.5)
"""So long it then is busy: a choice, so that one to three packets come in a burst."""

_BURST_SPACING_S = 0.004
"""Seconds between packets of a burst: a choice, closer than a radio's turn, which several of them may share."""

_LATENCY_S = (0.4, 1.2)
"""From a heartbeat to the packet that may hold it: a choice, at the quick end of the 0.4 to 2.6 s of real straps
(Physiol. Meas. 46 085001, 2025)."""

_RADIO_TURN_S = (0.03, 0.06)
"""How often a strap's radio has its turn: a choice, from among the intervals that Bluetooth allows (7.5 ms to 4 s)."""

_EXTRA_AT_SHARE = (0.3, 0.7)
"""Where in an interval a beat falls that never was: a choice, so that both halves can be a heart's."""


class StrapModel:
    """A strap on the chest of a simulated person.

    Parameters
    ----------
    seed : int
        Every chance in the strap and its radio.
    faults : SimulatedFaults
        Of these the strap plays undetected beats, beats that never were, its latency, and what it does not send.
    heart : HeartModel
        Whose beats; the strap lets it live, and never beyond what a packet needs.

    Notes
    -----
    Beat times, not intervals, are rounded to 1/1024 s, so that rounding never adds up. A packet is made once a second
    from the beats that are older than the latency, waits for the radio's next turn, now and then keeps its intervals
    for the packet after it, and now and then waits with its followers for a busy radio and comes in one burst. Two
    equal packets in a row never carry intervals: a receiver may take the second for the first heard twice.
    """

    def __init__(self, seed: int, faults: SimulatedFaults, heart: HeartModel) -> None:
        strap = random.Random(f"{seed}/strap")
        usual_latency_s = strap.uniform(*_LATENCY_S)
        self._latency_s = usual_latency_s if faults.latency_s is None else faults.latency_s
        self._radio_turn_s = strap.uniform(*_RADIO_TURN_S)
        self._made_s = strap.uniform(0.2, 1.0)
        self._faults = faults
        self._heart = heart
        self._radio_chance = random.Random(f"{seed}/radio")
        self._missing_chance = random.Random(f"{seed}/missing")
        self._extra_chance = random.Random(f"{seed}/extra")

        self._last_beat_ticks: int | None = None
        self._recent_ticks: deque[int] = deque(maxlen=_AVERAGED_BEATS)
        self._waiting_ticks: deque[int] = deque()
        self._last_data = b""
        self._radio_free_s = 0.0
        self._due_s = 0.0
        self._choose_due()

    @property
    def due_s(self) -> float:
        """Session time in seconds at which the next packet arrives."""
        return self._due_s

    def next_packet(self) -> bytes:
        """Make the packet that arrives at ``due_s`` and go on to the one after it."""
        for beat_s in self._heart.advance(self._made_s - self._latency_s):
            self._sense(beat_s)
        held_back = self._radio_chance.random() < _HELD_BACK_SHARE and len(self._waiting_ticks) <= 1
        self._last_data = self._measure(0 if held_back else LARGEST_PACKET_INTERVALS)
        self._made_s += PACKET_EVERY_S
        self._choose_due()
        return self._last_data

    def _sense(self, beat_s: float) -> None:
        missing = self._missing_chance.random() < self._faults.missing_share
        extra = self._extra_chance.random() < self._faults.extra_share
        extra_at_share = self._extra_chance.uniform(*_EXTRA_AT_SHARE)
        if missing:
            return
        beat_ticks = round(beat_s * TICKS_PER_S)
        if extra and self._last_beat_ticks is not None:
            since_ticks = beat_ticks - self._last_beat_ticks
            self._detect(self._last_beat_ticks + round(extra_at_share * since_ticks))
        self._detect(beat_ticks)

    def _detect(self, beat_ticks: int) -> None:
        if self._last_beat_ticks is not None:
            interval_ticks = beat_ticks - self._last_beat_ticks
            self._recent_ticks.append(interval_ticks)
            if beat_ticks > 0 and self._faults.intervals:
                self._waiting_ticks.append(interval_ticks)
        self._last_beat_ticks = beat_ticks

    def _measure(self, limit: int) -> bytes:
        measurement = HeartRateMeasurement(
            heart_rate_bpm=round(60.0 * TICKS_PER_S * len(self._recent_ticks) / sum(self._recent_ticks)),
            in_contact=True if self._faults.contact else None,
            rr_ticks=tuple(islice(self._waiting_ticks, limit)),
        )
        data = measurement.encode()
        if measurement.rr_ticks and data == self._last_data:
            return replace(measurement, rr_ticks=()).encode()
        for _ in measurement.rr_ticks:
            self._waiting_ticks.popleft()
        return data

    def _choose_due(self) -> None:
        chance = self._radio_chance
        if chance.random() < _STALLED_SHARE:
            self._radio_free_s = self._made_s + chance.uniform(*_STALL_S)
        on_turn_s = self._made_s + chance.uniform(0.0, self._radio_turn_s)
        self._due_s = max(on_turn_s, self._radio_free_s, self._due_s + _BURST_SPACING_S)
