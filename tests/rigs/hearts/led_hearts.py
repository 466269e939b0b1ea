"""Simulated people who are led to breathe slowly: some follow, some breathe freely, at another pace, or irregularly.

Everything passes through the strap, its packets and the stream that decodes them, exactly as in a session; only the
clock is missing. The ranges are ours: hearts that the breath moves by 2 to 10 bpm from peak to trough, jitter of 0 to
20 ms, up to 5 % ectopic beats, up to 1 % undetected and 1 % false ones, and for every third one lost link of 5 to 20 s.
"""

import random
from dataclasses import dataclass

import numpy as np

from biofeedback.codes import LinkCode
from biofeedback.events import Beat, BreathPlanned, Event, LinkChanged, Metric, Tick
from biofeedback.pipelines.one_heart import Pipeline
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL
from devices.simulated_faults import Dropout, SimulatedFaults
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from devices.transports.simulated.heart_model import HeartModel
from devices.transports.simulated.strap_model import StrapModel

SOURCE = "simulated"
LISTENED_S = 60.0
"""Before leading begins, as in a practice that begins by listening."""
LED_S = 180.0

IN_SHARE = 0.4
FOLLOWS = "follows"
OTHER_MANNERS = ("freely", "another pace", "irregularly")
"""How somebody breathes while the light leads and they do not follow."""

NAMES = ("steadiness_share", "warmth_share", "coherence_ratio", "coherence_share", "pacer_fit_r2_share")


@dataclass(frozen=True)
class LedHeart:
    """One person, and what reaches the pipeline of them."""

    seed: int
    manner: str
    led_per_min: float
    swing_bpm: float | None
    faults: SimulatedFaults
    events: tuple[Event, ...]

    @property
    def follows(self):
        return self.manner == FOLLOWS


def led_heart(seed, manner, *, clean=False, usual=False, faults=None, led_s=LED_S):
    """Return the person of this seed.

    ``clean``: without faults of heart, strap and link, and moved by 6 to 10 bpm; ``usual``: without faults, led at six
    a minute, and moved as the simulated sensor's heart is; ``faults``: those, and moved by 6 to 10 bpm.
    """
    chance = random.Random(f"{seed}/led heart")
    led_per_min, swing_bpm = chance.uniform(4.5, 7.0), chance.uniform(2.0, 10.0)
    drawn = SimulatedFaults(
        noise_ms=chance.uniform(0.0, 20.0),
        ectopic_share=chance.uniform(0.0, 0.05),
        missing_share=chance.uniform(0.0, 0.01),
        extra_share=chance.uniform(0.0, 0.01),
        dropouts=_dropouts(chance, LISTENED_S + LED_S),
    )
    if clean or faults:
        drawn, swing_bpm = faults or SimulatedFaults(), 6.0 + 0.4 * swing_bpm
    if usual:
        drawn, led_per_min, swing_bpm = SimulatedFaults(), 6.0, None
    until_s = LISTENED_S + led_s
    led = even_breaths(LISTENED_S, until_s, led_per_min)
    heart = HeartModel(seed, drawn, swing_bpm=swing_bpm)
    for breath in _breathed(manner, led, chance, until_s):
        heart.follow(breath)
    events = received(StrapModel(seed, drawn, heart), drawn.dropouts, led, until_s)
    return LedHeart(seed, manner, led_per_min, swing_bpm, drawn, tuple(events))


def led_record(ends_s, rr_ms, led_per_min, late_s=1.0):
    """Return the events of a recorded heart that is led at one pace from the first second, or by nobody (``nan``)."""
    until_s = float(ends_s[-1])
    rows = [(float(second), Tick(t_s=float(second))) for second in range(1, int(until_s) + 1)]
    if np.isfinite(led_per_min):
        led = even_breaths(0.0, until_s, led_per_min)
        rows += [(max(0.0, breath.t_s - 60.0 / led_per_min), breath) for breath in led]
    for index, (end_s, interval_ms) in enumerate(zip(ends_s.tolist(), rr_ms.tolist(), strict=True)):
        arrived_s = end_s + late_s
        rows.append((arrived_s, Beat(source=SOURCE, index=index, arrived_s=arrived_s, rr_ms=interval_ms)))
    return _in_order(rows)


def population(count):
    """Return seeds and manners of so many people: half of them follow, a sixth each does otherwise."""
    return [(seed, OTHER_MANNERS[seed // 2 % 3] if seed % 2 else FOLLOWS) for seed in range(count)]


def second_by_second(events, names=NAMES):
    """Return for each name an array of its values at 1 s, 2 s ... as the pipeline has them."""
    pipeline, courses = Pipeline(SOURCE), {name: [] for name in names}
    for event in events:
        for result in pipeline.step(event):
            if isinstance(result, Metric) and result.name in courses:
                courses[result.name].append(result.value)
    return {name: np.array(values) for name, values in courses.items()}


def auc(followers, others):
    """Return how often a follower has the higher number than somebody who does not follow; ties count half.

    A number that could not be known counts as lower than any other: nothing can be shown by it.
    """
    followers, others = (np.nan_to_num(np.asarray(values), nan=-np.inf) for values in (followers, others))
    above = np.mean(followers[:, None] > others[None, :])
    return float(above + 0.5 * np.mean(followers[:, None] == others[None, :]))


def even_breaths(from_s, until_s, per_min):
    """Return breaths of one pace from one moment to another."""
    length_s = 60.0 / per_min
    return [_breath(from_s + k * length_s, length_s) for k in range(int((until_s - from_s) / length_s) + 1)]


def received(strap, dropouts, led, until_s):
    """Return ticks, led breaths (each announced one ahead), links and decoded beats in the order they happen."""
    stream = stream_for(MEASUREMENT_CHANNEL, BeatCount(SOURCE))
    rows = [(float(second), Tick(t_s=float(second))) for second in range(1, int(until_s) + 1)]
    before_s = [breath.t_s for breath in led]
    rows += [(announced_s, breath) for announced_s, breath in zip([before_s[0], *before_s], led, strict=False)]
    for dropout in dropouts:
        for t_s, state in ((dropout.from_s, "lost"), (dropout.until_s, "streaming")):
            rows.append(
                (t_s, LinkChanged(source=SOURCE, t_s=t_s, state=state, code=LinkCode.RECORDED_SENTENCE, facts=()))
            )
    while strap.due_s <= until_s:
        due_s = strap.due_s
        data = strap.next_packet()
        if any(dropout.from_s <= due_s < dropout.until_s for dropout in dropouts):
            stream.restart()
        else:
            rows += [(due_s, event) for event in stream.feed(data, due_s)]
    return _in_order(rows)


def _in_order(rows):
    # Sorting is stable: what happens at one moment keeps its order.
    return [event for _, event in sorted(rows, key=lambda row: row[0])]


def _dropouts(chance, until_s):
    if chance.random() > 1.0 / 3.0:
        return ()
    for_s = chance.uniform(5.0, 20.0)
    return (Dropout(from_s=chance.uniform(10.0, until_s - for_s - 5.0), for_s=for_s),)


def _breathed(manner, led, chance, until_s):
    match manner:
        case "follows":
            return led
        case "freely":
            return []
        case "another pace":
            # At least a fifth slower or quicker than the light, and not slower than 3.5 a minute.
            led_per_min = 60.0 / (led[1].t_s - led[0].t_s)
            slower = led_per_min > 4.5 and chance.random() < 0.5
            share = chance.uniform(max(0.65, 3.5 / led_per_min), 0.8) if slower else chance.uniform(1.2, 1.6)
            return even_breaths(led[0].t_s + chance.uniform(0.0, 5.0), until_s, share * led_per_min)
        case "irregularly":
            breaths, t_s = [], led[0].t_s
            while t_s < until_s:
                length_s = chance.uniform(4.0, 14.0)
                breaths.append(_breath(t_s, length_s))
                t_s += length_s
            return breaths
        case _:
            raise ValueError(manner)


def _breath(t_s, length_s):
    return BreathPlanned(
        t_s=t_s, in_s=IN_SHARE * length_s, hold_in_s=0.0, out_s=(1.0 - IN_SHARE) * length_s, hold_out_s=0.0
    )
