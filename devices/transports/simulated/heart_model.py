"""A heart that follows the breath: when the simulated heart beats.

Pure and seeded: the same seed and the same announced breaths give the same beats to the last bit, however time is
stepped.
"""

import math
import random

from biofeedback.events import Event
from biofeedback.practice.pacing.breath import BreathPlan
from devices.simulated_faults import SimulatedFaults

STEP_S = 1.0 / 32.0
"""The grid of the integration: a power of two, so that its times are exact."""

WARM_UP_S = 60.0
"""How long the heart has been beating before the session begins: a choice, by then its resonances have settled."""

_SLOWEST_RATE_BPM = 30.0
"""No chance brings the rate below this: a choice, far from where it wanders."""

_REFRACTORY_S = 0.25
"""No two beats are closer than this, whatever the jitter: a choice, about as long as a heart cannot be roused."""

_FOLLOWING_S = 6.0
"""Time constant of giving one's own breath over to the led one, and taking it back: about half a slow breath."""

_CALMING_S = 180.0
"""Time constant of calming while breath is led: a choice, so that a practice of ten minutes shows it."""

_EARLIER_BY_SHARE = (0.28, 0.45)
"""By so much of an interval a premature beat is early: a choice, clearly apart from the wave of the breath."""

_OWN_IN_SHARE = 0.4
"""In one's own breath so much is in-breath; a choice, as breath out is mostly the longer one at rest."""

_OWN_LENGTH_SPREAD, _OWN_DEPTH_SPREAD = 0.1, 0.15
"""Standard deviations of the logarithms of length and depth from one own breath to the next; a choice."""

_RATE_WANDERING = ((120.0, 1.3), (35.0, 0.9), (10.0, 0.7))
"""Time constants (s) and standard deviations (bpm) whose sum falls off roughly like 1/f below the breath."""

# Time constants (s) and standard deviations (a ratio, s) of how deep and how late a led breath is breathed; a choice.
_DEPTH_WANDERING = (15.0, 0.2)
_LAG_WANDERING = (20.0, 0.35)


class HeartModel:
    """Beats of one simulated person.

    Parameters
    ----------
    seed : int
        Who this person is, and every chance in their heart.
    faults : SimulatedFaults
        Of these the heart itself plays the ectopic beats and the jitter.
    swing_bpm : float or None
        How far breath at the resonance moves the rate, peak to trough in bpm, before it saturates; ``None`` leaves it
        to the seed (14 to 20).

    Notes
    -----
    An integral pulse frequency model (Berger et al. 1986, doi 10.1109/TBME.1986.325789): the rate is integrated, and a
    beat falls where the integral crosses a whole number. Each crossing is solved for within its grid step, over which
    the rate is taken as linear. The rate is a base, slow wanderings, a small Mayer-like wave near 0.1 Hz, and the
    respiratory swing: breath passes a delay and a second-order resonance with the person's own frequency and
    sharpness (Vaschillo et al. 2006, doi 10.1007/s10484-006-9009-3, describe heart rate under paced breathing as such
    a resonance, in phase with the breath at its peak), then saturates as a hyperbolic tangent. While breath is led,
    the heart calms by a few bpm over minutes. All numbers are ours, chosen to be plausible for a healthy adult at rest.
    """

    def __init__(self, seed: int, faults: SimulatedFaults, *, swing_bpm: float | None = None) -> None:
        person = random.Random(f"{seed}/person")
        self.resonance_hz = person.uniform(0.08, 0.11)
        self._base_bpm = person.uniform(60.0, 72.0)
        usual_half_swing_bpm = person.uniform(7.0, 10.0)
        self._half_swing_bpm = usual_half_swing_bpm if swing_bpm is None else swing_bpm / 2.0
        self._ceiling_bpm = person.uniform(8.5, 11.0)
        self._lag_s = person.uniform(0.2, 0.6)
        self._calm_bpm = person.uniform(1.0, 4.0)
        self._jitter_s = math.hypot(person.uniform(3.0, 5.0), faults.noise_ms) / 1000.0
        self._ectopic_share = faults.ectopic_share
        self._baroreflex = _Resonator(self.resonance_hz, person.uniform(1.7, 2.8))
        self._mayer = _Resonator(person.uniform(0.09, 0.11), 3.0)
        self._mayer_gain = 0.8 * self._mayer.gain_per_noise()

        self._plan = BreathPlan()
        self._own_breath = _OwnBreath(random.Random(f"{seed}/breath"), -WARM_UP_S)
        chance = random.Random(f"{seed}/wandering")
        self._rate_bpm = [_Wandering(chance, *shape) for shape in _RATE_WANDERING]
        self._depth = _Wandering(chance, *_DEPTH_WANDERING)
        self._lateness_s = _Wandering(chance, *_LAG_WANDERING)
        self._mayer_chance = random.Random(f"{seed}/mayer")
        self._jitter_chance = random.Random(f"{seed}/jitter")
        self._ectopic_chance = random.Random(f"{seed}/ectopics")

        self._followed_share = 0.0
        self._calmed_bpm = 0.0
        self._steps = round(-WARM_UP_S / STEP_S)
        self._rate_hz = self._base_bpm / 60.0
        self._phase = 0.0
        self._last_beat_s = -math.inf
        self._sinus_beat = 1
        self._next_beat = 1.0
        self._next_is_ectopic = False

    def follow(self, event: Event) -> None:
        """Take in a planned breath or a pause; every other event changes nothing.

        A breath is followed exactly when it is announced before ``advance`` has passed its beginning.
        """
        self._plan.apply(event)

    def advance(self, until_s: float) -> list[float]:
        """Live on until ``until_s`` and return the times of the beats since the last call.

        Parameters
        ----------
        until_s : float
            Session time in seconds; the heart stops at the last grid point by then.

        Returns
        -------
        list of float
            Session times in seconds, rising; those before 0 lie before the session.
        """
        beats_s: list[float] = []
        until_step = math.floor(until_s / STEP_S)
        while self._steps < until_step:
            begin_s = self._steps * STEP_S
            self._steps += 1
            before_hz, self._rate_hz = self._rate_hz, self._next_rate_hz(self._steps * STEP_S)
            phase = self._phase
            self._phase += STEP_S * (before_hz + self._rate_hz) / 2.0
            if self._phase >= self._next_beat:
                crossing_s = begin_s + _crossing_s(self._next_beat - phase, before_hz, self._rate_hz)
                jittered_s = crossing_s + self._jitter_chance.gauss(0.0, self._jitter_s)
                self._last_beat_s = max(jittered_s, self._last_beat_s + _REFRACTORY_S)
                beats_s.append(self._last_beat_s)
                self._choose_next_beat()
        return beats_s

    def _choose_next_beat(self) -> None:
        # A premature beat leaves the sinus rhythm alone: the sinus beat after it finds the heart refractory, and the
        # one after that comes at its usual time, so that both intervals together are two ordinary ones.
        chance = self._ectopic_chance.random()
        earlier_by = self._ectopic_chance.uniform(*_EARLIER_BY_SHARE)
        self._next_is_ectopic = chance < self._ectopic_share and not self._next_is_ectopic
        self._sinus_beat += 1
        self._next_beat = self._sinus_beat - (earlier_by if self._next_is_ectopic else 0.0)

    def _next_rate_hz(self, t_s: float) -> float:
        swing_bpm = self._half_swing_bpm * self._baroreflex.step(self._breath(t_s - self._lag_s))
        self._calmed_bpm += (self._calm_bpm * self._followed_share - self._calmed_bpm) * STEP_S / _CALMING_S
        rate_bpm = (
            self._base_bpm
            - self._calmed_bpm
            + sum(wandering.step() for wandering in self._rate_bpm)
            + self._mayer.step(self._mayer_gain * self._mayer_chance.gauss(0.0, 1.0))
            + self._ceiling_bpm * math.tanh(swing_bpm / self._ceiling_bpm)
        )
        return max(_SLOWEST_RATE_BPM, rate_bpm) / 60.0

    def _breath(self, t_s: float) -> float:
        """Return the breath as it is really breathed, about -1 to 1: one's own, given over to the led one."""
        # Nobody breathes ahead of what leads them: lateness folds at 0 instead of turning into foresight.
        led = self._plan.at(t_s - abs(self._lateness_s.step()))
        led_breath = (2.0 * led.position - 1.0) * (1.0 + self._depth.step())
        self._followed_share += (float(led.phase != "still") - self._followed_share) * STEP_S / _FOLLOWING_S
        own_breath = self._own_breath.at(t_s)
        return own_breath + self._followed_share * (led_breath - own_breath)


class _Wandering:
    """A value that wanders about 0 and forgets where it was (Ornstein and Uhlenbeck)."""

    def __init__(self, chance: random.Random, constant_s: float, size: float) -> None:
        self._chance = chance
        self._kept_share = math.exp(-STEP_S / constant_s)
        self._push = size * math.sqrt(1.0 - self._kept_share**2)
        self._value = 0.0

    def step(self) -> float:
        """Return the value at the next grid point."""
        self._value = self._kept_share * self._value + self._chance.gauss(0.0, self._push)
        return self._value


class _OwnBreath:
    """Breathing that nobody leads: 12 to 16 a minute, each breath a little different."""

    def __init__(self, chance: random.Random, begin_s: float) -> None:
        self._chance = chance
        self._usual_s = 60.0 / chance.uniform(12.0, 16.0)
        self._end_s = begin_s
        self._breathe_in()

    def at(self, t_s: float) -> float:
        """Return the breath at ``t_s``, -1 empty to about 1 full; asked for rising times."""
        while t_s >= self._end_s:
            self._breathe_in()
        share = (t_s - self._begin_s) / (self._end_s - self._begin_s)
        breathes_in = share < _OWN_IN_SHARE
        angle = share / _OWN_IN_SHARE if breathes_in else 1.0 + (share - _OWN_IN_SHARE) / (1.0 - _OWN_IN_SHARE)
        return -1.0 + self._depth * (1.0 - math.cos(math.pi * angle))

    def _breathe_in(self) -> None:
        self._begin_s = self._end_s
        self._end_s += self._usual_s * math.exp(self._chance.gauss(0.0, _OWN_LENGTH_SPREAD))
        self._depth = math.exp(self._chance.gauss(0.0, _OWN_DEPTH_SPREAD))


class _Resonator:
    """A second-order band-pass: gain 1 and no phase shift at its own frequency."""

    def __init__(self, frequency_hz: float, sharpness: float) -> None:
        self._turn = 2.0 * math.pi * frequency_hz * STEP_S
        self._sharpness = sharpness
        self._band = 0.0
        self._low = 0.0

    def step(self, value: float) -> float:
        """Take in the value of the next grid point and return the answer there."""
        # Semi-implicit Euler keeps the frequency to 2e-5 at this step and cannot grow.
        self._band += self._turn * (value - self._low - self._band / self._sharpness)
        self._low += self._turn * self._band
        return self._band / self._sharpness

    def gain_per_noise(self) -> float:
        """Return what unit white noise is to be multiplied with, so that the answer has standard deviation 1."""
        return math.sqrt(2.0 * self._sharpness / self._turn)


def _crossing_s(phase: float, begin_hz: float, end_hz: float) -> float:
    """Return how far into a grid step the integral of a linearly changing rate reaches ``phase``."""
    # The root of begin * t + (end - begin) / (2 * step) * t**2 = phase, in the form that loses no digits.
    return 2.0 * phase / (begin_hz + math.sqrt(begin_hz**2 + 2.0 * phase * (end_hz - begin_hz) / STEP_S))
