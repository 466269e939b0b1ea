"""A guide that is asked until its practice has ended, at equal steps or when something is due."""

import itertools

from biofeedback.events import BreathPlanned, Event
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.model import BreathGuidance, Practice, Step
from tests.rigs.practices.led_guide import of


def practice(*steps: Step, start: float = 6.0, aim: float = 6.0) -> Practice:
    guidance = BreathGuidance(BreathPattern(start), BreathPattern(aim), 0.2)
    return Practice("test", "Test", "", "", guidance, steps)


def begun(whole: Practice) -> Guide:
    guide = Guide(whole)
    guide.advance(0.0)
    return guide


def run(guide: Guide, every_s: float, from_s: float = 0.0) -> list[Event]:
    """Ask the guide at equal steps of time until it has ended."""
    events: list[Event] = []
    for count in itertools.count():
        if guide.ended:
            return events
        events += guide.advance(from_s + count * every_s)
    return events


def breath_lengths_s(events: list[Event]) -> list[float]:
    return [ends_s(breath) - breath.t_s for breath in of(BreathPlanned, events)]
