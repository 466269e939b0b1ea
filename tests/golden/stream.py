"""A compassionate pause of the simulated heart without clock, thread or radio: the same packets and events every time.

``python -m tests.golden.stream`` writes the frozen numbers anew, where the version of what changed was raised before.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias, TypedDict

from biofeedback.events import Event, Metric, Packet, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.model import Practice
from biofeedback.practices import practice_named
from biofeedback.signals.definitions.versions import VERSIONS, lineage
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

Courses: TypeAlias = dict[str, list[list[float | None]]]


class Frozen(TypedDict):
    """What the file holds."""

    versions: dict[str, int]
    courses: Courses


def inputs(practice: Practice | None = None, seed: int = SEED, faults: str = FAULTS) -> list[Event]:
    """Return everything that reaches the pipeline, in order; packets stand before their beats."""
    heart = HeartModel(seed, parse_faults(faults))
    strap = StrapModel(seed, parse_faults(faults), heart)
    practice = practice_named("compassionate_pause") if practice is None else practice
    guide, stream = Guide(practice), stream_for(MEASUREMENT_CHANNEL, BeatCount(SOURCE))
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


def digest(computed: list[Metric]) -> Courses:
    """Return the course of every metric, time and value: whole where it comes seldom, thinned where it comes often."""
    often = {name for name, count in Counter(metric.name for metric in computed).items() if count > SELDOM}
    courses: Courses = {}
    for metric in computed:
        if metric.name not in often or metric.t_s % EVERY_S == 0:
            value = None if math.isnan(metric.value) else metric.value
            courses.setdefault(metric.name, []).append([metric.t_s, value])
    return courses


def same(course: list[list[float | None]], frozen: list[list[float | None]]) -> bool:
    """Return whether two courses are the same but for the rounding of another machine."""
    return len(course) == len(frozen) and all(
        math.isclose(t_s, frozen_t_s, rel_tol=1e-9)
        and (
            value is frozen_value
            if value is None or frozen_value is None
            else math.isclose(value, frozen_value, rel_tol=1e-9, abs_tol=1e-12)
        )
        for (t_s, value), (frozen_t_s, frozen_value) in zip(course, frozen, strict=True)
    )


def unraised(courses: Courses, frozen: Frozen, versions: Mapping[str, int] = VERSIONS) -> list[str]:
    """Return the numbers that changed though neither they nor anything they rest on has a new version."""
    then = frozen["versions"]
    differing = [
        name
        for name in sorted(courses.keys() | frozen["courses"].keys())
        if not same(courses.get(name, []), frozen["courses"].get(name, []))
    ]
    return [name for name in differing if all(versions.get(each, 0) == then.get(each, 0) for each in lineage(name))]


def freeze() -> None:
    """Write the frozen numbers anew, with their versions; refuse where a number changed and no version with it."""
    courses = digest(metrics(inputs()))
    names = unraised(courses, json.loads(FROZEN.read_text()))
    if names:
        raise SystemExit(f"{', '.join(names)}: raise the version first, as CONTRIBUTING.md tells.")
    FROZEN.write_text(json.dumps({"versions": dict(VERSIONS), "courses": courses}, indent=1) + "\n")


if __name__ == "__main__":
    freeze()
