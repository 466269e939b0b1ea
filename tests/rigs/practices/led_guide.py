"""A guide that is asked for things on the way, and the breaths that it leads."""

from biofeedback.events import BreathPlanned, Metric, Paused
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.model import BreathGuidance, Practice, Step


def step(name, length_s, pacing, *prompts, **more):
    return Step(name, name.title(), "", length_s, pacing, "shown", prompts, **more)


def practice(*steps, start=9.0, aim=6.0, ramp_s=0.1):
    return Practice("t", "T", "", "", BreathGuidance(BreathPattern(start), BreathPattern(aim), ramp_s), steps)


LONG = practice(step("arrive", 60.0, "listen"), step("lead", 600.0, "lead"))


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def run_until(guide, t_s):
    events = []
    while (due_s := guide.next_due_s) is not None and due_s <= t_s:
        events += guide.advance(due_s)
    return events


def led(events):
    """Return the breaths that were left when all was announced, replaced and withdrawn."""
    breaths = []
    for event in events:
        if isinstance(event, BreathPlanned):
            breaths = [breath for breath in breaths if breath.t_s < event.t_s]
            breaths.append(event)
        if isinstance(event, Paused) and event.mode == "pause":
            breaths = [breath for breath in breaths if breath.t_s <= event.t_s]
    return breaths


def length_s(breath):
    return ends_s(breath) - breath.t_s


def offered(guide, t_s, **values):
    return [
        event
        for name, value in values.items()
        for event in guide.on_metric(t_s, Metric(
            source="strap", name=name, t_s=t_s, value=value, unit="", window_s=64.0, quality_share=1.0
        ))
    ]  # fmt: skip
