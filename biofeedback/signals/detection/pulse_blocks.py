"""Searches an even pulse wave for beats, step by step as it comes.

There are no time stamps and no gaps here: samples come in order, and times are counted from the first.
"""

from itertools import accumulate
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.detection.found_beat import FoundBeat, parabola_top
from biofeedback.signals.detection.pulse_asymmetry import UNKNOWN, asymmetry, too_even
from biofeedback.signals.detection.pulse_pace import PulsePace
from biofeedback.signals.detection.pulse_rhythm import (
    CLOSEST_S,
    DICROTIC_RATIO,
    NO_REPETITION,
    PERIODS_FROM_S,
    LastBeats,
    is_dicrotic,
    repetition,
    smooth_rise_kernel,
)
from biofeedback.signals.detection.pulse_timing import timing_error_s
from biofeedback.signals.detection.pulse_trust import described, trusted, usual_intervals
from biofeedback.signals.detection.sample_window import SampleWindow
from biofeedback.signals.detection.signal_quality import PULSE_LIMITS, Doubt, SignalState, beat_quality, signal_state
from biofeedback.signals.numerics.small_steps import convolved, highest_within
from biofeedback.signals.timing.beats import FloatArray

_HOP_S = 0.1
"""Of the wave at a time; a beat may be returned so much later. A choice."""

# Of Elgendi 2013: the two moving averages, and the offset in units of the mean.
_PULSE_S = 0.111
_BEAT_S = 0.667
_OFFSET_RATIO = 0.02

_OFFSET_MEMORY_S = 4.0
"""Over about so long the mean is taken, where Elgendi has that of the whole record. A choice: a few beats."""

_SHORTEST_BLOCK_S = 0.05
"""Where Elgendi has the 0.111 s of the shorter average: so long is a block at rest, and half as long at 170 a minute.
A choice, checked at 40 to 220 a minute."""

_OWN_REACH_S = 0.1
"""A rise is the steepest within so much on either side. A choice: at 170 a minute the dicrotic wave rises 0.17 s after
the beat, and 0.18 s before the next."""

SHAPE_S = 0.2
"""Of the rise on either side of a beat, for comparing beats. A choice: the whole upstroke and nothing of the next."""

_KEPT_S = 10.0
"""Of the wave, to know what it usually reaches. A choice: a dozen beats."""

_LEARNT_S = 6.0
"""Before so much of the wave has come, what it usually reaches is not known: it may have begun between two beats. A
choice."""

_FOLLOWED_RATIOS = (0.97, 1.03)
"""By so much a second may change what the wave usually reaches. A choice."""

_LEAST_STEEPNESS_RATIO = 0.35
"""Of the usual steepness; a gentler rise is noise unless a pause shows it for a beat. A choice."""

_FORGET_S = 4.0
"""After so long without a beat the last ones say nothing of the next. A choice: as long as `_OFFSET_MEMORY_S`."""

_PATIENCE_INTERVALS = 1.6
"""Usual intervals; a longer pause hides a beat. A choice, about the 1.66 of Pan and Tompkins."""

_EVEN_SHARE = 0.6
"""Of the usual interval, on both sides; a gentle rise nearer to a beat is no beat of its own. A choice."""


_Judged: TypeAlias = tuple[float, float, Doubt | None, float]
"""A beat in samples, how far it can be trusted, why not, and how far noise moves it, in seconds."""


class BlockSearch:
    """Elgendi's blocks over the rise of an even wave, hop by hop.

    Positions are samples since the last clearing, in the rise; the rise is late by half its kernel, which is taken
    off when a beat is returned.
    """

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._hop = max(1, round(_HOP_S * rate_hz))
        self._kernel = smooth_rise_kernel(rate_hz)
        self._lag = self._kernel.size // 2
        pulse = 2 * round(0.5 * _PULSE_S * rate_hz) + 1
        beat = 2 * round(0.5 * _BEAT_S * rate_hz) + 1
        self._half_beat = beat // 2
        self._beat_mean = np.full(beat, 1.0 / beat)
        # The shorter average waits until the longer one is centred on the same sample.
        self._pulse_mean = np.concatenate((np.zeros((beat - pulse) // 2), np.full(pulse, 1.0 / pulse)))
        self._own_reach = round(_OWN_REACH_S * rate_hz)
        self._decay = float(np.exp(-1.0 / (_OFFSET_MEMORY_S * rate_hz)))
        self._keep = round(_KEPT_S * rate_hz)
        self._hops = SampleWindow(self._hop, self._hop)
        self.clear()

    def clear(self) -> None:
        """Forget everything: the next sample is the first."""
        self._hops.clear()
        self._count = 0
        self._level = self._total = 0.0
        self._rise_state = np.zeros(self._kernel.size - 1)
        self._beat_state = np.zeros(self._beat_mean.size - 1)
        self._pulse_state = np.zeros(self._pulse_mean.size - 1)
        self._block_from: int | None = None
        self._waiting: list[int] = []
        self._pending: tuple[float, float] | None = None
        self._wave: FloatArray = np.empty(0)
        self._rise: FloatArray = np.empty(0)
        self._usual_reach = float("nan")
        self._repetition, self._asymmetry = NO_REPETITION, UNKNOWN
        self._last = LastBeats()
        self._pace = PulsePace()
        self._passed_over: tuple[float, float] | None = None
        self.problem: Doubt | None = None

    def feed(self, wave: FloatArray, start_s: float) -> list[FoundBeat]:
        """Take the next even samples; return the beats that are now certain."""
        return [
            FoundBeat(start_s + (at - self._lag) / self._rate_hz, quality, reason, error_s)
            for _, hop in self._hops.feed(wave)
            for at, quality, reason, error_s in self._step(hop)
        ]

    def _step(self, hop: FloatArray) -> list[_Judged]:
        if not self._count:
            self._level = float(hop[0])
        # Counted from the first value, so that nothing rises from zero at the beginning.
        rise, self._rise_state = convolved(self._kernel, hop - self._level, self._rise_state)
        energy = np.maximum(rise, 0.0) ** 2
        beat, self._beat_state = convolved(self._beat_mean, energy, self._beat_state)
        pulse, self._pulse_state = convolved(self._pulse_mean, energy, self._pulse_state)
        totals = accumulate(energy.tolist(), lambda total, more: more + self._decay * total, initial=self._total)
        total = np.array(list(totals)[1:])
        self._total = float(total[-1])
        weights = (1.0 - self._decay ** np.arange(self._count + 1, self._count + hop.size + 1)) / (1.0 - self._decay)
        self._count += hop.size
        self._wave = np.concatenate((self._wave, hop))[-self._keep :]
        self._rise = np.concatenate((self._rise, rise))[-self._keep :]
        inside = pulse > beat + _OFFSET_RATIO * total / weights
        if self._count % self._rate_hz < self._hop:
            self._watch()
        beats = [beat for rise_at in self._rises(inside) for beat in self._settled(*self._top(rise_at))]
        return beats + self._settle(self._count - self._half_beat)

    def _rises(self, inside: NDArray[np.bool_]) -> list[int]:
        """Return the steepest rises of blocks once: those of a block that has lasted long enough."""
        first = self._count - inside.size - self._half_beat
        steepness = self._steepest(first, first + inside.size)
        usual_s = self._usual_s(_BEAT_S)
        shortest = self._rate_hz * max(_SHORTEST_BLOCK_S, _PULSE_S * min(1.0, usual_s / _BEAT_S))
        # Where the averages are longer than intervals they hide some beats, which are known by those before them.
        enough = DICROTIC_RATIO * self._last.usual_steepness() if usual_s < _BEAT_S else np.inf
        steepest, surely = steepness > 0.0, steepness > enough
        rises: list[int] = []
        edges = (1 + np.flatnonzero(inside[1:] != inside[:-1])).tolist()
        for begin, end in zip([0, *edges], [*edges, inside.size], strict=True):
            if not inside[begin]:
                self._block_from, self._waiting = None, []
                rises += (first + begin + np.flatnonzero(steepest[begin:end] & surely[begin:end])).tolist()
                continue
            if self._block_from is None:
                self._block_from = first + begin
            self._waiting += (first + begin + np.flatnonzero(steepest[begin:end])).tolist()
            if first + end - self._block_from >= shortest:
                rises += self._waiting
                self._waiting = []
        return rises

    def _steepest(self, first: int, last: int) -> FloatArray:
        """Return how steep the wave is where it rises more steeply than anywhere near, and 0 elsewhere."""
        # What follows is known: blocks are late by half of the longer average.
        origin = self._count - self._rise.size
        found = np.zeros(last - first)
        if last > origin:
            begin = max(0, first - origin)
            here = self._rise[begin : last - origin]
            near = highest_within(self._rise, begin, last - origin, self._own_reach)
            found[last - first - here.size :] = np.where(here >= near, np.maximum(here, 0.0), 0.0)
        return found

    def _top(self, rise_at: int) -> tuple[float, float]:
        """Return where between the samples the wave rose most steeply, and how steeply."""
        origin = self._count - self._rise.size
        at = min(max(1, rise_at - origin), self._rise.size - 2)
        shift, height = parabola_top(*self._rise[at - 1 : at + 2, np.newaxis])
        return origin + at + float(shift[0]), float(height[0])

    def _watch(self) -> None:
        """Follow what the wave usually reaches, slowly, so that a long disturbance does not become the usual."""
        self._repetition = repetition(self._rise[-round(PERIODS_FROM_S * self._rate_hz) :], self._rate_hz)
        self._asymmetry = asymmetry(self._rise, self._rate_hz)
        state = self._state(float("nan"))
        if np.isnan(self._usual_reach) or self._count < _LEARNT_S * self._rate_hz:
            self._usual_reach = state.usual_reach
        elif state.usual_reach > 0.0:
            self._usual_reach *= float(np.clip(state.usual_reach / self._usual_reach, *_FOLLOWED_RATIOS))
        self.problem = self._state(self._usual_reach).problem

    def _state(self, usual_reach: float) -> SignalState:
        # The rise is late against the wave by less than a block of the state.
        return signal_state(self._wave, self._rate_hz, PULSE_LIMITS, moving=self._rise, usual_reach=usual_reach)

    def _settled(self, at: float, steepness: float) -> list[_Judged]:
        """Take a rise; return the beats that it settles. Of rises too close for two beats one counts."""
        if self._pending is None or at - self._pending[0] >= CLOSEST_S * self._rate_hz:
            beats = self._settle(at)
            self._pending = (at, steepness)
            return beats
        # The one nearer to where a beat is due, but for one that is much steeper.
        at_due, before_due = (self._far_from_due(one) for one in (at, self._pending[0]))
        ratio = 1.0 if at_due == before_due else DICROTIC_RATIO if at_due < before_due else 1.0 / DICROTIC_RATIO
        if steepness > ratio * self._pending[1]:
            self._pending = (at, steepness)
        return []

    def _settle(self, now: float) -> list[_Judged]:
        """Return the beats of the rise that waits, once none can come that counts in its place."""
        if self._pending is None:
            return []
        at, steepness = self._pending
        if now - at < CLOSEST_S * self._rate_hz:
            here = round(at) - (self._count - self._rise.size)
            near = self._rise[max(0, here + self._own_reach) : here + round(CLOSEST_S * self._rate_hz) + 1]
            if near.size and near.max() > DICROTIC_RATIO * steepness:
                return []
        self._pending = None
        return self._beats_of(at, steepness)

    def _usual_s(self, otherwise_s: float) -> float:
        """Return after how long the wave comes back, else the usual interval, else what is given; in seconds."""
        if not np.isnan(self._repetition.period_s):
            return self._repetition.period_s
        return self._last.usual_interval_s(self._rate_hz) if self._last.has_rhythm else otherwise_s

    def _far_from_due(self, at: float) -> float:
        """Return how many intervals a rise is from where a beat is due; 0 while no rhythm is known."""
        usual_s = self._usual_s(np.inf)
        if not self._last.at or np.isinf(usual_s):
            return 0.0
        passed = (at - self._last.at[-1]) / (usual_s * self._rate_hz)
        return abs(passed - max(1, round(passed)))

    def _beats_of(self, at: float, steepness: float) -> list[_Judged]:
        """Return the beats that a block's steepest rise brings: none, itself, or one passed over before it as well."""
        last = self._last
        if not last.at:
            return [self._judge(at, steepness)]
        since_s = (at - last.at[-1]) / self._rate_hz
        usual_s = last.usual_interval_s(self._rate_hz)
        if since_s < CLOSEST_S or is_dicrotic(
            since_s, steepness, last.steepness[-1], last.steep_interval_s(self._rate_hz)
        ):
            return []
        late = self._late_beat(at, since_s, usual_s)
        steep = steepness > _LEAST_STEEPNESS_RATIO * last.usual_steepness()
        if late or steep or since_s > _PATIENCE_INTERVALS * usual_s:
            return [*late, self._judge(at, steepness)]
        self._passed_over = (at, steepness)
        return []

    def _late_beat(self, at: float, since_s: float, usual_s: float) -> list[_Judged]:
        """Return a gentle rise in the middle of a long pause, now that the pause shows it for a beat."""
        if self._passed_over is None or since_s < _PATIENCE_INTERVALS * usual_s:
            return []
        passed_at, steepness = self._passed_over
        nearest_s = min(at - passed_at, passed_at - self._last.at[-1]) / self._rate_hz
        if nearest_s < _EVEN_SHARE * usual_s:
            return []
        # The waves have become lower: what they were before says nothing about the next.
        self._last.steepness.clear()
        self._last.steepness.extend([steepness] * len(self._last.at))
        return [self._judge(passed_at, steepness)]

    def _judge(self, at: float, steepness: float) -> _Judged:
        last = self._last
        if last.at and at - last.at[-1] > _FORGET_S * self._rate_hz:
            last = self._last = LastBeats()
        self._passed_over = None
        last.at.append(at)
        last.steepness.append(steepness)
        last.shape.append(self._shape(at))
        places = np.array(last.at) - (self._count - self._rise.size)
        shapes, steep, t_s = np.array(last.shape), np.array(last.steepness), places / self._rate_hz
        problems = self._state(self._usual_reach).at(np.maximum(t_s, 0.0))
        quality, reasons = beat_quality(shapes, steep, t_s, problems, PULSE_LIMITS)
        usual_s = usual_intervals(t_s)
        leapt = self._pace.leap(at / self._rate_hz, float(usual_s[-1]))
        of_all = np.full(t_s.size, self._repetition.likeness), np.full(t_s.size, leapt)
        features = described(self._rise, self._rate_hz, places, shapes, steep, *of_all)
        quality, reasons = trusted(quality, reasons, features, too_even(np.full(t_s.size, self._asymmetry), usual_s))
        shifts = np.array(last.at) - np.round(last.at)
        return at, float(quality[-1]), reasons[-1], timing_error_s(shapes, steep, shifts, self._rate_hz)

    def _shape(self, at: float) -> FloatArray:
        reach = round(SHAPE_S * self._rate_hz)
        span = round(at) - (self._count - self._rise.size) + np.arange(-reach, reach + 1)
        return self._rise[np.clip(span, 0, self._rise.size - 1)]
