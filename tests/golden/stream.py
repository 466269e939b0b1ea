"""A compassionate pause of the simulated heart without clock, thread or radio: the same packets and events every time.

``python -m tests.golden.stream`` writes the frozen numbers anew; do so when a number was meant to change, and say why.
"""

import json
import math
from collections import Counter
from pathlib import Path

from biofeedback.events import Event, Metric, Packet, Tick
from biofeedback.pipeline import Pipeline
from biofeedback.practice.guide.guide import Guide
from biofeedback.practices import practice_named
from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL
from devices.simulated_faults import parse_faults
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from devices.transports.simulated.heart_model import HeartModel
from devices.transports.simulated.strap_model import StrapModel

SOURCE = "golden"
SEED = 11
FAULTS = "ectopics=0.02,missing=0.01,extra=0.01"
FROZEN = Path(__file__).with_name("compassionate_pause.json")
EVERY_S = 10.0
SELDOM = 50


def inputs() -> list[Event]:
    """Return everything that reaches the pipeline, in order; packets stand before their beats."""
    heart = HeartModel(SEED, parse_faults(FAULTS))
    strap = StrapModel(SEED, parse_faults(FAULTS), heart)
    guide, stream = Guide(practice_named("compassionate_pause")), stream_for(MEASUREMENT_CHANNEL, BeatCount(SOURCE))
    events: list[Event] = []
    tick_s = 1.0
    while not guide.ended:
        due_s = min(guide.next_due_s, strap.due_s, tick_s)
        if due_s == guide.next_due_s:
            for event in guide.advance(due_s):
                heart.follow(event)
                events.append(event)
        elif due_s == tick_s:
            events.append(Tick(t_s=tick_s))
            tick_s += 1.0
        else:
            data = strap.next_packet()
            packet = Packet(source=SOURCE, channel="2a37", arrived_s=due_s, data=data)
            events += [packet, *stream.feed(data, due_s)]
    return events


def metrics(events: list[Event]) -> list[Metric]:
    """Return the metrics that come of the events."""
    pipeline = Pipeline(SOURCE)
    return [result for event in events for result in pipeline.step(event) if isinstance(result, Metric)]


def digest(computed: list[Metric]) -> dict[str, list[list[float | None]]]:
    """Return the course of every metric, time and value: whole where it comes seldom, thinned where it comes often."""
    often = {name for name, count in Counter(metric.name for metric in computed).items() if count > SELDOM}
    courses: dict[str, list[list[float | None]]] = {}
    for metric in computed:
        if metric.name not in often or metric.t_s % EVERY_S == 0:
            value = None if math.isnan(metric.value) else metric.value
            courses.setdefault(metric.name, []).append([metric.t_s, value])
    return courses


if __name__ == "__main__":
    FROZEN.write_text(json.dumps(digest(metrics(inputs())), indent=1) + "\n")
