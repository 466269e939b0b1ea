"""Follows the hearts of a group second by second; a whole record goes through the same watch."""

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Collection

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.disorder import WINDOW_S as DISORDER_WINDOW_S
from biofeedback.signals.group.in_step import SMALLEST_KNOWN_SHARE, GroupMoment, PairLocking, in_step, pair_locking
from biofeedback.signals.group.local_wave import REACH_S, Beats, ComplexArray, phasors
from biofeedback.signals.group.own_rate import WINDOW_S as RATE_WINDOW_S
from biofeedback.signals.group.own_rate import own_rate_hz
from biofeedback.signals.reading import BEATS_IRREGULAR
from biofeedback.signals.timing.beats import FloatArray
from biofeedback.signals.variability.coherence import LARGEST_SET_ASIDE_SHARE

LOOK_BACK_S = 120.0
"""As far as the phase locking of one heart looks back, from the newest beat that counts. A choice."""

LATE_S = 5.0
"""So late a beat may come and still count: a strap's packet, and two beats of the correction. Later ones change nothing
that was said. A choice."""

MOMENTS = round(LOOK_BACK_S - 2.0 * REACH_S) + 1
"""Phases in a window, one a second, so that the reach of the first and of the last fill it."""

NEEDED_MOMENTS = SMALLEST_KNOWN_SHARE * MOMENTS
"""Phases without which a heart is not counted, nor a pair known."""

NEEDED_S = NEEDED_MOMENTS + 2.0 * REACH_S
"""Seconds of beats without which a heart is not counted."""

_RATE_EVERY_S = 10  # seconds; the rate of a group changes no faster than its window of 64 s does

_KEPT_S = LOOK_BACK_S + LATE_S + REACH_S

_UNKNOWN = complex(math.nan, math.nan)


class _Heart:
    """The last beats of one heart, and its phases in the window."""

    def __init__(self, moments: int) -> None:
        self.middle_s: list[float] = []
        self.hr_bpm: list[float] = []
        self.phase_rad: list[float] = []
        self.seen: deque[tuple[float, bool]] = deque()
        self.phases: deque[complex] = deque([_UNKNOWN] * moments, maxlen=MOMENTS)
        self.disordered_s = -math.inf

    def forget_before(self, t_s: float) -> None:
        count = bisect_left(self.middle_s, t_s)
        del self.middle_s[:count], self.hr_bpm[:count], self.phase_rad[:count]
        while self.seen and self.seen[0][0] < t_s:
            self.seen.popleft()


class GroupWatch:
    """The hearts of a group in step with the led breath, or with one another.

    Notes
    -----
    Every whole second each heart has a phase about the moment 15 s ago, for which all beats have come by then. What is
    said of a moment rests on beats up to it alone, and on nothing that was asked before: the same beats give the same
    numbers live and from a record.
    """

    def __init__(self) -> None:
        self._hearts: dict[str, _Heart] = {}
        self._led: deque[bool] = deque(maxlen=MOMENTS)
        self._rate_hz = math.nan
        self._rate_of_s = -math.inf
        self._second = -1

    def join(self, name: str) -> None:
        """Take in a heart, before its first beat; one that is there stays as it is."""
        if name not in self._hearts:
            self._hearts[name] = _Heart(len(self._led))

    def add(self, name: str, t_s: float, nn_ms: float, phase_rad: float, *, is_corrected: bool = False) -> None:
        """Take in a beat of a heart; one that was not there before joins.

        Parameters
        ----------
        name : str
            Which heart.
        t_s : float
            When its interval ended, in seconds of the clock that all share; rising.
        nn_ms : float
            The interval in ms; ``nan`` when it was set aside.
        phase_rad : float
            Angle of the led breath in the middle of the interval, 0 to 2 pi; ``nan`` when no breath is led.
        is_corrected : bool
            Whether the interval is not as it came from the sensor.
        """
        self.join(name)
        heart = self._hearts[name]
        heart.seen.append((t_s, is_corrected or math.isnan(nn_ms)))
        middle_s = t_s - nn_ms / 2000.0
        # The middles of corrected intervals need not rise; one that does not adds nothing.
        if math.isnan(nn_ms) or (heart.middle_s and middle_s <= heart.middle_s[-1]):
            return
        heart.middle_s.append(middle_s)
        heart.hr_bpm.append(60_000.0 / nn_ms)
        heart.phase_rad.append(phase_rad)

    def remove(self, name: str) -> None:
        """Forget a heart that left; it is counted no more."""
        self._hearts.pop(name, None)

    def advance(self, now_s: float, disordered: Collection[str] = ()) -> None:
        """Move time on.

        Parameters
        ----------
        now_s : float
            The time, in seconds; never less than before.
        disordered : collection of str
            Hearts whose last 64 s hold beats without order (`artefacts.disorder.DisorderWatch`).
        """
        last = math.floor(now_s)
        first = max(self._second + 1, last - MOMENTS + 1)
        if first > self._second + 1:
            self._led.clear()
            for heart in self._hearts.values():
                heart.phases.clear()
        for second in range(first, last + 1):
            self._take_moment(second)
        self._second = max(self._second, last)
        for name in disordered:
            if name in self._hearts:
                self._set_aside(self._hearts[name], now_s)

    def note_disorder(self, name: str, t_s: float) -> None:
        """Note that beats of a heart up to ``t_s`` were set aside because they come without order."""
        if name in self._hearts:
            self._hearts[name].disordered_s = t_s

    def newest(self) -> dict[str, complex]:
        """Return the phase of every heart at the newest moment, ``nan`` where not known."""
        return {name: heart.phases[-1] if heart.phases else _UNKNOWN for name, heart in self._hearts.items()}

    def moment(self) -> GroupMoment:
        """Return who is in step, as of the last whole second."""
        led = np.array(self._led, dtype=np.bool_)
        reasons = [self._reason(heart) for heart in self._hearts.values()]
        rate_hz = math.nan if self._led and self._led[-1] else self._rate_hz
        return in_step(float(self._second), tuple(self._hearts), self._phases(), led, rate_hz, reasons)

    def pairs(self) -> PairLocking:
        """Return how every heart keeps step with every other in the window, in the order in which they came."""
        return pair_locking(self._phases(), needed_s=NEEDED_MOMENTS)

    def _phases(self) -> ComplexArray:
        return np.array([heart.phases for heart in self._hearts.values()]).reshape(len(self._hearts), len(self._led))

    def _take_moment(self, second: int) -> None:
        t_s = second - LATE_S - REACH_S
        hearts = list(self._hearts.values())
        about = self._between(t_s - REACH_S, t_s + REACH_S)
        is_led = about.middle_s.size > 0 and not bool(np.any(np.isnan(about.phase_rad)))
        found: ComplexArray = np.full(len(hearts), np.nan, dtype=np.complex128)
        if is_led:
            found = phasors(about, t_s, None)
        else:
            rate_hz = self._own_rate_hz(second)
            if not math.isnan(rate_hz):
                found = phasors(about, t_s, rate_hz)
        self._led.append(is_led)
        for heart, phase in zip(hearts, found.tolist(), strict=True):
            heart.phases.append(phase)
            heart.forget_before(second - _KEPT_S)

    def _between(self, from_s: float, until_s: float) -> Beats:
        middle_s: list[float] = []
        hr_bpm: list[float] = []
        phase_rad: list[float] = []
        sizes: list[int] = []
        for heart in self._hearts.values():
            first, last = bisect_left(heart.middle_s, from_s), bisect_left(heart.middle_s, until_s)
            middle_s += heart.middle_s[first:last]
            hr_bpm += heart.hr_bpm[first:last]
            phase_rad += heart.phase_rad[first:last]
            sizes.append(last - first)
        return Beats(np.array(middle_s), np.array(hr_bpm), np.array(phase_rad), np.array(sizes, dtype=np.int64))

    def _own_rate_hz(self, second: int) -> float:
        """Return the rate of the group, found anew every few seconds."""
        of_s = second // _RATE_EVERY_S * _RATE_EVERY_S
        if of_s != self._rate_of_s:
            until_s = of_s - LATE_S
            self._rate_hz = own_rate_hz(self._between(until_s - RATE_WINDOW_S, until_s), until_s)
            self._rate_of_s = of_s
        return self._rate_hz

    def _set_aside(self, heart: _Heart, now_s: float) -> None:
        heart.disordered_s = now_s
        newest = self._second - LATE_S - REACH_S
        count = math.ceil(newest - (now_s - DISORDER_WINDOW_S - REACH_S))
        for index in range(max(0, len(heart.phases) - count), len(heart.phases)):
            heart.phases[index] = _UNKNOWN

    def _reason(self, heart: _Heart) -> Reason | None:
        phases: FloatArray = np.abs(np.array(heart.phases))
        known = int(np.sum(phases > 0.0))
        if known >= NEEDED_MOMENTS:
            from_s = self._second - LATE_S - LOOK_BACK_S
            within = [is_corrected for t_s, is_corrected in heart.seen if t_s > from_s]
            share = sum(within) / len(within) if within else 0.0
            if share > LARGEST_SET_ASIDE_SHARE:
                return Reason.of(ReasonCode.BEATS_CORRECTED, corrected_share=share)
            return None
        if heart.disordered_s > self._second - LATE_S - LOOK_BACK_S:
            return BEATS_IRREGULAR
        if int(np.sum(phases == 0.0)) > known:
            return Reason(ReasonCode.TOO_EVEN_HEART)
        if not known:
            return Reason(ReasonCode.NO_RECENT_BEATS)
        return Reason.of(ReasonCode.TOO_FEW_SECONDS, needed_s=NEEDED_S, there_s=known + 2.0 * REACH_S)
