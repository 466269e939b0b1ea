"""Watches whether a wave is that of a heart, so that no beat is taken from hum, noise, or electrodes in the air."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeedback.signals.detection.ecg_beats import EcgBeatFinder
from biofeedback.signals.detection.interference.bare_steps import are_bare_steps
from biofeedback.signals.detection.interference.machines import STEADY_S, are_of_a_machine
from biofeedback.signals.detection.interference.mains_hum import is_mains_hum
from biofeedback.signals.detection.pulse_beats import PulseBeatFinder, PulseBeats
from biofeedback.signals.detection.wave_kind import SHORTEST_S, WaveKind, wave_signs
from biofeedback.signals.timing.beats import BoolArray, FloatArray

_LOOK_EVERY_S = 1.0  # about a beat more each time
_LONGEST_S = 6.0  # of the wave that is looked at: as `wave_learning` does

_LOOKS = 5
"""Looks that decide together. A choice: waves of fingers (paced4, heartpy, bidmc) were known for pulses in 19 of 20
looks, white noise and hum in one of twenty."""

_FIRST_IN_A_ROW = 2  # looks that saw a heart, as for the kind of a wave (`wave_learning`): it is there; a choice
_FIRST_WITHOUT = 3  # looks none of which saw one: it is not there; a choice
_GONE_UNTIL = 0  # so many looks of the last five that saw a heart: it is gone; a choice that spares weak pulses
_BACK_FROM = 3  # so many, or more: it is back; a choice

_LONGEST_STEP_S = 0.5
"""Samples farther apart have a gap between them, as in a pulse wave (`pulse_beats.LONGEST_STEP_S`)."""

_LEAST_MEAN_QUALITY = 0.4
"""Of the beats of an ECG in six seconds. A choice: in every look at the recorded ECGs it was 0.7 or more, with
electrode noise at 6 dB as well; in white noise, hum and that of free electrodes at most 0.3, and 0.5 after jolts."""

_MOST_AT_LIMITS = 0.5
"""Of the samples of an ECG may be exactly its lowest or highest. A choice: no heart rests there for half the time."""

_LEAST_PULSE_QUALITY = 0.5
"""Of the beats of a pulse in six seconds, on average. A choice: what is likelier right than not (`placed`)."""

_SURE_QUALITY, _SURELY_BACK, _SURE_SKEWNESS = 0.87, 0.7, 0.15
"""So good are such beats, so well does their wave come back, and so far is it from a sinusoid, that it is a pulse whose
direction cannot be told: fast hearts are nearly even. Chosen on made pulses of 42 to 200 a minute, recorded ones, and
24 kinds of waves without a finger."""

_NEWEST_BEATS, _NEWEST_QUALITY = 2, 0.45
"""Where there was no pulse, the newest beats say whether there is one again: what is older was found in noise. So good
are they at least, just below the most that is stated of them so soon (`pulse_trust`). Chosen on fingers that come back
after noise, hum, jolts and steps (seen after 6 s, at most 8, in place of 8 and 12), and on waves without one, of which
51 beats are believed in place of 48, and 83 in place of 71 on those kept aside."""

_FEWEST_BEATS = 3
"""In six seconds, to tell an ECG by their quality: 30 a minute. A choice."""


class _Look:
    """A look at a wave, which is taken once its answer is asked for."""

    def __init__(self, look: Callable[[], bool]) -> None:
        self._look = look
        self.answer: bool | None = None

    def found_heart(self) -> bool:
        """Return whether it found a heart."""
        if self.answer is None:
            self.answer = self._look()
        return self.answer


class _Looks:
    """What the looks at a wave decide together; a look that decides nothing is never taken, since looking is dear."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._last: deque[_Look] = deque(maxlen=_LOOKS)
        self.present: bool | None = None

    def add(self, look: Callable[[], bool]) -> None:
        self._last.append(_Look(look))
        if self.present is None:
            seen = [one.found_heart() for one in self._last]
            if sum(seen[-_FIRST_IN_A_ROW:]) == _FIRST_IN_A_ROW:
                self.present = True
            elif len(seen) == _LOOKS or (len(seen) >= _FIRST_WITHOUT and not any(seen)):
                self.present = False
        else:
            self.present = self._at_least(_GONE_UNTIL + 1 if self.present else _BACK_FROM)

    def _at_least(self, count: int) -> bool:
        """Return whether so many of the last looks saw a heart; the newest are asked first, and only as need be."""
        answers = [one.answer for one in self._last]
        seen, open_ones = answers.count(True), answers.count(None)
        for one in reversed(self._last):
            if seen >= count or seen + open_ones < count:
                break
            if one.answer is None:
                open_ones -= 1
                seen += one.found_heart()
        return seen >= count


class WavePresence(ABC):
    """Whether a wave is that of a heart, looked at once a second over its last six seconds and its beats there.

    Parameters
    ----------
    rate_hz : float
        Samples a second, about.
    """

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._looks = _Looks()
        self.clear()

    def clear(self) -> None:
        """Begin anew with a wave of which nothing is known."""
        self._looks.clear()
        self.skip()

    def skip(self) -> None:
        """Go on after a gap: what was known of the wave holds until it has been looked at again."""
        self._t_s: FloatArray = np.empty(0)
        self._wave: FloatArray = np.empty(0)
        self._beats: list[tuple[float, float]] = []
        self._look_s = np.nan

    @property
    def present(self) -> bool | None:
        """Whether beats may be taken from the wave; None while that is not known, in the first 6 s or so."""
        return self._looks.present

    def feed(self, t_s: ArrayLike, wave: ArrayLike, beats: Sequence[tuple[float, float]] = ()) -> None:
        """Take the next samples with their times in seconds, and the time and quality (or ``nan``) of new beats.

        Where no beats are searched for, a pulse wave is judged alone.
        """
        times, samples = np.asarray(t_s, dtype=np.float64), np.asarray(wave, dtype=np.float64)
        known = np.isfinite(samples) & np.isfinite(times)
        times, samples = times[known], samples[known]
        if not times.size:
            return
        if _breaks_off(self._t_s, times):
            self.skip()
        self._beats += beats
        self._t_s, self._wave = np.concatenate((self._t_s, times)), np.concatenate((self._wave, samples))
        if np.isnan(self._look_s):
            self._look_s = float(self._t_s[0]) + SHORTEST_S
        while self._t_s[-1] >= self._look_s:
            self._looks.add(self._look())
            self._look_s += _LOOK_EVERY_S
        self._beats = [beat for beat in self._beats if beat[0] > self._look_s - STEADY_S - 2.0 * _LOOK_EVERY_S]
        kept = self._t_s > self._look_s - _LONGEST_S - _LOOK_EVERY_S
        self._t_s, self._wave = self._t_s[kept], self._wave[kept]

    @abstractmethod
    def _look(self) -> Callable[[], bool]:
        """Return a look at the last six seconds: whether they are those of a heart."""

    def _within(self) -> BoolArray:
        """Return which samples are those of the last six seconds."""
        return (self._t_s <= self._look_s) & (self._t_s > self._look_s - _LONGEST_S)

    def _beats_within(self, delay_s: float, length_s: float = _LONGEST_S) -> list[tuple[float, float]]:
        """Return the beats of the last seconds that are found by now; younger ones may not be, and so never count.

        So they are the same whatever the packets are.
        """
        until_s = self._look_s - delay_s
        return [beat for beat in self._beats if until_s - length_s < beat[0] <= until_s]


class PulsePresence(WavePresence):
    """Whether a wave is a pulse, by its form and the quality of its beats.

    Parameters
    ----------
    rate_hz : float
        Samples a second, about.
    kinds : collection of WaveKind
        What `wave_kind` may say of it.
    known : bool
        Whether it has been looked at already, and seen for one of these (`wave_learning`).
    """

    def __init__(self, rate_hz: float, kinds: frozenset[WaveKind], *, known: bool = False) -> None:
        super().__init__(rate_hz)
        self._kinds = kinds
        self._looks.present = True if known else None

    def _look(self) -> Callable[[], bool]:
        """Return a look at the last six seconds: whether they are those of a pulse."""
        known = [beat for beat in self._beats_within(PulseBeatFinder.delay_s) if not np.isnan(beat[1])]
        for_long_s = np.array([at_s for at_s, _ in self._beats_within(PulseBeatFinder.delay_s, STEADY_S)])
        within = self._within()
        was_there = self.present is not False
        return partial(self._is_seen, self._t_s[within], self._wave[within], self._look_s, known, for_long_s, was_there)

    def _is_seen(
        self,
        t_s: FloatArray,
        wave: FloatArray,
        look_s: float,
        beats: list[tuple[float, float]],
        for_long_s: FloatArray,
        was_there: bool,
    ) -> bool:
        """Return whether six seconds are those of a pulse, or the last four of them where there was none."""
        if is_mains_hum(t_s, wave, self._rate_hz, np.array([at_s for at_s, _ in beats])):
            return False
        if are_of_a_machine(t_s, wave, self._rate_hz, for_long_s):
            return False
        known = [quality for _, quality in beats]
        signs = wave_signs(t_s, wave, self._rate_hz, may_be_ecg=False)
        if not known:
            return signs.kind in self._kinds
        quality = float(np.mean(known))
        surely = (
            quality >= _SURE_QUALITY and signs.comes_back >= _SURELY_BACK and signs.largest_skewness >= _SURE_SKEWNESS
        )
        if (signs.kind in self._kinds and quality >= _LEAST_PULSE_QUALITY) or (signs.could_be_pulse and surely):
            return True
        newest = known[-_NEWEST_BEATS:]
        if was_there or len(newest) < _NEWEST_BEATS or min(newest) < _NEWEST_QUALITY:
            return False
        late = t_s > look_s - SHORTEST_S
        lately = wave_signs(t_s[late], wave[late], self._rate_hz, may_be_ecg=False)
        return lately.kind in self._kinds and lately.comes_back >= _SURELY_BACK


def of_a_heart(t_s: FloatArray, wave: FloatArray, rate_hz: float, beats: PulseBeats) -> NDArray[np.bool_]:
    """Return which beats of a whole pulse wave count: those that are told while it is a pulse, as when it comes.

    Parameters
    ----------
    t_s, wave : array of float, shape (samples,)
        The wave and when each sample was taken, in seconds, rising.
    rate_hz : float
        Samples a second, about.
    beats : PulseBeats
        What was found in it.

    Returns
    -------
    array of bool, shape (beats,)
        Beats wait for the first looks, and none counts where there is too little of the wave for these.
    """
    presence = PulsePresence(rate_hz, frozenset({"pulse", "falling"}))
    looks_s = t_s[0] + _LOOK_EVERY_S * np.arange(1.0, (t_s[-1] - t_s[0]) / _LOOK_EVERY_S + 1.0)
    samples = np.searchsorted(t_s, looks_s, side="right")
    found = np.searchsorted(beats.t_s, looks_s, side="right")
    pairs = list(zip(beats.t_s.tolist(), beats.quality.tolist(), strict=True))
    presences: list[bool | None] = []
    for first, last, begin, end in zip([0, *samples], samples, [0, *found], found, strict=False):
        presence.feed(t_s[first:last], wave[first:last], pairs[begin:end])
        presences.append(presence.present)
    known = [number for number, present in enumerate(presences) if present is not None]
    if not known:
        return np.zeros(beats.t_s.size, dtype=bool)
    # Each by the last look before it would have been told; what came before the first ones waited for them.
    last_look = np.searchsorted(looks_s, beats.t_s + PulseBeatFinder.delay_s, side="right") - 1
    return np.array(presences[known[0] :], dtype=bool)[np.clip(last_look - known[0], 0, None)]


class EcgPresence(WavePresence):
    """Whether a wave is an ECG, by the quality of the beats that are found in it.

    That quality is about the share of beats that are right (`ecg_trust`), so a wave without a heart has little of it;
    but for one of steps (`are_bare_steps`), which come as alike as complexes.
    """

    def _look(self) -> Callable[[], bool]:
        """Return a look at the last six seconds: whether they are those of an ECG."""
        within, beats = self._within(), self._beats_within(EcgBeatFinder.delay_s)
        return partial(_is_ecg, self._t_s[within], self._wave[within], self._rate_hz, beats)


def _is_ecg(t_s: FloatArray, wave: FloatArray, rate_hz: float, beats: list[tuple[float, float]]) -> bool:
    """Return whether six seconds are those of an ECG, whose amplifier hum has not driven to its limits."""
    beats_s, quality = np.array(beats).reshape(-1, 2).T
    likely = beats_s.size >= _FEWEST_BEATS and float(np.mean(np.nan_to_num(quality))) >= _LEAST_MEAN_QUALITY
    if not likely or not wave.size:
        return False
    resting = (wave == wave.max()) | (wave == wave.min())
    return bool(np.mean(resting) <= _MOST_AT_LIMITS) and not are_bare_steps(t_s, wave, rate_hz, beats_s)


def _breaks_off(before_s: FloatArray, t_s: FloatArray) -> bool:
    """Return whether a gap lies before these stamps or between them, or whether they go back."""
    stamps_s = np.concatenate((before_s[-1:], t_s))
    steps_s = stamps_s[1:] - stamps_s[:-1]
    return bool(np.any((steps_s > _LONGEST_STEP_S) | (steps_s < 0.0)))
