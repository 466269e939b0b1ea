"""Simulated people in one room: some breathe with the light, late or in part, and some on their own."""

import random

import numpy as np

from biofeedback.signals.group.record import group_heart
from devices.simulated_faults import SimulatedFaults
from devices.transports.simulated.heart_model import HeartModel
from tests.rigs.hearts.led_hearts import even_breaths

ALONE, FOLLOWS, PARTLY = "alone", "follows", "partly"
LEAST_LATE_S, MOST_LATE_S = 0.0, 3.0  # how late somebody follows, drawn for each
FOLLOWED_SHARE = 0.5  # of the breaths, by somebody who follows in part
ARRIVING_S = 0.5  # so long after a beat it arrives
CHUNK_S = 30.0  # a plan remembers three minutes, so breaths are told along the way


def beats_of(seed, manner, breaths, until_s):
    """Return intervals (ms) and times of arrival (s) of one simulated person."""
    chance = random.Random(f"{seed}/in a group")
    late_s = chance.uniform(LEAST_LATE_S, MOST_LATE_S)
    heart = HeartModel(seed, SimulatedFaults())
    taken = {ALONE: [], FOLLOWS: breaths, PARTLY: [each for each in breaths if chance.random() < FOLLOWED_SHARE]}[
        manner
    ]
    beats_s = []
    for chunk_s in np.arange(0.0, until_s, CHUNK_S):
        for breath in taken:
            if chunk_s <= breath.t_s + late_s < chunk_s + CHUNK_S:
                heart.follow(later(breath, late_s))
        beats_s += heart.advance(min(until_s, chunk_s + CHUNK_S))
    ends_s = np.array([t_s for t_s in beats_s if t_s > -1.0])
    return np.diff(ends_s) * 1000.0, ends_s[1:] + ARRIVING_S


def later(breath, late_s):
    """Return a breath that begins so much later."""
    return type(breath)(
        t_s=breath.t_s + late_s,
        in_s=breath.in_s,
        hold_in_s=breath.hold_in_s,
        out_s=breath.out_s,
        hold_out_s=breath.hold_out_s,
    )


def made_group(manners, *, seed=0, until_s=300.0, led_per_min=6.0, led_from_s=0.0):
    """Return hearts for `group_record`, named after their place and manner; nobody is led where the pace is None."""
    breaths = [] if led_per_min is None else even_breaths(led_from_s, until_s, led_per_min)
    return {
        f"{place} {manner}": group_heart(*beats_of(1000 * seed + place, manner, breaths, until_s), breaths)
        for place, manner in enumerate(manners)
    }
