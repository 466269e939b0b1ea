"""Made hearts with a resonance that is known, and what trials at several paces say of them."""

import math
from functools import cache

import numpy as np
from scipy.signal import lfilter

from biofeedback.practice.after.led_steps import led_steps
from biofeedback.practice.assessment import Assessment, sliding, stepped
from biofeedback.signals.coupling.phase import breath_phases
from biofeedback.signals.resonance.resonance import analyse_sliding, analyse_stepped
from biofeedback.signals.resonance.trial import led_trial

GRID_S = 0.05


@cache
def events_of(kind):
    assessment = Assessment(stepped() if kind == "stepped" else sliding())
    events = []
    while not assessment.ended:
        events += assessment.advance(assessment.next_due_s)
    return tuple(events)


@cache
def position_of(kind):
    """Return the breath as it is led, -1 to 1, on the grid; 0 in the rests."""
    breaths = [breath for breaths in led_steps(events_of(kind)) for breath in breaths]
    grid_s = np.arange(0.0, events_of(kind)[-1].t_s + 5.0, GRID_S)
    phase_rad = np.array(breath_phases(breaths, grid_s.tolist()))
    return np.where(np.isnan(phase_rad), 0.0, -np.cos(phase_rad))


def resonance_gain(values, hz, sharpness):
    """Pass values through a second-order resonance of gain 1 (bilinear, exact at its frequency)."""
    turn, step = 2.0 * math.tan(math.pi * hz * GRID_S) / GRID_S, 2.0 / GRID_S
    above = np.array([step * turn / sharpness, 0.0, -step * turn / sharpness])
    below = np.array(
        [
            step**2 + step * turn / sharpness + turn**2,
            2.0 * (turn**2 - step**2),
            step**2 - step * turn / sharpness + turn**2,
        ]
    )
    return lfilter(above / below[0], below / below[0], values)


def pink(count, chance, spread):
    spectrum = np.fft.rfft(chance.standard_normal(count)) / np.sqrt(np.maximum(1.0, np.arange(count // 2 + 1)))
    spectrum[0] = 0.0
    values = np.fft.irfft(spectrum, count)
    return values / np.std(values) * spread


def responder(kind, per_min, sharpness, seed, *, depth_ms=None, white_ms=15.0, pink_ms=25.0):
    """Return the beats of somebody whose heart answers paced breath as a resonance."""
    chance = np.random.default_rng(seed)
    depth_ms = chance.uniform(25.0, 70.0) if depth_ms is None else depth_ms
    wave_ms = depth_ms * resonance_gain(position_of(kind), per_min / 60.0, sharpness)
    slow_ms = pink(2 * (wave_ms.size // 10 + 1), chance, pink_ms)
    t_s, nn_ms = [], []
    end_s = 0.0
    while end_s < events_of(kind)[-1].t_s + 3.0:
        place = int(end_s / GRID_S)
        nn_ms.append(900.0 - wave_ms[place] + slow_ms[place // 5] + white_ms * chance.standard_normal())
        end_s += nn_ms[-1] / 1000.0
        t_s.append(end_s)
    return np.array(t_s), np.array(nn_ms)


def analysed(kind, t_s, nn_ms, seed=0):
    steps = led_steps(events_of(kind))
    if kind == "stepped":
        return analyse_stepped([led_trial(breaths, t_s, nn_ms) for breaths in steps], seed=seed)
    return analyse_sliding(steps[0], t_s, nn_ms, seed=seed)
