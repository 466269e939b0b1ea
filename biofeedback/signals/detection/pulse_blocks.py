"""Searches an even pulse wave for beats, step by step as it comes.

There are no time stamps and no gaps here: samples come in order, and times are counted from the first.
"""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from biofeedback.signals.detection.found_beat import FoundBeat, parabola_top
from biofeedback.signals.detection.sample_window import SampleWindow
from biofeedback.signals.detection.signal_quality import PULSE_LIMITS, Doubt, SignalState, beat_quality, signal_state
from biofeedback.signals.timing.beats import FloatArray

_HOP_S = 0.1
"""Of the wave at a time; a beat may be returned so much later. A choice."""

# Of Elgendi 2013: the two moving averages, and the offset in units of the mean.
_PULSE_S = 0.111
_BEAT_S = 0.667
_OFFSET_RATIO = 0.02

CLOSEST_S = 0.25
"""The least time between two beats: 240 a minute. Elgendi's 0.3 s halves a heart of more than 200. A choice."""

_OFFSET_MEMORY_S = 4.0
"""Over about so long the mean is taken, where Elgendi has that of the whole record. A choice: a few beats."""

_LONGEST_BLOCK_S = 0.2
"""A block that lasts longer is taken as it is: the steepest rise is past. A choice."""

_SMOOTH_S = 0.03
"""Standard deviation of the Gaussian that smooths the wave: its rise is then passed from about 2.6 to 8.7 Hz (half of
the power). A choice."""

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

_FEW_INTERVALS = 3
"""With so many beats or fewer there is no usual interval, and 1 s is taken for it. A choice."""

_COMPARED = 12
"""Beats that the next one is compared with. A choice: about ten seconds."""

# A rise so soon after a beat, and so much less steep, is its dicrotic wave. Choices: at rest that wave follows the rise
# by 0.2 to 0.4 s. It comes sooner in a fast heart, whose ejection is shorter, so a share of the interval bounds it.
_DICROTIC_S = 0.5
_DICROTIC_SHARE = 0.7
_DICROTIC_RATIO = 0.75

_STEEP_QUANTILE = 0.75
"""Of the last steepnesses: so steep is a beat also where every second rise is a dicrotic wave. A choice."""


@dataclass(slots=True)
class _LastBeats:
    """The last dozen beats, to compare the next one with."""

    at: deque[float] = field(default_factory=lambda: deque(maxlen=_COMPARED))
    steepness: deque[float] = field(default_factory=lambda: deque(maxlen=_COMPARED))
    shape: deque[FloatArray] = field(default_factory=lambda: deque(maxlen=_COMPARED))

    def usual_steepness(self) -> float:
        """Return the median steepness; 0 when there is too little to say."""
        return float(np.median(self.steepness)) if len(self.steepness) > 1 else 0.0

    def usual_interval_s(self, rate_hz: float) -> float:
        """Return the median interval in seconds; 1 when there is too little to say."""
        return float(np.median(np.diff(self.at))) / rate_hz if len(self.at) > _FEW_INTERVALS else 1.0

    def steep_interval_s(self, rate_hz: float) -> float:
        """Return the median interval between steep beats, which no dicrotic wave halves, as `usual_interval_s` does."""
        at = np.array(self.at)[is_steep(np.array(self.steepness))]
        return float(np.median(np.diff(at))) / rate_hz if at.size > _FEW_INTERVALS else 1.0


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
        self._shortest_block = pulse
        self._longest_block = round(_LONGEST_BLOCK_S * rate_hz)
        self._decay = float(np.exp(-1.0 / (_OFFSET_MEMORY_S * rate_hz)))
        self._keep = round(_KEPT_S * rate_hz)
        self._hops = SampleWindow(self._hop, self._hop)
        self.clear()

    def clear(self) -> None:
        """Forget everything: the next sample is the first."""
        self._hops.clear()
        self._count = 0
        self._level = 0.0
        self._rise_state = np.zeros(self._kernel.size - 1)
        self._beat_state = np.zeros(self._beat_mean.size - 1)
        self._pulse_state = np.zeros(self._pulse_mean.size - 1)
        self._offset_state = np.zeros(1)
        self._block_from: int | None = None
        self._block_taken = False
        self._wave: FloatArray = np.empty(0)
        self._rise: FloatArray = np.empty(0)
        self._usual_reach = float("nan")
        self._last = _LastBeats()
        self._passed_over: tuple[float, float] | None = None
        self.problem: Doubt | None = None

    def feed(self, wave: FloatArray, start_s: float) -> list[FoundBeat]:
        """Take the next even samples; return the beats that are now certain."""
        return [
            FoundBeat(start_s + (at - self._lag) / self._rate_hz, quality, reason)
            for _, hop in self._hops.feed(wave)
            for at, quality, reason in self._step(hop)
        ]

    def _step(self, hop: FloatArray) -> list[tuple[float, float, Doubt | None]]:
        if not self._count:
            self._level = float(hop[0])
        # Counted from the first value, so that nothing rises from zero at the beginning.
        rise, self._rise_state = lfilter(self._kernel, [1.0], hop - self._level, zi=self._rise_state)
        energy = np.maximum(rise, 0.0) ** 2
        beat, self._beat_state = lfilter(self._beat_mean, [1.0], energy, zi=self._beat_state)
        pulse, self._pulse_state = lfilter(self._pulse_mean, [1.0], energy, zi=self._pulse_state)
        total, self._offset_state = lfilter([1.0], [1.0, -self._decay], energy, zi=self._offset_state)
        weights = (1.0 - self._decay ** np.arange(self._count + 1, self._count + hop.size + 1)) / (1.0 - self._decay)
        self._count += hop.size
        self._wave = np.concatenate((self._wave, hop))[-self._keep :]
        self._rise = np.concatenate((self._rise, rise))[-self._keep :]
        blocks = self._blocks(pulse > beat + _OFFSET_RATIO * total / weights)
        if self._count % self._rate_hz < self._hop:
            self._watch()
        return [beat for block in blocks for beat in self._beats_of(*self._steepest(*block))]

    def _blocks(self, inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
        """Return each block once: when it ended, or has lasted so long that its steepest rise is past."""
        first = self._count - inside.size - self._half_beat
        blocks = []
        edges = np.flatnonzero(np.diff(inside, prepend=self._block_from is not None)).tolist()
        for begin, end in zip([0, *edges], [*edges, inside.size], strict=True):
            if begin == end:
                continue
            if inside[begin] and self._block_from is None:
                self._block_from, self._block_taken = first + begin, False
            if self._block_from is None:
                continue
            until = first + (end if inside[begin] else begin)
            lasted = until - self._block_from
            if not self._block_taken and (
                lasted >= self._longest_block or (lasted >= self._shortest_block and not inside[begin])
            ):
                self._block_taken = True
                blocks.append((self._block_from, self._block_from + min(lasted, self._longest_block)))
            if not inside[begin]:
                self._block_from = None
        return blocks

    def _steepest(self, first: int, last: int) -> tuple[float, float]:
        """Return where in a block the wave rose most steeply, and how steeply."""
        origin = self._count - self._rise.size
        low = max(1, first - origin)
        at = low + int(np.argmax(self._rise[low : max(low, last - origin) + 1]))
        before, steepest, after = self._rise[at - 1 : at + 2, np.newaxis]
        shift, height = parabola_top(before, steepest, after)
        return origin + at + float(shift[0]), float(height[0])

    def _watch(self) -> None:
        """Follow what the wave usually reaches, slowly, so that a long disturbance does not become the usual."""
        state = self._state(float("nan"))
        if np.isnan(self._usual_reach) or self._count < _LEARNT_S * self._rate_hz:
            self._usual_reach = state.usual_reach
        elif state.usual_reach > 0.0:
            self._usual_reach *= float(np.clip(state.usual_reach / self._usual_reach, *_FOLLOWED_RATIOS))
        self.problem = self._state(self._usual_reach).problem

    def _state(self, usual_reach: float) -> SignalState:
        # The rise is late against the wave by less than a block of the state.
        return signal_state(self._wave, self._rate_hz, PULSE_LIMITS, moving=self._rise, usual_reach=usual_reach)

    def _beats_of(self, at: float, steepness: float) -> list[tuple[float, float, Doubt | None]]:
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

    def _late_beat(self, at: float, since_s: float, usual_s: float) -> list[tuple[float, float, Doubt | None]]:
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

    def _judge(self, at: float, steepness: float) -> tuple[float, float, Doubt | None]:
        last = self._last
        if last.at and at - last.at[-1] > _FORGET_S * self._rate_hz:
            last = self._last = _LastBeats()
        self._passed_over = None
        last.at.append(at)
        last.steepness.append(steepness)
        last.shape.append(self._shape(at))
        t_s = (np.array(last.at) - (self._count - self._wave.size)) / self._rate_hz
        problems = self._state(self._usual_reach).at(np.maximum(t_s, 0.0))
        quality, reasons = beat_quality(np.array(last.shape), np.array(last.steepness), t_s, problems, PULSE_LIMITS)
        return at, float(quality[-1]), reasons[-1]

    def _shape(self, at: float) -> FloatArray:
        reach = round(SHAPE_S * self._rate_hz)
        middle = round(at) - (self._count - self._rise.size)
        span = np.arange(middle - reach, middle + reach + 1)
        return self._rise[np.clip(span, 0, self._rise.size - 1)]


def is_dicrotic(since_s: float, steepness: float, before: float, usual_s: float) -> bool:
    """Return whether a rise so soon after a beat is its dicrotic wave, which is less steep.

    Parameters
    ----------
    since_s, usual_s : float
        Since the beat before, and the usual interval, in seconds.
    steepness, before : float
        Of the rise, and of the beat before.
    """
    return since_s < min(_DICROTIC_S, _DICROTIC_SHARE * usual_s) and steepness < _DICROTIC_RATIO * before


def is_steep(steepness: FloatArray) -> NDArray[np.bool_]:
    """Return which of these rises are too steep for dicrotic waves."""
    return steepness >= _DICROTIC_RATIO * np.quantile(steepness, _STEEP_QUANTILE)


def smooth_rise_kernel(rate_hz: float) -> FloatArray:
    """Return the kernel of the rise per second of a wave smoothed by a Gaussian; it passes about 2.6 to 8.7 Hz."""
    reach = max(2, round(4.0 * _SMOOTH_S * rate_hz))
    at_s = np.arange(-reach, reach + 1) / rate_hz
    kernel = -at_s * np.exp(-0.5 * (at_s / _SMOOTH_S) ** 2)
    return np.asarray(kernel / -float(np.sum(kernel * at_s)), dtype=np.float64)
